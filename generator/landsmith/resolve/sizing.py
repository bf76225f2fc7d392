"""How many addresses a landing zone needs, and where each of its ranges goes.

Subnet sizes follow the cluster: nodes times (1 + surge) for every pool, and pods where they take
addresses of the spoke (AKS documentation, "IP address planning").
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from ipaddress import IPv4Network

from landsmith.blueprint.aks import Aks, SystemPool, UserPool
from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.resolve.addressing import Demand, Pool, allocate, prefix_for, subnet_prefix
from landsmith.resolve.hubs import HubRegion, hub_of, hubs

ENDPOINT_HOSTS = 27
"""Addresses kept for private endpoints, and for internal load balancers: a /27 each."""

HUB_SUBNETS = {
    "AzureFirewallSubnet": 26,
    "AzureFirewallManagementSubnet": 26,
    "GatewaySubnet": 26,
    "shared": 26,
    "AzureBastionSubnet": 26,
    "RouteServerSubnet": 27,
    "dns-inbound": 28,
    "dns-outbound": 28,
}
"""Prefix lengths of hub subnets; Azure Firewall and Bastion need a /26, gateway and route server a
/27 or larger, the endpoints of a DNS resolver a /28."""


def pools(aks: Aks) -> dict[str, SystemPool | UserPool]:
    """Return all pools of a cluster by name, the system pool first."""
    return {"system": aks.system_pool, **aks.user_pools}


def peak_nodes(pool: SystemPool | UserPool) -> int:
    """Return the most nodes of a pool during an upgrade: the largest count and its surge."""
    surge = int(pool.max_surge.rstrip("%"))
    return pool.max_count + math.ceil(pool.max_count * surge / 100)


def cluster_nodes(aks: Aks) -> int:
    """Return the most nodes of a cluster when every pool is upgraded at once."""
    return sum(peak_nodes(pool) for pool in pools(aks).values())


def subnet_prefixes(entry: LandingZoneEntry) -> dict[str, int]:
    """Return the prefix length of each subnet of a spoke."""
    prefixes = {"nodes": subnet_prefix(cluster_nodes(entry.aks), largest_prefix=27)}
    if entry.aks.network.pod_mode == "pod_subnet":
        every = pools(entry.aks).values()
        prefixes["pods"] = subnet_prefix(sum(peak_nodes(p) * p.max_pods for p in every))
    return prefixes | {"private-endpoints": subnet_prefix(ENDPOINT_HOSTS), "ingress": 27}


def spoke_prefix(entry: LandingZoneEntry) -> int:
    """Return the prefix length of a spoke: its subnets and at least a quarter free for growth."""
    used = sum(1 << (32 - prefix) for prefix in subnet_prefixes(entry).values())
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
    )


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
            yield Demand(entry.key, spoke_prefix(entry), _zone(index))


def _subnets(file: LandingZoneFile) -> dict[str, list[Demand]]:
    demands = {}
    for hub in hubs(file):
        sizes = {subnet: HUB_SUBNETS[subnet] for subnet in hub_subnets(file, hub)}
        field: Loc = ("network" if hub.primary else "secondary_region", "hub")
        demands[hub.key] = _demands(hub.key, sizes, field)
    for index, entry in enumerate(file.landing_zones):
        demands[entry.key] = _demands(entry.key, subnet_prefixes(entry), _zone(index))
    return demands


def _demands(network: str, prefixes: Mapping[str, int], field: Loc) -> list[Demand]:
    largest_first = sorted(prefixes.items(), key=lambda item: item[1])
    return [Demand(f"{network}/{subnet}", prefix, field) for subnet, prefix in largest_first]


def _zone(index: int) -> Loc:
    return ("landing_zones", index, "name")
