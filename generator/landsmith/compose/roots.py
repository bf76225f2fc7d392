"""The roots of a landing zone, in the order they are applied."""

from __future__ import annotations

from landsmith.compose import connectivity, governance, management, state, workload
from landsmith.compose.model import Root
from landsmith.resolve.landing_zone import LandingZone


def compose(zone: LandingZone) -> tuple[Root, ...]:
    """Return every root of a landing zone; numbers in their names give the order."""
    return (
        state.root(zone),
        governance.root(zone),
        management.root(zone),
        connectivity.root(zone),
        *(workload.root(zone, entry) for entry in zone.file.landing_zones),
    )
