"""What one workload asks: of its own fields, of other workloads, and of the nodes."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import FieldProblem, Loc, closest, listed
from landsmith.blueprint.cluster.ingress import ApplicationGatewayForContainers, AppRoutingInternal
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.workload.teams import Team
from landsmith.blueprint.workload.workloads import (
    Connection,
    EventScaling,
    HostConnection,
    Workload,
    WorkloadConnection,
)
from landsmith.landing_zone.team import Share
from landsmith.resolve.cluster.capacity import cluster_room, node_room
from landsmith.resolve.cluster.teams import (
    by_host_name,
    grace_seconds,
    most_replicas,
    pools_for,
    request,
    teams,
)
from landsmith.resolve.platform.hubs import hub_of

_RUNS_ON = ("Job", "CronJob", "DaemonSet")


def check_workload(
    file: LandingZoneFile, entry: LandingZoneEntry, share: Share, workload: Workload, at: Loc
) -> Iterator[FieldProblem]:
    """Yield a problem for each thing that a workload asks for and can't have."""
    team = share.team
    yield from _image(workload, at)
    yield from _kind(workload, at)
    yield from _scaling(entry, workload, at)
    yield from _ports(entry, workload, at)
    yield from _identity(entry, team, workload, at)
    yield from _volumes(entry, workload, at)
    for index, connection in enumerate(workload.connections):
        yield from _connection(entry, team, connection, (*at, "connections", index))
    yield from _repeated(team, workload, at)
    yield from _nodes(file, entry, workload, at)
    yield from _room(file, entry, share, workload, at)


def _image(workload: Workload, at: Loc) -> Iterator[FieldProblem]:
    name, _, digest = workload.image.partition("@")
    tag = name.rpartition("/")[2].partition(":")[2]
    if not digest and tag in ("", "latest"):
        message = "without a digest the image needs a tag, and latest is another one every day"
        yield FieldProblem((*at, "image"), message, "write a version's tag, or a digest")


def _kind(workload: Workload, at: Loc) -> Iterator[FieldProblem]:
    kind = workload.kind
    if (kind == "CronJob") != (workload.schedule is not None):
        message = "a CronJob has a schedule, and nothing else has one"
        yield FieldProblem((*at, "schedule"), message, 'write schedule: "0 3 * * *"')
    if kind == "DaemonSet" and workload.replicas is not None:
        message = "a DaemonSet has a pod on each node"
        yield FieldProblem((*at, "replicas"), message, "leave replicas out")
    if workload.singleton and (workload.replicas or 1) > 1:
        message = "a singleton has one replica"
        yield FieldProblem((*at, "replicas"), message, "leave replicas or singleton out")


def _scaling(entry: LandingZoneEntry, workload: Workload, at: Loc) -> Iterator[FieldProblem]:
    scaling = workload.scaling
    if scaling is None:
        return
    if workload.kind in _RUNS_ON or workload.singleton:
        message = f"a {'singleton' if workload.singleton else workload.kind} is not scaled"
        yield FieldProblem((*at, "scaling"), message, "leave scaling out")
    if (workload.replicas or 0) > scaling.max_replicas:
        message = f"{workload.replicas} is more than the most, {scaling.max_replicas}"
        yield FieldProblem((*at, "replicas"), message, "raise max_replicas")
    if isinstance(scaling, EventScaling):
        if scaling.min_replicas > scaling.max_replicas:
            message = f"{scaling.min_replicas} is more than max_replicas"
            yield FieldProblem((*at, "scaling", "min_replicas"), message, "raise max_replicas")
        if not entry.aks.keda:
            message = "only the KEDA add-on scales by events"
            yield FieldProblem((*at, "scaling"), message, "write aks.keda: true")


