"""Initiatives of our own: policies by area, each with its version pinned."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from landsmith.blueprint.platform.azure_policies import Assignment, Scope
from landsmith.calls import ids
from landsmith.calls.model import Ref, Value
from landsmith.compose.policy.policies import announcement, singles
from landsmith.compose.policy.policy_facts import platform_facts
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.policy import Policy

CALL = "policy_initiatives"
"""Name of the module call that makes them."""

REPAIRS = frozenset({"DeployIfNotExists", "Modify"})
"""Effects that change resources."""


@dataclass(frozen=True)
class Initiative:
    """Policies of one area at one scope; those that modify stand apart, with an identity."""

    name: str
    scope: Scope
    assignment: str
    policies: tuple[Policy, ...]

    @property
    def repairs(self) -> bool:
        """Whether its policies change resources, and so need an identity."""
        return self.policies[0].entry.needs_identity

    @property
    def display_name(self) -> str:
        """What people read."""
        what = self.policies[0].entry.area.replace("-", " ")
        return f"{what[0].upper()}{what[1:]}{' (repairs)' if self.repairs else ''}"


def initiatives(zone: LandingZone) -> tuple[Initiative, ...]:
    """Return every initiative of a landing zone, in the order of the policies' areas."""
    members: dict[tuple[Scope, str, bool], list[Policy]] = {}
    for policy in zone.policies:
        if policy.grouped:
            key = (policy.scope, policy.entry.area, policy.entry.needs_identity)
            members.setdefault(key, []).append(policy)
    return tuple(
        _initiative(zone, scope, f"{area}-repair" if repairs else area, found)
        for (scope, area, repairs), found in members.items()
    )


def _initiative(zone: LandingZone, scope: Scope, area: str, found: list[Policy]) -> Initiative:
    return Initiative(f"{zone.customer.code}-{scope}-{area}", scope, area, tuple(found))


def definitions(zone: LandingZone) -> dict[str, Value]:
    """Return the module's map of initiatives."""
    facts = platform_facts(zone)
    return {item.name: _definition(zone, item, facts) for item in initiatives(zone)}


def _definition(
    zone: LandingZone, initiative: Initiative, facts: Mapping[str, Value]
) -> dict[str, Value]:
    return {
        "display_name": f"{zone.customer.code} {initiative.display_name}",
        "description": f"{initiative.display_name}, each policy with its version pinned.",
        "category": "Landing zone",
        "references": {
            policy.name: {
                "policy_definition_id": ids.policy(policy.entry.definition),
                "version": policy.entry.version,
                **_values(policy, facts),
            }
            for policy in initiative.policies
        },
    }


def _values(policy: Policy, facts: Mapping[str, Value]) -> dict[str, Value]:
    told = {name: {"value": value} for name, value in policy.parameters(facts).items()}
    return {"parameter_values_json": json.dumps(told, ensure_ascii=False)} if told else {}


def at(zone: LandingZone, scope: Scope) -> list[Initiative]:
    """Return the initiatives that are assigned at a scope."""
    return [item for item in initiatives(zone) if item.scope == scope]


def assignment_inputs(zone: LandingZone, scope: Scope) -> dict[str, dict[str, Value]]:
    """Return the module's map of the assignments of initiatives at a scope."""
    return {item.assignment: _assignment(zone, item) for item in at(zone, scope)}


def _assignment(zone: LandingZone, item: Initiative) -> dict[str, Value]:
    here = item.scope != "workload"
    messages: dict[str, Value] = {
        policy.name: policy.message for policy in item.policies if policy.message
    }
    return {
        "display_name": f"{zone.customer.code} {item.display_name}",
        **announcement(zone, later=any(policy.later for policy in item.policies)),
        "policy_definition_id": Ref(CALL, "ids", (item.name,))
        if here
        else ids.initiative(zone, item.name),
        **({"identity": True} if item.repairs else {}),
        **({"reference_messages": messages} if messages else {}),
    }


def identities(zone: LandingZone, scope: Scope) -> Iterator[tuple[str, list[Assignment]]]:
    """Yield each assignment at a scope that has an identity, with what it assigns."""
    for policy in singles(zone, scope):
        if policy.entry.needs_identity:
            yield policy.name, [policy.entry]
    for item in at(zone, scope):
        if item.repairs:
            yield item.assignment, [policy.entry for policy in item.policies]


def modifying(zone: LandingZone, scope: Scope) -> Iterator[tuple[str, Policy, bool]]:
    """Yield each policy at a scope that changes resources: its assignment, and if grouped."""
    for policy in singles(zone, scope):
        if policy.enforce and policy.effect in REPAIRS:
            yield policy.name, policy, False
    for item in at(zone, scope):
        for policy in item.policies:
            if policy.effect in REPAIRS:
                yield item.assignment, policy, True
