"""The system pool of a production cluster spans the region's zones, with a node in each."""

from landsmith.blueprint.environment import PRODUCTION
from landsmith.blueprint.offers.regions import REGIONS
from landsmith.policy.kinds import CLUSTER
from landsmith.policy.planned import items
from landsmith.policy.rule import (
    Context,
    Outcome,
    Rule,
    failed,
    not_applicable,
    passed,
    unknown,
)
from landsmith.terraform.plan import Mark, ResourceChange

ZONES, FEWEST = "default_node_pool.0.zones", "default_node_pool.0.min_count"


class PoolZones(Rule):
    """Judges zones and fewest nodes of a cluster's system pool."""

    id = "workload-pool-zones"
    title = "The system pool spans the region's zones"
    severity = "high"
    rationale = (
        "DNS and the other add-ons run on the system pool. If it stands in one zone, the loss of "
        "that zone takes every workload's name resolution with it."
    )
    mend = "Leave zones out, so that the pool has all, and set min_count to their number."
    resource_types = (CLUSTER,)

    def judge(self, resource: ResourceChange, _context: Context) -> Outcome:
        """Return a failure for a production pool in fewer zones than there are."""
        for path in ("location", "tags.environment", ZONES, FEWEST):
            if isinstance(resource.get(path), Mark):
                return unknown(f"{path} is known after the apply", path)
        region = resource.get("location")
        available = REGIONS[region].zones if region in REGIONS else ()
        if not available:
            return not_applicable(f"{region} has no zones", "location")
        if resource.get("tags.environment") not in PRODUCTION:
            return not_applicable("not a production cluster", "tags.environment")
        return _spread(resource, available)


def _spread(resource: ResourceChange, available: tuple[str, ...]) -> Outcome:
    zones, fewest = items(resource, ZONES), resource.get(FEWEST)
    if set(zones) < set(available):
        said = ", ".join(sorted(zones)) or "no zone"
        return failed(f"the system pool is in {said} of {', '.join(available)}", ZONES)
    if isinstance(fewest, int) and fewest < len(available):
        return failed(f"{fewest} nodes at the least for {len(available)} zones", FEWEST)
    return passed("a node in each zone", ZONES)
