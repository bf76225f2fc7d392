"""An applied landing zone that changes: growing destroys nothing, removing only its own."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml

from landsmith import api
from landsmith.emulator import Emulator
from landsmith.terraform.binary import environment, find
from landsmith.terraform.plan import Plan, ResourceChange, parse
from landsmith.terraform.rehearsal import RootInfo, Run, ordered, types_in
from strategies import Json, changed, entry, text, uuid

pytestmark = pytest.mark.skipif(
    not (shutil.which("terraform") or shutil.which("tofu")), reason="needs terraform or tofu"
)

EXAMPLES = Path(__file__).parents[2] / "examples"
PLACEMENT = "azurerm_management_group_subscription_association"


class Deployed:
    """A landing zone in emulated Azure, and its repository, state included."""

    def __init__(self, folder: Path) -> None:
        self.repository, self.folder = folder / "repository", folder
        self.lock: Any = None
        self.types: frozenset[str] = frozenset()

    def render(self, file: Json) -> tuple[RootInfo, ...]:
        source = self.folder / "landing-zone.yaml"
        source.write_text(text(file), encoding="utf-8")
        built = api.build(source, self.lock)
        self.lock = built.lock
        for part in ("roots", "modules"):
            for old in (self.repository / part).rglob("*.tf"):
                old.unlink()
        api.materialise(built.tree, self.repository)
        return tuple(RootInfo(root.name, root.after) for root in built.roots)

    def change(self, file: Json, *, apply: bool = True) -> dict[str, Plan]:
        """Render a file over what is there, plan every root, then apply; return the plans."""
        roots = self.render(file)
        config = self.folder / "terraform.rc"
        config.write_text("", encoding="utf-8")
        self.types |= types_in(self.repository)
        with Emulator(self.folder / "cloud.db", self.types) as emulator:
            env = environment(emulator.environment(), config=config)
            run = Run(self.repository, env, find(), lambda _event: None)
            plans: dict[str, Plan] = {}

            def one(root: RootInfo) -> None:
                self.backend(root)
                terraform = run.terraform(root)
                saved = terraform.folder / "change.tfplan"
                terraform.init()
                terraform.plan(saved)
                plans[root.name] = parse(terraform.show(saved), root.name)
                if apply:
                    terraform.apply(saved)
                    assert not terraform.plan(saved), f"{root.name}: the second plan is not empty"

            with ThreadPoolExecutor(2) as pool:
                failures, _ = ordered(roots, pool, one)
            assert failures == {}
        return plans

    def backend(self, root: RootInfo) -> None:
        override = self.repository / "roots" / root.name / "backend_override.tf"
        override.write_text('terraform {\n  backend "local" {}\n}\n', encoding="utf-8")


def changes(plans: dict[str, Plan], *actions: str) -> Iterator[tuple[str, ResourceChange]]:
    for root, plan in sorted(plans.items()):
        for change in plan.changes:
            if set(actions) & set(change.actions):
                yield root, change


def destroyed(plans: dict[str, Plan]) -> list[str]:
    return [f"{root}/{change.address}" for root, change in changes(plans, "delete")]


def grown(file: Json) -> Json:
    """Return an example on the blueprint full, with what keeps the network as it is."""
    told = copy.deepcopy(file)
    told["blueprint"] = "full"
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
        {"50-shop-prod/metric_alerts", "50-pay-prod/metric_alerts", "50-pay-prod/cluster_budget"},
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
            for address in destroyed(deployed.change(file, apply=False))
        }
        assert gone == calls | DEFENDER_POLICIES.get(name, set()), name


DEFENDER_POLICIES = {
    "Defender and the activity log": {"50-shop-prod/policies", "50-pay-prod/policies"}
}
