"""The node pools that a cluster gets: those of the file, and one for each zone where it says so."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from landsmith.blueprint.cluster.node_pools import Gpu, OsDisk, SystemPool, UserPool
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.offers.regions import REGIONS
from landsmith.blueprint.offers.vm_sizes import VmSize, size
from landsmith.resolve.platform.hubs import region_of

Settings: TypeAlias = SystemPool | UserPool

SYSTEM = "system"
"""Name of the system pool."""


@dataclass(frozen=True)
class NodePool:
    """A node pool as Azure sees it; ``origin`` is its name in the file."""

    name: str
    origin: str
    zones: tuple[str, ...]
    settings: Settings
    fips: bool
    os_disk_type: OsDisk

    @property
    def size(self) -> VmSize | None:
        """Facts of its VM size, None where the table has none."""
        return size(self.settings.vm_size)

    @property
    def user(self) -> UserPool | None:
        """Its settings if it is a user pool."""
        return self.settings if isinstance(self.settings, UserPool) else None

    @property
    def gpu(self) -> Gpu | None:
        """Its GPUs: as the file says, or as its size has them."""
        if self.user is None:
            return None
        return self.user.gpu or (Gpu() if self.size and self.size.gpus else None)

    @property
    def peak(self) -> int:
        """Most nodes during an upgrade."""
        return peak_nodes(self.settings)


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


def peak_nodes(pool: Settings) -> int:
    """Return the most nodes of a pool during an upgrade: with its surge, which spot pools lack."""
    if isinstance(pool, UserPool) and pool.spot:
        return pool.max_count
    surge = int(pool.max_surge.rstrip("%"))
    return pool.max_count + math.ceil(pool.max_count * surge / 100)


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
