"""Root 10-governance: management groups, groups and roles, pipeline identities, Azure Policy."""

from __future__ import annotations

import json
from collections.abc import Iterator

from landsmith.blueprint.platform import azure_policies
from landsmith.blueprint.platform.azure_policies import Scope
from landsmith.calls import parts
from landsmith.calls.model import ModuleCall, Ref, Root, Value
from landsmith.compose.platform import access, hierarchy, pipeline_roles, pipelines
from landsmith.compose.policy import exemptions, initiatives
from landsmith.compose.policy.initiatives import identities, modifying
from landsmith.compose.policy.policies import DEFINITIONS, grants, single_inputs
from landsmith.compose.policy.policy_facts import platform_facts
from landsmith.landing_zone.landing_zone import LandingZone

NAME = "10-governance"

POLICY_CALLS: dict[Scope, str] = {
    "root": "platform_policies",
    "landingzones": "landing_zone_policies",
    "platform": "platform_group_policies",
    "corp": "corp_policies",
    "online": "online_policies",
    "sandbox": "sandbox_policies",
    "decommissioned": "decommissioned_policies",
}
"""Module calls that assign policies, by the management group."""


def root(zone: LandingZone) -> Root:
    """Return the root that organises the tenant: hierarchy, access and policy."""
    return Root(
        name=NAME,
        purpose="Governance: management groups, groups and roles, pipeline identities, policy.",
        providers=(parts.azurerm(zone, zone.subscriptions.management), parts.azuread(zone)),
        backend=parts.backend(zone, NAME),
        locals=parts.root_locals(zone, zone.tags.platform["pipeline"]),
        calls=tuple(_calls(zone)),
        after=("00-state",),
        moved=hierarchy.moved(zone),
        forgotten=hierarchy.forgotten(zone),
    )


def _calls(zone: LandingZone) -> Iterator[ModuleCall]:
    yield hierarchy.call(zone)
    yield _groups(zone)
    yield parts.resource_group("pipeline_resource_group", zone.name("pipeline/resource_group"))
    yield pipelines.identities(zone)
    yield from access.role_definitions(zone)
    yield pipeline_roles.definitions(zone)
    yield access.role_assignments(zone)
    yield from access.eligible_roles(zone)
    yield from _definitions(zone)
    yield from _initiatives(zone)
    assigned = [(scope, _policies(zone, scope)) for scope in POLICY_CALLS]
    yield from (call for _, call in assigned if call.inputs["assignments"])
    yield from _policy_roles(zone)
    yield from exemptions.platform(zone, POLICY_CALLS)
    yield from _remediations(zone)
    yield from _total_budget(zone)


def _groups(zone: LandingZone) -> ModuleCall:
    teams = zone.identity.groups
    described = {
        "platform-admins": teams.platform_admins.description,
        "network-admins": teams.network_admins.description,
        "auditors": teams.auditors.description,
    }
    inputs: dict[str, Value] = {
        "groups": {
            key: {"display_name": zone.name(f"group/{key}"), "description": text}
            for key, text in described.items()
        }
    }
    return ModuleCall("entra_groups", "entra_groups", inputs)


def _definitions(zone: LandingZone) -> Iterator[ModuleCall]:
    """Yield the call that makes definitions of ours, those that are assigned."""
    used = {p.entry.definition for p in zone.policies if p.entry.kind == "custom"}
    described: dict[str, Value] = {
        item.name: {
            "display_name": item.display_name,
            "description": item.description,
            "mode": item.mode,
            "policy_rule_json": json.dumps(item.policy_rule, ensure_ascii=False),
            "parameters_json": json.dumps(item.parameters, ensure_ascii=False),
            "category": item.category,
            "version": item.version,
        }
        for item in azure_policies.definitions()
        if item.name in used
    }
    if described:
        inputs = {"management_group_id": hierarchy.group(zone, "root"), "definitions": described}
        yield ModuleCall(DEFINITIONS, "policy_definitions", inputs)


def _initiatives(zone: LandingZone) -> Iterator[ModuleCall]:
    described = initiatives.definitions(zone)
    if described:
        inputs = {"management_group_id": hierarchy.group(zone, "root"), "initiatives": described}
        yield ModuleCall(initiatives.CALL, "policy_initiatives", inputs)


def _policies(zone: LandingZone, scope: Scope) -> ModuleCall:
    exists = scope in zone.hierarchy or scope == "root"
    assignments: dict[str, Value] = {
        **single_inputs(zone, scope, platform_facts(zone)),
        **initiatives.assignment_inputs(zone, scope),
    }
    inputs: dict[str, Value] = {
        "management_group_id": hierarchy.group(zone, scope) if exists else None,
        "location": parts.LOCATION,
        "assignments": assignments if exists else {},
    }
    return ModuleCall(POLICY_CALLS[scope], "management_group_policy_assignments", inputs)


def _policy_roles(zone: LandingZone) -> Iterator[ModuleCall]:
    """Yield the call that gives the identities of policies the roles that they need."""
    found: dict[str, Value] = {}
    for scope, call in POLICY_CALLS.items():
        if scope in zone.hierarchy or scope == "root":
            for name, entries in identities(zone, scope):
                group = hierarchy.group(zone, scope)
                found |= {
                    f"{scope}-{key}": grant
                    for key, grant in grants(zone, name, entries, call, group)
                }
    if found:
        yield ModuleCall("policy_roles", "role_assignments", {"assignments": found})


def _remediations(zone: LandingZone) -> Iterator[ModuleCall]:
    """Yield the calls that repair what was there before a policy that modifies."""
    if not zone.policy.remediate:
        return
    for scope, call in POLICY_CALLS.items():
        found: dict[str, Value] = {
            f"{zone.customer.code}-{policy.name}": {
                "policy_assignment_id": Ref(call, "ids", (assignment,)),
                **({"policy_definition_reference_id": policy.name} if grouped else {}),
            }
            for assignment, policy, grouped in modifying(zone, scope)
        }
        if found:
            group = hierarchy.group(zone, scope)
            yield ModuleCall(
                f"{scope}_remediations",
                "policy_remediations",
                {"management_group_id": group, "remediations": found},
                depends_on=("policy_roles",),
            )


def _total_budget(zone: LandingZone) -> Iterator[ModuleCall]:
    """Yield the budget of all subscriptions together; there Azure takes no action groups."""
    budget = zone.monitoring.total_budget
    if budget is not None:
        inputs: dict[str, Value] = {
            "name": zone.name("mgmt/consumption_budget_management_group"),
            "management_group_id": hierarchy.group(zone, "root"),
            **parts.amounts(budget),
            "contact_emails": [contact.email for contact in zone.monitoring.contacts],
        }
        yield ModuleCall("total_budget", "management_group_budget", inputs)
