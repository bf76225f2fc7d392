"""Terraform's wire format for values: MessagePack as the cty library writes it.

Types are in Terraform's JSON notation: ``"string"``, ``["list", "string"]``,
``["object", {"name": "string"}]``. Facts: the cty documentation of its MessagePack encoding.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Final, TypeAlias

import msgpack

from landsmith.emulator.values import UNKNOWN, Dynamic, Value
from landsmith.errors import EmulatorError

Type: TypeAlias = "str | list[Value]"
"""A type in Terraform's JSON notation."""

_UNKNOWN_EXT: Final = msgpack.ExtType(0, b"\x00")
_UNKNOWN_CODES: Final = (0, 12)
"""Extension codes of an unknown value: plain, and with refinements (which are dropped)."""

_INT64: Final = range(-(2**63), 2**63)


def _ext(code: int, _data: bytes) -> Value:
    if code in _UNKNOWN_CODES:
        return UNKNOWN
    raise EmulatorError(f"MessagePack extension {code} means nothing here")


def decode(data: bytes, type_: Type) -> Value:
    """Return the value that ``data`` holds.

    Raises:
        EmulatorError: the bytes are no MessagePack, or not of that type.

    """
    try:
        raw = msgpack.unpackb(data, ext_hook=_ext, strict_map_key=False)
    except (ValueError, msgpack.UnpackException) as error:
        raise EmulatorError(f"not MessagePack: {error}") from error
    return _decoded(raw, type_)


def _number(raw: Value) -> int | Decimal:
    number = Decimal(repr(raw) if isinstance(raw, float) else raw)
    return int(number) if number == number.to_integral_value() else number


def _decoded(raw: Value, type_: Type) -> Value:
    if raw is None or raw is UNKNOWN:
        return raw
    if isinstance(type_, str):
        return _decoded_primitive(raw, type_)
    kind, inner = type_[0], type_[1]
    if kind in ("list", "set"):
        return raw if inner in ("string", "bool") else [_decoded(item, inner) for item in raw]
    if kind == "map":
        return {key: _decoded(item, inner) for key, item in raw.items()}
    if kind == "object":
        return {name: _decoded(raw.get(name), inner[name]) for name in inner}
    return [_decoded(item, of) for item, of in zip(raw, inner, strict=True)]


def _decoded_primitive(raw: Value, type_: str) -> Value:
    if type_ == "number":
        return raw if type(raw) is int else _number(raw)
    if type_ == "dynamic":
        inner = json.loads(raw[0])
        return Dynamic(inner, _decoded(raw[1], inner))
    return raw


def encode(value: Value, type_: Type) -> bytes:
    """Return the bytes of ``value``.

    Raises:
        EmulatorError: the value is not of that type.

    """
    try:
        return bytes(msgpack.packb(_encoded(value, type_)))
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise EmulatorError(f"can't encode as {json.dumps(type_)[:80]}: {error}") from error


def _encoded(value: Value, type_: Type) -> Value:
    if value is None:
        return None
    if value is UNKNOWN:
        return _UNKNOWN_EXT
    if isinstance(type_, str):
        return _encoded_primitive(value, type_)
    kind, inner = type_[0], type_[1]
    if kind in ("list", "set"):
        return [_encoded(item, inner) for item in value]
    if kind == "map":
        return {key: _encoded(item, inner) for key, item in value.items()}
    if kind == "object":
        return {name: _encoded(value.get(name), inner[name]) for name in sorted(inner)}
    return [_encoded(item, of) for item, of in zip(value, inner, strict=True)]


def _encoded_primitive(value: Value, type_: str) -> Value:
    if type_ == "number":
        return value if isinstance(value, int) and value in _INT64 else str(value)
    if type_ == "dynamic":
        return [json.dumps(value.type).encode(), _encoded(value.value, value.type)]
    return value


def convert(raw: Value, type_: Type) -> Value:
    """Return a value parsed from JSON (a state file's) as one of ``type_``; extra names go."""
    if raw is None:
        return None
    if isinstance(type_, str):
        return _converted_primitive(raw, type_)
    kind, inner = type_[0], type_[1]
    if kind in ("list", "set"):
        return [convert(item, inner) for item in raw]
    if kind == "map":
        return {key: convert(item, inner) for key, item in raw.items()}
    if kind == "object":
        return {name: convert(raw.get(name), inner[name]) for name in inner}
    return [convert(item, of) for item, of in zip(raw, inner, strict=True)]


def _converted_primitive(raw: Value, type_: str) -> Value:
    if type_ == "number":
        return _number(raw)
    if type_ == "dynamic":
        return Dynamic(raw["type"], convert(raw["value"], raw["type"]))
    return raw
