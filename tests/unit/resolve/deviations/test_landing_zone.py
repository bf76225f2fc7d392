"""Clusters that differ from best practice: each difference is found at its field."""

# ruff: noqa: E501 - a table is easier to read with one case on a line

from __future__ import annotations

from typing import Any

import pytest

from landsmith.landing_zone.deviation import Difference
from landsmith.resolve.deviations import sources
from landsmith.resolve.deviations.landing_zone import landing_zone_differences
from strategies import changed, entry, model, uuid, with_all

AT = ("landing_zones", 0, "aks")
ZONES = "aks:bc-dr-availability-zones"
CHANNEL = "aks:operations-cluster-upgrade-channel"
PRIVATE = "aks:networking-private-cluster"
SIZE = "aks:operations-node-size"
NODE_SUBNET = {"pod_mode": "node_subnet", "data_plane": "azure", "policy": "calico"}
PUBLIC = {"access": "public", "authorized_ranges": ["203.0.113.0/28"]}
HOSTS = {"sku": "DDSv5-Type1", "nodes_per_host": 8}
BURSTABLE = {"vm_size": "Standard_B4ms", "os_disk_type": "Managed"}
MANAGED = ("os_disk_type", "Managed", "Ephemeral", "CKV_AZURE_226")

Case = tuple[str, str, str, str]
"""A path below the cluster, and what is chosen, recommended, and by whom."""

CASES: dict[str, tuple[dict[str, Any], list[Case]]] = {
    "the tier": ({"sku_tier": "Free"}, [("sku_tier", "Free", "Standard", "aks:bc-dr-sla-tier")]),
    "run command": ({"run_command": True}, [("run_command", "true", "false", sources.COMMAND_INVOKE)]),
    "a rapid channel": ({"upgrades": {"cluster": "rapid"}}, [("upgrades.cluster", "rapid", "patch or stable", CHANNEL)]),
    "a channel for images": ({"upgrades": {"cluster": "node-image"}}, [("upgrades.cluster", "node-image", "patch or stable", CHANNEL)]),
    "AKS Automatic": ({"mode": "automatic"}, [("mode", "automatic", "standard, with the hub's DNS zone", PRIVATE)]),
    "a public API server": ({"network": {"api_server": PUBLIC}}, [("network.api_server.access", "public", "private_link", PRIVATE)]),
    "a network of one's own": ({"network": {"plugin": "none"}}, [("network.plugin", "none", "azure", "aks:networking-byo-cni")]),
    "pods in the nodes' subnet": ({"network": NODE_SUBNET}, [("network.pod_mode", "node_subnet", "overlay or pod_subnet", "aks:networking-dynamic-pod-ips")]),
    "virtual nodes": ({"network": {"pod_mode": "pod_subnet"}, "virtual_nodes": True}, [("virtual_nodes", "true", "false", "aks:operations-virtual-nodes-burst")]),
    "hosts without encryption": ({"system_pool": {"host_encryption": False}}, [("system_pool.host_encryption", "false", "true", "CKV_AZURE_227")]),
    "managed disks": ({"user_pools": {"a": {"os_disk_type": "Managed"}}}, [("user_pools.a.os_disk_type", *MANAGED[1:])]),
    "few pods on a node": ({"system_pool": {"max_pods": 49}}, [("system_pool.max_pods", "49", "50 or more", "CKV_AZURE_168")]),
    "one zone": ({"user_pools": {"a": {"zones": ["2"]}}}, [("user_pools.a.zones", "2", "1, 2, 3", ZONES)]),
    "no zone": ({"system_pool": {"zones": []}}, [("system_pool.zones", "none", "1, 2, 3", ZONES)]),
    "nodes close together": ({"user_pools": {"a": {"proximity_placement": True}}}, [("user_pools.a.proximity_placement", "nodes in one zone", "zones 1, 2, 3", ZONES)]),
    "hosts of its own": ({"user_pools": {"a": {"dedicated_hosts": HOSTS}}}, [("user_pools.a.dedicated_hosts", "nodes in one zone", "zones 1, 2, 3", ZONES)]),
    "burstable system nodes": ({"system_pool": BURSTABLE}, [("system_pool.os_disk_type", *MANAGED[1:]), ("system_pool.vm_size", "Standard_B4ms", "a size without bursts", SIZE)]),
    "burstable user nodes": ({"user_pools": {"a": BURSTABLE}}, [("user_pools.a.os_disk_type", *MANAGED[1:]), ("user_pools.a.vm_size", "Standard_B4ms", "a size without bursts", SIZE)]),
    "small system nodes": ({"system_pool": {"vm_size": "Standard_D2ds_v5"}}, [("system_pool.vm_size", "Standard_D2ds_v5", "4 vCPUs or more", SIZE)]),
}  # fmt: skip


