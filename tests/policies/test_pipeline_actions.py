"""What pipelines lack is told: by root, action and identity; what they have is enough."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from landsmith import content
from landsmith.policy import registry
from landsmith.policy.access.conditions import excluded, excludes_itself
from landsmith.policy.access.grants import grants
from landsmith.policy.access.needs import needs
from landsmith.policy.access.tables import Role, built_in_roles, types
from landsmith.policy.rule import Context, LandingZoneRule, Outcome
from landsmith.terraform.plan import UNKNOWN, Plan, ResourceChange
from planned import EXAMPLES, context

if TYPE_CHECKING:
    from collections.abc import Callable

GOVERNANCE = "10-governance"
FULL = "aurora-energy"
OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"

Change = ResourceChange


def judged(found: Context) -> list[tuple[str, Outcome]]:
    rule = registry.rule("identity-pipeline-actions")
    assert isinstance(rule, LandingZoneRule)
    return list(rule.judge_landing_zone(found))


def lacking(found: Context) -> list[str]:
    return [outcome.message for _, outcome in judged(found) if outcome.status == "fail"]


def turned(customer: str, change: Callable[[Change], Change | None]) -> Context:
    """Return an example's plans with other resources in 10-governance, or without them."""
    found = context(customer)
    plan = found.plans[GOVERNANCE]
    kept = [one for one in map(change, plan.changes) if one is not None]
    plans = {**found.plans, GOVERNANCE: replace(plan, changes=tuple(kept))}
    return replace(found, plans=plans)


def test_every_resource_type_of_the_modules_is_in_the_table() -> None:
    text = "\n".join(
        file.read_text(encoding="utf-8")
        for file in sorted(content.path("modules", "terraform").rglob("*.tf"))
    )
    used = set(re.findall(r'^resource "([a-z_]+)"', text, re.MULTILINE))
    assert types().keys() == {one for one in used if one.startswith(("azurerm_", "azuread_"))}


@pytest.mark.parametrize("type_", sorted(types()))
def test_every_type_asks_something_of_whoever_reads_and_writes(type_: str) -> None:
    known = types()[type_]
    for operation in ("read", "write", "delete"):
        found = (*known.actions(operation), *known.data_actions(operation))
        assert found
        if known.granted_by == "azure":
            assert all(re.fullmatch(r"Microsoft\.[A-Za-z]+(/[A-Za-z]+){2,}", one) for one in found)


@pytest.mark.parametrize("customer", EXAMPLES)
def test_pipelines_of_an_example_may_do_what_its_roots_do(customer: str) -> None:
    found = context(customer)
    assert lacking(found) == []
    passed = {where for where, outcome in judged(found) if outcome.status == "pass"}
    assert passed == set(found.plans)


@pytest.mark.parametrize(
    ("key", "message"),
    [
        (
            "plan-own",
            "plan lacks the action Microsoft.Network/connections/sharedKey/action at /subscript",
        ),
        ("plan-reader", "the identity that runs plan lacks the action Microsoft.Network/"),
        ("plan-cluster-user", "ContainerService/managedClusters/listClusterUserCredential/action"),
        ("plan-state", "the identity that runs plan lacks the data action Microsoft.Storage/"),
        ("apply-contributor", "the identity that runs apply lacks the action Microsoft.Network/"),
        ("apply-management-groups", None),
        ("apply-policy", "lacks the action Microsoft.Authorization/policyAssignments/write at"),
        ("apply-roles", "lacks the action Microsoft.Authorization/roleAssignments/write at"),
        ("apply-own", "lacks the action Microsoft.Authorization/locks/write at /subscriptions/"),
        ("apply-own", "lacks the action Microsoft.Authorization/roleDefinitions/write at"),
        ("apply-own", "Microsoft.Authorization/roleEligibilityScheduleRequests/write at"),
        ("apply-state", "the identity that runs apply lacks the data action Microsoft.Storage/"),
    ],
)
def test_without_a_role_the_actions_that_it_gives_are_lacking(
    key: str, message: str | None
) -> None:
    found = turned(FULL, lambda one: None if one.index == key else one)
    told = lacking(found)
    if message is None:  # Contributor writes management groups as well.
        assert told == []
    else:
        assert any(message in one for one in told), told
        assert all(re.search(r", which [0-7]0-[a-z-]+ needs$", one) for one in told)


def test_a_role_of_its_own_that_lacks_an_action_is_told() -> None:
    def narrowed(one: Change) -> Change:
        if one.type != "azurerm_role_definition" or one.index != "pipeline/apply":
            return one
        actions = ["Microsoft.Authorization/locks/*"]
        return replace(one, after={**(one.after or {}), "permissions": [{"actions": actions}]})

    told = lacking(turned(FULL, narrowed))
    assert any("roleDefinitions/write" in one for one in told)
    assert not any("locks/" in one for one in told)


