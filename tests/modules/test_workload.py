"""What the modules of a workload plan for each option, and which inputs each of them refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from landsmith.compose.model import Value
from landsmith.terraform.binary import TerraformFailedError
from landsmith.terraform.plan import Plan
from modules.harness import (
    SUBSCRIPTION,
    TENANT,
    address,
    addresses,
    as_json,
    plan,
    values,
)

GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-shop"
NETWORK = f"{GROUP}/providers/Microsoft.Network"
SUBNETS = f"{NETWORK}/virtualNetworks/vnet-shop/subnets"
IDENTITIES = f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities"
WORKSPACE = f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/log-x"
METRICS = f"{GROUP}/providers/Microsoft.Monitor/accounts/amw-x"
ACTION_GROUP = f"{GROUP}/providers/Microsoft.Insights/actionGroups/ag-x"
CLUSTER_ID = f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/aks-x"
ADMINS = "44444444-4444-4444-4444-444444444444"
CLIENT = "55555555-5555-5555-5555-555555555555"
OBJECT = "66666666-6666-6666-6666-666666666666"
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
SYSTEM: Mapping[str, Value] = {
    "name": "system",
    "vm_size": "Standard_D4ds_v5",
    "zones": ["1", "2", "3"],
    "min_count": 2,
    "max_count": 4,
    "max_pods": 110,
    "max_surge": "33%",
    "os_sku": "AzureLinux",
    "os_disk_type": "Ephemeral",
    "os_disk_size_gb": 100,
    "host_encryption_enabled": True,
    "temporary_name": "systemtmp",
}
POOL: Mapping[str, Value] = {
    "vm_size": "Standard_D8ds_v5",
    "zones": ["1"],
    "min_count": 0,
    "max_count": 10,
    "max_pods": 60,
    "max_surge": "1",
    "os_sku": "Ubuntu2404",
    "os_disk_type": "Managed",
    "host_encryption_enabled": False,
    "temporary_name": "jobstmp",
}
OVERLAY: Mapping[str, Value] = {
    "pod_cidr": "10.244.0.0/16",
    "service_cidr": "10.0.0.0/16",
    "dns_service_ip": "10.0.0.10",
    "outbound_type": "userDefinedRouting",
}
FLAT: Mapping[str, Value] = {
    "service_cidr": "10.0.0.0/16",
    "dns_service_ip": "10.0.0.10",
    "outbound_type": "userAssignedNATGateway",
}
WINDOW: Mapping[str, Value] = {
    "day_of_week": "Sunday",
    "start_time": "02:00",
    "duration": 4,
    "utc_offset": "+01:00",
}
CLUSTER: Mapping[str, Value] = {
    **LOGGED,
    "name": "aks-x",
    "node_resource_group": "rg-shop-nodes",
    "kubernetes_version": "1.33",
    "sku_tier": "Standard",
    "tenant_id": TENANT,
    "admin_group_object_ids": [ADMINS],
    "private_dns_zone_id": f"{NETWORK}/privateDnsZones/privatelink.westeurope.azmk8s.io",
    "dns_prefix": "aks-x",
    "control_plane_identity_id": f"{IDENTITIES}/id-control",
    "kubelet_identity": {
        "id": f"{IDENTITIES}/id-kubelet",
        "client_id": CLIENT,
        "object_id": OBJECT,
    },
    "node_subnet_id": f"{SUBNETS}/snet-nodes",
    "network": OVERLAY,
    "system_pool": SYSTEM,
    "user_pools": {},
    "maintenance_window_auto_upgrade": WINDOW,
    "maintenance_window_node_os": {**WINDOW, "day_of_week": "Saturday", "duration": 6},
    "cost_analysis_enabled": False,
    "advanced_networking": False,
    "data_collection_rule_name": "dcr-x",
}
PROMETHEUS: Mapping[str, Value] = {
    **HERE,
    "cluster_id": CLUSTER_ID,
    "cluster_name": "aks-x",
    "monitor_workspace_id": METRICS,
    "data_collection_endpoint_name": "dce-x",
    "data_collection_rule_name": "dcr-metrics",
    "alert_rule_group_name": "prg-x",
    "action_group_id": ACTION_GROUP,
}

THIS = "azurerm_kubernetes_cluster.this"
JOBS = 'azurerm_kubernetes_cluster_node_pool.user["jobs"]'


def block(found: Plan, resource: str, name: str) -> dict[str, Any]:
    """Return the one nested block of a name."""
    blocks = values(found, resource)[name]
    assert isinstance(blocks, list)
    assert len(blocks) == 1, blocks
    return dict(blocks[0])


def picked(of: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return some of the values."""
    return {name: of[name] for name in names}