def found(environment: str, *changes: tuple[str, Any]) -> list[Difference]:
    file = with_all(*changes, ("landing_zones.0.environment", environment))
    return list(landing_zone_differences(model(file)))


def expected(environment: str, case: Case) -> Difference:
    path, *rest = case
    loc = (*AT, *path.split("."))
    return Difference(f"landing_zones.shop-{environment}.aks.{path}", loc, *rest)


@pytest.mark.parametrize("environment", ["prod", "preprod"])
@pytest.mark.parametrize("case", CASES)
def test_a_difference_is_found(case: str, environment: str) -> None:
    settings, cases = CASES[case]
    assert found(environment, ("landing_zones.0.aks", settings)) == [
        expected(environment, one) for one in cases
    ]


@pytest.mark.parametrize("environment", ["test", "dev"])
@pytest.mark.parametrize(
    ("settings", "cases"),
    [
        ({"upgrades": {"cluster": "rapid"}}, []),
        ({"upgrades": {"cluster": "node-image"}}, []),
        ({"user_pools": {"a": BURSTABLE}}, [("user_pools.a.os_disk_type", *MANAGED[1:])]),
    ],
    ids=["a rapid channel", "a channel for images", "burstable nodes"],
)
def test_what_only_production_needs(
    settings: dict[str, Any], cases: list[Case], environment: str
) -> None:
    assert found(environment, ("landing_zones.0.aks", settings)) == [
        expected(environment, one) for one in cases
    ]


@pytest.mark.parametrize("number", [2, 3])
def test_a_subscription_of_the_platform_is_a_difference(number: int) -> None:
    assert found("prod", ("landing_zones.0.subscription", uuid(number))) == [
        Difference(
            "landing_zones.shop-prod.subscription",
            ("landing_zones", 0, "subscription"),
            "a platform subscription",
            "its own",
            "A-3.1.resource-organization.3",
        )
    ]


BEST: dict[str, dict[str, Any]] = {
    "nothing chosen": {},
    "long-term support": {"sku_tier": "Premium"},
    "a stable channel": {"upgrades": {"cluster": "stable"}},
    "pods in a subnet of their own": {"network": {"pod_mode": "pod_subnet"}},
    "an API server in the network": {"network": {"api_server": {"access": "vnet_integration"}}},
    "all zones": {"user_pools": {"a": {"zones": ["3", "1", "2"]}}},
    "a pool for each zone": {"user_pools": {"a": {"per_zone": True}}},
    "50 pods on a node": {"system_pool": {"max_pods": 50}},
    "small user nodes": {"user_pools": {"a": {"vm_size": "Standard_D2ds_v5"}}},
    "a size that is not in the table": {"system_pool": {"vm_size": "Standard_D2_v3"}},
}


@pytest.mark.parametrize("case", BEST)
def test_best_practice_is_no_difference(case: str) -> None:
    assert found("prod", ("landing_zones.0.aks", BEST[case])) == []


def test_a_region_without_zones_has_none_to_use() -> None:
    changes = (("region", "ukwest"), ("state.replication", "GRS"))
    placed = {"zones": [], "proximity_placement": True}
    assert found("prod", *changes, ("landing_zones.0.aks.user_pools", {"a": placed})) == []


def test_every_landing_zone_is_looked_at() -> None:
    second = entry("pay", 5, aks={"run_command": True})
    file = changed("landing_zones.1", second, with_all(("landing_zones.0.aks.sku_tier", "Free")))
    assert [one.setting for one in landing_zone_differences(model(file))] == [
        "landing_zones.shop-prod.aks.sku_tier",
        "landing_zones.pay-prod.aks.run_command",
    ]
