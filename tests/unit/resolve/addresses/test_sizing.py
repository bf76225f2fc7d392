"""Sizes: nodes and their surge, pods where they take addresses, and a quarter left for growth."""

# ruff: noqa: E501 - a table is easier to read with one case on a line

from __future__ import annotations

from typing import Any

import pytest

from landsmith.landing_zone.node_pool import AUTOMATIC_NODES
from landsmith.resolve.addresses.sizing import (
    address_plan,
    cluster_nodes,
    hub_subnets,
    spoke_prefix,
    subnet_prefixes,
)
from strategies import changed, model, small


def subnets(**aks: object) -> dict[str, int]:
    file = model(changed("landing_zones.0.aks", aks))
    return subnet_prefixes(file, file.landing_zones[0])


def nodes(**aks: object) -> int:
    file = model(changed("landing_zones.0.aks", aks))
    return cluster_nodes(file, file.landing_zones[0])


def test_a_cluster_has_room_for_the_upgrade_of_every_pool_at_once() -> None:
    # 5 + 2 system nodes, 5 + 2 and 12 + 4 user nodes
    assert nodes(user_pools={"a": {}, "b": {"max_count": 12}}) == 30


def test_pools_per_zone_are_counted_for_each_zone() -> None:
    # 7 system nodes, and 7 user nodes in each of three zones
    assert nodes(user_pools={"a": {"per_zone": True}}) == 28


def test_spot_pools_have_no_surge() -> None:
    assert nodes(user_pools={"a": {}, "b": {"spot": {}}}) == 7 + 7 + 5


def test_nodes_that_aks_makes_itself_have_room_besides() -> None:
    assert nodes(mode="automatic") == AUTOMATIC_NODES
    assert nodes(node_provisioning="auto") == 14 + AUTOMATIC_NODES


def test_overlay_needs_addresses_for_nodes_only() -> None:
    # 14 nodes and 5 addresses of Azure's: 19, a /27
    assert subnets() == {"nodes": 27, "private-endpoints": 27, "ingress": 27}


def test_more_nodes_need_a_larger_subnet() -> None:
    # 7 system and 67 user nodes, and 5: 79, a /25
    assert subnets(user_pools={"user": {"max_count": 50}})["nodes"] == 25


def test_a_node_subnet_is_full_to_the_last_address() -> None:
    # 7 system and 20 user nodes, and 5: 32, just a /27; one more needs a /26
    assert subnets(user_pools={"user": {"max_count": 15}})["nodes"] == 27
    assert subnets(user_pools={"user": {"max_count": 16}})["nodes"] == 26


def test_pods_of_the_spoke_get_a_subnet() -> None:
    # 14 nodes with 110 pods each, and 5: 1545, a /21
    found = subnets(network={"pod_mode": "pod_subnet"})
    assert found == {"nodes": 27, "pods": 21, "private-endpoints": 27, "ingress": 27}


def test_pods_are_counted_for_each_pool() -> None:
    # 4 nodes with 60 pods and 12 with 60, as at Baltic Mutual: 960 and 5, a /22
    found = subnets(
        network={"pod_mode": "pod_subnet"},
        system_pool={"max_count": 3, "max_pods": 60},
        user_pools={"claims": {"max_count": 9, "max_pods": 60}},
    )
    assert found["pods"] == 22


def test_pods_in_the_subnet_of_nodes_take_addresses_there() -> None:
    # 14 nodes, 110 pods on each, and 5: 1559, a /21
    network = {"pod_mode": "node_subnet", "data_plane": "azure", "policy": "calico"}
    assert subnets(network=network) == {"nodes": 21, "private-endpoints": 27, "ingress": 27}


def test_each_pool_may_have_a_subnet() -> None:
    # 7 nodes each; 50 and its third are 67, and 5: a /25
    pools = {"a": {}, "b": {"max_count": 50}, "c": {"per_zone": True, "zones": ["1", "2"]}}
    found = subnets(network={"subnet_per_pool": True}, user_pools=pools)
    assert found == {
        "nodes-system": 27,
        "nodes-a": 27,
        "nodes-b": 25,
        "nodes-c1": 27,
        "nodes-c2": 27,
        "private-endpoints": 27,
        "ingress": 27,
    }


