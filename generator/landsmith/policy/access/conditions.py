"""Which roles a condition on a role assignment excludes from being given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from landsmith.policy.access.tables import built_in_roles

if TYPE_CHECKING:
    from landsmith.terraform.plan import ResourceChange

_EXCLUDES: Final = re.compile(r"GuidNotEquals\s*\{([^}]*)\}", re.IGNORECASE)


def excluded(assignment: ResourceChange) -> frozenset[str] | None:
    """Return the ids of the roles that whoever holds the assignment may not give to anybody.

    None: the condition says something else, or only the apply tells what.
    """
    condition = (assignment.after or {}).get("condition")
    if condition is None:
        return frozenset()
    found = _EXCLUDES.findall(condition) if isinstance(condition, str) else []
    guids = {guid.strip().lower() for text in found for guid in text.split(",")}
    return frozenset(guids) or None


def role_id(role: str | None) -> str:
    """Return the id of a built-in role by its name or id, else what was given, in lower case."""
    built_in = built_in_roles().get(role or "")
    return ((built_in.id if built_in else None) or role or "").lower()


def excludes_itself(assignment: ResourceChange, role: str | None) -> bool:
    """Return whether no holder of the assignment may give it: whoever applied first did."""
    return role_id(role) in (excluded(assignment) or ())
