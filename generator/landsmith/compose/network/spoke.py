"""The network of an application landing zone: spoke, peering, DNS links and egress."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.network.global_entry import FrontDoor
from landsmith.calls import ids, parts
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.calls.private_endpoint import DNS_ZONES
from landsmith.compose.network.gateway_subnets import subnet_inputs
from landsmith.compose.network.hub import firewall_address, spoke_dns
from landsmith.compose.network.hub_services import flow_log_inputs
from landsmith.compose.network.private_dns import dns_zones
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.subnets import NO_DEFAULT_ROUTE

CONNECTIVITY = "azurerm.connectivity"
HUB_FIREWALL = "hub_firewall"
FIREWALL_ADDRESSES = "firewall_addresses"
DELEGATIONS = {
    "pods": "Microsoft.ContainerService/managedClusters",
    "api-server": "Microsoft.ContainerService/managedClusters",
    "virtual-nodes": "Microsoft.ContainerInstance/containerGroups",
}
"""Subnets that are a service's own, and whose."""


def dns_zone_ids(zone: LandingZone) -> dict[str, Value]:
    """Return the ids of the hub's private DNS zones, by zone."""
    return {name: ids.private_dns_zone(zone, name) for name in dns_zones(zone)}


def egress_subnet(subnet: str) -> bool:
    """Return whether nodes or pods leave the network from a subnet."""
    return subnet == "virtual-nodes" or subnet.split("-")[0] in ("nodes", "pods")


def inspected_subnet(zone: LandingZone, subnet: str) -> bool:
    """Return whether what leaves a subnet is routed to the hub's firewall.

    A virtual hub sends the routes of private traffic itself.
    """
    return egress_subnet(subnet) or not (zone.network.virtual_wan or subnet in NO_DEFAULT_ROUTE)


