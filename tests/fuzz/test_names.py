"""Every name of a drawn landing zone keeps its type's rule, stays apart, and never changes."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landsmith.blueprint.base import FieldProblems
from landsmith.blueprint.offers.name_rules import RULES
from landsmith.landing_zone.name import Namer
from landsmith.resolve.names import naming
from strategies import Json, bounded, entry, landing_zone_files, slugs, zone

if TYPE_CHECKING:
    from landsmith.landing_zone.landing_zone import LandingZone


def resolved(file: Json) -> LandingZone | None:
    """Return the landing zone, or None where the file is refused."""
    try:
        return zone(file)
    except FieldProblems:
        return None


@bounded(80)
@given(file=landing_zone_files())
def test_every_name_keeps_its_rule_and_stays_apart(file: Json) -> None:
    found = resolved(file)
    if found is None:
        return
    places = set()
    for key, name in found.names.items():
        rule = RULES[name.type]
        assert rule.shortest <= len(name.value) <= rule.longest, key
        assert re.fullmatch(rule.pattern, name.value), key
        assert (name.type, name.container, name.value.lower()) not in places, key
        places.add((name.type, name.container, name.value.lower()))


@bounded(40)
@given(file=landing_zone_files())
def test_global_names_are_apart_wherever_they_stand(file: Json) -> None:
    found = resolved(file)
    names = list(found.names.values()) if found else []
    values = [name.value for name in names if RULES[name.type].hashed]
    assert sorted(values) == sorted(set(values))


@bounded(40)
@given(file=landing_zone_files(), name=slugs)
def test_a_new_landing_zone_renames_nothing(file: Json, name: str) -> None:
    before = resolved(file)
    more = copy.deepcopy(file)
    more["landing_zones"].append(entry(name, 4242))
    after = resolved(more)
    if before is not None and after is not None:
        assert before.names.items() <= after.names.items()


longest_slugs = st.from_regex(r"[a-z0-9]{20,24}|[a-z0-9](-[a-z0-9]{1,2}){4,8}", fullmatch=True)


@bounded(300)
@given(
    type_=st.sampled_from(sorted(RULES)),
    name=slugs | longest_slugs,
    part=st.just("") | slugs,
    environment=st.sampled_from(["prod", "preprod", "test", "dev"]),
    region=st.sampled_from(["ae", "we", "gwc", "scus", "wcus"]),
)
def test_a_name_keeps_its_rule_or_is_refused_with_a_mend(
    type_: str, name: str, part: str, environment: str, region: str
) -> None:
    workload = Namer("k", name, environment, region, "sub", "tenant", ("landing_zones", 0))
    made = workload.named(type_, part=part)
    assert made == workload.named(type_, part=part)
    rule = RULES[type_]
    problems = naming.check([made])
    assert all(problem.loc == ("landing_zones", 0) and problem.mend for problem in problems)
    fits = rule.shortest <= len(made.value) <= rule.longest
    assert bool(problems) != (fits and re.fullmatch(rule.pattern, made.value) is not None)
    if rule.hashed:
        assert not problems, "a hashed name always fits"


@pytest.mark.parametrize("type_", [type_ for type_, rule in RULES.items() if rule.hashed])
@bounded(100)
@given(names=st.lists(slugs | longest_slugs, min_size=2, max_size=20, unique=True))
def test_hashed_names_of_different_workloads_differ(type_: str, names: list[str]) -> None:
    workloads = [Namer(n, n, "preprod", "scus", "sub", "tenant", ()) for n in names]
    values = [workload.named(type_).value for workload in workloads]
    assert len(set(values)) == len(names)
