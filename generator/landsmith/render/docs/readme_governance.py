"""What a customer's README says of governance, management and identity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.render.docs.readme_operations import global_providers, operation_providers
from landsmith.render.docs.readme_surroundings import surrounding_providers

_PLATFORM_PROVIDERS = ("Authorization", "Consumption", "Insights", "ManagedIdentity", "Network")
_MANAGEMENT_PROVIDERS = ("AlertsManagement", "Monitor", "OperationalInsights", "Storage")
_WORKLOAD_PROVIDERS = (
    "AlertsManagement",
    "Compute",
    "ContainerRegistry",
    "ContainerService",
    "KeyVault",
    "Monitor",
    "OperationalInsights",
    "OperationsManagement",
    "PolicyInsights",
)


def registrations(zone: LandingZone) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each subscription with the resource providers that its roots use."""
    subscriptions = zone.subscriptions
    wanted: dict[str, set[str]] = {}
    wanted.setdefault(subscriptions.management, set()).update(
        _PLATFORM_PROVIDERS, _MANAGEMENT_PROVIDERS, _further(zone)
    )
    wanted.setdefault(subscriptions.connectivity, set()).update(
        # AKS registers its API server in the hub's private DNS zone.
        (*_PLATFORM_PROVIDERS, "ContainerService")
    )
    for subscription in zone.own_subscriptions.values():
        wanted.setdefault(subscription, set()).update(_PLATFORM_PROVIDERS)
    for entry in zone.landing_zones:
        wanted.setdefault(entry.subscription, set()).update(
            (*_PLATFORM_PROVIDERS, *_WORKLOAD_PROVIDERS),
            operation_providers(entry),
            surrounding_providers(entry),
        )
    wanted[subscriptions.connectivity].update(global_providers(zone))
    if zone.network.management and zone.network.management.jump_host:
        wanted[subscriptions.connectivity].add("Compute")
    if zone.network.flow_logs.enabled:
        for entry in zone.landing_zones:
            wanted[entry.subscription].add("Storage")
        wanted[subscriptions.connectivity].add("Storage")
    if zone.monitoring.defender:
        for names in wanted.values():
            names.add("Security")
    return ((subscription, tuple(sorted(names))) for subscription, names in wanted.items())


def _further(zone: LandingZone) -> Iterator[str]:
    """Yield the providers that options of the management subscription use."""
    if zone.monitoring.backup_vault:
        yield "DataProtection"
    if zone.policy.remediate:
        yield "PolicyInsights"


def governance_facts(zone: LandingZone) -> dict[str, Any]:
    """Return what the template asks of governance, management and identity."""
    later = [policy.entry.key for policy in zone.policies if policy.later]
    return {
        "vended": [new.key for new in zone.vending.subscriptions] if zone.vending else [],
        "enforcement": {"day": zone.policy.enforce_from, "policies": list(dict.fromkeys(later))},
        "exemptions": list(zone.exemptions),
        "eligible": zone.identity.eligible,
        "locks": [name.value for key, name in zone.names.items() if key.startswith(_LOCKS)],
        "pipelines": _pipelines(zone),
        "grown": zone.management_groups.hierarchy == "alz",
    }


def _pipelines(zone: LandingZone) -> dict[str, Any]:
    """Return the identities of pipelines, and what they need that no Azure role grants."""
    stages = ("plan", "apply")
    names = {stage: zone.name(f"pipeline/user_assigned_identity/{stage}") for stage in stages}
    return {
        "identities": names,
        "subscription": zone.subscriptions.management,
        "group": zone.name("pipeline/resource_group"),
        "github": zone.identity.pipeline.kind == "github",
        "graph": [
            (names["plan"], "Group.Read.All"),
            (names["apply"], "Group.Read.All"),
            (names["apply"], "Group.Create"),
        ],
    }


_LOCKS = "mgmt/management_lock/"
