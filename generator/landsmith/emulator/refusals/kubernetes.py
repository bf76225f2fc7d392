"""AKS: whether the subnets have room for the node pools, and whether ranges collide."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from landsmith.emulator.provider.objection import Objection
from landsmith.emulator.refusals.network import overlapping, ranges_of, subnets_of
from landsmith.emulator.refusals.scope import CLUSTER, SUBNET, name_of, parent_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from landsmith.emulator.cloud import Cloud
    from landsmith.emulator.refusals.change import Change
    from landsmith.emulator.values import Object

POOL: Final = "azurerm_kubernetes_cluster_node_pool"
RESERVED: Final = 5
"""Addresses of every subnet that Azure keeps for itself."""

_PODS: Final = 30
_SURGE: Final = "10%"
_SERVICES: Final = "10.0.0.0/16"


@dataclass(frozen=True)
class Pool:
    """A node pool: its subnet, its nodes at most, and how many addresses each of them takes."""

    subnet: str
    nodes: int
    each: int

    @property
    def addresses(self) -> int:
        """The addresses it takes at most."""
        return self.nodes * self.each


def subnet_too_small(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse pools whose nodes, scaled out and while they are upgraded, don't fit their subnet."""
    subnet = _subnet(change)
    found = cloud.get("azurerm", SUBNET, subnet) if subnet else None
    if not found:
        return None
    ranges = ranges_of(found.value.get("address_prefixes"))
    room = sum(one.num_addresses - RESERVED for one in ranges if one.version == 4)
    pools = [pool for pool in _pools(cloud, change) if pool.subnet.lower() == subnet.lower()]
    needed = sum(pool.addresses for pool in pools)
    if needed <= room:
        return None
    return Objection(
        f"InsufficientSubnetSize: pre-allocated IPs {needed} exceed the {room} available in subnet"
        f" {name_of(subnet)!r}",
        f"{len(pools)} node pools take {needed} addresses at their maximum count with surge nodes,"
        f" and {', '.join(map(str, ranges))} has {room}: enlarge the subnet, or lower max_count,"
        " max_pods or max_surge.",
    )


def _subnet(change: Change) -> str:
    """Return the subnet of the nodes that a change is about, empty if it is about none."""
    after = change.after or {}
    if change.type == POOL:
        return str(after.get("vnet_subnet_id") or "")
    if change.type == CLUSTER and after.get("default_node_pool"):
        return str(after["default_node_pool"][0].get("vnet_subnet_id") or "")
    return ""


def _pools(cloud: Cloud, change: Change) -> Iterator[Pool]:
    """Yield every node pool there will be, with the change made."""
    clusters = {item.key: item.value for item in cloud.of_type("azurerm", CLUSTER)}
    pools = {item.key: item.value for item in cloud.of_type("azurerm", POOL)}
    (clusters if change.type == CLUSTER else pools)[change.id.lower()] = change.after or {}
    for cluster in clusters.values():
        for pool in cluster.get("default_node_pool") or ():
            yield _pool(pool, cluster)
    for key, pool in pools.items():
        yield _pool(pool, clusters.get(parent_of(key), {}))


def _pool(pool: Object, cluster: Object) -> Pool:
    """Return what a pool takes; an upgrade adds no node to a spot pool."""
    scaled = pool.get("auto_scaling_enabled") is True
    count = int((pool.get("max_count") if scaled else pool.get("node_count")) or 1)
    settings = pool.get("upgrade_settings") or [{}]
    spot = pool.get("priority") == "Spot"
    nodes = count + (0 if spot else surge(str(settings[0].get("max_surge") or _SURGE), count))
    pods = int(pool.get("max_pods") or _PODS)
    each = 1 + pods if _pods_in_subnet(pool, cluster) else 1
    return Pool(str(pool.get("vnet_subnet_id") or ""), nodes, each)


def surge(told: str, count: int) -> int:
    """Return how many nodes an upgrade adds: a number, or a share of the pool rounded up."""
    if told.endswith("%") and told[:-1].isdigit():
        return math.ceil(count * int(told[:-1]) / 100)
    return int(told) if told.isdigit() else 0


def _pods_in_subnet(pool: Object, cluster: Object) -> bool:
    """Return whether pods take addresses of the nodes' subnet."""
    profile = (cluster.get("network_profile") or [{}])[0]
    plugin = profile.get("network_plugin") == "azure"
    return plugin and profile.get("network_plugin_mode") is None and not pool.get("pod_subnet_id")


def service_cidr_overlaps(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse a cluster whose services have addresses of a subnet of its network."""
    subnet = _subnet(change) if change.type == CLUSTER and change.creates else ""
    if not subnet:
        return None
    profile = ((change.after or {}).get("network_profile") or [{}])[0]
    given = profile.get("service_cidrs") or [profile.get("service_cidr") or _SERVICES]
    for other in subnets_of(cloud, parent_of(subnet)):
        found = overlapping(ranges_of(given), other.ranges)
        if found:
            return Objection(
                f"ServiceCidrOverlapExistingSubnetsCidr: the service CIDR {found} collides with"
                f" subnet {name_of(other.id)!r}",
                f"{', '.join(map(str, other.ranges))} of {other.id} shares addresses with it.",
                ("network_profile",),
            )
    return None
