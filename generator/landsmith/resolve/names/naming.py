"""Names by the Cloud Adoption Framework's pattern, checked against each type's rule.

``{abbreviation}-{workload}-{environment}-{region}-{instance}``; global names end in a stable hash
instead of the instance, and give up letters of the workload to stay within their length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.offers.name_rules import RULES, NameRule, Scope
from landsmith.landing_zone.name import Name, stable_hash

_HASH_LENGTH = 5


@dataclass(frozen=True)
class Workload:
    """What names of one part of the landing zone have in common.

    ``container`` is the subscription's id; ``salt`` makes global names this customer's own.
    """

    key: str
    name: str
    environment: str
    region_code: str
    container: str
    salt: str
    field: Loc

    def named(self, type_: str, *, part: str = "", detail: str = "") -> Name:
        """Return the name of a resource of a type.

        ``part`` tells several of one type apart; ``detail`` is where it must be unique within
        the subscription, a resource group or a network, when its rule says so.
        """
        rule = RULES[type_]
        middle = [part for part in (self.name, part) if part]
        value = self._hashed(rule, type_, middle) if rule.hashed else self._plain(rule, middle)
        key = "/".join(piece for piece in (self.key, type_.split("_", 1)[1], part) if piece)
        return Name(key, type_, self._scope(rule, detail), value, self.field)

    def _plain(self, rule: NameRule, middle: list[str]) -> str:
        pieces = [rule.abbreviation, *middle, self.environment, self.region_code, "001"]
        return rule.separator.join(pieces)

    def _hashed(self, rule: NameRule, type_: str, middle: list[str]) -> str:
        workload = "-".join(middle)
        digest = stable_hash(self.salt, self.container, type_, workload, self.environment)
        tail = [self.environment, self.region_code, digest]
        if not rule.separator:
            workload = workload.replace("-", "")
        spare = rule.longest - len(rule.separator.join([rule.abbreviation, "", *tail]))
        pieces = [rule.abbreviation, workload[:spare].rstrip("-"), *tail]
        return rule.separator.join(piece for piece in pieces if piece)

    def _scope(self, rule: NameRule, detail: str) -> str:
        if rule.scope in (Scope.GLOBAL, Scope.TENANT):
            return str(rule.scope.value)
        return f"{self.container}/{detail}" if detail else self.container


def check(names: Iterable[Name]) -> list[FieldProblem]:
    """Return a problem for each name that breaks its type's rule or that two resources share."""
    found: list[FieldProblem] = []
    taken: dict[tuple[str, str, str], Name] = {}
    for name in names:
        found += _against_rule(name)
        other = taken.setdefault((name.type, name.container, name.value.lower()), name)
        if other is not name:
            found.append(_collision(name, other))
    return found


def _against_rule(name: Name) -> list[FieldProblem]:
    rule = RULES[name.type]
    if not rule.shortest <= len(name.value) <= rule.longest:
        message = (
            f"makes the {_noun(name.type)} name {name.value!r}, {len(name.value)} characters; "
            f"Azure allows {rule.shortest} to {rule.longest}"
        )
        return [FieldProblem(name.field, message, "choose a shorter name")]
    if not re.fullmatch(rule.pattern, name.value):
        message = f"makes the {_noun(name.type)} name {name.value!r}, which Azure does not allow"
        return [
            FieldProblem(name.field, message, "use lower-case letters, digits and single hyphens")
        ]
    return []


def _collision(name: Name, other: Name) -> FieldProblem:
    message = f"makes the {_noun(name.type)} name {name.value!r}, which {other.key} has already"
    return FieldProblem(name.field, message, "choose another name or environment")


def _noun(type_: str) -> str:
    return type_.split("_", 1)[1].replace("_", " ")