def test_nodes_that_aks_makes_itself_stand_beside_the_system_pool() -> None:
    # 14 and 200 nodes, and 5: 219, a /24; with a subnet each, 7 and 200 of the system pool
    assert subnets(node_provisioning="auto")["nodes"] == 24
    found = subnets(node_provisioning="auto", network={"subnet_per_pool": True})
    assert (found["nodes-system"], found["nodes-user"]) == (24, 27)


def test_aks_automatic_has_one_subnet_for_nodes_and_one_for_its_api_server() -> None:
    every = {"nodes": 24, "api-server": 28, "private-endpoints": 27, "ingress": 27}
    assert subnets(mode="automatic") == every
    assert subnets(mode="automatic", network={"subnet_per_pool": True}) == every


def test_an_api_server_in_the_network_has_a_subnet() -> None:
    found = subnets(network={"api_server": {"access": "vnet_integration"}})
    assert found == {"nodes": 27, "api-server": 28, "private-endpoints": 27, "ingress": 27}


def test_virtual_nodes_have_a_subnet() -> None:
    found = subnets(network={"pod_mode": "pod_subnet"}, virtual_nodes=True)
    assert found["virtual-nodes"] == 24


@pytest.mark.parametrize(
    ("aks", "prefix"),
    [
        ({}, 24),  # 96 used: never smaller than a /24
        ({"user_pools": {"u": {"max_count": 50}}}, 24),  # 192 used, 256 with a quarter free
        ({"user_pools": {"u": {"max_count": 100}}}, 23),  # 320 used, 427 with a quarter free
        ({"network": {"pod_mode": "pod_subnet"}}, 20),  # 2144 used, 2859 with a quarter free
    ],
)
def test_a_quarter_of_a_spoke_is_left_free(aks: dict[str, Any], prefix: int) -> None:
    file = model(changed("landing_zones.0.aks", aks))
    assert spoke_prefix(file, file.landing_zones[0]) == prefix


EQUIVALENT = {"kind": "equivalent", "description": "SD-WAN", "reason": "Contract until 2029."}


@pytest.mark.parametrize(
    ("hybrid", "egress", "subnets"),
    [
        (EQUIVALENT, "nat_gateway", ("shared",)),
        (None, "nat_gateway", ("GatewaySubnet", "shared")),
        (EQUIVALENT, "firewall_basic", ("AzureFirewallSubnet", "AzureFirewallManagementSubnet", "shared")),
        (None, "firewall_basic", ("AzureFirewallSubnet", "AzureFirewallManagementSubnet", "GatewaySubnet", "shared")),
    ],
    ids=["nothing", "vpn", "firewall", "both"],
)  # fmt: skip
def test_the_hub_has_the_subnets_of_its_gateways(
    hybrid: dict[str, str] | None, egress: str, subnets: tuple[str, ...]
) -> None:
    file = changed("network.egress", egress)
    file["network"]["hybrid"] = hybrid or file["network"]["hybrid"]
    assert hub_subnets(model(file)) == subnets


@pytest.mark.parametrize("length", [20, 21, 22, 23])
def test_the_hub_has_the_size_that_was_asked_for(length: int) -> None:
    plan, problems = address_plan(model(changed("network.hub.prefix_length", length)), {})
    assert problems == []
    assert plan["hub"].prefixlen == length
    assert {plan[f"hub/{subnet}"].prefixlen for subnet in ("GatewaySubnet", "shared")} == {26}


def test_subnets_are_placed_largest_first() -> None:
    plan, _ = address_plan(model(changed("landing_zones.0.aks.network.pod_mode", "pod_subnet")), {})
    inside = {key: str(network) for key, network in plan.items() if key.startswith("shop-prod")}
    assert inside == {
        "shop-prod": "10.64.16.0/20",
        "shop-prod/pods": "10.64.16.0/21",
        "shop-prod/nodes": "10.64.24.0/27",
        "shop-prod/private-endpoints": "10.64.24.32/27",
        "shop-prod/ingress": "10.64.24.64/27",
    }


def test_a_plan_that_lacks_the_network_reports_it_once() -> None:
    plan, problems = address_plan(model(changed("network.supernets", ["10.64.0.0/23"])), {})
    assert [problem.message for problem in problems] == [
        "no free /24 is left in 10.64.0.0/23 for shop-prod"
    ]
    assert set(plan) == {"hub", "hub/GatewaySubnet", "hub/shared"}


def test_the_plan_is_the_same_each_time() -> None:
    assert address_plan(model(small()), {}) == address_plan(model(small()), {})
