from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import emulator_azure
from emulator_azure import Azure, refused


@pytest.fixture
def azure(tmp_path: Path) -> Iterator[Azure]:
    yield from emulator_azure.azure(tmp_path)


def outside(subnet: str) -> str:
    return f"NetcfgSubnetRangeOutsideVnet: subnet {subnet!r} lies outside virtual network 'vnet'"


def overlap(one: str, other: str) -> str:
    return (
        f"NetcfgSubnetRangesOverlap: subnet {one!r} overlaps subnet {other!r} of virtual network"
        " 'vnet'"
    )


def test_a_range_starts_with_its_first_address(azure: Azure) -> None:
    summary = "InvalidCIDRNotation: the address prefix 10.0.0.1/24 of 'snet' is not valid"
    azure.network("vnet", "10.0.0.0/16", "FD00::/48")
    with refused(summary, "10.0.0.0/24 is meant"):
        azure.subnet("vnet", "snet", "10.0.0.1/24")
    with refused("InvalidCIDRNotation: the address prefix 10.0.0.0/33 of 'net' is not valid"):
        azure.network("net", "10.0.0.0/33")
    azure.subnet("vnet", "snet", "10.0.0.0/24")


def test_a_subnet_lies_within_its_network(azure: Azure) -> None:
    azure.network("vnet", "10.0.0.0/24", "10.0.8.0/24")
    with refused(outside("snet"), "10.0.9.0/24 is not within 10.0.0.0/24, 10.0.8.0/24"):
        azure.subnet("vnet", "snet", "10.0.9.0/24")
    with refused(outside("snet")):
        azure.subnet("vnet", "snet", "10.0.0.0/23")
    azure.subnet("vnet", "snet", "10.0.8.0/24")


def test_subnets_share_no_addresses(azure: Azure) -> None:
    azure.network("vnet", "10.0.0.0/16")
    azure.subnet("vnet", "one", "10.0.0.0/24")
    with refused(overlap("two", "one"), "10.0.0.128/25 and 10.0.0.0/24 share addresses"):
        azure.subnet("vnet", "two", "10.0.0.128/25")
    two = azure.subnet("vnet", "two", "10.0.1.0/24")
    with refused(overlap("two", "one")):
        azure.update("subnet", two, address_prefixes=["10.0.0.0/23"])
    azure.update("subnet", two, address_prefixes=["10.0.2.0/23"])


def test_both_versions_of_addresses_are_told_apart(azure: Azure) -> None:
    azure.network("vnet", "10.0.0.0/16", "fd00::/48")
    azure.subnet("vnet", "one", "10.0.0.0/24")
    azure.subnet("vnet", "two", "fd00::/64")
    with refused(outside("three")):
        azure.subnet("vnet", "three", "fd01::/64")


def test_subnets_written_inside_their_network_count(azure: Azure) -> None:
    one = {"name": "one", "address_prefixes": ["10.0.0.0/24"]}
    two = {"name": "two", "address_prefixes": ["10.0.0.0/25"]}
    far = {"name": "far", "address_prefixes": ["10.9.0.0/24"]}
    with refused(overlap("one", "two")):
        azure.network("vnet", "10.0.0.0/16", subnet=[one, two])
    with refused(outside("far")):
        azure.network("vnet", "10.0.0.0/16", subnet=[far])
    azure.network("vnet", "10.0.0.0/16", subnet=[one])
    with refused(overlap("three", "one")):
        azure.subnet("vnet", "three", "10.0.0.0/25")


def test_address_space_in_use_stays(azure: Azure) -> None:
    network = azure.network("vnet", "10.0.0.0/16", "10.1.0.0/16")
    azure.subnet("vnet", "snet", "10.1.0.0/24")
    summary = "InUsePrefixCannotBeDeleted: virtual network 'vnet' still needs 10.1.0.0/24"
    with refused(summary, "subnets/snet lies in it"):
        azure.update("virtual_network", network, address_space=["10.0.0.0/16"])
    azure.update("virtual_network", network, address_space=["10.1.0.0/16"])


def test_a_peered_network_gets_no_addresses_of_the_other(azure: Azure) -> None:
    hub, spoke = azure.network("hub", "10.0.0.0/16"), azure.network("spoke", "10.1.0.0/16")
    azure.peering("peer", "spoke", hub)
    summary = (
        "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet: the address space of virtual network"
        " 'spoke' overlaps that of 'hub'"
    )
    with refused(summary, "peer"):
        azure.update("virtual_network", spoke, address_space=["10.1.0.0/16", "10.0.4.0/24"])
    azure.update("virtual_network", spoke, address_space=["10.1.0.0/16", "10.2.0.0/16"])


def test_the_range_of_a_subnet_in_use_stays(azure: Azure) -> None:
    azure.network("vnet", "10.0.0.0/16")
    subnet = azure.subnet("vnet", "snet", "10.0.0.0/24")
    azure.create(
        "network_interface",
        name="nic",
        resource_group_name="rg",
        location="westeurope",
        ip_configuration=[{"name": "ip", "subnet_id": subnet["id"]}],
    )
    with refused(
        "InUseSubnetCannotBeUpdated: subnet 'snet' is in use and cannot be updated", "nic"
    ):
        azure.update("subnet", subnet, address_prefixes=["10.0.1.0/24"])
    azure.update("subnet", subnet, default_outbound_access_enabled=False)
