"""A valid configuration in which one fact is broken is refused, at the place of that fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from emulator_client import Client, Said
from emulator_configs import LETTERS, SUBSCRIPTION, Maker, Names, given, kind_at, relations
from emulator_oracle import address, changed
from landsmith.emulator import Cloud
from landsmith.emulator.facts import ProviderFacts, provider_facts
from landsmith.emulator.facts.members import REQUIRED
from landsmith.emulator.facts.probed import TextClass
from landsmith.emulator.schema import Attribute, Block, NestedBlock
from landsmith.emulator.values import Object, Value
from landsmith.emulator.values import Path as Place

TYPES = [
    (facts, type_name)
    for facts in (provider_facts("azurerm"), provider_facts("azuread"))
    for type_name in facts.resources
]
EVERY = pytest.mark.parametrize(("facts", "type_name"), TYPES, ids=[name for _, name in TYPES])

WRONG_ID = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Wrong/things/thing"
WORD = "no-such-choice"


@dataclass(frozen=True)
class Mutant:
    """A configuration with one mistake, where that has to be said, and with which words."""

    about: str
    config: Object
    place: Place
    words: str
    alone: bool = True
    """Whether nothing else may be said: a relation's partners may complain as well."""


class Subject:
    """A resource type of which mutants are made."""

    def __init__(self, facts: ProviderFacts, type_name: str) -> None:
        self.maker = Maker(facts, type_name, Random(type_name))  # noqa: S311 - no secrets
        self.client = Client(facts, Cloud(Path(":memory:")), SUBSCRIPTION)
        self.schema = self.maker.schema

    def survivors(self, mutants: Iterator[Mutant]) -> list[str]:
        """Return the mutants that were not refused as they have to be."""
        lived = []
        for mutant in mutants:
            errors = self.client.errors(self.maker.type_name, mutant.config)
            if not refused(mutant, errors):
                lived.append(f"{mutant.about} at {mutant.place}: {errors}")
        return lived

    def id(self, targets: Value) -> str:
        return self.maker.id(targets)

    def with_(self, names: Names) -> Object:
        """Return a valid configuration that has something at a path."""
        return self.maker.config(names)

    def place(self, path: Place) -> Place:
        return address(self.schema, path)[0]

    def mutant(
        self, about: str, names: Names, value: Value, words: str, item: bool = False
    ) -> Mutant:
        config = self.with_(names[: self.depth(names)])
        path = first(config, names)
        old = at(config, path)
        mapped = isinstance(old, dict)
        inner = {"key": value} if mapped else [value]
        config = changed(config, path, inner if item else value)
        assert old is not None
        place = self.place((*path, "key" if mapped else 0) if item else path)
        return Mutant(f"{about} of {'.'.join(names)}", config, place, words)

    def depth(self, names: Names) -> int:
        """Return how many of the names the schema knows: less for an attribute's own objects."""
        return next(n for n in range(len(names), 0, -1) if kind_at(self.schema, names[:n]))


def refused(mutant: Mutant, errors: list[Said]) -> bool:
    there = [error for error in errors if error.path == mutant.place]
    if mutant.alone and len(there) != len(errors):
        return False
    return any(mutant.words in error.summary for error in there)


def first(config: Value, names: Names) -> Place:
    """Return the path to the first instance of what the names mean."""
    path: list[str | int] = []
    for name in names:
        if isinstance(config, list):
            path.append(0)
            config = config[0]
        path.append(name)
        config = config[name]
    return tuple(path)


def at(value: Value, path: Place) -> Value:
    for step in path:
        value = value[step]
    return value


def settable(schema: Block, names: Names) -> bool:
    for depth in range(1, len(names) + 1):
        kind = kind_at(schema, names[:depth])
        if isinstance(kind, Attribute):
            return kind.settable
    return True


@EVERY
def test_a_mutant_is_refused_where_it_is_wrong(facts: ProviderFacts, type_name: str) -> None:
    subject = Subject(facts, type_name)
    assert subject.survivors(mutants(subject)) == []


def mutants(subject: Subject) -> Iterator[Mutant]:
    yield from wrong_values(subject)
    yield from wrong_numbers(subject)
    yield from wrong_ids(subject)
    yield from members(subject)
    yield from incomplete(subject)
    yield from miscounted(subject)
    yield from broken(subject)


# Values


def wrong_values(subject: Subject) -> Iterator[Mutant]:
    for names, told in subject.maker.own.behaviour.items():
        if settable(subject.schema, names):
            yield from wrong(subject, names, told, item=False)
            yield from wrong(subject, names, told.get("elem", {}), item=True)


