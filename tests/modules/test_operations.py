"""What operates a cluster: what backup, extensions, safeguards and events plan and refuse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from landsmith.calls.model import Value
from landsmith.terraform.binary import TerraformFailedError
from landsmith.terraform.plan import Plan
from modules.harness import SUBSCRIPTION, TENANT, addresses, plan, values

GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-shop"
PROVIDERS = f"{GROUP}/providers"
SNAPSHOTS = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-snapshots"
CLUSTER = f"{PROVIDERS}/Microsoft.ContainerService/managedClusters/aks-x"
VAULT = f"{PROVIDERS}/Microsoft.DataProtection/backupVaults/bvault-x"
WORKSPACE = f"{PROVIDERS}/Microsoft.OperationalInsights/workspaces/log-x"
NETWORK = f"{PROVIDERS}/Microsoft.Network"
ACCOUNT = f"{PROVIDERS}/Microsoft.Storage/storageAccounts/stevents"
HUB = f"{PROVIDERS}/Microsoft.EventHub/namespaces/evhns-x/eventhubs/clusters"
CONTROL_PLANE = "44444444-4444-4444-4444-444444444444"
VAULT_IDENTITY = "55555555-5555-5555-5555-555555555555"
HERE: Mapping[str, Value] = {
    "location": "westeurope",
    "resource_group_name": "rg-shop",
    "tags": {"owner": "shop"},
}
POLICY = {"name": "bkpol-x", "interval": "PT4H", "start": "01:30", "retention_days": 30}
STORAGE = {"name": "stbackup", "replication_type": "ZRS"}
BACKUP: Mapping[str, Any] = {
    **HERE,
    "cluster": {"id": CLUSTER, "principal_id": CONTROL_PLANE},
    "vault": {
        "id": VAULT,
        "name": "bvault-x",
        "resource_group_name": "rg-shop",
        "principal_id": VAULT_IDENTITY,
    },
    "snapshot_resource_group": {"id": SNAPSHOTS, "name": "rg-snapshots"},
    "subscription_id": SUBSCRIPTION,
    "tenant_id": TENANT,
    "storage_account": STORAGE,
    "private_endpoint": {
        "name": "pep-backup",
        "subnet_id": f"{NETWORK}/virtualNetworks/vnet-x/subnets/snet-endpoints",
        "private_dns_zone_id": f"{NETWORK}/privateDnsZones/privatelink.blob.core.windows.net",
        "network_interface_name": "nic-backup",
    },
    "policy": POLICY,
    "instance": {"name": "bkinst-x"},
    "log_analytics_workspace_id": WORKSPACE,
}
SAFEGUARDS: Mapping[str, Value] = {
    "cluster_id": CLUSTER,
    "level": "Warn",
    "pod_security_level": "Baseline",
    "excluded_namespaces": ["kube-system"],
}
EXTENSION: Mapping[str, Value] = {
    "name": "dapr",
    "cluster_id": CLUSTER,
    "extension_type": "Microsoft.Dapr",
    "namespace": "dapr-system",
}
REPOSITORY = {
    "url": "https://github.com/contoso/cluster",
    "reference_type": "tag",
    "reference_value": "v1.2.3",
}
FLUX: Mapping[str, Value] = {
    "name": "cluster",
    "cluster_id": CLUSTER,
    "git_repository": REPOSITORY,
    "kustomizations": {
        "infrastructure": {"path": "cluster/shop-prod/infrastructure"},
        "tenants": {
            "path": "cluster/shop-prod/tenants",
            "depends_on": ["infrastructure"],
            "prune": False,
        },
    },
}
QUEUE = {"storage_account_id": ACCOUNT, "name": "cluster-events"}
HOOK = {"url": "https://hooks.example.com/aks", "tenant_id": TENANT, "application_id": TENANT}
EVENTS: Mapping[str, Value] = {
    **HERE,
    "topic_name": "egst-x",
    "subscription_name": "evgs-x",
    "cluster_id": CLUSTER,
    "event_types": ["Microsoft.ContainerService.ClusterSupportEnding"],
}


def block(found: Plan, resource: str, name: str) -> dict[str, Any]:
    """Return the one nested block of a name."""
    (only,) = values(found, resource)[name]  # type: ignore[union-attr]
    return dict(only)  # type: ignore[arg-type]


def roles(found: Plan) -> set[tuple[object, object, object]]:
    """Return what backup may do: role, scope and whose, where they are known."""
    keys = [one for one in addresses(found) if one.startswith("azurerm_role_assignment")]
    planned = [values(found, key) for key in keys]
    return {
        (one["role_definition_name"], one.get("scope"), one.get("principal_id")) for one in planned
    }


def test_a_backup_is_made_of_all_its_parts() -> None:
    assert addresses(plan("cluster_backup", BACKUP)) == [
        "azurerm_data_protection_backup_instance_kubernetes_cluster.this",
        "azurerm_data_protection_backup_policy_kubernetes_cluster.this",
        "azurerm_kubernetes_cluster_extension.backup",
        "azurerm_kubernetes_cluster_trusted_access_role_binding.vault",
        "azurerm_monitor_diagnostic_setting.blob[0]",
        "azurerm_private_endpoint.blob",
        'azurerm_role_assignment.this["cluster-snapshots"]',
        'azurerm_role_assignment.this["extension-storage"]',
        'azurerm_role_assignment.this["vault-cluster"]',
        'azurerm_role_assignment.this["vault-snapshots-data"]',
        'azurerm_role_assignment.this["vault-snapshots-read"]',
        'azurerm_role_assignment.this["vault-snapshots-write"]',
        'azurerm_role_assignment.this["vault-storage"]',
        "azurerm_storage_account.this",
        "azurerm_storage_container.this",
    ]


def test_the_account_of_a_backup_takes_entra_and_no_network() -> None:
    found = plan("cluster_backup", BACKUP)
    account = values(found, "azurerm_storage_account.this")
    assert account["account_replication_type"] == "ZRS"
    assert account["shared_access_key_enabled"] is False
    assert account["default_to_oauth_authentication"] is True
    assert account["https_traffic_only_enabled"] is True
    rules = block(found, "azurerm_storage_account.this", "network_rules")
    assert (rules["default_action"], list(rules["bypass"])) == ("Deny", ["AzureServices"])
    connection = block(found, "azurerm_private_endpoint.blob", "private_service_connection")
    assert connection["subresource_names"] == ["blob"]


def test_the_extension_writes_as_its_identity() -> None:
    extension = values(
        plan("cluster_backup", BACKUP), "azurerm_kubernetes_cluster_extension.backup"
    )
    assert extension["extension_type"] == "Microsoft.DataProtection.Kubernetes"
    assert extension["release_train"] == "stable"
    assert extension["release_namespace"] == "dataprotection-microsoft"


def test_everybody_who_takes_part_in_a_backup_has_a_role() -> None:
    found = roles(plan("cluster_backup", BACKUP))
    assert {
        ("Reader", CLUSTER, VAULT_IDENTITY),
        ("Reader", SNAPSHOTS, VAULT_IDENTITY),
        ("Disk Snapshot Contributor", SNAPSHOTS, VAULT_IDENTITY),
        ("Data Operator for Managed Disks", SNAPSHOTS, VAULT_IDENTITY),
        ("Contributor", SNAPSHOTS, CONTROL_PLANE),
    } <= found
    assert "Storage Blob Data Contributor" in {role for role, _, _ in found}


def test_the_vault_may_act_in_the_cluster() -> None:
    binding = values(
        plan("cluster_backup", BACKUP),
        "azurerm_kubernetes_cluster_trusted_access_role_binding.vault",
    )
    assert binding["source_resource_id"] == VAULT
    assert binding["roles"] == ["Microsoft.DataProtection/backupVaults/backup-operator"]


def test_backups_are_made_at_their_interval_and_kept_for_their_time() -> None:
    resource = "azurerm_data_protection_backup_policy_kubernetes_cluster.this"
    found = plan("cluster_backup", BACKUP)
    policy = values(found, resource)
    assert policy["backup_repeating_time_intervals"] == ["R/2026-01-01T01:30:00+00:00/PT4H"]
    (kept,) = block(found, resource, "default_retention_rule")["life_cycle"]
    assert (kept["data_store_type"], kept["duration"]) == ("OperationalStore", "P30D")


def test_what_is_backed_up_can_be_chosen() -> None:
    instance = {
        "name": "bkinst-x",
        "included_namespaces": ["shop"],
        "excluded_namespaces": ["scratch"],
        "label_selectors": ["tier:data"],
        "cluster_scoped_resources": False,
        "volume_snapshots": False,
    }
    found = plan("cluster_backup", {**BACKUP, "instance": instance})
    resource = "azurerm_data_protection_backup_instance_kubernetes_cluster.this"
    assert values(found, resource)["snapshot_resource_group_name"] == "rg-snapshots"
    chosen = block(found, resource, "backup_datasource_parameters")
    assert chosen["included_namespaces"] == ["shop"]
    assert chosen["excluded_namespaces"] == ["scratch"]
    assert chosen["label_selectors"] == ["tier:data"]
    assert chosen["cluster_scoped_resources_enabled"] is False
    assert chosen["volume_snapshot_enabled"] is False


def test_a_backup_whose_diagnostic_settings_a_policy_sets() -> None:
    found = plan("cluster_backup", {**BACKUP, "diagnostic_settings": False})
    assert not [one for one in addresses(found) if "diagnostic_setting" in one]


@pytest.mark.parametrize("level", ["Warn", "Enforce"])
def test_safeguards_leave_namespaces_out(level: str) -> None:
    found = plan("deployment_safeguards", {**SAFEGUARDS, "level": level})
    safeguard = values(found, "azurerm_kubernetes_cluster_deployment_safeguard.this")
    assert safeguard["level"] == level
    assert safeguard["pod_security_standards_level"] == "Baseline"
    assert safeguard["excluded_namespaces"] == ["kube-system"]


def test_azure_upgrades_an_extension_within_its_train() -> None:
    settings = {"global.ha.enabled": "true"}
    found = plan("cluster_extension", {**EXTENSION, "settings": settings})
    extension = values(found, "azurerm_kubernetes_cluster_extension.this")
    assert extension["extension_type"] == "Microsoft.Dapr"
    assert extension["release_train"] == "stable"
    assert extension["version"] is None
    assert extension["release_namespace"] == "dapr-system"
    assert extension["configuration_settings"] == settings


def test_an_extension_stays_at_its_pinned_version() -> None:
    found = plan("cluster_extension", {**EXTENSION, "pinned_version": "1.14.4"})
    extension = values(found, "azurerm_kubernetes_cluster_extension.this")
    assert extension["version"] == "1.14.4"
    assert extension["release_train"] != "stable"


def test_flux_applies_the_folders_of_a_tag_in_order() -> None:
    found = plan("flux_configuration", {**FLUX, "substitutions": {"shop_client_id": TENANT}})
    configuration = values(found, "azurerm_kubernetes_flux_configuration.this")
    assert (configuration["scope"], configuration["namespace"]) == ("cluster", "flux-system")
    git = block(found, "azurerm_kubernetes_flux_configuration.this", "git_repository")
    assert (git["reference_type"], git["reference_value"]) == ("tag", "v1.2.3")
    assert git["provider"] == "Generic"
    folders: Any = configuration["kustomizations"]
    told = {one["name"]: one for one in folders}
    assert told["infrastructure"]["garbage_collection_enabled"] is True
    assert told["tenants"]["garbage_collection_enabled"] is False
    assert told["tenants"]["depends_on"] == ["infrastructure"]
    assert told["tenants"]["path"] == "cluster/shop-prod/tenants"
    (built,) = told["tenants"]["post_build"]
    assert built["substitute"] == {"shop_client_id": TENANT}


def test_flux_signs_in_as_nobody() -> None:
    git = block(
        plan("flux_configuration", FLUX),
        "azurerm_kubernetes_flux_configuration.this",
        "git_repository",
    )
    for name in ("https_user", "local_auth_reference", "ssh_known_hosts_base64"):
        assert git[name] is None


def test_events_go_to_a_queue_with_the_topics_identity() -> None:
    found = plan("cluster_events", {**EVENTS, "storage_queue": QUEUE})
    topic = values(found, "azurerm_eventgrid_system_topic.this")
    assert topic["topic_type"] == "Microsoft.ContainerService.ManagedClusters"
    assert topic["source_resource_id"] == CLUSTER
    subscription = "azurerm_eventgrid_system_topic_event_subscription.this"
    assert block(found, subscription, "delivery_identity")["type"] == "SystemAssigned"
    assert block(found, subscription, "storage_queue_endpoint")["queue_name"] == "cluster-events"
    role = values(found, "azurerm_role_assignment.delivery[0]")
    assert role["role_definition_name"] == "Storage Queue Data Message Sender"
    assert role["scope"] == f"{ACCOUNT}/queueServices/default/queues/cluster-events"


def test_events_go_to_an_event_hub_with_the_topics_identity() -> None:
    found = plan("cluster_events", {**EVENTS, "event_hub_id": HUB})
    subscription = "azurerm_eventgrid_system_topic_event_subscription.this"
    assert values(found, subscription)["eventhub_id"] == HUB
    assert block(found, subscription, "delivery_identity")["type"] == "SystemAssigned"
    role = values(found, "azurerm_role_assignment.delivery[0]")
    assert (role["role_definition_name"], role["scope"]) == ("Azure Event Hubs Data Sender", HUB)


def test_events_go_to_a_web_address_with_a_token() -> None:
    found = plan("cluster_events", {**EVENTS, "webhook": HOOK})
    assert "azurerm_role_assignment.delivery[0]" not in addresses(found)
    hook = block(
        found, "azurerm_eventgrid_system_topic_event_subscription.this", "webhook_endpoint"
    )
    assert hook["active_directory_tenant_id"] == TENANT
    assert hook["active_directory_app_id_or_uri"] == TENANT


ONE_TARGET = "Expected exactly one of storage_queue, event_hub_id and webhook"
REFUSED: list[tuple[str, Mapping[str, Any], Mapping[str, Any], str]] = [
    *(
        ("cluster_backup", BACKUP, bad, message)
        for bad, message in (
            ({"subscription_id": "shop"}, "Expected a subscription id"),
            ({"tenant_id": "contoso"}, "Expected a tenant id"),
            ({"storage_account": {**STORAGE, "name": "st-x"}}, "3 to 24 lower-case letters"),
            (
                {"storage_account": {**STORAGE, "replication_type": "RAGRS"}},
                "replication LRS, ZRS, GRS or GZRS",
            ),
            ({"policy": {**POLICY, "interval": "PT1H"}}, "Expected the interval PT4H, PT6H"),
            ({"policy": {**POLICY, "start": "24:00"}}, "Expected the start as HH:MM"),
            ({"policy": {**POLICY, "retention_days": 361}}, "to be kept 1 to 360 days"),
            (
                {
                    "instance": {
                        "name": "x",
                        "included_namespaces": ["a"],
                        "excluded_namespaces": ["a"],
                    }
                },
                "Expected no namespace both included and excluded",
            ),
        )
    ),
    ("deployment_safeguards", SAFEGUARDS, {"level": "Warning"}, "Expected Warn or Enforce"),
    ("deployment_safeguards", SAFEGUARDS, {"pod_security_level": "x"}, "Privileged, Baseline or"),
    (
        "deployment_safeguards",
        SAFEGUARDS,
        {"excluded_namespaces": ["a", "a"]},
        "Expected each namespace once",
    ),
    ("cluster_extension", EXTENSION, {"name": "a b"}, "1 to 63 letters, digits and hyphens"),
    ("cluster_extension", EXTENSION, {"extension_type": "Dapr"}, "Expected a type of Microsoft's"),
    ("cluster_extension", EXTENSION, {"release_train": "beta"}, "Expected stable or preview"),
    ("cluster_extension", EXTENSION, {"pinned_version": "1.14"}, "a version of three numbers"),
    *(
        ("flux_configuration", FLUX, {"git_repository": {**REPOSITORY, **bad}}, message)
        for bad, message in (
            ({"url": "https://me:secret@github.com/x"}, "https address without credentials"),
            ({"reference_type": "semver"}, "reference_type to be branch, tag or commit"),
            ({"provider": "GitLab"}, "provider to be Generic, GitHub or Azure"),
            ({"interval_seconds": 10}, "an interval of a minute or more"),
        )
    ),
    ("flux_configuration", FLUX, {"name": "Cluster"}, "1 to 30 lower-case letters"),
    ("flux_configuration", FLUX, {"kustomizations": {}}, "Expected at least one folder"),
    (
        "flux_configuration",
        FLUX,
        {"kustomizations": {"a": {"path": "a", "depends_on": ["b"]}}},
        "Expected depends_on to name other kustomizations",
    ),
    ("cluster_events", EVENTS, {}, ONE_TARGET),
    ("cluster_events", EVENTS, {"event_hub_id": HUB, "webhook": HOOK}, ONE_TARGET),
    (
        "cluster_events",
        EVENTS,
        {"webhook": {**HOOK, "url": "http://x"}},
        "a web address that starts with https://",
    ),
    ("cluster_events", EVENTS, {"webhook": HOOK, "topic_name": "e"}, "3 to 50 letters"),
    ("cluster_events", EVENTS, {"webhook": HOOK, "subscription_name": "e"}, "3 to 64 letters"),
    (
        "cluster_events",
        EVENTS,
        {"webhook": HOOK, "event_types": ["Started"]},
        "Expected events of Microsoft.ContainerService",
    ),
]


@pytest.mark.parametrize(("module", "good", "bad", "message"), REFUSED)
def test_what_a_module_refuses(
    module: str, good: Mapping[str, Any], bad: Mapping[str, Any], message: str
) -> None:
    with pytest.raises(TerraformFailedError) as refused:
        plan(module, {**good, **bad})
    assert message in " ".join(str(refused.value).split())
