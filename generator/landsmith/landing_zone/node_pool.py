"""The node pools that a cluster gets."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

from landsmith.blueprint.cluster.node_pools import Gpu, OsDisk, SystemPool, UserPool
from landsmith.blueprint.offers.vm_sizes import VmSize, size

AUTOMATIC_NODES = 200
"""Nodes that the address plan makes room for where AKS chooses them: AKS Automatic and node
auto-provisioning."""

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


def peak_nodes(pool: Settings) -> int:
    """Return the most nodes of a pool during an upgrade: with its surge, which spot pools lack."""
    if isinstance(pool, UserPool) and pool.spot:
        return pool.max_count
    surge = int(pool.max_surge.rstrip("%"))
    return pool.max_count + math.ceil(pool.max_count * surge / 100)
