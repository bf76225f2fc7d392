"""What the module of AKS Automatic plans, and the subnet of virtual nodes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from landsmith.calls.model import Value
from modules.harness import addresses, block, picked, plan, refusal, told, values
from modules.kubernetes import API, NODES
from modules.test_network import SUBNET, VNET
from modules.test_workload import HERE, IDENTITIES, LOGGED, WORKSPACE

THIS = "azurerm_kubernetes_automatic_cluster.this"
AUTOMATIC: Mapping[str, Value] = {
    **LOGGED,
    "name": "aks-x",
    "control_plane_identity_id": f"{IDENTITIES}/id-control",
    "node_subnet_id": NODES,
    "api_server_subnet_id": API,
}


def test_a_private_cluster_in_the_network() -> None:
    found = plan("kubernetes_automatic_cluster", AUTOMATIC)
    assert addresses(found) == [THIS, "azurerm_monitor_diagnostic_setting.cluster[0]"]
    assert told(found, THIS, "name", *HERE) == {"name": "aks-x", **HERE}
    identity = block(found, THIS, "identity")
    assert picked(identity, "type", "identity_ids") == {
        "type": "UserAssigned",
        "identity_ids": [f"{IDENTITIES}/id-control"],
    }
    assert block(found, THIS, "api_server_access")["subnet_id"] == API
    system = block(found, THIS, "hosted_system")
    assert picked(system, "node_subnet_id", "system_node_subnet_id") == {
        "node_subnet_id": NODES,
        "system_node_subnet_id": NODES,
    }
    private = block(found, THIS, "private_cluster")
    names = ("private_dns_zone_id", "public_fully_qualified_domain_name_enabled")
    assert picked(private, *names) == {
        "private_dns_zone_id": "System",
        "public_fully_qualified_domain_name_enabled": False,
    }


def test_logs_of_the_control_plane() -> None:
    setting = values(
        plan("kubernetes_automatic_cluster", AUTOMATIC),
        "azurerm_monitor_diagnostic_setting.cluster[0]",
    )
    names = ("name", "log_analytics_workspace_id", "log_analytics_destination_type")
    assert picked(setting, *names) == {
        "name": "diag-to-log-analytics",
        "log_analytics_workspace_id": WORKSPACE,
        "log_analytics_destination_type": "Dedicated",
    }
    assert sorted(item["category"] for item in setting["enabled_log"]) == [
        "cluster-autoscaler",
        "guard",
        "kube-apiserver",
        "kube-audit-admin",
        "kube-controller-manager",
        "kube-scheduler",
    ]
    assert [item["category"] for item in setting["enabled_metric"]] == ["AllMetrics"]


def test_cluster_whose_diagnostic_settings_a_policy_sets() -> None:
    found = plan("kubernetes_automatic_cluster", {**AUTOMATIC, "diagnostic_settings": False})
    assert addresses(found) == [THIS]


@pytest.mark.parametrize("name", ["", "-aks", "a" * 64, "a.b"])
def test_the_name_of_a_cluster(name: str) -> None:
    message = "The name of a cluster has 1 to 63 letters"
    assert message in refusal("kubernetes_automatic_cluster", {**AUTOMATIC, "name": name})


@pytest.mark.parametrize(
    ("service", "action"),
    [
        ("Microsoft.ContainerInstance/containerGroups", "subnets/action"),
        ("Microsoft.ContainerService/managedClusters", "subnets/join/action"),
    ],
)
def test_what_a_service_may_do_in_the_subnet_it_is_given(service: str, action: str) -> None:
    subnets: Mapping[str, Value] = {"pods": {**SUBNET, "delegation": service}}
    found = plan("virtual_network", {**VNET, "subnets": subnets})
    delegation = block(found, 'azurerm_subnet.this["pods"]', "delegation")
    assert delegation["service_delegation"] == [
        {"name": service, "actions": [f"Microsoft.Network/virtualNetworks/{action}"]}
    ]
