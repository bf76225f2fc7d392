"""Every name of a landing zone, decided once; compose only looks them up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from landsmith.blueprint.base import Loc
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.offers.regions import REGIONS
from landsmith.landing_zone.name import GLOBAL, HEALTH_ALERTS, WATCHED_CHANGES, Name, Namer
from landsmith.resolve.addresses.sizing import subnet_prefixes
from landsmith.resolve.cluster.egress import outbound_type
from landsmith.resolve.cluster.pools import node_pools
from landsmith.resolve.names.connectivity import DNS_ZONES, flow_log_names, hub_names
from landsmith.resolve.names.global_entry import global_names
from landsmith.resolve.names.governance import (
    landing_zone_names,
    management_group_names,
    management_names,
)
from landsmith.resolve.names.operations import operation_names
from landsmith.resolve.names.surroundings import surrounding_names
from landsmith.resolve.platform.hierarchy import own_subscriptions
from landsmith.resolve.platform.hubs import hub_of, hubs, region_of

PLATFORM_ENVIRONMENT = "prod"
PLATFORM_GROUPS = ("platform-admins", "network-admins", "auditors")


def names(file: LandingZoneFile) -> Iterator[Name]:
    """Yield every name that the landing zone needs."""
    yield from _tenant(file)
    yield from _bootstrap(_platform(file, "tfstate", file.subscriptions.management))
    yield from _pipeline(_platform(file, "pipeline", file.subscriptions.management))
    yield from _management(file, _platform(file, "mgmt", file.subscriptions.management))
    yield from _hub(file, _platform(file, "hub", file.subscriptions.connectivity))
    for part, subscription in own_subscriptions(file).items():
        yield from _watched(_platform(file, part, subscription))
    yield from global_names(file, _platform(file, GLOBAL, file.subscriptions.connectivity))
    for index, entry in enumerate(file.landing_zones):
        yield from _landing_zone(file, entry, ("landing_zones", index, "name"))


def _platform(file: LandingZoneFile, name: str, subscription: str) -> Namer:
    return _workload(file, name, name, PLATFORM_ENVIRONMENT, subscription, ("customer", "code"))


def _workload(
    file: LandingZoneFile, key: str, name: str, environment: str, subscription: str, field: Loc
) -> Namer:
    region_code = REGIONS[file.region].code
    return Namer(key, name, environment, region_code, subscription, file.tenant_id, field)


def _tenant(file: LandingZoneFile) -> Iterator[Name]:
    code, field = file.customer.code, ("customer", "code")
    yield from management_group_names(file)
    for part in PLATFORM_GROUPS:
        yield Name(f"group/{part}", "azuread_group", "tenant", f"sg-{code}-{part}", field)


def _bootstrap(state: Namer) -> Iterator[Name]:
    yield state.named("azurerm_resource_group")
    yield state.named("azurerm_storage_account")
    yield state.named("azurerm_management_lock")


def _pipeline(pipeline: Namer) -> Iterator[Name]:
    group = pipeline.named("azurerm_resource_group")
    yield group
    for part in ("plan", "apply"):
        yield pipeline.named("azurerm_user_assigned_identity", part=part, detail=group.value)


def _management(file: LandingZoneFile, mgmt: Namer) -> Iterator[Name]:
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
    yield from management_names(file, mgmt, group)


def _alerts(workload: Namer, group: Name) -> Iterator[Name]:
    """Yield the alerts on a platform subscription; they stand in the subscription they watch."""
    for part in (*HEALTH_ALERTS, *WATCHED_CHANGES):
        yield workload.named("azurerm_monitor_activity_log_alert", part=part, detail=group.value)


def _hub(file: LandingZoneFile, hub: Namer) -> Iterator[Name]:
    """Yield the names of each region's hub, and of what watches their subscription."""
    decided = list(hub_names(file, hubs(file)[0], hub))
    yield from decided
    for second in hubs(file)[1:]:
        region_code = REGIONS[second.region].code
        yield from hub_names(file, second, replace(hub, key=second.key, region_code=region_code))
    yield hub.named("azurerm_consumption_budget_subscription")
    if file.subscriptions.connectivity != file.subscriptions.management:
        yield from _alerts(hub, decided[0])


