"""What the platform's modules plan for each option, and which inputs each of them refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from landsmith.calls.model import Value
from landsmith.terraform.binary import TerraformFailedError
from landsmith.terraform.plan import UNKNOWN, Plan
from modules.harness import (
    CALL,
    OTHER_SUBSCRIPTION,
    SUBSCRIPTION,
    address,
    addresses,
    plan,
    values,
)

GROUPS = "/providers/Microsoft.Management/managementGroups"
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-platform"
WORKSPACE = f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/log-x"
ACTION_GROUP = f"{GROUP}/providers/Microsoft.Insights/actionGroups/ag-x"
PERSON = "44444444-4444-4444-4444-444444444444"
TAGS: Mapping[str, Value] = {"owner": "platform"}
HERE: Mapping[str, Value] = {
    "location": "westeurope",
    "resource_group_name": "rg-platform",
    "tags": TAGS,
}

HIERARCHY: Mapping[str, Value] = {
    "parent_management_group_id": f"{GROUPS}/root",
    "management_groups": {
        "nordwind": {"display_name": "Nordwind"},
        "zones": {"display_name": "Landing zones", "parent": "nordwind"},
        "corp": {"display_name": "Corp", "parent": "zones"},
        "corp-prod": {"display_name": "Corp, production", "parent": "corp"},
    },
    "subscriptions": {},
}
PEOPLE: Mapping[str, Value] = {"display_name": "aks-admins", "description": "Runs the clusters."}
ROLE: Mapping[str, Value] = {
    "scope": GROUP,
    "role_definition_name": "Reader",
    "principal_id": PERSON,
}
WORKSPACE_INPUTS: Mapping[str, Value] = {**HERE, "name": "log-x", "retention_in_days": 90}
RECEIVERS: Mapping[str, Value] = {
    "name": "ag-x",
    "short_name": "platform",
    "resource_group_name": "rg-platform",
    "email_receivers": {"operations": "operations@example.com"},
    "tags": TAGS,
}
ALERT: Mapping[str, Value] = {
    "name": "alert-policy",
    "operation_name": "Microsoft.Authorization/policyAssignments/write",
    "description": "Somebody assigned a policy.",
}
ALERTS: Mapping[str, Value] = {
    "resource_group_name": "rg-platform",
    "service_health_alert_name": "alert-service",
    "resource_health_alert_name": "alert-resource",
    "advisor_alert_name": "alert-advisor",
    "administrative_alerts": {},
    "subscription_id": SUBSCRIPTION,
    "action_group_id": ACTION_GROUP,
    "tags": TAGS,
}
BUDGET: Mapping[str, Value] = {
    "name": "budget-x",
    "subscription_id": OTHER_SUBSCRIPTION,
    "amount": 2500,
    "start_date": "2026-12-01T00:00:00Z",
    "contact_emails": ["costs@example.com"],
    "contact_group_ids": [ACTION_GROUP],
}
STATE: Mapping[str, Value] = {
    **HERE,
    "name": "sttfstate",
    "replication_type": "ZRS",
    "containers": ["management", "connectivity"],
    "allow_public_network": False,
    "lock_name": "lock-state",
}
PIPELINE: Mapping[str, Value] = {
    "name": "github-main",
    "issuer": "https://token.actions.githubusercontent.com",
    "subject": "repo:nordwind/platform:ref:refs/heads/main",
}
IDENTITIES: Mapping[str, Value] = {
    **HERE,
    "identities": {"plan": {"name": "id-plan"}},
}


def picked(of: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return some of the values."""
    return {name: of[name] for name in names}


def wanted(found: Plan, resource: str) -> dict[str, Any]:
    """Return what the module's text says of one of its resources."""
    module = found.configuration["root_module"]["module_calls"][CALL]["module"]
    (one,) = [item for item in module["resources"] if item["address"] == resource]
    return dict(one)


def refers(found: Plan, resource: str, attribute: str) -> tuple[str, ...]:
    """Return what an attribute of one of the module's resources refers to."""
    return found.references[address(resource)][attribute]


