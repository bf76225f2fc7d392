"""What a team is allowed beyond best practice is a deviation, which asks for a justification."""

from __future__ import annotations

from cluster_cases import team, with_teams
from landsmith.resolve.deviations.deviations import deviations
from strategies import model


def deviating(**more: object) -> list[tuple[str, str, str]]:
    file = model(with_teams(team("shop", **more)))
    return [
        (one.setting, one.chosen, one.recommended)
        for one in deviations(file)
        if ".teams." in one.setting
    ]


def test_what_a_team_is_allowed_beyond_best_practice_is_a_deviation() -> None:
    at = "landing_zones.shop-prod.teams.shop"
    assert deviating(pod_security="baseline") == [(f"{at}.pod_security", "baseline", "restricted")]
    assert deviating(access="writer") == [(f"{at}.access", "writer", "reader")]
    assert deviating() == []