def _ports(entry: LandingZoneEntry, workload: Workload, at: Loc) -> Iterator[FieldProblem]:
    names = [port.name for port in workload.ports]
    numbers = [(port.port, port.protocol) for port in workload.ports]
    for index, port in enumerate(workload.ports):
        if port.name in names[:index] or (port.port, port.protocol) in numbers[:index]:
            message = f"{port.name} or its number is there already"
            yield FieldProblem((*at, "ports", index), message, "give each its own name and number")
    asked = workload.probes.port if workload.probes else None
    open_ports = [port.name for port in workload.ports if port.protocol == "TCP"]
    if asked and asked not in open_ports:
        yield _no_port((*at, "probes", "port"), asked, open_ports)
    if workload.probes and not open_ports:
        message = "probes ask over HTTP, and no TCP port is there"
        yield FieldProblem((*at, "probes"), message, "add a port that answers them")
    if workload.probes and _same_path(workload):
        message = "liveness and readiness answer different questions, on paths of their own"
        yield FieldProblem((*at, "probes", "readiness"), message, "write another path")
    if workload.metrics_port and workload.metrics_port not in names:
        yield _no_port((*at, "metrics_port"), workload.metrics_port, names)
    if workload.hostnames and not open_ports:
        message = "nothing listens for these names"
        yield FieldProblem((*at, "hostnames"), message, "add a TCP port, the served one first")
    if workload.hostnames and not isinstance(entry.ingress, _ROUTING):
        message = "the landing zone has no ingress that routes by host name"
        mend = "choose ingress kind app_routing_internal or application_gateway_for_containers"
        yield FieldProblem((*at, "hostnames"), message, mend)


_ROUTING = (AppRoutingInternal, ApplicationGatewayForContainers)


def _same_path(workload: Workload) -> bool:
    probes = workload.probes
    return probes is not None and probes.liveness == probes.readiness


def _no_port(loc: Loc, name: str, names: list[str]) -> FieldProblem:
    near = closest(name, names)
    mend = f"did you mean {near}?" if near else "name one of its ports"
    return FieldProblem(loc, f"the workload has no port {name}", mend)


def _identity(
    entry: LandingZoneEntry, team: Team, workload: Workload, at: Loc
) -> Iterator[FieldProblem]:
    name = workload.identity
    if name is None:
        if workload.secrets:
            message = "secrets are read from the vault as an identity"
            yield FieldProblem((*at, "secrets"), message, "write identity too")
        return
    found = entry.identities.get(name)
    if found is None:
        near = closest(name, entry.identities)
        mend = f"did you mean {near}?" if near else "add it to the landing zone's identities"
        yield FieldProblem((*at, "identity"), f"there is no identity {name}", mend)
    elif found.namespace != team.name:
        message = f"{name} is trusted in the namespace {found.namespace}, not in {team.name}"
        yield FieldProblem((*at, "identity"), message, "name an identity of this namespace")


def _volumes(entry: LandingZoneEntry, workload: Workload, at: Loc) -> Iterator[FieldProblem]:
    drivers = entry.aks.storage
    ultra = any(pool.ultra_disks for pool in entry.aks.user_pools.values())
    there = {
        "disk": drivers.disks,
        "disk_v2": drivers.disks,
        "disk_ultra": drivers.disks and ultra,
        "files": drivers.files,
        "blob": drivers.blobs,
    }
    for index, volume in enumerate(workload.volumes):
        loc: Loc = (*at, "volumes", index)
        if not there[volume.storage]:
            message = f"the cluster has no driver or pool for {volume.storage}"
            mend = "turn it on in aks.storage, or ultra_disks in a pool"
            yield FieldProblem((*loc, "storage"), message, mend)
        alone = workload.singleton or workload.kind in ("StatefulSet", "Job", "CronJob")
        if volume.storage.startswith("disk") and not alone:
            message = f"a disk is on one node, and the pods of a {workload.kind} are on several"
            mend = "write kind: StatefulSet, singleton: true, or storage: files"
            yield FieldProblem((*loc, "storage"), message, mend)


def _connection(
    entry: LandingZoneEntry, team: Team, connection: Connection, at: Loc
) -> Iterator[FieldProblem]:
    if isinstance(connection, WorkloadConnection):
        yield from _to_workload(entry, team, connection, at)
    elif isinstance(connection, HostConnection):
        yield from _to_hosts(entry, connection, at)


