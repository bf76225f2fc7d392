"""Valid configurations of any resource type, drawn from its schema and its facts.

Nothing here asks the emulator what is valid: what a relation between attributes means is written
down a second time, so that the two can disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import ceil
from random import Random
from uuid import UUID

from landsmith.emulator.facts import ProviderFacts, TypeFacts
from landsmith.emulator.facts.naming import RULES
from landsmith.emulator.facts.probed import TextClass
from landsmith.emulator.provider.ids import Account
from landsmith.emulator.schema import Attribute, Block, NestedBlock
from landsmith.emulator.values import Object, Value

SUBSCRIPTION = "11111111-1111-1111-1111-111111111111"
TENANT = "22222222-2222-2222-2222-222222222222"
ACCOUNT = Account(SUBSCRIPTION, TENANT, TENANT, TENANT)
ELSEWHERE = "99999999-9999-9999-9999-999999999999"
"""The subscription of all that is referred to: Azure's rules on what exists don't reach there."""
GROUP = "rg-fuzz"
GROUP_ID = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{GROUP}"

RELATIONS = ("conflicts_with", "exactly_one_of", "at_least_one_of", "required_with")
LETTERS = "abcdefghijklmnopqrstuvwxyz"

FORMS = {
    "uuid": "",
    "rfc3339": "2030-01-01T10:{}:00Z",
    "ipv4": "10.1.2.{}",
    "ip": "10.1.2.{}",
    "cidr": "10.{}.0.0/16",
    "ip_or_cidr": "10.1.{}.0/24",
    "iso8601_duration": "PT{}M",
    "time_hh_mm": "10:{}",
}
"""Form of a text to one that has it, with a place for two digits."""

Names = tuple[str, ...]


@dataclass(frozen=True)
class Relation:
    """One fact of ``names`` about other paths of the same resource."""

    kind: str
    names: Names
    others: tuple[Names, ...]


@dataclass(frozen=True)
class Place:
    """One instance of the block that carries a relation; ``trail`` leads to it from the top."""

    relation: Relation
    trail: tuple[Object, ...]


@cache
def relations(facts: ProviderFacts, type_name: str) -> tuple[Relation, ...]:
    """Return a type's relations; a group of which one is needed always holds its owner."""
    found = []
    for names, told in facts.of(type_name).behaviour.items():
        for kind in RELATIONS:
            others = [tuple(path.split(".")) for path in told.get(kind, ())]
            others += [names] if others and kind.endswith("one_of") and names not in others else []
            if others:
                found.append(
                    Relation(kind, names, tuple(o for o in others if kind[0] in "ea" or o != names))
                )
    return tuple(found)


def kind_at(block: Block, names: Names) -> Attribute | NestedBlock | None:
    """Return what the schema has at a path of names, None within an attribute's own objects."""
    for name in names[:-1]:
        if name not in block.blocks:
            return None
        block = block.blocks[name].block
    return block.blocks.get(names[-1]) or block.attributes.get(names[-1])


