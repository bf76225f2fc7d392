"""Whether the nodes of a pool take the disks that workloads claim."""

from __future__ import annotations

import pytest

from landsmith.policy import registry
from landsmith.policy.rule import Context, LandingZoneRule
from strategies import Json, with_all, zone

DISK: Json = {"name": "data", "mount_path": "/data", "size_gib": 64}


def judged(volumes: list[Json], replicas: int, **pool: object) -> tuple[str, str]:
    rule = registry.rule("workload-node-disks")
    assert isinstance(rule, LandingZoneRule)
    store = {
        "name": "store",
        "kind": "StatefulSet",
        "image": "shop.example/store:1.0",
        "ports": [{"name": "http", "port": 8080}],
        "replicas": replicas,
        "volumes": volumes,
    }
    small = {"vm_size": "Standard_D2ds_v5", "min_count": 1, "max_count": 2, **pool}
    file = with_all(
        ("landing_zones.0.aks", {"user_pools": {"user": small}}),
        ("landing_zones.0.teams", [{"name": "shop", "workloads": [store]}]),
    )
    ((_, outcome),) = rule.judge_landing_zone(Context(zone(file), {}))
    return outcome.status, outcome.message


@pytest.mark.parametrize(
    ("replicas", "expected"),
    [(8, ("pass", "8 disks for 8 places")), (9, ("fail", "9 disks for 8 places"))],
)
def test_a_node_takes_so_many_disks_and_no_more(replicas: int, expected: tuple[str, str]) -> None:
    assert judged([DISK], replicas) == expected


def test_shares_take_no_place_of_a_disk() -> None:
    files = DISK | {"storage": "files"}
    assert judged([files], 9) == ("not_applicable", "no workload claims a disk")


def test_a_size_that_is_not_in_the_table_is_not_known() -> None:
    assert judged([DISK], 9, vm_size="Standard_X4ds_v9")[0] == "unknown"
