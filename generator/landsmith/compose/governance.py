"""Root 10-governance: management groups, groups and roles, pipeline identities, Azure Policy."""

from __future__ import annotations

from landsmith.blueprint.identity import GitHubPipeline
from landsmith.compose import ids, parts, policies
from landsmith.compose.model import ModuleCall, Ref, Root, Value
from landsmith.resolve.landing_zone import LandingZone
from landsmith.resolve.tags import REQUIRED, platform_tags

NAME = "10-governance"

PRIVILEGED_ROLES = (
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",  # Owner
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",  # User Access Administrator
    "f58310d9-a9f6-439a-9e8d-f62e7b41a168",  # Role Based Access Control Administrator
)
"""Roles that the apply identity may not hand out (Azure built-in roles)."""


def root(zone: LandingZone) -> Root:
    """Return the root that organises the tenant: hierarchy, access and policy."""
    return Root(
        name=NAME,
        purpose="Governance: management groups, groups and roles, pipeline identities, policy.",
        providers=(parts.azurerm(zone, zone.file.subscriptions.management), parts.azuread(zone)),
        backend=parts.backend(zone, NAME),
        locals=parts.root_locals(zone, platform_tags(zone.file, "pipeline")),
        calls=(
            _management_groups(zone),
            _groups(zone),
            parts.resource_group("pipeline_resource_group", zone.name("pipeline/resource_group")),
            _pipeline_identities(zone),
            _roles(zone),
            _policies(zone, "platform_policies", "root", _platform_assignments(zone)),
            _policies(zone, "landing_zone_policies", "landingzones", policies.LANDING_ZONES),
        ),
        after=("00-state",),
    )


def _management_groups(zone: LandingZone) -> ModuleCall:
    name, customer = zone.file.customer.code, zone.file.customer.name[:60]
    top, platform, landing_zones = (
        zone.name(f"management_group/{part}") for part in ("root", "platform", "landingzones")
    )
    parent = zone.file.management_groups.parent or zone.file.tenant_id
    groups: dict[str, Value] = {
        top: {"display_name": customer},
        platform: {"display_name": f"{name} platform", "parent": top},
        landing_zones: {"display_name": f"{name} landing zones", "parent": top},
    }
    inputs: dict[str, Value] = {
        "parent_management_group_id": ids.management_group(parent),
        "management_groups": groups,
        "subscriptions": _placement(zone, platform, landing_zones),
    }
    return ModuleCall("management_groups", "management_groups", inputs)


def _placement(zone: LandingZone, platform: str, landing_zones: str) -> dict[str, Value]:
    """Place each subscription in one group; one that carries both kinds is the platform's."""
    subscriptions = zone.file.subscriptions
    placed: dict[str, Value] = {
        entry.subscription: landing_zones for entry in zone.file.landing_zones
    }
    return placed | {subscriptions.management: platform, subscriptions.connectivity: platform}


def _groups(zone: LandingZone) -> ModuleCall:
    groups = zone.file.identity.groups
    described = {
        "platform-admins": groups.platform_admins.description,
        "network-admins": groups.network_admins.description,
        "auditors": groups.auditors.description,
    }
    inputs: dict[str, Value] = {
        "groups": {
            key: {"display_name": zone.name(f"group/{key}"), "description": text}
            for key, text in described.items()
        }
    }
    return ModuleCall("entra_groups", "entra_groups", inputs)


def _pipeline_identities(zone: LandingZone) -> ModuleCall:
    identities: dict[str, Value] = {
        stage: {
            "name": zone.name(f"pipeline/user_assigned_identity/{stage}"),
            "federated_credentials": {"pipeline": _trust(zone, stage)},
        }
        for stage in ("plan", "apply")
    }
    inputs: dict[str, Value] = {
        "identities": identities,
        "location": parts.LOCATION,
        "resource_group_name": Ref("pipeline_resource_group", "name"),
        "tags": parts.TAGS,
    }
    return ModuleCall("pipeline_identities", "user_assigned_identities", inputs)


def _trust(zone: LandingZone, stage: str) -> dict[str, Value]:
    """Whom an identity trusts: one environment, or one service connection, and nothing else."""
    pipeline = zone.file.identity.pipeline
    if isinstance(pipeline, GitHubPipeline):
        return {
            "name": f"github-{stage}",
            "issuer": "https://token.actions.githubusercontent.com",
            "subject": f"repo:{pipeline.organization}/{pipeline.repository}:environment:{stage}",
        }
    return {
        "name": f"azure-devops-{stage}",
        "issuer": f"https://vstoken.dev.azure.com/{pipeline.organization_id}",
        "subject": f"sc://{pipeline.organization}/{pipeline.project}/landing-zone-{stage}",
    }


def _roles(zone: LandingZone) -> ModuleCall:
    top: Value = Ref("management_groups", "ids", (zone.name("management_group/root"),))
    hub = ids.subscription(zone.file.subscriptions.connectivity)
    state = ids.state_account(zone)
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
    return ModuleCall("role_assignments", "role_assignments", {"assignments": assignments})


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


def _platform_assignments(zone: LandingZone) -> tuple[policies.Assignment, ...]:
    regions = zone.file.policy.allowed_regions or (zone.file.region,)
    return (
        *policies.allowed_locations(regions),
        *policies.required_tags(REQUIRED),
        *policies.PLATFORM,
    )


def _policies(
    zone: LandingZone, call: str, group: str, assignments: tuple[policies.Assignment, ...]
) -> ModuleCall:
    inputs: dict[str, Value] = {
        "management_group_id": Ref(
            "management_groups", "ids", (zone.name(f"management_group/{group}"),)
        ),
        "location": parts.LOCATION,
        "assignments": policies.as_inputs(assignments, zone.file.policy.effect),
    }
    return ModuleCall(call, "management_group_policy_assignments", inputs)
