"""Defender, backup, alerts, exports, budgets and collection: what each module plans."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from typing import Any

import pytest

from landsmith.terraform.binary import TerraformFailedError
from landsmith.terraform.plan import Plan
from modules.harness import SUBSCRIPTION, addresses, plan, values

pytestmark = pytest.mark.skipif(
    not (shutil.which("terraform") or shutil.which("tofu")), reason="needs terraform or tofu"
)

GROUP = "/providers/Microsoft.Management/managementGroups/nordwind"
RESOURCE_GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-shop"
PROVIDERS = f"{RESOURCE_GROUP}/providers"
WORKSPACE = f"{PROVIDERS}/Microsoft.OperationalInsights/workspaces/log-shop"
ACTION_GROUP = f"{PROVIDERS}/Microsoft.Insights/actionGroups/ag-shop"
FIREWALL = f"{PROVIDERS}/Microsoft.Network/azureFirewalls/afw-shop"
PLACE = {"location": "westeurope", "resource_group_name": "rg-shop", "tags": {"owner": "shop"}}
CONTACT = {"name": "default", "email": "security@nordwind.example"}

VAULT: dict[str, Any] = {
    **PLACE,
    "name": "bvault-shop",
    "redundancy": "ZoneRedundant",
    "soft_delete": "On",
    "retention_days": 30,
    "immutability": "Unlocked",
    "cross_region_restore": False,
    "log_analytics_workspace_id": WORKSPACE,
}
ALERT: dict[str, Any] = {
    "name": "firewall-ports",
    "description": "The firewall runs out of ports.",
    "scopes": [FIREWALL],
    "namespace": "Microsoft.Network/azureFirewalls",
    "metric": "SNATPortUtilization",
    "aggregation": "Average",
    "operator": "GreaterThan",
    "threshold": 80,
    "frequency": "PT5M",
    "window": "PT15M",
    "severity": 1,
}
BUDGET: dict[str, Any] = {
    "name": "budget",
    "amount": 1000,
    "start_date": "2026-12-01T00:00:00Z",
    "contact_emails": ["finance@nordwind.example"],
}
COLLECTION: dict[str, Any] = {
    **PLACE,
    "name": "dcr-platform",
    "log_analytics_workspace_id": WORKSPACE,
}


def refusal(module: str, inputs: Mapping[str, Any]) -> str:
    """Return what terraform says of inputs that it refuses, on one line."""
    with pytest.raises(TerraformFailedError) as caught:
        plan(module, inputs)
    return " ".join(str(caught.value).split())


def test_defender_is_on_where_asked_and_tells_its_contact() -> None:
    plans = {
        "Arm": {"tier": "Standard", "subplan": "PerSubscription"},
        "CloudPosture": {"tier": "Free"},
    }
    found = plan("defender_for_cloud", {"plans": plans, "contact": CONTACT | {"phone": "+49 30"}})
    arm = values(found, 'azurerm_security_center_subscription_pricing.this["Arm"]')
    assert (arm["resource_type"], arm["tier"], arm["subplan"]) == (
        "Arm",
        "Standard",
        "PerSubscription",
    )
    posture = values(found, 'azurerm_security_center_subscription_pricing.this["CloudPosture"]')
    assert (posture["tier"], posture["subplan"], posture["extension"]) == ("Free", None, [])
    contact = values(found, "azurerm_security_center_contact.this")
    assert contact["email"] == "security@nordwind.example"
    assert contact["phone"] == "+49 30"
    assert contact["alert_notifications"] is True
    assert contact["alerts_to_admins"] is True


def test_extensions_carry_what_azure_returns_of_them() -> None:
    """Without these settings every later plan would want to take them away."""
    plans = {
        "Containers": {
            "tier": "Standard",
            "extensions": ["AgentlessVmScanning", "ContainerSensor"],
        },
        "StorageAccounts": {
            "tier": "Standard",
            "subplan": "DefenderForStorageV2",
            "extensions": ["OnUploadMalwareScanning"],
            "extension_properties": {
                "OnUploadMalwareScanning": {"CapGBPerMonthPerStorageAccount": "100"}
            },
        },
    }
    found = plan("defender_for_cloud", {"plans": plans, "contact": CONTACT})
    assert extensions(found, "Containers") == {
        "AgentlessVmScanning": {"ExclusionTags": "[]"},
        "ContainerSensor": None,
    }
    assert extensions(found, "StorageAccounts") == {
        "OnUploadMalwareScanning": {
            "AutomatedResponse": "None",
            "BlobScanResultsOptions": "BlobIndexTags",
            "CapGBPerMonthPerStorageAccount": "100",
        }
    }


def extensions(found: Plan, name: str) -> dict[str, Any]:
    made = values(found, f'azurerm_security_center_subscription_pricing.this["{name}"]')
    return {item["name"]: item["additional_extension_properties"] for item in made["extension"]}


@pytest.mark.parametrize(
    ("name", "chosen", "said"),
    [
        ("KubernetesService", {"tier": "Standard"}, "names of current plans"),
        ("Dns", {"tier": "Standard"}, "names of current plans"),
        ("Containers", {"tier": "Basic"}, "Free or Standard"),
        ("Containers", {"tier": "Free", "extensions": ["ContainerSensor"]}, "in the tier Free"),
        ("KeyVaults", {"tier": "Standard"}, "PerKeyVault of KeyVaults"),
        ("KeyVaults", {"tier": "Standard", "subplan": "PerTransaction"}, "PerKeyVault of"),
        ("Containers", {"tier": "Standard", "subplan": "P2"}, "none of the others"),
        (
            "Containers",
            {"tier": "Standard", "extension_properties": {"ContainerSensor": {"a": "b"}}},
            "extensions that are on",
        ),
    ],
)
def test_plans_that_defender_does_not_sell(name: str, chosen: dict[str, Any], said: str) -> None:
    inputs = {"plans": {name: chosen}, "contact": CONTACT}
    assert said in refusal("defender_for_cloud", inputs)


@pytest.mark.parametrize(
    ("changes", "said"), [({"name": ""}, "a name"), ({"email": "x"}, "e-mail"), ({"phone": ""}, "")]
)
def test_contacts_that_nobody_would_hear_from(changes: dict[str, str], said: str) -> None:
    inputs = {"plans": {}, "contact": CONTACT | changes}
    assert said in refusal("defender_for_cloud", inputs)


def test_a_vault_keeps_backups_and_logs_what_it_does() -> None:
    found = plan("backup_vault", VAULT)
    vault = values(found, "azurerm_data_protection_backup_vault.this")
    assert vault["datastore_type"] == "VaultStore"
    assert vault["redundancy"] == "ZoneRedundant"
    assert vault["soft_delete"] == "On"
    assert vault["retention_duration_in_days"] == 30
    assert vault["immutability"] == "Unlocked"
    assert vault["identity"][0]["type"] == "SystemAssigned"
    setting = values(found, "azurerm_monitor_diagnostic_setting.vault[0]")
    assert setting["name"] == "diag-to-log-analytics"
    assert setting["log_analytics_workspace_id"] == WORKSPACE
    assert sorted(log["category"] for log in setting["enabled_log"]) == [
        "AddonAzureBackupJobs",
        "AddonAzureBackupPolicy",
        "AddonAzureBackupProtectedInstance",
        "CoreAzureBackup",
    ]
    assert [metric["category"] for metric in setting["enabled_metric"]] == ["Health"]


@pytest.mark.parametrize(
    ("redundancy", "asked", "planned"),
    [("GeoRedundant", True, True), ("GeoRedundant", False, False), ("ZoneRedundant", False, None)],
)
def test_restore_elsewhere_is_not_mentioned_where_it_cannot_be(
    redundancy: str, asked: bool, planned: bool | None
) -> None:
    inputs = VAULT | {"redundancy": redundancy, "cross_region_restore": asked}
    vault = values(plan("backup_vault", inputs), "azurerm_data_protection_backup_vault.this")
    assert vault["cross_region_restore_enabled"] is planned


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "a_b"}, "2 to 50"),
        ({"redundancy": "Twice"}, "ZoneRedundant or GeoRedundant"),
        ({"soft_delete": "Off"}, "On or AlwaysOn"),
        ({"retention_days": 7}, "14 to 180"),
        ({"immutability": "Yes"}, "Unlocked or Locked"),
        ({"cross_region_restore": True}, "unless redundancy is GeoRedundant"),
    ],
)
def test_vaults_that_would_lose_backups(changes: dict[str, Any], said: str) -> None:
    assert said in refusal("backup_vault", VAULT | changes)


def alerts(**changes: object) -> dict[str, Any]:
    return {
        "resource_group_name": "rg-shop",
        "action_group_id": ACTION_GROUP,
        "tags": {"owner": "shop"},
        "alerts": {"ports": ALERT | changes},
    }


def test_an_alert_has_one_criterion_and_tells_the_action_group() -> None:
    dimension = {"name": "Reason", "operator": "Include", "values": ["*"]}
    made = values(plan("metric_alerts", alerts(dimensions=[dimension], threshold=0.5)), _ALERT)
    assert made["scopes"] == [FIREWALL]
    assert (made["frequency"], made["window_size"], made["severity"]) == ("PT5M", "PT15M", 1)
    assert made["action"][0]["action_group_id"] == ACTION_GROUP
    (criterion,) = made["criteria"]
    assert criterion["metric_namespace"] == "Microsoft.Network/azureFirewalls"
    assert criterion["metric_name"] == "SNATPortUtilization"
    assert criterion["threshold"] == 0.5
    assert criterion["dimension"] == [dimension]


_ALERT = 'azurerm_monitor_metric_alert.this["ports"]'


def test_an_alert_on_many_resources_says_of_which_type_and_where() -> None:
    where = {
        "target_resource_type": "Microsoft.Network/azureFirewalls",
        "target_resource_location": "westeurope",
    }
    made = values(plan("metric_alerts", alerts(scopes=[RESOURCE_GROUP], **where)), _ALERT)
    assert {name: made[name] for name in where} == where
    assert "target_resource_type and" in refusal("metric_alerts", alerts(scopes=[RESOURCE_GROUP]))
    two = alerts(scopes=[FIREWALL, f"{FIREWALL}-2"])
    assert "target_resource_type and" in refusal("metric_alerts", two)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"scopes": []}, "at least one scope"),
        ({"aggregation": "Sum"}, "aggregation to be"),
        ({"operator": "More"}, "operator to be"),
        ({"frequency": "PT2M"}, "frequency to be"),
        ({"window": "PT2M"}, "window to be"),
        ({"window": "PT1M"}, "no shorter than frequency"),
        ({"severity": 5}, "severity to be"),
        ({"dimensions": [{"name": "a", "operator": "Is", "values": ["b"]}]}, "dimensions with"),
    ],
)
def test_alerts_that_could_not_fire(changes: dict[str, Any], said: str) -> None:
    assert said in refusal("metric_alerts", alerts(**changes))


def export(**changes: object) -> dict[str, Any]:
    return {
        "name": "activity-log",
        "subscription_id": SUBSCRIPTION,
        "log_analytics_workspace_id": WORKSPACE,
        **changes,
    }


def test_the_activity_log_is_sent_whole_unless_told() -> None:
    made = values(plan("activity_log_export", export()), "azurerm_monitor_diagnostic_setting.this")
    assert made["target_resource_id"] == f"/subscriptions/{SUBSCRIPTION}"
    assert sorted(log["category"] for log in made["enabled_log"]) == [
        "Administrative",
        "Alert",
        "Autoscale",
        "Policy",
        "Recommendation",
        "ResourceHealth",
        "Security",
        "ServiceHealth",
    ]
    assert made["enabled_metric"] == []
    some = plan("activity_log_export", export(categories=["Policy"]))
    (log,) = values(some, "azurerm_monitor_diagnostic_setting.this")["enabled_log"]
    assert log["category"] == "Policy"


@pytest.mark.parametrize("changes", [{"categories": ["All"]}, {"categories": []}])
def test_categories_are_azures(changes: dict[str, Any]) -> None:
    assert "one or more of Administrative" in refusal("activity_log_export", export(**changes))


@pytest.mark.parametrize(
    ("module", "kind", "scope"),
    [
        ("resource_group_budget", "resource_group", RESOURCE_GROUP),
        ("management_group_budget", "management_group", GROUP),
    ],
)
def test_a_budget_notifies_at_each_share(module: str, kind: str, scope: str) -> None:
    groups = {"contact_group_ids": [ACTION_GROUP]} if kind == "resource_group" else {}
    found = plan(module, BUDGET | groups | {f"{kind}_id": scope})
    made = values(found, f"azurerm_consumption_budget_{kind}.this")
    assert made[f"{kind}_id"] == scope
    assert (made["amount"], made["time_grain"]) == (1000, "Monthly")
    shares = sorted((item["threshold_type"], item["threshold"]) for item in made["notification"])
    assert shares == [("Actual", 50), ("Actual", 80), ("Actual", 100), ("Forecasted", 100)]
    if groups:
        assert made["notification"][0]["contact_groups"] == [ACTION_GROUP]


def test_budgets_that_nobody_would_hear_of() -> None:
    silent = BUDGET | {"contact_emails": [], "management_group_id": GROUP}
    assert "at least one e-mail" in refusal("management_group_budget", silent)
    silent = BUDGET | {"contact_emails": [], "contact_group_ids": []}
    inputs = silent | {"resource_group_id": RESOURCE_GROUP}
    assert "at least one e-mail" in refusal("resource_group_budget", inputs)


def test_the_baseline_collects_performance_logs_and_events() -> None:
    found = plan("data_collection", COLLECTION)
    assert addresses(found) == ["azurerm_monitor_data_collection_rule.this"]
    rule = values(found, "azurerm_monitor_data_collection_rule.this")
    (sources,) = rule["data_sources"]
    assert sources["performance_counter"][0]["counter_specifiers"] == [
        "\\VmInsights\\DetailedMetrics"
    ]
    assert sources["syslog"][0]["streams"] == ["Microsoft-Syslog"]
    assert sources["windows_event_log"][0]["streams"] == ["Microsoft-Event"]
    (destinations,) = rule["destinations"]
    assert destinations["log_analytics"][0]["workspace_resource_id"] == WORKSPACE
    assert rule["data_flow"][0]["destinations"] == [destinations["log_analytics"][0]["name"]]


def test_an_endpoint_is_made_when_it_has_a_name() -> None:
    found = plan("data_collection", COLLECTION | {"data_collection_endpoint_name": "dce-platform"})
    endpoint = values(found, 'azurerm_monitor_data_collection_endpoint.this["this"]')
    assert endpoint["name"] == "dce-platform"
    assert endpoint["public_network_access_enabled"] is False


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"name": "a"}, "3 to 64"), ({"data_collection_endpoint_name": "-a"}, "3 to 44")],
)
def test_names_of_collection_are_azures(changes: dict[str, Any], said: str) -> None:
    assert said in refusal("data_collection", COLLECTION | changes)
