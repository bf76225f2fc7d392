"""Role assignments, role definitions and policy assignments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from landsmith.emulator.provider.objection import Objection
from landsmith.emulator.refusals.scope import name_of
from landsmith.emulator.roles import role_id

if TYPE_CHECKING:
    from landsmith.emulator.cloud import Cloud
    from landsmith.emulator.refusals.change import Change
    from landsmith.emulator.values import Object

ASSIGNMENT: Final = "azurerm_role_assignment"
ROLE: Final = "azurerm_role_definition"

LONGEST: Final = {
    "azurerm_management_group_policy_assignment": 24,
    "azurerm_subscription_policy_assignment": 64,
    "azurerm_resource_group_policy_assignment": 64,
    "azurerm_resource_policy_assignment": 64,
}
"""By type: how long a policy assignment's name may be."""


def role_assignment_exists(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse the same role for the same principal at the same scope, under whatever name."""
    if change.type != ASSIGNMENT or not change.creates or change.after is None:
        return None
    wanted = _what(change.after)
    for other in cloud.of_type(change.provider, ASSIGNMENT):
        if _what(other.value) == wanted:
            return Objection(
                "RoleAssignmentExists: the role assignment already exists",
                f"{other.id} gives principal {change.after['principal_id']} the same role at"
                f" {change.after['scope']}: remove one of the two, or import that one.",
            )
    return None


def _what(value: Object) -> tuple[str, str, str]:
    """Return scope, role and principal of a role assignment."""
    definition = value.get("role_definition_id")
    role = name_of(definition) if definition else role_id(str(value.get("role_definition_name")))
    scope = str(value.get("scope")).rstrip("/")
    return scope.lower(), role.lower(), str(value.get("principal_id")).lower()


def role_name_taken(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse a custom role with the name of another one: names are unique in a tenant."""
    if change.type != ROLE or not change.changes("name"):
        return None
    for other in cloud.of_type(change.provider, ROLE):
        same = str(other.value.get("name")).lower() == change.name.lower()
        if same and other.key != change.id.lower():
            return Objection(
                f"RoleDefinitionWithSameNameExists: another custom role is called {change.name!r}",
                f"{other.id} has that name; the names of custom roles are unique in a tenant.",
                ("name",),
            )
    return None


def policy_assignment_name(_cloud: Cloud, change: Change) -> Objection | None:
    """Refuse a policy assignment's name that is too long for its scope."""
    longest = LONGEST.get(change.type)
    if longest is None or not change.creates or len(change.name) <= longest:
        return None
    return Objection(
        f"InvalidPolicyAssignmentName: the policy assignment name {change.name!r} is too long",
        f"It has {len(change.name)} characters; at this scope {longest} are allowed."
        " The display name may be longer.",
        ("name",),
    )
