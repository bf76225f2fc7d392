"""How many addresses a landing zone needs, and where each of its ranges goes.

Subnet sizes follow the cluster: nodes times (1 + surge) for every pool, and pods where they take
addresses of the spoke (AKS documentation, "IP address planning").
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from ipaddress import IPv4Network

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.landing_zone.hub import HubRegion
from landsmith.landing_zone.node_pool import AUTOMATIC_NODES, SYSTEM
from landsmith.resolve.addresses.addressing import Demand, Pool, allocate, prefix_for, subnet_prefix
from landsmith.resolve.cluster.ingress import gateway_subnets
from landsmith.resolve.cluster.pools import node_pools
from landsmith.resolve.platform.hubs import hub_of, hubs

ENDPOINT_HOSTS = 27
"""Addresses kept for private endpoints, and for internal load balancers: a /27 each."""

NODES_PREFIX = 27
"""Longest prefix of a subnet of nodes, however few they are."""

API_SERVER_SUBNET = 28
"""Prefix length of the API server's subnet; AKS needs a /28 at least ("API Server VNet
Integration")."""

VIRTUAL_NODES_SUBNET = 24
"""Prefix length of the subnet of virtual nodes: an address for each of 250 pods."""


HUB_SUBNETS = {
    "AzureFirewallSubnet": 26,
    "AzureFirewallManagementSubnet": 26,
    "GatewaySubnet": 26,
    "shared": 26,
    "AzureBastionSubnet": 26,
    "RouteServerSubnet": 27,
    "dns-inbound": 28,
    "dns-outbound": 28,
    "management": 28,
    "runners": 27,
}
"""Prefix lengths of hub subnets; Azure Firewall and Bastion need a /26, gateway and route server a
/27 or larger, the endpoints of a DNS resolver a /28. 27 runners stand in a /27."""


def cluster_nodes(file: LandingZoneFile, entry: LandingZoneEntry) -> int:
    """Return the most nodes of a cluster when every pool is upgraded at once."""
    return sum(pool.peak for pool in node_pools(file, entry).values()) + chosen_nodes(entry)


def chosen_nodes(entry: LandingZoneEntry) -> int:
    """Return how many nodes AKS may make of its own, beside the pools of the file."""
    own = entry.aks.mode == "automatic" or entry.aks.node_provisioning == "auto"
    return AUTOMATIC_NODES if own else 0


def subnet_prefixes(file: LandingZoneFile, entry: LandingZoneEntry) -> dict[str, int]:
    """Return the prefix length of each subnet of a spoke."""
    prefixes = {
        name: subnet_prefix(hosts, largest_prefix=29 if name == "pods" else NODES_PREFIX)
        for name, hosts in subnet_hosts(file, entry).items()
    }
    if api_subnet(entry):
        prefixes["api-server"] = API_SERVER_SUBNET
    if entry.aks.virtual_nodes:
        prefixes["virtual-nodes"] = VIRTUAL_NODES_SUBNET
    prefixes |= {"private-endpoints": subnet_prefix(ENDPOINT_HOSTS), "ingress": 27}
    return prefixes | gateway_subnets(entry)


def subnet_hosts(file: LandingZoneFile, entry: LandingZoneEntry) -> dict[str, int]:
    """Return the addresses that nodes and pods take of each subnet when pools have grown.

    Nodes have one subnet for all pools, or one each. Nodes that AKS makes itself stand beside the
    system pool's ("Overview of networking configurations for node auto-provisioning").
    """
    network, pools = entry.aks.network, node_pools(file, entry)
    flat = network.pod_mode == "node_subnet"
    hosts = {name: p.peak * (1 + p.settings.max_pods * flat) for name, p in pools.items()}
    own = chosen_nodes(entry) * (1 + entry.aks.system_pool.max_pods * flat)
    if network.subnet_per_pool and hosts:
        hosts[SYSTEM] += own
        found = {f"nodes-{name}": count for name, count in hosts.items()}
    else:
        found = {"nodes": sum(hosts.values()) + own}
    if network.pod_mode == "pod_subnet":
        found["pods"] = sum(p.peak * p.settings.max_pods for p in pools.values())
    return found


def api_subnet(entry: LandingZoneEntry) -> bool:
    """Return whether the API server stands in a subnet of the spoke."""
    integrated = entry.aks.network.api_server.access == "vnet_integration"
    return integrated or entry.aks.mode == "automatic"


