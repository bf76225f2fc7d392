"""The nodes of a cluster hold the disks that its workloads claim."""

from collections.abc import Iterator

from landsmith.blueprint.workload.workloads import Workload
from landsmith.landing_zone.team import PlacedWorkload
from landsmith.policy.rule import (
    Context,
    LandingZoneRule,
    Outcome,
    failed,
    not_applicable,
    passed,
    unknown,
)


class NodeDisks(LandingZoneRule):
    """Judges the disks of each workload's replicas against what its pools' nodes can take."""

    id = "workload-node-disks"
    title = "Nodes hold the disks that workloads claim"
    severity = "medium"
    rationale = (
        "A VM size takes a fixed number of data disks. A pod whose disk fits on no node waits for "
        "ever, and the autoscaler adds nodes beyond the pool's maximum to no avail."
    )
    mend = "Choose a larger VM size for the pool, raise max_count, or claim fewer volumes."

    def judge_landing_zone(self, context: Context, /) -> Iterator[tuple[str, Outcome]]:
        """Yield the outcome of each workload with disks, or of the landing zone without any."""
        for index, entry in enumerate(context.zone.landing_zones):
            where = f"landing_zones[{index}].teams"
            placed = (one for share in entry.shares for one in share.workloads)
            claiming = [one for one in placed if _disks(one.workload)]
            if not claiming:
                yield where, not_applicable("no workload claims a disk")
            for one in claiming:
                yield f"{where}.{one.workload.name}", _judged(one)


def _disks(workload: Workload) -> int:
    return sum(volume.storage.startswith("disk") for volume in workload.volumes)


def _judged(placed: PlacedWorkload) -> Outcome:
    claimed = placed.most * _disks(placed.workload)
    pools = placed.pools
    if any(pool.size is None for pool in pools) or not pools:
        return unknown("nobody knows how many disks the nodes take")
    room = sum(pool.settings.max_count * pool.size.max_data_disks for pool in pools if pool.size)
    said = f"{claimed} disks for {room} places"
    return passed(said) if claimed <= room else failed(said)