def test_a_role_that_the_condition_excludes_can_not_be_given() -> None:
    def owner(one: Change) -> Change:
        if one.index != "auditors-reader":
            return one
        return replace(one, after={**(one.after or {}), "role_definition_name": "Owner"})

    told = lacking(turned(FULL, owner))
    assert [one.split(" at ")[0].rpartition("/")[2] for one in told] == ["write", "delete"]
    assert all("giving Owner" in one for one in told)


def test_a_role_somewhere_else_does_not_help() -> None:
    def elsewhere(one: Change) -> Change:
        if one.index != "plan-own":
            return one
        return replace(one, after={**(one.after or {}), "scope": "/subscriptions/0"})

    assert any("sharedKey" in one for one in lacking(turned(FULL, elsewhere)))


def test_a_type_that_nobody_described_is_unknown() -> None:
    found = turned(
        FULL,
        lambda one: replace(one, type="azurerm_new") if one.index == "auditors-reader" else one,
    )
    unknown = [where for where, outcome in judged(found) if outcome.status == "unknown"]
    assert any("auditors-reader" in where for where in unknown)


def test_what_graph_grants_is_not_judged_but_told_with_its_roots() -> None:
    told = {
        outcome.message
        for _, outcome in judged(context(FULL))
        if outcome.status == "not_applicable"
    }
    where = "of Microsoft Graph in 10-governance, 50-metering-prod, 50-planning-prod"
    assert told == {
        f"plan needs Group.Read.All {where}: no Azure role grants it",
        f"apply needs Group.Create, Group.Read.All {where}: no Azure role grants it",
    }


def test_the_private_endpoint_of_the_state_asks_for_its_approval() -> None:
    zone = context("meridian-mobility")
    asked = [need for need in needs(zone, "apply") if "Approval" in need.action]
    assert any(
        need.action == "Microsoft.Storage/storageAccounts/PrivateEndpointConnectionsApproval/action"
        and need.root == "30-connectivity"
        for need in asked
    )


def test_identities_get_no_more_roles_than_are_known() -> None:
    for customer in EXAMPLES:
        for stage in ("plan", "apply"):
            given = [
                one
                for _, one in context(customer).resources("azurerm_role_assignment")
                if str(one.index).startswith(f"{stage}-")
            ]
            assert len(grants(context(customer), stage)) == len(given)


@pytest.mark.parametrize(
    ("action", "allowed"),
    [
        ("Microsoft.Network/virtualNetworks/write", True),
        ("microsoft.network/VIRTUALNETWORKS/write", True),
        ("Microsoft.Authorization/locks/write", False),
        ("Microsoft.Authorization/locks/read", True),
        ("Microsoft.Authorization/policyAssignments/exempt/action", True),
    ],
)
def test_contributor_takes_away_what_not_actions_say(action: str, allowed: bool) -> None:
    assert built_in_roles()["Contributor"].allows(action, data=False) is allowed


def test_a_wildcard_ends_where_it_says() -> None:
    role = Role(actions=("Microsoft.KeyVault/vaults/*/read",), data_actions=("a/b",))
    assert role.allows("Microsoft.KeyVault/vaults/keys/read", data=False)
    assert not role.allows("Microsoft.KeyVault/vaults/read", data=False)
    assert not role.allows("MicrosoftXKeyVault/vaults/keys/read", data=False)
    assert role.allows("A/B", data=True)
    assert not role.allows("a/b", data=False)


def assignment(condition: Any) -> Change:  # noqa: ANN401
    after = {"condition": condition}
    return Change(
        "a", "", "managed", "azurerm_role_assignment", "a", None, "p", ("create",), None, after
    )


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (None, frozenset()),
        (f"x ForAnyOfAllValues:GuidNotEquals {{{OWNER.upper()}}}", frozenset({OWNER})),
        ("@Request[a] StringEquals 'b'", None),
        (UNKNOWN, None),
    ],
)
def test_a_condition_excludes_roles_or_nobody_can_tell(
    condition: object, expected: frozenset[str] | None
) -> None:
    assert excluded(assignment(condition)) == expected
    assert excludes_itself(assignment(condition), "Owner") is bool(expected)


def test_without_the_identities_there_is_nothing_to_judge() -> None:
    found = context(FULL)
    alone: dict[str, Plan] = {"00-state": found.plans["00-state"]}
    assert judged(replace(found, plans=alone)) == []
