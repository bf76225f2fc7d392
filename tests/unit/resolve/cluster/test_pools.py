"""The pools that a cluster gets: one for each zone where the file says so, and their GPUs."""

from __future__ import annotations

from typing import Any

import pytest

from landsmith.blueprint.cluster.node_pools import Gpu, Spot, SystemPool, UserPool
from landsmith.landing_zone.node_pool import NodePool, peak_nodes
from landsmith.resolve.cluster.pools import made_pools, node_pools
from strategies import changed, model, with_all

GPU = "Standard_NC24ads_A100_v4"


def pools(region: str = "westeurope", **aks: object) -> dict[str, NodePool]:
    replication = ("state.replication", "GRS")
    file = model(with_all(("region", region), replication, ("landing_zones.0.aks", aks)))
    return node_pools(file, file.landing_zones[0])


def zones_of(found: dict[str, NodePool]) -> dict[str, tuple[str, ...]]:
    return {name: pool.zones for name, pool in found.items()}


def test_the_system_pool_comes_first_and_the_others_as_they_are_written() -> None:
    found = pools(user_pools={"b": {}, "a": {}})
    assert list(found) == ["system", "b", "a"]
    assert isinstance(found["system"].settings, SystemPool)
    assert found["system"].user is None
    assert found["b"].user == UserPool()


def test_aks_automatic_has_no_pools() -> None:
    assert pools(mode="automatic") == {}


def test_a_pool_is_in_every_zone_of_the_region() -> None:
    every = ("1", "2", "3")
    assert zones_of(pools()) == {"system": every, "user": every}
    assert zones_of(pools("ukwest")) == {"system": (), "user": ()}


def test_a_pool_is_in_the_zones_that_were_chosen() -> None:
    found = pools(system_pool={"zones": ["2", "3"]}, user_pools={"a": {"zones": []}})
    assert zones_of(found) == {"system": ("2", "3"), "a": ()}


def test_one_pool_for_each_zone() -> None:
    found = pools(user_pools={"a": {"per_zone": True, "zones": ["1", "3"]}, "b": {}})
    assert zones_of(found) == {
        "system": ("1", "2", "3"),
        "a1": ("1",),
        "a3": ("3",),
        "b": ("1", "2", "3"),
    }
    assert [pool.origin for pool in found.values()] == ["system", "a", "a", "b"]
    assert found["a1"].settings is found["a3"].settings


def test_one_pool_for_each_zone_where_there_are_none_is_one_pool() -> None:
    assert zones_of(pools("ukwest", user_pools={"a": {"per_zone": True}})) == {
        "system": (),
        "a": (),
    }


def test_two_pools_of_one_name_are_both_there_until_they_are_refused() -> None:
    changes = {"a": {"per_zone": True}, "a1": {}}
    file = model(changed("landing_zones.0.aks.user_pools", changes))
    made = [pool.name for pool in made_pools(file, file.landing_zones[0])]
    assert made == ["system", "a1", "a2", "a3", "a1"]


@pytest.mark.parametrize(
    "placed",
    [
        {"proximity_placement": True},
        {"dedicated_hosts": {"sku": "DDSv5-Type1", "nodes_per_host": 8}},
    ],
    ids=["proximity", "hosts"],
)
def test_what_stands_in_one_place_stands_in_one_zone(placed: dict[str, Any]) -> None:
    found = pools(user_pools={"a": placed, "b": {**placed, "zones": ["3", "2"]}})
    assert zones_of(found) == {"system": ("1", "2", "3"), "a": ("1",), "b": ("3",)}
    assert zones_of(pools("ukwest", user_pools={"a": placed})) == {"system": (), "a": ()}


@pytest.mark.parametrize(
    ("nodes", "surge", "peak"),
    [
        (5, "33%", 7),
        (3, "33%", 4),
        (1, "1%", 2),
        (10, "10%", 11),
        (10, "100%", 20),
        (1000, "33%", 1330),
    ],
)
def test_a_pool_grows_by_its_surge_rounded_up(nodes: int, surge: str, peak: int) -> None:
    assert peak_nodes(UserPool(max_count=nodes, max_surge=surge)) == peak
    assert peak_nodes(SystemPool(max_count=nodes, max_surge=surge)) == peak


def test_a_spot_pool_has_no_surge() -> None:
    assert peak_nodes(UserPool(max_count=5, spot=Spot())) == 5
    assert pools(user_pools={"a": {}, "b": {"spot": {}}})["b"].peak == 5


@pytest.mark.parametrize(
    ("settings", "gpu"),
    [
        ({}, None),
        ({"vm_size": GPU}, Gpu()),
        ({"vm_size": GPU, "gpu": {"driver": "None"}}, Gpu(driver="None")),
        ({"vm_size": GPU, "gpu": {"partition": "MIG1g"}}, Gpu(partition="MIG1g")),
        ({"vm_size": "Standard_NV6ads_A10_v5"}, None),
        ({"vm_size": "Standard_NV6ads_A10_v5", "gpu": {}}, Gpu()),
    ],
)
def test_the_gpus_of_a_pool_are_its_sizes_unless_the_file_says_more(
    settings: dict[str, Any], gpu: Gpu | None
) -> None:
    assert pools(user_pools={"a": settings})["a"].gpu == gpu


def test_the_system_pool_has_no_gpus() -> None:
    assert pools(system_pool={"vm_size": GPU})["system"].gpu is None


def test_what_is_known_of_a_size() -> None:
    found = pools(user_pools={"a": {}, "b": {"vm_size": "Standard_D4_v3"}})
    assert found["a"].size is not None
    assert found["a"].size.vcpus == 4
    assert found["b"].size is None
