"""A team of a landing zone, with everything decided."""

from __future__ import annotations

from dataclasses import dataclass

from landsmith.blueprint.workload.teams import Team
from landsmith.landing_zone.room import Room


@dataclass(frozen=True)
class Share:
    """A team with its decided quota, and what one of its containers may have at most."""

    team: Team
    quota: Room
    largest: Room
    owner: str
    cost_center: str
    classification: str