# Resource group, management groups and where subscriptions stand


def test_resource_group() -> None:
    inputs = {"name": "rg-x", "location": "westeurope", "tags": {"owner": "shop"}}
    found = plan("resource_group", inputs)
    assert addresses(found) == ["azurerm_resource_group.this"]
    assert picked(values(found, "azurerm_resource_group.this"), *inputs) == inputs


def test_four_levels_of_management_groups() -> None:
    found = plan("management_groups", HIERARCHY)
    assert addresses(found) == [
        'azurerm_management_group.level_1["nordwind"]',
        'azurerm_management_group.level_2["zones"]',
        'azurerm_management_group.level_3["corp"]',
        'azurerm_management_group.level_4["corp-prod"]',
    ]
    first = values(found, 'azurerm_management_group.level_1["nordwind"]')
    assert picked(first, "name", "display_name", "parent_management_group_id") == {
        "name": "nordwind",
        "display_name": "Nordwind",
        "parent_management_group_id": f"{GROUPS}/root",
    }
    last = values(found, 'azurerm_management_group.level_4["corp-prod"]')
    assert picked(last, "name", "display_name") == {
        "name": "corp-prod",
        "display_name": "Corp, production",
    }


@pytest.mark.parametrize("level", [2, 3, 4])
def test_a_management_group_stands_under_the_level_above(level: int) -> None:
    found = plan("management_groups", HIERARCHY)
    parents = refers(found, f"azurerm_management_group.level_{level}", "parent_management_group_id")
    assert f"azurerm_management_group.level_{level - 1}" in " ".join(parents)


@pytest.mark.parametrize("group", ["nordwind", "corp-prod"])
def test_a_subscription_is_placed_in_a_group_of_any_level(group: str) -> None:
    found = plan("management_groups", {**HIERARCHY, "subscriptions": {OTHER_SUBSCRIPTION: group}})
    placed = values(
        found,
        f'azurerm_management_group_subscription_association.this["{OTHER_SUBSCRIPTION}"]',
    )
    assert placed["subscription_id"] == f"/subscriptions/{OTHER_SUBSCRIPTION}"
    among = refers(
        found, "azurerm_management_group_subscription_association.this", "management_group_id"
    )
    assert {f"azurerm_management_group.level_{level}" for level in (1, 2, 3, 4)} <= set(among)


@pytest.mark.parametrize(
    "more",
    [
        {"deep": {"display_name": "Deep", "parent": "corp-prod"}},
        {
            "egg": {"display_name": "Egg", "parent": "hen"},
            "hen": {"display_name": "Hen", "parent": "egg"},
        },
    ],
    ids=["five levels", "a circle"],
)
def test_no_management_group_is_left_out_in_silence(more: Mapping[str, Value]) -> None:
    groups = HIERARCHY["management_groups"]
    assert isinstance(groups, dict)
    with pytest.raises(TerraformFailedError, match="Expected at most four levels"):
        plan("management_groups", {**HIERARCHY, "management_groups": {**groups, **more}})


# Entra groups and roles


def test_entra_groups_are_for_access_and_have_the_given_owners() -> None:
    owned = {"display_name": "readers", "description": "Reads.", "owners": [PERSON]}
    found = plan("entra_groups", {"groups": {"admins": PEOPLE, "readers": owned}})
    assert addresses(found) == ['azuread_group.this["admins"]', 'azuread_group.this["readers"]']
    admins = values(found, 'azuread_group.this["admins"]')
    assert picked(admins, "display_name", "description", "security_enabled") == {
        "display_name": "aks-admins",
        "description": "Runs the clusters.",
        "security_enabled": True,
    }
    assert admins["owners"] is UNKNOWN
    assert values(found, 'azuread_group.this["readers"]')["owners"] == [PERSON]


