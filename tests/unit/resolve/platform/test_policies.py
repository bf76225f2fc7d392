"""Which policies are assigned, with which effect, and which of them stand in initiatives."""

from __future__ import annotations

import re
from typing import Any

import pytest

from landsmith.blueprint.platform import azure_policies
from landsmith.blueprint.platform.azure_policies import FIRST, PER_LANDING_ZONE
from landsmith.landing_zone.policy import Policy
from landsmith.landing_zone.tags import REQUIRED
from landsmith.resolve.platform.policies import policies
from strategies import Json, changed, model, small

FULL: dict[str, Any] = {"assignments": "complete", "effect": "deny", "grouping": "all"}


def found(policy: Json, hierarchy: str = "alz") -> dict[str, Policy]:
    file = changed("management_groups", {"hierarchy": hierarchy}, changed("policy", policy))
    return {item.name: item for item in policies(model(file))}


def shown(policy: Policy) -> tuple[str, str, bool]:
    return policy.scope, policy.effect, policy.enforce


def test_start_small_assigns_these_in_this_order() -> None:
    keys = dict.fromkeys(policy.entry.key for policy in policies(model(small())))
    assert tuple(keys) == FIRST


ADDS = {"copy-{tag}", "vnet-ddos"}
"""Assignments that modify what Terraform never sets otherwise (decision 12)."""


@pytest.mark.parametrize("key", sorted(azure_policies.by_key()))
def test_terraform_owns_what_a_policy_would_deploy(key: str) -> None:
    """Neither blueprint assigns what needs an identity to change resources; only audits stay."""
    entry = azure_policies.by_key()[key]
    if entry.needs_identity and key not in ADDS:
        assert {entry.effects["full"], entry.effects["start-small"]} <= {None, "AuditIfNotExists"}
        assert 4 in entry.conflicts or entry.effects["full"] == "AuditIfNotExists"


def test_start_small_enforces_no_denial() -> None:
    for policy in policies(model(small())):
        assert policy.effect != "Deny" or not policy.enforce, policy.name


@pytest.mark.parametrize(
    ("policy", "name", "expected"),
    [
        ({}, "storage-https", ("root", "Audit", True)),
        ({"effect": "deny"}, "storage-https", ("root", "Deny", True)),
        ({"effect": "deny"}, "kv-rbac", ("workload", "Deny", True)),
        ({}, "allowed-locations", ("root", "Deny", False)),
        ({"effect": "deny"}, "allowed-locations", ("root", "Deny", True)),
        ({}, "aks-logs", ("workload", "AuditIfNotExists", True)),
        (FULL, "kv-rbac", ("workload", "Audit", True)),
        (FULL, "aks-private", ("workload", "Audit", True)),
        (FULL, "no-hybrid-network", ("corp", "Deny", True)),
        (FULL, "nic-no-public-ip", ("corp", "Deny", True)),
        ({**FULL, "grouping": "added"}, "nic-no-public-ip", ("landingzones", "Deny", True)),
        (FULL, "copy-owner", ("landingzones", "Modify", True)),
        ({**FULL, "effect": "audit"}, "copy-owner", ("landingzones", "Modify", False)),
        ({**FULL, "effect": "audit"}, "no-classic", ("root", "Audit", True)),
        ({**FULL, "effects_at": {"root": "audit"}}, "no-classic", ("root", "Audit", True)),
        ({**FULL, "effects_at": {"root": "audit"}}, "acr-admin", ("workload", "Deny", True)),
        ({**FULL, "overrides": {"aks-private": "deny"}}, "aks-private", ("workload", "Deny", True)),
        ({**FULL, "overrides": {"acr-admin": "audit"}}, "acr-admin", ("workload", "Audit", True)),
        ({"overrides": {"no-classic": "audit"}}, "no-classic", ("root", "Audit", True)),
    ],
)
def test_a_policy_has_this_scope_and_effect(
    policy: Json, name: str, expected: tuple[str, str, bool]
) -> None:
    assert shown(found(policy)[name]) == expected


def test_what_is_off_is_not_assigned() -> None:
    assert "acr-admin" not in found({**FULL, "overrides": {"acr-admin": "off"}})


@pytest.mark.parametrize("name", ["no-hybrid-sandbox", "vnet-ddos", "aks-defender", "aks-kms"])
def test_what_needs_something_that_was_not_chosen_is_not_assigned(name: str) -> None:
    assert name not in found(FULL, "trio")


def test_defender_brings_its_policies() -> None:
    file = changed("monitoring.defender", ["Containers"], changed("policy", FULL))
    assert {"aks-defender", "registry-images", "running-images"} <= {
        policy.name for policy in policies(model(file))
    }


def test_a_policy_for_each_required_tag() -> None:
    names = [name for name in found(FULL) if name.startswith("copy-")]
    assert names == [f"copy-{tag.lower()}" for tag in REQUIRED]


def test_an_initiative_holds_what_is_built_in_and_has_a_version() -> None:
    file = model(changed("policy", FULL))
    for policy in policies(file):
        entry = policy.entry
        if policy.grouped:
            assert (entry.kind, entry.version is None) == ("policy", False)
    grouped = {policy.name for policy in policies(file) if policy.grouped}
    assert {"no-classic", "subnets-private", "no-escalation", "copy-owner"} <= grouped
    alone = {"resource-tags", "pod-security", "security-benchmark", "aks-window-upgrade"}
    assert not alone & grouped


@pytest.mark.parametrize("key", sorted(azure_policies.by_key()))
def test_a_definition_is_pinned_to_its_major_version(key: str) -> None:
    version = azure_policies.by_key()[key].version
    assert re.fullmatch(r"[1-9][0-9]*\.\*\.\*(-preview)?", version or "")


def test_whatever_an_initiative_can_hold_is_in_one() -> None:
    """Beside it stand what is no policy of Azure's own, differs between clusters, or is at rest."""
    file = model(changed("policy", FULL))
    alone = [policy for policy in policies(file) if not policy.grouped]
    for policy in alone:
        asked = {given.get("from") for given in policy.entry.parameters.values()}
        single = policy.entry.kind != "policy" or asked & PER_LANDING_ZONE
        assert single or not policy.enforce, policy.name


def test_an_initiative_of_clusters_stays_when_a_choice_is_taken_back() -> None:
    """Its definition is another root's than its assignment, and Azure deletes none in use."""
    base = changed("policy", FULL)
    chosen = changed("monitoring.defender", ["Containers"], base)

    def areas(file: Json) -> set[str]:
        found = model(file)
        clusters = [policy for policy in policies(found) if policy.scope == "workload"]
        return {policy.entry.area for policy in clusters if policy.grouped}

    assert areas(chosen) == areas(base)


def test_a_grown_landing_zone_keeps_what_start_small_assigned_singly() -> None:
    file = model(changed("policy", {**FULL, "grouping": "added"}))
    kept = {policy.entry.key for policy in policies(file) if not policy.grouped}
    assert set(FIRST) <= kept
    assert any(policy.grouped for policy in policies(file))


def test_a_day_of_enforcement_marks_what_will_deny() -> None:
    told = found({**FULL, "effect": "audit", "enforce_from": "2027-06-01"})
    assert {name for name in ("no-classic", "allowed-locations", "acr-admin") if told[name].later}
    assert not told["aks-entra"].later
    assert not told["tag-owner"].later


def test_every_assignment_is_read_with_its_area() -> None:
    assert {entry.area for entry in azure_policies.assignments()} >= {"corp", "platform"}
    assert {item.name for item in azure_policies.definitions()} == {
        "audit-mandatory-tags",
        "audit-name-prefixes",
    }
