"""What the cluster's module plans: who comes in, what is upgraded when, what is logged."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from landsmith.calls.model import Value
from modules.harness import (
    TENANT,
    address,
    addresses,
    as_json,
    block,
    picked,
    plan,
    refusal,
    told,
    values,
)
from modules.kubernetes import ADMINS, CLIENT, CLUSTER, DNS_ZONE, OBJECT, THIS, WINDOW, cluster
from modules.test_workload import IDENTITIES, WORKSPACE


def test_cluster_is_private_and_people_come_through_entra() -> None:
    found = plan("kubernetes_cluster", CLUSTER)
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
        "private_dns_zone_id": DNS_ZONE,
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


@pytest.mark.parametrize(
    ("version", "channel", "nodes"),
    [
        ("1.35", "patch", "NodeImage"),
        ("1.35", "patch", "SecurityPatch"),
        ("1.35", "node-image", "NodeImage"),
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


def test_times_without_upgrades() -> None:
    freeze: Mapping[str, Value] = {"start": "2026-12-20T00:00:00Z", "end": "2027-01-06T00:00:00Z"}
    found = cluster(maintenance_freezes=[freeze])
    for window in ("maintenance_window_auto_upgrade", "maintenance_window_node_os"):
        assert block(found, THIS, window)["not_allowed"] == [freeze]
        assert block(cluster(), THIS, window)["not_allowed"] == []


def test_what_a_customer_may_turn_on() -> None:
    found = cluster(
        run_command_enabled=True, image_cleaner_interval_hours=336, cost_analysis_enabled=True
    )
    names = ("run_command_enabled", "image_cleaner_interval_hours", "cost_analysis_enabled")
    assert told(found, THIS, *names) == {
        "run_command_enabled": True,
        "image_cleaner_interval_hours": 336,
        "cost_analysis_enabled": True,
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


REFUSED: list[tuple[Mapping[str, Value], str]] = [
    ({"name": "-aks"}, "The name of a cluster has 1 to 63 letters"),
    ({"node_resource_group": "rg."}, "does not end with a period"),
    ({"kubernetes_version": "1.35.5"}, "is a minor version such as"),
    ({"kubernetes_version": None}, "is null with the upgrade channels stable and rapid"),
    (
        {"automatic_upgrade_channel": "stable"},
        "is null with the upgrade channels stable and rapid",
    ),
    ({"sku_tier": "Basic"}, "The tier is Free, Standard or Premium"),
    ({"tenant_id": "nordwind"}, "The tenant id is a UUID"),
    ({"admin_group_object_ids": []}, "At least one Entra group administers the cluster"),
    ({"admin_group_object_ids": ["admins"]}, "The object id of an Entra group is a UUID"),
    ({"automatic_upgrade_channel": "none"}, "The upgrade channel is patch, stable, rapid"),
    ({"node_os_upgrade_channel": "Image"}, "The node OS upgrade channel is NodeImage, Sec"),
    (
        {"automatic_upgrade_channel": "node-image", "node_os_upgrade_channel": "None"},
        "is NodeImage when the upgrade channel is node-image",
    ),
    ({"image_cleaner_interval_hours": 23}, "runs every 24 to 2160 hours"),
    ({"image_cleaner_interval_hours": 2161}, "runs every 24 to 2160 hours"),
    (
        {"sku_tier": "Free", "cost_analysis_enabled": True},
        "Cost analysis needs the tier Standard or Premium",
    ),
    ({"data_collection_rule_name": ""}, "a data collection rule has 1 to 64 characters"),
    *(
        (
            {"maintenance_freezes": [{"start": start, "end": end}]},
            "A freeze has a start and an end that is not before it, both at midnight UTC",
        )
        for start, end in (
            ("2027-01-06T00:00:00Z", "2026-12-20T00:00:00Z"),
            ("2026-12-20T00:00:00Z", "2026-12-20T23:59:59Z"),
            ("2026-12-20", "2027-01-06"),
        )
    ),
    *(
        ({window: {**WINDOW, **bad}}, message)
        for window in ("maintenance_window_auto_upgrade", "maintenance_window_node_os")
        for bad, message in (
            ({"day_of_week": "Sun"}, "day_of_week is the English name of a day"),
            ({"start_time": "24:00"}, "start_time is a time of day"),
            ({"duration": 3}, "The window lasts 4 to 24 hours"),
            ({"duration": 25}, "The window lasts 4 to 24 hours"),
            ({"utc_offset": "+15:00"}, "utc_offset is an offset such as"),
        )
    ),
]


@pytest.mark.parametrize(("bad", "message"), REFUSED)
def test_what_the_module_refuses(bad: Mapping[str, Value], message: str) -> None:
    assert message in refusal("kubernetes_cluster", {**CLUSTER, **bad})
