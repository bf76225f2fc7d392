"""Container registries are zone-redundant where the region has zones."""

from landsmith.blueprint.offers.regions import REGIONS
from landsmith.policy.planned import expect, items, worst
from landsmith.policy.rule import Context, Outcome, Rule, failed, not_applicable, passed
from landsmith.terraform.plan import ResourceChange


class RegistryZones(Rule):
    """Judges ``zone_redundancy_enabled`` of a registry and of its replicas."""

    id = "workload-registry-zones"
    title = "Container registries are zone-redundant"
    severity = "medium"
    rationale = (
        "Without its images a cluster starts no pod, so a registry has to survive the loss of a "
        "zone as the cluster does. Checkov's own check crashes on a registry without replicas."
    )
    mend = "Set zone_redundancy_enabled to true; it can't be changed afterwards."
    resource_types = ("azurerm_container_registry",)

    def judge(self, resource: ResourceChange, _context: Context) -> Outcome:
        """Return the worst of what is said of the registry and of its replicas."""
        region = resource.get("location")
        if not _has_zones(region):
            return not_applicable(f"{region} has no zones", "location")
        good, bad = "zone-redundant", "not zone-redundant"
        own = expect(resource, "zone_redundancy_enabled", True, good, bad)
        replicas = [
            passed("replica is zone-redundant")
            if replica.get("zone_redundancy_enabled") is True
            else failed(f"the replica in {replica.get('location')} is not zone-redundant", path)
            for path, replica in _replicas(resource)
            if _has_zones(replica.get("location"))
        ]
        return worst([own, *replicas])


def _has_zones(region: object) -> bool:
    """Return whether a region has zones; of one that nobody knows yet it is assumed."""
    facts = REGIONS.get(region) if isinstance(region, str) else None  # type: ignore[call-overload]
    return facts is None or bool(facts.zones)


def _replicas(resource: ResourceChange) -> list[tuple[str, dict[str, object]]]:
    found = enumerate(items(resource, "georeplications"))
    return [(f"georeplications.{n}", item) for n, item in found if isinstance(item, dict)]
