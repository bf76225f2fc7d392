"""What stands in a file where something else was expected, in words, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from landsmith.blueprint.base import closest, shown
from landsmith.blueprint.reading.yaml_marks import Node

LIST_KINDS = ("list_type", "tuple_type", "set_type", "frozen_set_type")


def is_trap(node: Node | None) -> bool:
    """Tell whether YAML made something other than text of an unquoted word."""
    is_word = node is not None and node.kind == "scalar" and node.plain and bool(node.raw)
    return is_word and node is not None and not isinstance(node.scalar, str)


def found_words(node: Node | None, value: object) -> str:
    """Return what stands there instead, and how YAML reads it where that surprises."""
    if node is not None and is_trap(node):
        read = _reading(node.scalar)
        same = str(node.scalar).lower() == node.raw.lower()
        return f"not {read}" if same else f"but YAML reads an unquoted {shown(node.raw)} as {read}"
    if value is None or (node and node.is_blank()):
        return "but nothing is written here"
    if isinstance(value, dict | list | tuple):
        return "not a map" if isinstance(value, dict) else _entries(value)
    return f"not {shown(value)}" if isinstance(value, str) else f"not {_reading(value)}"


def _entries(value: Sequence[object]) -> str:
    return f"not a list of {len(value)}" if value else "not an empty list"


def _reading(value: object) -> str:
    if isinstance(value, bool):
        return f"{str(value).lower()}"
    if isinstance(value, int | float):
        return f"the number {value}"
    return "nothing" if value is None else shown(value)


def mend_of(kind: str, node: Node | None, value: object) -> str:
    """Return the mend for a value of the wrong kind, empty where there is none."""
    if kind == "string_type":
        return f'write "{shown(node.raw)}" in quotes' if node and is_trap(node) else ""
    if kind in {"int_type", "float_type", "bool_type"} and isinstance(value, str):
        return _unquoted(kind, node, value)
    if kind in LIST_KINDS:
        return "start each entry on its own line with `- `"
    return ""


def _unquoted(kind: str, node: Node | None, value: str) -> str:
    """Return the mend for text where a number, true or false is expected."""
    form = r"true|false" if kind == "bool_type" else r"[-+]?[0-9]+(\.[0-9]+)?"
    if re.fullmatch(form, value) and not (node and node.plain):
        return "remove the quotes"
    near = closest(value, ["true", "false"]) if kind == "bool_type" else None
    return f"did you mean {near}?" if near else ""
