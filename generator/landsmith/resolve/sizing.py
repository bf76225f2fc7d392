"""How many addresses a landing zone needs, and where each of its ranges goes.

Subnet sizes follow the cluster: nodes times (1 + surge) for every pool, and pods where they take
addresses of the spoke (AKS documentation, "IP address planning").
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from ipaddress import IPv4Network

from landsmith.blueprint.aks import Aks, SystemPool, UserPool
from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.network import VpnHybrid
from landsmith.resolve.addressing import Demand, Pool, allocate, prefix_for, subnet_prefix

ENDPOINT_HOSTS = 27
"""Addresses kept for private endpoints, and for internal load balancers: a /27 each."""

HUB_SUBNETS = {
    "AzureFirewallSubnet": 26,
    "AzureFirewallManagementSubnet": 26,
    "GatewaySubnet": 26,
    "shared": 26,
}
"""Prefix lengths of hub subnets; Azure Firewall needs a /26, a gateway a /27 or larger."""


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


def hub_subnets(file: LandingZoneFile) -> tuple[str, ...]:
    """Return the subnets of the hub: the shared one, and those that its gateways need."""
    firewall = ("AzureFirewallSubnet", "AzureFirewallManagementSubnet")
    return (
        *(firewall if file.network.egress == "firewall_basic" else ()),
        *(("GatewaySubnet",) if isinstance(file.network.hybrid, VpnHybrid) else ()),
        "shared",
    )


def address_plan(
    file: LandingZoneFile, locked: Mapping[str, IPv4Network]
) -> tuple[dict[str, IPv4Network], list[FieldProblem]]:
    """Allocate hub, spokes and their subnets; see ``addressing`` for the rules.

    Keys are ``hub``, ``hub/GatewaySubnet``, ``shop-prod``, ``shop-prod/nodes``.
    """
    plan, problems = allocate(Pool(file.network.supernets), list(_networks(file)), locked)
    for network, demands in _subnets(file).items():
        if network in plan:
            inner, found = allocate(Pool((plan[network],)), demands, locked)
            plan |= inner
            problems += found
    return plan, problems


def _networks(file: LandingZoneFile) -> list[Demand]:
    hub = Demand("hub", file.network.hub.prefix_length, ("network", "supernets"))
    return [
        hub,
        *(
            Demand(entry.key, spoke_prefix(entry), _zone(index))
            for index, entry in enumerate(file.landing_zones)
        ),
    ]


def _subnets(file: LandingZoneFile) -> dict[str, list[Demand]]:
    demands = {
        "hub": _demands("hub", {s: HUB_SUBNETS[s] for s in hub_subnets(file)}, ("network", "hub"))
    }
    for index, entry in enumerate(file.landing_zones):
        demands[entry.key] = _demands(entry.key, subnet_prefixes(entry), _zone(index))
    return demands


def _demands(network: str, prefixes: Mapping[str, int], field: Loc) -> list[Demand]:
    largest_first = sorted(prefixes.items(), key=lambda item: item[1])
    return [Demand(f"{network}/{subnet}", prefix, field) for subnet, prefix in largest_first]


def _zone(index: int) -> Loc:
    return ("landing_zones", index, "name")