def test_a_role_is_a_groups_unless_it_says_otherwise() -> None:
    found = plan("role_assignments", {"assignments": {"readers": ROLE}})
    assert addresses(found) == ['azurerm_role_assignment.this["readers"]']
    role = values(found, 'azurerm_role_assignment.this["readers"]')
    assert picked(role, *ROLE) == ROLE
    assert picked(role, "principal_type", "description", "condition") == {
        "principal_type": "Group",
        "description": None,
        "condition": None,
    }
    assert role["condition_version"] is UNKNOWN
    assert role["skip_service_principal_aad_check"] is UNKNOWN


def test_a_new_service_principal_gets_its_role_without_a_look_into_entra() -> None:
    one = {**ROLE, "principal_type": "ServicePrincipal", "description": "The pipeline reads."}
    role = values(
        plan("role_assignments", {"assignments": {"pipeline": one}}),
        'azurerm_role_assignment.this["pipeline"]',
    )
    assert picked(role, "principal_type", "description", "skip_service_principal_aad_check") == {
        "principal_type": "ServicePrincipal",
        "description": "The pipeline reads.",
        "skip_service_principal_aad_check": True,
    }


def test_a_condition_is_of_version_two() -> None:
    condition = "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})))"
    one = {**ROLE, "condition": condition, "principal_type": "User"}
    role = values(
        plan("role_assignments", {"assignments": {"admin": one}}),
        'azurerm_role_assignment.this["admin"]',
    )
    assert picked(role, "condition", "condition_version", "principal_type") == {
        "condition": condition,
        "condition_version": "2.0",
        "principal_type": "User",
    }


# What watches


def test_log_analytics_takes_entra_alone_and_audits_itself() -> None:
    found = plan("log_analytics", WORKSPACE_INPUTS)
    assert addresses(found) == [
        "azurerm_log_analytics_workspace.this",
        "azurerm_monitor_diagnostic_setting.this[0]",
    ]
    workspace = values(found, "azurerm_log_analytics_workspace.this")
    assert picked(workspace, "name", "sku", "retention_in_days", "tags") == {
        "name": "log-x",
        "sku": "PerGB2018",
        "retention_in_days": 90,
        "tags": TAGS,
    }
    assert workspace["local_authentication_enabled"] is False
    setting = values(found, "azurerm_monitor_diagnostic_setting.this[0]")
    assert [item["category_group"] for item in setting["enabled_log"]] == ["audit"]
    for end in ("target_resource_id", "log_analytics_workspace_id"):
        target = refers(found, "azurerm_monitor_diagnostic_setting.this", end)
        assert "azurerm_log_analytics_workspace.this" in " ".join(target)


def test_log_analytics_leaves_its_audit_log_to_policies() -> None:
    found = plan("log_analytics", {**WORKSPACE_INPUTS, "diagnostic_settings": False})
    assert addresses(found) == ["azurerm_log_analytics_workspace.this"]


def test_log_analytics_with_a_daily_limit() -> None:
    found = plan("log_analytics", {**WORKSPACE_INPUTS, "daily_quota_gb": 0.5})
    assert values(found, "azurerm_log_analytics_workspace.this")["daily_quota_gb"] == 0.5


def test_monitor_workspace() -> None:
    inputs = {**HERE, "name": "amw-x"}
    found = plan("monitor_workspace", inputs)
    assert addresses(found) == ["azurerm_monitor_workspace.this"]
    assert picked(values(found, "azurerm_monitor_workspace.this"), *inputs) == inputs


def test_action_group_writes_to_each_receiver_in_the_common_schema() -> None:
    more = {"operations": "operations@example.com", "security": "security@example.com"}
    found = plan("action_group", {**RECEIVERS, "email_receivers": more})
    assert addresses(found) == ["azurerm_monitor_action_group.this"]
    group = values(found, "azurerm_monitor_action_group.this")
    assert picked(group, "name", "short_name", "resource_group_name", "tags") == {
        "name": "ag-x",
        "short_name": "platform",
        "resource_group_name": "rg-platform",
        "tags": TAGS,
    }
    told = [
        picked(one, "name", "email_address", "use_common_alert_schema")
        for one in group["email_receiver"]
    ]
    assert told == [
        {
            "name": "operations",
            "email_address": "operations@example.com",
            "use_common_alert_schema": True,
        },
        {
            "name": "security",
            "email_address": "security@example.com",
            "use_common_alert_schema": True,
        },
    ]


