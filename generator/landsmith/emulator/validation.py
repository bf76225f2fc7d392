"""What the providers refuse before anything is planned; null and unknown values always pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from landsmith.emulator import constraints, relations
from landsmith.emulator.finding import Finding
from landsmith.emulator.values import UNKNOWN, Object, Path, Value, spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from landsmith.emulator.facts import ProviderFacts, TypeFacts
    from landsmith.emulator.schema import Block

_SETS: Final = ("set",)


def validate(type_name: str, facts: ProviderFacts, config: Object) -> list[Finding]:
    """Return everything that is wrong with a configuration, in the order of the paths."""
    block = facts.resource(type_name).block
    checks = _Checks(facts, facts.of(type_name), config)
    found = [
        *checks.values(),
        *checks.references(),
        *checks.name(type_name),
        *relations.check(checks.own.behaviour, block, config),
        *counts(block, config, ()),
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

    def values(self) -> Iterator[Finding]:
        for names, behaviour in self.own.behaviour.items():
            for path, value in spread(self.config, names):
                if len([step for step in path if isinstance(step, str)]) == len(names):
                    yield from self.value(names, path, value, behaviour)

    def value(
        self, names: tuple[str, ...], path: Path, value: Value, told: Object
    ) -> Iterator[Finding]:
        items = list(enumerate(value)) if isinstance(value, list) else []
        elem = told.get("elem")
        if elem and items:
            for index, item in items:
                yield from constraints.check(elem, (*path, index), item)
            return
        if "one_of" in told and names in self.own.references and constraints.is_arm_id(value):
            told = {fact: rule for fact, rule in told.items() if fact != "one_of"}
        yield from constraints.check(told, path, value)

    def references(self) -> Iterator[Finding]:
        for names, targets in self.own.references.items():
            shapes = self.shapes(targets)
            also = self.own.behaviour.get(names, {}).get("one_of", ())
            for path, value in spread(self.config, names):
                for where, item in _items(path, value):
                    if shapes is not None and item not in also:
                        yield from constraints.check_id(shapes, where, item)

    def shapes(self, targets: Value) -> tuple[str, ...] | None:
        """Return the shapes of accepted ids, empty for any ARM id, None if not all are known."""
        if targets == "any":
            return ()
        shapes = [self.facts.id_shape(target) for target in targets]
        return tuple(dict.fromkeys(shapes)) if all(shapes) else None

    def name(self, type_name: str) -> Iterator[Finding]:
        value = self.config.get("name")
        if self.own.name and isinstance(value, str):
            yield from constraints.check_name(type_name, self.own.name, value)


def _items(path: Path, value: Value) -> list[tuple[Path, Value]]:
    if isinstance(value, list):
        return [((*path, index), item) for index, item in enumerate(value)]
    return [(path, value)]


def counts(block: Block, config: Value, path: Path) -> Iterator[Finding]:
    """Yield too many and too few nested blocks; dynamic blocks may still be unknown."""
    for name, nested in block.blocks.items():
        value = config.get(name) if isinstance(config, dict) else None
        items = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
        here = (*path, name)
        if isinstance(value, list) and UNKNOWN not in items:
            if len(items) < nested.min_items:
                detail = f"at least {nested.min_items} {name} blocks are required"
                yield Finding(f"Insufficient {name} blocks", detail, path)
            if nested.max_items and len(items) > nested.max_items:
                detail = f"no more than {nested.max_items} {name} blocks are allowed"
                yield Finding(f"Too many {name} blocks", detail, here)
        for index, item in enumerate(items):
            inner = (*here, index) if isinstance(value, list) else here
            yield from counts(nested.block, item, inner)


def _reachable(block: Block, finding: Finding) -> Finding:
    """Cut the finding's path at a set, whose elements have no address."""
    inner: Block | None = block
    for position, step in enumerate(finding.path):
        if isinstance(step, int) or inner is None:
            continue
        attribute, nested = inner.attributes.get(step), inner.blocks.get(step)
        kind = nested.nesting if nested else attribute.type[0] if attribute else ""
        if kind in _SETS:
            path = finding.path[: position + 1]
            return Finding(finding.summary, finding.detail, path, finding.warning)
        inner = nested.block if nested else None
    return finding
