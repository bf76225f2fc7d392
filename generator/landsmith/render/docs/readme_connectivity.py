"""What a customer's README says of the steps that connectivity asks of people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from landsmith.blueprint.network.hybrid import NewCircuit
from landsmith.blueprint.network.network import Network
from landsmith.calls.model import Root
from landsmith.compose.network.private_dns import forwarded
from landsmith.compose.network.spoke import FIREWALL_ADDRESSES, HUB_FIREWALL, translated
from landsmith.landing_zone.hub import HubRegion
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import MANAGEMENT

_API = "2024-05-01"


def connectivity_facts(zone: LandingZone, roots: Sequence[Root] = ()) -> Mapping[str, Any]:
    """Return what the README's template needs to know of the hubs."""
    network: Network = zone.network
    return {
        "shared_keys": list(_shared_keys(zone)),
        "circuits": list(_circuits(zone)),
        "replaced_gateways": list(_replaced_gateways(zone)),
        "readers": _readers(roots),
        "resolvers": list(_resolvers(zone)),
        "forwarded": forwarded(zone),
        "flow_logs": network.flow_logs.enabled,
        "workspace": zone.name("mgmt/log_analytics_workspace"),
        "workspace_group": zone.name("mgmt/resource_group"),
        "traffic_analytics": network.flow_logs.workspace_customer_id is not None,
    }


def _shared_keys(zone: LandingZone) -> Iterator[str]:
    """Yield the command that sets the shared key of each VPN connection."""
    for hub in zone.hubs:
        for site in hub.vpn.sites if hub.vpn else ():
            yield _shared_key(zone, hub, site.name)


def _shared_key(zone: LandingZone, hub: HubRegion, site: str) -> str:
    subscription = zone.subscriptions.connectivity
    group = zone.name(f"{hub.key}/resource_group")
    if not zone.network.virtual_wan:
        connection = zone.name(f"{hub.key}/virtual_network_gateway_connection/{site}")
        return (
            f"az network vpn-connection shared-key update --subscription {subscription} "
            f'--resource-group {group} --connection-name {connection} --value "$SHARED_KEY"'
        )
    gateway = zone.name(f"{hub.key}/vpn_gateway")
    connection = zone.name(f"{hub.key}/vpn_gateway_connection/{site}")
    return (
        f"az rest --method put --url 'https://management.azure.com/subscriptions/{subscription}"
        f"/resourceGroups/{group}/providers/Microsoft.Network/vpnGateways/{gateway}"
        f"/vpnConnections/{connection}/vpnLinkConnections/{site}/sharedKeys/default"
        f'?api-version={_API}\' --body "{{\\"properties\\":{{\\"sharedKey\\":\\"$SHARED_KEY\\"}}}}"'
    )


def _circuits(zone: LandingZone) -> Iterator[dict[str, Any]]:
    """Yield each new circuit: its provider, and whether it has been provisioned."""
    for hub in zone.hubs:
        circuit = hub.express_route.circuit if hub.express_route else None
        if isinstance(circuit, NewCircuit):
            yield {
                "name": zone.name(f"{hub.key}/express_route_circuit"),
                "group": zone.name(f"{hub.key}/resource_group"),
                "field": ".".join(map(str, (*hub.field, "express_route", "circuit"))),
                "provider": circuit.provider,
                "provisioned": circuit.provisioned,
                "peering": circuit.private_peering is not None,
            }


def _resolvers(zone: LandingZone) -> Iterator[tuple[str, str]]:
    """Yield each region with the address that on-premises DNS servers forward to."""
    if zone.network.dns_resolver.enabled:
        for hub in zone.hubs:
            address = zone.addresses[f"{hub.key}/dns-inbound"].network_address + 4
            yield hub.region, str(address)


def _readers(roots: Sequence[Root]) -> list[str]:
    """Return the roots whose plan reads from Azure what the hubs' root makes."""
    reading = {HUB_FIREWALL, FIREWALL_ADDRESSES}
    return [root.name for root in roots if any(call.name in reading for call in root.calls)]


def _replaced_gateways(zone: LandingZone) -> Iterator[dict[str, str]]:
    """Yield the address of each zone-redundant NAT gateway, once made without zones."""
    network = zone.network
    if network.management and not network.hub_firewall and zone.hubs[0].zones:
        yield {
            "root": "30-connectivity",
            "address": zone.name(f"hub/public_ip/{MANAGEMENT}"),
            "group": zone.name("hub/resource_group"),
            "subscription": zone.subscriptions.connectivity,
        }
    for entry in zone.landing_zones:
        if translated(entry) and entry.hub.zones:
            yield {
                "root": f"50-{entry.key}",
                "address": zone.name(f"{entry.key}/public_ip/nat"),
                "group": zone.name(f"{entry.key}/resource_group/network"),
                "subscription": entry.subscription,
            }
