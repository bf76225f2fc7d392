"""What the provider accepted is accepted, what it refused is refused, and no more than that."""

from __future__ import annotations

import gzip
import json

import pytest

from landsmith.emulator.facts.probed import Probed, TextClass, text_class, tried
from landsmith.emulator.facts.stored import SHIPPED
from landsmith.emulator.provider.texts import against
from landsmith.emulator.schema import Attribute, Block
from landsmith.emulator.values import Object

RAW: Object = json.loads(gzip.decompress((SHIPPED / "azurerm-5.2.0.strings.json.gz").read_bytes()))
PROBES: Object = RAW["probes"]
WORDS = "0123456789abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize("name", RAW["classes"])
def test_each_probe_is_judged_as_the_provider_did(name: str) -> None:
    raw = RAW["classes"][name]
    refused = raw.get("refuses") or [one for one in PROBES if one not in raw.get("accepts", PROBES)]
    check = text_class(raw, PROBES)
    judged = {one for one, text in PROBES.items() if against(check, text)}
    assert judged == {one for one in PROBES if PROBES[one] in {PROBES[no] for no in refused}}


def of(form: str) -> TextClass:
    return text_class(RAW["classes"][form], PROBES)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("rfc3339", "2026-06-01T9:00:00+02:00"),
        ("rfc3339", "2024-02-29T23:59:59.123456789Z"),
        ("ipv4", "010.0.0.1"),
        ("ipv4", "::ffff:10.0.0.1"),
        ("ip", "2001:db8::2"),
        ("cidr", "10.0.0.9/8"),
        ("iso8601_duration", "P1Y2M3W4DT5H6M7.5S"),
        ("time_hh_mm", "23:30"),
        ("uuid", "6F1B2C3D-4e5f-4a6b-8c7d-9e0f1a2b3c4d"),
        ("not_blank", "\u00a0"),
        ("not_empty_153", "\U0001f6b2" * 250),
    ],
)
def test_what_may_be_of_a_form_passes(form: str, text: str) -> None:
    assert against(of(form), text) == ""


@pytest.mark.parametrize(
    ("form", "text", "words"),
    [
        ("rfc3339", "2026-13-01T00:00:00Z", "be a time in RFC 3339"),
        ("rfc3339", "2026-01-01T00:00:00", "be a time in RFC 3339"),
        ("ipv4", "10.0.0.300", "be an IPv4 address"),
        ("ipv4", "2001:db8::2", "be an IPv4 address"),
        ("cidr", "10.0.0.0", "be an address range"),
        ("iso8601_duration", "P", "be a duration"),
        ("iso8601_duration", "5M", "be a duration"),
        ("not_blank", " \t", "not be blank"),
        ("not_empty_153", "x" * 251, "have 1 to 250 characters"),
    ],
)
def test_what_cannot_be_of_a_form_is_refused(form: str, text: str, words: str) -> None:
    assert against(of(form), text).startswith(words)


def plain(middle: str = WORDS + "-", start: str = WORDS, **more: object) -> TextClass:
    """Return a class of words; by default hyphens stand within them only."""
    raw = {"accepts": ["abc"], "length": [2, 9], "mid": middle, "start": start, "end": start}
    return text_class({**raw, "dbl": WORDS, **more}, PROBES)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ab-cd", ""),
        ("a" * 9, ""),
        ("a" * 10, "have 2 to 9 characters"),
        ("x", "have 2 to 9 characters"),
        ("ab$cd", "not have '$'"),
        ("-abc", "not start with '-'"),
        ("abc-", "not end with '-'"),
        ("ab--cd", "not have '--'"),
        ("Grüße an alle", ""),
        ("a/b:c", ""),
        ("/a/b/c/d/e/f", ""),
    ],
)
def test_a_word_is_judged_by_what_sets_it_apart(text: str, words: str) -> None:
    assert against(plain(), text) == words


def test_what_is_looked_for_within_a_text_proves_nothing_about_characters() -> None:
    inside = plain(start=WORDS + "-$%")
    assert against(inside, "ab$cd") == ""
    assert against(inside, "abc-") == ""


def test_an_accepted_probe_speaks_for_its_characters() -> None:
    assert against(plain(accepts=["abc", "tag"]), "x=y") == ""
    assert against(plain(), "x=y") == "not have '='"


def test_a_length_holds_for_other_texts_only_where_nothing_else_is_checked() -> None:
    assert against(plain(), "a b c d e f g h") == ""
    assert against(of("c317"), "a b ü " * 30) == "have 1 to 140 characters"


def test_numbers_are_bounded_by_probes_that_were_refused() -> None:
    types = {
        "t": {
            "a": {"accepts": [1, 6]},
            "b": {"accepts_values": [0, 1, 2, 5, 6, 7, 9]},
            "step": {"accepts": [5, 5]},
            "free": {"accepts": [0, 9]},
            "float": {"accepts": [0.5, 2.5]},
        }
    }
    assert tried(types, int) == (0, 1, 2, 5, 6, 7, 9)
    assert tried(types, float) == (0.5, 2.5)
    block = Block({name: Attribute(name, "number", optional=True) for name in types["t"]})
    told = Probed({"types": types, "classes": {}, "probes": {}}).add("t", {}, block)
    assert told["a"] == {"whole": True, "between": (0, 7)}
    assert told["b"] == told["step"] == told["free"] == {"whole": True}
    assert told["float"] == {}


def test_what_the_schema_does_not_have_is_left_out() -> None:
    raw = {"types": {"t": {"gone": {"class": "c"}}}, "classes": {"c": {}}, "probes": {}}
    assert Probed(raw).add("t", {}, Block()) == {}
