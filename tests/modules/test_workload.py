"""What the modules of a workload plan for each option, and which inputs each of them refuses."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from landsmith.calls.model import Value
from landsmith.terraform.plan import Plan
from modules.harness import (
    SUBSCRIPTION,
    TENANT,
    addresses,
    block,
    picked,
    plan,
    refusal,
    told,
    values,
)

GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-shop"
NETWORK = f"{GROUP}/providers/Microsoft.Network"
SUBNETS = f"{NETWORK}/virtualNetworks/vnet-shop/subnets"
IDENTITIES = f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities"
WORKSPACE = f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/log-x"
TAGS: Mapping[str, Value] = {"owner": "shop"}
HERE: Mapping[str, Value] = {
    "location": "westeurope",
    "resource_group_name": "rg-shop",
    "tags": TAGS,
}
LOGGED: Mapping[str, Value] = {**HERE, "log_analytics_workspace_id": WORKSPACE}


def endpoint(zone: str) -> Mapping[str, Value]:
    """Return a private endpoint that a zone resolves."""
    return {
        "name": "pe-x",
        "subnet_id": f"{SUBNETS}/snet-endpoints",
        "private_dns_zone_id": f"{NETWORK}/privateDnsZones/{zone}",
        "network_interface_name": "nic-x",
    }


REGISTRY: Mapping[str, Value] = {
    **LOGGED,
    "name": "crshop",
    "private_endpoint": endpoint("privatelink.azurecr.io"),
}
VAULT: Mapping[str, Value] = {
    **LOGGED,
    "name": "kv-shop",
    "tenant_id": TENANT,
    "private_endpoint": endpoint("privatelink.vaultcore.azure.net"),
}


def assert_logs(found: Plan, resource: str) -> None:
    """Check that a diagnostic setting sends every log and metric to the workspace."""
    setting = values(found, f"azurerm_monitor_diagnostic_setting.{resource}")
    assert setting["name"] == "diag-to-log-analytics"
    assert setting["log_analytics_workspace_id"] == WORKSPACE
    assert [item["category_group"] for item in setting["enabled_log"]] == ["allLogs"]
    assert [item["category"] for item in setting["enabled_metric"]] == ["AllMetrics"]


def assert_endpoint(found: Plan, name: str, kind: str, zone: str) -> None:
    """Check that a private endpoint leads to the resource and that a zone resolves it."""
    resource = f"azurerm_private_endpoint.{name}"
    assert told(found, resource, "name", "subnet_id", "custom_network_interface_name", "tags") == {
        "name": "pe-x",
        "subnet_id": f"{SUBNETS}/snet-endpoints",
        "custom_network_interface_name": "nic-x",
        "tags": TAGS,
    }
    connection = block(found, resource, "private_service_connection")
    assert picked(connection, "name", "subresource_names", "is_manual_connection") == {
        "name": "pe-x",
        "subresource_names": [kind],
        "is_manual_connection": False,
    }
    group = block(found, resource, "private_dns_zone_group")
    assert picked(group, "name", "private_dns_zone_ids") == {
        "name": "default",
        "private_dns_zone_ids": [f"{NETWORK}/privateDnsZones/{zone}"],
    }


# Registry and vault


def test_registry_answers_its_private_endpoint_alone() -> None:
    found = plan("container_registry", REGISTRY)
    assert addresses(found) == [
        "azurerm_container_registry.this",
        "azurerm_monitor_diagnostic_setting.registry[0]",
        "azurerm_private_endpoint.registry",
    ]
    assert told(
        found,
        "azurerm_container_registry.this",
        *("name", "sku", "zone_redundancy_enabled", "admin_enabled", "anonymous_pull_enabled"),
        *("public_network_access_enabled", "export_policy_enabled", "data_endpoint_enabled"),
        *("network_rule_bypass_option", "quarantine_policy_enabled", "retention_policy_in_days"),
    ) == {
        "name": "crshop",
        "sku": "Premium",
        "zone_redundancy_enabled": True,
        "admin_enabled": False,
        "anonymous_pull_enabled": False,
        "public_network_access_enabled": False,
        "export_policy_enabled": False,
        "data_endpoint_enabled": True,
        "network_rule_bypass_option": "AzureServices",
        "quarantine_policy_enabled": False,
        "retention_policy_in_days": 7,
    }
    assert_endpoint(found, "registry", "registry", "privatelink.azurecr.io")
    assert_logs(found, "registry[0]")


def test_registry_in_a_region_without_zones_that_keeps_manifests_longer() -> None:
    more: Mapping[str, Value] = {"zone_redundancy_enabled": False, "retention_in_days": 30}
    found = plan("container_registry", {**REGISTRY, **more, "diagnostic_settings": False})
    assert addresses(found) == [
        "azurerm_container_registry.this",
        "azurerm_private_endpoint.registry",
    ]
    names = ("zone_redundancy_enabled", "retention_policy_in_days")
    assert told(found, "azurerm_container_registry.this", *names) == {
        "zone_redundancy_enabled": False,
        "retention_policy_in_days": 30,
    }


def test_vault_answers_its_private_endpoint_alone_and_forgets_nothing() -> None:
    found = plan("key_vault", VAULT)
    assert addresses(found) == [
        "azurerm_key_vault.this",
        "azurerm_monitor_diagnostic_setting.vault[0]",
        "azurerm_private_endpoint.vault",
    ]
    assert told(
        found,
        "azurerm_key_vault.this",
        *("name", "tenant_id", "sku_name", "rbac_authorization_enabled"),
        *("purge_protection_enabled", "soft_delete_retention_days"),
        "public_network_access_enabled",
    ) == {
        "name": "kv-shop",
        "tenant_id": TENANT,
        "sku_name": "standard",
        "rbac_authorization_enabled": True,
        "purge_protection_enabled": True,
        "soft_delete_retention_days": 90,
        "public_network_access_enabled": False,
    }
    rules = block(found, "azurerm_key_vault.this", "network_acls")
    assert picked(rules, "default_action", "bypass") == {
        "default_action": "Deny",
        "bypass": "AzureServices",
    }
    assert_endpoint(found, "vault", "vault", "privatelink.vaultcore.azure.net")
    assert_logs(found, "vault[0]")


def test_vault_whose_diagnostic_settings_a_policy_sets() -> None:
    found = plan("key_vault", {**VAULT, "diagnostic_settings": False})
    assert addresses(found) == ["azurerm_key_vault.this", "azurerm_private_endpoint.vault"]


# What is refused

REFUSED: list[tuple[str, Mapping[str, Value], Mapping[str, Value], str]] = [
    ("container_registry", REGISTRY, {"name": "cr-shop"}, "has 5 to 50 letters and digits"),
    ("container_registry", REGISTRY, {"name": "cr"}, "has 5 to 50 letters and digits"),
    ("container_registry", REGISTRY, {"retention_in_days": 0}, "are kept for 1 to 365 days"),
    ("container_registry", REGISTRY, {"retention_in_days": 366}, "are kept for 1 to 365 days"),
    *(
        ("key_vault", VAULT, {"name": name}, "The name of a key vault has 3 to 24 letters")
        for name in ("kv", "kv--shop", "1kv", "kv-shop-", "k" * 25)
    ),
    ("key_vault", VAULT, {"tenant_id": "nordwind"}, "The tenant id is a UUID"),
]


@pytest.mark.parametrize(("module", "good", "bad", "message"), REFUSED)
def test_what_a_module_refuses(
    module: str, good: Mapping[str, Value], bad: Mapping[str, Value], message: str
) -> None:
    assert message in refusal(module, {**good, **bad})
