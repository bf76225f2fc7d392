"""What the provider's own checks of texts and numbers accept, as its answers to probes tell.

``types`` of the file tells the class of each attribute path, ``[]`` for a collection's elements;
``classes`` what each class said to the ``probes``. Source: probes put to azurerm 5.2.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from string import printable
from typing import TYPE_CHECKING, Final

from landsmith.emulator.facts.fitting import type_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from landsmith.emulator.schema import Block
    from landsmith.emulator.values import Object, Value

_ELEMENT: Final = ".[]"
_CHOICES: Final = ("one_of", "range")
_ENOUGH: Final = 3
_COUNTING: Final = ("not_empty", "not_blank")
_DIGITS: Final = {
    "10.0.0.1",
    "0.0.0.0",  # noqa: S104 - no address to listen at
    "10.0.0.256",
    "10.0.0.0/24",
    "10.0.0.1/24",
    "10.0.0.1/32",
}
"""What the provider's check of a range accepts where it looks for digits and dots only."""


@dataclass(frozen=True)
class TextClass:
    """How one check of texts answered.

    ``form`` is a known format or empty. ``accepted`` and ``refused`` are probes. ``length``
    bounds texts of letters, ``digits`` texts of digits; None means that nothing is known, or no
    bound. ``start``, ``middle``, ``end`` and ``doubled`` hold the characters accepted there in an
    otherwise plain word; empty where no plain word is accepted.
    """

    form: str
    accepted: frozenset[str]
    refused: frozenset[str]
    length: tuple[int, int | None] | None = None
    digits: tuple[int, int | None] | None = None
    start: str = ""
    middle: str = ""
    end: str = ""
    doubled: str = ""

    @property
    def coherent(self) -> bool:
        """Whether a whole word was judged: what starts or ends one may stand within it, too.

        Else the check looks for something within the text, and single characters prove nothing.
        """
        outer = {*self.start, *self.end}
        return self.length is not None and bool(self.middle) and outer <= {*self.middle}

    @property
    def counts_only(self) -> bool:
        """Whether the length is all that is checked, so that its bounds hold for any text."""
        free = {*printable} - {*"\r\v\f"}
        return bool(self.form in _COUNTING or free <= {*self.middle})

    @property
    def one_kind_of_id(self) -> bool:
        """Whether the check reads the ids of one resource type."""
        return sum(text.startswith("/subscriptions/") for text in self.accepted) == 1


def text_class(raw: Object, probes: Object) -> TextClass:
    """Return a class from its form in the file."""
    every = frozenset(probes.values())
    if "accepts" in raw:
        accepted = frozenset(probes[name] for name in raw["accepts"])
    else:
        accepted = every - {probes[name] for name in raw.get("refuses", ())}
    form = raw.get("format", "")
    return TextClass(
        form,
        accepted,
        every - accepted,
        _bounds(raw.get("length")),
        _bounds(raw.get("digits_length")),
        *("" if form else raw.get(place, "") for place in ("start", "mid", "end", "dbl")),
    )


def _bounds(raw: list[int | None] | None) -> tuple[int, int | None] | None:
    return (raw[0] or 0, raw[1]) if raw else None


class Probed:
    """The answers to all probes, by resource type; ``raw`` is the file."""

    def __init__(self, raw: Object) -> None:
        self._raw = raw
        self._class = cache(lambda name: text_class(raw["classes"][name], raw["probes"]))
        self._numbers = cache(lambda kind: tried(raw["types"], kind))

    def add(self, type_name: str, behaviour: Object, block: Block) -> Object:
        """Return the behaviour facts of a type, by attribute path, with what the probes tell.

        What is told of attributes that the schema doesn't have is left out.
        """
        found = dict(behaviour)
        for path, answer in self._raw.get("types", {}).get(type_name, {}).items():
            outer = path.removesuffix(_ELEMENT)
            if type_at(block, outer) is None:
                continue
            own = found.get(outer, {})
            if path == outer:
                found[outer] = self._with(own, answer)
            else:
                found[outer] = {**own, "elem": self._with(own.get("elem", {}), answer)}
        return found

    def _with(self, told: Object, answer: Object) -> Object:
        if "class" in answer:
            return _with_text(told, self._class(answer["class"]))
        if "enum" in answer:
            return told | ({"ignores_case": True} if answer["enum"] == "ignores_case" else {})
        return told | dict(self._number(told, answer))

    def _number(self, told: Object, answer: Object) -> Iterator[tuple[str, Value]]:
        values = answer.get("accepts") or answer["accepts_values"]
        whole = all(isinstance(value, int) for value in values)
        if whole:
            yield "whole", True
        if "accepts" in answer and not any(name in told for name in _CHOICES):
            between = _refused_beyond(self._numbers(int if whole else float), *values)
            if any(bound is not None for bound in between):
                yield "between", between


def _with_text(told: Object, check: TextClass) -> Object:
    """Return the facts about a text with a check, unless they tell more than it does.

    Choices that hold all accepted probes do, and the form of a range or UUID that Azure demands
    where the provider looks at next to nothing.
    """
    form = told.get("format")
    if form == "network" or (form and (check.form in _COUNTING or check.accepted == _DIGITS)):
        return told
    if "one_of" in told and check.accepted <= {*told["one_of"]}:
        return told
    gone = ("format", "range") if check.length else ("format",)
    return {name: fact for name, fact in told.items() if name not in gone} | {"text": check}


def tried(types: Object, kind: type[float]) -> tuple[float, ...]:
    """Return the numbers that some attribute accepted, in order: each was tried with all.

    Attributes for whole numbers (``int``) and others (``float``) had probes of their own.
    """
    answers = [answer for paths in types.values() for answer in paths.values()]
    told = ("accepts", "accepts_values")
    found = {v for one in answers for name in told for v in one.get(name, ())}
    return tuple(sorted(number for number in found if isinstance(number, kind)))


def _refused_beyond(
    numbers: tuple[float, ...], least: float, most: float
) -> tuple[float | None, float | None]:
    """Return the nearest refused numbers on both sides of a range, None where there is none.

    A range of few numbers may be a step's, of which other multiples weren't tried.
    """
    below = [number for number in numbers if number < least]
    above = [number for number in numbers if number > most]
    if len(numbers) - len(below) - len(above) < _ENOUGH:
        return None, None
    return below[-1] if below else None, above[0] if above else None