@dataclass
class Maker:
    """Draws configurations of one type; ``share`` is how much of what is optional they have."""

    facts: ProviderFacts
    type_name: str
    random: Random
    share: float = 0.0

    @property
    def own(self) -> TypeFacts:
        return self.facts.of(self.type_name)

    @property
    def schema(self) -> Block:
        return self.facts.resource(self.type_name).block

    def config(self, *needed: Names) -> Object:
        """Return a valid configuration in which something is written at the needed paths."""
        wanted = self.share
        for attempt in range(30):
            self.share = wanted if attempt < 3 else 0.0
            config = self.block(self.schema, ())
            for names in needed:
                self.add(config, names, names)
            if self.mend(config, needed):
                return config
        raise AssertionError(f"no valid configuration of {self.type_name} with {needed}")

    # Drawing

    def block(self, block: Block, names: Names) -> Object:
        value: Object = {}
        for name, attribute in block.attributes.items():
            wanted = attribute.required or (attribute.optional and self.chance((*names, name)))
            value[name] = self.value((*names, name), attribute.type) if wanted else None
        for name, nested in block.blocks.items():
            value[name] = self.nested(nested, (*names, name))
        return value

    def chance(self, names: Names) -> bool:
        told = self.own.behaviour.get(names, {})
        return self.random.random() < self.share and names != ("id",) and "deprecated" not in told

    def nested(self, nested: NestedBlock, names: Names) -> Value:
        wanted = self.chance(names)
        if nested.nesting in ("single", "group"):
            return self.block(nested.block, names) if wanted else None
        number = max(nested.min_items, int(wanted))
        if wanted and nested.max_items != 1 and self.random.random() < self.share:
            number = max(number, 2)
        items: list[Object] = []
        for _ in range(number):
            item = self.block(nested.block, names)
            if nested.nesting == "list" or item not in items:
                items.append(item)
        return items

    def value(self, names: Names, type_: Value) -> Value:
        told = self.own.behaviour.get(names, {})
        if type_ == "bool":
            return self.random.random() < 0.5
        if isinstance(type_, str):
            return self.number(told) if type_ == "number" else self.text(names, told)
        kind, inner = type_
        if kind == "map":
            return {"key": self.value((*names, "key"), inner)}
        if kind == "object":
            return {name: self.value((*names, name), of) for name, of in inner.items()}
        return self.items(names, told.get("elem", {}), kind, inner)

    def items(self, names: Names, told: Object, kind: str, inner: Value) -> list[Value]:
        items: list[Value] = []
        for _ in range(1 if self.share == 0 else self.random.randint(1, 2)):
            if inner == "string":
                item = self.text(names, told)
            else:
                item = self.number(told) if inner == "number" else self.value(names, inner)
            if kind == "list" or item not in items:
                items.append(item)
        return items

    def number(self, told: Object) -> Value:
        if "one_of" in told:
            return self.random.choice(told["one_of"])
        least, most = told.get("range", (1, 1000))
        if "between" in told:
            below, above = told["between"]
            least = 1 if below is None else below + 1
            most = least + 1000 if above is None else above - 1
        return self.random.randint(ceil(least), min(int(most), ceil(least) + 10**6))

    def text(self, names: Names, told: Object) -> str:
        if "one_of" in told:
            return str(self.random.choice(told["one_of"]))
        if "range" in told:
            return self.letters(*told["range"])
        if "format" in told:
            return self.formatted(told["format"])
        if names in self.own.references:
            return self.id(self.own.references[names])
        if "text" in told and names != ("name",):
            return self.probed(told["text"])
        return self.by_name(names)

    def probed(self, check: TextClass) -> str:
        """Return a text that the provider's check accepts: a form of its own, letters, a probe."""
        if check.form in FORMS:
            return self.formatted(check.form)
        least, most = check.length or (0, None)
        if check.length and (check.form or {*LETTERS} <= {*check.middle}):
            return self.letters(max(least, 1), most or 24)
        return self.random.choice(sorted(check.accepted))

    def formatted(self, form: str) -> str:
        if form == "uuid":
            return str(UUID(int=self.random.getrandbits(128)))
        number = self.random.randint(10, 59)
        return FORMS.get(form, "10.{}.0.0/16").format(number)

    def by_name(self, names: Names) -> str:
        if names == ("name",):
            return self.name()
        if names[-1] == "resource_group_name":
            return GROUP
        if names[-1] == "location":
            return self.random.choice(["West Europe", "northeurope", "swedencentral"])
        return f"{names[-1]}-{self.letters(4, 8)}"

    def letters(self, least: int, most: int) -> str:
        number = self.random.randint(least, min(most, max(least, 16)))
        return "".join(self.random.choice(LETTERS) for _ in range(number))

    def name(self) -> str:
        """Return a UUID where a name has to be one, else letters only."""
        told, rule = self.own.name, RULES.get(self.type_name)
        check = self.own.behaviour.get(("name",), {}).get("text")
        if check and check.form == "uuid":
            return self.formatted("uuid")
        least, most = told.get("min_length", 1), told.get("max_length", 24)
        if rule:
            least, most = max(least, rule.shortest), min(most, rule.longest)
        return self.letters(max(least, min(3, most)), most)

    def id(self, targets: Value) -> str:
        """Return the id of something that the targets name."""
        if targets == "any":
            targets = ["azurerm_key_vault", "azurerm_storage_account", "azurerm_linux_web_app"]
        shape = self.facts.id_shape(self.random.choice(sorted(targets)))
        pieces = (shape or "/subscriptions/{}/resourceGroups/{}").split("/")
        for index, piece in enumerate(pieces):
            name = ELSEWHERE if pieces[index - 1] == "subscriptions" else self.letters(5, 9)
            pieces[index] = piece.replace("{}", name)
        return "/".join(pieces)

    # Relations: add and take away until all of them hold.

    def mend(self, config: Object, needed: tuple[Names, ...]) -> bool:
        for _ in range(80):
            broken = next(self.broken(config), None)
            if broken is None:
                return all(given(config, names, self.schema, names) for names in needed)
            self.mend_one(broken, needed)
        return False

    def broken(self, config: Object) -> Iterator[Place]:
        for relation in relations(self.facts, self.type_name):
            for trail in trails(config, relation.names[:-1]):
                place = Place(relation, trail)
                own, rest = self.given(place, relation.names), self.written(place)
                if _breaks(relation.kind, own, len(rest), len(relation.others)):
                    yield place

    def written(self, place: Place) -> list[Names]:
        return [other for other in place.relation.others if self.given(place, other)]

    def given(self, place: Place, names: Names) -> bool:
        depth = shared(place.relation.names, names)
        return given(place.trail[depth], names[depth:], self.schema, names)

    def mend_one(self, place: Place, needed: tuple[Names, ...]) -> None:
        relation, rest = place.relation, self.written(place)
        missing = [other for other in relation.others if other not in rest]
        lists = {"required_with": missing, "conflicts_with": rest}
        choose = self.random.choice
        if relation.kind == "required_with" and (
            relation.names in needed or self.random.random() < 0.7
        ):
            self.change(place, missing[0], self.add)
        elif relation.kind in lists:
            loose = [n for n in (relation.names, *lists["conflicts_with"]) if n not in needed]
            loose = [relation.names] if relation.kind == "required_with" else loose
            self.change(place, choose(loose or [relation.names]), self.drop)
        elif rest:
            kept = next((n for n in rest if n in needed), None) or choose(rest)
            self.change(place, choose([n for n in rest if n != kept]), self.drop)
        else:
            self.change(place, choose(relation.others), self.add)

    def change(self, place: Place, names: Names, how: Value) -> None:
        depth = shared(place.relation.names, names)
        how(place.trail[depth], names[depth:], names)

    def add(self, scope: Object, rest: Names, names: Names) -> None:
        """Write something at the path ``rest`` of ``scope``, which is ``names`` from the top."""
        here = names[: len(names) - len(rest) + 1]
        kind = kind_at(self.schema, here)
        if isinstance(kind, NestedBlock):
            if not scope.get(rest[0]):
                item = self.block(kind.block, here)
                scope[rest[0]] = item if kind.nesting in ("single", "group") else [item]
            inner = scope[rest[0]]
            if rest[1:]:
                self.add(inner[0] if isinstance(inner, list) else inner, rest[1:], names)
        elif isinstance(kind, Attribute) and scope.get(rest[0]) is None:
            scope[rest[0]] = self.value(here, kind.type)

    def drop(self, scope: Object, rest: Names, names: Names) -> None:
        """Take away what stands at the path, or the optional block around it."""
        here = names[: len(names) - len(rest) + 1]
        kind = kind_at(self.schema, here)
        if isinstance(kind, Attribute):
            scope[rest[0]] = scope[rest[0]] if kind.required else None
        elif isinstance(kind, NestedBlock) and (not rest[1:] or self.random.random() < 0.5):
            scope[rest[0]] = (
                scope[rest[0]]
                if kind.min_items
                else ([] if kind.nesting in ("list", "set") else None)
            )
        else:
            inner = scope[rest[0]]
            for item in inner if isinstance(inner, list) else [inner]:
                if item:
                    self.drop(item, rest[1:], names)


