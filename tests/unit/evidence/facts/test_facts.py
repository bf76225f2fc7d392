from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from landsmith.evidence.facts import facts, identity, network, organisation
from landsmith.evidence.level import HIGHEST, Level, weakest
from landsmith.evidence.pages.document import requirements
from landsmith.landing_zone.tags import REQUIRED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.unit.evidence.conftest import PlanBuilder

    from landsmith.evidence.fact import Fact
    from landsmith.evidence.subject import Subject
    from landsmith.policy.controls.control import Control

    Make = Callable[..., Subject]


CLUSTER = "module.cluster.azurerm_kubernetes_cluster.this"
ROLE = 'module.role_assignments.azurerm_role_assignment.this["auditors"]'
TENANT = "10000000-0000-4000-8000-000000000001"


def one(found: Iterable[Fact], words: str) -> Fact:
    matching = [fact for fact in found if words in fact.statement]
    assert len(matching) == 1, [fact.statement for fact in found]
    return matching[0]


def test_levels_are_ordered_and_never_above_what_this_version_reaches() -> None:
    assert list(Level) == sorted(Level)
    assert weakest([Level.OBSERVED]) is HIGHEST is Level.REHEARSED
    assert weakest([Level.PLANNED, Level.REHEARSED]) is Level.PLANNED
    assert weakest([]) is Level.DESIGNED


def test_a_value_that_was_planned_and_made_is_rehearsed(
    make: Make, plan: type[PlanBuilder]
) -> None:
    subject = make(
        plan("50-shop-prod").add(CLUSTER, {"name": "aks", "local_account_disabled": True})
    )
    fact = one(identity.facts(subject), "Local accounts")
    assert (fact.status, fact.level, fact.source) == ("shown", Level.REHEARSED, "plan")
    assert (fact.root, fact.address) == ("50-shop-prod", CLUSTER)
    assert fact.place.file == "modules/kubernetes_cluster/main.tf"
    assert fact.call.file == "roots/50-shop-prod/main.tf"
    assert subject.tree[fact.call.file].split(b"\n")[fact.call.line - 1] == b'module "cluster" {'
    assert fact.place.line == 1


@pytest.mark.parametrize(
    "options",
    [
        {"made": False},
        {"applied": {"local_account_disabled": False}},
    ],
    ids=["not made", "made otherwise"],
)
def test_a_value_that_the_rehearsal_does_not_confirm_is_only_planned(
    make: Make, plan: type[PlanBuilder], options: dict[str, Any]
) -> None:
    built = plan("50-shop-prod").add(CLUSTER, {"local_account_disabled": True}, **options)
    fact = one(identity.facts(make(built)), "Local accounts")
    assert (fact.status, fact.level) == ("shown", Level.PLANNED)


def test_nothing_is_rehearsed_where_the_second_plan_was_not_empty(
    make: Make, plan: type[PlanBuilder]
) -> None:
    subject = make(
        plan("50-shop-prod").add(CLUSTER, {"local_account_disabled": True}), settled=False
    )
    assert one(identity.facts(subject), "Local accounts").level is Level.PLANNED


def test_a_plan_that_says_otherwise_refutes(make: Make, plan: type[PlanBuilder]) -> None:
    subject = make(plan("50-shop-prod").add(CLUSTER, {"local_account_disabled": False}))
    fact = one(identity.facts(subject), "Local accounts")
    assert (fact.status, fact.value) == ("refuted", False)


def test_a_cluster_of_aks_automatic_is_a_cluster(make: Make, plan: type[PlanBuilder]) -> None:
    values = {
        "name": "aks",
        "private_cluster": [{"public_fully_qualified_domain_name_enabled": False}],
    }
    subject = make(
        plan("50-shop-prod")
        .add("module.cluster.azurerm_kubernetes_automatic_cluster.this", values)
        .add("module.network.azurerm_virtual_network.this", {"name": "vnet", "address_space": []})
    )
    private = one(network.facts(subject), "has a private address only")
    assert (private.status, private.level) == ("shown", Level.REHEARSED)
    for found, words in (
        (identity.facts(subject), "Local accounts of aks are off"),
        (identity.facts(subject), "Workloads in aks sign in"),
        (network.facts(subject), "aks sends outbound traffic"),
        (organisation.facts(subject), "The node resource group of aks"),
    ):
        fact = one(found, words)
        assert (fact.status, fact.level) == ("manual", None)
        assert "leaves that to AKS Automatic" in fact.statement


