"""Options of governance, management and identity: which calls and inputs each one changes."""

# ruff: noqa: E501 - a table is easier to read with one input on a line

from __future__ import annotations

import json
from typing import Any

import pytest

from composed import calls, difference, flat
from landsmith import content
from landsmith.calls.model import Moved, Ref, Root
from landsmith.compose.roots import DIAGNOSED, compose
from landsmith.landing_zone.tags import REQUIRED
from strategies import Json, entry, small, uuid, with_all, zone

GROUPS = Ref("management_groups", "ids", ("mg-cts",))
SHOP = "50-shop-prod"
PLATFORM = ("20-management", "30-connectivity", SHOP)
EXEMPTION = {
    "name": "legacy",
    "policy": "kv-purge",
    "at": "shop-prod",
    "category": "waiver",
    "reason": "Until it moves.",
    "expires_on": "2028-02-29",
}
SCOPE = "/providers/Microsoft.Billing/billingAccounts/1/enrollmentAccounts/2"

ADDED: dict[str, tuple[list[tuple[str, Any]], set[str]]] = {
    "backup vault": ([("monitoring.backup_vault", {})], {"20-management/backup_vault"}),
    "virtual machines": ([("monitoring.virtual_machines", True)], {"20-management/data_collection"}),
    "locks": ([("monitoring.locks", True)], {"20-management/management_locks"}),
    "metric alerts": ([("monitoring.metric_alerts", True)], {"30-connectivity/metric_alerts", f"{SHOP}/metric_alerts"}),
    "activity log": ([("monitoring.activity_log_export", True)], {f"{root}/activity_log_export" for root in PLATFORM}),
    "Defender": ([("monitoring.defender", ["Arm"])], {f"{root}/defender_for_cloud" for root in PLATFORM}),
    "total budget": ([("monitoring.total_budget", {"amount": 9, "start": "2027-01"})], {"10-governance/total_budget"}),
    "cluster budget": ([("landing_zones.0.cluster_budget", {"amount": 9, "start": "2027-01"})], {f"{SHOP}/cluster_budget"}),
    "custom role": ([("identity.custom_roles", [{"name": "ops", "description": "Ops.", "actions": ["Microsoft.Network/*"]}])], {"10-governance/role_definitions"}),
    "exemption at the cluster": ([("policy.exemptions", [EXEMPTION])], {f"{SHOP}/policy_exemptions"}),
    "exemption at a group": ([("policy.exemptions", [{**EXEMPTION, "policy": "storage-https", "at": "platform"}])], {"10-governance/policy_exemptions"}),
}  # fmt: skip


@pytest.mark.parametrize("option", ADDED)
def test_an_option_adds_its_calls_and_changes_no_other(option: str) -> None:
    changes, expected = ADDED[option]
    found = difference(flat(small()), flat(with_all(*changes)))
    assert found == dict.fromkeys(expected, "new")


OWN = "10-governance/pipeline_roles.definitions.pipeline"


def test_whoever_applies_makes_eligibilities_only_where_there_are_some() -> None:
    role = {"group": "auditors", "role": "Reader", "justification": "Audits."}
    found = difference(flat(small()), flat(with_all(("identity.eligible", [role]))))
    actions = found.pop(f"{OWN}/apply.actions")
    assert found == {"10-governance/eligible_roles": "new"}
    assert "Microsoft.Authorization/roleEligibilityScheduleRequests/write" in actions


def test_whoever_plans_asks_for_shared_keys_where_a_hub_has_a_gateway() -> None:
    shared_key = "Microsoft.Network/connections/sharedKey/action"
    assert list(flat(small())[f"{OWN}/plan.actions"]) == [shared_key]
    wan = flat(
        with_all(("network.topology", "virtual_wan"), ("network.egress", "firewall_standard"))
    )
    assert not any(key.startswith(f"{OWN}/plan") for key in wan)


def test_a_subscription_that_carries_two_roots_has_one_baseline() -> None:
    one = ("subscriptions.connectivity", uuid(2)), ("landing_zones.0.subscription", uuid(2))
    found = calls(flat(with_all(*one, ("monitoring.defender", ["Arm"]))))
    assert {call for call in found if call.endswith("defender_for_cloud")} == {
        "20-management/defender_for_cloud"
    }


