"""Clusters that are operated with everything: a clean rehearsal with an empty second plan."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from deployed import Deployed, destroyed
from landsmith import api
from operations_cases import ARC, CASES, FAR, HOOK
from strategies import changed, text, with_all

pytestmark = pytest.mark.skipif(
    not (shutil.which("terraform") or shutil.which("tofu")), reason="needs terraform or tofu"
)


@pytest.mark.parametrize("case", CASES)
def test_what_operates_clusters_is_applied_and_planned_again(case: str, tmp_path: Path) -> None:
    source = tmp_path / "landing-zone.yaml"
    source.write_text(text(CASES[case]), encoding="utf-8")
    rehearsal = api.rehearse(api.build(source), tmp_path / "repository")
    assert [root.name for root in rehearsal.roots if not root.second_plan_empty] == []


def test_a_landing_zone_that_is_there_is_operated_without_destroying_anything(
    tmp_path: Path,
) -> None:
    deployed = Deployed(tmp_path)
    waiting = {name: {**cluster, "connected": False} for name, cluster in ARC.items()}
    deployed.change(with_all(*FAR, ("arc_clusters", waiting)))
    everything = CASES["operated with everything"]
    operated = changed("landing_zones.0.events", {"target": HOOK}, everything)
    assert destroyed(deployed.change(operated)) == []
