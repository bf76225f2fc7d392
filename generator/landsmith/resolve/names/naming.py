"""Names by the Cloud Adoption Framework's pattern, checked against each type's rule.

``{abbreviation}-{workload}-{environment}-{region}-{instance}``; global names end in a stable hash
instead of the instance, and give up letters of the workload to stay within their length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from landsmith.blueprint.base import FieldProblem
from landsmith.blueprint.offers.name_rules import RULES
from landsmith.landing_zone.name import Name

_HASH_LENGTH = 5


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
