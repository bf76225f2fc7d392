"""Every name of a landing zone, decided once; compose only looks them up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from landsmith.blueprint.base import Loc
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.network import VpnHybrid
from landsmith.blueprint.regions import REGIONS
from landsmith.resolve.naming import Name, Workload

PLATFORM_ENVIRONMENT = "prod"
DNS_ZONES = "private DNS zones"
WATCHED_CHANGES = ("policy", "network", "roles")
PLATFORM_GROUPS = ("platform-admins", "network-admins", "auditors")


def names(file: LandingZoneFile) -> Iterator[Name]:
    """Yield every name that the landing zone needs."""
    yield from _tenant(file)
    yield from _bootstrap(_platform(file, "tfstate", file.subscriptions.management))
    yield from _pipeline(_platform(file, "pipeline", file.subscriptions.management))
    yield from _management(_platform(file, "mgmt", file.subscriptions.management))
    yield from _hub(file, _platform(file, "hub", file.subscriptions.connectivity))
    for index, entry in enumerate(file.landing_zones):
        yield from _landing_zone(file, entry, ("landing_zones", index, "name"))


def _platform(file: LandingZoneFile, name: str, subscription: str) -> Workload:
    return _workload(file, name, name, PLATFORM_ENVIRONMENT, subscription, ("customer", "code"))


def _workload(
    file: LandingZoneFile, key: str, name: str, environment: str, subscription: str, field: Loc
) -> Workload:
    region_code = REGIONS[file.region].code
    return Workload(key, name, environment, region_code, subscription, file.tenant_id, field)


def _tenant(file: LandingZoneFile) -> Iterator[Name]:
    code, field = file.customer.code, ("customer", "code")
    for part in ("", "platform", "landingzones"):
        value = "-".join(piece for piece in ("mg", code, part) if piece)
        yield Name(
            f"management_group/{part or 'root'}", "azurerm_management_group", "tenant", value, field
        )
    for part in PLATFORM_GROUPS:
        yield Name(f"group/{part}", "azuread_group", "tenant", f"sg-{code}-{part}", field)


def _bootstrap(state: Workload) -> Iterator[Name]:
    yield state.named("azurerm_resource_group")
    yield state.named("azurerm_storage_account")
    yield state.named("azurerm_management_lock")


def _pipeline(pipeline: Workload) -> Iterator[Name]:
    group = pipeline.named("azurerm_resource_group")
    yield group
    for part in ("plan", "apply"):
        yield pipeline.named("azurerm_user_assigned_identity", part=part, detail=group.value)


def _management(mgmt: Workload) -> Iterator[Name]:
    group = mgmt.named("azurerm_resource_group")
    yield group
    for type_ in (
        "azurerm_log_analytics_workspace",
        "azurerm_monitor_workspace",
        "azurerm_monitor_action_group",
    ):
        yield mgmt.named(type_, detail=group.value)
    yield from _alerts(mgmt, group)
    yield mgmt.named("azurerm_consumption_budget_subscription")


def _alerts(workload: Workload, group: Name) -> Iterator[Name]:
    """Yield the alerts on a platform subscription; they stand in the subscription they watch."""
    for part in ("service-health", "resource-health", *WATCHED_CHANGES):
        yield workload.named("azurerm_monitor_activity_log_alert", part=part, detail=group.value)


def _hub(file: LandingZoneFile, hub: Workload) -> Iterator[Name]:
    group = hub.named("azurerm_resource_group")
    yield group
    network = hub.named("azurerm_virtual_network", detail=group.value)
    yield network
    yield hub.named("azurerm_subnet", part="shared", detail=network.value)
    yield hub.named("azurerm_network_security_group", part="shared", detail=group.value)
    yield hub.named("azurerm_private_dns_zone_virtual_network_link", detail=DNS_ZONES)
    yield hub.named("azurerm_consumption_budget_subscription")
    if file.subscriptions.connectivity != file.subscriptions.management:
        yield from _alerts(hub, group)
    if isinstance(file.network.hybrid, VpnHybrid):
        yield from _vpn(file.network.hybrid, hub, group)
    if file.network.egress == "firewall_basic":
        yield from _firewall(hub, group)


def _vpn(vpn: VpnHybrid, hub: Workload, group: Name) -> Iterator[Name]:
    yield hub.named("azurerm_virtual_network_gateway", detail=group.value)
    for part in ("vpn-1", "vpn-2")[: 2 if vpn.active_active else 1]:
        yield hub.named("azurerm_public_ip", part=part, detail=group.value)
    for site in vpn.sites:
        yield hub.named("azurerm_local_network_gateway", part=site.name, detail=group.value)
        type_ = "azurerm_virtual_network_gateway_connection"
        yield hub.named(type_, part=site.name, detail=group.value)


def _firewall(hub: Workload, group: Name) -> Iterator[Name]:
    yield hub.named("azurerm_firewall", detail=group.value)
    yield hub.named("azurerm_firewall_policy", detail=group.value)
    for part in ("firewall", "firewall-management"):
        yield hub.named("azurerm_public_ip", part=part, detail=group.value)


def _landing_zone(file: LandingZoneFile, entry: LandingZoneEntry, field: Loc) -> Iterator[Name]:
    zone = _workload(file, entry.key, entry.name, entry.environment, entry.subscription, field)
    yield from _spoke(file, entry, zone)
    yield from _cluster(zone)
    yield zone.named("azurerm_consumption_budget_subscription")
    for part in ("aks-admins", "aks-readers"):
        value = f"sg-{file.customer.code}-{entry.key}-{part}"
        yield Name(f"{entry.key}/group/{part}", "azuread_group", "tenant", value, field)


def spoke_subnets(entry: LandingZoneEntry) -> tuple[str, ...]:
    """Return a spoke's subnets: nodes, pods where they have one, endpoints, ingress."""
    pods = ("pods",) if entry.aks.network.pod_mode == "pod_subnet" else ()
    return ("nodes", *pods, "private-endpoints", "ingress")


