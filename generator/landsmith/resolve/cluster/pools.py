"""The node pools that a cluster gets: those of the file, and one for each zone where it says so."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.cluster.node_pools import OsDisk, UserPool
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.offers.regions import REGIONS
from landsmith.landing_zone.node_pool import SYSTEM, NodePool, Settings
from landsmith.resolve.platform.hubs import region_of


def has_fips(entry: LandingZoneEntry, pool: Settings) -> bool:
    """Tell whether a pool's nodes have FIPS: as it says, else Linux nodes under regulation."""
    if pool.fips is not None:
        return pool.fips
    return entry.compliance is not None and not pool.windows


def os_disk_of(entry: LandingZoneEntry, pool: Settings) -> OsDisk:
    """Return where a pool's operating system lies; ephemeral disks follow no rotated key."""
    return pool.os_disk_type or ("Managed" if rotates_disk_key(entry) else "Ephemeral")


def rotates_disk_key(entry: LandingZoneEntry) -> bool:
    """Tell whether disks are encrypted with the customer's own key, and it gets new versions."""
    encryption = entry.encryption
    return encryption.disks == "customer_key" and encryption.rotation_days is not None


def node_pools(file: LandingZoneFile, entry: LandingZoneEntry) -> dict[str, NodePool]:
    """Return all pools of a cluster by name, the system pool first; AKS Automatic has none."""
    return {pool.name: pool for pool in made_pools(file, entry)}


def made_pools(file: LandingZoneFile, entry: LandingZoneEntry) -> Iterator[NodePool]:
    """Yield all pools of a cluster; two may have one name before the file is checked."""
    if entry.aks.mode == "standard":
        yield from _made(entry, REGIONS[region_of(file, entry)].zones)


def _made(entry: LandingZoneEntry, available: tuple[str, ...]) -> Iterator[NodePool]:
    system = entry.aks.system_pool
    yield _pool(entry, SYSTEM, SYSTEM, _zones(system, available), system)
    for name, pool in entry.aks.user_pools.items():
        zones = _zones(pool, available)
        if pool.per_zone and zones:
            yield from (_pool(entry, f"{name}{zone}", name, (zone,), pool) for zone in zones)
        else:
            yield _pool(entry, name, name, zones, pool)


def _pool(
    entry: LandingZoneEntry, name: str, origin: str, zones: tuple[str, ...], settings: Settings
) -> NodePool:
    fips, disk = has_fips(entry, settings), os_disk_of(entry, settings)
    return NodePool(name, origin, zones, settings, fips, disk)


def _zones(pool: Settings, available: tuple[str, ...]) -> tuple[str, ...]:
    chosen = available if pool.zones is None else pool.zones
    single = isinstance(pool, UserPool) and (pool.proximity_placement or pool.dedicated_hosts)
    return chosen[:1] if single else chosen
