"""Alerts on the activity log of a platform subscription."""

from __future__ import annotations

from landsmith.compose import parts
from landsmith.compose.model import ModuleCall, Ref, Value
from landsmith.resolve.landing_zone import LandingZone
from landsmith.resolve.names import WATCHED_CHANGES

CHANGES = {
    "policy": ("Microsoft.Authorization/policyAssignments/write", "A policy assignment changed."),
    "network": (
        "Microsoft.Network/networkSecurityGroups/write",
        "A network security group changed.",
    ),
    "roles": ("Microsoft.Authorization/roleAssignments/write", "A role assignment changed."),
}
"""Changes to the platform that somebody has to hear of (catalogue P9)."""


def call(zone: LandingZone, workload: str, subscription: str, action_group: Value) -> ModuleCall:
    """Return the call that makes the alerts of ``mgmt`` or ``hub``.

    Each subscription has alerts of its own: Azure takes a service health alert only in the
    subscription that it watches.
    """
    key = f"{workload}/monitor_activity_log_alert"
    inputs: dict[str, Value] = {
        "resource_group_name": Ref("resource_group", "name"),
        "service_health_alert_name": zone.name(f"{key}/service-health"),
        "resource_health_alert_name": zone.name(f"{key}/resource-health"),
        "administrative_alerts": {
            change: _change(zone.name(f"{key}/{change}"), change) for change in WATCHED_CHANGES
        },
        "subscription_id": subscription,
        "action_group_id": action_group,
        "tags": parts.TAGS,
    }
    return ModuleCall("activity_log_alerts", "activity_log_alerts", inputs)


def _change(name: str, change: str) -> dict[str, Value]:
    operation, description = CHANGES[change]
    return {"name": name, "operation_name": operation, "description": description}
