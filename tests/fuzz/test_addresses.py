"""Every address plan is disjoint and within the customer's ranges, and what it gave it keeps."""

from __future__ import annotations

import copy
from ipaddress import IPv4Network
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsmith.blueprint.base import FieldProblems
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.resolve.addresses.addressing import Demand, Pool, allocate, prefix_for, subnet_prefix
from strategies import Json, bounded, entry, landing_zone_files, slugs, zone


def resolved(file: Json, locked: dict[str, IPv4Network] | None = None) -> LandingZone | None:
    """Return the landing zone, or None where the file is refused."""
    try:
        return zone(file, locked)
    except FieldProblems:
        return None


def assert_sound(found: LandingZone) -> None:
    network, plan = found.file.network, found.addresses
    outer = {key: range_ for key, range_ in plan.items() if "/" not in key}
    inner = {key: range_ for key, range_ in plan.items() if "/" in key}
    second = found.file.secondary_region
    away = {entry.key for entry in found.file.landing_zones if entry.region == "secondary"}
    for key, range_ in outer.items():
        there = second is not None and (key.endswith("-secondary") or key in away)
        supernets = second.supernets if second and there else network.supernets
        assert any(range_.subnet_of(supernet) for supernet in supernets), key
        assert not any(range_.overlaps(other) for other in network.on_premises), key
    for key, range_ in inner.items():
        assert range_.subnet_of(outer[key.split("/")[0]]), key
        assert range_.num_addresses >= 8, key
    for level in (outer, inner):
        for (one, first), (other, second) in combinations(level.items(), 2):
            assert not first.overlaps(second), f"{one} and {other}"


@bounded(80)
@given(file=landing_zone_files())
def test_ranges_are_apart_and_where_they_may_be(file: Json) -> None:
    found = resolved(file)
    if found is not None:
        assert_sound(found)
        assert {entry.key for entry in found.file.landing_zones} < found.addresses.keys()


@bounded(50)
@given(file=landing_zone_files(), names=st.lists(slugs, min_size=1, max_size=4, unique=True))
def test_a_new_landing_zone_moves_nobody(file: Json, names: list[str]) -> None:
    before = resolved(file)
    for number, name in enumerate(names):
        file = copy.deepcopy(file)
        file["landing_zones"].append(entry(name, 5000 + number))
        after = resolved(file, dict(before.addresses) if before else None)
        if before is None or after is None:
            return
        assert before.addresses.items() <= after.addresses.items()
        assert_sound(after)
        before = after


@bounded(50)
@given(file=landing_zone_files(), data=st.data())
def test_what_stays_is_not_moved_when_others_leave(file: Json, data: st.DataObject) -> None:
    before = resolved(file)
    if before is None:
        return
    kept = data.draw(st.lists(st.sampled_from(file["landing_zones"]), min_size=1, unique_by=id))
    after = resolved({**file, "landing_zones": kept}, dict(before.addresses))
    if after is not None:
        assert after.addresses.items() <= before.addresses.items()


@bounded(50)
@given(file=landing_zone_files())
def test_the_lock_of_a_plan_is_the_same_plan(file: Json) -> None:
    before = resolved(file)
    if before is not None:
        after = resolved(file, dict(before.addresses))
        assert after is not None
        assert list(after.addresses.items()) == list(before.addresses.items())


lengths = st.integers(16, 32)


@st.composite
def ranges(draw: st.DrawFn, shortest: int, longest: int) -> IPv4Network:
    length = draw(st.integers(shortest, longest))
    return IPv4Network((draw(st.integers(0, (1 << length) - 1)) << (32 - length), length))


@bounded(200)
@given(
    supernets=st.lists(ranges(8, 24), min_size=1, max_size=3),
    taken=st.lists(ranges(12, 32), max_size=6),
    wanted=st.lists(lengths, max_size=12),
)
def test_a_pool_gives_the_lowest_free_range(
    supernets: list[IPv4Network], taken: list[IPv4Network], wanted: list[int]
) -> None:
    pool = Pool(supernets)
    kept = [range_ for range_ in taken if pool.keep(range_)]
    given_out = []
    for length in wanted:
        found = pool.take(length)
        if found is None:
            continue
        assert found.prefixlen == length
        supernet = next(parent for parent in supernets if found.subnet_of(parent))
        assert not any(found.overlaps(other) for other in [*kept, *given_out])
        before = int(found.network_address) - found.num_addresses
        if before >= int(supernet.network_address):
            lower = IPv4Network((before, length))
            assert any(lower.overlaps(other) for other in [*kept, *given_out])
        given_out.append(found)


@bounded(100)
@given(wanted=st.lists(st.integers(20, 28), min_size=1, max_size=10), more=st.integers(20, 28))
def test_one_more_demand_anywhere_moves_no_other(wanted: list[int], more: int) -> None:
    supernet = [IPv4Network("10.0.0.0/16")]
    demands = [Demand(str(n), length, (n,)) for n, length in enumerate(wanted)]
    first, problems = allocate(Pool(supernet), demands, {})
    assert problems == []
    second, problems = allocate(Pool(supernet), [Demand("new", more, ()), *demands], first)
    assert problems == []
    assert first.items() <= second.items()


@bounded(200)
@given(st.integers(0, 2**24))
def test_a_prefix_is_the_smallest_with_room(addresses: int) -> None:
    size = 1 << (32 - prefix_for(addresses))
    assert size >= addresses
    assert size == 1 or size // 2 < addresses
    assert 1 << (32 - subnet_prefix(addresses)) >= addresses + 5


@pytest.mark.parametrize("length", range(8, 33))
def test_a_full_pool_gives_nothing(length: int) -> None:
    pool = Pool([IPv4Network("10.0.0.0/8")], [IPv4Network("10.0.0.0/8")])
    assert pool.take(length) is None
