"""Addresses and ranges that nothing on a customer's network can have are refused everywhere."""

# ruff: noqa: S104 - no address here is bound to

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from landsmith.blueprint import addresses
from landsmith.errors import InputError
from strategies import changed, model, small

SPECIAL = ["0.0.0.0", "0.1.2.3", "127.0.0.1", "169.254.1.1", "224.0.0.5", "240.0.0.1",
           "255.255.255.255", "168.63.129.16"]  # fmt: skip
PRIVATE = ["10.0.0.1", "172.31.0.1", "192.168.1.1", "100.64.0.1"]

RANGES = (addresses.Cidr, addresses.ClusterRange, addresses.PublicRange, addresses.RuleRange)


def takes(kind: object, value: str) -> bool:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("address", SPECIAL)
def test_no_host_has_a_special_address(address: str) -> None:
    assert not takes(addresses.IpAddress, address)
    assert not takes(addresses.PublicAddress, address)
    assert takes(addresses.DnsServer, address) == (address == "168.63.129.16")
    for kind in (
        addresses.Cidr,
        addresses.ClusterRange,
        addresses.PublicRange,
        addresses.RuleRange,
    ):
        assert not takes(kind, f"{address}/32")


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_no_public_one(address: str) -> None:
    assert not takes(addresses.PublicAddress, address)
    assert not takes(addresses.PublicRange, f"{address}/32")
    assert takes(addresses.IpAddress, address)
    assert takes(addresses.RuleRange, f"{address}/32")


@pytest.mark.parametrize("range_", ["172.30.0.0/16", "172.31.4.0/24", "192.0.2.0/24"])
def test_what_aks_keeps_is_for_no_network_of_a_cluster(range_: str) -> None:
    assert not takes(addresses.ClusterRange, range_)
    assert takes(addresses.Cidr, range_)


@pytest.mark.parametrize("range_", ["172.16.0.0/12", "0.0.0.0/0", "160.0.0.0/3"])
def test_a_range_that_holds_a_reserved_one_is_refused(range_: str) -> None:
    assert not takes(addresses.ClusterRange, range_)


def test_all_is_what_a_rule_may_mean() -> None:
    assert takes(addresses.RuleRange, "0.0.0.0/0")
    assert not takes(addresses.Cidr, "0.0.0.0/0")


PLACES: dict[str, Any] = {
    "network.supernets": ["127.0.0.0/16"],
    "network.on_premises": ["224.0.0.0/8"],
    "network.dns_servers": ["0.0.0.0"],
    "network.hybrid.sites.0.gateway_address": "255.255.255.255",
    "network.hybrid.sites.0.address_space": ["240.0.0.0/8"],
    "network.hybrid.sites.0.bgp": {"asn": 65010, "peering_address": "127.0.0.1"},
    "network.route_server": {"peers": {"nva": {"asn": 65010, "address": "0.0.0.0"}}},
    "network.dns_resolver": {"forwarding": {"corp": {"domain": "x.y.", "servers": ["127.0.0.1"]}}},
    "state.allowed_ip_addresses": ["10.0.0.1"],
    "landing_zones.0.aks.network.pod_cidr": "127.0.0.0/16",
    "landing_zones.0.aks.network.service_cidr": "240.0.0.0/16",
    "landing_zones.0.aks.network.api_server": {"authorized_ranges": ["224.0.0.0/8"]},
}


@pytest.mark.parametrize("path", PLACES)
def test_every_field_that_asks_for_one_refuses_it(path: str) -> None:
    with pytest.raises(InputError) as caught:
        model(changed(path, PLACES[path], small()))
    (problem,) = caught.value.problems
    assert problem.mend
    assert "can't be used" in problem.message
