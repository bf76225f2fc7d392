"""Values as the emulator sees them: plain Python, plus one sentinel for what isn't known yet.

A null is ``None``, a list, set or tuple is a ``list``, a map, object or block is a ``dict``.
A number is an ``int`` where it is whole, else a ``Decimal``, so that ``0.1`` stays ``0.1``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Value: TypeAlias = Any
"""None, UNKNOWN, bool, int, Decimal, str, Dynamic, list[Value] or dict[str, Value]."""

Object: TypeAlias = dict[str, Any]
"""The value of a block or an object: attribute and block names to values."""

Path: TypeAlias = tuple[str | int, ...]
"""Steps to a place within a value: attribute names, map keys and list positions."""


class _Unknown(Enum):
    """The type of `UNKNOWN`; an enum, so that identity survives copies."""

    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = _Unknown.UNKNOWN
"""A value that only the apply will tell."""


@dataclass(frozen=True)
class Dynamic:
    """A value whose type travels with it; ``type`` is in Terraform's JSON notation."""

    type: Value
    value: Value


def wholly_known(value: Value) -> bool:
    """Return whether nothing within ``value`` is unknown."""
    if isinstance(value, dict):
        return all(wholly_known(item) for item in value.values())
    if isinstance(value, list):
        return all(wholly_known(item) for item in value)
    return value is not UNKNOWN


def at(value: Value, path: Path) -> Value:
    """Return what stands at ``path``, None where the way ends, UNKNOWN past an unknown."""
    for step in path:
        if value is UNKNOWN:
            return UNKNOWN
        if isinstance(value, dict):
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def spread(value: Value, names: tuple[str, ...], path: Path = ()) -> Iterator[tuple[Path, Value]]:
    """Yield each place that a dotted path of names means, going into every list element.

    Where the way ends early the pair is (path so far, None or UNKNOWN).
    """
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from spread(item, names, (*path, index)) if names else [((*path, index), item)]
    elif not names or not isinstance(value, dict):
        yield path, value
    elif len(names) == 1:
        yield (*path, names[0]), value.get(names[0])
    else:
        yield from spread(value.get(names[0]), names[1:], (*path, names[0]))


def _tag(value: object) -> object:
    if isinstance(value, Decimal):
        return {"$number": str(value)}
    if isinstance(value, Dynamic):
        return {"$type": value.type, "$value": value.value}
    raise TypeError(f"{type(value).__name__} can't be stored")


def _untag(value: dict[str, Value]) -> Value:
    if "$number" in value:
        return Decimal(value["$number"])
    return Dynamic(value["$type"], value["$value"]) if "$type" in value else value


def to_json(value: Value) -> str:
    """Return the value as JSON text, keys sorted.

    Raises:
        TypeError: something within it is unknown.

    """
    return json.dumps(value, default=_tag, sort_keys=True, ensure_ascii=False)


def from_json(text: str) -> Value:
    """Return the value that `to_json` wrote."""
    return json.loads(text, parse_float=Decimal, object_hook=_untag)
