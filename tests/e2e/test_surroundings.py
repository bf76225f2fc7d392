"""A landing zone with everything around its cluster rehearses and is judged clean."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from command_line import landsmith
from landsmith.resolve.deviations.deviations import deviations
from strategies import Json, changed, model, text
from surrounding_cases import surrounded

pytestmark = pytest.mark.skipif(
    not (shutil.which("terraform") or shutil.which("tofu")), reason="needs terraform or tofu"
)


def justified(file: Json) -> Json:
    """Return a file with a reason for each of its deviations."""
    reasons = [
        {
            "setting": found.setting,
            "requirement": "The customer asks for it.",
            "approved_by": "Board",
            "approved_on": "2026-05-01",
        }
        for found in deviations(model(file))
    ]
    return changed("deviations", reasons, file)


@pytest.mark.parametrize("kind", ["private", "containers"])
def test_everything_around_a_cluster_rehearses_and_is_clean(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "landing-zone.yaml"
    path.write_text(text(justified(surrounded(kind))), encoding="utf-8")
    done = landsmith("validate", path, "--format", "json")
    found = json.loads(done.stdout)["findings"]
    assert [one for one in found if one["status"] not in {"pass", "not_applicable"}] == []
    assert (done.returncode, done.stderr) == (0, "")
    subjects = {
        one["message"]
        for one in found
        if one["rule"] == "identity-federated-subjects" and one["root"] == "50-shop-prod"
    }
    controller = {"azure-alb-system:alb-controller-sa"} if kind == "containers" else set()
    assert subjects == {
        f"trusts system:serviceaccount:{account} of the cluster made here alone"
        for account in {"shop:orders"} | controller
    }


def test_the_second_plan_of_every_root_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "landing-zone.yaml"
    path.write_text(text(justified(surrounded("public"))), encoding="utf-8")
    done = landsmith("rehearse", path, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    roots = json.loads(done.stdout)["roots"]
    assert {root["name"]: root["second_plan_empty"] for root in roots} == dict.fromkeys(
        [
            "00-state",
            "10-governance",
            "20-management",
            "30-connectivity",
            "50-pay-prod",
            "50-shop-prod",
        ],
        True,
    )