def calls(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    """Yield the module calls of a spoke, in the order they are read."""
    yield parts.resource_group(
        "network_resource_group", zone.name(f"{entry.key}/resource_group/network")
    )
    yield from _hub_firewall(zone, entry)
    yield from _firewall_addresses(zone, entry)
    yield _network(zone, entry)
    yield _peering(zone, entry) if not zone.network.virtual_wan else _connection(zone, entry)
    yield _dns_links(zone, entry)
    if translated(entry):
        yield _nat_gateway(zone, entry)
    if zone.network.flow_logs.enabled:
        yield _flow_logs(zone, entry)


def join(zone: LandingZone) -> str:
    """Return the call that joins a spoke to its hub."""
    return "hub_connection" if zone.network.virtual_wan else "hub_peering"


def routed(entry: ApplicationLandingZone) -> bool:
    """Return whether nodes leave by routes of the spoke's own to the hub's firewall.

    Behind a virtual hub too, which sends the route itself: AKS wants it in a table of the subnet
    ("Customize cluster egress with outbound types", user-defined routing).
    """
    return entry.outbound_type == "userDefinedRouting"


def translated(entry: ApplicationLandingZone) -> bool:
    """Return whether nodes leave by a NAT gateway of the spoke."""
    return entry.outbound_type == "userAssignedNATGateway"


def _network(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    inputs: dict[str, Value] = {
        "name": zone.name(f"{entry.key}/virtual_network"),
        "location": parts.LOCATION,
        "resource_group_name": Ref("network_resource_group", "name"),
        "address_space": [str(zone.addresses[entry.key])],
        "dns_servers": spoke_dns(zone, entry.hub.key),
        "subnets": {subnet: _subnet(zone, entry, subnet) for subnet in entry.subnets},
    }
    if routed(entry):
        inputs["route_table"] = _route_table(zone, entry)
    if zone.network.ddos == "plan":
        inputs["ddos_protection_plan_id"] = ids.ddos_plan(zone)
    inputs |= {"log_analytics_workspace_id": parts.WORKSPACE, "tags": parts.TAGS}
    return ModuleCall("spoke_network", "virtual_network", inputs)


def _subnet(zone: LandingZone, entry: ApplicationLandingZone, subnet: str) -> dict[str, Value]:
    described: dict[str, Value] = {
        "name": zone.name(f"{entry.key}/subnet/{subnet}"),
        "address_prefix": str(zone.addresses[f"{entry.key}/{subnet}"]),
        "network_security_group_name": zone.name(f"{entry.key}/network_security_group/{subnet}"),
    }
    if subnet in DELEGATIONS:
        described["delegation"] = DELEGATIONS[subnet]
    if routed(entry) and inspected_subnet(zone, subnet):
        described["routed"] = True
    if subnet == "ingress" and _published(zone, entry):
        described["private_link_services"] = True
    return described | subnet_inputs(entry, subnet)


def _published(zone: LandingZone, entry: ApplicationLandingZone) -> bool:
    """Return whether Front Door reaches the cluster's load balancer by private link."""
    front = zone.global_entry
    if not isinstance(front, FrontDoor):
        return False
    return entry.key in [origin.landing_zone for origin in front.origins]


def _route_table(zone: LandingZone, entry: ApplicationLandingZone) -> dict[str, Value]:
    default: Value = {
        "address_prefix": "0.0.0.0/0",
        "next_hop_type": "VirtualAppliance",
        "next_hop_in_ip_address": _next_hop(zone, entry),
    }
    table: dict[str, Value] = {
        "name": zone.name(f"{entry.key}/route_table"),
        "routes": {"default": default},
    }
    # Routes that gateways announce would lead past the firewall; a virtual hub's lead to it.
    return table if zone.network.virtual_wan else {**table, "bgp_route_propagation_enabled": False}


def _next_hop(zone: LandingZone, entry: ApplicationLandingZone) -> str | Ref:
    """Return the firewall's private address, which in a virtual hub Azure alone knows."""
    if zone.network.virtual_wan:
        return Ref(HUB_FIREWALL, "private_ip_address")
    return firewall_address(zone, entry.hub.key)


def _hub_firewall(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    """Yield the call that reads the addresses of a virtual hub's firewall."""
    if not (zone.network.virtual_wan and routed(entry)):
        return
    inputs: dict[str, Value] = {
        "name": zone.name(f"{entry.hub.key}/firewall"),
        "resource_group_name": zone.name(f"{entry.hub.key}/resource_group"),
    }
    providers = {"azurerm": CONNECTIVITY}
    yield ModuleCall(HUB_FIREWALL, "virtual_hub_firewall", inputs, providers=providers)


def public_behind_egress(entry: ApplicationLandingZone) -> bool:
    """Return whether the allow-list of a public API server has to hold the cluster's egress."""
    public = entry.aks.network.api_server.access == "public"
    return public and entry.outbound_type != "loadBalancer"


def _firewall_addresses(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    """Yield the call that reads the public addresses of a firewall in a hub network."""
    if zone.network.virtual_wan or not (routed(entry) and public_behind_egress(entry)):
        return
    hub = entry.hub
    inputs: dict[str, Value] = {
        "names": [zone.name(f"{hub.key}/public_ip/{part}") for part in hub.firewall_addresses],
        "resource_group_name": zone.name(f"{hub.key}/resource_group"),
    }
    providers = {"azurerm": CONNECTIVITY}
    yield ModuleCall(FIREWALL_ADDRESSES, "public_ip_addresses", inputs, providers=providers)


def _peering(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    hub = entry.hub
    route_server = zone.network.route_server.enabled and hub.primary
    inputs: dict[str, Value] = {
        "spoke": {
            "name": zone.name(f"{entry.key}/virtual_network_peering/to-hub"),
            "virtual_network_name": Ref("spoke_network", "name"),
            "resource_group_name": Ref("network_resource_group", "name"),
            "virtual_network_id": Ref("spoke_network", "id"),
        },
        "hub": {
            "name": zone.name(f"{entry.key}/virtual_network_peering/from-hub"),
            "virtual_network_name": zone.name(f"{hub.key}/virtual_network"),
            "resource_group_name": zone.name(f"{hub.key}/resource_group"),
            "virtual_network_id": ids.hub_network(zone, hub.key),
        },
        "use_hub_gateway": hub.has_gateway or route_server,
    }
    providers = {"azurerm": "azurerm", CONNECTIVITY: CONNECTIVITY}
    return ModuleCall("hub_peering", "virtual_network_peering", inputs, providers=providers)


def _connection(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    inputs: dict[str, Value] = {
        "name": zone.name(f"{entry.key}/virtual_hub_connection"),
        "virtual_hub_id": ids.virtual_hub(zone, entry.hub.key),
        "remote_virtual_network_id": Ref("spoke_network", "id"),
    }
    if entry.outbound_type == "none":
        inputs["internet_security_enabled"] = False
    providers = {"azurerm": CONNECTIVITY}
    return ModuleCall("hub_connection", "virtual_hub_connection", inputs, providers=providers)


def _flow_logs(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    group, network = Ref("network_resource_group", "name"), Ref("spoke_network", "id")
    region = entry.region
    inputs = flow_log_inputs(zone, entry.key, region, parts.LOCATION, group, network)
    return ModuleCall("flow_logs", "flow_logs", inputs)


def _dns_links(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    inputs: dict[str, Value] = {
        "zone_ids": DNS_ZONES,
        "link_name": zone.name(f"{entry.key}/private_dns_zone_virtual_network_link"),
        "virtual_network_id": Ref("spoke_network", "id"),
        "tags": parts.dns_tags(entry.tags),
    }
    return ModuleCall(
        "dns_links", "private_dns_zone_links", inputs, providers={"azurerm": CONNECTIVITY}
    )


def _nat_gateway(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    subnets = [part for part in entry.subnets if egress_subnet(part)]
    inputs: dict[str, Value] = {
        "name": zone.name(f"{entry.key}/nat_gateway"),
        "public_ip_name": zone.name(f"{entry.key}/public_ip/nat"),
        "location": parts.LOCATION,
        "resource_group_name": Ref("network_resource_group", "name"),
        "zones": entry.hub.zones,
        "subnet_ids": {subnet: Ref("spoke_network", "subnet_ids", (subnet,)) for subnet in subnets},
        "tags": parts.TAGS,
    }
    return ModuleCall("nat_gateway", "nat_gateway", inputs)
