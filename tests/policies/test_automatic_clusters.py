"""Rules and checks see AKS Automatic as a cluster: what it says is judged, what it can't is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from landsmith.policy import registry, runner
from landsmith.policy.kinds import AUTOMATIC_CLUSTER, CLUSTER
from landsmith.policy.rule import Context
from landsmith.terraform.plan import PRESET, ResourceChange
from planned import EXAMPLES, context

CUSTOMER = EXAMPLES[-1]
PRIVATE: dict[str, Any] = {
    "private_cluster": [{"public_fully_qualified_domain_name_enabled": False}],
    "service_mesh": [],
    "web_app_routing_ingress": [],
}


def automatic(**changes: Any) -> Context:  # noqa: ANN401
    """Return an example whose clusters are made by AKS Automatic, with none of their own pools."""
    found = context(CUSTOMER)
    plans = {
        name: replace(
            plan,
            changes=tuple(
                _automatic(change, changes) if change.type == CLUSTER else change
                for change in plan.changes
                if change.type != "azurerm_kubernetes_cluster_node_pool"
            ),
        )
        for name, plan in found.plans.items()
    }
    return replace(found, plans=plans)


def _automatic(change: ResourceChange, changes: dict[str, Any]) -> ResourceChange:
    same = ("name", "location", "resource_group_name", "identity", "tags")
    after = {name: (change.after or {})[name] for name in same}
    address = change.address.replace(CLUSTER, AUTOMATIC_CLUSTER)
    values = {**after, **PRIVATE, **changes}
    return replace(change, address=address, type=AUTOMATIC_CLUSTER, after=values)


def statuses(found: Context, rule: str = "") -> dict[str, set[str]]:
    """Return the statuses that each rule gives the clusters, or one rule's."""
    rules = [one for one in registry.rules() if not rule or one.id == rule]
    told: dict[str, set[str]] = {}
    for finding in runner.run(rules, found):
        if CLUSTER in finding.address or AUTOMATIC_CLUSTER in finding.address:
            told.setdefault(finding.rule, set()).add(finding.status)
    return told


def test_no_rule_fails_over_what_aks_automatic_decides() -> None:
    standard, found = statuses(context(CUSTOMER)), statuses(automatic())
    worse = {
        rule: told
        for rule, told in found.items()
        if told & {"fail", "error"} and not standard.get(rule, set()) & {"fail", "error"}
    }
    assert not worse


def test_a_rule_tells_what_is_left_to_aks() -> None:
    (rule,) = [one for one in registry.rules() if one.id == "workload-pool-zones"]
    said = [one for one in runner.run([rule], automatic()) if AUTOMATIC_CLUSTER in one.address]
    assert {one.status for one in said} == {"not_applicable"}
    assert all(one.message.endswith(PRESET.value) for one in said)


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("checklist-identity-managed-identities", {"identity": [{"type": "SystemAssigned"}]}),
        ("checklist-networking-private-cluster", {"private_cluster": []}),
        ("network-private-api-server", {"private_cluster": []}),
        (
            "checklist-networking-internal-load-balancer",
            {"web_app_routing_ingress": [{"default_nginx_controller": "External"}]},
        ),
    ],
)
def test_what_aks_automatic_says_is_judged(rule: str, wrong: dict[str, Any]) -> None:
    assert "fail" not in statuses(automatic(), rule).get(rule, set())
    assert "fail" in statuses(automatic(**wrong), rule).get(rule, set())