def told(found: Plan, resource: str, *names: str) -> dict[str, Any]:
    """Return some of the values of one of the module's resources."""
    return picked(values(found, resource), *names)


def cluster(**changes: Value) -> Plan:
    """Return the plan of a cluster with some other inputs."""
    return plan("kubernetes_cluster", {**CLUSTER, **changes})


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


# Cluster


def test_cluster_is_private_and_people_come_through_entra() -> None:
    found = cluster()
    assert addresses(found) == [
        "azurerm_kubernetes_cluster.this",
        "azurerm_monitor_data_collection_rule.container_insights",
        "azurerm_monitor_data_collection_rule_association.container_insights",
        "azurerm_monitor_diagnostic_setting.cluster[0]",
    ]
    assert told(
        found,
        THIS,
        *("name", "node_resource_group", "private_cluster_enabled", "private_dns_zone_id"),
        *("private_cluster_public_fqdn_enabled", "dns_prefix_private_cluster"),
        *("role_based_access_control_enabled", "local_account_disabled", "run_command_enabled"),
    ) == {
        "name": "aks-x",
        "node_resource_group": "rg-shop-nodes",
        "private_cluster_enabled": True,
        "private_dns_zone_id": f"{NETWORK}/privateDnsZones/privatelink.westeurope.azmk8s.io",
        "private_cluster_public_fqdn_enabled": False,
        "dns_prefix_private_cluster": "aks-x",
        "role_based_access_control_enabled": True,
        "local_account_disabled": True,
        "run_command_enabled": False,
    }
    people = block(found, THIS, "azure_active_directory_role_based_access_control")
    assert picked(people, "tenant_id", "azure_rbac_enabled", "admin_group_object_ids") == {
        "tenant_id": TENANT,
        "azure_rbac_enabled": True,
        "admin_group_object_ids": [ADMINS],
    }
    control = block(found, THIS, "identity")
    assert picked(control, "type", "identity_ids") == {
        "type": "UserAssigned",
        "identity_ids": [f"{IDENTITIES}/id-control"],
    }
    kubelet = block(found, THIS, "kubelet_identity")
    assert picked(kubelet, "user_assigned_identity_id", "client_id", "object_id") == {
        "user_assigned_identity_id": f"{IDENTITIES}/id-kubelet",
        "client_id": CLIENT,
        "object_id": OBJECT,
    }


def test_add_ons_of_every_cluster_and_those_left_off() -> None:
    found = cluster()
    assert told(
        found,
        THIS,
        *("oidc_issuer_enabled", "workload_identity_enabled", "azure_policy_enabled"),
        *("image_cleaner_enabled", "image_cleaner_interval_hours", "cost_analysis_enabled"),
        *("workload_autoscaler_profile", "web_app_routing"),
    ) == {
        "oidc_issuer_enabled": True,
        "workload_identity_enabled": True,
        "azure_policy_enabled": True,
        "image_cleaner_enabled": True,
        "image_cleaner_interval_hours": 48,
        "cost_analysis_enabled": False,
        "workload_autoscaler_profile": [],
        "web_app_routing": [],
    }
    assert block(found, THIS, "key_vault_secrets_provider")["secret_rotation_enabled"] is True
    assert block(found, THIS, "node_provisioning_profile")["mode"] == "Manual"
    agent = block(found, THIS, "oms_agent")
    assert picked(agent, "log_analytics_workspace_id", "msi_auth_for_monitoring_enabled") == {
        "log_analytics_workspace_id": WORKSPACE,
        "msi_auth_for_monitoring_enabled": True,
    }
    assert block(found, THIS, "monitor_metrics") is not None


@pytest.mark.parametrize(
    ("tier", "support"),
    [
        ("Free", "KubernetesOfficial"),
        ("Standard", "KubernetesOfficial"),
        ("Premium", "AKSLongTermSupport"),
    ],
)
def test_long_term_support_comes_with_the_premium_tier(tier: str, support: str) -> None:
    assert told(cluster(sku_tier=tier), THIS, "sku_tier", "support_plan") == {
        "sku_tier": tier,
        "support_plan": support,
    }


