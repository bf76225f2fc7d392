"""How values look; that they are right is for tests/fuzz/test_hcl.py to prove."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from landsmith.calls.model import Local, Ref
from landsmith.errors import RenderError
from landsmith.render.terraform import hcl

if TYPE_CHECKING:
    from landsmith.calls.model import Value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (-3, "-3"),
        (2.0, "2"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (1e300, "1e+300"),
        ("", '""'),
        ('a"b\\\n\t\r\0', r'"a\"b\\\n\t\r\u0000"'),
        ("${a} %{b} $${c} $% {", '"$${a} %%{b} $$${c} $% {"'),
        ("Malmö € 😀 \u202e \ufeff", '"Malmö € \\U0001f600 \\u202e \\ufeff"'),
        (Ref("spoke", "ids", ("a b", 0)), 'module.spoke.ids["a b"][0]'),
        (Local("tags"), "local.tags"),
        ([], "[]"),
        ({}, "{}"),
        ((1, "a", None), '[1, "a", null]'),
        ([{}, [1]], "[{}, [1]]"),
        ({"é": 1, "null": 2, "a-b": 3}, '{\n  "é"    = 1\n  "null" = 2\n  a-b    = 3\n}'),
        ({"\u20ac": 1}, '{\n  "\\u20ac" = 1\n}'),
        ({"b": 1, "a": [{"x": 1}]}, "{\n  b = 1\n  a = [\n    {\n      x = 1\n    },\n  ]\n}"),
    ],
)
def test_encode(value: Value, text: str) -> None:
    assert hcl.encode(value) == text


def test_a_long_list_has_one_item_a_line() -> None:
    items = [f"10.{n}.0.0/16" for n in range(6)]
    assert hcl.encode(items).startswith('[\n  "10.0.0.0/16",\n')
    assert "\n" not in hcl.encode(items[:5])


def test_attributes_align_between_values_of_several_lines() -> None:
    text = hcl.attributes({"a": 1, "long": 2, "m": {"k": 1}, "b": 3}, 2)
    assert text == "  a    = 1\n  long = 2\n  m = {\n    k = 1\n  }\n  b = 3"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (float("nan"), "v: nan is not a number"),
        (float("inf"), "v: inf is not a number"),
        (2**512, "v: a whole number of more than 512 bits"),
        (b"x", "v: HCL has no value for a Python bytes"),
        ({"a", "b"}, "v: HCL has no value for a Python set"),
        ({1: 2}, "v: the key 1 is not a string"),
        ([{"a": ["\udc00"]}], r"v\[0\]\.a\[0\]: '\\udc00' has half of a surrogate pair"),
        ({"e\u0301": 1}, r"v: 'e\\u0301' is not in Unicode normal form C: write '\\xe9'"),
        (Ref("a b", "c"), "v: 'a b' can't be a name"),
        (Ref("a", "c", (-1,)), "v: -1 can't be the index"),
        (Local("${x}"), "can't be a name"),
    ],
)
def test_what_cannot_be_read_back_is_refused(value: Value, message: str) -> None:
    with pytest.raises(RenderError, match=message):
        hcl.encode(value, at="v")


def test_an_attribute_needs_an_identifier() -> None:
    with pytest.raises(RenderError, match="'a b' can't be a name"):
        hcl.attributes({"a b": 1})
