"""Every item of the AKS checklist that Terraform or Kubernetes can keep: where it holds, and what
breaks it.

Each check passes in an example that claims it, and each of its assertions fails once the setting
is turned round in that example's plan or manifests.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from landsmith import api
from landsmith.policy import registry, runner
from landsmith.policy.checklist.rule import Subject, values_at
from landsmith.policy.checklist.rule import rules as checklist_rules
from landsmith.policy.controls.catalogue import controls
from landsmith.policy.rule import Context, LandingZoneRule, Outcome
from planned import EXAMPLES, context
from turning import turnings

ITEMS = {item.id.removeprefix("aks:"): item for item in controls().values() if item.levers}
OURS = sorted(
    name for name, item in ITEMS.items() if {"terraform", "kubernetes"} & set(item.levers)
)
"""Items that the generated Terraform or the cluster's manifests can keep."""

RULES = {rule.id.removeprefix("checklist-"): rule for rule in checklist_rules()}
CHECKS = {name: item.check for name, item in ITEMS.items() if item.check}
TURNED = [
    pytest.param(item, number, id=f"{item}-{number}")
    for item, check in CHECKS.items()
    for number, _ in enumerate(check.asserts)
]
LACKING = (
    "bc-dr-storage-migration-plan",
    "cluster-security-azure-linux-host-os",
    "cluster-security-etcd-encryption-cmk",
    "networking-ingress-controller",
    "networking-block-imds",
    "operations-node-resource-group-name",
    "operations-bastion-node-access",
    "storage-backup",
    "windows-image-os-match",
)
"""Items that ask for what azurerm 5.2 has no argument for (its schema, 2026-11)."""


def outcomes(rule: LandingZoneRule, found: Context) -> list[tuple[str, Outcome]]:
    return list(rule.judge_landing_zone(found))


@cache
def holding(item: str) -> tuple[tuple[str, str], ...]:
    """Return the examples in which an item's check passes, and a root where it does."""
    return tuple(
        (customer, where.split("/")[0])
        for customer in EXAMPLES
        for where, outcome in outcomes(RULES[item], context(customer))
        if outcome.status == "pass"
    )


@pytest.mark.parametrize("item", OURS)
def test_every_item_has_a_rule_or_a_reason(item: str) -> None:
    ruled = {rule.id for rule in registry.rules()} & set(ITEMS[item].rules)
    assert ruled or ITEMS[item].unreachable


@pytest.mark.parametrize("item", sorted(CHECKS))
def test_an_item_holds_in_an_example(item: str) -> None:
    assert holding(item)


WRITTEN = {
    item: tuple(rule for rule in registry.rules() if rule.id in ITEMS[item].rules)
    for item in sorted(
        set(OURS) - CHECKS.keys() - {"container-rebuild-on-base-update", "windows-gmsa"}
    )
}
"""Items that rules in Python judge; what breaks each rule stands in test_rules.py or beside it."""


@pytest.mark.parametrize("item", WRITTEN)
def test_an_item_of_a_written_rule_holds_in_an_example(item: str) -> None:
    found = [
        finding for customer in EXAMPLES for finding in runner.run(WRITTEN[item], context(customer))
    ]
    statuses = {finding.status for finding in found}
    assert "pass" in statuses
    assert not statuses & {"fail", "error"}


@pytest.mark.parametrize("item", LACKING)
def test_what_the_provider_lacks_is_told_with_the_reason(item: str) -> None:
    assert ITEMS[item].unreachable or item not in OURS


@pytest.mark.parametrize("customer", EXAMPLES)
def test_no_item_fails_in_an_example(customer: str) -> None:
    failures = {
        (rule.id, where): outcome.message
        for rule in checklist_rules()
        for where, outcome in outcomes(rule, context(customer))
        if outcome.status == "fail"
    }
    assert not failures


@pytest.mark.parametrize(("item", "number"), TURNED)
def test_an_item_fails_when_its_setting_is_turned_round(item: str, number: int) -> None:
    asked = CHECKS[item].asserts[number]
    assert any(
        all(fails(item, turned) for turned in turnings(asked, context(customer), root))
        for customer, root in holding(item)
    )


def fails(item: str, turned: Context) -> bool:
    """Tell whether an item fails where the landing-zone file justifies nothing."""
    bare = replace(turned, zone=replace(turned.zone, deviations=()))
    return "fail" in {outcome.status for _, outcome in outcomes(RULES[item], bare)}


def below(schema: Any, step: str, defs: dict[str, Any]) -> list[Any]:  # noqa: ANN401
    """Return the schemas of what stands one step below: a field, or any item for ``*``."""
    if "$ref" in schema:
        return below(defs[schema["$ref"].rpartition("/")[2]], step, defs)
    kinds = [one for key in ("anyOf", "oneOf", "allOf") for one in schema.get(key, ())]
    found = [one for kind in kinds for one in below(kind, step, defs)]
    if step == "*":
        found += [schema[key] for key in ("items", "additionalProperties") if key in schema]
    elif step in schema.get("properties", {}):
        found.append(schema["properties"][step])
    return found


@cache
def fields() -> dict[str, Any]:
    """Return the schema of landing-zone files."""
    return api.schema()


@pytest.mark.parametrize("item", sorted(CHECKS))
def test_the_setting_of_an_item_is_a_field(item: str) -> None:
    setting, whole = CHECKS[item].setting, fields()
    for start in (whole, whole["$defs"]["LandingZoneEntry"]):
        found = [start]
        for step in setting.split("."):
            found = [one for schema in found for one in below(schema, step, whole["$defs"])]
        if found:
            return
    assert setting == "always"


def test_a_path_reads_every_item() -> None:
    values = {"a": [{"b": 1}, {"b": 2}], "c.d/e": {"f": 3}}
    assert values_at(values, "a.*.b") == [1, 2]
    assert values_at(values, "a.1.b") == [2]
    assert values_at(values, "[c.d/e].f") == [3]
    assert values_at(values, "x.y") == [None]
    assert Subject("w", "t", values).type == "t"


def test_a_cluster_of_another_kind_is_not_said_to_keep_an_item() -> None:
    found = context("meridian-mobility")
    plans = {
        name: replace(
            plan,
            changes=tuple(
                replace(change, type="azurerm_kubernetes_automatic_cluster")
                if change.type == "azurerm_kubernetes_cluster"
                else change
                for change in plan.changes
            ),
        )
        for name, plan in found.plans.items()
    }
    rule = RULES["identity-disable-local-accounts"]
    statuses = {outcome.status for _, outcome in outcomes(rule, replace(found, plans=plans))}
    assert statuses == {"not_applicable"}