def test_the_health_of_services_and_resources_is_always_watched() -> None:
    found = plan("activity_log_alerts", ALERTS)
    assert addresses(found) == [
        "azurerm_monitor_activity_log_alert.advisor",
        "azurerm_monitor_activity_log_alert.resource_health",
        "azurerm_monitor_activity_log_alert.service_health",
    ]
    advisor = values(found, "azurerm_monitor_activity_log_alert.advisor")
    assert advisor["name"] == "alert-advisor"
    assert [one["action_group_id"] for one in advisor["action"]] == [ACTION_GROUP]
    (criteria,) = advisor["criteria"]
    assert (criteria["category"], criteria["recommendation_impact"]) == ("Recommendation", "High")
    service = values(found, "azurerm_monitor_activity_log_alert.service_health")
    assert picked(service, "name", "location", "scopes") == {
        "name": "alert-service",
        "location": "global",
        "scopes": [f"/subscriptions/{SUBSCRIPTION}"],
    }
    assert [one["action_group_id"] for one in service["action"]] == [ACTION_GROUP]
    (criteria,) = service["criteria"]
    assert criteria["category"] == "ServiceHealth"
    assert sorted(criteria["service_health"][0]["events"]) == [
        "ActionRequired",
        "Incident",
        "Informational",
        "Maintenance",
        "Security",
    ]
    resource = values(found, "azurerm_monitor_activity_log_alert.resource_health")
    assert resource["name"] == "alert-resource"
    assert [one["action_group_id"] for one in resource["action"]] == [ACTION_GROUP]
    (criteria,) = resource["criteria"]
    assert criteria["category"] == "ResourceHealth"
    health = criteria["resource_health"][0]
    assert sorted(health["current"]) == ["Degraded", "Unavailable"]
    assert sorted(health["reason"]) == ["PlatformInitiated", "Unknown"]


def test_an_operation_is_watched_whoever_runs_it_and_however_it_ends() -> None:
    found = plan("activity_log_alerts", {**ALERTS, "administrative_alerts": {"policy": ALERT}})
    alert = values(found, 'azurerm_monitor_activity_log_alert.administrative["policy"]')
    assert picked(alert, "name", "description", "scopes", "location") == {
        "name": "alert-policy",
        "description": "Somebody assigned a policy.",
        "scopes": [f"/subscriptions/{SUBSCRIPTION}"],
        "location": "global",
    }
    assert [one["action_group_id"] for one in alert["action"]] == [ACTION_GROUP]
    (criteria,) = alert["criteria"]
    assert picked(criteria, "category", "operation_name") == {
        "category": "Administrative",
        "operation_name": "Microsoft.Authorization/policyAssignments/write",
    }
    assert not [name for name in ("caller", "level", "status") if criteria.get(name)]


def told(found: Plan) -> list[tuple[str, int]]:
    """Return at which cost a subscription's budget notifies."""
    budget = values(found, "azurerm_consumption_budget_subscription.this")
    return sorted((one["threshold_type"], one["threshold"]) for one in budget["notification"])


def test_a_subscriptions_budget_notifies_of_cost_and_forecast() -> None:
    found = plan("subscription_budget", BUDGET)
    assert addresses(found) == ["azurerm_consumption_budget_subscription.this"]
    budget = values(found, "azurerm_consumption_budget_subscription.this")
    assert picked(budget, "name", "subscription_id", "amount", "time_grain") == {
        "name": "budget-x",
        "subscription_id": f"/subscriptions/{OTHER_SUBSCRIPTION}",
        "amount": 2500,
        "time_grain": "Monthly",
    }
    assert budget["time_period"][0]["start_date"] == "2026-12-01T00:00:00Z"
    assert told(found) == [("Actual", 50), ("Actual", 80), ("Actual", 100), ("Forecasted", 100)]
    for one in budget["notification"]:
        assert picked(one, "operator", "contact_emails", "contact_groups") == {
            "operator": "GreaterThanOrEqualTo",
            "contact_emails": ["costs@example.com"],
            "contact_groups": [ACTION_GROUP],
        }


