"""Two sites of a gateway have nothing in common, unless they are two devices of one place."""

from __future__ import annotations

from typing import Any

import pytest

from landsmith.resolve.checks.checks import check
from strategies import changed, model

Json = dict[str, Any]


def sites(**second: object) -> list[Json]:
    """Return two sites that differ in everything, but for what is given of the second."""
    one = {
        "name": "berlin",
        "gateway_address": "203.0.113.10",
        "address_space": ["10.0.0.0/16"],
        "bgp": {"asn": 65010, "peering_address": "10.0.0.1"},
    }
    other = {
        "name": "oslo",
        "gateway_address": "203.0.113.11",
        "address_space": ["10.1.0.0/16"],
        "bgp": {"asn": 65020, "peering_address": "10.1.0.1"},
    }
    return [one, other | second]


def found(**second: object) -> list[tuple[Any, ...]]:
    file = model(changed("network.hybrid.sites", sites(**second)))
    return [problem.loc[3:] for problem in check(file)]


def test_two_sites_that_differ() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("second", "loc"),
    [
        ({"name": "berlin"}, (1, "name")),
        ({"gateway_address": "203.0.113.10"}, (1, "gateway_address")),
        ({"address_space": ["10.9.0.0/16", "10.0.128.0/17"]}, (1, "address_space", 1)),
        ({"bgp": {"asn": 65010, "peering_address": "10.1.0.1"}}, (1, "bgp", "asn")),
        ({"bgp": {"asn": 65020, "peering_address": "10.0.0.1"}}, (1, "bgp", "peering_address")),
    ],
)
def test_what_two_sites_have_in_common(second: Json, loc: tuple[Any, ...]) -> None:
    assert found(**second) == [loc]


def test_two_devices_of_one_place() -> None:
    bgp = {"asn": 65010, "peering_address": "10.0.0.2"}
    assert found(address_space=["10.0.0.0/16"], bgp=bgp) == []
