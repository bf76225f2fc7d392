"""What the modules of node pools plan, and of what their nodes stand on."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from landsmith.calls.model import Value
from modules.harness import (
    addresses,
    block,
    picked,
    plan,
    told,
    values,
)
from modules.kubernetes import (
    CLUSTER_ID,
    NODES,
    OBJECT,
    POOL,
    SYSTEM,
    THIS,
    cluster,
    jobs,
    pools,
)
from modules.test_workload import GROUP, HERE, TAGS

JOBS = 'azurerm_kubernetes_cluster_node_pool.this["jobs"]'
COMPUTE = f"{GROUP}/providers/Microsoft.Compute"
PLACEMENT = f"{COMPUTE}/proximityPlacementGroups/ppg-x"
HOST_GROUP = f"{COMPUTE}/hostGroups/hg-x"
UPGRADE = ("max_surge", "drain_timeout_in_minutes", "undrainable_node_behavior")
KUBELET: Mapping[str, Value] = {
    "container_log_max_size_mb": 100,
    "container_log_max_files": 3,
    "pod_max_pid": 4096,
    "cpu_manager_policy": "static",
}
LINUX: Mapping[str, Value] = {
    "vm_max_map_count": 262144,
    "net_core_somaxconn": 16384,
    "fs_inotify_max_user_watches": 1048576,
    "transparent_huge_page": "madvise",
}
WINDOWS: Mapping[str, Value] = {**POOL, "os_sku": "Windows2022", "temporary_name": "tmp"}


# The system pool


def test_system_pool_runs_add_ons_alone() -> None:
    pool = block(cluster(), THIS, "default_node_pool")
    assert picked(
        pool,
        *("name", "temporary_name_for_rotation", "vm_size", "auto_scaling_enabled", "min_count"),
        *("max_count", "max_pods", "only_critical_addons_enabled", "os_sku", "os_disk_type"),
        *("host_encryption_enabled", "vnet_subnet_id", "tags", "kubelet_config"),
        *("linux_os_config",),
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
        "host_encryption_enabled": True,
        "vnet_subnet_id": NODES,
        "tags": TAGS,
        "kubelet_config": [],
        "linux_os_config": [],
    }
    assert sorted(pool["zones"]) == ["1", "2", "3"]
    (upgrade,) = pool["upgrade_settings"]
    assert picked(upgrade, *UPGRADE) == {
        "max_surge": "33%",
        "drain_timeout_in_minutes": 30,
        "undrainable_node_behavior": "Cordon",
    }


def test_what_a_system_pool_may_have_besides() -> None:
    chosen: Mapping[str, Value] = {
        **SYSTEM,
        "os_disk_size_gb": 100,
        "fips_enabled": True,
        "drain_timeout_in_minutes": 60,
        "kubelet": KUBELET,
        "linux": LINUX,
    }
    pool = block(cluster(system_pool=chosen), THIS, "default_node_pool")
    assert picked(pool, "os_disk_size_gb", "fips_enabled") == {
        "os_disk_size_gb": 100,
        "fips_enabled": True,
    }
    assert pool["upgrade_settings"][0]["drain_timeout_in_minutes"] == 60
    assert picked(pool["kubelet_config"][0], *KUBELET) == KUBELET
    assert_kernel(pool["linux_os_config"])


def assert_kernel(blocks: list[dict[str, Value]]) -> None:
    """Check that kernel settings are those that were chosen."""
    (kernel,) = blocks
    assert kernel["transparent_huge_page"] == "madvise"
    (settings,) = kernel["sysctl_config"]  # type: ignore[misc,union-attr]
    assert {name: settings[name] for name in LINUX if name in settings} == {  # type: ignore[index,operator]
        name: value for name, value in LINUX.items() if name != "transparent_huge_page"
    }


def test_nodes_that_aks_makes_itself_beside_pools_of_a_fixed_size() -> None:
    found = cluster(system_pool={**SYSTEM, "auto_scaling": False}, node_provisioning="Auto")
    assert block(found, THIS, "node_provisioning_profile")["mode"] == "Auto"
    pool = block(found, THIS, "default_node_pool")
    assert picked(pool, "auto_scaling_enabled", "node_count", "min_count", "max_count") == {
        "auto_scaling_enabled": False,
        "node_count": 2,
        "min_count": None,
        "max_count": None,
    }
    assert block(cluster(), THIS, "node_provisioning_profile")["mode"] == "Manual"


def test_the_profile_of_the_autoscaler() -> None:
    profile: Mapping[str, Value] = {
        "expander": "least-waste",
        "balance_similar_node_groups": True,
        "scan_interval": "20s",
        "scale_down_delay_after_add": "15m",
        "scale_down_unneeded": "5m",
        "scale_down_utilization_threshold": "0.6",
        "skip_nodes_with_local_storage": True,
    }
    found = cluster(auto_scaler=profile)
    assert picked(block(found, THIS, "auto_scaler_profile"), *profile) == profile


# Pools for workloads


def test_user_pool() -> None:
    found = jobs()
    assert addresses(found) == [JOBS]
    pool = values(found, JOBS)
    assert picked(
        pool,
        *("name", "kubernetes_cluster_id", "mode", "temporary_name_for_rotation", "vm_size"),
        *("zones", "min_count", "auto_scaling_enabled", "max_count", "max_pods", "os_type"),
        *("os_sku", "os_disk_type", "host_encryption_enabled", "vnet_subnet_id", "tags"),
        *("priority", "scale_down_mode", "ultra_ssd_enabled"),
    ) == {
        "name": "jobs",
        "kubernetes_cluster_id": CLUSTER_ID,
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
        "vnet_subnet_id": NODES,
        "tags": TAGS,
        "priority": "Regular",
        "scale_down_mode": "Delete",
        "ultra_ssd_enabled": False,
    }
    for name in (
        *("node_labels", "node_taints", "pod_subnet_id", "gpu_driver", "gpu_instance"),
        *("workload_runtime", "proximity_placement_group_id", "host_group_id"),
        *("eviction_policy", "kubelet_config", "linux_os_config"),
    ):
        assert not pool[name], name
    upgrade = block(found, JOBS, "upgrade_settings")
    assert picked(upgrade, *UPGRADE) == {
        "max_surge": "1",
        "drain_timeout_in_minutes": 30,
        "undrainable_node_behavior": "Cordon",
    }


def test_every_pool_is_made() -> None:
    both: Mapping[str, Value] = {
        "a": {**POOL, "temporary_name": "ta"},
        "b": {**POOL, "temporary_name": "tb"},
    }
    found = plan("kubernetes_node_pools", {"kubernetes_cluster_id": CLUSTER_ID, "pools": both})
    this = "azurerm_kubernetes_cluster_node_pool.this"
    assert addresses(found) == [f'{this}["a"]', f'{this}["b"]']


def test_labels_and_taints_steer_to_a_user_pool() -> None:
    found = jobs(labels={"for": "jobs"}, taints=["for=jobs:NoSchedule"], os_disk_size_gb=256)
    assert told(found, JOBS, "node_labels", "node_taints", "os_disk_size_gb") == {
        "node_labels": {"for": "jobs"},
        "node_taints": ["for=jobs:NoSchedule"],
        "os_disk_size_gb": 256,
    }


def test_kubelet_and_kernel() -> None:
    found = jobs(kubelet=KUBELET, linux=LINUX, drain_timeout_in_minutes=5)
    assert picked(block(found, JOBS, "kubelet_config"), *KUBELET) == KUBELET
    assert_kernel(values(found, JOBS)["linux_os_config"])  # type: ignore[arg-type]
    assert block(found, JOBS, "upgrade_settings")["drain_timeout_in_minutes"] == 5


def test_a_pool_of_a_fixed_size() -> None:
    found = jobs(auto_scaling=False, min_count=3)
    assert told(found, JOBS, "auto_scaling_enabled", "node_count", "min_count", "max_count") == {
        "auto_scaling_enabled": False,
        "node_count": 3,
        "min_count": None,
        "max_count": None,
    }


@pytest.mark.parametrize("price", [-1, 0.5])
def test_spare_capacity(price: float) -> None:
    found = jobs(spot_max_price=price, max_surge=None)
    names = ("priority", "eviction_policy", "spot_max_price", "upgrade_settings")
    assert told(found, JOBS, *names) == {
        "priority": "Spot",
        "eviction_policy": "Delete",
        "spot_max_price": price,
        "upgrade_settings": [],
    }


def test_windows_nodes() -> None:
    limits = {"container_log_max_size_mb": 100, "container_log_max_files": 3}
    found = pools(win={**WINDOWS, "kubelet": limits})
    this = 'azurerm_kubernetes_cluster_node_pool.this["win"]'
    assert told(found, this, "os_type", "os_sku") == {
        "os_type": "Windows",
        "os_sku": "Windows2022",
    }
    kubelet = block(found, this, "kubelet_config")
    assert picked(kubelet, *limits) == limits
    assert not kubelet["cpu_manager_policy"]
    assert not kubelet["pod_max_pid"]


@pytest.mark.parametrize(
    ("inputs", "planned"),
    [
        ({"gpu_driver": "Install"}, {"gpu_driver": "Install", "gpu_instance": None}),
        (
            {"gpu_driver": "None", "gpu_instance": "MIG1g"},
            {"gpu_driver": "None", "gpu_instance": "MIG1g"},
        ),
        ({"ultra_ssd_enabled": True}, {"ultra_ssd_enabled": True}),
        ({"fips_enabled": True}, {"fips_enabled": True}),
        ({"scale_down_mode": "Deallocate"}, {"scale_down_mode": "Deallocate"}),
        (
            {"proximity_placement_group_id": PLACEMENT},
            {"proximity_placement_group_id": PLACEMENT},
        ),
        ({"host_group_id": HOST_GROUP}, {"host_group_id": HOST_GROUP}),
        (
            {"sandboxing": True, "os_sku": "AzureLinux"},
            {"workload_runtime": "KataVmIsolation", "os_sku": "AzureLinux"},
        ),
    ],
    ids=lambda value: "-".join(value),
)
def test_what_a_user_pool_may_have_besides(
    inputs: Mapping[str, Value], planned: Mapping[str, Value]
) -> None:
    assert told(jobs(**inputs), JOBS, *planned) == planned


# What nodes stand on


def test_nodes_that_stand_close_together() -> None:
    found = plan("proximity_placement_groups", {**HERE, "names": {"a": "ppg-a", "b": "ppg-b"}})
    for pool in ("a", "b"):
        this = f'azurerm_proximity_placement_group.this["{pool}"]'
        assert told(found, this, "name", *HERE) == {"name": f"ppg-{pool}", **HERE}


HOSTS: Mapping[str, Value] = {
    "name": "hg-x",
    "host_name": "host-x",
    "host_sku": "DDSv5-Type1",
    "host_count": 3,
}


def hosts(**changes: Value) -> Mapping[str, Value]:
    """Return the inputs of one group of hosts."""
    return {**HERE, "groups": {"jobs": {**HOSTS, **changes}}, "principal_id": OBJECT}


@pytest.mark.parametrize(
    ("zone", "domains", "each"), [(None, 2, [0, 1, 0]), ("2", 1, [0, 0, 0])], ids=["region", "zone"]
)
def test_hosts_are_spread_over_fault_domains(
    zone: str | None, domains: int, each: list[int]
) -> None:
    found = plan("dedicated_hosts", hosts(zone=zone))
    group = 'azurerm_dedicated_host_group.this["jobs"]'
    host = 'azurerm_dedicated_host.this["jobs-{}"]'
    assert addresses(found) == [
        *(host.format(number) for number in (1, 2, 3)),
        group,
        'azurerm_role_assignment.control_plane["jobs"]',
    ]
    names = ("name", "zone", "platform_fault_domain_count", "automatic_placement_enabled")
    assert told(found, group, *names, *HERE) == {
        "name": "hg-x",
        "zone": zone,
        "platform_fault_domain_count": domains,
        "automatic_placement_enabled": True,
        **HERE,
    }
    for number, domain in enumerate(each, 1):
        names = ("name", "location", "sku_name", "platform_fault_domain", "tags")
        assert told(found, host.format(number), *names) == {
            "name": f"host-x-{number}",
            "location": "westeurope",
            "sku_name": "DDSv5-Type1",
            "platform_fault_domain": domain,
            "tags": TAGS,
        }


def test_the_cluster_may_place_nodes_on_the_hosts() -> None:
    found = plan("dedicated_hosts", hosts())
    this = 'azurerm_role_assignment.control_plane["jobs"]'
    assert told(found, this, "role_definition_name", "principal_id", "principal_type") == {
        "role_definition_name": "Contributor",
        "principal_id": OBJECT,
        "principal_type": "ServicePrincipal",
    }
