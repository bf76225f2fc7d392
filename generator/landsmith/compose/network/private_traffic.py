"""What the hub's firewall lets pass from sites and administrators to the spokes, and by what way.

Rules by name where there is a private endpoint: the firewall then connects by itself, so that the
answer comes back through it ("Use Azure Firewall to inspect traffic destined to a private
endpoint"). Rules by address where a load balancer of the cluster listens.
"""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.calls import parts
from landsmith.calls.model import ModuleCall, Value
from landsmith.compose.network.hub import HubCalls, firewall_address
from landsmith.compose.network.private_dns import api_zone
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.name import GATEWAY
from landsmith.landing_zone.subnets import INGRESS_SUBNETS, NO_DEFAULT_ROUTE

ROUTES = "gateway_routes"
HTTPS: Value = {"type": "Https", "port": 443}


def application_rules(hub: HubCalls) -> dict[str, Value]:
    """Return the rule by name that lets sites and administrators to what is private in spokes."""
    names = sorted({name for entry in _entries(hub) for name in _names(hub, entry)})
    sources = _sources(hub)
    if not sources or not names:
        return {}
    rule: Value = {
        "description": "Sites and administrators reach API servers, registries and vaults.",
        "source_addresses": sources,
        "destination_fqdns": names,
        "protocols": [HTTPS],
    }
    return {"private-services": rule}


def network_rules(hub: HubCalls) -> dict[str, Value]:
    """Return the rules by name that let sites to ingress, and everybody to DNS servers."""
    rules: dict[str, Value] = {}
    sources, ranges = _sources(hub), list(_ingress(hub))
    if sources and ranges:
        rules["private-ingress"] = {
            "description": "Sites and administrators reach the ingress of the clusters.",
            "source_addresses": sources,
            "destination_addresses": ranges,
            "destination_ports": ["443"],
            "protocols": ["TCP"],
        }
    return rules | _api_servers(hub) | _dns_servers(hub)


def before_network(hub: HubCalls) -> Iterator[ModuleCall]:
    """Yield the routes by which the gateways send what is for the spokes through the firewall."""
    if not inspected(hub):
        return
    hop = firewall_address(hub.zone, hub.region.key)
    routes: dict[str, Value] = {
        f"{entry.key}-{subnet}": {
            "address_prefix": str(hub.zone.addresses[f"{entry.key}/{subnet}"]),
            "next_hop_type": "VirtualAppliance",
            "next_hop_in_ip_address": hop,
        }
        for entry in _entries(hub)
        for subnet in entry.subnets
        if entry.outbound_type != "none" and subnet not in NO_DEFAULT_ROUTE
    }
    inputs: dict[str, Value] = {
        **hub.placed(f"route_table/{GATEWAY}"),
        "routes": routes,
        "tags": parts.TAGS,
    }
    yield hub.make(ROUTES, "route_table", inputs)


def subnet_inputs(hub: HubCalls, subnet: str) -> dict[str, Value]:
    """Return the route table of the gateways' subnet."""
    own = subnet == "GatewaySubnet" and inspected(hub)
    return {"route_table_id": hub.ref(ROUTES, "id")} if own else {}


def inspected(hub: HubCalls) -> bool:
    """Return whether a firewall of a hub network stands between its gateways and the spokes."""
    network = hub.zone.network
    return hub.region.has_gateway and bool(network.firewall_tier) and not network.virtual_wan


def _entries(hub: HubCalls) -> list[ApplicationLandingZone]:
    """Return the spokes behind a firewall; virtual hubs pass traffic on to each other's."""
    everywhere = hub.zone.network.virtual_wan
    entries = hub.zone.landing_zones
    return [one for one in entries if everywhere or one.hub.key == hub.region.key]


def _sources(hub: HubCalls) -> list[Value]:
    """Return the ranges of sites; of hub networks too, where a virtual hub stands between."""
    zone = hub.zone
    ranges = [*zone.network.on_premises]
    for region in zone.hubs if zone.network.virtual_wan else (hub.region,):
        sites = region.vpn.sites if region.vpn else ()
        ranges += [one for site in sites for one in site.address_space]
        ranges += [zone.addresses[region.key]] if zone.network.virtual_wan else []
    return [str(one) for one in dict.fromkeys(ranges)]


def _names(hub: HubCalls, entry: ApplicationLandingZone) -> Iterator[str]:
    registry = hub.zone.name(f"{entry.key}/container_registry")
    yield f"{registry}.azurecr.io"
    for region in (entry.region, *entry.replicas):
        yield f"{registry}.{region}.data.azurecr.io"
    yield f"{hub.zone.name(f'{entry.key}/key_vault')}.vault.azure.net"
    if entry.aks.network.api_server.access != "public":
        yield f"*.{api_zone(entry)}"


def _ingress(hub: HubCalls) -> Iterator[Value]:
    for entry in _entries(hub):
        for subnet in entry.subnets:
            behind_hub = hub.zone.network.virtual_wan or subnet not in NO_DEFAULT_ROUTE
            if subnet in INGRESS_SUBNETS and behind_hub:
                yield str(hub.zone.addresses[f"{entry.key}/{subnet}"])


def _api_servers(hub: HubCalls) -> dict[str, Value]:
    """Return the rule that lets nodes and pods to their public API server by its address.

    Azure tells the address with the cluster alone, so that the rule is for all of Azure in the
    region ("Outbound network and FQDN rules for AKS clusters", required network rules).
    """
    sources: list[Value] = [
        str(hub.zone.addresses[f"{entry.key}/{subnet}"])
        for entry in hub.zone.landing_zones
        if entry.hub.key == hub.region.key and entry.aks.network.api_server.access == "public"
        for subnet in entry.subnets
        if subnet.split("-")[0] in ("nodes", "pods")
    ]
    rule: Value = {
        "description": "Nodes and pods reach their public API server.",
        "source_addresses": sources,
        "destination_addresses": [f"AzureCloud.{hub.region.region}"],
        "destination_ports": ["443"],
        "protocols": ["TCP"],
    }
    return {"api-servers": rule} if sources else {}


def _dns_servers(hub: HubCalls) -> dict[str, Value]:
    """Return the rule that lets networks and resolvers of a Virtual WAN ask the customer's servers.

    A firewall in a hub network asks them itself.
    """
    network = hub.zone.network
    rules = network.dns_resolver.forwarding.values() if network.dns_resolver.enabled else ()
    servers = [*network.dns_servers, *(one for rule in rules for one in rule.servers)]
    if not network.virtual_wan or not servers:
        return {}
    rule: Value = {
        "description": "Networks and resolvers ask the customer's DNS servers.",
        "source_addresses": [str(one) for region in hub.zone.hubs for one in region.supernets],
        "destination_addresses": [str(one) for one in dict.fromkeys(servers)],
        "destination_ports": ["53"],
        "protocols": ["TCP", "UDP"],
    }
    return {"dns-servers": rule}