NETWORK_NAMES = (
    *("network_plugin", "network_plugin_mode", "network_data_plane", "network_policy"),
    *("pod_cidr", "service_cidr", "dns_service_ip", "outbound_type", "advanced_networking"),
)


def test_pods_in_an_overlay_network() -> None:
    found = cluster()
    assert picked(block(found, THIS, "network_profile"), *NETWORK_NAMES) == {
        "network_plugin": "azure",
        "network_plugin_mode": "overlay",
        "network_data_plane": "cilium",
        "network_policy": "cilium",
        "pod_cidr": "10.244.0.0/16",
        "service_cidr": "10.0.0.0/16",
        "dns_service_ip": "10.0.0.10",
        "outbound_type": "userDefinedRouting",
        "advanced_networking": [],
    }
    pool = block(found, THIS, "default_node_pool")
    assert not pool["pod_subnet_id"]


def test_pods_in_a_subnet_of_their_own() -> None:
    pods = f"{SUBNETS}/snet-pods"
    jobs = {"jobs": POOL}
    found = cluster(network=FLAT, pod_subnet_id=pods, user_pools=jobs)
    profile = block(found, THIS, "network_profile")
    assert not profile["network_plugin_mode"]
    assert picked(profile, "network_plugin", "network_data_plane", "outbound_type") == {
        "network_plugin": "azure",
        "network_data_plane": "cilium",
        "outbound_type": "userAssignedNATGateway",
    }
    assert block(found, THIS, "default_node_pool")["pod_subnet_id"] == pods
    assert values(found, JOBS)["pod_subnet_id"] == pods


@pytest.mark.parametrize("way", ["managedNATGateway", "loadBalancer", "none"])
def test_other_ways_out_of_a_cluster(way: str) -> None:
    profile = block(cluster(network={**OVERLAY, "outbound_type": way}), THIS, "network_profile")
    assert profile["outbound_type"] == way


def test_advanced_networking_observes_and_secures() -> None:
    profile = block(cluster(advanced_networking=True), THIS, "network_profile")
    (advanced,) = profile["advanced_networking"]
    assert picked(advanced, "observability_enabled", "security_enabled") == {
        "observability_enabled": True,
        "security_enabled": True,
    }


def test_system_pool_runs_add_ons_alone() -> None:
    pool = block(cluster(), THIS, "default_node_pool")
    assert picked(
        pool,
        *("name", "temporary_name_for_rotation", "vm_size", "auto_scaling_enabled", "min_count"),
        *("max_count", "max_pods", "only_critical_addons_enabled", "os_sku", "os_disk_type"),
        *("os_disk_size_gb", "host_encryption_enabled", "vnet_subnet_id", "tags"),
    ) == {
        "name": "system",
        "temporary_name_for_rotation": "systemtmp",
        "vm_size": "Standard_D4ds_v5",
        "auto_scaling_enabled": True,
        "min_count": 2,
        "max_count": 4,
        "max_pods": 110,
        "only_critical_addons_enabled": True,
        "os_sku": "AzureLinux",
        "os_disk_type": "Ephemeral",
        "os_disk_size_gb": 100,
        "host_encryption_enabled": True,
        "vnet_subnet_id": f"{SUBNETS}/snet-nodes",
        "tags": TAGS,
    }
    assert sorted(pool["zones"]) == ["1", "2", "3"]
    (upgrade,) = pool["upgrade_settings"]
    names = ("max_surge", "drain_timeout_in_minutes", "undrainable_node_behavior")
    assert picked(upgrade, *names) == {
        "max_surge": "33%",
        "drain_timeout_in_minutes": 30,
        "undrainable_node_behavior": "Cordon",
    }