def test_a_subscriptions_budget_with_thresholds_of_its_own() -> None:
    more = {"actual_thresholds": [90], "forecast_thresholds": [110, 1000], "contact_emails": []}
    found = plan("subscription_budget", {**BUDGET, **more})
    assert told(found) == [("Actual", 90), ("Forecasted", 110), ("Forecasted", 1000)]


# Where the state stands


def test_state_is_kept_and_only_entra_opens_it() -> None:
    found = plan("state_storage", STATE)
    assert addresses(found) == [
        "azurerm_management_lock.this",
        "azurerm_storage_account.this",
        'azurerm_storage_container.this["connectivity"]',
        'azurerm_storage_container.this["management"]',
    ]
    account = values(found, "azurerm_storage_account.this")
    assert picked(
        account,
        *("name", "account_kind", "account_tier", "account_replication_type", "min_tls_version"),
        *("https_traffic_only_enabled", "infrastructure_encryption_enabled"),
        *("allow_nested_items_to_be_public", "cross_tenant_replication_enabled"),
        *("shared_access_key_enabled", "default_to_oauth_authentication", "local_user_enabled"),
    ) == {
        "name": "sttfstate",
        "account_kind": "StorageV2",
        "account_tier": "Standard",
        "account_replication_type": "ZRS",
        "min_tls_version": "TLS1_2",
        "https_traffic_only_enabled": True,
        "infrastructure_encryption_enabled": True,
        "allow_nested_items_to_be_public": False,
        "cross_tenant_replication_enabled": False,
        "shared_access_key_enabled": False,
        "default_to_oauth_authentication": True,
        "local_user_enabled": False,
    }
    (blobs,) = account["blob_properties"]
    assert blobs["versioning_enabled"] is True
    assert blobs["delete_retention_policy"][0]["days"] == 30
    assert blobs["container_delete_retention_policy"][0]["days"] == 30
    container = values(found, 'azurerm_storage_container.this["management"]')
    assert container["container_access_type"] == "private"


def test_state_is_locked_last() -> None:
    found = plan("state_storage", STATE)
    lock = values(found, "azurerm_management_lock.this")
    assert picked(lock, "name", "lock_level") == {
        "name": "lock-state",
        "lock_level": "CanNotDelete",
    }
    assert sorted(wanted(found, "azurerm_management_lock.this")["depends_on"]) == [
        "azurerm_monitor_diagnostic_setting.blob",
        "azurerm_storage_container.this",
    ]


@pytest.mark.parametrize(
    ("allow", "allowed", "public"),
    [(False, [], False), (False, ["203.0.113.7"], True), (True, ["203.0.113.0/30"], True)],
)
def test_who_reaches_the_state(allow: bool, allowed: list[str], public: bool) -> None:
    more: Mapping[str, Value] = {"allow_public_network": allow, "allowed_ip_addresses": allowed}
    account = values(plan("state_storage", {**STATE, **more}), "azurerm_storage_account.this")
    assert account["public_network_access_enabled"] is public
    (rules,) = account["network_rules"]
    assert picked(rules, "default_action", "bypass", "ip_rules") == {
        "default_action": "Deny",
        "bypass": ["AzureServices"],
        "ip_rules": allowed,
    }


def test_a_state_that_everybody_reaches_has_no_network_rules() -> None:
    found = plan("state_storage", {**STATE, "allow_public_network": True})
    account = values(found, "azurerm_storage_account.this")
    assert account["public_network_access_enabled"] is True
    assert account["network_rules"] is UNKNOWN


