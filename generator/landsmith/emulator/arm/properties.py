"""What Azure would tell of a resource: its attributes in ARM's spelling, nothing sensitive.

The schema decides what is told. An attribute that it marks as sensitive or write-only, at any
depth, is left out; so is everything that it doesn't know.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from landsmith.emulator.values import Dynamic

if TYPE_CHECKING:
    from collections.abc import Callable

    from landsmith.emulator.values import Object, Value

    Spelling = Callable[[str], str]

_SECRET: Final = ("sensitive", "write_only")


def camel(name: str) -> str:
    """Return a name as ARM spells it: ``address_space`` is ``addressSpace``."""
    first, *others = name.split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in others)


def shown(block: Object, value: Value, spelling: Spelling = str) -> Object:
    """Return what may be shown of a block's value, without nulls and empty blocks.

    ``block`` is in the JSON notation of ``terraform providers schema``. ``spelling`` turns the
    names of attributes and blocks into those wanted; a map's keys stay as they are.
    """
    if not isinstance(value, dict):
        return {}
    told: Object = {}
    for name, raw in block.get("attributes", {}).items():
        told[spelling(name)] = _attribute(raw, value.get(name), spelling)
    for name, raw in block.get("block_types", {}).items():
        told[spelling(name)] = _blocks(raw, value.get(name), spelling)
    return {name: item for name, item in told.items() if item is not None}


def _attribute(raw: Object, value: Value, spelling: Spelling) -> Value:
    if value is None or any(raw.get(mark) for mark in _SECRET):
        return None
    if "nested_type" in raw:
        nested = raw["nested_type"]
        return _each(nested, nested["nesting_mode"], value, spelling)
    return _typed(raw["type"], value, spelling)


def _typed(type_: Value, value: Value, spelling: Spelling) -> Value:
    if value is None or not isinstance(type_, list):
        return value.value if isinstance(value, Dynamic) else value
    kind, inner = type_
    if kind in ("list", "set"):
        return [_typed(inner, item, spelling) for item in value]
    if kind == "tuple":
        return [_typed(of, item, spelling) for of, item in zip(inner, value, strict=True)]
    if kind == "map":
        return {key: _typed(inner, item, spelling) for key, item in value.items()}
    return {spelling(key): _typed(of, value.get(key), spelling) for key, of in inner.items()}


def _blocks(raw: Object, value: Value, spelling: Spelling) -> Value:
    items = _each(raw["block"], raw["nesting_mode"], value, spelling)
    if raw.get("max_items") == 1 and isinstance(items, list):
        return items[0] if items else None
    return items or None


def _each(block: Object, nesting: str, value: Value, spelling: Spelling) -> Value:
    if value is None:
        return None
    if nesting == "map":
        return {key: shown(block, item, spelling) for key, item in value.items()}
    if nesting in ("list", "set"):
        return [shown(block, item, spelling) for item in value]
    return shown(block, value, spelling)


def identity(told: Object) -> Object:
    """Return ARM's form of an ``identity`` block, empty where there is none."""
    given = told.get("identity")
    if not isinstance(given, dict) or "type" not in given:
        return {}
    own = ("principal_id", "tenant_id") if "SystemAssigned" in given["type"] else ()
    found: Object = {"type": given["type"]}
    found |= {camel(name): given[name] for name in own if name in given}
    users = given.get("identity_ids")
    return found | ({"userAssignedIdentities": {id_: {} for id_ in users}} if users else {})


def parsed(text: Value) -> Value:
    """Return the value of an attribute that holds JSON as text; the text if it is none."""
    try:
        return json.loads(text) if isinstance(text, str) and text else None
    except ValueError:
        return text