def test_user_pool() -> None:
    found = cluster(user_pools={"jobs": POOL})
    pool = values(found, JOBS)
    assert picked(
        pool,
        *("name", "mode", "temporary_name_for_rotation", "vm_size", "zones", "min_count"),
        *("auto_scaling_enabled", "max_count", "max_pods", "os_type", "os_sku", "os_disk_type"),
        *("host_encryption_enabled", "vnet_subnet_id", "tags"),
    ) == {
        "name": "jobs",
        "mode": "User",
        "temporary_name_for_rotation": "jobstmp",
        "vm_size": "Standard_D8ds_v5",
        "zones": ["1"],
        "min_count": 0,
        "auto_scaling_enabled": True,
        "max_count": 10,
        "max_pods": 60,
        "os_type": "Linux",
        "os_sku": "Ubuntu2404",
        "os_disk_type": "Managed",
        "host_encryption_enabled": False,
        "vnet_subnet_id": f"{SUBNETS}/snet-nodes",
        "tags": TAGS,
    }
    assert not pool["node_labels"]
    assert not pool["node_taints"]
    assert not pool["pod_subnet_id"]
    upgrade = block(found, JOBS, "upgrade_settings")
    names = ("max_surge", "drain_timeout_in_minutes", "undrainable_node_behavior")
    assert picked(upgrade, *names) == {
        "max_surge": "1",
        "drain_timeout_in_minutes": 30,
        "undrainable_node_behavior": "Cordon",
    }


def test_labels_and_taints_steer_to_a_user_pool() -> None:
    steered = {**POOL, "labels": {"for": "jobs"}, "taints": ["for=jobs:NoSchedule"]}
    pool = values(cluster(user_pools={"jobs": {**steered, "os_disk_size_gb": 256}}), JOBS)
    assert picked(pool, "node_labels", "node_taints", "os_disk_size_gb") == {
        "node_labels": {"for": "jobs"},
        "node_taints": ["for=jobs:NoSchedule"],
        "os_disk_size_gb": 256,
    }


@pytest.mark.parametrize(
    ("version", "channel", "nodes"),
    [
        ("1.33", "patch", "NodeImage"),
        ("1.33", "patch", "SecurityPatch"),
        ("1.33", "node-image", "NodeImage"),
        (None, "stable", "Unmanaged"),
        (None, "rapid", "None"),
    ],
)
def test_how_a_cluster_is_upgraded(version: str | None, channel: str, nodes: str) -> None:
    found = cluster(
        kubernetes_version=version,
        automatic_upgrade_channel=channel,
        node_os_upgrade_channel=nodes,
    )
    assert told(found, THIS, "automatic_upgrade_channel", "node_os_upgrade_channel") == {
        "automatic_upgrade_channel": channel,
        "node_os_upgrade_channel": nodes,
    }
    if version is not None:
        assert values(found, THIS)["kubernetes_version"] == version


def test_when_a_cluster_is_upgraded() -> None:
    found = cluster()
    names = ("frequency", "interval", "day_of_week", "start_time", "duration", "utc_offset")
    upgrade = block(found, THIS, "maintenance_window_auto_upgrade")
    weekly = {"frequency": "Weekly", "interval": 1, "start_time": "02:00", "utc_offset": "+01:00"}
    assert picked(upgrade, *names) == {**weekly, "day_of_week": "Sunday", "duration": 4}
    nodes = block(found, THIS, "maintenance_window_node_os")
    assert picked(nodes, *names) == {**weekly, "day_of_week": "Saturday", "duration": 6}


def test_what_a_customer_may_turn_on() -> None:
    found = cluster(
        run_command_enabled=True, image_cleaner_interval_hours=168, cost_analysis_enabled=True
    )
    names = ("run_command_enabled", "image_cleaner_interval_hours", "cost_analysis_enabled")
    assert told(found, THIS, *names) == {
        "run_command_enabled": True,
        "image_cleaner_interval_hours": 168,
        "cost_analysis_enabled": True,
    }


@pytest.mark.parametrize(("keda", "vertical"), [(True, False), (False, True), (True, True)])
def test_add_ons_that_scale_workloads(keda: bool, vertical: bool) -> None:
    wanted = {"keda_enabled": keda, "vertical_pod_autoscaler_enabled": vertical}
    found = cluster(workload_autoscaler=wanted)
    assert picked(block(found, THIS, "workload_autoscaler_profile"), *wanted) == wanted


def test_ingress_behind_an_internal_load_balancer() -> None:
    found = cluster(ingress="app_routing_internal")
    routing = block(found, THIS, "web_app_routing")
    assert picked(routing, "default_nginx_controller", "dns_zone_ids") == {
        "default_nginx_controller": "Internal",
        "dns_zone_ids": [],
    }


