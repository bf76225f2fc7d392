"""Kubernetes versions that AKS supports, and their ends."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest

from landsmith.blueprint.cluster.aks import Aks
from landsmith.blueprint.offers.kubernetes_versions import NEAR_END, RELEASES, TABLE_AS_OF
from landsmith.errors import InputError
from strategies import changed, model


def test_versions_follow_one_another() -> None:
    for earlier, later in pairwise(RELEASES.values()):
        assert int(later.version.split(".")[1]) == int(earlier.version.split(".")[1]) + 1
        assert earlier.available < later.available
        assert earlier.end < later.end


def test_a_version_is_found_by_its_name_and_ends_after_it_began() -> None:
    for version, release in RELEASES.items():
        assert release.version == version
        assert release.available < release.end


@pytest.mark.parametrize(
    ("version", "community", "long_term"),
    [
        ("1.33", (2026, 7, 31), (2027, 7, 31)),
        ("1.34", (2026, 11, 30), (2027, 11, 30)),
        ("1.35", (2027, 3, 31), (2028, 3, 31)),
        ("1.36", (2027, 6, 30), (2028, 6, 30)),
        ("1.37", (2027, 10, 31), (2028, 10, 31)),
    ],
)
def test_a_version_ends_with_its_month_and_a_year_later_with_long_term_support(
    version: str, community: tuple[int, int, int], long_term: tuple[int, int, int]
) -> None:
    release = RELEASES[version]
    assert release.ends_on(long_term=False) == datetime.date(*community)
    assert release.ends_on(long_term=True) == datetime.date(*long_term)


def test_what_a_cluster_starts_with_was_available_and_far_from_its_end() -> None:
    release = RELEASES[Aks().kubernetes_version]
    assert datetime.date(*release.available, 1) <= TABLE_AS_OF
    assert release.ends_on(long_term=False) - TABLE_AS_OF > NEAR_END


@pytest.mark.parametrize("version", ["1.32", "1.38", "1.35.1", "latest"])
def test_no_other_version_is_taken(version: str) -> None:
    with pytest.raises(InputError) as refused:
        model(changed("landing_zones.0.aks", {"kubernetes_version": version}))
    assert refused.value.problems[0].message == (
        f"expected a quoted minor version, 1.33, 1.34, 1.35, 1.36 or 1.37, not {version}"
    )
