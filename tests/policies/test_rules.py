"""Every shipped rule: its metadata, and its verdict on small plans that keep and break it."""

from __future__ import annotations

import runpy
from dataclasses import replace
from inspect import getdoc
from ipaddress import IPv4Network
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from landsmith import content
from landsmith.policy import registry, runner
from landsmith.policy.checklist.rule import rules as checklist_rules
from landsmith.policy.controls.catalogue import controls, of_rule
from landsmith.policy.finding import STATUSES, Finding, Status
from landsmith.policy.rule import AnyRule, Context, Rule
from landsmith.terraform.plan import Plan, ResourceChange
from strategies import changed
from strategies import zone as resolved_zone

Case = list[tuple[str, dict[str, Any] | None]] | dict[str, Any]

RULES = {rule.id: rule for rule in registry.rules()}
FROM_DATA = {rule.id for rule in checklist_rules()}
"""Rules that data makes; test_checklist.py tries them on the examples."""

CASES = {
    rule: cases
    for file in sorted((Path(__file__).parent / "cases").glob("*.py"))
    for rule, cases in runpy.run_path(str(file))["CASES"].items()
}
FLAT = [
    pytest.param(rule, status, case, id=f"{rule}-{status}-{number}")
    for rule, cases in CASES.items()
    for status, found in cases.items()
    for number, case in enumerate(found)
]


def plan(case: Case) -> Plan:
    """Return a plan of a case: a list of (type, planned values), or a dict with more."""
    case = case if isinstance(case, dict) else {"resources": case}
    changes = tuple(
        ResourceChange(
            address=f"{type_}.r{number}",
            module_address="",
            mode="managed",
            type=type_,
            name=f"r{number}",
            index=None,
            provider="azurerm",
            actions=case.get("actions", ("create",)),
            before=case.get("before"),
            after=after,
        )
        for number, (type_, after) in enumerate(case["resources"])
    )
    providers = {
        f"azurerm.p{number}": {"expressions": {"subscription_id": {"constant_value": found}}}
        for number, found in enumerate(case.get("subscriptions", ()))
    }
    return Plan("root", changes, {"provider_config": providers}, "1.11.0", "")


MANAGEMENT = "00000000-0000-4000-8000-000000000002"
NAMES = {
    "hub/resource_group": "rg",
    "hub/virtual_network": "hub",
    "hub-secondary/resource_group": "rg",
    "hub-secondary/virtual_network": "two",
    "tfstate/resource_group": "rg-tfstate",
    "tfstate/storage_account": "sttfstate",
    "pipeline/user_assigned_identity/plan": "id-plan",
    "pipeline/user_assigned_identity/apply": "id-apply",
}


def zone(case: Case) -> Any:  # noqa: ANN401
    """Return what rules read of a landing zone, no more."""
    case = case if isinstance(case, dict) else {}
    hybrid = SimpleNamespace(kind=case.get("hybrid", "vpn"), description="SD-WAN.", reason="Is.")
    network = SimpleNamespace(
        on_premises=(IPv4Network("10.0.255.0/24"),),
        hybrid=hybrid,
    )
    deviations = ()
    if "deviation" in case:
        given = SimpleNamespace(requirement="Because.") if case["deviation"] else None
        deviations = (
            SimpleNamespace(
                setting="network.egress",
                chosen="a",
                recommended="b",
                source="c",
                justification=given,
            ),
        )
    supernets = ("10.0.0.0/16", "10.1.0.0/16") if case.get("two_regions") else ("10.0.0.0/16",)
    keys = ("hub", "hub-secondary")
    hubs = [
        SimpleNamespace(key=key, supernets=(IPv4Network(supernet),))
        for key, supernet in zip(keys, supernets, strict=False)
    ]
    return SimpleNamespace(
        subscriptions=SimpleNamespace(management=MANAGEMENT),
        network=network,
        hubs=hubs,
        landing_zones=case.get("landing_zones", ()),
        deviations=deviations,
        name=NAMES.get,
    )


def judge(rule: str, case: Case) -> tuple[Finding, ...]:
    return runner.run([RULES[rule]], Context(zone(case), {"root": plan(case)}))


@pytest.mark.parametrize(("rule", "status", "case"), FLAT)
def test_case(rule: str, status: Status, case: Case) -> None:
    findings = judge(rule, case)
    assert findings[0].status == status, findings
    assert all(finding.status != "error" for finding in findings)
    assert all(finding.message for finding in findings)
    assert STATUSES.index(status) <= min(STATUSES.index(finding.status) for finding in findings)


def has_a_test_of_its_own(rule: str) -> bool:
    """Tell whether a file here is about a rule alone: test_vcpu_quota.py of workload-vcpu-quota."""
    name = rule.partition("-")[2].replace("-", "_")
    return (Path(__file__).parent / f"test_{name}.py").exists()


