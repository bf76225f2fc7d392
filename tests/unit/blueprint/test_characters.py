"""No text of a file holds what nobody can see, in any field; plain writing of all scripts stays."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import Field

from cluster_cases import rich
from landsmith.blueprint.base import Model, Text, shown
from landsmith.blueprint.characters import hidden_in
from landsmith.blueprint.reading.load import load_model
from landsmith.errors import InputError, Place, Problem
from strategies import HIDDEN, changed, model, small, text

if TYPE_CHECKING:
    from collections.abc import Iterator


class Fields(Model):
    plain: str = "x"
    listed: tuple[str, ...] = ()
    mapped: dict[str, str] = Field(default={})
    maybe: str | None = None
    metadata: dict[str, str] = Field(default={})
    default: tuple[str, ...] = ()
    prose: Text = "x"


@pytest.mark.parametrize("char", [*HIDDEN, "\u200e", "\u3164", "\u115f", "\u2800", "\x85"])
@pytest.mark.parametrize(
    "place",
    [
        ("plain",),
        ("listed", 0),
        ("mapped", "key"),
        ("maybe",),
        ("metadata", "key"),
        ("default", 0),
        ("prose",),
    ],
)
def test_every_text_refuses_a_character_that_shows_nothing(
    char: str, place: tuple[Any, ...]
) -> None:
    word = f"a{char}b"
    value: Any = {"key": word} if "key" in place else [word] if 0 in place else word
    with pytest.raises(InputError) as caught:
        load_model(text({place[0]: value}, escaped=True), Fields)
    (problem,) = caught.value.problems
    assert f"U+{ord(char):04X}" in problem.message
    assert problem.mend == "remove it"
    assert char not in str(problem)


@pytest.mark.parametrize("key", ["a\u200bb", "a\x1bb"])
def test_so_does_a_key(key: str) -> None:
    with pytest.raises(InputError) as caught:
        load_model(text({"mapped": {key: "x"}}, escaped=True), Fields)
    assert key not in str(caught.value)


@pytest.mark.parametrize("lines", ["a\nb", "a\tb"])
def test_lines_are_for_prose_alone(lines: str) -> None:
    assert load_model(text({"prose": lines}, escaped=True), Fields).prose == lines
    with pytest.raises(InputError):
        load_model(text({"plain": lines}, escaped=True), Fields)


@pytest.mark.parametrize(
    "words",
    ["Zürich", "日本語", "العربية", "עברית", "🚲", "𠮷", "👩\u200d💻",
     "👩🏽\u200d🚀", "🏳\ufe0f\u200d🌈", "❤\ufe0f\u200d🔥", "🇪🇺",
     "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
     "نمی\u200cشود", "क्\u200dष", "q\u0316\u0301"],
)  # fmt: skip
def test_what_people_write_is_accepted(words: str) -> None:
    assert hidden_in(words) == ""
    assert load_model(text({"prose": words}, escaped=True), Fields).prose


@pytest.mark.parametrize(
    "words",
    ["\u200d💻", "👩\u200d", "a\u200db", "a\u200cb", "👩\u200cx", "👩\u200dx",
     "🏴\U000e0067", "x\U000e0067\U000e007f"],
)  # fmt: skip
def test_a_joiner_that_joins_nothing_is_refused(words: str) -> None:
    assert hidden_in(words)


def places(at: dict[str, Any] | list[Any], way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    found: Any = at
    for step in found if isinstance(at, dict) else range(len(at)):
        if isinstance(found[step], dict | list):
            yield from places(found[step], (*way, step))
        elif isinstance(found[step], str) and step != "blueprint":
            yield (*way, step)


@pytest.mark.parametrize("file", [small(), rich()], ids=["small", "rich"])
def test_no_text_of_a_whole_file_escapes(file: dict[str, Any]) -> None:
    for way in places(file):
        damaged = copy.deepcopy(file)
        at: Any = damaged
        for step in way[:-1]:
            at = at[step]
        at[way[-1]] += "\u202e"
        with pytest.raises(InputError) as caught:
            model(damaged)
        assert "\u202e" not in str(caught.value), way


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("landing_zones.0.aks.network.http_proxy",
         {"http": "http://p.x:1", "https": "http://p.x:1", "no_proxy": ["a\x1b[31m"]}),
        ("landing_zones.0.aks.network.http_proxy",
         {"http": "http://p.x:1", "https": "http://p.x:1", "no_proxy": ["a,b c"]}),
        ("vending.billing_scope",
         "/providers/Microsoft.Billing/billingAccounts/1/enrollmentAccounts/2\n"),
        ("vending.billing_scope",
         "/providers/Microsoft.Billing/billingAccounts/1\x1b/enrollmentAccounts/2"),
    ],
)  # fmt: skip
def test_what_went_through_unchecked(path: str, value: object) -> None:
    with pytest.raises(InputError) as caught:
        model(changed(path, value))
    assert any(path.split(".")[-1] in problem.field for problem in caught.value.problems)


def test_a_message_shows_what_can_not_be_seen() -> None:
    assert shown("a\u200b\u3164") == "a\\u200b\\u3164"
    assert shown(" ") == '" "'
    shown_as = str(Problem(Place("a\x1b.yaml", 1), "x", "not \u200b", "write \u202e"))
    assert shown_as == "a\\x1b.yaml:1: x: not \\u200b\n    mend: write \\u202e"
