"""ARM ids, computed from deterministic names, so that roots need not read each other's state."""

from __future__ import annotations

from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import JUMP_HOST


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


def cluster(zone: LandingZone, entry: ApplicationLandingZone) -> str:
    """Return the id of a landing zone's cluster."""
    group = zone.name(f"{entry.key}/resource_group/aks")
    name = zone.name(f"{entry.key}/kubernetes_cluster")
    return resource(entry.subscription, group, "Microsoft.ContainerService/managedClusters", name)


def state_group(zone: LandingZone) -> str:
    """Return the id of the resource group that holds the Terraform state account, and only that.

    Roles on the state are given here: the account's lock would keep a role on the account itself
    from ever being taken back ("Lock your Azure resources", considerations).
    """
    return resource_group(zone.subscriptions.management, zone.name("tfstate/resource_group"))


def state_account(zone: LandingZone) -> str:
    """Return the id of the storage account that keeps Terraform's state."""
    account = zone.name("tfstate/storage_account")
    return f"{state_group(zone)}/providers/Microsoft.Storage/storageAccounts/{account}"


def hub_network(zone: LandingZone, hub: str = "hub") -> str:
    """Return the id of a hub's network."""
    return _hub(zone, "Microsoft.Network/virtualNetworks", f"{hub}/virtual_network", hub)


def jump_host(zone: LandingZone) -> str:
    """Return the id of the administrators' machine."""
    key = f"hub/linux_virtual_machine/{JUMP_HOST}"
    return _hub(zone, "Microsoft.Compute/virtualMachines", key, "hub")


def virtual_hub(zone: LandingZone, hub: str) -> str:
    """Return the id of a virtual hub."""
    return _hub(zone, "Microsoft.Network/virtualHubs", f"{hub}/virtual_hub", hub)


def ddos_plan(zone: LandingZone) -> str:
    """Return the DDoS protection plan's id."""
    key = "hub/network_ddos_protection_plan"
    return _hub(zone, "Microsoft.Network/ddosProtectionPlans", key, "hub")


def express_route_circuit(zone: LandingZone, hub: str) -> str:
    """Return the id of the circuit that is ordered with a hub."""
    key = f"{hub}/express_route_circuit"
    return _hub(zone, "Microsoft.Network/expressRouteCircuits", key, hub)


def private_dns_zone(zone: LandingZone, dns_zone: str) -> str:
    """Return the id of a private DNS zone in the hub."""
    group = zone.name("hub/resource_group")
    type_ = "Microsoft.Network/privateDnsZones"
    return resource(zone.subscriptions.connectivity, group, type_, dns_zone)


def policy(definition: str) -> str:
    """Return the id of a built-in policy definition."""
    return f"/providers/Microsoft.Authorization/policyDefinitions/{definition}"


def policy_set(definition: str) -> str:
    """Return the id of a built-in policy initiative."""
    return f"/providers/Microsoft.Authorization/policySetDefinitions/{definition}"


def custom_policy(zone: LandingZone, name: str) -> str:
    """Return the id of a policy definition of ours; it stands at the root management group."""
    return f"{root_group(zone)}/providers/Microsoft.Authorization/policyDefinitions/{name}"


def initiative(zone: LandingZone, name: str) -> str:
    """Return the id of an initiative of ours; it stands at the root management group."""
    return f"{root_group(zone)}/providers/Microsoft.Authorization/policySetDefinitions/{name}"


def root_group(zone: LandingZone) -> str:
    """Return the id of the landing zone's root management group, its own or an adopted one."""
    adopted = zone.management_groups.adopt
    return management_group(adopted or zone.name("management_group/root"))


def backup_vault(zone: LandingZone) -> str:
    """Return the backup vault's id."""
    return _management(
        zone, "Microsoft.DataProtection/backupVaults", "data_protection_backup_vault"
    )


def _management(zone: LandingZone, type_: str, name: str) -> str:
    group = zone.name("mgmt/resource_group")
    return resource(zone.subscriptions.management, group, type_, zone.name(f"mgmt/{name}"))


def _hub(zone: LandingZone, type_: str, key: str, hub: str) -> str:
    group = zone.name(f"{hub}/resource_group")
    return resource(zone.subscriptions.connectivity, group, type_, zone.name(key))
