from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import emulator_azure
from emulator_azure import PLACE, Azure, refused
from landsmith.emulator.refusals.kubernetes import surge
from landsmith.emulator.values import Object, Value

OVERLAY = {"network_plugin": "azure", "network_plugin_mode": "overlay"}
NODE_SUBNET = {"network_plugin": "azure"}
NO_SERVICES = {"service_cidr": None, "dns_service_ip": None}
SERVICES = {"service_cidr": "172.16.0.0/16", "dns_service_ip": "172.16.0.10"}


@pytest.fixture
def azure(tmp_path: Path) -> Iterator[Azure]:
    yield from emulator_azure.azure(tmp_path)


def scaled(most: int, max_surge: str = "1", **given: Value) -> Object:
    return {
        "auto_scaling_enabled": True,
        "min_count": 1,
        "max_count": most,
        "upgrade_settings": [{"max_surge": max_surge}],
        **given,
    }


def cluster(azure: Azure, subnet: Object, pool: Object, profile: Object) -> Object:
    pool = {"name": "system", "vm_size": "Standard_D4s_v5", "vnet_subnet_id": subnet["id"]} | pool
    return azure.create(
        "kubernetes_cluster",
        name="aks",
        dns_prefix="aks",
        default_node_pool=[pool],
        network_profile=[{**SERVICES, **profile}],
        **PLACE,
    )


def pool(azure: Azure, cluster: Object, subnet: Object, given: Object) -> Object:
    where = {"kubernetes_cluster_id": cluster["id"], "vnet_subnet_id": subnet["id"]}
    return azure.create("kubernetes_cluster_node_pool", name="user", **where, **given)


def test_nodes_with_their_pods_fit_the_subnet(azure: Azure) -> None:
    azure.network("vnet", "10.0.0.0/16")
    small = azure.subnet("vnet", "small", "10.0.0.0/25")
    summary = (
        "InsufficientSubnetSize: pre-allocated IPs 124 exceed the 123 available in subnet 'small'"
    )
    with refused(summary, "1 node pools take 124 addresses", "10.0.0.0/25 has 123"):
        cluster(azure, small, scaled(3, max_pods=30), NODE_SUBNET)
    cluster(azure, small, scaled(2, max_pods=30), NODE_SUBNET)


def test_an_overlay_takes_addresses_for_nodes_only(azure: Azure) -> None:
    azure.network("vnet", "10.0.0.0/16")
    small = azure.subnet("vnet", "small", "10.0.0.0/28")
    with refused(
        "InsufficientSubnetSize: pre-allocated IPs 12 exceed the 11 available in subnet 'small'"
    ):
        cluster(azure, small, scaled(11, max_pods=250), OVERLAY)
    cluster(azure, small, scaled(10, max_pods=250), OVERLAY)


def test_all_pools_of_a_subnet_count(azure: Azure) -> None:
    azure.network("vnet", "10.0.0.0/16")
    small = azure.subnet("vnet", "small", "10.0.0.0/28")
    found = cluster(azure, small, scaled(5), OVERLAY)
    with refused(
        "InsufficientSubnetSize: pre-allocated IPs 12 exceed the 11 available in subnet 'small'",
        "2 node pools",
    ):
        pool(azure, found, small, scaled(5))
    user = pool(azure, found, small, scaled(4))
    with refused(
        "InsufficientSubnetSize: pre-allocated IPs 17 exceed the 11 available in subnet 'small'"
    ):
        azure.update("kubernetes_cluster_node_pool", user, max_count=10)


def test_pods_in_a_subnet_of_their_own_take_nothing_from_the_nodes(azure: Azure) -> None:
    azure.network("vnet", "10.0.0.0/16")
    small, pods = azure.subnet("vnet", "s", "10.0.0.0/28"), azure.subnet("vnet", "p", "10.0.1.0/24")
    cluster(azure, small, scaled(10, pod_subnet_id=pods["id"]), NODE_SUBNET)


@pytest.mark.parametrize(
    ("told", "count", "nodes"),
    [("1", 5, 1), ("10%", 5, 1), ("33%", 9, 3), ("50%", 9, 5), ("?", 1, 0)],
)
def test_surge_is_a_number_or_a_share(told: str, count: int, nodes: int) -> None:
    assert surge(told, count) == nodes


@pytest.mark.parametrize("profile", [{"service_cidr": "10.0.8.0/21"}, NO_SERVICES])
def test_services_have_addresses_of_their_own(azure: Azure, profile: Object) -> None:
    azure.network("vnet", "10.0.0.0/16")
    nodes = azure.subnet("vnet", "nodes", "10.0.0.0/24")
    azure.subnet("vnet", "other", "10.0.9.0/24")
    with pytest.raises(emulator_azure.RefusedError) as caught:
        cluster(azure, nodes, {}, OVERLAY | profile)
    summary = caught.value.finding.summary
    found = profile["service_cidr"] or "10.0.0.0/16"
    other = "other" if profile["service_cidr"] else "nodes"
    assert summary == (
        f"ServiceCidrOverlapExistingSubnetsCidr: the service CIDR {found} collides with subnet"
        f" {other!r}"
    )
    cluster(azure, nodes, {}, OVERLAY)