def test_who_read_the_state_is_logged_once_there_is_a_workspace() -> None:
    found = plan("state_storage", {**STATE, "log_analytics_workspace_id": WORKSPACE})
    setting = values(found, "azurerm_monitor_diagnostic_setting.blob[0]")
    assert setting["log_analytics_workspace_id"] == WORKSPACE
    assert [item["category_group"] for item in setting["enabled_log"]] == ["audit"]
    assert [item["category"] for item in setting["enabled_metric"]] == ["Transaction"]


# Identities


def test_identity_that_trusts_nobody() -> None:
    found = plan("user_assigned_identities", IDENTITIES)
    assert addresses(found) == ['azurerm_user_assigned_identity.this["plan"]']
    identity = values(found, 'azurerm_user_assigned_identity.this["plan"]')
    assert picked(identity, "name", *HERE) == {"name": "id-plan", **HERE}


def test_identity_that_trusts_a_pipeline_and_a_pod() -> None:
    pod = {**PIPELINE, "name": "pod", "audience": ["api://other"]}
    credentials = {"main": PIPELINE, "pod": pod}
    one = {"name": "id-apply", "federated_credentials": credentials}
    found = plan("user_assigned_identities", {**HERE, "identities": {"apply": one}})
    assert addresses(found) == [
        'azurerm_federated_identity_credential.this["apply/main"]',
        'azurerm_federated_identity_credential.this["apply/pod"]',
        'azurerm_user_assigned_identity.this["apply"]',
    ]
    main = values(found, 'azurerm_federated_identity_credential.this["apply/main"]')
    assert picked(main, "audience", *PIPELINE) == {
        "audience": ["api://AzureADTokenExchange"],
        **PIPELINE,
    }
    other = values(found, 'azurerm_federated_identity_credential.this["apply/pod"]')
    assert other["audience"] == ["api://other"]


# What is refused

