"""Room for pods."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """Room for pods: thousandths of a core, and MiB."""

    cpu: int
    memory: int

    def __add__(self, other: Room) -> Room:
        """Return both together."""
        return Room(self.cpu + other.cpu, self.memory + other.memory)

    def times(self, factor: float) -> Room:
        """Return the room as often, rounded down."""
        return Room(int(self.cpu * factor), int(self.memory * factor))

    def holds(self, other: Room) -> bool:
        """Tell whether there is room for another."""
        return other.cpu <= self.cpu and other.memory <= self.memory
