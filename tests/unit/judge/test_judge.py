"""What is judged follows from the plans that are there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from landsmith import api, content
from landsmith.errors import Place
from landsmith.judge.judge import Case, judge
from landsmith.policy.finding import Waiver
from landsmith.terraform.plan import Plan

if TYPE_CHECKING:
    from landsmith.judge.judge import Judgement

EXAMPLE = content.root() / "examples" / "nordwind-logistics" / "landing-zone.yaml"
TODAY = date(2026, 11, 20)
ROOT = "50-tracking-prod"


@pytest.fixture(scope="module")
def case() -> Case:
    """Return a case without resources: one root was planned, and it is empty."""
    built = api.build(EXAMPLE)
    plans = {ROOT: Plan(ROOT, (), {}, "1.11.0", "")}
    roots = tuple(root.name for root in built.roots)
    raw = {ROOT: {"format_version": "1.2", "terraform_version": "1.11.0", "resource_changes": []}}
    return Case(built.zone, built.tree, roots, plans, raw, TODAY)


def whole(case: Case) -> Case:
    plans = {root: Plan(root, (), {}, "1.11.0", "") for root in case.roots}
    return replace(case, plans=plans, raw=dict.fromkeys(plans, case.raw[ROOT]))


def rules(found: Judgement) -> set[str]:
    return {finding.rule for finding in found.findings}


def test_one_plan_is_judged_by_the_rules_it_is_enough_for(case: Case) -> None:
    assert "network-hub-and-spoke" not in rules(judge(case))
    assert "network-hub-and-spoke" in rules(judge(whole(case)))


def test_the_manifests_of_a_planned_cluster_are_judged(case: Case) -> None:
    roots = {
        finding.root for finding in judge(case).findings if finding.rule == "kubernetes-schema"
    }
    assert roots == {"cluster/tracking-prod"}


def test_manifests_of_other_clusters_wait_for_their_plans(case: Case) -> None:
    other = replace(
        case, plans={"20-management": case.plans[ROOT]}, raw={"20-management": case.raw[ROOT]}
    )
    assert "kubernetes-schema" not in rules(judge(other))


@pytest.mark.parametrize(
    ("address", "stale"),
    [(f"{ROOT}/module.x", True), ("20-management/module.x", False), ("*/module.x", True)],
)
def test_a_waiver_has_to_match_only_where_it_may_lie(case: Case, address: str, stale: bool) -> None:
    given = Waiver(
        "CKV_AZURE_1", address, "A reason.", "owner", date(2027, 1, 1), Place("waivers.yaml")
    )
    found = judge(replace(case, waivers=[given]))
    assert ("waiver-unmatched" in rules(found)) is stale
