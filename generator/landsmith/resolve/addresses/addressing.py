"""The address plan: ranges for hub, spokes and subnets, allocated from the customer's supernets.

A range that the lock holds stays where it is; a new one takes the lowest free place. So adding a
landing zone moves nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network

from landsmith.blueprint.base import FieldProblem, Loc

AZURE_RESERVED = 5
"""Addresses Azure keeps of every subnet (Azure Virtual Network FAQ)."""


@dataclass(frozen=True)
class Demand:
    """A range that is wanted: its key in the lock, its prefix length, the field that asks."""

    key: str
    prefix_length: int
    field: Loc


@dataclass
class Pool:
    """Ranges to allocate from; keeps what is taken. Mutable while the plan is made."""

    ranges: Sequence[IPv4Network]
    taken: list[IPv4Network] = field(default_factory=list)

    def keep(self, network: IPv4Network) -> bool:
        """Take a range where it is; False if it lies outside or is taken."""
        inside = any(network.subnet_of(parent) for parent in self.ranges)
        if not inside or self._blockers(network):
            return False
        self.taken.append(network)
        return True

    def take(self, prefix_length: int) -> IPv4Network | None:
        """Take the lowest free range of a size; None if there is none."""
        for parent in self.ranges:
            found = self._first_free(parent, prefix_length)
            if found is not None:
                self.taken.append(found)
                return found
        return None

    def _first_free(self, parent: IPv4Network, prefix_length: int) -> IPv4Network | None:
        if prefix_length < parent.prefixlen:
            return None
        size = 1 << (32 - prefix_length)
        start, end = int(parent.network_address), int(parent.broadcast_address)
        while start + size - 1 <= end:
            candidate = IPv4Network((start, prefix_length))
            blockers = self._blockers(candidate)
            if not blockers:
                return candidate
            after = max(int(blocker.broadcast_address) for blocker in blockers) + 1
            start = -(-after // size) * size
        return None

    def _blockers(self, network: IPv4Network) -> list[IPv4Network]:
        return [other for other in self.taken if other.overlaps(network)]


def prefix_for(addresses: int) -> int:
    """Return the prefix length of the smallest network with that many addresses."""
    return 32 - max(addresses - 1, 0).bit_length()


def subnet_prefix(hosts: int, *, largest_prefix: int = 29) -> int:
    """Return the prefix length of the smallest subnet with room for so many hosts."""
    return min(prefix_for(hosts + AZURE_RESERVED), largest_prefix)


def allocate(
    pool: Pool, demands: Sequence[Demand], locked: Mapping[str, IPv4Network]
) -> tuple[dict[str, IPv4Network], list[FieldProblem]]:
    """Give every demand a range of the pool: first what the lock holds, then new ones in order.

    Returns the ranges by key, and a problem for each demand that got none.
    """
    plan: dict[str, IPv4Network] = {}
    found: list[FieldProblem] = []
    for demand in demands:
        if demand.key in locked:
            found += _keep(pool, demand, locked[demand.key], plan)
    for demand in demands:
        if demand.key not in locked:
            found += _take(pool, demand, plan)
    return {demand.key: plan[demand.key] for demand in demands if demand.key in plan}, found


def _keep(
    pool: Pool, demand: Demand, network: IPv4Network, plan: dict[str, IPv4Network]
) -> list[FieldProblem]:
    if network.prefixlen > demand.prefix_length:
        message = (
            f"needs a /{demand.prefix_length} for {demand.key}, but the lock holds {network}, "
            "and a range in use can't grow"
        )
        mend = f"choose what fits in {network}, or move the growth to a new landing zone"
        return [FieldProblem(demand.field, message, mend)]
    if not pool.keep(network):
        message = (
            f"the lock holds {network} for {demand.key}, which no longer fits in {_ranges(pool)}"
        )
        mend = (
            "give back the old range, or remove the entry from the lock before anything is deployed"
        )
        return [FieldProblem(demand.field, message, mend)]
    plan[demand.key] = network
    return []


def _take(pool: Pool, demand: Demand, plan: dict[str, IPv4Network]) -> list[FieldProblem]:
    network = pool.take(demand.prefix_length)
    if network is None:
        message = f"no free /{demand.prefix_length} is left in {_ranges(pool)} for {demand.key}"
        return [FieldProblem(demand.field, message, "add a supernet, or use a larger one")]
    plan[demand.key] = network
    return []


def _ranges(pool: Pool) -> str:
    return ", ".join(str(network) for network in pool.ranges)
