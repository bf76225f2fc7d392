"""Ranges, names and deviations of the connectivity choices."""

from __future__ import annotations

from typing import Any

import pytest

from connectivity_cases import BOTH, EXPRESS_ROUTE, FULL, NEW, SERVICES, TWO_REGIONS, WAN
from landsmith.resolve.addresses.sizing import hub_subnets
from landsmith.resolve.deviations.connectivity import differences
from landsmith.resolve.platform.hubs import connected, given_ids, hub_of, hubs, region_of
from strategies import Json, changed, model, with_all, zone

SUBNETS = {
    "hub and spoke with everything": (
        "AzureFirewallSubnet",
        "GatewaySubnet",
        "RouteServerSubnet",
        "shared",
        "AzureBastionSubnet",
        "dns-inbound",
        "dns-outbound",
    ),
    "virtual wan": ("shared", "AzureBastionSubnet", "dns-inbound", "dns-outbound"),
    "forced tunnelling": (
        "AzureFirewallSubnet",
        "AzureFirewallManagementSubnet",
        "GatewaySubnet",
        "shared",
        "AzureBastionSubnet",
        "dns-inbound",
        "dns-outbound",
    ),
}


@pytest.mark.parametrize("case", SUBNETS)
def test_the_subnets_of_a_hub(case: str) -> None:
    assert hub_subnets(model(FULL[case])) == SUBNETS[case]


def test_the_second_hub_has_neither_bastion_nor_route_server() -> None:
    file = model(FULL["two regions"])
    wanted = ("AzureFirewallSubnet", "GatewaySubnet", "shared", "dns-inbound", "dns-outbound")
    assert hub_subnets(file, hubs(file)[1]) == wanted


@pytest.mark.parametrize("case", FULL)
def test_ranges_are_apart_and_within_their_regions(case: str) -> None:
    found = zone(FULL[case]).addresses
    networks = [net for key, net in found.items() if "/" not in key]
    apart = [one.overlaps(two) for i, one in enumerate(networks) for two in networks[:i]]
    assert not any(apart)
    for key, net in found.items():
        if "/" in key:
            assert net.subnet_of(found[key.split("/")[0]])


def test_a_second_region_and_virtual_hubs_have_ranges_of_their_own() -> None:
    found = zone(FULL["virtual wan in two regions"]).addresses
    networks = {key: str(net) for key, net in found.items() if "/" not in key}
    assert networks == {
        "hub": "10.64.0.0/23",
        "virtual-hub": "10.64.2.0/23",
        "shop-prod": "10.64.4.0/24",
        "hub-secondary": "10.80.0.0/23",
        "virtual-hub-secondary": "10.80.2.0/23",
        "pay-prod": "10.80.4.0/24",
    }


def test_adding_services_moves_nothing() -> None:
    before = zone(with_all(("network.egress", "firewall_basic"))).addresses
    after = zone(FULL["hub and spoke with everything"], before).addresses
    assert {key: after[key] for key in before if key in after} == {
        key: net for key, net in before.items() if key in after
    }


def test_names_of_the_second_region_carry_its_code() -> None:
    found = zone(FULL["two regions"])
    assert found.name("hub/virtual_network") == "vnet-hub-prod-we-001"
    assert found.name("hub-secondary/virtual_network") == "vnet-hub-prod-ne-001"
    assert found.name("pay-prod/kubernetes_cluster") == "aks-pay-prod-ne-001"
    assert found.name("shop-prod/kubernetes_cluster") == "aks-shop-prod-we-001"


def test_names_of_a_virtual_wan() -> None:
    found = zone(FULL["virtual wan"])
    names = {
        key: found.name(f"hub/{key}")
        for key in ("virtual_wan", "virtual_hub", "vpn_gateway", "express_route_gateway")
    }
    assert names == {
        "virtual_wan": "vwan-hub-prod-we-001",
        "virtual_hub": "vhub-hub-prod-we-001",
        "vpn_gateway": "vpng-hub-prod-we-001",
        "express_route_gateway": "ergw-hub-prod-we-001",
    }
    assert found.name("hub/vpn_site/berlin") == "vst-hub-berlin-prod-we-001"


def test_each_landing_zone_finds_its_hub() -> None:
    file = model(FULL["two regions"])
    shop, pay = file.landing_zones
    assert (hub_of(file, shop).key, region_of(file, shop)) == ("hub", "westeurope")
    assert (hub_of(file, pay).key, region_of(file, pay)) == ("hub-secondary", "northeurope")


def test_a_circuit_connects_when_it_has_been_provisioned() -> None:
    ready = model(FULL["two regions"])
    ordered = model(
        changed("network.hybrid.express_route.circuit.provisioned", False, FULL["two regions"])
    )
    assert [connected(ready, hub) for hub in hubs(ready)] == [True, True]
    assert [connected(ordered, hub) for hub in hubs(ordered)] == [False, False]
    existing = model(FULL["an existing circuit"])
    assert [connected(existing, hub) for hub in hubs(existing)] == [True]
    assert [one.rsplit("/", 1)[1] for one in given_ids(existing)] == ["erc-x"]
    assert given_ids(ready) == ()


def settings(*changes: tuple[str, Any], base: Json | None = None) -> dict[str, str]:
    file = with_all(*changes)
    return {one.setting: one.chosen for one in differences(model(base or file))}


def test_nothing_differs_in_the_full_architecture() -> None:
    assert settings(*SERVICES, ("blueprint", "full")) == {}
    assert settings(*SERVICES, *TWO_REGIONS, ("blueprint", "full")) == {}
    assert settings(*SERVICES, WAN, ("blueprint", "full")) == {}


def test_what_start_small_leaves_out_is_a_deviation_in_full() -> None:
    less = [
        ("blueprint", "full"),
        ("network.egress", "firewall_basic"),
        ("network.ddos", "none"),
        ("network.flow_logs", {"enabled": False}),
        ("network.dns_resolver", {"enabled": False}),
    ]
    assert settings(*less) == {
        "network.egress": "firewall_basic",
        "network.ddos": "none",
        "network.flow_logs.enabled": "false",
        "network.dns_resolver.enabled": "false",
    }
    assert settings(("network.egress", "firewall_basic")) == {}


def test_one_way_in_and_regions_without_gateways_differ() -> None:
    off = ("network.firewall.intrusion_detection", "Off")
    alone = ("network.hybrid", EXPRESS_ROUTE)
    second = {"region": "northeurope", "supernets": ["10.80.0.0/16"]}
    assert settings(("network.egress", "firewall_premium"), off, alone) == {
        "network.hybrid": "express_route",
        "network.firewall.intrusion_detection": "Off",
    }
    found = settings(("network.hybrid", BOTH), ("secondary_region", second))
    assert found == {"secondary_region.hybrid": "none", "network.egress": "nat_gateway"}
    single = BOTH | {"vpn": BOTH["vpn"] | {"active_active": False}}
    assert "network.hybrid.vpn.active_active" in settings(("network.hybrid", single))
    assert NEW["provisioned"]
