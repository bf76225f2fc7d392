"""Exemptions from policy: each where it holds, with its reason and its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from landsmith.blueprint.platform.azure_policies import Scope
from landsmith.blueprint.platform.policy import Exemption
from landsmith.calls import ids
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.compose.platform import hierarchy
from landsmith.compose.policy import initiatives
from landsmith.compose.policy.policies import singles
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone


def platform(zone: LandingZone, calls: Mapping[Scope, str]) -> Iterator[ModuleCall]:
    """Yield the call of the exemptions from policies of management groups."""
    entries = {entry.key: entry for entry in zone.landing_zones}
    found: dict[str, Value] = {}
    for exemption in zone.exemptions:
        scope = scope_of(zone, exemption)
        if scope is None or scope == "workload":
            continue
        entry = entries.get(exemption.at)
        at: dict[str, Value] = (
            {"scope_kind": "subscription", "scope_id": ids.subscription(entry.subscription)}
            if entry
            else {"scope_kind": "management_group", "scope_id": _group(zone, exemption.at)}
        )
        found |= _exemptions(zone, exemption, scope, calls[scope], at)
    if found:
        yield ModuleCall("policy_exemptions", "policy_exemptions", {"exemptions": found})


def workload(zone: LandingZone, entry: ApplicationLandingZone, call: str) -> Iterator[ModuleCall]:
    """Yield the call of the exemptions from the policies of one landing zone's cluster."""
    found: dict[str, Value] = {}
    for exemption in zone.exemptions:
        if exemption.at == entry.key and scope_of(zone, exemption) == "workload":
            group = Ref("cluster_resource_group", "id")
            at: dict[str, Value] = {"scope_kind": "resource_group", "scope_id": group}
            found |= _exemptions(zone, exemption, "workload", call, at)
    if found:
        yield ModuleCall("policy_exemptions", "policy_exemptions", {"exemptions": found})


def scope_of(zone: LandingZone, exemption: Exemption) -> Scope | None:
    """Return the scope at which what is exempt from is assigned."""
    found = (p.scope for p in zone.policies if p.entry.key == exemption.policy)
    return next(found, None)


def _group(zone: LandingZone, part: str) -> Value:
    if part == "root":
        return hierarchy.group(zone, "root")
    return Ref(hierarchy.call_name(zone), "ids", (zone.name(f"management_group/{part}"),))


def _exemptions(
    zone: LandingZone, exemption: Exemption, scope: Scope, call: str, at: dict[str, Value]
) -> dict[str, Value]:
    """Return one exemption for each assignment that holds the policy."""
    assigned = list(_assigned(zone, exemption.policy, scope))
    several = len(assigned) > 1
    return {
        f"{exemption.name}-{name}" if several else exemption.name: {
            **at,
            "policy_assignment_id": Ref(call, "ids", (name,)),
            "category": exemption.category.capitalize(),
            "display_name": f"{exemption.name}: {exemption.at}"[:128],
            "description": exemption.reason,
            "expires_on": f"{exemption.expires_on}T00:00:00Z",
            **({"reference_ids": references} if references else {}),
        }
        for name, references in assigned
    }


def _assigned(zone: LandingZone, key: str, scope: Scope) -> Iterator[tuple[str, list[str]]]:
    """Yield each assignment that holds a policy, with the policy's places in an initiative."""
    for policy in singles(zone, scope):
        if policy.entry.key == key:
            yield policy.name, []
    for item in initiatives.at(zone, scope):
        references = [policy.name for policy in item.policies if policy.entry.key == key]
        if references:
            yield item.assignment, references
