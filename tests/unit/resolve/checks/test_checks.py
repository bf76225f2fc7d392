"""Every combination that can't be deployed is refused at its field, in words, with a mend."""

# ruff: noqa: E501 - a table is easier to read with one case on a line

from __future__ import annotations

from typing import Any

import pytest

from landsmith.resolve.checks.checks import check
from landsmith.resolve.checks.connectivity import RESERVED_ASNS
from strategies import changed, entry, model, small, uuid, with_all

NETWORK = ("landing_zones", 0, "aks", "network")
SYSTEM = ("landing_zones", 0, "aks", "system_pool")
SITE = ("network", "hybrid", "sites", 0)
ELSEWHERE = "choose a range that nothing else uses"
ASN = "use a private number such as 65010, and set it on the device"

Change = tuple[str, Any]
CASES: dict[str, tuple[list[Change], tuple[Any, ...], str, str]] = {
    "the region is not allowed": (
        [("policy.allowed_regions", ["northeurope"])],
        ("policy", "allowed_regions"),
        "leaves out westeurope, the landing zone's own region",
        "add westeurope",
    ),
    "a further tag has a required tag's name": (
        [("tags.extra", {"unit": "x", "owner": "y"})],
        ("tags", "extra", "owner"),
        "the tag owner is there already; Azure takes owner for the same",
        "remove it, or rename it",
    ),
    "a further tag has a required tag's name in another case": (
        [("tags.extra", {"CostCenter": "x"})],
        ("tags", "extra", "CostCenter"),
        "the tag costCenter is there already; Azure takes CostCenter for the same",
        "remove it, or rename it",
    ),
    "two further tags differ in case only": (
        [("tags.extra", {"unit": "x", "Unit": "y"})],
        ("tags", "extra", "Unit"),
        "the tag unit is there already; Azure takes Unit for the same",
        "remove it, or rename it",
    ),
    "a region without zones can't keep state in zones": (
        [("region", "ukwest")],
        ("state", "replication"),
        "ukwest has no availability zones for ZRS",
        "write GRS, or choose another region",
    ),
    "a region without zones can't keep state in zones and a second region": (
        [("region", "ukwest"), ("state.replication", "RAGZRS")],
        ("state", "replication"),
        "ukwest has no availability zones for RAGZRS",
        "write GRS, or choose another region",
    ),
    "a region without a pair can't keep state in a second region": (
        [("region", "polandcentral"), ("state.replication", "GZRS")],
        ("state", "replication"),
        "polandcentral has no paired region that GZRS could copy to",
        "write ZRS, or choose another region",
    ),
    "the parent is the landing zone's own management group": (
        [("management_groups.parent", "MG-cts-platform")],
        ("management_groups", "parent"),
        "MG-cts-platform is a management group of the landing zone itself",
        "name one that exists already, or leave it out for the tenant root group",
    ),
    "two ranges on premises overlap": (
        [("network.on_premises", ["10.0.0.0/16", "10.0.8.0/24"])],
        ("network", "on_premises", 1),
        "on-premises range 10.0.8.0/24 overlaps on-premises range 10.0.0.0/16",
        ELSEWHERE,
    ),
    "a supernet is in use on premises": (
        [("network.on_premises", ["10.0.0.0/16", "10.64.8.0/24"])],
        ("network", "supernets", 0),
        "supernet 10.64.0.0/16 overlaps on-premises range 10.64.8.0/24",
        ELSEWHERE,
    ),
    "a name has a word that Azure keeps": (
        [("landing_zones.0.name", "my-windows-shop")],
        ("landing_zones", 0, "name"),
        "Azure takes no registry or vault with windows in its name",
        "leave windows out",
    ),
    "two supernets overlap": (
        [("network.supernets", ["10.64.0.0/16", "10.64.0.0/20"])],
        ("network", "supernets", 1),
        "supernet 10.64.0.0/20 overlaps supernet 10.64.0.0/16",
        ELSEWHERE,
    ),
    "a site is in a supernet": (
        [("network.hybrid.sites.0.address_space", ["10.9.0.0/24", "10.64.4.0/24"])],
        (*SITE, "address_space", 1),
        "site range 10.64.4.0/24 overlaps supernet 10.64.0.0/16",
        "choose another supernet for Azure",
    ),
    "pods overlap what is on premises": (
        [("landing_zones.0.aks.network.pod_cidr", "10.0.0.0/12")],
        (*NETWORK, "pod_cidr"),
        "pod range 10.0.0.0/12 overlaps on-premises range 10.0.0.0/16",
        ELSEWHERE,
    ),
    "pods overlap a supernet": (
        [("landing_zones.0.aks.network.pod_cidr", "10.64.0.0/12")],
        (*NETWORK, "pod_cidr"),
        "pod range 10.64.0.0/12 overlaps supernet 10.64.0.0/16",
        ELSEWHERE,
    ),
    "pods overlap a site": (
        [("network.on_premises", []), ("landing_zones.0.aks.network.pod_cidr", "10.0.0.0/12")],
        (*NETWORK, "pod_cidr"),
        "pod range 10.0.0.0/12 overlaps site range 10.0.0.0/17",
        ELSEWHERE,
    ),
    "services overlap a site": (
        [("network.on_premises", []), ("landing_zones.0.aks.network.service_cidr", "10.0.4.0/24")],
        (*NETWORK, "service_cidr"),
        "service range 10.0.4.0/24 overlaps site range 10.0.0.0/17",
        ELSEWHERE,
    ),
    "services overlap pods": (
        [("landing_zones.0.aks.network.service_cidr", "192.168.4.0/24")],
        (*NETWORK, "service_cidr"),
        "service range 192.168.4.0/24 overlaps pod range 192.168.0.0/16",
        ELSEWHERE,
    ),
    "there are too many services": (
        [("landing_zones.0.aks.network.service_cidr", "96.0.0.0/11")],
        (*NETWORK, "service_cidr"),
        "service range 96.0.0.0/11 is too large; AKS takes /12 at most",
        "a /16 serves 65,000 services",
    ),
    "services have no tenth address": (
        [("landing_zones.0.aks.network.service_cidr", "172.20.0.0/29")],
        (*NETWORK, "service_cidr"),
        "service range 172.20.0.0/29 has no room for the cluster's DNS service",
        "use a /28 or larger; a /16 serves 65,000 services",
    ),
    "there are more nodes than ranges for pods": (
        [("landing_zones.0.aks.network.pod_cidr", "192.168.0.0/21")],
        (*NETWORK, "pod_cidr"),
        "pod range 192.168.0.0/21 has a /24 for 8 nodes; pools grow to 14",
        "use a larger range or smaller pools",
    ),
    "a site has Azure's number": (
        [("network.hybrid.sites.0.bgp", {"asn": 12076, "peering_address": "10.0.0.1"})],
        (*SITE, "bgp", "asn"),
        "number 12076 is Azure's, reserved, or the gateway's own",
        ASN,
    ),
    "a site has the gateway's number": (
        [("network.hybrid.asn", 65001), ("network.hybrid.sites.0.bgp", {"asn": 65001, "peering_address": "10.0.0.1"})],
        (*SITE, "bgp", "asn"),
        "number 65001 is Azure's, reserved, or the gateway's own",
        ASN,
    ),
    "the gateway has a reserved number": (
        [("network.hybrid.asn", 64500)],
        ("network", "hybrid", "asn"),
        "the gateway can't have the number 64500, which is reserved",
        "leave it out for Azure's 65515, or use a private number such as 65010",
    ),
    "a device's BGP address is its public one": (
        [("network.hybrid.sites.0.bgp", {"asn": 65010, "peering_address": "203.0.113.10"})],
        (*SITE, "bgp", "peering_address"),
        "203.0.113.10 is the device's public address, not its BGP address",
        "write the address of the device's loopback or tunnel interface",
    ),
    "two landing zones have one name": (
        [("landing_zones.1", entry("shop", 5))],
        ("landing_zones", 1, "name"),
        "shop-prod stands twice",
        "change the name or the environment of one of them",
    ),
    "two contacts have one name": (
        [("monitoring.contacts.1", {"name": "platform", "email": "b@contoso.example"})],
        ("monitoring", "contacts", 1, "name"),
        "platform names two contacts",
        "give each its own name",
    ),
}  # fmt: skip


