"""Inputs of the cluster's modules, each the least that a plan needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules.harness import SUBSCRIPTION, TENANT, plan
from modules.test_workload import GROUP, IDENTITIES, LOGGED, NETWORK, SUBNETS, TAGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from landsmith.calls.model import Value
    from landsmith.terraform.plan import Plan

THIS = "azurerm_kubernetes_cluster.this"
ADMINS = "44444444-4444-4444-4444-444444444444"
CLIENT = "55555555-5555-5555-5555-555555555555"
OBJECT = "66666666-6666-6666-6666-666666666666"
CLUSTER_ID = f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/aks-x"
NODES = f"{SUBNETS}/snet-nodes"
PODS = f"{SUBNETS}/snet-pods"
API = f"{SUBNETS}/snet-api-server"
DNS_ZONE = f"{NETWORK}/privateDnsZones/privatelink.westeurope.azmk8s.io"
REGISTRY_ID = (
    f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-shop/providers"
    "/Microsoft.ContainerRegistry/registries/crshop"
)
VAULT_ID = f"{GROUP}/providers/Microsoft.KeyVault/vaults/kv-shop"

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
    "host_encryption_enabled": True,
    "temporary_name": "systemtmp",
    "vnet_subnet_id": NODES,
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
    "vnet_subnet_id": NODES,
}
OVERLAY: Mapping[str, Value] = {
    "pod_cidr": "10.244.0.0/16",
    "service_cidr": "10.0.0.0/16",
    "dns_service_ip": "10.0.0.10",
    "outbound_type": "userDefinedRouting",
}
FLAT: Mapping[str, Value] = {
    "pod_mode": "pod_subnet",
    "service_cidr": "10.0.0.0/16",
    "dns_service_ip": "10.0.0.10",
    "outbound_type": "userAssignedNATGateway",
}
PRIVATE: Mapping[str, Value] = {
    "access": "private_link",
    "dns_prefix": "aks-x",
    "private_dns_zone_id": DNS_ZONE,
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
    "kubernetes_version": "1.35",
    "sku_tier": "Standard",
    "tenant_id": TENANT,
    "admin_group_object_ids": [ADMINS],
    "control_plane_identity_id": f"{IDENTITIES}/id-control",
    "kubelet_identity": {
        "id": f"{IDENTITIES}/id-kubelet",
        "client_id": CLIENT,
        "object_id": OBJECT,
    },
    "api_server": PRIVATE,
    "network": OVERLAY,
    "system_pool": SYSTEM,
    "maintenance_window_auto_upgrade": WINDOW,
    "maintenance_window_node_os": {**WINDOW, "day_of_week": "Saturday", "duration": 6},
    "cost_analysis_enabled": False,
    "data_collection_rule_name": "dcr-x",
}


def cluster(**changes: Value) -> Plan:
    """Return the plan of a cluster with some other inputs."""
    return plan("kubernetes_cluster", {**CLUSTER, **changes})


def pools(**named: Value) -> Plan:
    """Return the plan of node pools."""
    inputs: Mapping[str, Value] = {"kubernetes_cluster_id": CLUSTER_ID, "tags": TAGS}
    return plan("kubernetes_node_pools", {**inputs, "pools": named})


def jobs(**changes: Value) -> Plan:
    """Return the plan of one node pool with some other settings."""
    return pools(jobs={**POOL, **changes})
