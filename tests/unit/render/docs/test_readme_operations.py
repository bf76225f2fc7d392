"""What a customer's README says of operating clusters: what is left to do by hand."""

from __future__ import annotations

from functools import cache

import pytest

from landsmith.compose.roots import compose
from landsmith.render.docs.readme_operations import global_providers, operation_providers
from landsmith.render.repository import repository
from operations_cases import CASES
from strategies import Json, small, zone

EVERYTHING = "operated with everything"


def readme(file: Json) -> str:
    """Return the README of a landing-zone file."""
    found = zone(file)
    return dict(repository(found, compose(found), "").items())["README.md"].decode()


@cache
def operated() -> str:
    """Return the README of a landing zone that is operated with everything."""
    return readme(CASES[EVERYTHING])


@pytest.mark.parametrize(
    "words",
    [
        "until then\nFlux applies nothing: `id-shop-flux-prod-we-001`",
        "--resource-group rg-shop-nodes-prod-we-001 --name pls-ingress   # shop-prod",
        "`_dnsauth.<host name>` has the value",
        "through the stages `test`, `prod`",
        "--fleet-name fleet-global-prod-we-001",
        "| `arck-plant-prod-we-001` | westeurope | `arc_clusters.plant` | to be connected |",
        "[`docs/runbooks.md`](docs/runbooks.md)",
    ],
)
def test_what_is_left_to_do_is_told(words: str) -> None:
    assert words in operated()


@pytest.mark.parametrize("heading", ["Flux signs in", "## Front Door", "Upgrading the fleet"])
def test_nothing_is_told_of_what_was_not_chosen(heading: str) -> None:
    assert heading not in readme(small())


def test_resource_providers_of_what_was_chosen_are_registered() -> None:
    file = zone(CASES[EVERYTHING]).file
    shop, pay = file.landing_zones
    assert set(operation_providers(shop)) == {
        "Dashboard",
        "DataProtection",
        "EventGrid",
        "KubernetesConfiguration",
        "Storage",
    }
    assert not list(operation_providers(pay))
    assert set(global_providers(file)) == {
        "Cdn",
        "Kubernetes",
        "KubernetesConfiguration",
        "PolicyInsights",
    }
