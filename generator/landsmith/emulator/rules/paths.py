"""Dotted paths as the rules write them: ``block.0.attribute``, ``*`` for any element.

A path that begins with a dot is that of the element at hand.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from landsmith.emulator.values import UNKNOWN, Path, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from landsmith.emulator.protocol.codec import Type
    from landsmith.emulator.schema import Block

ANY: Final = "*"


@cache
def parsed(path: str) -> Path:
    """Return a path's steps; positions are numbers."""
    return tuple(int(step) if step.isdigit() else step for step in path.split("."))


def value_at(value: Value, path: Path) -> Value:
    """Return what stands at a path, for one with ``*`` the list of all that stands there.

    Past an unknown it is UNKNOWN, and None where the way ends.
    """
    for position, step in enumerate(path):
        if value is UNKNOWN:
            return UNKNOWN
        if step == ANY:
            return _all_at(value, path[position + 1 :])
        value = _step(value, step)
    return value


def _all_at(items: Value, rest: Path) -> list[Value]:
    found = [value_at(item, rest) for item in (items if isinstance(items, list) else [])]
    if ANY not in rest:
        return found
    return [inner for item in found for inner in (item if isinstance(item, list) else [item])]


def _step(value: Value, step: str | int) -> Value:
    if isinstance(step, int):
        return value[step] if isinstance(value, list) and step < len(value) else None
    return value.get(step) if isinstance(value, dict) else None


def elements(value: Value, path: Path, at: Path = ()) -> Iterator[Path]:
    """Yield the place of each element of the blocks at a path."""
    if not path:
        yield from (
            (*at, index) for index, _ in enumerate(value if isinstance(value, list) else ())
        )
    elif path[0] == ANY:
        for index, item in enumerate(value if isinstance(value, list) else ()):
            yield from elements(item, path[1:], (*at, index))
    else:
        yield from elements(_step(value, path[0]), path[1:], (*at, path[0]))


def edited(
    value: Value, earlier: Value, path: Path, type_: Type, edit: Callable[[Value, Value], Value]
) -> Value:
    """Return ``value`` with ``edit(earlier, value)`` in place of what stands at a path.

    Elements pair with earlier ones by position, those of a set that is longer than one not at
    all. Nothing is made where the way ends.
    """
    if not path:
        return edit(earlier, value)
    if value is None or value is UNKNOWN or isinstance(type_, str):
        return value
    if isinstance(value, list):
        paired = type_[0] != "set" or path[0] != ANY
        return [
            edited(item, _step(earlier, index) if paired else None, path[1:], type_[1], edit)
            if path[0] in (ANY, index)
            else item
            for index, item in enumerate(value)
        ]
    step = str(path[0])
    if step not in value:
        return value
    inner = type_[1][step] if type_[0] == "object" else type_[1]
    return value | {step: edited(value[step], _step(earlier, step), path[1:], inner, edit)}


def type_at(block: Block, path: Path) -> Type | None:
    """Return the type of what stands at a path, None where the schema has nothing."""
    type_: Type | None = block.type
    for step in path:
        if type_ is None or isinstance(type_, str):
            return None
        if isinstance(step, int) or step == ANY or type_[0] == "map":
            type_ = type_[1] if type_[0] in ("list", "set", "map") else None
        else:
            type_ = type_[1].get(step) if type_[0] == "object" else None
    return type_


def shown(block: Block, path: Path) -> Path:
    """Return a path as far as Terraform can show it: not to any element, nor into a set."""
    for position, step in enumerate(path):
        before = type_at(block, path[:position])
        if step == ANY or (isinstance(step, int) and (before is None or before[0] == "set")):
            return path[:position]
    return path


def names_of(path: Path) -> tuple[str, ...]:
    """Return the names on a path, without positions."""
    return tuple(step for step in path if isinstance(step, str) and step != ANY)


def is_block(block: Block, path: Path) -> bool:
    """Return whether what stands at a path are nested blocks."""
    for name in names_of(path):
        nested = block.blocks.get(name)
        if nested is None:
            return False
        block = nested.block
    return True
