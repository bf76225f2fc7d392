"""Root 30-connectivity: hubs, hybrid connectivity, egress and private DNS."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.calls import ids, parts
from landsmith.calls.model import ModuleCall, Ref, Root, Value
from landsmith.compose.monitoring import alerts, baseline, metric_alerts
from landsmith.compose.network import (
    hub_gateways,
    hub_services,
    management,
    private_traffic,
    virtual_wan,
)
from landsmith.compose.network.hub import SECONDARY_LOCATION, HubCalls, firewall_address, hub_calls
from landsmith.compose.network.private_dns import dns_zones
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.subnets import BORN_NAMED, UNGUARDED

NAME = "30-connectivity"


def root(zone: LandingZone) -> Root:
    """Return the root that makes the hubs and everything in them."""
    tags = zone.tags.platform["hub"]
    second = zone.hubs[1:]
    located: dict[str, Value] = {SECONDARY_LOCATION.name: second[0].region} if second else {}
    return Root(
        name=NAME,
        purpose="Connectivity: hub network, hybrid connectivity, egress and private DNS.",
        providers=(parts.azurerm(zone, zone.subscriptions.connectivity),),
        backend=parts.backend(zone, NAME),
        locals={**parts.logging_locals(zone, tags), **located, **parts.dns_locals(tags)},
        calls=tuple(_calls(zone)),
        after=("20-management",),
    )


def _calls(zone: LandingZone) -> Iterator[ModuleCall]:
    for hub in hub_calls(zone):
        yield _resource_group(hub)
        if zone.network.virtual_wan and hub.region.primary:
            yield virtual_wan.virtual_wan(hub)
        yield from _hub(zone, hub)
    if zone.crosses_regions:
        yield _global_peering(zone)
    yield _private_dns(zone)
    yield from _watch(zone)
    subscription = zone.subscriptions.connectivity
    yield from baseline.calls(zone, "hub", subscription, parts.WORKSPACE)


def _resource_group(hub: HubCalls) -> ModuleCall:
    call = hub.call("resource_group")
    made = parts.resource_group(call, hub.name("resource_group"))
    return ModuleCall(call, made.module, {**made.inputs, "location": hub.location})


def _hub(zone: LandingZone, hub: HubCalls) -> Iterator[ModuleCall]:
    yield from hub_services.ddos_plan(hub)
    yield from management.before_network(hub)
    yield from private_traffic.before_network(hub)
    yield _network(zone, hub)
    if zone.network.virtual_wan:
        yield from virtual_wan.virtual_hub(hub)
    else:
        yield from hub_gateways.calls(hub)
        yield from hub_services.firewall(hub)
        yield from hub_services.route_server(hub)
    yield from management.calls(hub)
    yield from hub_services.bastion(hub)
    yield from hub_services.resolver(hub)
    yield from hub_services.hub_flow_logs(hub)
    yield from metric_alerts.hub_calls(hub)


def _network(zone: LandingZone, hub: HubCalls) -> ModuleCall:
    inputs: dict[str, Value] = {
        **hub.placed("virtual_network"),
        "address_space": [str(zone.addresses[hub.region.key])],
        "dns_servers": [str(address) for address in zone.network.dns_servers],
        "subnets": {subnet: _subnet(zone, hub, subnet) for subnet in hub.region.subnets},
        **_between_regions(zone, hub),
    }
    if zone.network.ddos == "plan":
        inputs["ddos_protection_plan_id"] = Ref("ddos_protection_plan", "id")
    inputs |= {"log_analytics_workspace_id": parts.WORKSPACE, "tags": parts.TAGS}
    return hub.make("hub_network", "virtual_network", inputs)


def _subnet(zone: LandingZone, hub: HubCalls, subnet: str) -> dict[str, Value]:
    prefix = str(hub.range(subnet))
    if subnet in UNGUARDED:
        # Azure allows no network security group on gateway and firewall subnets, and their
        # services need outbound access of their own.
        described: dict[str, Value] = {
            "name": subnet,
            "address_prefix": prefix,
            "default_outbound_access": True,
        }
        crosses: dict[str, Value] = {"routed": True} if _crosses(zone, subnet) else {}
        return {**described, **crosses, **private_traffic.subnet_inputs(hub, subnet)}
    group = "bastion" if subnet == "AzureBastionSubnet" else subnet
    described = {
        "name": subnet if subnet in BORN_NAMED else hub.name(f"subnet/{subnet}"),
        "address_prefix": prefix,
        "network_security_group_name": hub.name(f"network_security_group/{group}"),
    }
    resolver = {"delegation": "Microsoft.Network/dnsResolvers"}
    own = resolver if subnet.startswith("dns-") else management.subnet_inputs(hub, subnet)
    return {**described, **own}


def _crosses(zone: LandingZone, subnet: str) -> bool:
    """Return whether a subnet holds a firewall that passes traffic on to the other region's."""
    return subnet == hub_services.SUBNET and zone.crosses_regions


