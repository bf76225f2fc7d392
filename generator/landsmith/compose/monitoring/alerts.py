"""Alerts on the activity log of a subscription."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from landsmith.calls import ids, parts
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import HEALTH_ALERTS, WATCHED_CHANGES

CHANGES = {
    "policy": ("Microsoft.Authorization/policyAssignments/write", "A policy assignment changed."),
    "network": (
        "Microsoft.Network/networkSecurityGroups/write",
        "A network security group changed.",
    ),
    "roles": ("Microsoft.Authorization/roleAssignments/write", "A role assignment changed."),
}
"""Changes to the platform that somebody has to hear of."""


def call(zone: LandingZone, workload: str, subscription: str, action_group: Value) -> ModuleCall:
    """Return the call that makes the alerts of ``mgmt`` or ``hub``.

    Each subscription has alerts of its own: Azure takes a service health alert only in the
    subscription that it watches.
    """
    key = f"{workload}/monitor_activity_log_alert"
    changes = {change: _change(zone.name(f"{key}/{change}"), change) for change in WATCHED_CHANGES}
    group = Ref("resource_group", "name")
    return _call(zone, workload, subscription, (group, action_group), changes)


def landing_zone(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    """Yield the call that makes the alerts of a landing zone's subscription.

    The first root of a subscription watches it for all.
    """
    first = zone.owners[entry.subscription] == entry.key
    if entry.observability.health_alerts and first:
        told = Ref("cluster_resource_group", "name"), ids.action_group(zone)
        yield _call(zone, entry.key, entry.subscription, told, {})


def _call(
    zone: LandingZone,
    workload: str,
    subscription: str,
    told: tuple[Value, Value],
    changes: Mapping[str, Value],
) -> ModuleCall:
    """Return the call; ``told`` are the alerts' resource group and the action group."""
    key = f"{workload}/monitor_activity_log_alert"
    health: dict[str, Value] = {
        f"{part.replace('-', '_')}_alert_name": zone.name(f"{key}/{part}") for part in HEALTH_ALERTS
    }
    inputs: dict[str, Value] = {
        "resource_group_name": told[0],
        **health,
        "administrative_alerts": dict(changes),
        "subscription_id": subscription,
        "action_group_id": told[1],
        "tags": parts.TAGS,
    }
    return ModuleCall("activity_log_alerts", "activity_log_alerts", inputs)


def _change(name: str, change: str) -> dict[str, Value]:
    operation, description = CHANGES[change]
    return {"name": name, "operation_name": operation, "description": description}
