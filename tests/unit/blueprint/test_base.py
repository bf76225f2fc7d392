"""The text types that models are made of."""

from __future__ import annotations

from ipaddress import IPv4Address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from landsmith.blueprint.addresses import Cidr, IpAddress
from landsmith.blueprint.base import (
    Email,
    FieldProblems,
    IsoDate,
    Model,
    Port,
    Slug,
    Text,
    Uuid,
    closest,
    dotted,
    listed,
    shown,
)
from landsmith.blueprint.reading.load import load_model


class Values(Model):
    uuid: Uuid = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
    cidr: Cidr | None = None
    ip: IpAddress | None = None
    slug: Slug = "shop"
    text: Text = "x"
    email: Email = "a@b.no"
    port: Port = 443
    day: IsoDate | None = None


def refused(field: str, value: object) -> str:
    with pytest.raises(ValidationError) as caught:
        Values.model_validate({field: value})
    (error,) = caught.value.errors()
    cause = error.get("ctx", {}).get("error")
    return cause.problems[0].message if isinstance(cause, FieldProblems) else error["type"]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("uuid", "{3f2504e0-4f89-41d3-9a0c-0305e82c3301}", "expected a UUID"),
        ("uuid", "3f2504e04f8941d39a0c0305e82c3301", "expected a UUID"),
        ("cidr", "10.0.0.0", "expected an IPv4 range"),
        ("cidr", "10.0.0.0/255.0.0.0", "expected an IPv4 range"),
        ("cidr", "10.0.0.0/33", "the prefix length is 0 to 32"),
        ("cidr", "10.0.0.256/24", "an address is four numbers"),
        ("cidr", "10.0.0.010/24", "an address is four numbers"),
        ("cidr", "\u0661\u0660.0.0.0/8", "expected an IPv4 range"),
        ("cidr", "fd00::/8", "an address is four numbers"),
        ("cidr", "10.0.0.1/24", "is an address inside a range"),
        ("cidr", 10.0, "string_type"),
        ("ip", "10.0.0.0/8", "expected an IPv4 address"),
        ("slug", "a", "expected 2 to 24"),
        ("slug", "a--b", "expected 2 to 24"),
        ("slug", "-ab", "expected 2 to 24"),
        ("slug", "ab\n", "U+000A at position 3"),
        ("slug", "a" * 25, "expected 2 to 24"),
        ("text", "", "expected 1 to 512 characters, and there are 0"),
        ("text", "x" * 513, "and there are 513"),
        ("text", "a\0", "unprintable character U+0000 at position 2"),
        ("text", "\x1b[31m", "unprintable character U+001B at position 1"),
        ("text", "\ud800", "unprintable character U+D800 at position 1"),
        ("email", "a@b", "expected an e-mail address"),
        ("email", "a b@c.no", "expected an e-mail address"),
        ("email", "a@b.no\n", "U+000A at position 7"),
        ("port", 0, "greater_than_equal"),
        ("port", 65536, "less_than_equal"),
        ("port", True, "int_type"),
        ("port", "443", "int_type"),
        ("day", "2026-5-1", "expected a date"),
        ("day", "20260501", "expected a date"),
        ("day", "2026-02-30", "is not a day of the calendar"),
    ],
)
def test_refused(field: str, value: object, message: str) -> None:
    assert message in refused(field, value)


def test_accepted_forms() -> None:
    values = Values(uuid="3F2504E0-4F89-41D3-9A0C-0305E82C3301", text="Å\n${x} %{y} \"'\t🏔")
    assert values.uuid == "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
    assert values.text == "Å\n${x} %{y} \"'\t🏔"
    assert TypeAdapter(IpAddress).validate_python("10.0.0.4") == IPv4Address("10.0.0.4")


def test_models_are_frozen_and_dump_to_what_they_were_loaded_from() -> None:
    values = load_model("cidr: 10.0.0.0/8\nip: 10.0.0.1\nday: 2026-05-01\n", Values)
    dumped = values.model_dump(mode="json")
    assert (dumped["cidr"], dumped["ip"], dumped["day"]) == ("10.0.0.0/8", "10.0.0.1", "2026-05-01")
    assert Values.model_validate(dumped) == values
    with pytest.raises(ValidationError):
        values.port = 1  # type: ignore[misc]


def test_the_schema_describes_text() -> None:
    fields = Values.model_json_schema()["properties"]
    assert fields["uuid"]["format"] == "uuid"
    assert fields["cidr"]["anyOf"][0] == {"type": "string", "format": "ipv4network"}
    assert fields["day"]["anyOf"][0] == {"type": "string", "format": "date"}


@given(st.text(max_size=30))
def test_validators_refuse_or_return_but_never_crash(text: str) -> None:
    for field in ("uuid", "cidr", "ip", "slug", "text", "email", "day"):
        try:
            loaded = getattr(Values.model_validate({field: text}), field)
            assert Values.model_validate({field: loaded})
        except ValidationError:
            pass


def test_words() -> None:
    assert closest("norwayest", ["norwayeast", "sweden"]) == "norwayeast"
    assert closest("zz", ["norwayeast"]) is None
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b or c"
    assert listed("abc", 2) == "a, b, … (3 in all)"
    assert listed([]) == ""
    assert shown("a\n\x1b") == "a\\n\\x1b"
    assert dotted(("a", 0, "b.c", "d-e")) == 'a[0]["b.c"].d-e'