def found(*changes: Change) -> list[tuple[Any, ...]]:
    return [tuple(problem) for problem in check(model(with_all(*changes)))]


@pytest.mark.parametrize("case", CASES)
def test_what_is_refused(case: str) -> None:
    changes, loc, message, mend = CASES[case]
    assert found(*changes) == [(loc, message, mend)]


def test_nothing_is_wrong_with_the_small_file() -> None:
    assert list(check(model(small()))) == []


@pytest.mark.parametrize(
    "changes",
    [
        [("policy.allowed_regions", ["northeurope", "westeurope"])],
        [("tags.extra", {"unit": "x", "ownerTeam": "y"})],
        [("region", "ukwest"), ("state.replication", "LRS")],
        [("state.allowed_ip_addresses", ["172.32.0.1", "192.169.0.1", "11.0.0.1"])],
        [("landing_zones.0.aks.network.service_cidr", "172.20.0.0/28")],
        [("landing_zones.0.aks.network.service_cidr", "96.0.0.0/12")],
        [("landing_zones.0.aks.network.pod_cidr", "192.168.0.0/20")],
        [("landing_zones.1", entry("shop", 5, environment="test"))],
        [("landing_zones.1", entry("pay", 5, aks={"network": {"pod_cidr": "192.168.0.0/16"}}))],
        [("landing_zones.0.aks.user_pools.user", {"min_count": 0, "max_count": 1})],
        [("landing_zones.0.aks.user_pools.user", {"vm_size": "Standard_D4s_v5", "os_disk_type": "Managed"})],
        [("network.hybrid.sites.0.bgp", {"asn": 65516, "peering_address": "10.0.0.1"})],
        [("landing_zones.0.subscription", uuid(2))],
    ],
)  # fmt: skip
def test_what_is_accepted(changes: list[Change]) -> None:
    assert found(*changes) == []


