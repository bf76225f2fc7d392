"""Names of the hubs and of everything in them."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.network.hybrid import NewCircuit, Vpn
from landsmith.landing_zone.hub import HubRegion
from landsmith.landing_zone.name import (
    EXPRESS_ROUTE,
    GATEWAY,
    JUMP_HOST,
    MANAGEMENT,
    STATE,
    Name,
    Namer,
)
from landsmith.landing_zone.subnets import BORN_NAMED, UNGUARDED
from landsmith.resolve.addresses.sizing import hub_subnets
from landsmith.resolve.platform.metric_alerts import hub_alerts

DNS_ZONES = "private DNS zones"


def hub_names(file: LandingZoneFile, region: HubRegion, hub: Namer) -> Iterator[Name]:
    """Yield the names of one hub; its resource group's comes first."""
    group = hub.named("azurerm_resource_group")
    yield group
    yield from _network(file, region, hub, group)
    if file.network.virtual_wan:
        yield from _virtual_hub(region, hub, group)
    else:
        yield from _gateways(region, hub, group)
    yield from _circuit(region, hub, group)
    yield from _firewall(file, region, hub, group)
    yield from _services(file, region, hub, group)
    for alert in hub_alerts(file, region):
        yield hub.named("azurerm_monitor_metric_alert", part=alert.part, detail=group.value)


def _network(file: LandingZoneFile, region: HubRegion, hub: Namer, group: Name) -> Iterator[Name]:
    network = hub.named("azurerm_virtual_network", detail=group.value)
    yield network
    for part in hub_subnets(file, region):
        if part not in BORN_NAMED:
            yield hub.named("azurerm_subnet", part=part, detail=network.value)
        if part not in UNGUARDED:
            nsg = "bastion" if part == "AzureBastionSubnet" else part
            yield hub.named("azurerm_network_security_group", part=nsg, detail=group.value)
    yield hub.named("azurerm_private_dns_zone_virtual_network_link", detail=DNS_ZONES)
    if crosses_regions(file) and file.network.firewall_tier:
        yield hub.named("azurerm_route_table", detail=group.value)
    if crosses_regions(file):
        part = "to-secondary" if region.primary else "to-primary"
        yield hub.named("azurerm_virtual_network_peering", part=part, detail=network.value)


def crosses_regions(file: LandingZoneFile) -> bool:
    """Return whether two hub networks are peered; virtual hubs find each other."""
    return file.secondary_region is not None and not file.network.virtual_wan


def _gateways(region: HubRegion, hub: Namer, group: Name) -> Iterator[Name]:
    if region.vpn:
        yield from _vpn(region.vpn, hub, group)
    if region.express_route:
        type_ = "azurerm_virtual_network_gateway"
        yield hub.named(type_, part=EXPRESS_ROUTE, detail=group.value)
        yield hub.named(f"{type_}_connection", part=EXPRESS_ROUTE, detail=group.value)


def _vpn(vpn: Vpn, hub: Namer, group: Name) -> Iterator[Name]:
    yield hub.named("azurerm_virtual_network_gateway", detail=group.value)
    for part in ("vpn-1", "vpn-2")[: 2 if vpn.active_active else 1]:
        yield hub.named("azurerm_public_ip", part=part, detail=group.value)
    for site in vpn.sites:
        yield hub.named("azurerm_local_network_gateway", part=site.name, detail=group.value)
        type_ = "azurerm_virtual_network_gateway_connection"
        yield hub.named(type_, part=site.name, detail=group.value)


def _virtual_hub(region: HubRegion, hub: Namer, group: Name) -> Iterator[Name]:
    if region.primary:
        yield hub.named("azurerm_virtual_wan", detail=group.value)
    virtual = hub.named("azurerm_virtual_hub", detail=group.value)
    yield virtual
    yield hub.named("azurerm_virtual_hub_routing_intent", detail=virtual.value)
    yield hub.named("azurerm_virtual_hub_connection", detail=virtual.value)
    if region.vpn:
        gateway = hub.named("azurerm_vpn_gateway", detail=group.value)
        yield gateway
        for site in region.vpn.sites:
            yield hub.named("azurerm_vpn_site", part=site.name, detail=group.value)
            type_ = "azurerm_vpn_gateway_connection"
            yield hub.named(type_, part=site.name, detail=gateway.value)
    if region.express_route:
        gateway = hub.named("azurerm_express_route_gateway", detail=group.value)
        yield gateway
        yield hub.named("azurerm_express_route_connection", detail=gateway.value)


