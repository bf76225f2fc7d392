"""Grown clusters against the vCPU quotas that a customer gave."""

from __future__ import annotations

from typing import Any

import pytest

from landsmith.blueprint.reading.load import Source
from landsmith.errors import InputError
from landsmith.policy import quota, registry, runner
from landsmith.policy.quota import Quota
from landsmith.policy.rule import Context, LandingZoneRule
from strategies import changed, text, uuid, zone

SHOP = uuid(4)
FAMILY, CORES, SPOT = "standardDDSv5Family", "cores", "lowPriorityCores"
POOLS = {
    "system_pool": {"min_count": 3, "max_count": 3, "max_surge": "34%"},
    "user_pools": {"user": {"vm_size": "Standard_D8ds_v5", "max_count": 3, "max_surge": "1%"}},
}
"""Five nodes with 4 vCPUs and four with 8, surge nodes among them: 52 vCPUs."""


def given(name: str, limit: int, used: int = 0, **other: str) -> dict[str, Any]:
    """Return a quota as the file has it."""
    place = {"subscription": SHOP, "region": "westeurope"}
    return {**place, "name": name, "limit": limit, "used": used, **other}


def loaded(*quotas: dict[str, Any]) -> tuple[Quota, ...]:
    return quota.load(Source("quotas.yaml", text({"quotas": list(quotas)})))


def context(quotas: tuple[Quota, ...] | None, **aks: object) -> Context:
    found = zone(changed("landing_zones.0.aks", {**POOLS, **aks}))
    return Context(found, {}, quotas=quotas)


def judged(*quotas: dict[str, Any], **aks: object) -> dict[str, tuple[str, str]]:
    """Return the outcome of each quota, by its name."""
    rule = registry.rule("workload-vcpu-quota")
    assert isinstance(rule, LandingZoneRule)
    outcomes = rule.judge_landing_zone(context(loaded(*quotas), **aks))
    found = dict(outcomes)
    assert all(where.startswith(f"quotas/{SHOP}/westeurope/") for where in found)
    return {where.rsplit("/", 1)[1]: (one.status, one.message) for where, one in found.items()}


@pytest.mark.parametrize(
    ("limit", "used", "expected"),
    [
        (52, 0, ("pass", "clusters take 52 of 52 free vCPUs")),
        (51, 0, ("fail", "clusters take 52 of 51 free vCPUs")),
        (100, 48, ("pass", "clusters take 52 of 52 free vCPUs")),
        (100, 49, ("fail", "clusters take 52 of 51 free vCPUs")),
    ],
)
def test_clusters_fit_into_what_is_free(limit: int, used: int, expected: tuple[str, str]) -> None:
    found = judged(given(FAMILY, limit, used), given(CORES, 1000))
    assert found == {FAMILY: expected, CORES: ("pass", "clusters take 52 of 1000 free vCPUs")}


@pytest.mark.parametrize(
    "other",
    [{"subscription": uuid(5)}, {"region": "northeurope"}, {"name": "standardDSv5Family"}],
)
def test_a_quota_that_is_not_given_is_unknown(other: dict[str, str]) -> None:
    found = judged({**given(FAMILY, 100), **other}, given(CORES, 100))
    told = "clusters take 52 vCPUs; quotas.yaml doesn't say more"
    assert found[FAMILY] == ("unknown", told)


def test_without_a_file_nothing_is_judged() -> None:
    (finding,) = runner.run([registry.rule("workload-vcpu-quota")], context(None))
    assert finding.status == "not_applicable"


def test_spot_nodes_have_a_quota_of_their_own() -> None:
    pools = {"user": {}, "spot": {"vm_size": "Standard_D8ds_v5", "max_count": 3, "spot": {}}}
    user = 4 * (5 + 2)
    found = judged(given(FAMILY, 500), given(CORES, 500), given(SPOT, 23), user_pools=pools)
    assert found[SPOT] == ("fail", "clusters take 24 of 23 free vCPUs")
    for name in (FAMILY, CORES):
        assert found[name] == ("pass", f"clusters take {20 + user} of 500 free vCPUs")


def test_a_size_that_nobody_knows_counts_to_all_vcpus_alone() -> None:
    pools = {"user": {"vm_size": "Standard_X10ds_v9", "max_count": 3, "max_surge": "1%"}}
    found = judged(given(FAMILY, 20), given(CORES, 59), user_pools=pools)
    assert found == {
        FAMILY: ("pass", "clusters take 20 of 20 free vCPUs"),
        CORES: ("fail", "clusters take 60 of 59 free vCPUs"),
    }


@pytest.mark.parametrize(
    "name", ["standardDDSv5Family", "Standard DDSv5 Family", "STANDARD_DDSV5_FAMILY"]
)
def test_a_family_may_be_written_in_any_way_that_azure_does(name: str) -> None:
    assert judged(given(name, 52), given(CORES, 52))[FAMILY][0] == "pass"


def test_clusters_of_one_subscription_share_its_quota() -> None:
    file = changed("landing_zones.0.aks", POOLS)
    second = {**file["landing_zones"][0], "name": "bank"}
    second["aks"] = {**POOLS, "network": {"pod_cidr": "10.244.0.0/16"}}
    file["landing_zones"].append(second)
    rule = registry.rule("workload-vcpu-quota")
    assert isinstance(rule, LandingZoneRule)
    quotas = loaded(given(FAMILY, 104), given(CORES, 103))
    found = dict(rule.judge_landing_zone(Context(zone(file), {}, quotas=quotas)))
    assert [one.status for one in found.values()] == ["fail", "pass"]


BAD = {
    "nothing in it": ({}, "quotas.yaml:1:1: quotas: is missing; expected a list"),
    "no quota": (
        {"quotas": []},
        "quotas.yaml:1:1: quotas: expected 1 or more entries, not an empty list",
    ),
    "a limit below nothing": (
        {"quotas": [given(FAMILY, -1)]},
        "quotas.yaml:5:10: quotas[0].limit: expected 0 or more, not the number -1",
    ),
    "a limit in words": (
        {"quotas": [{**given(FAMILY, 1), "limit": "many"}]},
        "quotas.yaml:5:10: quotas[0].limit: expected a whole number, not many",
    ),
    "a region that there is not": (
        {"quotas": [given(FAMILY, 1, region="westeurop")]},
        "quotas.yaml:3:11: quotas[0].region: expected",
    ),
    "a name instead of a subscription": (
        {"quotas": [given(FAMILY, 1, subscription="shop")]},
        "quotas.yaml:2:17: quotas[0].subscription: expected a UUID, not shop",
    ),
    "a key of another kind": (
        {"quotas": [given(FAMILY, 1, family="D")]},
        "quotas.yaml:7:3: quotas[0].family: the key family is not known here",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_mistake_in_the_file_is_told_with_its_place(case: str) -> None:
    written, expected = BAD[case]
    with pytest.raises(InputError) as caught:
        quota.load(Source("quotas.yaml", text(written)))
    (problem,) = caught.value.problems
    assert expected in str(problem)
