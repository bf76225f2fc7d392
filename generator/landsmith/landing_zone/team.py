"""A team of a landing zone, with everything decided."""

from __future__ import annotations

from dataclasses import dataclass

from landsmith.blueprint.workload.teams import PodSecurity, Team
from landsmith.blueprint.workload.workloads import Workload
from landsmith.landing_zone.node_pool import NodePool
from landsmith.landing_zone.room import Room


@dataclass(frozen=True)
class PlacedWorkload:
    """A workload with what was decided of its pods.

    ``replicas`` are the fewest, and ``most`` the most; ``request`` is what one pod asks for;
    ``grace_seconds`` how long it may take to end; ``pools`` are those that it may run on, none
    where AKS chooses the nodes.
    """

    workload: Workload
    replicas: int
    most: int
    request: Room
    grace_seconds: int
    pools: tuple[NodePool, ...]


@dataclass(frozen=True)
class Share:
    """A team with its decided quota, and what one of its containers may have at most."""

    team: Team
    quota: Room
    largest: Room
    owner: str
    cost_center: str
    classification: str
    pod_security: PodSecurity
    workloads: tuple[PlacedWorkload, ...]
