"""ARM ids, computed from deterministic names, so that roots need not read each other's state."""

from __future__ import annotations

from landsmith.resolve.landing_zone import LandingZone


def subscription(subscription_id: str) -> str:
    """Return ``/subscriptions/<id>``."""
    return f"/subscriptions/{subscription_id}"


def management_group(name: str) -> str:
    """Return a management group's id."""
    return f"/providers/Microsoft.Management/managementGroups/{name}"


def resource_group(subscription_id: str, name: str) -> str:
    """Return a resource group's id."""
    return f"{subscription(subscription_id)}/resourceGroups/{name}"


def resource(subscription_id: str, group: str, type_: str, name: str) -> str:
    """Return a resource's id; ``type_`` is such as ``Microsoft.Network/virtualNetworks``."""
    return f"{resource_group(subscription_id, group)}/providers/{type_}/{name}"


def workspace(zone: LandingZone) -> str:
    """Return the Log Analytics workspace's id."""
    return _management(zone, "Microsoft.OperationalInsights/workspaces", "log_analytics_workspace")


def monitor_workspace(zone: LandingZone) -> str:
    """Return the Azure Monitor workspace's id."""
    return _management(zone, "Microsoft.Monitor/accounts", "monitor_workspace")


def action_group(zone: LandingZone) -> str:
    """Return the platform action group's id."""
    return _management(zone, "Microsoft.Insights/actionGroups", "monitor_action_group")


def state_account(zone: LandingZone) -> str:
    """Return the Terraform state account's id."""
    return resource(
        zone.file.subscriptions.management,
        zone.name("tfstate/resource_group"),
        "Microsoft.Storage/storageAccounts",
        zone.name("tfstate/storage_account"),
    )


def hub_network(zone: LandingZone) -> str:
    """Return the hub network's id."""
    return _hub(zone, "Microsoft.Network/virtualNetworks", zone.name("hub/virtual_network"))


def private_dns_zone(zone: LandingZone, dns_zone: str) -> str:
    """Return the id of a private DNS zone in the hub."""
    return _hub(zone, "Microsoft.Network/privateDnsZones", dns_zone)


def policy(definition: str) -> str:
    """Return the id of a built-in policy definition."""
    return f"/providers/Microsoft.Authorization/policyDefinitions/{definition}"


def policy_set(definition: str) -> str:
    """Return the id of a built-in policy initiative."""
    return f"/providers/Microsoft.Authorization/policySetDefinitions/{definition}"


def _management(zone: LandingZone, type_: str, name: str) -> str:
    group = zone.name("mgmt/resource_group")
    return resource(zone.file.subscriptions.management, group, type_, zone.name(f"mgmt/{name}"))


def _hub(zone: LandingZone, type_: str, name: str) -> str:
    return resource(
        zone.file.subscriptions.connectivity, zone.name("hub/resource_group"), type_, name
    )