def test_container_insights_collects_logs_and_events_but_no_metrics() -> None:
    found = cluster()
    rule = "azurerm_monitor_data_collection_rule.container_insights"
    assert told(found, rule, "name", "location", "kind", "description") == {
        "name": "dcr-x",
        "location": "westeurope",
        "kind": "Linux",
        "description": "Container logs and Kubernetes events of aks-x.",
    }
    streams = ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents", "Microsoft-KubePodInventory"]
    (extension,) = block(found, rule, "data_sources")["extension"]
    assert picked(extension, "extension_name", "streams") == {
        "extension_name": "ContainerInsights",
        "streams": streams,
    }
    assert as_json(extension["extension_json"]) == {
        "dataCollectionSettings": {
            "enableContainerLogV2": True,
            "interval": "1m",
            "namespaceFilteringMode": "Off",
        }
    }
    (target,) = block(found, rule, "destinations")["log_analytics"]
    assert picked(target, "name", "workspace_resource_id") == {
        "name": "log-analytics",
        "workspace_resource_id": WORKSPACE,
    }
    assert picked(block(found, rule, "data_flow"), "streams", "destinations") == {
        "streams": streams,
        "destinations": ["log-analytics"],
    }
    association = "azurerm_monitor_data_collection_rule_association.container_insights"
    assert values(found, association)["name"] == "ContainerInsightsExtension"
    target_id = found.references[address(association)]["target_resource_id"]
    assert "azurerm_kubernetes_cluster.this" in " ".join(target_id)


def test_container_insights_of_a_workspace_in_another_region() -> None:
    found = cluster(data_collection_rule_location="northeurope")
    rule = "azurerm_monitor_data_collection_rule.container_insights"
    assert values(found, rule)["location"] == "northeurope"
    assert values(found, THIS)["location"] == "westeurope"


def test_control_plane_logs_go_to_tables_of_their_own() -> None:
    setting = values(cluster(), "azurerm_monitor_diagnostic_setting.cluster[0]")
    assert picked(
        setting, "name", "log_analytics_workspace_id", "log_analytics_destination_type"
    ) == {
        "name": "diag-to-log-analytics",
        "log_analytics_workspace_id": WORKSPACE,
        "log_analytics_destination_type": "Dedicated",
    }
    assert sorted(item["category"] for item in setting["enabled_log"]) == [
        "cloud-controller-manager",
        "cluster-autoscaler",
        "csi-azuredisk-controller",
        "csi-azurefile-controller",
        "csi-snapshot-controller",
        "guard",
        "kube-apiserver",
        "kube-audit-admin",
        "kube-controller-manager",
        "kube-scheduler",
    ]
    assert [item["category"] for item in setting["enabled_metric"]] == ["AllMetrics"]


def test_cluster_whose_diagnostic_settings_a_policy_sets() -> None:
    found = cluster(diagnostic_settings=False)
    assert not [one for one in addresses(found) if "diagnostic_setting" in one]


# Prometheus


def test_metrics_of_a_cluster_go_to_the_workspace() -> None:
    found = plan("managed_prometheus", PROMETHEUS)
    assert addresses(found) == [
        "azurerm_monitor_alert_prometheus_rule_group.this",
        "azurerm_monitor_data_collection_endpoint.this",
        "azurerm_monitor_data_collection_rule.this",
        "azurerm_monitor_data_collection_rule_association.cluster",
    ]
    receiver = "azurerm_monitor_data_collection_endpoint.this"
    assert told(found, receiver, "name", "kind", *HERE) == {
        "name": "dce-x",
        "kind": "Linux",
        **HERE,
    }
    rule = "azurerm_monitor_data_collection_rule.this"
    assert told(found, rule, "name", "kind", "description") == {
        "name": "dcr-metrics",
        "kind": "Linux",
        "description": "Prometheus metrics of aks-x.",
    }
    (forwarder,) = block(found, rule, "data_sources")["prometheus_forwarder"]
    assert forwarder["streams"] == ["Microsoft-PrometheusMetrics"]
    (account,) = block(found, rule, "destinations")["monitor_account"]
    assert picked(account, "name", "monitor_account_id") == {
        "name": "monitor-workspace",
        "monitor_account_id": METRICS,
    }
    assert picked(block(found, rule, "data_flow"), "streams", "destinations") == {
        "streams": ["Microsoft-PrometheusMetrics"],
        "destinations": ["monitor-workspace"],
    }
    association = "azurerm_monitor_data_collection_rule_association.cluster"
    assert told(found, association, "name", "target_resource_id") == {
        "name": "MSProm-aks-x",
        "target_resource_id": CLUSTER_ID,
    }


