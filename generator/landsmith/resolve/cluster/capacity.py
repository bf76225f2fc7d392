"""What the nodes of a cluster leave for pods.

Source: AKS documentation, "Node resource reservations": what AKS and the kubelet keep of each node.
"""

from __future__ import annotations

from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.offers.vm_sizes import size, vcpus
from landsmith.landing_zone.node_pool import NodePool
from landsmith.landing_zone.room import Room
from landsmith.resolve.cluster.pools import node_pools

OVERCOMMIT = 1.5
"""How far the quotas of all teams may exceed what the largest cluster has: not all use theirs."""

_CPU_STEPS = ((1, 60), (2, 100), (4, 140), (8, 180), (16, 260), (32, 420), (64, 740))
"""vCPUs of a node, and the thousandths of a core that the kubelet keeps."""

_MIB_PER_POD, _MIB_AT_LEAST, _EVICTION_MIB = 20, 50, 100
_LEAST_MEMORY = 2
"""GiB for each vCPU of a size that the table does not know: as compute-optimised sizes have."""


def node_room(vm_size: str, max_pods: int) -> Room:
    """Return what a node leaves for pods; a size that is not in the table counts as small."""
    known = size(vm_size)
    cores = vcpus(vm_size)
    memory = int((known.memory_gib if known else cores * _LEAST_MEMORY) * 1024)
    kept = min(_MIB_PER_POD * max_pods + _MIB_AT_LEAST, memory // 4) + _EVICTION_MIB
    return Room(max(cores * 1000 - _kept_cpu(cores), 0), max(memory - kept, 0))


def _kept_cpu(cores: int) -> int:
    """Return the thousandths of a core that are kept: between two steps, and beyond, by line."""
    lower = max(step for step in _CPU_STEPS if step[0] <= max(cores, 1))
    upper = next((step for step in _CPU_STEPS if step[0] > cores), (lower[0] * 2, lower[1] * 2))
    slope = (upper[1] - lower[1]) / (upper[0] - lower[0])
    return int(lower[1] + slope * (cores - lower[0]))


def cluster_room(file: LandingZoneFile, entry: LandingZoneEntry) -> Room | None:
    """Return what all user pools leave for pods when they have grown; the system pool is tainted.

    None where AKS makes nodes as pods need them: then only the subscription's vCPU quota bounds it.
    """
    if entry.aks.node_provisioning == "auto" or not workload_pools(file, entry):
        return None
    total = Room(0, 0)
    for pool in workload_pools(file, entry):
        node = node_room(pool.settings.vm_size, pool.settings.max_pods)
        total += node.times(pool.settings.max_count)
    return total


def smallest_node(file: LandingZoneFile, entry: LandingZoneEntry) -> Room | None:
    """Return what the smallest node of the user pools leaves: the least CPU, and the least memory.

    None where AKS chooses the nodes.
    """
    if entry.aks.node_provisioning == "auto" or not workload_pools(file, entry):
        return None
    found = [
        node_room(pool.settings.vm_size, pool.settings.max_pods)
        for pool in workload_pools(file, entry)
    ]
    return Room(min(room.cpu for room in found), min(room.memory for room in found))


def workload_pools(file: LandingZoneFile, entry: LandingZoneEntry) -> tuple[NodePool, ...]:
    """Return the pools that carry workloads; AKS Automatic has none of its own."""
    return tuple(pool for pool in node_pools(file, entry).values() if pool.user)