def test_the_range_of_pods_does_not_matter_where_they_have_addresses_of_the_spoke() -> None:
    assert found(
        ("landing_zones.0.aks.network", {"pod_mode": "pod_subnet", "pod_cidr": "10.64.0.0/24"})
    ) == []  # fmt: skip


def test_equivalent_connectivity_has_no_sites_to_judge() -> None:
    equivalent = {"kind": "equivalent", "description": "SD-WAN", "reason": "A contract."}
    assert found(("network.hybrid", equivalent)) == []


@pytest.mark.parametrize(
    "number", [8074, 8075, 12076, 23456, 64496, 64511, 65515, 65517, 65520, 65535, 65551]
)
def test_the_numbers_that_no_device_may_have(number: int) -> None:
    assert number in RESERVED_ASNS


@pytest.mark.parametrize("number", [1, 64512, 65010, 65514, 65516, 65521, 65534, 65552])
def test_the_numbers_that_a_device_may_have(number: int) -> None:
    assert number not in RESERVED_ASNS


def test_every_mistake_is_found_at_once_and_in_every_landing_zone() -> None:
    file = with_all(
        ("policy.allowed_regions", ["northeurope"]),
        ("landing_zones.1", entry("pay", 5, aks={"system_pool": {"min_count": 9}})),
    )
    file = changed("landing_zones.0.aks", {"system_pool": {"zones": ["2", "2"]}}, file)
    assert [problem.loc for problem in check(model(file))] == [
        ("policy", "allowed_regions"),
        (*SYSTEM, "zones"),
        ("landing_zones", 1, "aks", "system_pool", "min_count"),
    ]
