"""A landing zone under regulation: a clean rehearsal, an empty second plan, and no finding."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from landsmith import api
from strategies import SELF_HOSTED, text, with_all

pytestmark = pytest.mark.skipif(
    not (shutil.which("terraform") or shutil.which("tofu")), reason="needs terraform or tofu"
)

REGULATED = {"frameworks": ["pci_dss", "hipaa"], "exemptions_until": "2027-12-31"}
ARM = {"vm_size": "Standard_D4pds_v5", "os_sku": "AzureLinux3", "min_count": 0}


def test_a_regulated_landing_zone_is_applied_and_planned_again_without_a_finding(
    tmp_path: Path,
) -> None:
    source = tmp_path / "landing-zone.yaml"
    file = with_all(
        SELF_HOSTED,
        ("landing_zones.0.compliance", REGULATED),
        ("landing_zones.0.aks.user_pools", {"user": {}, "arm": ARM}),
        ("policy.assignments", "complete"),
        ("monitoring.metric_alerts", True),
    )
    source.write_text(text(file), encoding="utf-8")
    with api.workdir() as folder:
        done = api.validate(api.build(source), folder, today=date(2026, 11, 20))
    assert [root.name for root in done.rehearsal.roots if not root.second_plan_empty] == []
    judged = [one for one in done.findings if one.root == "50-shop-prod"]
    assert [(one.rule, one.address, one.message) for one in judged if one.failed] == []
    profile = [one for one in judged if one.rule.endswith("regulated-industry-profile")]
    assert {one.status for one in profile} == {"pass"}
    applied = {address for root in done.rehearsal.roots for address in root.applied}
    exemption = 'azurerm_resource_group_policy_exemption.this["compliance.aks-ssh"]'
    assert f"module.policy_exemptions.{exemption}" in applied