def _circuit(region: HubRegion, hub: Namer, group: Name) -> Iterator[Name]:
    if region.express_route and isinstance(region.express_route.circuit, NewCircuit):
        yield hub.named("azurerm_express_route_circuit", detail=group.value)


def firewall_addresses(file: LandingZoneFile) -> tuple[str, ...]:
    """Return the parts of the firewall's public addresses: the first has no number."""
    if file.network.forced_tunnelling or file.network.virtual_wan:
        return ()
    more = range(2, file.network.firewall.public_ip_count + 1)
    return ("firewall", *(f"firewall-{number}" for number in more))


def _firewall(file: LandingZoneFile, region: HubRegion, hub: Namer, group: Name) -> Iterator[Name]:
    tier = file.network.firewall_tier
    if not tier:
        return
    if region.has_gateway and not file.network.virtual_wan:
        yield hub.named("azurerm_route_table", part=GATEWAY, detail=group.value)
    yield hub.named("azurerm_firewall", detail=group.value)
    # A policy of another tier is another policy, which stands beside the old one for a while.
    yield hub.named("azurerm_firewall_policy", part=tier.lower(), detail=group.value)
    managed = "AzureFirewallManagementSubnet" in hub_subnets(file, region)
    for part in (*firewall_addresses(file), *(("firewall-management",) if managed else ())):
        yield hub.named("azurerm_public_ip", part=part, detail=group.value)


def _services(file: LandingZoneFile, region: HubRegion, hub: Namer, group: Name) -> Iterator[Name]:
    network, detail = file.network, group.value
    if network.bastion.sku != "none" and region.primary:
        yield hub.named("azurerm_bastion_host", detail=detail)
        if not network.bastion.private_only:
            yield hub.named("azurerm_public_ip", part="bastion", detail=detail)
    if network.ddos == "plan" and region.primary:
        yield hub.named("azurerm_network_ddos_protection_plan", detail=detail)
    if network.dns_resolver.enabled:
        resolver = hub.named("azurerm_private_dns_resolver", detail=detail)
        yield resolver
        for way in ("inbound", "outbound"):
            yield hub.named(f"azurerm_private_dns_resolver_{way}_endpoint", detail=resolver.value)
        ruleset = "azurerm_private_dns_resolver_dns_forwarding_ruleset"
        yield hub.named(ruleset, detail=detail)
        yield hub.named("azurerm_private_dns_resolver_virtual_network_link", detail=detail)
    if network.route_server.enabled and region.primary and not network.virtual_wan:
        yield hub.named("azurerm_route_server", detail=detail)
        yield hub.named("azurerm_public_ip", part="route-server", detail=detail)
    if region.primary:
        yield from _management(file, hub, detail)
    if network.flow_logs.enabled:
        yield from flow_log_names(hub)


def _management(file: LandingZoneFile, hub: Namer, detail: str) -> Iterator[Name]:
    """Yield the names of what the management subnets have, the way out of them first."""
    chosen = file.network.management
    if chosen is None:
        return
    if file.network.hub_firewall:
        yield hub.named("azurerm_route_table", part=MANAGEMENT, detail=detail)
    else:
        yield hub.named("azurerm_nat_gateway", part=MANAGEMENT, detail=detail)
        yield hub.named("azurerm_public_ip", part=MANAGEMENT, detail=detail)
    if chosen.private_runners:
        yield hub.named("azurerm_private_endpoint", part=STATE, detail=detail)
        yield hub.named("azurerm_network_interface", part=STATE, detail=detail)
    if chosen.jump_host:
        yield hub.named("azurerm_linux_virtual_machine", part=JUMP_HOST, detail=detail)
        yield hub.named("azurerm_network_interface", part=JUMP_HOST, detail=detail)


def flow_log_names(workload: Namer) -> Iterator[Name]:
    """Yield the names of a network's flow log and of the account that keeps it."""
    yield workload.named("azurerm_network_watcher_flow_log")
    yield workload.named("azurerm_storage_account", part="flow")
