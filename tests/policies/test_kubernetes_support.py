"""When a Kubernetes version is a finding."""

from __future__ import annotations

from datetime import date

import pytest

from landsmith.policy import registry
from landsmith.policy.rule import Context, LandingZoneRule
from strategies import changed, zone


def judged(today: date | None, **aks: object) -> tuple[str, str]:
    rule = registry.rule("workload-kubernetes-support")
    assert isinstance(rule, LandingZoneRule)
    found = zone(changed("landing_zones.0.aks", {"kubernetes_version": "1.35", **aks}))
    ((_, outcome),) = rule.judge_landing_zone(Context(found, {}, today=today))
    return outcome.status, outcome.message


CALENDAR = "Kubernetes 1.35 is supported until 2027-03-31 (AKS, 2026-08-21)"


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 20), ("pass", CALENDAR)),
        (date(2026, 12, 31), ("pass", CALENDAR)),
        (date(2027, 1, 1), ("fail", f"{CALENDAR}, in 89 days")),
        (date(2027, 3, 31), ("fail", f"{CALENDAR}, in 0 days")),
        (date(2027, 4, 1), ("fail", f"{CALENDAR}, which is over")),
        (None, ("unknown", "nobody said which day it is")),
    ],
)
def test_a_version_near_its_end_is_a_finding(today: date | None, expected: tuple[str, str]) -> None:
    assert judged(today) == expected


def test_long_term_support_lasts_a_year_longer() -> None:
    status, message = judged(date(2027, 4, 1), sku_tier="Premium")
    assert status == "pass"
    assert "until 2028-03-31" in message


@pytest.mark.parametrize("aks", [{"mode": "automatic"}, {"upgrades": {"cluster": "stable"}}])
def test_a_version_that_aks_chooses_is_none_of_ours(aks: dict[str, object]) -> None:
    if aks.get("mode"):
        aks = {**aks, "kubernetes_version": "1.36"}
    assert judged(date(2030, 1, 1), **aks)[0] == "not_applicable"
