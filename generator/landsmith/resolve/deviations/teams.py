"""What teams are allowed beyond best practice."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import Loc
from landsmith.blueprint.environment import PRODUCTION
from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.landing_zone.deviation import Difference


def team_differences(entry: LandingZoneEntry, path: str, at: Loc) -> Iterator[Difference]:
    """Yield each difference of a landing zone's teams; ``path`` and ``at`` lead to its entry."""
    for index, team in enumerate(entry.teams):
        field, loc = f"{path}.teams.{team.name}", (*at, "teams", index)
        if team.pod_security == "baseline":
            source = "aks:application-security-context"
            yield Difference(
                f"{field}.pod_security", (*loc, "pod_security"), "baseline", "restricted", source
            )
        if team.access == "writer" and entry.environment in PRODUCTION:
            source = "aks:operations-gitops"
            yield Difference(f"{field}.access", (*loc, "access"), "writer", "reader", source)