def _between_regions(zone: LandingZone, hub: HubCalls) -> dict[str, Value]:
    """Return the routes of a firewall to the other region, by way of that region's firewall.

    Peering makes the other hub known, not its spokes. The default route keeps one that sites
    announce from taking over, unless tunnelling is wanted.
    """
    if not zone.crosses_regions or not zone.network.firewall_tier:
        return {}
    other = next(one for one in zone.hubs if one.key != hub.region.key)
    routes: dict[str, Value] = {
        f"to-{other.region}-{number}": {
            "address_prefix": str(supernet),
            "next_hop_type": "VirtualAppliance",
            "next_hop_in_ip_address": firewall_address(zone, other.key),
        }
        for number, supernet in enumerate(other.supernets, 1)
    }
    if not zone.network.forced_tunnelling:
        routes["internet"] = {"address_prefix": "0.0.0.0/0", "next_hop_type": "Internet"}
    return {"route_table": {"name": hub.name("route_table"), "routes": routes}}


def _global_peering(zone: LandingZone) -> ModuleCall:
    """Return the peering of the two regions' hubs; each keeps to its own gateway."""
    first, second = hub_calls(zone)
    inputs: dict[str, Value] = {
        "spoke": _half(second, "to-primary"),
        "hub": _half(first, "to-secondary"),
        "use_hub_gateway": False,
    }
    providers = {"azurerm": "azurerm", "azurerm.connectivity": "azurerm"}
    return ModuleCall("global_peering", "virtual_network_peering", inputs, providers=providers)


def _half(hub: HubCalls, part: str) -> dict[str, Value]:
    return {
        "name": hub.name(f"virtual_network_peering/{part}"),
        "virtual_network_name": hub.ref("hub_network", "name"),
        "resource_group_name": hub.ref("resource_group", "name"),
        "virtual_network_id": hub.ref("hub_network", "id"),
    }


def _private_dns(zone: LandingZone) -> ModuleCall:
    links: dict[str, Value] = {
        hub.region.key: {
            "name": hub.name("private_dns_zone_virtual_network_link"),
            "virtual_network_id": hub.ref("hub_network", "id"),
        }
        for hub in hub_calls(zone)
    }
    inputs: dict[str, Value] = {
        "zones": dns_zones(zone),
        "resource_group_name": Ref("resource_group", "name"),
        "virtual_network_links": links,
        "tags": parts.dns_tags(zone.tags.platform["hub"]),
    }
    return ModuleCall("private_dns_zones", "private_dns_zones", inputs)


def _watch(zone: LandingZone) -> Iterator[ModuleCall]:
    """Yield alerts and budget of a subscription that the management root does not watch."""
    subscriptions, budget = zone.subscriptions, zone.monitoring.budget
    if subscriptions.connectivity != subscriptions.management:
        name = zone.name("hub/consumption_budget_subscription")
        yield alerts.call(zone, "hub", subscriptions.connectivity, ids.action_group(zone))
        yield parts.budget(zone, name, subscriptions.connectivity, budget)
