"""Loads a landing-zone file into a model, and reports every problem of the file at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from os import fspath
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from landsmith import content
from landsmith.blueprint.base import Loc, dotted, shown
from landsmith.blueprint.reading.yaml_marks import Mark, Node, Tree, parse
from landsmith.errors import InputError, Place, Problem
from landsmith.reading import open_file

if TYPE_CHECKING:
    from os import PathLike

MAX_BYTES = 1024 * 1024
"""The largest file that is read, in bytes."""

M = TypeVar("M", bound=BaseModel)

MAX_PROBLEMS = 200
"""How many problems of one file are listed; one more says how many there are besides."""

SHARED = {"landing_zones": "landing_zone_defaults"}
"""Lists, and the key under which a file says what all entries of a list share."""

PROFILES = {"landing_zones": ("compliance", "regulated")}
"""Lists, the field that lays a profile under an entry, and its name in blueprints/profiles."""


@dataclass(frozen=True)
class Source:
    """A file's name and text; parsed when first asked, and then only once."""

    file: str
    text: str = field(repr=False)

    @classmethod
    def read(cls, path: str | PathLike[str]) -> Source:
        """Read a file of at most ``MAX_BYTES`` bytes.

        Raises:
            InputError: it is missing, a directory, unreadable, too large or not UTF-8.
        """
        name = shown(fspath(path), 4096)
        try:
            with open_file(Path(path)) as stream:
                return cls.from_bytes(stream.read(MAX_BYTES + 1), name)
        except IsADirectoryError:
            raise _failure(name, "this is a directory", "name the file in it") from None
        except FileNotFoundError:
            raise _failure(name, "there is no such file", "check the path") from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise _failure(name, f"the file can't be read: {reason}") from None

    @classmethod
    def from_bytes(cls, data: bytes, file: str = "landing-zone.yaml") -> Source:
        """Decode UTF-8, with or without a byte order mark.

        Raises:
            InputError: it is too large or not UTF-8.
        """
        if len(data) > MAX_BYTES:
            raise _failure(
                file, "the file is larger than 1 MiB, the limit", "is it the right file?"
            )
        try:
            return cls(file, data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise _not_utf8(file, data, error.start) from None

    @cached_property
    def tree(self) -> Tree:
        """The parsed file, with the places of its values and its problems. Never raises."""
        return parse(self.file, self.text)

    def mapping(self) -> dict[str, object]:
        """Return the file as plain values.

        Raises:
            InputError: the file is not a mapping that can be read without doubt.
        """
        root = self.tree.root
        if self.tree.problems or root is None:
            raise InputError(_limited([problem for _, problem in self.tree.problems]))
        return {str(key): child.value() for key, child in root.children.items()}

    def find(self, loc: Loc) -> Node | None:
        """Return the node at a location, or None when the file doesn't say anything there."""
        return self._at(self._said(loc))

    def _said(self, loc: Loc) -> Loc:
        """Return where the file decides a value: by itself, by a profile or for all entries."""
        if self._at(loc) is None:
            for other in (*self._profiled(loc), _shared(loc)):
                if self._at(other):
                    return other
        return loc

    def _profiled(self, loc: Loc) -> Iterator[Loc]:
        """Yield where an entry turns a profile on that says something at a location."""
        key, name = PROFILES.get(str(loc[0]), ("", "")) if loc else ("", "")
        if len(loc) > 2 and key and _says(profile(name), loc[2:]):
            own = (*loc[:2], key)
            turned = self._at(own)
            if turned is None or turned.value() is not None:
                yield from (own, _shared(own))

    def _at(self, loc: Loc) -> Node | None:
        node = self.tree.root if loc else None
        for step in loc:
            node = node.children.get(step) if node else None
        return node

    def place(self, loc: Loc, *, on_key: bool = False) -> Place:
        """Return where a value stands; where it is missing, the key of what should hold it.

        Args:
            loc: the way from the top of the file: ``("landing_zones", 0, "aks")``.
            on_key: point at the key even where the value is a single value.
        """
        root = self.tree.root
        marks = root.mark_of(self._said(loc), on_key=on_key) if root else (1, 1)
        return Place(self.file, *marks)


def load_model(
    origin: Source | PathLike[str] | str | bytes,
    model: type[M],
    *,
    defaults: Source | Mapping[str, object] | None = None,
) -> M:
    """Return the model that a file describes, filled up from the blueprint's defaults.

    Maps are merged key by key; a list or a single value of the file replaces the default.

    Args:
        origin: a source, a path to read, or the YAML itself as text or bytes.
        model: the model to build.
        defaults: what the blueprint ships; as a source, its lines can be pointed at.

    Raises:
        InputError: with every problem of the file, ordered by place.
    """
    layers = Layers(open_source(origin), defaults)
    if layers.source.tree.root is None:
        raise InputError(_limited([problem for _, problem in layers.source.tree.problems]))
    try:
        loaded = model.model_validate(layers.merged())
    except ValidationError as error:
        raise InputError(_problems(error, model, layers)) from None
    if layers.source.tree.problems:
        raise InputError(_limited([problem for _, problem in layers.source.tree.problems]))
    return loaded


def open_source(origin: Source | PathLike[str] | str | bytes) -> Source:
    """Return the source that ``load_model`` would read from ``origin``.

    Raises:
        InputError: it can't be read.
    """
    if isinstance(origin, Source):
        return origin
    if isinstance(origin, bytes):
        return Source.from_bytes(origin)
    if isinstance(origin, str):
        return Source.from_bytes(origin[: MAX_BYTES + 1].encode("utf-8", "surrogatepass"))
    return Source.read(origin)


def problem_at(source: Source, loc: Loc, message: str, mend: str = "") -> Problem:
    """Return a problem that a later stage found with the value at ``loc`` of a file."""
    return Problem(source.place(loc), dotted(loc), message, mend)


@dataclass(frozen=True)
class Layers:
    """The customer's file over the blueprint's defaults, and which of them says what."""

    source: Source
    defaults: Source | Mapping[str, object] | None = None

    def merged(self) -> dict[str, object]:
        """Return the file's values over the defaults.

        Raises:
            InputError: the defaults are a source that can't be read, or those of list entries
                are no map.
        """
        own = self.source.tree.root.value() if self.source.tree.root else {}
        merged = merge(self._shipped(), own)
        return self._with_entries(merged) if isinstance(merged, dict) else {}

    def _with_entries(self, merged: dict[str, object]) -> dict[str, object]:
        """Return the values with each entry of a list laid over a profile and what all share."""
        for entries, shared in SHARED.items():
            below, listed = merged.pop(shared, {}), merged.get(entries)
            if not isinstance(below, Mapping):
                problem = self.problem_at((shared,), f"expected a map of fields of {entries}")
                raise InputError([problem])
            if isinstance(listed, list):
                merged[entries] = [_laid(entries, below, entry) for entry in listed]
        return merged

    def _shipped(self) -> Mapping[str, object]:
        return self.defaults.mapping() if isinstance(self.defaults, Source) else self.defaults or {}

    def owner(self, loc: Loc) -> Source | None:
        """Return the source that decides the value at ``loc``; None for defaults without one.

        What neither says is the file's to say.
        """
        node, shipped = self.source.tree.root, self._shipped()
        for index, step in enumerate(loc):
            if node is None or node.kind != "mapping":
                return self.source
            node = node.children.get(step)
            if node is None and _says(shipped, loc[index:]):
                return self.defaults if isinstance(self.defaults, Source) else None
            below = shipped.get(str(step)) if isinstance(shipped, Mapping) else None
            shipped = below if isinstance(below, Mapping) else {}
        return self.source

    def find(self, loc: Loc) -> Node | None:
        """Return the node that decides the value at ``loc``, or None when no file has it."""
        owner = self.owner(loc)
        return owner.find(loc) if owner else None

    def place(self, loc: Loc, *, on_key: bool = False) -> Place:
        """Return where the value at ``loc`` is decided."""
        owner = self.owner(loc)
        return owner.place(loc, on_key=on_key) if owner else Place("blueprint defaults")

    def problem_at(
        self, loc: Loc, message: str, mend: str = "", *, on_key: bool = False
    ) -> Problem:
        """Return a problem with the value at ``loc``, in the file that decides it."""
        return Problem(self.place(loc, on_key=on_key), dotted(loc), message, mend)


@cache
def profile(name: str) -> Mapping[str, object]:
    """Return what a shipped profile says of an entry.

    Raises:
        ContentError: there is no such profile.
    """
    return Source.read(content.path("blueprints", "profiles", f"{name}.yaml")).mapping()


def _laid(entries: str, below: Mapping[str, object], entry: object) -> object:
    """Return an entry over the profile that it turns on, over what all entries share."""
    key, name = PROFILES.get(entries, ("", ""))
    laid = merge(below, entry)
    if not isinstance(laid, Mapping) or laid.get(key) is None:
        return laid
    return merge(merge(below, profile(name)), entry)


def _shared(loc: Loc) -> Loc:
    """Return where a file says the same for all entries of a list: empty if it can't."""
    name = SHARED.get(str(loc[0])) if loc else None
    return (name, *loc[2:]) if name and len(loc) > 2 else ()


def _says(values: object, loc: Loc) -> bool:
    """Tell whether plain values say anything at a location."""
    for step in loc:
        try:
            values = values[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _failure(file: str, message: str, mend: str = "", mark: Mark = (0, 0)) -> InputError:
    return InputError([Problem(Place(file, *mark), "", message, mend)])


def _not_utf8(file: str, data: bytes, offset: int) -> InputError:
    start = data.rfind(b"\n", 0, offset) + 1
    column = len(data[start:offset].decode("utf-8-sig", "replace")) + 1
    message = f"the file is not UTF-8: byte 0x{data[offset]:02X} at offset {offset}"
    line = data.count(b"\n", 0, offset) + 1
    return _failure(file, message, "save the file as UTF-8", (line, column))


def merge(defaults: object, own: object) -> object:
    """Return ``own`` over ``defaults``: maps of one kind merge, and everything else replaces."""
    if not (isinstance(defaults, Mapping) and isinstance(own, Mapping)):
        return own
    if own.get("kind", defaults.get("kind")) != defaults.get("kind"):
        return own
    merged = {**defaults, **own}
    return {
        key: merge(defaults[key], value) if key in defaults and key in own else value
        for key, value in merged.items()
    }


def _problems(error: ValidationError, model: type[BaseModel], layers: Layers) -> list[Problem]:
    """Return the problems of reading and of validating, one for each refused value."""
    from landsmith.blueprint.reading.explain_errors import explain

    read = layers.source.tree.problems
    refused = {loc for loc, _ in read}
    errors = error.errors(include_url=False)[: 10 * MAX_PROBLEMS]
    mistakes = explain(errors, model, layers.find)
    found = [
        layers.problem_at(m.loc, m.message, m.mend, on_key=m.on_key)
        for m in mistakes
        if not any(m.loc[:end] in refused for end in range(len(m.loc) + (not m.on_key)))
    ]
    unexplained = error.error_count() - len(errors)
    return _limited([problem for _, problem in read] + found, unexplained)


def _limited(problems: list[Problem], unexplained: int = 0) -> list[Problem]:
    unique = sorted(set(problems))
    if len(unique) <= MAX_PROBLEMS:
        return unique
    more = f"at least {len(unique) - MAX_PROBLEMS + unexplained} more problems are not listed"
    return [*unique[:MAX_PROBLEMS], Problem(unique[MAX_PROBLEMS - 1].place, "~", more)]