REFUSED: list[tuple[str, Mapping[str, Value], Mapping[str, Value], str]] = [
    (
        "management_groups",
        HIERARCHY,
        {"parent_management_group_id": "root"},
        "Expected a resource id of the form /providers/Microsoft.Management/managementGroups/",
    ),
    *(
        ("management_groups", HIERARCHY, {"management_groups": groups}, message)
        for groups, message in (
            ({"a/b": {"display_name": "A"}}, "Expected names of 1 to 90 letters"),
            ({"a.": {"display_name": "A"}}, "not ending in a period"),
            ({"a": {"display_name": "A", "parent": "b"}}, "Expected every parent to be null or"),
        )
    ),
    *(
        ("management_groups", HIERARCHY, {"subscriptions": placed}, message)
        for placed, message in (
            ({"shop-prod": "corp"}, "Expected the keys to be subscription ids"),
            ({SUBSCRIPTION: "online"}, "Expected every value to be the key of a management group"),
        )
    ),
    *(
        ("entra_groups", {}, {"groups": groups}, message)
        for groups, message in (
            ({"a": {**PEOPLE, "display_name": ""}}, "Expected display names of 1 to 256"),
            ({"a": {**PEOPLE, "display_name": "x" * 257}}, "Expected display names of 1 to 256"),
            (
                {"a": PEOPLE, "b": {**PEOPLE, "display_name": "AKS-Admins"}},
                "Expected each display name once",
            ),
            ({"a": {**PEOPLE, "owners": ["anna"]}}, "Expected owners to be object ids"),
        )
    ),
    (
        "role_assignments",
        {},
        {"assignments": {"a": {**ROLE, "principal_type": "Device"}}},
        "Expected principal_type to be User, Group or ServicePrincipal",
    ),
    ("log_analytics", WORKSPACE_INPUTS, {"retention_in_days": 29}, "Expected 30 to 730 days"),
    ("log_analytics", WORKSPACE_INPUTS, {"retention_in_days": 731}, "Expected 30 to 730 days"),
    ("log_analytics", WORKSPACE_INPUTS, {"daily_quota_gb": 0}, "more than 0 gigabytes"),
    ("action_group", RECEIVERS, {"short_name": ""}, "Expected 1 to 12 characters"),
    ("action_group", RECEIVERS, {"short_name": "operations-13"}, "Expected 1 to 12 characters"),
    ("action_group", RECEIVERS, {"email_receivers": {}}, "Expected at least one receiver"),
    ("action_group", RECEIVERS, {"email_receivers": {"a": "anna"}}, "Expected e-mail addresses"),
    (
        "activity_log_alerts",
        ALERTS,
        {"administrative_alerts": {"a": {**ALERT, "operation_name": "write"}}},
        "Expected operation names of the form",
    ),
    (
        "activity_log_alerts",
        ALERTS,
        {"administrative_alerts": {"service_health": ALERT}},
        "Expected other keys than service_health, resource_health and advisor",
    ),
    ("activity_log_alerts", ALERTS, {"subscription_id": "shop"}, "Expected a subscription id"),
    ("subscription_budget", BUDGET, {"subscription_id": "shop"}, "Expected a subscription id"),
    ("subscription_budget", BUDGET, {"amount": 0}, "Expected more than 0"),
    (
        "subscription_budget",
        BUDGET,
        {"start_date": "2026-12-02T00:00:00Z"},
        "Expected the first day of a month at midnight",
    ),
    ("subscription_budget", BUDGET, {"actual_thresholds": [0]}, "percentages from 1 to 1000"),
    ("subscription_budget", BUDGET, {"actual_thresholds": [1001]}, "percentages from 1 to 1000"),
    ("subscription_budget", BUDGET, {"forecast_thresholds": [99.5]}, "percentages from 1 to 1000"),
    (
        "subscription_budget",
        BUDGET,
        {"actual_thresholds": [], "forecast_thresholds": []},
        "Expected one to five thresholds in all",
    ),
    (
        "subscription_budget",
        BUDGET,
        {"forecast_thresholds": [80, 90, 100]},
        "Expected one to five thresholds in all",
    ),
    (
        "subscription_budget",
        BUDGET,
        {"contact_emails": [], "contact_group_ids": []},
        "Expected at least one e-mail address or action group",
    ),
    ("state_storage", STATE, {"name": "st-state"}, "Expected 3 to 24 lower-case letters"),
    ("state_storage", STATE, {"replication_type": "zrs"}, "Expected LRS, ZRS, GRS, RAGRS"),
    ("state_storage", STATE, {"containers": ["a--b"]}, "Expected names of 3 to 63 lower-case"),
    ("state_storage", STATE, {"containers": ["ab"]}, "Expected names of 3 to 63 lower-case"),
    *(
        ("state_storage", STATE, {"allowed_ip_addresses": [address]}, message)
        for address, message in (
            ("runner", "Expected IPv4 addresses, or ranges"),
            ("203.0.113.7/32", "a single address is written without a prefix length"),
            ("203.0.113.256", "Expected IPv4 addresses, or ranges"),
            ("10.0.0.4", "Expected public addresses"),
            ("172.31.0.0/16", "Expected public addresses"),
            ("192.168.1.0/24", "Expected public addresses"),
        )
    ),
    *(
        ("user_assigned_identities", HERE, {"identities": {"a": identity}}, message)
        for identity, message in (
            ({"name": "id"}, "Expected names of identities of 3 to 128 characters"),
            (
                {
                    "name": "id-a",
                    "federated_credentials": {str(number): PIPELINE for number in range(21)},
                },
                "Expected at most 20 federated credentials",
            ),
            (
                {
                    "name": "id-a",
                    "federated_credentials": {"a": {**PIPELINE, "issuer": "http://example.com"}},
                },
                "Expected issuers to be https:// addresses",
            ),
        )
    ),
]


@pytest.mark.parametrize(("module", "good", "bad", "message"), REFUSED)
def test_what_a_module_refuses(
    module: str, good: Mapping[str, Value], bad: Mapping[str, Value], message: str
) -> None:
    with pytest.raises(TerraformFailedError) as refused:
        plan(module, {**good, **bad})
    said = [item for item in refused.value.diagnostics if item.severity == "error"]
    assert [item.summary for item in said] == ["Invalid value for variable"]
    assert message in " ".join(said[0].detail.split())
