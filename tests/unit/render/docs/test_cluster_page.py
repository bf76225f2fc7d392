"""The page about the clusters: it names a version only where the file decides it."""

from __future__ import annotations

import pytest

from landsmith.render.docs.cluster_page import cluster_page
from strategies import changed, zone


@pytest.mark.parametrize(
    ("aks", "told"),
    [
        ({}, "Kubernetes 1."),
        ({"mode": "automatic"}, "AKS chooses the version of Kubernetes."),
        ({"upgrades": {"cluster": "stable"}}, "AKS chooses the version of Kubernetes."),
    ],
    ids=["standard", "automatic", "stable channel"],
)
def test_the_version_is_told_where_it_stays(aks: dict[str, object], told: str) -> None:
    page = cluster_page(zone(changed("landing_zones.0.aks", aks)))
    assert told in page
    assert ("AKS chooses" in told) is ("Kubernetes 1." not in page)
