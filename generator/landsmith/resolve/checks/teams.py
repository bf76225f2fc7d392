"""What teams ask of their cluster: combinations that Kubernetes or AKS would refuse."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.cluster.ingress import ApplicationGatewayForContainers
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.workload.teams import Team
from landsmith.landing_zone.room import Room
from landsmith.landing_zone.team import Share
from landsmith.resolve.checks.workloads import check_workload
from landsmith.resolve.cluster.capacity import OVERCOMMIT, cluster_room, smallest_node
from landsmith.resolve.cluster.teams import (
    PLATFORM_NAMESPACES,
    fewest_replicas,
    request,
    shares,
    teams,
)
from landsmith.resolve.platform.hubs import hub_of


def check_teams(file: LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield a problem for each team or workload that can't be deployed as it is written."""
    for index, entry in enumerate(file.landing_zones):
        at: Loc = ("landing_zones", index)
        found = shares(file, entry)
        yield from _names(entry, at)
        yield from _quotas(file, entry, found, at)
        yield from _host_names(entry, at)
        if entry.teams:
            for number, share in enumerate(found):
                yield from _team(file, entry, share, (*at, "teams", number))


def _team(
    file: LandingZoneFile, entry: LandingZoneEntry, share: Share, at: Loc
) -> Iterator[FieldProblem]:
    yield from _security(share.team, at)
    yield from _workload_names(entry, share.team, at)
    yield from _requests(file, entry, share, at)
    for position, workload in enumerate(share.team.workloads):
        loc: Loc = (*at, "workloads", position)
        yield from check_workload(file, entry, share, workload, loc)


def _names(entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    for index, team in enumerate(teams(entry)):
        loc: Loc = (*at, "teams", index, "name") if entry.teams else (*at, "name")
        if team.name in _taken(entry) or team.name.startswith("kube-"):
            message = f"the namespace {team.name} is the cluster's own"
            yield FieldProblem(loc, message, "choose another name")
        if team.name in [other.name for other in teams(entry)[:index]]:
            yield FieldProblem(loc, f"{team.name} names two teams", "give each its own name")


def _taken(entry: LandingZoneEntry) -> tuple[str, ...]:
    """Return the namespaces that a cluster has besides its teams'."""
    gateway = ("gateway",) if isinstance(entry.ingress, ApplicationGatewayForContainers) else ()
    return (*PLATFORM_NAMESPACES, *gateway, *(("headroom",) if entry.headroom else ()))


def _quotas(
    file: LandingZoneFile, entry: LandingZoneEntry, found: tuple[Share, ...], at: Loc
) -> Iterator[FieldProblem]:
    room, node = cluster_room(file, entry), smallest_node(file, entry)
    if room is None or node is None:
        return
    total = Room(sum(one.quota.cpu for one in found), sum(one.quota.memory for one in found))
    most = room.times(OVERCOMMIT)
    loc: Loc = (*at, "teams") if entry.teams else (*at, "aks", "user_pools")
    if not most.holds(total):
        message = (
            f"the quotas come to {_told(total)}; grown to the full, the pools leave {_told(room)}, "
            f"and quotas may exceed that by half: {_told(most)}"
        )
        yield FieldProblem(loc, message, "lower quotas or raise max_count of a pool")
    for index, share in enumerate(found):
        if entry.teams:
            yield from _largest(share, node, (*at, "teams", index, "largest_container"))


def _largest(share: Share, node: Room, loc: Loc) -> Iterator[FieldProblem]:
    if not node.holds(share.largest):
        message = f"{_told(share.largest)} is more than the smallest node leaves, {_told(node)}"
        yield FieldProblem(loc, message, "lower it, or choose larger nodes in every pool")
    elif not share.quota.holds(share.largest):
        message = f"{_told(share.largest)} is more than the team's quota, {_told(share.quota)}"
        yield FieldProblem(loc, message, "lower it or raise the quota")


def _told(room: Room) -> str:
    return f"{room.cpu / 1000:g} cores and {room.memory / 1024:.4g} GiB"


def _security(team: Team, at: Loc) -> Iterator[FieldProblem]:
    if team.pod_security == "privileged" and not team.platform:
        message = "only namespaces of the platform may be privileged"
        yield FieldProblem((*at, "pod_security"), message, "write baseline, or platform: true")


def _requests(
    file: LandingZoneFile, entry: LandingZoneEntry, share: Share, at: Loc
) -> Iterator[FieldProblem]:
    """Yield a problem where the team's workloads together don't fit into its quota."""
    zones, total = hub_of(file, entry).zones, Room(0, 0)
    for workload in share.team.workloads:
        if workload.kind != "DaemonSet":
            total += request(workload).times(fewest_replicas(workload, zones))
    if not share.quota.holds(total):
        message = f"the workloads ask for {_told(total)}, the quota is {_told(share.quota)}"
        yield FieldProblem((*at, "quota"), message, "raise the quota, or lower what they ask for")


def _workload_names(entry: LandingZoneEntry, team: Team, at: Loc) -> Iterator[FieldProblem]:
    """Yield a problem for each name that stands twice in a namespace."""
    accounts = {
        identity.service_account
        for identity in entry.identities.values()
        if identity.namespace == team.name
    }
    for index, workload in enumerate(team.workloads):
        loc: Loc = (*at, "workloads", index, "name")
        if workload.name in [other.name for other in team.workloads[:index]]:
            message = f"{workload.name} names two workloads of {team.name}"
            yield FieldProblem(loc, message, "give each its own name")
        elif workload.identity is None and workload.name in accounts:
            message = f"the service account {workload.name} belongs to an identity"
            yield FieldProblem(loc, message, "write the identity, or rename the workload")


def _host_names(entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    """Yield a problem for each host name that is served twice: requests go to one of them."""
    owners: dict[str, str] = {}
    for number, team in enumerate(entry.teams):
        for position, workload in enumerate(team.workloads):
            for index, host in enumerate(workload.hostnames):
                own = f"{team.name}/{workload.name}"
                other = owners.setdefault(host, own)
                if other != own or host in workload.hostnames[:index]:
                    loc: Loc = (*at, "teams", number, "workloads", position, "hostnames", index)
                    yield FieldProblem(loc, f"{host} is {other}'s already", "name each host once")
