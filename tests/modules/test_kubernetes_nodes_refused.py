"""Node pools that the modules refuse, each with the validation's own words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from landsmith.calls.model import Value
from modules.harness import refusal
from modules.kubernetes import CLUSTER, CLUSTER_ID, POOL, SYSTEM
from modules.test_kubernetes_nodes import KUBELET, LINUX, WINDOWS, hosts

SURGE = "max_surge is a number of nodes such as"
NAMES = "have 1 to 12 lower-case letters and digits and start with a letter"
LOGS = "The kubelet of a Windows pool knows the limits of container logs only"
SYSTEMS: list[tuple[Mapping[str, Value], str]] = [
    ({"name": "System"}, NAMES),
    ({"temporary_name": "systemtemporary"}, NAMES),
    ({"min_count": 0}, "The system pool has 1 to 1000 nodes"),
    ({"min_count": 5}, "min_count is not above max_count"),
    ({"max_count": 1001}, "The system pool has 1 to 1000 nodes"),
    ({"max_pods": 29}, "A node of the system pool holds 30 to 250 pods"),
    ({"max_pods": 251}, "A node of the system pool holds 30 to 250 pods"),
    ({"max_surge": "101%"}, SURGE),
    ({"os_sku": "Windows2022"}, "os_sku is AzureLinux"),
    ({"os_disk_type": "Local"}, "os_disk_type is Ephemeral or Managed"),
]
PROFILE: Mapping[str, Value] = {
    "expander": "cheapest",
    "balance_similar_node_groups": True,
    "scan_interval": "20s",
    "scale_down_delay_after_add": "15m",
    "scale_down_unneeded": "5m",
    "scale_down_utilization_threshold": "0.6",
    "skip_nodes_with_local_storage": True,
}
CLUSTERS: list[tuple[Mapping[str, Value], str]] = [
    *(({"system_pool": {**SYSTEM, **bad}}, message) for bad, message in SYSTEMS),
    (
        {"node_provisioning": "Some", "system_pool": {**SYSTEM, "auto_scaling": False}},
        "node_provisioning is Auto or Manual",
    ),
    ({"node_provisioning": "Auto"}, "autoscaler and node auto-provisioning exclude each other"),
    (
        {"system_pool": {**SYSTEM, "auto_scaling": False}},
        "autoscaler and node auto-provisioning exclude each other",
    ),
    ({"auto_scaler": PROFILE}, "The expander is least-waste, most-pods, priority or random"),
]


@pytest.mark.parametrize(("bad", "message"), CLUSTERS)
def test_what_the_clusters_module_refuses(bad: Mapping[str, Value], message: str) -> None:
    assert message in refusal("kubernetes_cluster", {**CLUSTER, **bad})


POOLS: list[tuple[Mapping[str, Value], str]] = [
    ({"a-b": POOL}, NAMES),
    ({"jobs": {**POOL, "temporary_name": "1"}}, NAMES),
    ({"a": POOL, "b": POOL}, "Names and temporary names differ between all node pools"),
    ({"jobs": {**POOL, "temporary_name": "jobs"}}, "Names and temporary names differ between all"),
    ({"windows": WINDOWS}, "The name of a Windows pool has 1 to 6 characters"),
    ({"jobs": {**POOL, "min_count": 11}}, "A user pool has 0 to 1000 nodes"),
    ({"jobs": {**POOL, "max_count": 1001}}, "A user pool has 0 to 1000 nodes"),
    ({"jobs": {**POOL, "max_pods": 9}}, "A node of a user pool holds 10 to 250 pods"),
    ({"jobs": {**POOL, "max_pods": 251}}, "A node of a user pool holds 10 to 250 pods"),
    ({"jobs": {**POOL, "max_surge": None}}, "A pool has a surge or a spot price, and not both"),
    ({"jobs": {**POOL, "spot_max_price": -1}}, "A pool has a surge or a spot price, and not both"),
    ({"jobs": {**POOL, "max_surge": "0"}}, SURGE),
    ({"jobs": {**POOL, "os_sku": "Debian"}}, "os_sku is AzureLinux"),
    ({"jobs": {**POOL, "os_disk_type": "Local"}}, "os_disk_type is Ephemeral or Managed"),
    ({"jobs": {**POOL, "taints": ["for:NoSchedule"]}}, "is written key=value:effect"),
    ({"jobs": {**POOL, "taints": ["for=jobs:Never"]}}, "is written key=value:effect"),
    ({"jobs": {**POOL, "gpu_driver": "Own"}}, "gpu_driver is Install or None"),
    ({"jobs": {**POOL, "gpu_instance": "MIG5g"}}, "and gpu_instance MIG1g, MIG2g, MIG3g"),
    ({"jobs": {**POOL, "sandboxing": True}}, "Pod sandboxing needs Azure Linux"),
    ({"jobs": {**POOL, "scale_down_mode": "Stop"}}, "scale_down_mode is Delete or Deallocate"),
    (
        {"jobs": {**POOL, "scale_down_mode": "Deallocate", "os_disk_type": "Ephemeral"}},
        "and a pool with ephemeral OS disks deletes",
    ),
    ({"win": {**WINDOWS, "linux": LINUX}}, "Kernel settings are for Linux pools"),
    ({"win": {**WINDOWS, "kubelet": KUBELET}}, LOGS),
    ({"win": {**WINDOWS, "kubelet": {**KUBELET, "pod_max_pid": None}}}, LOGS),
]


@pytest.mark.parametrize(("named", "message"), POOLS)
def test_what_the_pools_module_refuses(named: Mapping[str, Value], message: str) -> None:
    inputs: Mapping[str, Value] = {"kubernetes_cluster_id": CLUSTER_ID, "pools": named}
    assert message in refusal("kubernetes_node_pools", inputs)


@pytest.mark.parametrize("count", [0, 21])
def test_a_group_has_hosts(count: int) -> None:
    assert "A group has 1 to 20 hosts" in refusal("dedicated_hosts", hosts(host_count=count))
