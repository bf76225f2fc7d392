"""The teams of a landing zone with everything decided: quota, largest container, placement."""

from __future__ import annotations

from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.offers.vm_sizes import architecture
from landsmith.blueprint.workload.teams import PodSecurity, Team
from landsmith.blueprint.workload.workloads import CpuScaling, EventScaling, Workload
from landsmith.landing_zone.node_pool import NodePool
from landsmith.landing_zone.room import Room
from landsmith.landing_zone.team import PlacedWorkload, Share
from landsmith.resolve.cluster.capacity import cluster_room, smallest_node, workload_pools
from landsmith.resolve.platform.hubs import hub_of

PLATFORM_NAMESPACES = (
    "app-routing-system",
    "azure-alb-system",
    "azure-arc",
    "azure-extensions-usage-system",
    "dapr-system",
    "dataprotection-microsoft",
    "default",
    "flux-system",
    "gatekeeper-system",
    "kube-node-lease",
    "kube-public",
    "kube-system",
)
"""Namespaces that AKS, its add-ons and extensions, and the landing zone itself live in."""

BOUNDLESS_PART = Room(32_000, 128 * 1024)
"""A team's quota where AKS makes nodes as pods need them, and the file says nothing."""

BOUNDLESS_NODE = Room(16_000, 64 * 1024)
"""What one container may have there."""

_ENDING_SECONDS = 10
"""What the end of a pod takes besides: the preStop sleep, and putting things away."""


def teams(entry: LandingZoneEntry) -> tuple[Team, ...]:
    """Return the teams of a landing zone; without any, one that is named after it."""
    return entry.teams or (
        Team(name=entry.name, description="Everything that runs in this landing zone."),
    )


def shares(file: LandingZoneFile, entry: LandingZoneEntry) -> tuple[Share, ...]:
    """Return each team's share of the cluster: what it asked for, else an equal part."""
    found = teams(entry)
    room = cluster_room(file, entry)
    part = room.times(1 / len(found)) if room else BOUNDLESS_PART
    return tuple(_share(file, entry, team, part) for team in found)


def _share(file: LandingZoneFile, entry: LandingZoneEntry, team: Team, part: Room) -> Share:
    quota, own = team.quota, team.largest_container
    cpu = quota.cpu * 1000 if quota.cpu else _whole(part.cpu, 1000)
    memory = quota.memory_gib * 1024 if quota.memory_gib else _whole(part.memory, 1024)
    node = smallest_node(file, entry) or BOUNDLESS_NODE
    largest = Room(
        own.cpu * 1000 if own.cpu else min(node.cpu, cpu),
        own.memory_gib * 1024 if own.memory_gib else min(node.memory, memory),
    )
    return Share(
        team=team,
        quota=Room(cpu, memory),
        largest=largest,
        owner=team.owner or entry.owner or file.tags.owner,
        cost_center=team.cost_center or entry.cost_center or file.tags.cost_center,
        classification=entry.data_classification or file.tags.data_classification,
        pod_security=pod_security(team),
        workloads=tuple(_placed(file, entry, workload) for workload in team.workloads),
    )


def _placed(file: LandingZoneFile, entry: LandingZoneEntry, workload: Workload) -> PlacedWorkload:
    zones = hub_of(file, entry).zones
    return PlacedWorkload(
        workload=workload,
        replicas=fewest_replicas(workload, zones),
        most=most_replicas(workload, zones),
        request=request(workload),
        grace_seconds=grace_seconds(workload),
        pools=pools_for(file, entry, workload),
    )


def _whole(amount: int, unit: int) -> int:
    """Round down to whole cores or GiB, which read better; less than one stays as it is."""
    return amount // unit * unit or amount


def exempt_namespaces(entry: LandingZoneEntry) -> tuple[str, ...]:
    """Return the namespaces whose pods break rules for workloads by their nature.

    Agents of the platform may be privileged, and pods that keep room free answer no probes.
    """
    agents = [team.name for team in entry.teams if team.platform]
    return (*agents, *(("headroom",) if entry.headroom else ()))


def by_host_name(entry: LandingZoneEntry) -> bool:
    """Tell whether network policies may name hosts: Cilium's may, with its services turned on."""
    network = entry.aks.network
    return network.cilium and network.container_networking_services


def pod_security(team: Team) -> PodSecurity:
    """Return the Pod Security Standard that a team's namespace enforces."""
    return team.pod_security or ("privileged" if team.platform else "restricted")


def fewest_replicas(workload: Workload, zones: tuple[str, ...]) -> int:
    """Return how many replicas there are at least: one a zone, and two where there are no zones."""
    if workload.singleton:
        return 1
    if isinstance(workload.scaling, EventScaling):
        return workload.scaling.min_replicas
    return workload.replicas or max(len(zones), 2)


def most_replicas(workload: Workload, zones: tuple[str, ...]) -> int:
    """Return how many replicas there are at most."""
    if isinstance(workload.scaling, CpuScaling | EventScaling):
        return workload.scaling.max_replicas
    return fewest_replicas(workload, zones)


def request(workload: Workload) -> Room:
    """Return what one pod of a workload asks for."""
    text = workload.cpu
    cpu = int(text[:-1]) if text.endswith("m") else int(text) * 1000
    return Room(cpu, workload.memory_mib)


def fits(workload: Workload, pool: NodePool) -> bool:
    """Tell whether a pool has the operating system, architecture and GPUs of a workload."""
    arm = architecture(pool.settings.vm_size) == "arm64"
    return (
        pool.settings.windows == (workload.os == "windows")
        and arm == (workload.arch == "arm64")
        and (workload.gpus == 0 or pool.gpu is not None)
    )


def pools_for(
    file: LandingZoneFile, entry: LandingZoneEntry, workload: Workload
) -> tuple[NodePool, ...]:
    """Return the pools that a workload may run on; none where AKS chooses the nodes."""
    return tuple(
        pool
        for pool in workload_pools(file, entry)
        if fits(workload, pool) and workload.pool in (None, pool.origin)
    )


def grace_seconds(workload: Workload) -> int:
    """Return how long a pod may take to end: what it has begun, and a little more.

    Windows containers need a minute at least (checklist, windows-abrupt-termination).
    """
    least = 60 if workload.os == "windows" else 30
    return max(least, workload.longest_request_seconds + _ENDING_SECONDS)
