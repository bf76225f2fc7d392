from __future__ import annotations

from decimal import Decimal

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsmith.emulator.protocol.codec import convert, decode, encode
from landsmith.emulator.values import UNKNOWN, Dynamic, Value, from_json, to_json
from landsmith.errors import EmulatorError

PRIMITIVES = {
    "string": st.text(),
    "bool": st.booleans(),
    "number": st.integers(-(10**30), 10**30)
    | st.decimals(allow_nan=False, allow_infinity=False, places=3).map(
        lambda d: int(d) if d == d.to_integral_value() else d
    ),
}


def values(type_: Value, *, unknown: bool = True) -> st.SearchStrategy[Value]:
    inner = PRIMITIVES[type_] if isinstance(type_, str) else _compound(type_, unknown)
    return st.none() | inner | st.just(UNKNOWN) if unknown else st.none() | inner


def _compound(type_: Value, unknown: bool) -> st.SearchStrategy[Value]:
    kind, inner = type_
    if kind in ("list", "set"):
        return st.lists(values(inner, unknown=unknown), max_size=3)
    if kind == "map":
        return st.dictionaries(st.text(), values(inner, unknown=unknown), max_size=3)
    if kind == "tuple":
        return st.tuples(*(values(of, unknown=unknown) for of in inner)).map(list)
    return st.fixed_dictionaries({name: values(of, unknown=unknown) for name, of in inner.items()})


TYPES = st.recursive(
    st.sampled_from(sorted(PRIMITIVES)),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["list", "set", "map"]), inner).map(list),
        st.dictionaries(st.text(min_size=1), inner, max_size=3).map(lambda d: ["object", d]),
        st.lists(inner, max_size=3).map(lambda items: ["tuple", items]),
    ),
    max_leaves=5,
)


@given(st.data())
def test_what_is_encoded_decodes_to_itself(data: st.DataObject) -> None:
    type_ = data.draw(TYPES)
    value = data.draw(values(type_))
    assert decode(encode(value, type_), type_) == value


@given(st.data())
def test_a_stored_value_comes_back(data: st.DataObject) -> None:
    type_ = data.draw(TYPES)
    value = data.draw(values(type_, unknown=False))
    assert from_json(to_json(value)) == value


def test_a_fraction_keeps_its_digits() -> None:
    assert msgpack.unpackb(encode(Decimal("0.1"), "number")) == "0.1"
    assert decode(msgpack.packb("0.1"), "number") == Decimal("0.1")


@pytest.mark.parametrize("code", [0, 12])
def test_an_unknown_may_carry_refinements(code: int) -> None:
    assert decode(msgpack.packb(msgpack.ExtType(code, b"\x80")), "string") is UNKNOWN


def test_a_dynamic_value_carries_its_type() -> None:
    value = Dynamic(["list", "number"], [1, Decimal("2.5")])
    assert decode(encode(value, "dynamic"), "dynamic") == value


def test_garbage_is_refused_with_our_own_error() -> None:
    with pytest.raises(EmulatorError, match="MessagePack"):
        decode(b"\xc1", "string")


def test_a_state_from_json_loses_attributes_that_are_gone() -> None:
    assert convert({"a": 1, "gone": 2}, ["object", {"a": "number", "b": "string"}]) == {
        "a": 1,
        "b": None,
    }
