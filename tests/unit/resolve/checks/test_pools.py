"""Node pools that Azure refuses are refused at their field, in words, with a mend."""

# ruff: noqa: E501 - a table is easier to read with one case on a line

from __future__ import annotations

from typing import Any

import pytest

from landsmith.resolve.checks.pools import check_pools
from strategies import model, with_all

AT = ("landing_zones", 0, "aks")
SYSTEM = (*AT, "system_pool")
USER = (*AT, "user_pools", "user")
POOLS = (*AT, "user_pools")
CHOOSE = "choose a size such as Standard_D4ds_v5"
NO_DISK = "choose a size with a d, such as Standard_D4ds_v5, or os_disk_type: Managed"
IMAGES = "write Ubuntu, Ubuntu2404 or AzureLinux"
NOWHERE = "it needs nodes in availability zones, and these are in none"
HOSTS = {"sku": "DDSv5-Type1", "nodes_per_host": 8}
WINDOWS = {"os_sku": "Windows2022"}
GPU = "Standard_NC24ads_A100_v4"
CONFIDENTIAL = "Standard_DC4ads_v5"

Change = tuple[str, Any]


def user(**settings: object) -> list[Change]:
    return [("landing_zones.0.aks.user_pools.user", settings)]


def pools(**named: object) -> list[Change]:
    return [("landing_zones.0.aks.user_pools", named)]


def system(**settings: object) -> list[Change]:
    return [("landing_zones.0.aks.system_pool", settings)]


def no_zones(*changes: Change) -> list[Change]:
    return [("region", "ukwest"), ("state.replication", "GRS"), *changes]