def _watched(workload: Namer) -> Iterator[Name]:
    """Yield the names of what watches the identity or the security subscription."""
    group = workload.named("azurerm_resource_group")
    yield group
    yield from _alerts(workload, group)
    yield workload.named("azurerm_consumption_budget_subscription")


def _landing_zone(file: LandingZoneFile, entry: LandingZoneEntry, field: Loc) -> Iterator[Name]:
    zone = _workload(file, entry.key, entry.name, entry.environment, entry.subscription, field)
    zone = replace(zone, region_code=REGIONS[region_of(file, entry)].code)
    yield from _spoke(file, entry, zone)
    yield from _cluster(zone)
    yield from _placements(file, entry, zone)
    yield from surrounding_names(entry, zone)
    yield from landing_zone_names(file, entry, zone)
    yield from operation_names(entry, zone)
    yield zone.named("azurerm_consumption_budget_subscription")
    own = [f"team-{team.name}" for team in entry.teams if team.group_object_id is None]
    for part in ("aks-admins", "aks-readers", *own):
        value = f"sg-{file.customer.code}-{entry.key}-{part}"
        yield Name(f"{entry.key}/group/{part}", "azuread_group", "tenant", value, field)


def _spoke(file: LandingZoneFile, entry: LandingZoneEntry, zone: Namer) -> Iterator[Name]:
    group = zone.named("azurerm_resource_group", part="network")
    yield group
    network = zone.named("azurerm_virtual_network", detail=group.value)
    yield network
    for part in subnet_prefixes(file, entry):
        yield zone.named("azurerm_subnet", part=part, detail=network.value)
        yield zone.named("azurerm_network_security_group", part=part, detail=group.value)
    in_hub = replace(zone, container=file.subscriptions.connectivity)
    yield in_hub.named("azurerm_private_dns_zone_virtual_network_link", detail=DNS_ZONES)
    hub = hub_of(file, entry).key
    if file.network.virtual_wan:
        yield in_hub.named("azurerm_virtual_hub_connection", detail=hub)
    else:
        yield zone.named("azurerm_virtual_network_peering", part="to-hub", detail=network.value)
        yield in_hub.named("azurerm_virtual_network_peering", part="from-hub", detail=hub)
    way_out = outbound_type(file.network, entry)
    if way_out == "userAssignedNATGateway":
        yield zone.named("azurerm_nat_gateway", detail=group.value)
        yield zone.named("azurerm_public_ip", part="nat", detail=group.value)
    elif way_out == "userDefinedRouting":
        yield zone.named("azurerm_route_table", detail=group.value)
    if file.network.flow_logs.enabled:
        yield from flow_log_names(zone)


def _placements(file: LandingZoneFile, entry: LandingZoneEntry, zone: Namer) -> Iterator[Name]:
    """Yield the names of what single node pools stand on."""
    group = f"{entry.key}/resource_group/aks"
    for pool in node_pools(file, entry).values():
        if pool.user and pool.user.proximity_placement:
            type_ = "azurerm_proximity_placement_group"
            yield zone.named(type_, part=pool.name, detail=group)
        if pool.user and pool.user.dedicated_hosts:
            for type_ in ("azurerm_dedicated_host_group", "azurerm_dedicated_host"):
                yield zone.named(type_, part=pool.name, detail=group)


def _cluster(zone: Namer) -> Iterator[Name]:
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
    ):
        yield zone.named(type_, detail=group.value)
    for part in ("insights", "metrics"):
        yield zone.named("azurerm_monitor_data_collection_rule", part=part, detail=group.value)
    for part in ("registry", "vault"):
        yield zone.named("azurerm_private_endpoint", part=part, detail=group.value)
        yield zone.named("azurerm_network_interface", part=part, detail=group.value)
