"""Virtual WAN: its virtual hubs, with gateways, firewall, routing intent and connections.

In each hub, Azure wants this order: gateways, firewall, routing intent, connections.
"""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.network.hybrid import NewCircuit, VpnSite
from landsmith.calls import ids, parts
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.compose.network.hub import HubCalls, hub_calls, resolver_address
from landsmith.compose.network.hub_gateways import (
    PEERING,
    bgp,
    circuit,
    circuit_id,
    gateways,
    own_circuit,
)
from landsmith.compose.network.hub_services import firewall_inputs

WAN = "virtual_wan"


def virtual_wan(hub: HubCalls) -> ModuleCall:
    """Return the Virtual WAN, in the primary region."""
    return hub.make(WAN, WAN, {**hub.placed(WAN), "tags": parts.TAGS})


def virtual_hub(hub: HubCalls) -> Iterator[ModuleCall]:
    """Yield a virtual hub with everything in it, and the connection of the network beside it."""
    yield _hub(hub)
    yield from circuit(hub)
    yield from _vpn(hub)
    yield from _express_route(hub)
    yield _firewall(hub)
    intent: dict[str, Value] = {
        "name": hub.name("virtual_hub_routing_intent"),
        "virtual_hub_id": hub.ref("virtual_hub", "id"),
        "firewall_id": hub.ref("firewall", "id"),
    }
    yield hub.make("routing_intent", "virtual_hub_routing_intent", intent)
    connection: dict[str, Value] = {
        "name": hub.name("virtual_hub_connection"),
        "virtual_hub_id": hub.ref("virtual_hub", "id"),
        "remote_virtual_network_id": hub.ref("hub_network", "id"),
        # Bastion breaks where it learns a default route (Azure Bastion FAQ, Virtual WAN).
        "internet_security_enabled": False,
    }
    yield hub.make("hub_connection", "virtual_hub_connection", connection, ("routing_intent",))


def _hub(hub: HubCalls) -> ModuleCall:
    inputs: dict[str, Value] = {
        **hub.placed("virtual_hub"),
        "virtual_wan_id": Ref(WAN, "id"),
        "address_prefix": str(hub.zone.addresses[hub.region.virtual_key]),
        "tags": parts.TAGS,
    }
    return hub.make("virtual_hub", "virtual_hub", inputs)


def _vpn(hub: HubCalls) -> Iterator[ModuleCall]:
    vpn = hub.region.vpn
    if vpn is None:
        return
    inputs: dict[str, Value] = {
        **hub.placed("vpn_gateway"),
        "virtual_hub_id": hub.ref("virtual_hub", "id"),
        "virtual_wan_id": Ref(WAN, "id"),
        "scale_unit": vpn.scale_units,
        "sites": {site.name: _site(hub, site) for site in vpn.sites},
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }
    yield hub.make("vpn_gateway", "virtual_hub_vpn_gateway", inputs)


def _site(hub: HubCalls, site: VpnSite) -> dict[str, Value]:
    link: Value = {
        "name": site.name,
        "ip_address": str(site.gateway_address),
        "bandwidth": site.bandwidth_in_mbps,
        **bgp(site),
    }
    return {
        "site_name": hub.name(f"vpn_site/{site.name}"),
        "connection_name": hub.name(f"vpn_gateway_connection/{site.name}"),
        "address_space": [str(network) for network in site.address_space],
        "links": [link],
    }


def _express_route(hub: HubCalls) -> Iterator[ModuleCall]:
    chosen = hub.region.express_route
    if chosen is None:
        return
    inputs: dict[str, Value] = {
        **hub.placed("express_route_gateway"),
        "virtual_hub_id": hub.ref("virtual_hub", "id"),
        "scale_units": chosen.scale_units,
    }
    if hub.region.connected:
        connection: Value = {
            "name": hub.name("express_route_connection"),
            "express_route_circuit_peering_id": _peering_id(hub),
        }
        inputs["connections"] = {"circuit": connection}
    after = (*(("vpn_gateway",) if hub.region.vpn else ()), *own_circuit(hub))
    inputs["tags"] = parts.TAGS
    yield hub.make("express_route_gateway", "virtual_hub_express_route_gateway", inputs, after)


def _peering_id(hub: HubCalls) -> Ref | str:
    """Return the id of the private peering of the circuit that a hub connects to."""
    found = circuit_id(hub)
    if isinstance(found, str):
        return f"{found}/peerings/{PEERING}"
    owner = hub_calls(hub.zone)[0] if found.call == "express_route_circuit" else hub
    chosen = owner.region.express_route.circuit if owner.region.express_route else None
    if isinstance(chosen, NewCircuit) and chosen.private_peering:
        return Ref(found.call, "private_peering_id")
    return f"{ids.express_route_circuit(hub.zone, owner.region.key)}/peerings/{PEERING}"


def _firewall(hub: HubCalls) -> ModuleCall:
    network = hub.zone.network
    placed: dict[str, Value] = {
        "sku": "AZFW_Hub",
        "virtual_hub_id": hub.ref("virtual_hub", "id"),
        "public_ip_count": network.firewall.public_ip_count,
    }
    tier = network.firewall_tier or "Standard"
    inputs = firewall_inputs(hub, tier, placed, _dns_rule(hub))
    return hub.make("firewall", "firewall", inputs, gateways(hub))


def _dns_rule(hub: HubCalls) -> dict[str, Value]:
    """Return the rule that lets everyone ask for names, since the firewall is on the way."""
    network = hub.zone.network
    own = (resolver_address(hub.zone, hub.region.key),) if network.dns_resolver.enabled else ()
    servers = [*own, *(str(server) for server in network.dns_servers)]
    if not servers:
        return {}
    sources = [*hub.region.supernets, *network.on_premises]
    rule: Value = {
        "description": "Spokes and sites ask the resolver and the customer's DNS servers.",
        "source_addresses": [str(one) for one in sources],
        "destination_addresses": servers,
        "destination_ports": ["53"],
        "protocols": ["TCP", "UDP"],
    }
    return {"dns-resolver": rule}