def wrong(subject: Subject, names: Names, told: Object, *, item: bool) -> Iterator[Mutant]:
    last = names[-1]
    if "one_of" in told and "text" not in told:
        number = not isinstance(told["one_of"][0], str)
        value = -987654 if number else WORD
        yield subject.mutant("choice", names, value, f"{last}", item)
        yield from otherwise_spelled(subject, names, told, item=item)
    elif "range" in told:
        for about, value in outside(subject, names, told["range"], item):
            yield subject.mutant(about, names, value, "must lie in", item)
    elif "text" in told:
        yield from texts(subject, names, told["text"], item=item)
    elif "format" in told:
        yield subject.mutant("form", names, WORD, "must be a", item)
        if told["format"] == "network":
            yield subject.mutant("host bits", names, "10.0.0.1/16", "must be an address", item)


def otherwise_spelled(
    subject: Subject, names: Names, told: Object, *, item: bool
) -> Iterator[Mutant]:
    for choice in told["one_of"][:1]:
        if isinstance(choice, str) and choice.swapcase() not in told["one_of"]:
            mutant = subject.mutant("case", names, choice.swapcase(), names[-1], item)
            if not told.get("ignores_case"):
                yield mutant
            else:
                assert subject.client.errors(subject.maker.type_name, mutant.config) == []


def texts(subject: Subject, names: Names, check: TextClass, *, item: bool) -> Iterator[Mutant]:
    """Yield one probe that was refused, and one text that differs from accepted ones in a fact."""
    ids = names in subject.maker.own.references
    refused = sorted(one for one in check.refused if one and not (ids and one.startswith("/")))
    wrong = [*unlike(check)]
    for about, value in (
        *([("probe", subject.maker.random.choice(refused))] if refused else ()),
        *([subject.maker.random.choice(wrong)] if wrong else ()),
    ):
        yield subject.mutant(f"{about} {value[:40]!r}", names, value, names[-1], item)


def unlike(check: TextClass) -> Iterator[tuple[str, str]]:
    least, most = check.length or (0, None)
    letters = check.length is not None and (check.form or {*LETTERS} <= {*check.middle})
    if "" in check.refused:
        yield "empty", ""
    if letters and most:
        yield "most", "x" * (most + 1)
    if letters and least > 1:
        yield "least", "x" * (least - 1)
    never = [one for one in "<$%;~" if not any(one in text for text in check.accepted)]
    odd = [one for one in never if one not in check.middle]
    if odd and letters and not check.form and {*check.start, *check.end} <= {*check.middle}:
        size = max(3, least)
        yield "character", "x" + odd[0] + "x" * (size - 2)


def outside(
    subject: Subject, names: Names, bounds: list[int], item: bool
) -> Iterator[tuple[str, Value]]:
    kind = kind_at(subject.schema, names)
    type_ = kind.type if isinstance(kind, Attribute) else "number"
    text = (type_[1] if item else type_) == "string"
    least, most = bounds
    if not text or least > 0:
        yield "least", "x" * (least - 1) if text else least - 1
    yield "most", "x" * (most + 1) if text else most + 1


@EVERY
def test_the_edges_of_a_range_are_inside(facts: ProviderFacts, type_name: str) -> None:
    subject = Subject(facts, type_name)
    for names, told in subject.maker.own.behaviour.items():
        kind = kind_at(subject.schema, names)
        if "range" in told and isinstance(kind, Attribute) and kind.type == "number":
            config = subject.with_(names)
            for bound in told["range"]:
                edge = changed(config, first(config, names), bound)
                assert subject.client.errors(type_name, edge) == []


def wrong_numbers(subject: Subject) -> Iterator[Mutant]:
    for names, own in subject.maker.own.behaviour.items():
        if settable(subject.schema, names):
            for told, item in ((own, False), (own.get("elem", {}), True)):
                bounds = [bound for bound in told.get("between", ()) if bound is not None]
                for bound in bounds:
                    value = Decimal(str(bound)) if isinstance(bound, float) else bound
                    yield subject.mutant("beyond", names, value, "than", item)
                if told.get("whole") and not {"one_of", "range", "between"} & told.keys():
                    yield subject.mutant("part", names, Decimal("7.5"), "whole number", item)


def members(subject: Subject) -> Iterator[Mutant]:
    """Yield objects within an attribute that lack a required member."""
    for name, needed in REQUIRED.get(subject.maker.type_name, {}).items():
        names = tuple(name.split("."))
        config = subject.with_(names[:1])
        path = first(config, names)
        for member in needed:
            cut = changed(config, (*path, 0, member), None)
            place = subject.place((*path, 0, member))
            yield Mutant(f"no {member}", cut, place, "Missing required", alone=False)