CASES: dict[str, tuple[list[Change], tuple[Any, ...], str, str]] = {
    # Counts and zones
    "the system pool's least is more than its most": (
        system(min_count=6), (*SYSTEM, "min_count"), "6 is more than max_count 5", "raise max_count or lower min_count"),
    "a pool's least is more than its most": (
        user(min_count=2, max_count=1), (*USER, "min_count"), "2 is more than max_count 1", "raise max_count or lower min_count"),
    "a region has no zones": (
        no_zones(*user(zones=["1"])), (*USER, "zones"), "ukwest has no availability zones", "leave zones out, or choose another region"),
    "a zone stands twice": (
        system(zones=["1", "1"]), (*SYSTEM, "zones"), "a zone stands twice", "name each zone once"),
    # Disks
    "deny refuses a host that is not encrypted": (
        [("policy.effect", "deny"), *user(host_encryption=False)], (*USER, "host_encryption"),
        "the policy effect deny refuses a cluster without encryption at host", "leave host_encryption on, or set policy.effect: audit"),
    "a size has no local disk": (
        user(vm_size="Standard_D4s_v5"), (*USER, "vm_size"), "Standard_D4s_v5 has no local disk for an ephemeral OS disk", NO_DISK),
    "a size that is not in the table has no local disk": (
        system(vm_size="Standard_E4as_v6"), (*SYSTEM, "vm_size"), "Standard_E4as_v6 has no local disk for an ephemeral OS disk", NO_DISK),
    "a local disk is too small": (
        user(os_disk_size_gb=256), (*USER, "os_disk_size_gb"), "the local disk of Standard_D4ds_v5 holds 150 GiB",
        "write 150 at most, or choose a larger size"),
    "a deallocated node loses its disk": (
        user(scale_down="Deallocate"), (*USER, "scale_down"), "a deallocated node loses its ephemeral OS disk",
        "write Delete, or os_disk_type: Managed"),
    # Images
    "Windows has no Arm": (
        user(vm_size="Standard_D4pds_v5", **WINDOWS), (*USER, "vm_size"),
        "Standard_D4pds_v5 has Arm processors, which Windows nodes can't have", CHOOSE),
    "FIPS on Arm takes Azure Linux 3": (
        system(vm_size="Standard_D4pds_v5", fips=True), (*SYSTEM, "os_sku"),
        "on Arm processors, FIPS needs AzureLinux3, not AzureLinux", "write AzureLinux3, or turn fips off"),
    "Ubuntu 22.04 has no FIPS": (
        system(os_sku="Ubuntu2204", fips=True), (*SYSTEM, "os_sku"), "Ubuntu2204 has no image for FIPS", "write Ubuntu or AzureLinux"),
    "Ubuntu 24.04 has no FIPS": (
        user(os_sku="Ubuntu2404", fips=True), (*USER, "os_sku"), "Ubuntu2404 has no image for FIPS", "write Ubuntu or AzureLinux"),
    "confidential VMs have no Windows": (
        user(vm_size=CONFIDENTIAL, **WINDOWS), (*USER, "os_sku"),
        "Standard_DC4ads_v5 is a confidential VM, for which Windows2022 has no image", IMAGES),
    "confidential VMs have no Ubuntu 22.04": (
        system(vm_size=CONFIDENTIAL, os_sku="Ubuntu2204"), (*SYSTEM, "os_sku"),
        "Standard_DC4ads_v5 is a confidential VM, for which Ubuntu2204 has no image", IMAGES),
    "confidential VMs have no FIPS": (
        user(vm_size=CONFIDENTIAL, fips=True), (*USER, "fips"),
        "Standard_DC4ads_v5 is a confidential VM, which has no image for FIPS", "leave fips out, or choose another size"),
    "the first enclaves are in no overlay": (
        user(vm_size="Standard_DC4s_v2"), (*USER, "vm_size"), "Standard_DC4s_v2 nodes can't be in an overlay network",
        "choose a size such as Standard_DC4as_v5, or pod_mode: pod_subnet"),
    # Sandboxes
    "sandboxes need Azure Linux": (
        user(sandboxing=True, os_sku="Ubuntu"), (*USER, "os_sku"), "pod sandboxing needs Azure Linux, not Ubuntu", "write AzureLinux"),
    "sandboxes need x64": (
        user(sandboxing=True, vm_size="Standard_D4pds_v5"), (*USER, "vm_size"),
        "pod sandboxing needs x64 processors, and Standard_D4pds_v5 has Arm ones", CHOOSE),
    "sandboxes need nested virtualization, which GPU sizes lack": (
        user(sandboxing=True, vm_size=GPU), (*USER, "vm_size"),
        "pod sandboxing needs nested virtualization, and Standard_NC24ads_A100_v4 has none", CHOOSE),
    "sandboxes need nested virtualization, which confidential VMs lack": (
        user(sandboxing=True, vm_size=CONFIDENTIAL), (*USER, "vm_size"),
        "pod sandboxing needs nested virtualization, and Standard_DC4ads_v5 has none", CHOOSE),
    "sandboxes need nested virtualization, which burstable sizes lack": (
        user(sandboxing=True, vm_size="Standard_B4ms", os_disk_type="Managed"), (*USER, "vm_size"),
        "pod sandboxing needs nested virtualization, and Standard_B4ms has none", CHOOSE),
    "sandboxes have no FIPS": (
        user(sandboxing=True, fips=True), (*USER, "fips"), "pod sandboxing has no image for FIPS", "leave fips out, or sandboxing off"),
    # Names and labels
    "a pool has the system pool's name": (
        pools(system={}), (*POOLS, "system"), "'system' is the system pool's name", "give the pool another name"),
    "a label has AKS's prefix": (
        user(labels={"kubernetes.azure.com/x": "y"}), (*USER, "labels", "kubernetes.azure.com/x"),
        "the label kubernetes.azure.com/x has a prefix that AKS keeps for itself", "choose a prefix of your own, or none"),
    "a label has a prefix below AKS's": (
        user(labels={"node.kubernetes.azure.com/x": "y"}), (*USER, "labels", "node.kubernetes.azure.com/x"),
        "the label node.kubernetes.azure.com/x has a prefix that AKS keeps for itself", "choose a prefix of your own, or none"),
    "a zone's pool has another's name": (
        pools(a={"per_zone": True}, a1={}), (*POOLS, "a"), "per_zone names a pool a1, as another pool is named", "rename one of the two"),
    "a zone's pool has too long a name": (
        pools(abcdefghijkl={"per_zone": True}), (*POOLS, "abcdefghijkl"), "per_zone adds the zone to abcdefghijkl, which is then too long",
        "shorten the name to 11 characters"),
    "a Windows pool's name is short": (
        pools(windows=WINDOWS), (*POOLS, "windows"), "windows has 7 characters; a Windows pool's name has 6 at most", "shorten the name"),
    "a Windows pool's name is shorter in each zone": (
        pools(window={**WINDOWS, "per_zone": True}), (*POOLS, "window"),
        "window has 6 characters; a Windows pool's name has 5 at most", "shorten the name"),
    # GPUs
    "a size has no GPU": (
        user(gpu={}), (*USER, "gpu"), "Standard_D4ds_v5 has no GPU", "choose a size such as Standard_NC24ads_A100_v4, or leave gpu out"),
    "a size's GPUs can't be partitioned": (
        user(vm_size="Standard_NC4as_T4_v3", gpu={"partition": "MIG1g"}), (*USER, "gpu", "partition"),
        "the GPUs of Standard_NC4as_T4_v3 can't be partitioned", "choose an A100 or H100 size, or leave partition out"),
    # Spot
    "every pool is on spot capacity": (
        pools(a={"spot": {}}, b={"spot": {}}), POOLS, "every user pool is on spot capacity, which Azure may take back at once",
        "add a pool without spot"),
    "burstable sizes have no spot capacity": (
        pools(a={}, user={"spot": {}, "vm_size": "Standard_B4ms", "os_disk_type": "Managed"}), (*USER, "vm_size"),
        "Standard_B4ms is burstable, and has no spot capacity", CHOOSE),
    "nothing is free": (
        pools(a={}, user={"spot": {"max_price": 0.0}}), (*USER, "spot", "max_price"), "0.0 is no price",
        "write -1, or a price above 0 with at most five decimals"),
    "a price below nothing": (
        pools(a={}, user={"spot": {"max_price": -0.5}}), (*USER, "spot", "max_price"), "-0.5 is no price",
        "write -1, or a price above 0 with at most five decimals"),
    "a price has five decimals": (
        pools(a={}, user={"spot": {"max_price": 0.1234567}}), (*USER, "spot", "max_price"), "0.1234567 is no price",
        "write -1, or a price above 0 with at most five decimals"),
    # Placement
    "pools per zone need zones": (
        no_zones(*user(per_zone=True)), (*USER, "per_zone"), NOWHERE, "leave it off, or choose a region with zones"),
    "pools per zone need zones of their own": (
        user(per_zone=True, zones=[]), (*USER, "per_zone"), NOWHERE, "leave it off, or choose a region with zones"),
    "ultra disks need zones": (
        no_zones(*user(ultra_disks=True)), (*USER, "ultra_disks"), NOWHERE, "leave it off, or choose a region with zones"),
    "ultra disks need premium storage": (
        user(ultra_disks=True, vm_size="Standard_D4_v3"), (*USER, "vm_size"), "Standard_D4_v3 takes no ultra disks",
        "choose a size such as Standard_D4ds_v5, or leave ultra_disks out"),
    "burstable sizes take no ultra disks": (
        user(ultra_disks=True, vm_size="Standard_B4s_v2", os_disk_type="Managed"), (*USER, "vm_size"), "Standard_B4s_v2 takes no ultra disks",
        "choose a size such as Standard_D4ds_v5, or leave ultra_disks out"),
    "nodes close together are in one zone": (
        user(per_zone=True, proximity_placement=True), (*USER, "per_zone"),
        "proximity_placement keeps the nodes in one zone, and per_zone spreads them", "choose one of the two"),
    "hosts are in one zone": (
        user(per_zone=True, dedicated_hosts=HOSTS), (*USER, "per_zone"),
        "dedicated_hosts keeps the nodes in one zone, and per_zone spreads them", "choose one of the two"),
    # Dedicated hosts
    "hosts run their own series": (
        user(dedicated_hosts={**HOSTS, "sku": "DSv3-Type4"}), (*USER, "dedicated_hosts", "sku"),
        "hosts of DSv3-Type4 run no Standard_D4ds_v5", "write one such as DDSv5-Type1"),
    "hosts have room for the surge": (
        user(dedicated_hosts={**HOSTS, "nodes_per_host": 3}), (*USER, "dedicated_hosts", "count"),
        "2 hosts hold 6 nodes, and the pool grows to 7 in upgrades", "raise count, or lower max_count or max_surge"),
    "spot nodes are on shared hosts": (
        pools(a={}, user={"spot": {}, "dedicated_hosts": HOSTS}), (*USER, "spot"),
        "spot nodes can't stand on dedicated hosts", "leave spot or dedicated_hosts out"),
    # Windows
    "kernel settings are Linux's": (
        user(**WINDOWS, linux={"vm_max_map_count": 262144}), (*USER, "linux"), "it is for Linux nodes", "leave linux out"),
    "GPU settings are Linux's": (
        user(**WINDOWS, vm_size=GPU, gpu={}), (*USER, "gpu"), "it is for Linux nodes", "leave gpu out"),
    "Windows knows no limit of processes": (
        user(**WINDOWS, kubelet={"pod_max_pid": 1000}), (*USER, "kubelet", "pod_max_pid"),
        "Windows nodes know the limits of container logs only", "leave pod_max_pid out"),
    "Windows knows no CPUs of one's own": (
        user(**WINDOWS, kubelet={"cpu_manager": "static"}), (*USER, "kubelet", "cpu_manager"),
        "Windows nodes know the limits of container logs only", "leave cpu_manager out"),
}  # fmt: skip


