"""An applied landing zone that changes: growing destroys nothing, removing only its own."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from deployed import Deployed, changes, destroyed
from strategies import Json, changed, entry, uuid

pytestmark = pytest.mark.skipif(
    not (shutil.which("terraform") or shutil.which("tofu")), reason="needs terraform or tofu"
)

EXAMPLES = Path(__file__).parents[2] / "examples"
PLACEMENT = "azurerm_management_group_subscription_association"


def grown(file: Json) -> Json:
    """Return an example on the blueprint full, with what keeps network and API servers."""
    told = copy.deepcopy(file)
    told["blueprint"] = "full"
    kept = {"aks": {"network": {"api_server": {"access": "private_link"}}}}
    told["landing_zone_defaults"] = kept
    told.setdefault("policy", {})["grouping"] = "added"
    return told


@pytest.mark.parametrize("example", ["baltic-mutual", "nordwind-logistics"])
def test_growing_to_full_destroys_nothing(example: str, tmp_path: Path) -> None:
    file = yaml.safe_load((EXAMPLES / example / "landing-zone.yaml").read_text(encoding="utf-8"))
    file.pop("deviations", None)
    deployed = Deployed(tmp_path)
    deployed.change(file)
    plans = deployed.change(grown(file))
    assert destroyed(plans) == []
    forgotten = {change.type for _, change in changes(plans, "forget")}
    assert forgotten == {PLACEMENT}
    groups = [c for c in plans["10-governance"].changes if c.type == "azurerm_management_group"]
    assert sorted(c.actions[0] for c in groups) == ["create"] * 8 + ["no-op"] * 3


def full() -> Json:
    """Return a small file on the blueprint full with what can be taken away again."""
    file = changed("blueprint", "full")
    file["monitoring"]["metric_alerts"] = True
    file["subscriptions"]["identity"] = uuid(7)
    file["landing_zones"].append(entry("pay", 5, cluster_budget=file["landing_zones"][0]["budget"]))
    return file


REMOVALS: dict[str, tuple[list[tuple[str, Any]], set[str]]] = {
    "backup vault, rule and locks": (
        [
            ("monitoring.backup_vault", None),
            ("monitoring.virtual_machines", False),
            ("monitoring.locks", False),
        ],
        {
            "20-management/backup_vault",
            "20-management/data_collection",
            "20-management/management_locks",
        },
    ),
    "alerts and a budget": (
        [("monitoring.metric_alerts", False), ("landing_zones.1.cluster_budget", None)],
        {
            "30-connectivity/metric_alerts",
            "50-shop-prod/metric_alerts",
            "50-pay-prod/metric_alerts",
            "50-pay-prod/cluster_budget",
        },
    ),
    "roles": (
        [("identity.eligible", []), ("identity.custom_roles", [])],
        {"10-governance/eligible_roles", "10-governance/role_definitions"},
    ),
    "Defender and the activity log": (
        [("monitoring.defender", []), ("monitoring.activity_log_export", False)],
        {
            f"{root}/{call}"
            for root in ("20-management", "30-connectivity", "40-identity", "50-shop-prod")
            for call in ("defender_for_cloud", "activity_log_export")
        }
        | {"50-pay-prod/defender_for_cloud", "50-pay-prod/activity_log_export"},
    ),
}


def test_removing_a_component_destroys_its_own_and_nothing_else(tmp_path: Path) -> None:
    deployed = Deployed(tmp_path)
    deployed.change(full())
    for name, (changed_fields, calls) in REMOVALS.items():
        file = full()
        for path, value in changed_fields:
            file = changed(path, value, file)
        gone = {
            address.split("/", 1)[0] + "/" + address.split(".")[1]
            for address in destroyed(deployed.planned(file))
        }
        assert gone == calls, name
