"""The page on capacity: what it adds up, and what it can't tell."""

from __future__ import annotations

from landsmith.compose.roots import compose
from landsmith.render.docs.capacity_page import CAPACITY_PAGE, capacity_page
from landsmith.render.repository import repository
from strategies import text, uuid, with_all, zone

AKS = "landing_zones.0.aks"
POOLS = (
    f"{AKS}.user_pools",
    {
        "user": {"vm_size": "Standard_D8ds_v5", "min_count": 2, "max_count": 3},
        "odd": {"vm_size": "Standard_X10ds_v9", "max_count": 3, "os_disk_type": "Managed"},
        "spot": {"max_count": 3, "spot": {}, "zones": ["1"]},
    },
)


def rows(page: str) -> set[str]:
    return {line for line in page.splitlines() if line.startswith("| `")}


def test_each_pool_stands_with_its_most_nodes_and_its_quota() -> None:
    found = rows(capacity_page(zone(with_all(POOLS))))
    for row in (
        "`user` | `Standard_D8ds_v5` | 1, 2, 3 | 2 to 3 | 4 | 32 | standardDDSv5Family | 440 | 16",
        "`odd` | `Standard_X10ds_v9` | 1, 2, 3 | 2 to 3 | 4 | 40 | not known | 440 | not known",
        "`spot` | `Standard_D4ds_v5` | 1 | 2 to 3 | 3 | 12 | lowPriorityCores | 330 | 8",
    ):
        assert f"| {row} |" in found


def test_each_quota_stands_with_what_clusters_take_of_it() -> None:
    found = rows(capacity_page(zone(with_all(POOLS))))
    assert {row for row in found if uuid(4) in row} == {
        f"| `{uuid(4)}` | westeurope | `cores` | 100 |",
        f"| `{uuid(4)}` | westeurope | `lowPriorityCores` | 12 |",
        f"| `{uuid(4)}` | westeurope | `standardDDSv5Family` | 60 |",
    }


def test_the_way_out_is_told_with_its_ports() -> None:
    page = capacity_page(zone(with_all(POOLS, ("network.egress", "nat_gateway"))))
    assert "Egress is `nat_gateway`: 64,512 SNAT ports for 18 nodes, 3,584 each." in page


def test_of_aks_automatic_it_says_that_nobody_can_tell() -> None:
    page = capacity_page(zone(with_all((AKS, {"mode": "automatic"}))))
    assert "## shop-prod" in page
    assert not any("Standard_" in row for row in rows(page))


def test_every_rendered_repository_has_the_page() -> None:
    file = with_all(POOLS)
    resolved = zone(file)
    tree = repository(resolved, compose(resolved), text(file))
    assert tree[CAPACITY_PAGE].decode() == capacity_page(resolved)
