"""Gateways of a hub to the customer's sites: VPN and ExpressRoute, in a network or virtual hub."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.network.hybrid import ExistingCircuit, NewCircuit, PrivatePeering, VpnSite
from landsmith.calls import parts
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.compose.network.hub import HubCalls, hub_calls
from landsmith.landing_zone.name import EXPRESS_ROUTE

PEERING = "AzurePrivatePeering"


def calls(hub: HubCalls) -> Iterator[ModuleCall]:
    """Yield the gateways of a hub network; Azure makes one gateway of a network at a time."""
    yield from circuit(hub)
    yield from _vpn(hub)
    yield from _express_route(hub)


def gateways(hub: HubCalls) -> tuple[str, ...]:
    """Return the calls that make gateways."""
    vpn = ("vpn_gateway",) if hub.region.vpn else ()
    return (*vpn, *(("express_route_gateway",) if hub.region.express_route else ()))


def _vpn(hub: HubCalls) -> Iterator[ModuleCall]:
    vpn = hub.region.vpn
    if vpn is None:
        return
    start = f"{hub.region.key}/public_ip/vpn-"
    addresses = [key for key in hub.zone.names if key.startswith(start)]
    inputs: dict[str, Value] = {
        **hub.placed("virtual_network_gateway"),
        "subnet_id": hub.subnet("GatewaySubnet"),
        "sku": vpn.sku,
        "zones": hub.region.zones,
        "active_active": vpn.active_active,
        "bgp_asn": vpn.asn,
        "public_ip_names": [hub.zone.name(key) for key in addresses],
        **hub.per_ip(),
        "connections": {site.name: _connection(hub, site) for site in vpn.sites},
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }
    yield hub.make("vpn_gateway", "vpn_gateway", inputs)


def _connection(hub: HubCalls, site: VpnSite) -> dict[str, Value]:
    connection: dict[str, Value] = {
        "name": hub.name(f"virtual_network_gateway_connection/{site.name}"),
        "local_network_gateway_name": hub.name(f"local_network_gateway/{site.name}"),
        "gateway_address": str(site.gateway_address),
        "address_space": [str(network) for network in site.address_space],
    }
    return connection | bgp(site)


def bgp(site: VpnSite) -> dict[str, Value]:
    """Return a site's BGP session as an input, nothing where it has none."""
    if site.bgp is None:
        return {}
    peer: Value = {"asn": site.bgp.asn, "peering_address": str(site.bgp.peering_address)}
    return {"bgp": peer}


def circuit(hub: HubCalls) -> Iterator[ModuleCall]:
    """Yield the circuit of a hub, where it is a new one."""
    chosen = hub.region.express_route.circuit if hub.region.express_route else None
    if not isinstance(chosen, NewCircuit):
        return
    inputs: dict[str, Value] = {
        **hub.placed("express_route_circuit"),
        "service_provider_name": chosen.provider,
        "peering_location": chosen.peering_location,
        "bandwidth_in_mbps": chosen.bandwidth_in_mbps,
        "sku": {"tier": chosen.sku_tier, "family": chosen.sku_family},
    }
    if chosen.private_peering and chosen.provisioned:
        inputs["private_peering"] = _peering(chosen.private_peering)
    inputs |= {"log_analytics_workspace_id": parts.WORKSPACE, "tags": parts.TAGS}
    yield hub.make("express_route_circuit", "express_route_circuit", inputs)


def _peering(peering: PrivatePeering) -> dict[str, Value]:
    return {
        "peer_asn": peering.peer_asn,
        "primary_peer_address_prefix": str(peering.primary_prefix),
        "secondary_peer_address_prefix": str(peering.secondary_prefix),
        "vlan_id": peering.vlan_id,
    }


def _express_route(hub: HubCalls) -> Iterator[ModuleCall]:
    if hub.region.express_route is None:
        return
    chosen = hub.region.express_route
    inputs: dict[str, Value] = {
        **hub.placed(f"virtual_network_gateway/{EXPRESS_ROUTE}"),
        "subnet_id": hub.subnet("GatewaySubnet"),
        "sku": chosen.gateway_sku,
    }
    if chosen.gateway_scale:
        inputs["scale_units"] = chosen.gateway_scale.model_dump()
    if hub.region.connected:
        connection: Value = {
            "name": hub.name(f"virtual_network_gateway_connection/{EXPRESS_ROUTE}"),
            "express_route_circuit_id": circuit_id(hub),
        }
        inputs["connections"] = {"circuit": connection}
    inputs |= {"log_analytics_workspace_id": parts.WORKSPACE, "tags": parts.TAGS}
    after = (*(("vpn_gateway",) if hub.region.vpn else ()), *own_circuit(hub))
    yield hub.make("express_route_gateway", "express_route_gateway", inputs, after)


def own_circuit(hub: HubCalls) -> tuple[str, ...]:
    """Return the call of the hub's own circuit: its peering has to be there first."""
    own = hub.region.express_route and isinstance(hub.region.express_route.circuit, NewCircuit)
    return ("express_route_circuit",) if own else ()


def circuit_id(hub: HubCalls) -> Ref | str:
    """Return the id of the circuit that a hub connects to: its own, or the primary region's."""
    chosen = hub.region.express_route.circuit if hub.region.express_route else None
    if isinstance(chosen, ExistingCircuit):
        return chosen.id
    if isinstance(chosen, NewCircuit):
        return hub.ref("express_route_circuit", "id")
    return circuit_id(hub_calls(hub.zone)[0])