def found(*changes: Change) -> list[tuple[Any, ...]]:
    file = model(with_all(*changes))
    return [tuple(problem) for problem in check_pools(file, file.landing_zones[0], AT)]


@pytest.mark.parametrize("case", CASES)
def test_what_is_refused(case: str) -> None:
    changes, loc, message, mend = CASES[case]
    assert found(*changes) == [(loc, message, mend)]


ACCEPTED: dict[str, list[Change]] = {
    "nothing chosen": [],
    "a region without zones": no_zones(),
    "no node at first": user(min_count=0, max_count=1),
    "a disk as large as the local one": user(os_disk_size_gb=150),
    "a managed disk of any size": user(os_disk_type="Managed", os_disk_size_gb=2048),
    "a size that is not in the table": user(vm_size="Standard_D4_v3", os_disk_size_gb=2048),
    "deallocated nodes": user(scale_down="Deallocate", os_disk_type="Managed"),
    "Arm": user(vm_size="Standard_D4pds_v5"),
    "Arm with FIPS": user(vm_size="Standard_D4pds_v5", fips=True, os_sku="AzureLinux3"),
    "FIPS": [*system(fips=True), *user(fips=True, os_sku="Ubuntu")],
    "Windows with FIPS": user(**WINDOWS, fips=True),
    "Windows with limits of logs": user(**WINDOWS, kubelet={"container_log_max_files": 9}),
    "Windows on GPUs": user(**WINDOWS, vm_size="Standard_NC4as_T4_v3"),
    "confidential VMs": user(vm_size=CONFIDENTIAL),
    "enclaves": user(vm_size="Standard_DC4ds_v3"),
    "the first enclaves beside the network": [
        *user(vm_size="Standard_DC4s_v2"),
        ("landing_zones.0.aks.network", {"pod_mode": "pod_subnet"}),
    ],
    "sandboxes": user(sandboxing=True, os_sku="AzureLinux3"),
    "a label with a prefix of one's own": user(labels={"contoso.example/x": "y"}),
    "pools per zone": pools(abcdefghijk={"per_zone": True}, a={}),
    "pools per zone where there is none of the same name": pools(a={"per_zone": True}, a4={}),
    "a Windows pool in each zone": pools(windo={**WINDOWS, "per_zone": True}),
    "GPUs": user(vm_size=GPU, gpu={"partition": "MIG7g", "driver": "None"}),
    "GPUs of a size that is not in the table": user(vm_size="Standard_NV6ads_A10_v5", gpu={}),
    "spot beside regular": pools(a={}, user={"spot": {"max_price": 0.98765}}),
    "ultra disks": user(ultra_disks=True),
    "nodes close together": user(proximity_placement=True),
    "nodes close together without zones": no_zones(*user(proximity_placement=True)),
    "dedicated hosts": user(dedicated_hosts={**HOSTS, "nodes_per_host": 4}),
    "dedicated hosts of memory sizes": user(
        vm_size="Standard_E8ads_v5", dedicated_hosts={**HOSTS, "sku": "EADSv5-Type1"}
    ),
    "dedicated hosts of a constrained size": user(
        vm_size="Standard_E8-4ds_v5", dedicated_hosts={**HOSTS, "sku": "EDSv5-Type1"}
    ),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_what_is_accepted(case: str) -> None:
    assert found(*ACCEPTED[case]) == []


def test_every_pool_is_looked_at() -> None:
    problems = found(*system(min_count=9), *pools(a={"zones": ["1", "1"]}, b={"gpu": {}}))
    assert [problem[0] for problem in problems] == [
        (*SYSTEM, "min_count"),
        (*POOLS, "a", "zones"),
        (*POOLS, "b", "gpu"),
    ]
