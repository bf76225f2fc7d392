"""Azure Policy assignments as module inputs, and the roles that their identities need."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from landsmith.blueprint.platform.azure_policies import Assignment, Scope
from landsmith.calls import ids
from landsmith.calls.model import Local, Ref, Value
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.policy import Policy

DEFINITIONS = "policy_definitions"
"""Name of the module call that makes definitions of ours."""


def singles(
    zone: LandingZone, scope: Scope, entry: ApplicationLandingZone | None = None
) -> list[Policy]:
    """Return the policies that are assigned by themselves at a scope, or at a landing zone."""
    here = [one for one in zone.policies if one.scope == scope and not one.grouped]
    return [one for one in here if entry is None or one.is_for(entry.compliance)]


def single_inputs(
    zone: LandingZone,
    scope: Scope,
    facts: Mapping[str, Value],
    entry: ApplicationLandingZone | None = None,
) -> dict[str, dict[str, Value]]:
    """Return the module's map of what is assigned by itself at a scope, or a landing zone."""
    found = singles(zone, scope, entry)
    return {policy.name: _input(zone, policy, facts) for policy in found}


def _input(zone: LandingZone, policy: Policy, facts: Mapping[str, Value]) -> dict[str, Value]:
    return {
        "display_name": policy.display_name,
        **announcement(zone, later=policy.later),
        "policy_definition_id": _definition_id(zone, policy),
        **_split(policy.parameters(facts)),
        **({} if policy.enforce else {"enforce": False}),
        **({"identity": True} if policy.entry.needs_identity else {}),
        **({"non_compliance_message": policy.message} if policy.message else {}),
    }


def announcement(zone: LandingZone, *, later: bool) -> dict[str, Value]:
    """Return the description of an assignment that will deny later; else nothing."""
    day = zone.policy.enforce_from
    return {"description": f"Audits now and denies from {day} on."} if later and day else {}


def _definition_id(zone: LandingZone, policy: Policy) -> Value:
    """Return the id of what is assigned; a definition of ours is made in the same root."""
    entry = policy.entry
    if entry.kind == "custom":
        here = policy.scope != "workload"
        made = Ref(DEFINITIONS, "ids", (entry.definition,))
        return made if here else ids.custom_policy(zone, entry.definition)
    return (ids.policy_set if entry.kind == "initiative" else ids.policy)(entry.definition)


def _split(parameters: Mapping[str, Value]) -> dict[str, Value]:
    """Return the parameters by their kind, as the module takes them."""
    texts: dict[str, Value] = {}
    lists: dict[str, Value] = {}
    others: dict[str, Value] = {}
    for name, value in parameters.items():
        if isinstance(value, str):
            texts[name] = value
        elif isinstance(value, (Local, list, tuple)):
            lists[name] = value
        else:
            others[name] = json.dumps(value, ensure_ascii=False)
    parts = {"parameters": texts, "list_parameters": lists, "json_parameters": others}
    return {name: part for name, part in parts.items() if part}


def grants(
    zone: LandingZone, assignment: str, entries: list[Assignment], call: str, scope: Value
) -> Iterator[tuple[str, dict[str, Value]]]:
    """Yield the roles that the identity of an assignment needs, each once, and nothing more."""
    roles = dict.fromkeys(role for entry in entries for role in entry.roles)
    for role in roles:
        at = "" if role.at == "assignment" else f"-{role.at.replace('_', '-')}"
        yield (
            f"{assignment}-{role.name.lower().replace(' ', '-')}{at}",
            {
                "scope": _at(zone, role.at, scope),
                "role_definition_name": role.name,
                "principal_id": Ref(call, "principal_ids", (assignment,)),
                "principal_type": "ServicePrincipal",
            },
        )


def _at(zone: LandingZone, at: str, scope: Value) -> Value:
    """Return where a role is given: what later roots make stands in a subscription that is there.

    Governance is applied before the hub and the workspace, and must be plannable without them.
    """
    subscriptions = zone.subscriptions
    if at == "log_analytics_workspace":
        return ids.subscription(subscriptions.management)
    return ids.subscription(subscriptions.connectivity) if at == "ddos_plan" else scope