@pytest.mark.parametrize(
    ("part", "root"), [("identity", "40-identity"), ("security", "45-security")]
)
def test_a_further_platform_subscription_is_placed_and_watched(part: str, root: str) -> None:
    found = difference(flat(small()), flat(with_all((f"subscriptions.{part}", uuid(7)))))
    placed = f"10-governance/management_groups.subscriptions.{uuid(7)}"
    assert found.pop(placed) == "mg-cts-platform"
    assert {path.split("/")[0] for path in found} == {root}
    assert {f"{root}/resource_group", f"{root}/activity_log_alerts", f"{root}/budget"} <= set(found)


def test_a_shared_identity_subscription_has_no_root_of_its_own() -> None:
    assert flat(with_all(("subscriptions.identity", uuid(2)))) == flat(small())


def test_vending_is_a_root_of_its_own() -> None:
    new = {"name": "pay", "environment": "prod", "offer": "DevTest"}
    file = with_all(("vending", {"billing_scope": SCOPE, "subscriptions": [new]}))
    found = flat(file)
    call = "05-subscriptions/subscription_pay_prod"
    assert found[f"{call}.subscription_name"] == found[f"{call}.alias"] == "sub-cts-pay-prod"
    assert (found[f"{call}.workload"], found[f"{call}.billing_scope_id"]) == ("DevTest", SCOPE)
    assert {tag for tag in REQUIRED if f"{call}.tags.{tag}" in found} == set(REQUIRED)
    assert [root.name for root in compose(zone(file))][:2] == ["00-state", "05-subscriptions"]


def test_thresholds_are_written_where_they_differ() -> None:
    budget = {"amount": 1000, "start": "2027-01", "actual": [90], "forecast": [100, 120]}
    found = difference(flat(small()), flat(with_all(("monitoring.budget", budget))))
    assert found == {
        f"{root}/budget.{name}_thresholds": values
        for root in ("20-management", "30-connectivity")
        for name, values in (("actual", [90]), ("forecast", [100, 120]))
    }


def governance(*changes: tuple[str, Any]) -> Root:
    return next(r for r in compose(zone(with_all(*changes))) if r.name == "10-governance")


ALZ: tuple[str, Any] = ("management_groups", {"hierarchy": "alz", "sandbox": [uuid(8)]})


def inputs(root: Root, call: str) -> Json:
    return next(dict(found.inputs) for found in root.calls if found.name == call)


def test_the_hierarchy_of_the_architecture() -> None:
    made = inputs(governance(ALZ), "management_group_hierarchy")
    parents = {name: group.get("parent") for name, group in made["management_groups"].items()}
    assert parents == {
        "mg-cts": None,
        **dict.fromkeys(
            (f"mg-cts-{it}" for it in ("platform", "landingzones", "sandbox", "decommissioned")),
            "mg-cts",
        ),
        **dict.fromkeys(
            (f"mg-cts-{it}" for it in ("management", "connectivity", "identity", "security")),
            "mg-cts-platform",
        ),
        "mg-cts-corp": "mg-cts-landingzones",
        "mg-cts-online": "mg-cts-landingzones",
    }


def test_every_subscription_is_placed_by_what_it_is_for() -> None:
    online = entry("web", 5, archetype="online")
    changes = (ALZ, ("landing_zones.1", online), ("subscriptions.security", uuid(7)))
    assert inputs(governance(*changes), "management_group_hierarchy")["subscriptions"] == {
        uuid(2): "mg-cts-management",
        uuid(3): "mg-cts-connectivity",
        uuid(4): "mg-cts-corp",
        uuid(5): "mg-cts-online",
        uuid(7): "mg-cts-security",
        uuid(8): "mg-cts-sandbox",
    }


def test_the_hub_is_never_in_corp() -> None:
    changes = (ALZ, ("landing_zones.0.subscription", uuid(3)))
    placed = inputs(governance(*changes), "management_group_hierarchy")["subscriptions"]
    assert placed[uuid(3)] == "mg-cts-connectivity"


def test_a_grown_landing_zone_moves_its_groups_and_forgets_its_placements() -> None:
    root = governance(ALZ)
    at = "azurerm_management_group.level_1"
    assert (
        Moved(f"module.management_groups.{at}", f"module.management_group_hierarchy.{at}")
        in root.moved
    )
    assert root.forgotten == (
        "module.management_groups.azurerm_management_group_subscription_association.this",
    )
    assert (governance().moved, governance().forgotten) == ((), ())