def _to_workload(
    entry: LandingZoneEntry,
    team: Team,
    connection: WorkloadConnection,
    at: Loc,
) -> Iterator[FieldProblem]:
    by_team = {other.name: other for other in teams(entry)}
    name = connection.team or team.name
    if name not in by_team:
        near = closest(name, by_team)
        mend = f"did you mean {near}?" if near else "name a team of this landing zone"
        yield FieldProblem((*at, "team"), f"there is no team {name}", mend)
        return
    found = {other.name: other for other in by_team[name].workloads}
    if connection.workload not in found:
        near = closest(connection.workload, found)
        mend = f"did you mean {near}?" if near else f"name a workload of {name}"
        message = f"{name} has no workload {connection.workload}"
        yield FieldProblem((*at, "workload"), message, mend)
        return
    ports = [port.name for port in found[connection.workload].ports]
    if connection.port not in ports:
        yield _no_port((*at, "port"), connection.port, ports)


def _to_hosts(
    entry: LandingZoneEntry, connection: HostConnection, at: Loc
) -> Iterator[FieldProblem]:
    if not by_host_name(entry):
        message = f"rules by host name, as for {listed(connection.hosts)}, need Cilium"
        mend = "turn on container_networking_services on the cilium data plane, or write ranges"
        yield FieldProblem((*at, "hosts"), message, mend)


def _repeated(team: Team, workload: Workload, at: Loc) -> Iterator[FieldProblem]:
    keys = [_key(team, connection) for connection in workload.connections]
    for index, key in enumerate(keys):
        if key in keys[:index]:
            message = "this connection is there already"
            yield FieldProblem((*at, "connections", index), message, "name each once")
    for field, names in (
        ("volumes", [volume.name for volume in workload.volumes]),
        ("volumes", [volume.mount_path for volume in workload.volumes]),
        ("secrets", list(workload.secrets)),
        ("hostnames", list(workload.hostnames)),
    ):
        if len(set(names)) < len(names):
            yield FieldProblem((*at, field), "something is there twice", "name each once")


def _key(team: Team, connection: Connection) -> tuple[str, ...]:
    if isinstance(connection, WorkloadConnection):
        return (connection.team or team.name, connection.workload, connection.port)
    return (connection.name,)


def _nodes(
    file: LandingZoneFile, entry: LandingZoneEntry, workload: Workload, at: Loc
) -> Iterator[FieldProblem]:
    """Yield a problem where no pool has what a workload needs, or drains too fast for it."""
    if cluster_room(file, entry) is None:
        return
    chosen = pools_for(file, entry, workload)
    if not chosen:
        needs = f"{workload.os}/{workload.arch}" + (" with GPUs" if workload.gpus else "")
        field = "pool" if workload.pool else "os"
        message = f"no pool {workload.pool or ''} has nodes of {needs}".replace("  ", " ")
        yield FieldProblem((*at, field), message, "name another pool, or add one")
        return
    asked = request(workload)
    rooms = [node_room(pool.settings.vm_size, pool.settings.max_pods) for pool in chosen]
    if not any(room.holds(asked) for room in rooms):
        message = f"no node of {listed([pool.name for pool in chosen])} has room for one pod"
        yield FieldProblem((*at, "memory_mib"), message, "lower cpu or memory_mib, or larger nodes")
    grace = grace_seconds(workload)
    if any(pool.settings.drain_timeout_minutes * 60 < grace for pool in chosen):
        message = f"its pods may take {grace} seconds to end, and a pool drains faster"
        mend = "raise drain_timeout_minutes of the pool, or lower longest_request_seconds"
        yield FieldProblem((*at, "longest_request_seconds"), message, mend)
    if workload.interruptible and workload.priority == "critical":
        message = "spot nodes go when Azure needs them"
        yield FieldProblem((*at, "interruptible"), message, "lower priority, or leave it out")


def _room(
    file: LandingZoneFile, entry: LandingZoneEntry, share: Share, workload: Workload, at: Loc
) -> Iterator[FieldProblem]:
    """Yield a problem where a workload alone breaks its team's limits or quota."""
    asked = request(workload)
    if not share.largest.holds(asked):
        message = "a pod asks for more than one container of the team may have"
        yield FieldProblem((*at, "memory_mib"), message, "lower it, or raise largest_container")
    replicas = most_replicas(workload, hub_of(file, entry).zones)
    if workload.kind != "DaemonSet" and not share.quota.holds(asked.times(replicas)):
        message = f"{replicas} pods ask for more than the team's quota"
        yield FieldProblem((*at, "memory_mib"), message, "lower replicas or raise the quota")
