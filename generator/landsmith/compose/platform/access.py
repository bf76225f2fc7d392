"""Who may do what at the platform: roles of groups and pipelines, custom and eligible roles."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.platform.identity import CustomRole, EligibleRole
from landsmith.calls import ids
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.compose.cluster import encryption
from landsmith.compose.platform import hierarchy, pipeline_roles
from landsmith.landing_zone.landing_zone import LandingZone

PRIVILEGED_ROLES = (
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",  # Owner
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",  # User Access Administrator
    "f58310d9-a9f6-439a-9e8d-f62e7b41a168",  # Role Based Access Control Administrator
)
"""Roles that the apply identity may not hand out (Azure built-in roles)."""

ROLE_IDS = {
    "Contributor": "b24988ac-6180-42a0-ab88-20f7382dd24c",
    "Network Contributor": "4d97b98b-1d4f-4787-a291-c67834d212e7",
    "Reader": "acdd72a7-3385-48ef-bd42-f606fba81ae7",
    "Resource Policy Contributor": "36243c78-bf99-498c-9df9-86d9f8d28608",
    "Role Based Access Control Administrator": "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
    "Security Admin": "fb1c8493-542b-48eb-b624-b4c8fea62acd",
    "Security Reader": "39bc4728-0917-49c7-9d2c-d95423bc2eb4",
    "User Access Administrator": "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
}
"""Ids of built-in roles (Azure built-in roles)."""


def role_definitions(zone: LandingZone) -> Iterator[ModuleCall]:
    """Yield the call that defines the customer's own roles, if there are any."""
    roles = zone.identity.custom_roles
    if roles:
        inputs: dict[str, Value] = {
            "scope": hierarchy.group(zone, "root"),
            "definitions": {role.name: _definition(zone, role) for role in roles},
        }
        yield ModuleCall("role_definitions", "role_definitions", inputs)


def _definition(zone: LandingZone, role: CustomRole) -> dict[str, Value]:
    return {
        "name": f"{zone.customer.code}-{role.name}",
        "description": role.description,
        "actions": role.actions,
        **({"not_actions": role.not_actions} if role.not_actions else {}),
    }


def role_assignments(zone: LandingZone) -> ModuleCall:
    """Return the call that gives groups and pipelines their roles."""
    top = hierarchy.group(zone, "root")
    hub = ids.subscription(zone.subscriptions.connectivity)
    state = ids.state_group(zone)
    assignments: dict[str, Value] = {
        "platform-admins-contributor": _role(top, "Contributor", "platform-admins"),
        "network-admins-network-contributor": _role(hub, "Network Contributor", "network-admins"),
        "auditors-reader": _role(top, "Reader", "auditors"),
        "plan-reader": _pipeline_role(top, "Reader", "plan"),
        # Terraform's refresh of a cluster lists its user credential, which Reader may not.
        "plan-cluster-user": _pipeline_role(
            top, "Azure Kubernetes Service Cluster User Role", "plan"
        ),
        "plan-state": _pipeline_role(state, "Storage Blob Data Contributor", "plan"),
        "apply-contributor": _pipeline_role(top, "Contributor", "apply"),
        "apply-state": _pipeline_role(state, "Storage Blob Data Contributor", "apply"),
        "apply-management-groups": _pipeline_role(top, "Management Group Contributor", "apply"),
        "apply-policy": _pipeline_role(top, "Resource Policy Contributor", "apply"),
        "apply-roles": {
            **_pipeline_role(top, "Role Based Access Control Administrator", "apply"),
            "description": "Assigns roles, but not those that could assign roles in turn.",
            "condition": no_privileged_roles(),
        },
    }
    management = zone.network.management
    if management and management.jump_host:
        role = "Virtual Machine Administrator Login"
        assignments["platform-admins-jump-host"] = _role(hub, role, "platform-admins")
    assignments |= {
        key: _pipeline_role(*grant)
        for key, grant in (pipeline_roles.grants(zone) | encryption.pipeline_grants(zone)).items()
    }
    inputs: dict[str, Value] = {"assignments": assignments}
    # Roles of our own are found by their names, so they have to be there.
    after = (pipeline_roles.CALL,)
    return ModuleCall("role_assignments", "role_assignments", inputs, depends_on=after)


def _role(scope: Value, role: str, group: str) -> dict[str, Value]:
    principal = Ref("entra_groups", "object_ids", (group,))
    return {"scope": scope, "role_definition_name": role, "principal_id": principal}


def _pipeline_role(scope: Value, role: str, stage: str) -> dict[str, Value]:
    return {
        "scope": scope,
        "role_definition_name": role,
        "principal_id": Ref("pipeline_identities", "principal_ids", (stage,)),
        "principal_type": "ServicePrincipal",
    }


def no_privileged_roles() -> str:
    """Return the condition under which the apply identity may write and delete role assignments.

    Source: "Delegate Azure role assignment management using conditions".
    """
    guids = ", ".join(PRIVILEGED_ROLES)
    return " AND ".join(
        f"((!(ActionMatches{{'Microsoft.Authorization/roleAssignments/{action}'}})) OR "
        f"(@{source}[Microsoft.Authorization/roleAssignments:RoleDefinitionId] "
        f"ForAnyOfAllValues:GuidNotEquals {{{guids}}}))"
        for action, source in (("write", "Request"), ("delete", "Resource"))
    )


def eligible_roles(zone: LandingZone) -> Iterator[ModuleCall]:
    """Yield the call that makes groups eligible for roles, if there are any."""
    found = zone.identity.eligible
    if found:
        described: dict[str, Value] = {_key(role): _eligible(zone, role) for role in found}
        inputs: dict[str, Value] = {"assignments": described}
        # Whoever applies may make them by the pipelines' own role.
        after = ("role_assignments",)
        yield ModuleCall("eligible_roles", "pim_eligible_assignments", inputs, depends_on=after)


def _key(role: EligibleRole) -> str:
    name = (role.role or role.custom_role or "").lower().replace(" ", "-")
    return f"{role.group.replace('_', '-')}-{name}-{role.at}"


def _eligible(zone: LandingZone, role: EligibleRole) -> dict[str, Value]:
    return {
        "scope": _scope(zone, role),
        "role_definition_id": _role_id(role),
        "principal_id": Ref("entra_groups", "object_ids", (role.group.replace("_", "-"),)),
        "justification": role.justification,
        **({} if role.days is None else {"expiration_days": role.days}),
    }


def _scope(zone: LandingZone, role: EligibleRole) -> Value:
    if role.at == "connectivity":
        return ids.subscription(zone.subscriptions.connectivity)
    return hierarchy.group(zone, role.at)


def _role_id(role: EligibleRole) -> Value:
    if role.role is None:
        return Ref("role_definitions", "ids", (role.custom_role or "",))
    return f"/providers/Microsoft.Authorization/roleDefinitions/{ROLE_IDS[role.role]}"
