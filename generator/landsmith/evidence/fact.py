"""A fact: one statement with its value and its proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from landsmith.evidence.level import Level, weakest
from landsmith.evidence.resources import PLAN, STATE, Reading, Resource, marked
from landsmith.terraform.plan import PRESET

if TYPE_CHECKING:
    from landsmith.errors import Place
    from landsmith.evidence.subject import Subject

Json: TypeAlias = dict[str, Any]
Status: TypeAlias = Literal["shown", "refuted", "unknown", "missing", "not_used", "manual"]

FILE: Final = "landing-zone file"
LOCK: Final = "lock"


@dataclass(frozen=True)
class Fact:
    """One statement and what became of it.

    ``topic`` is what it speaks of; the control catalogue says which requirements ask for that.
    ``status``: shown; refuted, where the evidence says otherwise; unknown until an apply;
    missing, where nothing shows it; not_used, where nothing requires it; manual, where a person
    has to show it. Only shown and refuted facts have a level. ``place`` is the resource block (or
    the line of the landing-zone file), ``call`` the module call in the root; ``addresses`` are the
    resources behind a statement about several.
    """

    topic: str
    statement: str
    status: Status
    value: Any = None
    level: Level | None = None
    source: str = ""
    root: str = ""
    address: str = ""
    place: Place | None = None
    call: Place | None = None
    addresses: tuple[str, ...] = ()

    def as_json(self) -> Json:
        """Return the fact as it stands in ``pack.json``."""
        return {
            "topic": self.topic,
            "statement": self.statement,
            "status": self.status,
            "value": plain(self.value),
            "level": self.level.word if self.level else None,
            "source": self.source,
            "root": self.root,
            "address": self.address,
            "place": line(self.place),
            "call": line(self.call),
            "addresses": list(self.addresses),
        }


def line(place: Place | None) -> str:
    """Return a place as ``file:line``, without its column."""
    if place is None:
        return ""
    return f"{place.file}:{place.line}" if place.line else place.file


def plain(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return a value as JSON can hold it."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return "(" + str(getattr(value, "value", value)) + ")"


def about(
    topic: str,
    statement: str,
    resource: Resource,
    paths: str | Iterable[str],
    expect: Callable[..., bool] = lambda *_: True,
    *,
    show: Any = None,  # noqa: ANN401 - any JSON value
) -> Fact:
    """Return a fact about one resource's planned values at ``paths``.

    ``expect`` judges those values; ``show`` is shown in their place, where they are hard to read.
    """
    named = (paths,) if isinstance(paths, str) else tuple(paths)
    readings = [resource.read(path) for path in named]
    if any(reading.value is PRESET for reading in readings):
        told = f"{statement} azurerm leaves that to AKS Automatic, so no plan shows it."
        return without(topic, told, "manual")
    unknown = any(marked(reading.value) for reading in readings)
    values = [reading.value for reading in readings]
    known = not unknown and expect(*values)
    value = values[0] if len(values) == 1 else dict(zip(map(_last, named), values, strict=True))
    return Fact(
        topic,
        statement,
        "unknown" if unknown else "shown" if known else "refuted",
        value if show is None or unknown else show,
        None if unknown else weakest(reading.level for reading in readings),
        _source(readings),
        resource.root,
        resource.change.address,
        resource.place,
        resource.call,
    )


def overall(
    topic: str,
    statement: str,
    value: Any,  # noqa: ANN401 - any JSON value
    resources: Iterable[Resource],
    *,
    holds: bool = True,
    reads: Iterable[str] = (),
) -> Fact:
    """Return a fact about several resources; it is proven as far as the weakest of them.

    ``reads`` are the paths that the statement rests on: where one of them is unknown, so is it.
    """
    over, paths = tuple(resources), tuple(reads)
    readings = [resource.read(path) for resource in over for path in paths]
    unknown = any(marked(reading.value) for reading in readings)
    levels = [resource.level for resource in over] + [reading.level for reading in readings]
    return Fact(
        topic,
        statement,
        "unknown" if unknown else "shown" if holds else "refuted",
        value,
        None if unknown else weakest(levels),
        _source(readings),
        addresses=tuple(f"{resource.root}/{resource.change.address}" for resource in over),
    )


def stated(
    topic: str,
    statement: str,
    value: Any,  # noqa: ANN401 - any JSON value
    subject: Subject,
    *loc: str | int,
) -> Fact:
    """Return what the landing-zone file states: designed, not planned."""
    place = subject.place(*loc)
    return Fact(topic, statement, "shown", value, Level.DESIGNED, FILE, place=place)


def without(topic: str, statement: str, status: Status = "missing") -> Fact:
    """Return the honest statement of what is not there, or of what a person has to show."""
    return Fact(topic, statement, status)


def _last(path: str) -> str:
    return path.rpartition(".")[2]


def _source(readings: Iterable[Reading]) -> str:
    return STATE if any(reading.source == STATE for reading in readings) else PLAN