def test_alerts_on_the_metrics_of_one_cluster() -> None:
    found = plan("managed_prometheus", PROMETHEUS)
    group = values(found, "azurerm_monitor_alert_prometheus_rule_group.this")
    assert picked(
        group, "name", "cluster_name", "scopes", "rule_group_enabled", "interval", "description"
    ) == {
        "name": "prg-x",
        "cluster_name": "aks-x",
        "scopes": [METRICS, CLUSTER_ID],
        "rule_group_enabled": True,
        "interval": "PT1M",
        "description": "Alerts on the nodes and workloads of aks-x.",
    }
    assert [(rule["alert"], rule["severity"], rule["for"]) for rule in group["rule"]] == [
        ("NodeNotReady", 1, "PT10M"),
        ("ContainerOutOfMemory", 3, "PT1M"),
        ("PodCrashLooping", 2, "PT10M"),
        ("PersistentVolumeNearlyFull", 2, "PT15M"),
        ("HorizontalPodAutoscalerAtMaximum", 3, "PT15M"),
    ]
    for rule in group["rule"]:
        assert rule["enabled"] is True
        assert rule["annotations"]["description"]
        assert [one["action_group_id"] for one in rule["action"]] == [ACTION_GROUP]
        assert rule["alert_resolution"] == [{"auto_resolved": True, "time_to_resolve": "PT10M"}]


@pytest.mark.parametrize(
    ("alert", "metric"),
    [
        ("NodeNotReady", "kube_node_status_condition{condition='Ready', status='true'}) == 0"),
        ("ContainerOutOfMemory", "last_terminated_reason{reason='OOMKilled'}) == 1 and "),
        ("PodCrashLooping", "waiting_reason{reason='CrashLoopBackOff'}[5m])) == 1"),
        ("PersistentVolumeNearlyFull", "kubelet_volume_stats_capacity_bytes) < 0.1"),
        (
            "HorizontalPodAutoscalerAtMaximum",
            "_status_current_replicas >= kube_horizontalpodautoscaler_spec_max_replicas and ",
        ),
    ],
)
def test_what_an_alert_looks_at(alert: str, metric: str) -> None:
    found = plan("managed_prometheus", PROMETHEUS)
    group = values(found, "azurerm_monitor_alert_prometheus_rule_group.this")
    (rule,) = [one for one in group["rule"] if one["alert"] == alert]
    assert metric in rule["expression"]


# What is refused

