"""The lock of a rendered landing zone: what was written, and by what."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from ipaddress import IPv4Network
from typing import TYPE_CHECKING, Any, Final

from landsmith import __version__
from landsmith.blueprint.base import shown
from landsmith.errors import Place, Problem, RenderError
from landsmith.reading import read_bytes
from landsmith.render.output.paths import LOCK_FILE, check_path

if TYPE_CHECKING:
    from pathlib import Path

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_MEND: Final = "restore it from version control; without it every file that differs is a conflict"


@dataclass(frozen=True)
class Lock:
    """What ``landsmith.lock.json`` holds; the lock file itself isn't among ``files``.

    ``addresses`` are the allocated address ranges by name, ``modules`` the digest of each vendored
    module, and ``files`` the sha256 of each generated file, by path.
    """

    generator_version: str
    blueprint: str
    blueprint_digest: str
    addresses: Mapping[str, str] = field(default_factory=dict)
    modules: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """Return the text of the lock file: sorted, indented by two, with a last newline."""
        values = {name: dict(v) if isinstance(v, Mapping) else v for name, v in vars(self).items()}
        text = json.dumps(values, indent=2, sort_keys=True, ensure_ascii=False)
        return f"{text}\n".encode()


def read(path: Path) -> Lock | None:
    """Return the lock that the file ``path`` holds, None if there is no such file.

    Raises:
        RenderError: the file isn't a lock; the message has the place and the mend.

    """
    try:
        text = read_bytes(path).decode()
        values = json.loads(text, object_pairs_hook=_unrepeated)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except json.JSONDecodeError as error:
        raise _error(Place(str(path), error.lineno, error.colno), "", error.msg) from error
    except (OSError, ValueError, RecursionError) as error:
        raise _error(Place(str(path)), "", str(error)) from error
    return _lock(values, Place(str(path)))


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("a key is there twice, perhaps from a merge")
    return values


def _lock(values: object, place: Place) -> Lock:
    names = [f.name for f in fields(Lock)]
    if not isinstance(values, dict):
        raise _error(place, "", "a lock is a JSON object")
    _check_version(values.get("generator_version"), place)
    if odd := sorted(values.keys() ^ set(names)):
        problem = "is missing" if odd[0] in names else "is unknown: is Landsmith older than it?"
        raise _error(place, odd[0], problem)
    for name in names:
        _check_field(name, values[name], place)
    return Lock(**values)


def _check_version(version: object, place: Place) -> None:
    """Refuse the lock of a newer Landsmith: what it wrote may mean what this one doesn't know."""
    if isinstance(version, str) and _release(version) > _release(__version__):
        message = f"Landsmith {shown(version)} wrote this, and here is {__version__}"
        mend = f"install Landsmith {shown(version)} or newer"
        raise RenderError(str(Problem(place, "generator_version", message, mend)))


def _release(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, none of what is no version."""
    found = re.match(r"[0-9]{1,9}(\.[0-9]{1,9})*", version)
    return tuple(int(number) for number in found[0].split(".")) if found else ()


def _check_field(name: str, value: object, place: Place) -> None:
    if name in ("generator_version", "blueprint", "blueprint_digest"):
        if not isinstance(value, str):
            raise _error(place, name, "must be a string")
        return
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise _error(place, name, "must be an object of strings")
    for key, text in value.items():
        _check_entry(name, key, text, place)


def _check_entry(name: str, key: str, text: str, place: Place) -> None:
    if name in ("modules", "files") and not _SHA256.fullmatch(text):
        raise _error(place, f"{name}.{key}", "must be a sha256 in lower-case hex")
    if name == "addresses":
        _check_range(key, text, place)
    if name == "files":
        try:
            check_path(key)
        except RenderError as error:
            raise _error(place, name, str(error)) from error


def _check_range(key: str, text: str, place: Place) -> None:
    try:
        IPv4Network(text)
    except ValueError as error:
        raise _error(place, f"addresses.{key}", f"must be an IPv4 range: {error}") from error


def _error(place: Place, name: str, message: str) -> RenderError:
    return RenderError(str(Problem(place, name, f"not a lock: {message}", _MEND)))


__all__ = ["LOCK_FILE", "Lock", "read"]
