"""Sizes: nodes and their surge, pods where they take addresses, and a quarter left for growth."""

# ruff: noqa: E501 - a table is easier to read with one case on a line

from __future__ import annotations

from typing import Any

import pytest

from landsmith.blueprint.aks import Aks, SystemPool, UserPool
from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.resolve.sizing import (
    address_plan,
    cluster_nodes,
    hub_subnets,
    peak_nodes,
    pools,
    spoke_prefix,
    subnet_prefixes,
)
from strategies import changed, model, small


def the_entry(**aks: object) -> LandingZoneEntry:
    return model(changed("landing_zones.0.aks", aks)).landing_zones[0]


@pytest.mark.parametrize(
    ("nodes", "surge", "peak"),
    [(5, "33%", 7), (3, "33%", 4), (1, "1%", 2), (10, "10%", 11), (10, "100%", 20), (1000, "33%", 1330)],
)  # fmt: skip
def test_a_pool_grows_by_its_surge_rounded_up(nodes: int, surge: str, peak: int) -> None:
    assert peak_nodes(UserPool(max_count=nodes, max_surge=surge)) == peak


def test_the_system_pool_comes_first() -> None:
    aks = Aks(user_pools={"b": UserPool(), "a": UserPool()})
    assert list(pools(aks)) == ["system", "b", "a"]
    assert isinstance(pools(aks)["system"], SystemPool)


def test_a_cluster_has_room_for_the_upgrade_of_every_pool_at_once() -> None:
    # 5 + 2 system nodes, 5 + 2 and 12 + 4 user nodes
    assert cluster_nodes(Aks(user_pools={"a": UserPool(), "b": UserPool(max_count=12)})) == 30


def test_overlay_needs_addresses_for_nodes_only() -> None:
    # 14 nodes and 5 addresses of Azure's: 19, a /27
    assert subnet_prefixes(the_entry()) == {"nodes": 27, "private-endpoints": 27, "ingress": 27}


def test_more_nodes_need_a_larger_subnet() -> None:
    # 7 system and 67 user nodes, and 5: 79, a /25
    user = {"user": {"max_count": 50}}
    assert subnet_prefixes(the_entry(user_pools=user))["nodes"] == 25


def test_a_node_subnet_is_full_to_the_last_address() -> None:
    # 7 system and 20 user nodes, and 5: 32, just a /27; one more needs a /26
    fits = {"user": {"max_count": 15}}
    over = {"user": {"max_count": 16}}
    assert subnet_prefixes(the_entry(user_pools=fits))["nodes"] == 27
    assert subnet_prefixes(the_entry(user_pools=over))["nodes"] == 26


def test_pods_of_the_spoke_get_a_subnet() -> None:
    # 14 nodes with 110 pods each, and 5: 1545, a /21
    found = subnet_prefixes(the_entry(network={"pod_mode": "pod_subnet"}))
    assert found == {"nodes": 27, "pods": 21, "private-endpoints": 27, "ingress": 27}


def test_pods_are_counted_for_each_pool() -> None:
    # 4 nodes with 60 pods and 12 with 60, as at Baltic Mutual: 960 and 5, a /22
    found = subnet_prefixes(
        the_entry(
            network={"pod_mode": "pod_subnet"},
            system_pool={"max_count": 3, "max_pods": 60},
            user_pools={"claims": {"max_count": 9, "max_pods": 60}},
        )
    )
    assert found["pods"] == 22


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
    assert spoke_prefix(the_entry(**aks)) == prefix


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
