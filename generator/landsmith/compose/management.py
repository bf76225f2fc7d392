"""Root 20-management: logs, metrics, alerts and the management budget."""

from __future__ import annotations

from landsmith.compose import ids, parts
from landsmith.compose.model import ModuleCall, Ref, Root, Value
from landsmith.resolve.landing_zone import LandingZone
from landsmith.resolve.tags import platform_tags

NAME = "20-management"

CHANGES = {
    "policy": ("Microsoft.Authorization/policyAssignments/write", "A policy assignment changed."),
    "network": (
        "Microsoft.Network/networkSecurityGroups/write",
        "A network security group changed.",
    ),
    "roles": ("Microsoft.Authorization/roleAssignments/write", "A role assignment changed."),
}
"""Changes to the platform that somebody has to hear of (catalogue P9)."""


def root(zone: LandingZone) -> Root:
    """Return the root that makes what every other root logs to."""
    monitoring = zone.file.monitoring
    subscription = zone.file.subscriptions.management
    budget_name = zone.name("mgmt/consumption_budget_subscription")
    return Root(
        name=NAME,
        purpose="Monitoring: Log Analytics, Azure Monitor workspace, alerts and the budget.",
        providers=(parts.azurerm(zone, subscription),),
        backend=parts.backend(zone, NAME),
        locals=parts.root_locals(zone, platform_tags(zone.file, "mgmt")),
        calls=(
            parts.resource_group("resource_group", zone.name("mgmt/resource_group")),
            _log_analytics(zone),
            _monitor_workspace(zone),
            _action_group(zone),
            _alerts(zone),
            parts.budget(
                zone, budget_name, subscription, monitoring.budget.amount, monitoring.budget.start
            ),
        ),
        after=("00-state",),
    )


def _log_analytics(zone: LandingZone) -> ModuleCall:
    inputs = _common(zone.name("mgmt/log_analytics_workspace"))
    inputs["retention_in_days"] = zone.file.monitoring.retention_days
    return ModuleCall("log_analytics", "log_analytics", {**inputs, "tags": parts.TAGS})


def _monitor_workspace(zone: LandingZone) -> ModuleCall:
    inputs = _common(zone.name("mgmt/monitor_workspace"))
    return ModuleCall("monitor_workspace", "monitor_workspace", {**inputs, "tags": parts.TAGS})


def _common(name: str) -> dict[str, Value]:
    return {
        "name": name,
        "location": parts.LOCATION,
        "resource_group_name": Ref("resource_group", "name"),
    }


def _action_group(zone: LandingZone) -> ModuleCall:
    receivers = {contact.name: contact.email for contact in zone.file.monitoring.contacts}
    inputs: dict[str, Value] = {
        "name": zone.name("mgmt/monitor_action_group"),
        "short_name": f"{zone.file.customer.code}-ops",
        "resource_group_name": Ref("resource_group", "name"),
        "email_receivers": receivers,
        "tags": parts.TAGS,
    }
    return ModuleCall("action_group", "action_group", inputs)


def _alerts(zone: LandingZone) -> ModuleCall:
    subscriptions = [zone.file.subscriptions.management, zone.file.subscriptions.connectivity]
    inputs: dict[str, Value] = {
        "resource_group_name": Ref("resource_group", "name"),
        "service_health_alert_name": zone.name("mgmt/monitor_activity_log_alert/service-health"),
        "resource_health_alert_name": zone.name("mgmt/monitor_activity_log_alert/resource-health"),
        "administrative_alerts": {key: _change(zone, key) for key in CHANGES},
        "scopes": sorted({ids.subscription(subscription) for subscription in subscriptions}),
        "action_group_id": Ref("action_group", "id"),
        "tags": parts.TAGS,
    }
    return ModuleCall("activity_log_alerts", "activity_log_alerts", inputs)


def _change(zone: LandingZone, key: str) -> dict[str, Value]:
    operation, description = CHANGES[key]
    name = zone.name(f"mgmt/monitor_activity_log_alert/{key}")
    return {"name": name, "operation_name": operation, "description": description}
