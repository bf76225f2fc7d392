"""Deviations from best practice: each is found, and each justification belongs to one."""

# ruff: noqa: E501 - a table is easier to read with one case on a line

from __future__ import annotations

import datetime
from typing import Any

import pytest

from landsmith.blueprint.base import FieldProblems
from landsmith.landing_zone.deviation import Deviation
from landsmith.resolve.deviations import sources
from landsmith.resolve.deviations.deviations import deviations, unmatched
from strategies import Json, model, uuid, with_all, zone

BEST = [("network.egress", "firewall_basic"), ("state.allowed_ip_addresses", ["203.0.113.20"])]
"""What the small file has to say so that nothing deviates."""

EQUIVALENT = {"kind": "equivalent", "description": "SD-WAN", "reason": "A contract until 2029."}
AKS = "landing_zones.shop-prod.aks"
AT = ("landing_zones", 0, "aks")

CASES: dict[str, tuple[tuple[str, Any], tuple[Any, ...], str, str, str]] = {
    "network.hybrid": (("network.hybrid", EQUIVALENT), ("network", "hybrid"), "equivalent", "vpn or ExpressRoute", "A-3.1.network.2"),
    "network.hybrid.active_active": (("network.hybrid.active_active", False), ("network", "hybrid", "active_active"), "false", "true", sources.HIGHLY_AVAILABLE_VPN),
    "network.egress": (("network.egress", "nat_gateway"), ("network", "egress"), "nat_gateway", "a firewall in the hub", "aks:networking-egress-lockdown"),
    "monitoring.retention_days": (("monitoring.retention_days", 89), ("monitoring", "retention_days"), "89", "90 or more", "CKV_AZURE_12"),
    "state.replication": (("state.replication", "LRS"), ("state", "replication"), "LRS", "ZRS or better", sources.REDUNDANCY),
    "state.allowed_ip_addresses": (("state.allowed_ip_addresses", []), ("state", "allowed_ip_addresses"), "any network", "the runners' addresses, or runners in the network", sources.STORAGE_FIREWALL),
    f"{AKS[:-4]}.subscription": (("landing_zones.0.subscription", uuid(2)), ("landing_zones", 0, "subscription"), "a platform subscription", "its own", "A-3.1.resource-organization.3"),
    f"{AKS}.sku_tier": (("landing_zones.0.aks.sku_tier", "Free"), (*AT, "sku_tier"), "Free", "Standard", "aks:bc-dr-sla-tier"),
    f"{AKS}.run_command": (("landing_zones.0.aks.run_command", True), (*AT, "run_command"), "true", "false", sources.COMMAND_INVOKE),
    f"{AKS}.system_pool.host_encryption": (("landing_zones.0.aks.system_pool.host_encryption", False), (*AT, "system_pool", "host_encryption"), "false", "true", "CKV_AZURE_227"),
    f"{AKS}.system_pool.os_disk_type": (("landing_zones.0.aks.system_pool.os_disk_type", "Managed"), (*AT, "system_pool", "os_disk_type"), "Managed", "Ephemeral", "CKV_AZURE_226"),
    f"{AKS}.system_pool.zones": (("landing_zones.0.aks.system_pool.zones", ["1", "3"]), (*AT, "system_pool", "zones"), "1, 3", "1, 2, 3", "aks:bc-dr-availability-zones"),
    f"{AKS}.user_pools.api.host_encryption": (("landing_zones.0.aks.user_pools.api", {"host_encryption": False}), (*AT, "user_pools", "api", "host_encryption"), "false", "true", "CKV_AZURE_227"),
    f"{AKS}.user_pools.api.os_disk_type": (("landing_zones.0.aks.user_pools.api", {"os_disk_type": "Managed"}), (*AT, "user_pools", "api", "os_disk_type"), "Managed", "Ephemeral", "CKV_AZURE_226"),
    f"{AKS}.user_pools.api.zones": (("landing_zones.0.aks.user_pools.api", {"zones": []}), (*AT, "user_pools", "api", "zones"), "none", "1, 2, 3", "aks:bc-dr-availability-zones"),
}  # fmt: skip


def justified(setting: str) -> Json:
    return {
        "setting": setting,
        "requirement": "Requirement 7.",
        "approved_by": "Head of Infrastructure",
        "approved_on": "2026-10-05",
    }


@pytest.mark.parametrize("setting", CASES)
def test_a_deviation_is_found(setting: str) -> None:
    change, loc, chosen, recommended, source = CASES[setting]
    found = deviations(model(with_all(*BEST, change)))
    assert found == (Deviation(setting, loc, chosen, recommended, source),)


@pytest.mark.parametrize("setting", CASES)
def test_a_justification_is_matched(setting: str) -> None:
    change = CASES[setting][0]
    file = model(with_all(*BEST, change, ("deviations", [justified(setting)])))
    assert list(unmatched(file)) == []
    (found,) = deviations(file)
    assert found.justification is not None
    assert found.justification.requirement == "Requirement 7."
    assert found.justification.approved_on == datetime.date(2026, 10, 5)


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [("monitoring.retention_days", 90)],
        [("state.replication", "GRS")],
        [("landing_zones.0.aks.sku_tier", "Premium")],
        [("landing_zones.0.aks.system_pool.zones", ["3", "1", "2"])],
        [("region", "ukwest"), ("state.replication", "GRS"), ("landing_zones.0.aks.system_pool.zones", [])],
    ],
)  # fmt: skip
def test_best_practice_does_not_deviate(changes: list[tuple[str, Any]]) -> None:
    assert deviations(model(with_all(*BEST, *changes))) == ()


def test_a_subscription_of_either_platform_role_deviates() -> None:
    found = deviations(model(with_all(*BEST, ("landing_zones.0.subscription", uuid(3)))))
    assert [deviation.setting for deviation in found] == ["landing_zones.shop-prod.subscription"]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (["network.egres"], (0, "network.egres does not deviate from best practice", "did you mean network.egress?")),
        (["Network.Egress"], (0, "Network.Egress does not deviate from best practice", "did you mean network.egress?")),
        (["monitoring.retention_days"], (0, "monitoring.retention_days does not deviate from best practice", "remove this entry")),
        (["network.egress", "zzz"], (1, "zzz does not deviate from best practice", "remove this entry")),
        (["network.egress", "network.egress"], (1, "network.egress is justified twice", "keep one of the two")),
    ],
)  # fmt: skip
def test_a_justification_without_its_deviation_is_refused(
    settings: list[str], expected: tuple[int, str, str]
) -> None:
    entries = [justified(setting) for setting in settings]
    file = with_all(("state.allowed_ip_addresses", ["203.0.113.20"]), ("deviations", entries))
    index, message, mend = expected
    assert [tuple(problem) for problem in unmatched(model(file))] == [
        (("deviations", index, "setting"), message, mend)
    ]
    with pytest.raises(FieldProblems, match=r"deviate|justified"):
        zone(file)


def test_the_landing_zone_carries_its_deviations() -> None:
    found = zone(with_all(("deviations", [justified("network.egress")]))).deviations
    assert [(deviation.setting, deviation.justification is not None) for deviation in found] == [
        ("network.egress", True),
        ("state.allowed_ip_addresses", False),
    ]
