"""Where a registry keeps copies of its images."""

from __future__ import annotations

from landsmith.blueprint.environment import PRODUCTION
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.offers.regions import Region
from landsmith.resolve.platform.hubs import region_of


def replicas(file: LandingZoneFile, entry: LandingZoneEntry) -> tuple[Region, ...]:
    """Return the further regions of a landing zone's registry, in alphabetical order.

    By default, for production, those that the rest of it stands in
    (aks:bc-dr-registry-geo-replication).
    """
    if entry.registry.replicas is not None:
        return tuple(sorted(entry.registry.replicas))
    return others(file, entry)


def others(file: LandingZoneFile, entry: LandingZoneEntry) -> tuple[Region, ...]:
    """Return the regions besides its own that production stands in; no other needs copies."""
    if entry.environment not in PRODUCTION:
        return ()
    used = {
        region_of(file, other) for other in file.landing_zones if other.environment in PRODUCTION
    }
    return tuple(sorted(used - {region_of(file, entry)}))
