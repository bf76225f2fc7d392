"""How far a fact is proven; nothing is ever shown at a higher level than it reached."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Final


class Level(IntEnum):
    """The five levels, lowest first, so that ``min`` is the weakest of several."""

    DESIGNED = 1
    PLANNED = 2
    REHEARSED = 3
    APPLIED = 4
    OBSERVED = 5

    @property
    def word(self) -> str:
        """Return the level as it stands in documents."""
        return self.name.lower()


HIGHEST: Final = Level.REHEARSED
"""The highest level that this version can reach: it has no evidence from Azure itself."""

MEANING: Final = {
    Level.DESIGNED: "Stated in the landing-zone file or its lock; no plan shows it",
    Level.PLANNED: "A value of terraform's own plan",
    Level.REHEARSED: "Planned, applied to emulated Azure, and unchanged in an empty second plan",
    Level.APPLIED: "Applied to the customer's subscriptions",
    Level.OBSERVED: "Read back from the customer's subscriptions",
}


def weakest(levels: Iterable[Level]) -> Level:
    """Return the lowest of the levels, never one above `HIGHEST`; designed where there are none."""
    return min([*levels, HIGHEST]) if (levels := tuple(levels)) else Level.DESIGNED