def _spoke(file: LandingZoneFile, entry: LandingZoneEntry, zone: Workload) -> Iterator[Name]:
    group = zone.named("azurerm_resource_group", part="network")
    yield group
    network = zone.named("azurerm_virtual_network", detail=group.value)
    yield network
    for part in spoke_subnets(entry):
        yield zone.named("azurerm_subnet", part=part, detail=network.value)
        yield zone.named("azurerm_network_security_group", part=part, detail=group.value)
    yield zone.named("azurerm_virtual_network_peering", part="to-hub", detail=network.value)
    in_hub = replace(zone, container=file.subscriptions.connectivity)
    yield in_hub.named("azurerm_private_dns_zone_virtual_network_link", detail=DNS_ZONES)
    yield in_hub.named("azurerm_virtual_network_peering", part="from-hub", detail="hub")
    if file.network.egress == "nat_gateway":
        yield zone.named("azurerm_nat_gateway", detail=group.value)
        yield zone.named("azurerm_public_ip", part="nat", detail=group.value)
    else:
        yield zone.named("azurerm_route_table", detail=group.value)


def _cluster(zone: Workload) -> Iterator[Name]:
    group = zone.named("azurerm_resource_group", part="aks")
    yield group
    yield zone.named("azurerm_resource_group", part="nodes")
    for part in ("control-plane", "kubelet"):
        yield zone.named("azurerm_user_assigned_identity", part=part, detail=group.value)
    for type_ in (
        "azurerm_kubernetes_cluster",
        "azurerm_container_registry",
        "azurerm_key_vault",
        "azurerm_monitor_data_collection_endpoint",
        "azurerm_monitor_alert_prometheus_rule_group",
    ):
        yield zone.named(type_, detail=group.value)
    for part in ("insights", "metrics"):
        yield zone.named("azurerm_monitor_data_collection_rule", part=part, detail=group.value)
    for part in ("registry", "vault"):
        yield zone.named("azurerm_private_endpoint", part=part, detail=group.value)
        yield zone.named("azurerm_network_interface", part=part, detail=group.value)
