"""What nodes leave for pods: AKS documentation, "Node resource reservations"."""

from __future__ import annotations

import pytest

from landsmith.compose.kubernetes.namespaces import label
from landsmith.landing_zone.room import Room
from landsmith.resolve.cluster.capacity import cluster_room, node_room, smallest_node
from landsmith.resolve.cluster.teams import shares
from strategies import changed, model, small

AKS = "landing_zones.0.aks"


@pytest.mark.parametrize(
    ("size", "pods", "room"),
    [
        ("Standard_D2s_v5", 30, Room(1900, 8192 - 650 - 100)),
        ("Standard_D4ds_v5", 110, Room(3860, 16384 - 2250 - 100)),
        ("Standard_D8ds_v5", 110, Room(7820, 32768 - 2250 - 100)),
        ("Standard_D64ds_v5", 250, Room(63260, 262144 - 5050 - 100)),
    ],
)
def test_a_node_keeps_what_the_kubelet_needs(size: str, pods: int, room: Room) -> None:
    assert node_room(size, pods) == room


def test_a_quarter_of_a_small_node_is_the_most_that_is_kept() -> None:
    assert node_room("Standard_D2s_v5", 250).memory == 8192 - 2048 - 100


def test_a_size_that_is_not_in_the_table_counts_as_small() -> None:
    assert node_room("Standard_XY12_v9", 30) == Room(12000 - 220, 24576 - 650 - 100)


def test_pools_for_workloads_count_grown_to_the_full() -> None:
    pools = {"a": {"vm_size": "Standard_D4ds_v5", "max_count": 2}, "b": {"max_count": 3}}
    file = model(changed(f"{AKS}.user_pools", pools))
    assert cluster_room(file, file.landing_zones[0]) == Room(3860, 14034).times(5)


def test_a_pool_made_in_each_zone_counts_in_each() -> None:
    file = model(
        changed(f"{AKS}.user_pools", {"a": {"per_zone": True, "max_count": 1, "min_count": 1}})
    )
    assert cluster_room(file, file.landing_zones[0]) == Room(3860, 14034).times(3)


@pytest.mark.parametrize(("key", "value"), [("mode", "automatic"), ("node_provisioning", "auto")])
def test_where_aks_makes_the_nodes_nothing_bounds_the_quotas(key: str, value: str) -> None:
    file = model(changed(f"{AKS}.{key}", value))
    assert cluster_room(file, file.landing_zones[0]) is None
    assert smallest_node(file, file.landing_zones[0]) is None
    assert shares(file, file.landing_zones[0])[0].quota == Room(32_000, 131_072)


def test_teams_without_a_quota_have_equal_shares() -> None:
    file = model(changed("landing_zones.0.teams", [{"name": "one"}, {"name": "two"}]))
    first, second = shares(file, file.landing_zones[0])
    assert first.quota == second.quota == Room(9000, 34 * 1024)


def test_a_landing_zone_without_teams_has_one_of_its_name() -> None:
    file = model(small())
    (share,) = shares(file, file.landing_zones[0])
    assert (share.team.name, share.owner) == ("shop", "platform@contoso.example")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a@b.example", "a.at.b.example"),
        ("Data & Analytics <d@x>", "Data-Analytics-d.at.x"),
        ("4711", "4711"),
        ("日本", "none"),
        ("x" * 70, "x" * 63),
    ],
)
def test_free_text_becomes_a_label(text: str, wanted: str) -> None:
    assert label(text) == wanted