def test_every_rule_has_cases_that_pass_and_fail() -> None:
    wanted = {rule for rule in RULES.keys() - FROM_DATA if not has_a_test_of_its_own(rule)}
    assert CASES.keys() == wanted
    for rule, cases in CASES.items():
        assert cases["pass"], rule
        assert cases["fail"], rule


@pytest.mark.parametrize("rule", RULES)
def test_an_empty_plan_is_no_crash(rule: str) -> None:
    findings = judge(rule, {"resources": []})
    assert {finding.status for finding in findings} <= {"pass", "fail", "not_applicable"}
    if isinstance(RULES[rule], Rule):
        assert [finding.status for finding in findings] == ["not_applicable"]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_metadata(rule: AnyRule) -> None:
    for text in (rule.title, rule.rationale, rule.mend, getdoc(type(rule)) or ""):
        assert text
        assert text == text.strip()
        assert not text.startswith("TODO")
    assert len(rule.title) <= 72
    assert not rule.title.endswith(".")
    assert rule.rationale.endswith(".")
    assert rule.mend.endswith((".", "…"))
    assert set(of_rule(rule.id)) <= set(controls())
    assert of_rule(rule.id)


def test_ids_are_the_files() -> None:
    files = content.path("policies", "rules").glob("*/*.py")
    wanted = {f"{file.parent.name}-{file.stem}".replace("_", "-") for file in files}
    assert wanted == RULES.keys() - FROM_DATA
    assert len(registry.rules()) == len(RULES)


def test_every_identity_network_and_organisation_attribute_of_control_3_1_has_a_rule() -> None:
    covered = {control for rule in RULES for control in of_rule(rule)}
    wanted = {
        name
        for name, control in controls().items()
        if control.parent == "A-3.1" and name.split(".")[2] in ("identity", "network")
    }
    assert {"A-3.1.resource-organization.1", "A-3.1.resource-organization.2"} <= covered
    assert "A-3.1.resource-organization.3" in covered
    assert wanted <= covered


def test_what_one_root_is_enough_for() -> None:
    whole = {rule.id for rule in RULES.values() if not isinstance(rule, Rule)}
    enough = {rule.id for rule in RULES.values() if rule.per_root}
    assert (whole & enough) - FROM_DATA == {
        "change-apply-not-refused",
        "change-destroys-nothing",
        "identity-no-client-secrets",
    }


def test_a_subscription_that_is_placed_anew_is_not_lost() -> None:
    kind = "azurerm_management_group_subscription_association"
    told = {"subscription_id": "/subscriptions/a", "management_group_id": "/mg"}
    made = plan([(kind, told)])
    (new,) = made.changes
    forgotten = replace(new, address="old", actions=("forget",), before=told, after=None)
    other = replace(forgotten, before={**told, "subscription_id": "/subscriptions/b"})
    for change, status in ((forgotten, "pass"), (other, "fail")):
        plans = {"root": replace(made, changes=(new, change))}
        rule = RULES["change-destroys-nothing"]
        findings = runner.run([rule], Context(zone([]), plans))
        assert [finding.status for finding in findings] == [status]


@pytest.mark.parametrize(
    ("kind", "actions", "egress", "told"),
    [
        ("azurerm_firewall", ("delete", "create"), "firewall_premium", "plan a cut-over"),
        ("azurerm_firewall", ("delete",), "nat_gateway", "from the last root"),
        ("azurerm_firewall_policy", ("create", "delete"), "firewall_premium", "without a gap"),
        ("azurerm_nat_gateway", ("delete",), "firewall_premium", "plan a cut-over"),
        ("azurerm_nat_gateway", ("delete",), "nat_gateway", ""),
        ("azurerm_private_dns_zone", ("delete",), "nat_gateway", "from the last root"),
        ("azurerm_kubernetes_cluster", ("delete", "create"), "nat_gateway", "a second cluster"),
        (
            "azurerm_kubernetes_automatic_cluster",
            ("delete", "create"),
            "nat_gateway",
            "a second cluster",
        ),
        (
            "azurerm_kubernetes_cluster_node_pool",
            ("delete", "create"),
            "nat_gateway",
            "add a second pool",
        ),
        ("azurerm_kubernetes_cluster", ("delete",), "nat_gateway", ""),
        ("azurerm_subnet", ("delete",), "firewall_premium", ""),
    ],
)
def test_what_is_destroyed_says_what_is_lost_and_what_to_do(
    kind: str, actions: tuple[str, ...], egress: str, told: str
) -> None:
    made = plan([(kind, {})])
    (change,) = made.changes
    after = {} if "create" in actions else None
    plans = {"root": replace(made, changes=(replace(change, actions=actions, after=after),))}
    resolved = resolved_zone(changed("network.egress", egress))
    (finding,) = runner.run([RULES["change-destroys-nothing"]], Context(resolved, plans))
    said = "is replaced" if "create" in actions else "is deleted"
    assert finding.status == "fail"
    assert finding.message == said if not told else told in finding.message
    assert finding.message.startswith(said)