def test_what_only_the_apply_tells_is_unknown_until_the_rehearsal_tells(
    make: Make, plan: type[PlanBuilder]
) -> None:
    unknown = {"local_account_disabled": True}
    open_plan = plan("50-shop-prod").add(CLUSTER, {"name": "aks"}, unknown=unknown, made=False)
    fact = one(identity.facts(make(open_plan)), "Local accounts")
    assert (fact.status, fact.level) == ("unknown", None)

    told = plan("50-shop-prod").add(
        CLUSTER, {"name": "aks"}, unknown=unknown, applied={"local_account_disabled": True}
    )
    fact = one(identity.facts(make(told)), "Local accounts")
    assert (fact.status, fact.level) == ("shown", Level.REHEARSED)
    assert fact.source == "rehearsal state"


def test_an_empty_plan_leaves_every_plan_requirement_a_gap(
    make: Make, plan: type[PlanBuilder], catalogue: Control
) -> None:
    stated = {item["id"]: item for item in requirements(make(plan("50-shop-prod")), catalogue)}
    assert set(stated) == {item.id for item in catalogue.parts}
    for name in ("identity.1", "identity.2", "network.1", "resource-organization.1", "evidence.1"):
        assert stated[f"A-3.1.{name}"]["status"] == "gap", name


def test_every_requirement_ends_in_its_manual_part(
    subjects: list[Subject], catalogue: Control
) -> None:
    found = facts(subjects[0], catalogue)
    for requirement in catalogue.parts:
        last = found[requirement.id][-1]
        if requirement.manual:
            assert (last.status, last.statement) == ("manual", requirement.manual[-1])
            assert last.level is None


def test_only_shown_and_refuted_facts_have_a_level(
    subjects: list[Subject], catalogue: Control
) -> None:
    for found in facts(subjects[0], catalogue).values():
        for fact in found:
            assert (fact.level is not None) == (fact.status in ("shown", "refuted")), fact
            assert fact.level is None or fact.level <= HIGHEST


@pytest.mark.parametrize(
    ("scope", "kind"),
    [
        ("/providers/Microsoft.Management/managementGroups/mg", "management group"),
        ("/subscriptions/s", "subscription"),
        ("/subscriptions/s/resourceGroups/rg", "resource group"),
        (
            "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/a",
            "cluster",
        ),
        ("/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv", "resource"),
        ("", "unknown"),
    ],
)
def test_scopes(scope: str, kind: str) -> None:
    assert identity.scope_kind(scope) == kind


def test_an_owner_and_a_person_with_a_role_are_refuted(make: Make, plan: type[PlanBuilder]) -> None:
    after = {
        "role_definition_name": "Owner",
        "principal_type": "User",
        "principal_id": "p",
        "scope": "/subscriptions/s",
    }
    found = identity.facts(make(plan("10-governance").add(ROLE, after)))
    assert one(found, "No plan makes anybody").status == "refuted"
    assert one(found, "People get roles").status == "refuted"
    assert one(found, "p is Owner on subscription s").status == "refuted"


def test_an_unknown_scope_leaves_the_scopes_open(make: Make, plan: type[PlanBuilder]) -> None:
    after = {"role_definition_name": "Reader", "principal_type": "Group"}
    unknown = {"scope": True, "principal_id": True}
    built = plan("10-governance").add(ROLE, after, unknown=unknown, made=False)
    found = identity.facts(make(built))
    assert one(found, "Roles are assigned at these scopes").status == "unknown"
    assert one(found, "A role is assigned").status == "unknown"
    assert one(found, "No plan makes anybody").status == "shown"


