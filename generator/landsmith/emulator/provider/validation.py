"""What the providers refuse before anything is planned; null and unknown values always pass."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from landsmith.emulator.facts.members import required_members
from landsmith.emulator.provider import constraints, relations
from landsmith.emulator.provider.objection import Objection
from landsmith.emulator.values import UNKNOWN, Object, Path, Value, spread, wholly_known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from landsmith.emulator.facts import ProviderFacts, TypeFacts
    from landsmith.emulator.schema import Block


def validate(type_name: str, facts: ProviderFacts, config: Object) -> list[Objection]:
    """Return everything that is wrong with a configuration, in the order of the paths."""
    block = facts.resource(type_name).block
    checks = _Checks(facts, facts.of(type_name), config)
    named = list(checks.name(type_name))
    judged = [*checks.values(), *checks.references()]
    found = [
        *named,
        *(_told_early(config, one) for one in judged if not named or one.path != ("name",)),
        *members(type_name, config),
        *relations.check(checks.own.behaviour, block, config),
        *counts(block, config, ()),
        *required(block, config, ()),
    ]
    places = {(finding.summary, finding.detail, finding.path): finding for finding in found}
    reachable = (_reachable(block, finding) for finding in places.values())
    return sorted(reachable, key=lambda finding: tuple(map(str, finding.path)))


@dataclass(frozen=True)
class _Checks:
    """The checks of single values of one configuration."""

    facts: ProviderFacts
    own: TypeFacts
    config: Object

    def values(self) -> Iterator[Objection]:
        for names, behaviour in self.own.behaviour.items():
            for path, value in spread(self.config, names):
                if len([step for step in path if isinstance(step, str)]) == len(names):
                    yield from self.value(names, path, value, behaviour)

    def value(
        self, names: tuple[str, ...], path: Path, value: Value, told: Object
    ) -> Iterator[Objection]:
        accepts_ids = names in self.own.references
        if not (accepts_ids and constraints.is_arm_id(value)):
            yield from constraints.check(told, path, value)
        for where, item in _elements(path, value):
            if not (accepts_ids and constraints.is_arm_id(item)):
                yield from constraints.check(told.get("elem", {}), where, item)

    def references(self) -> Iterator[Objection]:
        for names, targets in self.own.references.items():
            shapes = self.shapes(targets)
            told = self.own.behaviour.get(names, {})
            also = (*told.get("one_of", ()), *told.get("elem", {}).get("one_of", ()))
            check = told.get("text") or told.get("elem", {}).get("text")
            exact = check is not None and check.one_kind_of_id
            for path, value in spread(self.config, names):
                for where, item in _items(path, value):
                    if shapes is not None and item not in also:
                        yield from constraints.check_id(shapes, where, item, exact=exact)

    def shapes(self, targets: Value) -> tuple[str, ...] | None:
        """Return the shapes of accepted ids, empty for any ARM id, None if not all are known."""
        if targets == "any":
            return ()
        shapes = [self.facts.id_shape(target) for target in targets]
        return tuple(dict.fromkeys(shapes)) if all(shapes) else None

    def name(self, type_name: str) -> Iterator[Objection]:
        value = self.config.get("name")
        if self.own.name and isinstance(value, str):
            yield from constraints.check_name(type_name, self.own.name, value)


def _told_early(config: Object, finding: Objection) -> Objection:
    """Say of a finding in a block that isn't wholly known that the provider tells it later."""
    around = config.get(str(finding.path[0])) if len(finding.path) > 1 else None
    if not isinstance(around, list) or wholly_known(around):
        return finding
    later = "azurerm says so only once all of this block's values are known."
    return replace(finding, detail=f"{finding.detail} {later}".strip())


def members(type_name: str, config: Object) -> Iterator[Objection]:
    """Yield each required member that an object within an attribute lacks."""
    for names in required_members(type_name):
        for path, value in spread(config, names):
            there = len([step for step in path if isinstance(step, str)]) == len(names)
            if there and value is None:
                yield _missing(path)


def _missing(path: Path) -> Objection:
    detail = f"The argument {path[-1]!r} is required, but no definition was found."
    return Objection("Missing required argument", detail, path)


def _elements(path: Path, value: Value) -> list[tuple[Path, Value]]:
    """Return the elements of a list, set or map, none of anything else."""
    if isinstance(value, dict):
        return [((*path, key), item) for key, item in value.items()]
    return _items(path, value) if isinstance(value, list) else []


def _items(path: Path, value: Value) -> list[tuple[Path, Value]]:
    if isinstance(value, list):
        return [((*path, index), item) for index, item in enumerate(value)]
    return [(path, value)]


def counts(block: Block, config: Value, path: Path) -> Iterator[Objection]:
    """Yield too many and too few nested blocks; dynamic blocks may still be unknown."""
    for name, nested in block.blocks.items():
        value = config.get(name) if isinstance(config, dict) else None
        items = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
        here = (*path, name)
        if isinstance(value, list) and UNKNOWN not in items:
            if len(items) < nested.min_items:
                detail = f"at least {nested.min_items} {name} blocks are required"
                yield Objection(f"Insufficient {name} blocks", detail, path)
            if nested.max_items and len(items) > nested.max_items:
                detail = f"no more than {nested.max_items} {name} blocks are allowed"
                yield Objection(f"Too many {name} blocks", detail, here)
        for index, item in enumerate(items):
            inner = (*here, index) if isinstance(value, list) else here
            yield from counts(nested.block, item, inner)


def required(block: Block, config: Value, path: Path) -> Iterator[Objection]:
    """Yield each required argument that is null, which Terraform itself lets through."""
    if not isinstance(config, dict):
        return
    for name, attribute in block.attributes.items():
        if attribute.required and config.get(name) is None:
            yield _missing((*path, name))
    for name, nested in block.blocks.items():
        value = config.get(name)
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from required(nested.block, item, (*path, name, index))
        else:
            yield from required(nested.block, value, (*path, name))


def _reachable(block: Block, finding: Objection) -> Objection:
    """Cut the finding's path at a set, whose elements have no address."""
    type_: Value = block.type
    for position, step in enumerate(finding.path):
        if isinstance(step, int):
            if type_[0] == "set":
                path = finding.path[:position]
                return Objection(finding.summary, finding.detail, path, finding.warning)
            type_ = type_[1]
        else:
            type_ = type_[1][step] if type_[0] == "object" else type_[1]
    return finding