def spoke_prefix(file: LandingZoneFile, entry: LandingZoneEntry) -> int:
    """Return the prefix length of a spoke: its subnets and at least a quarter free for growth."""
    used = sum(1 << (32 - prefix) for prefix in subnet_prefixes(file, entry).values())
    return min(prefix_for(math.ceil(used * 4 / 3)), 24)


def hub_subnets(file: LandingZoneFile, hub: HubRegion | None = None) -> tuple[str, ...]:
    """Return the subnets of a hub: the shared one, and those that its services need.

    In a Virtual WAN gateways and firewall stand in the virtual hub, the rest in a network beside.
    """
    hub = hub or hubs(file)[0]
    own = () if file.network.virtual_wan else _gateway_subnets(file, hub)
    bastion = file.network.bastion.sku != "none" and hub.primary
    return (
        *own,
        "shared",
        *(("AzureBastionSubnet",) if bastion else ()),
        *(("dns-inbound", "dns-outbound") if file.network.dns_resolver.enabled else ()),
        *management_subnets(file, hub),
    )


def management_subnets(file: LandingZoneFile, hub: HubRegion) -> tuple[str, ...]:
    """Return the subnets of administrators and runners, in the primary region's hub."""
    chosen = file.network.management
    if chosen is None or not hub.primary:
        return ()
    return ("management", *(("runners",) if chosen.runner_subnet else ()))


def _gateway_subnets(file: LandingZoneFile, hub: HubRegion) -> tuple[str, ...]:
    network = file.network
    managed = network.firewall_tier == "Basic" or network.forced_tunnelling
    route_server = network.route_server.enabled and hub.primary
    return (
        *(("AzureFirewallSubnet",) if network.firewall_tier else ()),
        *(("AzureFirewallManagementSubnet",) if network.firewall_tier and managed else ()),
        *(("GatewaySubnet",) if hub.has_gateway else ()),
        *(("RouteServerSubnet",) if route_server else ()),
    )


def address_plan(
    file: LandingZoneFile, locked: Mapping[str, IPv4Network]
) -> tuple[dict[str, IPv4Network], list[FieldProblem]]:
    """Allocate hubs, spokes and their subnets; see ``addressing`` for the rules.

    Keys are ``hub``, ``hub/GatewaySubnet``, ``shop-prod``, ``shop-prod/nodes``; ``hub-secondary``
    of the second region; ``virtual-hub`` in a Virtual WAN.
    """
    plan: dict[str, IPv4Network] = {}
    problems: list[FieldProblem] = []
    for hub in hubs(file):
        allocated, found = allocate(Pool(hub.supernets), list(_networks(file, hub)), locked)
        plan |= allocated
        problems += found
    for network, demands in _subnets(file).items():
        if network in plan:
            inner, found = allocate(Pool((plan[network],)), demands, locked)
            plan |= inner
            problems += found
    return plan, problems


def _networks(file: LandingZoneFile, hub: HubRegion) -> Iterator[Demand]:
    field: Loc = ("network" if hub.primary else "secondary_region", "supernets")
    yield Demand(hub.key, hub.hub.prefix_length, field)
    if file.network.virtual_wan:
        yield Demand(hub.virtual_key, hub.hub.prefix_length, field)
    for index, entry in enumerate(file.landing_zones):
        if hub_of(file, entry).key == hub.key:
            yield Demand(entry.key, spoke_prefix(file, entry), _zone(index))


def _subnets(file: LandingZoneFile) -> dict[str, list[Demand]]:
    demands = {}
    for hub in hubs(file):
        sizes = {subnet: HUB_SUBNETS[subnet] for subnet in hub_subnets(file, hub)}
        field: Loc = ("network" if hub.primary else "secondary_region", "hub")
        demands[hub.key] = _demands(hub.key, sizes, field)
    for index, entry in enumerate(file.landing_zones):
        demands[entry.key] = _demands(entry.key, subnet_prefixes(file, entry), _zone(index))
    return demands


def _demands(network: str, prefixes: Mapping[str, int], field: Loc) -> list[Demand]:
    largest_first = sorted(prefixes.items(), key=lambda item: item[1])
    return [Demand(f"{network}/{subnet}", prefix, field) for subnet, prefix in largest_first]


def _zone(index: int) -> Loc:
    return ("landing_zones", index, "name")
