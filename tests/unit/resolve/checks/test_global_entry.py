"""A global entry and a fleet are refused where they lead nowhere, in words, with a mend."""

from __future__ import annotations

from typing import Any

import pytest

from landsmith.resolve.checks.global_entry import check
from landsmith.resolve.cluster.stages import stages
from operations_cases import FAR, FRONT_DOOR, TRAFFIC_MANAGER
from strategies import entry, model, with_all

ORIGINS = ("global_entry", "origins")
ENDPOINTS = ("global_entry", "endpoints")
NEAR, AWAY = FRONT_DOOR["origins"]
HERE, THERE = TRAFFIC_MANAGER["endpoints"]


def front(*origins: object, **more: object) -> tuple[str, Any]:
    return ("global_entry", {**FRONT_DOOR, "origins": list(origins), **more})


def traffic(*endpoints: object, **more: object) -> tuple[str, Any]:
    return ("global_entry", {**TRAFFIC_MANAGER, "endpoints": list(endpoints), **more})


CASES: dict[str, tuple[list[tuple[str, Any]], tuple[Any, ...], str, str]] = {
    "an origin is no landing zone": (
        [front(NEAR, {**AWAY, "landing_zone": "pay-tset"})],
        (*ORIGINS, 1, "landing_zone"),
        "there is no landing zone pay-tset",
        "did you mean pay-test?",
    ),
    "an origin is like no landing zone": (
        [front(NEAR, {**AWAY, "landing_zone": "x"})],
        (*ORIGINS, 1, "landing_zone"),
        "there is no landing zone x",
        "write shop-prod or pay-test",
    ),
    "two host names make one name": (
        [front(NEAR, AWAY, host_names=["a.b.com", "a-b.com"])],
        ("global_entry", "host_names", 1),
        "a-b.com makes the name a-b-com, which another host name has already",
        "name each once",
    ),
    "two endpoints have one priority": (
        [traffic(HERE, {**THERE, "priority": 1})],
        (*ENDPOINTS, 1, "priority"),
        "another endpoint has the priority 1",
        "give each endpoint its own",
    ),
    "regions of users without Geographic": (
        [traffic({**HERE, "geo_mappings": ["GEO-EU"]}, THERE)],
        (*ENDPOINTS, 0, "geo_mappings"),
        "geo_mappings belong to the routing Geographic, and it needs them",
        "write the regions of users, such as GEO-EU, or leave them out",
    ),
    "Geographic without regions of users": (
        [traffic({**HERE, "geo_mappings": ["GEO-EU"]}, THERE, routing="Geographic")],
        (*ENDPOINTS, 1, "geo_mappings"),
        "geo_mappings belong to the routing Geographic, and it needs them",
        "write the regions of users, such as GEO-EU, or leave them out",
    ),
    "a fleet of production only": (
        [("landing_zones.1.environment", "prod"), ("fleet", {})],
        ("fleet",),
        "every cluster is in production, so that nothing is upgraded before it",
        "leave it out, or add a landing zone of another environment",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_combination_is_refused(case: str) -> None:
    changes, loc, message, mend = CASES[case]
    (problem,) = check(model(with_all(*FAR, *changes)))
    assert tuple(problem) == (loc, message, mend)


def test_a_landing_zone_twice_is_refused() -> None:
    problems = list(check(model(with_all(*FAR, front(NEAR, NEAR)))))
    assert [tuple(problem) for problem in problems] == [
        ((*ORIGINS, 1, "landing_zone"), "shop-prod stands twice", "name each landing zone once"),
        (
            ORIGINS,
            "all of them stand in one region, and would fail together",
            "name landing zones of both regions",
        ),
    ]


def test_a_fleet_of_one_is_refused() -> None:
    (problem,) = check(model(with_all(("fleet", {}))))
    assert tuple(problem) == (
        ("fleet",),
        "a fleet of one cluster has no stages",
        "leave it out until there is a second landing zone",
    )


@pytest.mark.parametrize("chosen", [FRONT_DOOR, TRAFFIC_MANAGER])
def test_two_regions_are_taken(chosen: Any) -> None:  # noqa: ANN401
    assert not list(check(model(with_all(*FAR, ("global_entry", chosen), ("fleet", {})))))


def test_stages_go_from_the_least_to_the_most() -> None:
    zones = [
        entry("shop", 4),
        entry("shop", 5, environment="dev"),
        entry("shop", 6, environment="preprod"),
    ]
    changes = [(f"landing_zones.{index}", one) for index, one in enumerate(zones)]
    assert stages(model(with_all(*changes))) == ("dev", "preprod", "prod")