SURGE = "max_surge is a number of nodes such as"
NAMES_OF_A_POOL = "have 1 to 12 lower-case letters and digits and start with a letter"
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
    *(
        ("kubernetes_cluster", CLUSTER, bad, message)
        for bad, message in (
            ({"name": "-aks"}, "The name of a cluster has 1 to 63 letters"),
            ({"node_resource_group": "rg."}, "does not end with a period"),
            ({"kubernetes_version": "1.33.5"}, "is a minor version such as"),
            ({"kubernetes_version": None}, "is null with the upgrade channels stable and rapid"),
            (
                {"automatic_upgrade_channel": "stable"},
                "is null with the upgrade channels stable and rapid",
            ),
            ({"sku_tier": "Basic"}, "The tier is Free, Standard or Premium"),
            ({"tenant_id": "nordwind"}, "The tenant id is a UUID"),
            ({"admin_group_object_ids": []}, "At least one Entra group administers the cluster"),
            ({"admin_group_object_ids": ["admins"]}, "The object id of an Entra group is a UUID"),
            ({"dns_prefix": "aks_x"}, "The DNS prefix has 1 to 54 letters"),
            ({"network": FLAT}, "either an overlay network (pod_cidr) or a pod subnet"),
            ({"pod_subnet_id": f"{SUBNETS}/p"}, "either an overlay network (pod_cidr) or a pod"),
            ({"network": {**OVERLAY, "pod_cidr": "10.244.0.0"}}, "are IPv4 ranges such as"),
            ({"network": {**OVERLAY, "dns_service_ip": "10.1.0.10"}}, "inside service_cidr"),
            ({"network": {**OVERLAY, "dns_service_ip": "dns"}}, "inside service_cidr"),
            ({"network": {**OVERLAY, "outbound_type": "nat"}}, "outbound_type is userDefined"),
            ({"automatic_upgrade_channel": "none"}, "The upgrade channel is patch, stable, rapid"),
            ({"node_os_upgrade_channel": "Image"}, "The node OS upgrade channel is NodeImage, Sec"),
            (
                {"automatic_upgrade_channel": "node-image", "node_os_upgrade_channel": "None"},
                "is NodeImage when the upgrade channel is node-image",
            ),
            ({"ingress": "nginx"}, "The ingress is none or app_routing_internal"),
            ({"image_cleaner_interval_hours": 23}, "runs every 24 to 2160 hours"),
            ({"image_cleaner_interval_hours": 2161}, "runs every 24 to 2160 hours"),
            (
                {"sku_tier": "Free", "cost_analysis_enabled": True},
                "Cost analysis needs the tier Standard or Premium",
            ),
            ({"data_collection_rule_name": ""}, "a data collection rule has 1 to 64 characters"),
        )
    ),
    *(
        ("kubernetes_cluster", CLUSTER, {"system_pool": {**SYSTEM, **bad}}, message)
        for bad, message in (
            ({"name": "System"}, NAMES_OF_A_POOL),
            ({"temporary_name": "systemtemporary"}, NAMES_OF_A_POOL),
            ({"min_count": 0}, "The system pool has 1 to 1000 nodes"),
            ({"min_count": 5}, "min_count is not above max_count"),
            ({"max_count": 1001}, "The system pool has 1 to 1000 nodes"),
            ({"max_pods": 29}, "A node of the system pool holds 30 to 250 pods"),
            ({"max_pods": 251}, "A node of the system pool holds 30 to 250 pods"),
            ({"max_surge": "101%"}, SURGE),
            ({"os_sku": "Windows2022"}, "os_sku is AzureLinux"),
            ({"os_disk_type": "Local"}, "os_disk_type is Ephemeral or Managed"),
        )
    ),
    *(
        ("kubernetes_cluster", CLUSTER, {"user_pools": pools}, message)
        for pools, message in (
            ({"a-b": POOL}, NAMES_OF_A_POOL),
            ({"jobs": {**POOL, "temporary_name": "1"}}, NAMES_OF_A_POOL),
            ({"system": POOL}, "differ between all node pools"),
            ({"jobs": {**POOL, "temporary_name": "systemtmp"}}, "differ between all node pools"),
            ({"jobs": {**POOL, "min_count": 11}}, "A user pool has 0 to 1000 nodes"),
            ({"jobs": {**POOL, "max_count": 1001}}, "A user pool has 0 to 1000 nodes"),
            ({"jobs": {**POOL, "max_pods": 9}}, "A node of a user pool holds 10 to 250 pods"),
            ({"jobs": {**POOL, "max_surge": "0"}}, SURGE),
            ({"jobs": {**POOL, "os_sku": "Debian"}}, "os_sku is AzureLinux"),
            ({"jobs": {**POOL, "os_disk_type": "Local"}}, "os_disk_type is Ephemeral or Managed"),
            ({"jobs": {**POOL, "taints": ["for:NoSchedule"]}}, "is written key=value:effect"),
            ({"jobs": {**POOL, "taints": ["for=jobs:Never"]}}, "is written key=value:effect"),
        )
    ),
    *(
        ("kubernetes_cluster", CLUSTER, {window: {**WINDOW, **bad}}, message)
        for window in ("maintenance_window_auto_upgrade", "maintenance_window_node_os")
        for bad, message in (
            ({"day_of_week": "Sun"}, "day_of_week is the English name of a day"),
            ({"start_time": "24:00"}, "start_time is a time of day"),
            ({"duration": 3}, "The window lasts 4 to 24 hours"),
            ({"utc_offset": "+15:00"}, "utc_offset is an offset such as"),
        )
    ),
    *(
        ("managed_prometheus", PROMETHEUS, bad, message)
        for bad, message in (
            ({"data_collection_endpoint_name": "-a"}, "endpoint has 3 to 44 letters"),
            ({"data_collection_rule_name": "x" * 65}, "rule has 1 to 64 characters"),
            ({"alert_rule_group_name": ""}, "rule group has 1 to 260 characters"),
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
