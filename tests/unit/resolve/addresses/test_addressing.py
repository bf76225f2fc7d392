"""The address plan: lowest free place first, and what the lock holds never moves."""

from __future__ import annotations

from ipaddress import IPv4Network

import pytest

from landsmith.blueprint.base import FieldProblem, FieldProblems
from landsmith.resolve.addresses.addressing import Demand, Pool, allocate, prefix_for, subnet_prefix
from strategies import changed, entry, small, with_all, zone


def nets(*texts: str) -> list[IPv4Network]:
    return [IPv4Network(text) for text in texts]


def plan(file: dict, locked: dict[str, str] | None = None) -> dict[str, str]:
    ranges = {key: IPv4Network(text) for key, text in (locked or {}).items()}
    return {key: str(network) for key, network in zone(file, ranges).addresses.items()}


def refusal(file: dict, locked: dict[str, str] | None = None) -> list[tuple]:
    with pytest.raises(FieldProblems) as caught:
        plan(file, locked)
    return [tuple(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("addresses", "prefix"),
    [(0, 32), (1, 32), (2, 31), (3, 30), (256, 24), (257, 23), (65536, 16), (65537, 15)],
)
def test_the_smallest_network_for_so_many_addresses(addresses: int, prefix: int) -> None:
    assert prefix_for(addresses) == prefix


@pytest.mark.parametrize(
    ("hosts", "prefix"), [(0, 29), (3, 29), (4, 28), (27, 27), (28, 26), (251, 24), (252, 23)]
)
def test_a_subnet_has_room_for_the_addresses_that_azure_keeps(hosts: int, prefix: int) -> None:
    assert subnet_prefix(hosts) == prefix


def test_the_lowest_free_place_is_taken() -> None:
    pool = Pool(nets("10.0.0.0/22"), nets("10.0.0.0/26", "10.0.1.0/24"))
    taken = [pool.take(length) for length in (25, 24, 26, 26, 24)]
    *placed, last = taken
    assert placed == nets("10.0.0.128/25", "10.0.2.0/24", "10.0.0.64/26", "10.0.3.0/26")
    assert last is None


def test_a_range_begins_at_a_multiple_of_its_size() -> None:
    assert Pool(nets("10.0.0.0/16"), nets("10.0.0.0/32")).take(17) == IPv4Network("10.0.128.0/17")


def test_a_range_as_large_as_the_supernet_fits_and_a_larger_one_does_not() -> None:
    assert Pool(nets("10.0.0.0/24")).take(24) == IPv4Network("10.0.0.0/24")
    assert Pool(nets("10.0.0.0/24")).take(23) is None
    assert Pool(nets("255.255.255.0/24")).take(24) == IPv4Network("255.255.255.0/24")
    assert Pool(nets("0.0.0.0/0"), nets("0.0.0.0/1")).take(1) == IPv4Network("128.0.0.0/1")


def test_supernets_are_filled_in_the_order_of_the_file() -> None:
    pool = Pool(nets("10.2.0.0/24", "10.1.0.0/24"))
    assert [pool.take(25) for _ in range(4)] == nets(
        "10.2.0.0/25", "10.2.0.128/25", "10.1.0.0/25", "10.1.0.128/25"
    )


def test_a_range_is_kept_only_inside_and_only_once() -> None:
    pool = Pool(nets("10.0.0.0/24", "10.0.1.0/24"))
    assert pool.keep(IPv4Network("10.0.0.0/25"))
    assert not pool.keep(IPv4Network("10.0.0.64/26"))
    assert not pool.keep(IPv4Network("10.0.0.0/23"))
    assert not pool.keep(IPv4Network("10.9.0.0/25"))
    assert pool.taken == nets("10.0.0.0/25")


def test_what_the_lock_holds_is_placed_before_what_is_new() -> None:
    demands = [Demand("new", 25, ("a",)), Demand("old", 25, ("b",))]
    given, problems = allocate(
        Pool(nets("10.0.0.0/24")), demands, {"old": IPv4Network("10.0.0.0/25")}
    )
    assert problems == []
    assert list(given.items()) == [
        ("new", IPv4Network("10.0.0.128/25")),
        ("old", IPv4Network("10.0.0.0/25")),
    ]


def test_the_first_plan() -> None:
    assert plan(small()) == {
        "hub": "10.64.0.0/23",
        "shop-prod": "10.64.2.0/24",
        "hub/GatewaySubnet": "10.64.0.0/26",
        "hub/shared": "10.64.0.64/26",
        "shop-prod/nodes": "10.64.2.0/27",
        "shop-prod/private-endpoints": "10.64.2.32/27",
        "shop-prod/ingress": "10.64.2.64/27",
    }


@pytest.mark.parametrize("place", [0, 1])
def test_a_new_landing_zone_moves_nobody(place: int) -> None:
    first = plan(small())
    file = small()
    file["landing_zones"].insert(place, entry("pay", 5))
    second = plan(file, first)
    assert first.items() <= second.items()
    assert second["pay-prod"] == "10.64.3.0/24"


def test_without_the_lock_a_landing_zone_in_front_takes_the_first_place() -> None:
    file = small()
    file["landing_zones"].insert(0, entry("pay", 5))
    assert plan(file)["pay-prod"] == "10.64.2.0/24"


def test_a_hole_is_filled_by_what_fits() -> None:
    three = with_all(("landing_zones.1", entry("b1", 5)), ("landing_zones.2", entry("c1", 6)))
    first = plan(three)
    del three["landing_zones"][1]
    three["landing_zones"].append(entry("d1", 7))
    second = plan(three, first)
    assert second["d1-prod"] == first["b1-prod"] == "10.64.3.0/24"
    assert second["c1-prod"] == first["c1-prod"]


def test_a_switch_to_the_firewall_keeps_the_hubs_subnets() -> None:
    first = plan(small())
    second = plan(changed("network.egress", "firewall_basic"), first)
    assert first.items() <= second.items()
    assert second["hub/AzureFirewallSubnet"] == "10.64.0.128/26"
    assert second["hub/AzureFirewallManagementSubnet"] == "10.64.0.192/26"


def test_a_larger_range_in_the_lock_stays() -> None:
    assert plan(small(), {"shop-prod": "10.64.8.0/21"})["shop-prod"] == "10.64.8.0/21"


def test_a_new_supernet_takes_what_the_first_has_no_room_for() -> None:
    first = plan(changed("network.supernets", ["10.64.0.0/22"]))
    file = with_all(
        ("network.supernets", ["10.64.0.0/22", "10.90.0.0/22"]),
        ("landing_zones.1", entry("b1", 5)),
        ("landing_zones.2", entry("c1", 6)),
    )
    second = plan(file, first)
    assert first.items() <= second.items()
    assert (second["b1-prod"], second["c1-prod"]) == ("10.64.3.0/24", "10.90.0.0/24")


GROWN = changed("landing_zones.0.aks.user_pools", {"user": {"max_count": 50}})


def test_growth_that_no_longer_fits_is_refused() -> None:
    at = ("landing_zones", 0, "name")
    assert refusal(GROWN, plan(small())) == [
        (
            at,
            (
                "needs a /25 for shop-prod/nodes, but the lock holds 10.64.2.0/27, and a range in "
                "use can't grow"
            ),
            "choose what fits in 10.64.2.0/27, or move the growth to a new landing zone",
        )
    ]


def test_growth_of_the_hub_that_no_longer_fits_is_refused() -> None:
    (problem,) = refusal(changed("network.hub.prefix_length", 22), plan(small()))
    assert problem == (
        ("network", "supernets"),
        "needs a /22 for hub, but the lock holds 10.64.0.0/23, and a range in use can't grow",
        "choose what fits in 10.64.0.0/23, or move the growth to a new landing zone",
    )


def test_a_supernet_that_is_too_small_for_the_hub_is_refused() -> None:
    assert refusal(changed("network.supernets", ["10.64.0.0/24"])) == [
        (
            ("network", "supernets"),
            "no free /23 is left in 10.64.0.0/24 for hub",
            "add a supernet, or use a larger one",
        )
    ]


def test_a_supernet_that_is_full_is_refused_at_the_landing_zone() -> None:
    file = with_all(
        ("network.supernets", ["10.64.0.0/23", "10.70.0.0/24"]), ("landing_zones.1", entry("b1", 5))
    )
    assert refusal(file) == [
        (
            ("landing_zones", 1, "name"),
            "no free /24 is left in 10.64.0.0/23, 10.70.0.0/24 for b1-prod",
            "add a supernet, or use a larger one",
        )
    ]


def test_a_locked_range_outside_the_supernets_is_refused() -> None:
    assert refusal(small(), {"shop-prod": "10.99.0.0/24"}) == [
        (
            ("landing_zones", 0, "name"),
            "the lock holds 10.99.0.0/24 for shop-prod, which no longer fits in 10.64.0.0/16",
            (
                "give back the old range, or remove the entry from the lock before anything is "
                "deployed"
            ),
        )
    ]


def test_two_entries_of_the_lock_in_one_place_are_refused() -> None:
    found = refusal(small(), {"hub": "10.64.0.0/22", "shop-prod": "10.64.2.0/24"})
    assert [(loc, message) for loc, message, _ in found] == [
        (
            ("landing_zones", 0, "name"),
            "the lock holds 10.64.2.0/24 for shop-prod, which no longer fits in 10.64.0.0/16",
        )
    ]


def test_what_the_lock_holds_of_others_is_ignored() -> None:
    assert plan(small(), {"gone-prod": "10.64.2.0/24", "gone-prod/nodes": "10.64.2.0/27"}) == plan(
        small()
    )


def test_every_demand_without_a_place_is_reported() -> None:
    demands = [Demand(key, 24, (key,)) for key in "abc"]
    given, problems = allocate(Pool(nets("10.0.0.0/24")), demands, {})
    assert list(given) == ["a"]
    assert [problem.loc for problem in problems] == [("b",), ("c",)]
    assert all(isinstance(problem, FieldProblem) for problem in problems)