def _breaks(kind: str, own: bool, there: int, of: int) -> bool:
    if kind == "conflicts_with":
        return own and there > 0
    if kind == "required_with":
        return own and there < of
    return there != 1 if kind == "exactly_one_of" else there == 0


def shared(one: Names, other: Names) -> int:
    """Return how many block names two paths share at their start."""
    depth = 0
    while depth < min(len(one), len(other)) - 1 and one[depth] == other[depth]:
        depth += 1
    return depth


def trails(
    config: Value, names: Names, above: tuple[Object, ...] = ()
) -> Iterator[tuple[Object, ...]]:
    """Yield the way to every written instance of a block, the whole configuration first."""
    if not isinstance(config, dict):
        return
    here = (*above, config)
    if not names:
        yield here
        return
    inner = config.get(names[0])
    for item in inner if isinstance(inner, list) else [inner]:
        yield from trails(item, names[1:], here)


def given(scope: Value, rest: Names, schema: Block, names: Names) -> bool:
    """Return whether something is written at ``rest`` of ``scope``; absent blocks are not."""
    if isinstance(scope, list):
        return any(given(item, rest, schema, names) for item in scope)
    value = scope.get(rest[0]) if isinstance(scope, dict) else None
    if rest[1:]:
        return given(value, rest[1:], schema, names)
    return value is not None and not (
        value == [] and isinstance(kind_at(schema, names), NestedBlock)
    )