def wrong_ids(subject: Subject) -> Iterator[Mutant]:
    for names, targets in subject.maker.own.references.items():
        kind = kind_at(subject.schema, names)
        known = targets == "any" or all(map(subject.maker.facts.id_shape, targets))
        if known and isinstance(kind, Attribute) and kind.settable:
            value, item = (WORD if targets == "any" else WRONG_ID), kind.type != "string"
            words = f"{names[-1]}"
            yield subject.mutant("target", names, value, words, item)
            told = subject.maker.own.behaviour.get(names, {})
            check = told.get("text") or told.get("elem", {}).get("text")
            lower = ""
            if check and check.one_kind_of_id:
                lower = subject.id(targets).replace("/resourceGroups/", "/resourcegroups/")
            if "/resourcegroups/" in lower:
                yield subject.mutant("case", names, lower, "wrong case", item)


def incomplete(subject: Subject) -> Iterator[Mutant]:
    for names, attribute in attributes(subject.schema, ()):
        if attribute.required:
            config = subject.with_(names)
            path = first(config, names)
            about, place = f"null {'.'.join(names)}", subject.place(path)
            cut = changed(config, path, None)
            yield Mutant(about, cut, place, "Missing required argument", alone=False)


def attributes(block: Block, names: Names) -> Iterator[tuple[Names, Attribute]]:
    for name, attribute in block.attributes.items():
        yield (*names, name), attribute
    for name, nested in block.blocks.items():
        yield from attributes(nested.block, (*names, name))


def blocks(block: Block, names: Names) -> Iterator[tuple[Names, NestedBlock]]:
    for name, nested in block.blocks.items():
        yield (*names, name), nested
        yield from blocks(nested.block, (*names, name))


def miscounted(subject: Subject) -> Iterator[Mutant]:
    for names, nested in blocks(subject.schema, ()):
        about = ".".join(names)
        if nested.min_items or 0 < nested.max_items <= 10:
            config = subject.with_(names)
            path = first(config, names)
            place = subject.place(path)
            outer = place if place != path else path[:-1]
            if nested.min_items:
                few = changed(config, path, [])
                yield Mutant(f"few {about}", few, outer, "Insufficient", alone=False)
            if 0 < nested.max_items <= 10:
                items = at(config, path)[:1] * (nested.max_items + 1)
                many = changed(config, path, items)
                yield Mutant(f"many {about}", many, place, "Too many", alone=False)


# Relations


def broken(subject: Subject) -> Iterator[Mutant]:
    for relation in relations(subject.maker.facts, subject.maker.type_name):
        breakers = {
            "conflicts_with": both,
            "exactly_one_of": two,
            "at_least_one_of": none,
            "required_with": lonely,
        }
        yield from breakers[relation.kind](subject, relation.names, relation.others)
        if relation.kind == "exactly_one_of":
            yield from none(subject, relation.names, relation.others)


Breaker = Callable[[Subject, Names, tuple[Names, ...]], Iterator[Mutant]]


def is_given(subject: Subject, config: Object, names: Names) -> bool:
    return given(config, names, subject.schema, names)


def both(subject: Subject, names: Names, others: tuple[Names, ...]) -> Iterator[Mutant]:
    for other in others:
        config = subject.with_(names)
        subject.maker.add(config, other, other)
        if is_given(subject, config, names) and is_given(subject, config, other):
            yield at_owner(subject, "conflict", config, names, "conflicts with")


def two(subject: Subject, names: Names, others: tuple[Names, ...]) -> Iterator[Mutant]:
    for other in others:
        if other != names:
            config = subject.with_(names)
            subject.maker.add(config, other, other)
            yield at_owner(subject, f"and {other}", config, names, "Exactly one of")


def none(subject: Subject, names: Names, others: tuple[Names, ...]) -> Iterator[Mutant]:
    config = subject.with_(names)
    for other in others:
        take(subject.schema, config, other, other)
    left = any(is_given(subject, config, other) for other in others)
    if not left and (not names[1:] or is_given(subject, config, names[:-1])):
        yield at_owner(subject, "none", config, names, " one of")


def lonely(subject: Subject, names: Names, others: tuple[Names, ...]) -> Iterator[Mutant]:
    for other in others:
        config = subject.with_(names)
        take(subject.schema, config, other, other)
        if is_given(subject, config, names) and not is_given(subject, config, other):
            yield at_owner(subject, f"without {other}", config, names, "needs")


def take(schema: Block, config: Value, rest: Names, names: Names) -> None:
    """Take away what stands at a path, required or not, and leave the blocks around it."""
    for item in config if isinstance(config, list) else [config]:
        if not isinstance(item, dict):
            continue
        if rest[1:]:
            take(schema, item[rest[0]], rest[1:], names)
        else:
            block = isinstance(kind_at(schema, names), NestedBlock)
            item[rest[0]] = [] if block and isinstance(item[rest[0]], list) else None


def at_owner(subject: Subject, about: str, config: Object, names: Names, words: str) -> Mutant:
    place = subject.place(first(config, names))
    return Mutant(f"{about}: {'.'.join(names)}", config, place, words, alone=False)