def test_an_adopted_root_is_not_made() -> None:
    root = governance(("management_groups.adopt", "alz"))
    made = inputs(root, "management_groups")
    assert list(made["management_groups"]) == ["mg-cts-platform", "mg-cts-landingzones"]
    top = "/providers/Microsoft.Management/managementGroups/alz"
    assert made["parent_management_group_id"] == top
    assert inputs(root, "platform_policies")["management_group_id"] == top
    assert inputs(root, "role_assignments")["assignments"]["auditors-reader"]["scope"] == top


FULL: tuple[str, Any] = ("policy", {"effect": "deny", "assignments": "complete", "grouping": "all", "remediate": True})  # fmt: skip


def test_initiatives_pin_a_version_of_every_policy() -> None:
    made = inputs(governance(ALZ, FULL), "policy_initiatives")["initiatives"]
    references = [it for one in made.values() for it in one["references"].values()]
    assert references
    assert all(reference["version"] for reference in references)
    corp = made["cts-corp-corp"]["references"]["no-hybrid-network"]
    assert json.loads(corp["parameter_values_json"])["effect"] == {"value": "Deny"}


def test_an_initiative_says_of_each_policy_what_it_expects() -> None:
    assigned = inputs(governance(ALZ, FULL), "corp_policies")["assignments"]["corp"]
    assert assigned["reference_messages"]["no-hybrid-network"].startswith("Expected: ")
    assert assigned["policy_definition_id"] == Ref("policy_initiatives", "ids", ("cts-corp-corp",))


def test_policies_in_a_cluster_have_no_message() -> None:
    root = next(r for r in compose(zone(with_all(ALZ, FULL))) if r.name == SHOP)
    assigned = inputs(root, "policies")["assignments"]["workload-incluster"]
    assert "reference_messages" not in assigned
    assert assigned["policy_definition_id"].endswith(
        "/policySetDefinitions/cts-workload-workload-incluster"
    )


def test_the_identity_of_what_repairs_has_the_roles_it_needs_and_no_other() -> None:
    root = governance(ALZ, FULL)
    grants = inputs(root, "policy_roles")["assignments"]
    call = "landing_zone_policies"
    assert grants == {
        "landingzones-tags-names-repair-contributor": {
            "scope": Ref("management_group_hierarchy", "ids", ("mg-cts-landingzones",)),
            "role_definition_name": "Contributor",
            "principal_id": Ref(call, "principal_ids", ("tags-names-repair",)),
            "principal_type": "ServicePrincipal",
        }
    }
    tasks = inputs(root, "landingzones_remediations")["remediations"]
    assert {it["policy_definition_reference_id"] for it in tasks.values()} == {
        f"copy-{tag.lower()}" for tag in REQUIRED
    }


def test_definitions_of_ours_are_made_where_they_are_assigned() -> None:
    made = inputs(governance(ALZ, FULL), "policy_definitions")["definitions"]
    assert set(made) == {"audit-mandatory-tags", "audit-name-prefixes"}
    assert not [call.name for call in governance().calls if call.name == "policy_definitions"]


def test_a_day_of_enforcement_is_announced() -> None:
    told = inputs(governance(("policy.enforce_from", "2027-06-01")), "platform_policies")
    found = {name: it.get("description") for name, it in told["assignments"].items()}
    assert found["storage-https"] == "Audits now and denies from 2027-06-01 on."
    assert found["tag-owner"] is None


def test_where_policy_sets_diagnostics_no_module_does() -> None:
    off = flat(with_all(("monitoring.diagnostics", "policy")))
    found = difference(flat(small()), off)
    assert {path.rpartition(".")[2] for path in found} == {"diagnostic_settings"}
    assert set(found.values()) == {False}
    assert f"{SHOP}/cluster.diagnostic_settings" in found


def test_every_module_with_diagnostic_settings_can_leave_them_out() -> None:
    folder = content.path("modules", "terraform")
    found = {
        path.parent.name
        for path in folder.glob("*/main.tf")
        if 'resource "azurerm_monitor_diagnostic_setting"' in path.read_text(encoding="utf-8")
    }
    # The activity log's is a module of its own, which is left out; the state's is never asked for.
    assert found - DIAGNOSED == {"activity_log_export", "state_storage"}


def test_where_policy_exports_the_activity_log_no_module_does() -> None:
    asked = ("monitoring.activity_log_export", True)
    by_policy = flat(with_all(("monitoring.diagnostics", "policy"), asked))
    assert not [path for path in by_policy if "activity_log_export" in path]
