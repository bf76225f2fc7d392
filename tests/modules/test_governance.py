"""Policy, roles, locks and subscriptions: what each module plans, and what it refuses."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from typing import Any

import pytest

from landsmith.terraform.binary import TerraformFailedError
from modules.harness import OTHER_SUBSCRIPTION, SUBSCRIPTION, addresses, as_json, plan, values

pytestmark = pytest.mark.skipif(
    not (shutil.which("terraform") or shutil.which("tofu")), reason="needs terraform or tofu"
)

GROUP = "/providers/Microsoft.Management/managementGroups/nordwind"
RESOURCE_GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-shop"
ASSIGNMENT = f"{GROUP}/providers/Microsoft.Authorization/policyAssignments/no-privilege"
PRIVILEGED = (
    "/providers/Microsoft.Authorization/policyDefinitions/95edb821-ddaf-4404-9732-666045e056b4"
)
READER = "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"
PERSON = "44444444-4444-4444-4444-444444444444"
BILLING = "/providers/Microsoft.Billing/billingAccounts/1234"

RULE: dict[str, Any] = {
    "if": {"field": "name", "notLike": "rg-*"},
    "then": {"effect": "[parameters('effect')]"},
}
EFFECT = {"effect": {"type": "String", "defaultValue": "Audit", "allowedValues": ["Audit", "Deny"]}}
DEFINITION: dict[str, Any] = {
    "display_name": "Names begin with rg-",
    "description": "Tells what it is by its name.",
    "mode": "All",
    "policy_rule_json": json.dumps(RULE, indent=2),
    "parameters_json": json.dumps(EFFECT),
    "category": "Naming",
    "version": "1.2.0",
}
REFERENCE: dict[str, Any] = {
    "policy_definition_id": PRIVILEGED,
    "version": "9.*.*",
    "parameter_values_json": json.dumps({"effect": {"value": "[parameters('effect')]"}}),
    "group_names": ["PR.AC-1"],
}
INITIATIVE: dict[str, Any] = {
    "display_name": "Pods",
    "description": "What pods may not do.",
    "category": "Kubernetes",
    "parameters_json": json.dumps(EFFECT),
    "references": {"noPrivilege": REFERENCE},
    "groups": {"PR.AC-1": {"display_name": "Access", "category": "Protect"}},
}
POLICY: dict[str, Any] = {"display_name": "No privilege", "policy_definition_id": PRIVILEGED}
EXEMPTION: dict[str, Any] = {
    "scope_kind": "resource_group",
    "scope_id": RESOURCE_GROUP,
    "policy_assignment_id": ASSIGNMENT,
    "category": "Waiver",
    "display_name": "Legacy agent",
    "description": "The agent needs it until it is replaced.",
    "expires_on": "2027-06-30T00:00:00Z",
}
ROLE: dict[str, Any] = {
    "name": "Network observer",
    "description": "Sees networks.",
    "actions": ["Microsoft.Network/*/read"],
}
ELIGIBLE: dict[str, Any] = {
    "scope": GROUP,
    "role_definition_id": READER,
    "principal_id": PERSON,
    "justification": "Audits",
}
LOCK: dict[str, Any] = {
    "name": "lock-shop",
    "scope": RESOURCE_GROUP,
    "level": "CanNotDelete",
    "notes": "State of the platform.",
}
ACCOUNT: dict[str, Any] = {
    "subscription_name": "shop-prod",
    "alias": "shop-prod",
    "billing_scope_id": f"{BILLING}/enrollmentAccounts/5678",
    "workload": "Production",
    "tags": {"owner": "shop"},
}


def refusal(module: str, inputs: Mapping[str, Any]) -> str:
    """Return what terraform says of inputs that it refuses, on one line."""
    with pytest.raises(TerraformFailedError) as caught:
        plan(module, inputs)
    return " ".join(str(caught.value).split())


def definitions(**changes: object) -> dict[str, Any]:
    return {"management_group_id": GROUP, "definitions": {"rg-names": DEFINITION | changes}}


def test_a_definition_keeps_rule_parameters_and_metadata() -> None:
    found = plan("policy_definitions", definitions())
    definition = values(found, 'azurerm_policy_definition.this["rg-names"]')
    assert definition["name"] == "rg-names"
    assert definition["policy_type"] == "Custom"
    assert definition["mode"] == "All"
    assert definition["management_group_id"] == GROUP
    assert as_json(definition["policy_rule"]) == RULE
    assert as_json(definition["parameters"]) == EFFECT
    assert as_json(definition["metadata"]) == {"category": "Naming", "version": "1.2.0"}


@pytest.mark.parametrize("text", [None, "{}"])
def test_a_definition_without_parameters_has_none(text: str | None) -> None:
    found = plan("policy_definitions", definitions(parameters_json=text))
    assert values(found, 'azurerm_policy_definition.this["rg-names"]')["parameters"] is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"display_name": ""}, "display names of 1 to 128"),
        ({"mode": "Some"}, "mode to be All"),
        ({"policy_rule_json": '{"if": {}}'}, "with if and then"),
        ({"policy_rule_json": "{"}, "with if and then"),
        ({"parameters_json": "[]"}, "JSON object"),
        ({"parameters_json": '{"a": {"type": "Text"}}'}, "to have a type"),
        ({"parameters_json": '{"a": {"type": "String", "schema": {}}}'}, "drops anything else"),
        ({"version": "1"}, "versions such as 1.0.0"),
    ],
)
def test_definitions_that_azure_or_the_next_plan_would_not_take(
    changes: dict[str, Any], said: str
) -> None:
    assert said in refusal("policy_definitions", definitions(**changes))


def test_names_of_definitions_are_azures() -> None:
    inputs = {"management_group_id": GROUP, "definitions": {"a/b": DEFINITION}}
    assert "keys of 1 to 64 characters" in refusal("policy_definitions", inputs)


def initiatives(**changes: object) -> dict[str, Any]:
    return {"management_group_id": GROUP, "initiatives": {"pods": INITIATIVE | changes}}


def test_an_initiative_pins_its_policies() -> None:
    found = plan("policy_initiatives", initiatives())
    made = values(found, 'azurerm_management_group_policy_set_definition.this["pods"]')
    (reference,) = made["policy_definition_reference"]
    assert reference["reference_id"] == "noPrivilege"
    assert reference["policy_definition_id"] == PRIVILEGED
    assert reference["version"] == "9.*.*"
    assert reference["policy_group_names"] == ["PR.AC-1"]
    assert as_json(reference["parameter_values"]) == {"effect": {"value": "[parameters('effect')]"}}
    (group,) = made["policy_definition_group"]
    assert (group["name"], group["category"]) == ("PR.AC-1", "Protect")
    assert as_json(made["metadata"]) == {"category": "Kubernetes", "version": "1.0.0"}


def test_references_stand_in_the_order_of_their_keys() -> None:
    bare = {"policy_definition_id": PRIVILEGED}
    found = plan("policy_initiatives", initiatives(references={"b": bare, "a": bare}, groups={}))
    made = values(found, 'azurerm_management_group_policy_set_definition.this["pods"]')
    references = made["policy_definition_reference"]
    assert [reference["reference_id"] for reference in references] == ["a", "b"]
    assert references[0]["parameter_values"] is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"references": {}}, "at least one policy"),
        ({"references": {"a": REFERENCE | {"version": "9.1.2"}}}, "versions such as 9.*.*"),
        (
            {"references": {"a": REFERENCE, "b": {"policy_definition_id": PRIVILEGED}}},
            "a version of every policy",
        ),
        (
            {"references": {"a": REFERENCE | {"parameter_values_json": '{"a": "b"}'}}},
            "an object with value",
        ),
        ({"groups": {}}, "keys of groups"),
    ],
)
def test_initiatives_that_would_not_stay_as_planned(changes: dict[str, Any], said: str) -> None:
    assert said in refusal("policy_initiatives", initiatives(**changes))


def assignments(module: str, **changes: object) -> dict[str, Any]:
    scope = {"management_group_id": GROUP}
    if module == "resource_group_policy_assignments":
        scope = {"resource_group_id": RESOURCE_GROUP}
    return {**scope, "location": "westeurope", "assignments": {"no-privilege": POLICY | changes}}


ASSIGNING = ("management_group_policy_assignments", "resource_group_policy_assignments")


@pytest.mark.parametrize("module", ASSIGNING)
def test_parameters_of_every_kind_meet_in_one_text(module: str) -> None:
    found = plan(
        module,
        assignments(
            module,
            parameters={"effect": "Audit"},
            list_parameters={"excludedNamespaces": ["kube-system"]},
            json_parameters={"days": "90", "strict": "true", "map": '{"a": [1.5]}'},
        ),
    )
    kind = module.removesuffix("s")
    made = values(found, f'azurerm_{kind}.this["no-privilege"]')
    assert as_json(made["parameters"]) == {
        "effect": {"value": "Audit"},
        "excludedNamespaces": {"value": ["kube-system"]},
        "days": {"value": 90},
        "strict": {"value": True},
        "map": {"value": {"a": [1.5]}},
    }


@pytest.mark.parametrize("module", ASSIGNING)
def test_an_assignment_without_parameters_has_none_and_no_identity(module: str) -> None:
    found = plan(module, assignments(module))
    made = values(found, f'azurerm_{module.removesuffix("s")}.this["no-privilege"]')
    assert made["parameters"] is None
    assert made["identity"] == []
    assert not made["not_scopes"]


@pytest.mark.parametrize("module", ASSIGNING)
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"parameters": {"a": "1"}, "json_parameters": {"a": "1"}}, "each parameter in one of"),
        ({"json_parameters": {"a": "one"}}, "to be JSON texts"),
        ({"json_parameters": {"a": "null"}}, "none null"),
    ],
)
def test_parameters_that_say_nothing_clear(module: str, changes: dict[str, Any], said: str) -> None:
    assert said in refusal(module, assignments(module, **changes))


def test_an_assignment_at_a_management_group_can_leave_scopes_out() -> None:
    module = "management_group_policy_assignments"
    left = [f"/subscriptions/{OTHER_SUBSCRIPTION}"]
    found = plan(module, assignments(module, not_scopes=left, identity=True))
    made = values(found, 'azurerm_management_group_policy_assignment.this["no-privilege"]')
    assert made["not_scopes"] == left
    assert made["identity"][0]["type"] == "SystemAssigned"


def test_an_initiative_that_only_measures_is_not_enforced_and_may_have_an_identity() -> None:
    module = "resource_group_policy_assignments"
    made = values(
        plan(module, assignments(module, enforce=False, identity=True)),
        'azurerm_resource_group_policy_assignment.this["no-privilege"]',
    )
    assert made["enforce"] is False
    assert made["identity"][0]["type"] == "SystemAssigned"
    assert made["location"] == "westeurope"


def test_an_exemption_may_have_a_full_stop_inside_its_name() -> None:
    inputs = {"exemptions": {"compliance.aks-ssh": EXEMPTION | {"category": "Mitigated"}}}
    (made,) = addresses(plan("policy_exemptions", inputs))
    assert made.endswith('this["compliance.aks-ssh"]')
    assert "keys of 1 to 64" in refusal("policy_exemptions", {"exemptions": {"a.": EXEMPTION}})


@pytest.mark.parametrize(
    ("kind", "scope", "attribute"),
    [
        ("management_group", GROUP, "management_group_id"),
        ("subscription", f"/subscriptions/{SUBSCRIPTION}", "subscription_id"),
        ("resource_group", RESOURCE_GROUP, "resource_group_id"),
    ],
)
def test_an_exemption_of_each_kind_of_scope(kind: str, scope: str, attribute: str) -> None:
    exemption = EXEMPTION | {"scope_kind": kind, "scope_id": scope, "reference_ids": ["a"]}
    found = plan("policy_exemptions", {"exemptions": {"agent": exemption}})
    assert addresses(found) == [f'azurerm_{kind}_policy_exemption.this["agent"]']
    made = values(found, f'azurerm_{kind}_policy_exemption.this["agent"]')
    assert made[attribute] == scope
    assert made["exemption_category"] == "Waiver"
    assert made["expires_on"] == "2027-06-30T00:00:00Z"
    assert made["policy_definition_reference_ids"] == ["a"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"scope_kind": "resource"}, "scope_kind to be"),
        ({"scope_id": GROUP}, "of the kind that scope_kind says"),
        ({"category": "Forgotten"}, "Waiver or Mitigated"),
        ({"description": " "}, "it says why"),
        ({"expires_on": "2027-06-30"}, "in UTC"),
        ({"expires_on": "2027-02-30T00:00:00Z"}, "in UTC"),
        ({"expires_on": "2027-06-30T00:00:00+02:00"}, "in UTC"),
    ],
)
def test_exemptions_need_scope_reason_and_end(changes: dict[str, Any], said: str) -> None:
    assert said in refusal("policy_exemptions", {"exemptions": {"agent": EXEMPTION | changes}})


def test_a_remediation_names_assignment_policy_and_regions() -> None:
    remediation = {
        "policy_assignment_id": ASSIGNMENT,
        "policy_definition_reference_id": "noPrivilege",
        "location_filters": ["westeurope"],
    }
    inputs = {"management_group_id": GROUP, "remediations": {"tags": remediation}}
    made = values(
        plan("policy_remediations", inputs),
        'azurerm_management_group_policy_remediation.this["tags"]',
    )
    assert made["name"] == "tags"
    assert made["policy_assignment_id"] == ASSIGNMENT
    assert made["policy_definition_reference_id"] == "noPrivilege"
    assert made["location_filters"] == ["westeurope"]


@pytest.mark.parametrize(
    ("name", "location", "said"),
    [("Tags", "westeurope", "upper-case"), ("tags", "West Europe", "short form")],
)
def test_remediations_are_named_in_lower_case(name: str, location: str, said: str) -> None:
    one = {"policy_assignment_id": ASSIGNMENT, "location_filters": [location]}
    inputs = {"management_group_id": GROUP, "remediations": {name: one}}
    assert said in refusal("policy_remediations", inputs)


def test_a_role_has_the_same_id_in_every_plan() -> None:
    inputs = {"scope": GROUP, "definitions": {"network-observer": ROLE}}
    address = 'azurerm_role_definition.this["network-observer"]'
    first, second = (values(plan("role_definitions", inputs), address) for _ in range(2))
    assert first["role_definition_id"] == second["role_definition_id"]
    assert first["assignable_scopes"] == [GROUP]
    assert first["permissions"][0]["actions"] == ["Microsoft.Network/*/read"]
    other = plan("role_definitions", inputs | {"scope": f"/subscriptions/{SUBSCRIPTION}"})
    assert values(other, address)["role_definition_id"] != first["role_definition_id"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"actions": []}, "at least one action"),
        ({"actions": ["*"]}, "an owner by another name"),
        ({"assignable_scopes": [GROUP, f"{GROUP}-2"]}, "at most one management group"),
        ({"description": ""}, "a description of 1"),
    ],
)
def test_roles_that_allow_nothing_or_all(changes: dict[str, Any], said: str) -> None:
    inputs = {"scope": GROUP, "definitions": {"observer": ROLE | changes}}
    assert said in refusal("role_definitions", inputs)


@pytest.mark.parametrize("given", [READER, f"/subscriptions/{OTHER_SUBSCRIPTION}{READER}"])
@pytest.mark.parametrize(
    ("scope", "prefix"),
    [
        (GROUP, ""),
        (f"/subscriptions/{SUBSCRIPTION}", f"/subscriptions/{SUBSCRIPTION}"),
        (RESOURCE_GROUP, f"/subscriptions/{SUBSCRIPTION}"),
    ],
)
def test_an_eligible_role_is_named_as_azure_answers(given: str, scope: str, prefix: str) -> None:
    one = ELIGIBLE | {"scope": scope, "role_definition_id": given}
    found = plan("pim_eligible_assignments", {"assignments": {"auditors": one}})
    made = values(found, 'azurerm_pim_eligible_role_assignment.this["auditors"]')
    assert made["role_definition_id"] == prefix + READER


def test_an_eligible_role_ends_when_asked_to() -> None:
    one = ELIGIBLE | {"expiration_days": 180}
    found = plan("pim_eligible_assignments", {"assignments": {"auditors": one}})
    made = values(found, 'azurerm_pim_eligible_role_assignment.this["auditors"]')
    assert made["schedule"][0]["expiration"][0]["duration_days"] == 180
    assert made["justification"] == "Audits"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"role_definition_id": "Reader"}, "the resource id of a role"),
        ({"principal_id": "auditors"}, "object id"),
        ({"justification": " "}, "a justification"),
        ({"expiration_days": 400}, "from 1 to 365"),
    ],
)
def test_eligible_roles_are_clear(changes: dict[str, Any], said: str) -> None:
    inputs = {"assignments": {"auditors": ELIGIBLE | changes}}
    assert said in refusal("pim_eligible_assignments", inputs)


def test_a_lock_says_why() -> None:
    made = values(plan("management_locks", {"locks": {"shop": LOCK}}), _LOCK)
    assert {name: made[name] for name in ("name", "scope", "lock_level", "notes")} == {
        "name": "lock-shop",
        "scope": RESOURCE_GROUP,
        "lock_level": "CanNotDelete",
        "notes": "State of the platform.",
    }


_LOCK = 'azurerm_management_lock.this["shop"]'


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "a/b"}, "names of 1 to 259"),
        ({"scope": GROUP}, "of a subscription or of what is in one"),
        ({"level": "Delete"}, "CanNotDelete or ReadOnly"),
        ({"notes": ""}, "notes of 1 to 512"),
    ],
)
def test_locks_that_azure_would_not_take(changes: dict[str, Any], said: str) -> None:
    assert said in refusal("management_locks", {"locks": {"shop": LOCK | changes}})


@pytest.mark.parametrize(
    "scope",
    ["enrollmentAccounts/5678", "billingProfiles/a/invoiceSections/b", "customers/c"],
)
def test_a_subscription_of_each_kind_of_agreement(scope: str) -> None:
    inputs = ACCOUNT | {"billing_scope_id": f"{BILLING}/{scope}", "workload": "DevTest"}
    made = values(plan("subscription", inputs), "azurerm_subscription.this")
    assert made["billing_scope_id"] == f"{BILLING}/{scope}"
    assert (made["subscription_name"], made["alias"]) == ("shop-prod", "shop-prod")
    assert made["workload"] == "DevTest"
    assert made["tags"] == {"owner": "shop"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"subscription_name": "a;b"}, "1 to 64 characters"),
        ({"alias": "shop prod"}, "1 to 63 letters"),
        ({"billing_scope_id": BILLING}, "enrollmentAccounts"),
        ({"workload": "Test"}, "Production or DevTest"),
    ],
)
def test_subscriptions_that_could_not_be_billed(changes: dict[str, Any], said: str) -> None:
    assert said in refusal("subscription", ACCOUNT | changes)