def network_plan(plan: type[PlanBuilder], name: str, space: str) -> PlanBuilder:
    address = f"module.{name}.azurerm_virtual_network.this"
    return plan("30-connectivity").add(address, {"name": name, "address_space": [space]})


def test_overlapping_networks_are_refuted(make: Make, plan: type[PlanBuilder]) -> None:
    built = network_plan(plan, "one", "10.10.0.0/24")
    built.add(
        "module.b.azurerm_virtual_network.this", {"name": "two", "address_space": ["10.10.0.0/25"]}
    )
    fact = one(network.facts(make(built)), "No two networks overlap")
    assert fact.status == "refuted"
    assert fact.value == ["one 10.10.0.0/24 overlaps two 10.10.0.0/25"]


def test_a_spoke_without_peering_is_missing_and_one_sided_peering_refuted(
    make: Make, plan: type[PlanBuilder]
) -> None:
    found = network.facts(make(network_plan(plan, "spoke", "10.10.0.0/24")))
    assert one(found, "Nothing shows that spoke is peered").status == "missing"

    built = network_plan(plan, "spoke", "10.10.0.0/24").add(
        "module.p.azurerm_virtual_network_peering.spoke_to_hub",
        {
            "virtual_network_name": "spoke",
            "remote_virtual_network_id": "/x/vnet-hub-prod-we-001",
            "allow_forwarded_traffic": True,
        },
    )
    assert one(network.facts(make(built)), "in both directions").status == "refuted"


def test_a_declared_equivalent_is_designed_and_the_rest_is_manual(
    make: Make, plan: type[PlanBuilder]
) -> None:
    found = [f for f in network.facts(make(plan("x"))) if f.topic == network.HYBRID]
    assert {fact.status for fact in found} == {"shown", "manual"}
    shown = one(found, "An equivalent connects")
    assert shown.level is Level.DESIGNED
    assert (shown.value, shown.place.file, shown.place.line) == (
        "An SD-WAN.",
        "landing-zone.yaml",
        12,
    )


def test_a_missing_tag_is_refuted_at_its_resource(make: Make, plan: type[PlanBuilder]) -> None:
    good = dict.fromkeys(REQUIRED, "x")
    built = plan("20-management").add(
        "module.a.azurerm_resource_group.this", {"name": "rg-a", "tags": good}
    )
    built.add(
        "module.b.azurerm_resource_group.this", {"name": "rg-b", "tags": good | {"owner": ""}}
    )
    found = organisation.facts(make(built))
    assert one(found, "Every resource that can have tags").value == {
        "tagged": 1,
        "can have tags": 2,
    }
    fact = one(found, "A required tag is missing")
    assert (fact.address, fact.value) == ("module.b.azurerm_resource_group.this", ["owner"])


def test_a_name_outside_the_standard_is_refuted_and_azures_own_are_not(
    make: Make, plan: type[PlanBuilder]
) -> None:
    built = plan("30-connectivity").add("module.a.azurerm_resource_group.this", {"name": "mygroup"})
    built.add("module.n.azurerm_subnet.this", {"name": "GatewaySubnet"})
    found = organisation.facts(make(built))
    assert one(found, "Every name begins").value == {"keep to the rule": 0, "have a rule": 1}
    assert one(found, "A name breaks the rule").value == "mygroup"


def test_an_unjustified_deviation_is_shown_as_such(
    make: Make, plan: type[PlanBuilder], catalogue: Control
) -> None:
    found = facts(make(plan("x")), catalogue)["A-3.1.evidence.3"]
    assert one(found, "network.hybrid deviates").value["approved by"] == "The board"
    fact = one(found, "network.egress is nat_gateway")
    assert fact.status == "missing"
    assert fact.place.file == "landing-zone.yaml"


def test_a_resource_outside_a_module_refutes_repeatability(
    make: Make, plan: type[PlanBuilder], catalogue: Control
) -> None:
    built = plan("x").add("azurerm_resource_group.loose", {"name": "rg-x"})
    found = facts(make(built), catalogue)["A-3.1.evidence.1"]
    assert one(found, "comes from a Terraform module").status == "refuted"
