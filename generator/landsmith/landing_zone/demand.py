"""What a cluster asks of Azure when it has grown."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network

from landsmith.landing_zone.node_pool import NodePool


@dataclass(frozen=True)
class PoolDemand:
    """A pool at its largest; ``family`` is None for a size that the table does not know."""

    pool: NodePool
    family: str | None
    nodes: int
    vcpus: int

    @property
    def data_disks(self) -> int | None:
        """Data disks that one node takes, None for a size that the table does not know."""
        return self.pool.size.max_data_disks if self.pool.size else None


@dataclass(frozen=True)
class SubnetDemand:
    """A subnet's range, the addresses that it can give, and those that its pools take."""

    name: str
    network: IPv4Network
    usable: int
    needed: int


@dataclass(frozen=True)
class PortDemand:
    """SNAT ports of the way out, and how many nodes share them."""

    ports: int
    nodes: int

    @property
    def per_node(self) -> int:
        """Ports for each node when the cluster has grown."""
        return self.ports // self.nodes if self.nodes else 0


Quota = tuple[str, str, str]
"""Subscription, region and the quota's name."""
