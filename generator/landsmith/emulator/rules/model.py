"""The rules of one resource type, read from the facts and sorted by when they are asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Final

from landsmith.emulator.rules.paths import is_block, names_of, parsed, type_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from landsmith.emulator.schema import Block
    from landsmith.emulator.values import Object, Value

PLAN: Final = "plan"
CREATE: Final = "create"
UPDATE: Final = "update"
READ: Final = "read"

_OTHER_PATHS: Final = (
    "gt_path",
    "lt_path",
    "ge_path",
    "le_path",
    "equals_path",
    "not_equals_path",
    "equals_old_of",
)


@dataclass(frozen=True)
class Rule:
    """One rule: ``when`` it holds and not ``unless``, ``then`` is what follows.

    ``each`` is the path of the blocks that it is tried on one by one; with ``skips_unknown``
    a predicate on a value that isn't known yet is false, else that reads as its type's zero.
    """

    id: str
    at: tuple[str, ...]
    then: Object
    when: Object = field(default_factory=dict)
    unless: Object | None = None
    each: str = ""
    skips_unknown: bool = False


@dataclass(frozen=True)
class RuleSet:
    """All rules of one resource type, in the order in which they are recorded."""

    rules: tuple[Rule, ...] = ()

    def at(self, moment: str, effect: str) -> Iterator[tuple[Rule, Value]]:
        """Yield the rules with one effect that are asked at one moment, each with the effect."""
        for rule in self._indexed.get((moment, effect), ()):
            yield rule, rule.then[effect]

    @cached_property
    def _indexed(self) -> dict[tuple[str, str], list[Rule]]:
        found: dict[tuple[str, str], list[Rule]] = {}
        for rule in self.rules:
            for key in product(rule.at, rule.then):
                found.setdefault(key, []).append(rule)
        return found

    def computed_blocks(self, block: Block) -> frozenset[tuple[str, ...]]:
        """Return the blocks that Azure fills in where the configuration has none."""
        paths = [path for _, told in self.at(READ, "azure_decides") for path in told]
        blocks = [path for path in map(parsed, paths) if is_block(block, path)]
        return frozenset(names_of(path) for path in blocks)


def rule_set(raw: Iterable[Object], block: Block) -> RuleSet:
    """Return a type's rules from their recorded form, those that fit its schema.

    What is told in prose is not interpreted, and a rule about an attribute that the schema hasn't
    (that of another version) is left out as a whole.
    """
    rules = [_rule(item) for item in raw if "prose" not in item]
    return RuleSet(tuple(rule for rule in rules if _fits(rule, block)))


def _rule(raw: Object) -> Rule:
    at = raw["at"]
    return Rule(
        raw["id"],
        (at,) if isinstance(at, str) else tuple(at),
        raw["then"],
        raw.get("when", {}),
        raw.get("unless"),
        raw.get("each", ""),
        raw.get("unknown") == "skip",
    )


def _fits(rule: Rule, block: Block) -> bool:
    told = (_named(rule.when), _named(rule.unless or {}), _effects(rule.then))
    paths = [f"{rule.each}.*{path}" if path[0] == "." else path for of in told for path in of]
    return all(type_at(block, parsed(path)) is not None for path in paths)


def _named(predicate: Object) -> Iterator[str]:
    """Yield the paths that a predicate looks at."""
    for key, told in predicate.items():
        if key in ("all", "any"):
            for inner in told:
                yield from _named(inner)
        elif key == "not":
            yield from _named(told)
        elif key == "path" or key in _OTHER_PATHS:
            yield told


def _effects(then: Object) -> Iterator[str]:
    """Yield the paths that an effect touches."""
    for key, told in then.items():
        if key in ("paths", "replace", "unknown", "azure_decides"):
            yield from told
        elif isinstance(told, dict):
            yield told["path"]
            if "from" in told:
                yield told["from"]
