"""Behaviour facts of one version of a provider, as far as they fit the schema of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from landsmith.emulator.protocol.codec import Type
    from landsmith.emulator.schema import Block
    from landsmith.emulator.values import Object, Value

_RELATIONS: Final = ("conflicts_with", "exactly_one_of", "at_least_one_of", "required_with")
_KINDS: Final = {"string": str, "bool": bool, "number": int | float}


def fitting(behaviour: Object, block: Block) -> Object:
    """Return the facts about attributes that the schema has too.

    A fact that names an attribute which isn't there is left out as a whole, and so is a default
    of another type: what isn't known of this version is not made up.
    """
    found = {}
    for path, facts in behaviour.items():
        type_ = type_at(block, path)
        if type_ is not None:
            found[path] = {
                name: fact for name, fact in facts.items() if _fits(block, type_, name, fact)
            }
    return found


def _fits(block: Block, type_: Type, name: str, fact: Value) -> bool:
    if name == "default" and isinstance(type_, str):
        kind = _KINDS.get(type_, object)
        return isinstance(fact, kind) and (type_ == "bool" or not isinstance(fact, bool))
    if name in _RELATIONS:
        return all(type_at(block, other) is not None for other in fact)
    return True


def type_at(block: Block, path: str) -> Type | None:
    """Return the type of what stands at a dotted path, None where nothing does."""
    type_: Type | None = block.type
    for step in path.split("."):
        if not step.isdigit():
            type_ = _member(type_, step)
        if type_ is None:
            return None
    return type_


def _member(type_: Type | None, name: str) -> Type | None:
    while isinstance(type_, list) and type_[0] in ("list", "set", "map"):
        type_ = type_[1]
    if not isinstance(type_, list) or type_[0] != "object":
        return None
    found: Type | None = type_[1].get(name)
    return found
