"""Which baseline metric alerts a hub has, and from which value on they tell."""

from __future__ import annotations

from typing import Any

import pytest

from connectivity_cases import BOTH, EXISTING, EXPRESS_ROUTE, FULL, NEW, SECOND, VPN
from landsmith.landing_zone.alert import MetricAlert
from landsmith.resolve.platform.hubs import hubs
from landsmith.resolve.platform.metric_alerts import FIREWALL_MBPS, PACKETS, VPN_MBPS, hub_alerts
from strategies import Json, changed, model, site, with_all

ON = ("monitoring.metric_alerts", True)
WAN = (("network.topology", "virtual_wan"), ("network.egress", "firewall_premium"))
FIREWALL = {"firewall-health", "firewall-snat", "firewall-throughput"}
CIRCUIT = {"circuit-arp", "circuit-bgp"}


def alerts(*changes: tuple[str, Any], hub: int = 0) -> dict[str, MetricAlert]:
    file = model(with_all(ON, *changes))
    return {alert.part: alert for alert in hub_alerts(file, hubs(file)[hub])}


def express_route(**circuit: object) -> Json:
    return {"kind": "express_route", "express_route": {"circuit": NEW | circuit}}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], {"vpn-tunnel", "vpn-bandwidth"}),
        ([("network.hybrid", {"kind": "vpn", **VPN})], {"vpn-tunnel", "vpn-bgp", "vpn-bandwidth"}),
        (
            [("network.egress", "firewall_basic")],
            {"vpn-tunnel", "vpn-bandwidth", *FIREWALL},
        ),
        (
            [("network.hybrid", EXPRESS_ROUTE)],
            {"express-route-cpu", "express-route-packets", *CIRCUIT},
        ),
        (
            [("network.hybrid", express_route(provisioned=False))],
            {"express-route-cpu", "express-route-packets"},
        ),
        (
            [*WAN, ("network.hybrid", express_route(provisioned=False))],
            {"express-route-cpu", *FIREWALL},
        ),
        (
            [*WAN, ("network.hybrid", BOTH)],
            {
                *("vpn-tunnel", "vpn-bgp", "vpn-bandwidth"),
                *("express-route-cpu", "express-route-traffic"),
                *CIRCUIT,
                *FIREWALL,
            },
        ),
        (
            [("network.hybrid", {"kind": "express_route", "express_route": {"circuit": EXISTING}})],
            {"express-route-cpu", "express-route-packets", *CIRCUIT},
        ),
        (
            [("network.hybrid", {"kind": "equivalent", "description": "SD-WAN", "reason": "x"})],
            set(),
        ),
    ],
)
def test_a_hub_has_the_alerts_of_what_stands_in_it(
    changes: list[tuple[str, Any]], expected: set[str]
) -> None:
    assert set(alerts(*changes)) == expected


def test_alerts_are_made_where_they_are_asked_for() -> None:
    file = model(FULL["two regions"])
    assert [hub_alerts(file, hub) for hub in hubs(file)] == [(), ()]


def test_a_circuit_is_watched_in_the_region_whose_own_it_is() -> None:
    second = [("network.hybrid", BOTH), ("secondary_region", SECOND)]
    assert set(alerts(*second)) >= CIRCUIT
    assert set(alerts(*second, hub=1)) == {"express-route-cpu", "express-route-packets"}


def test_forced_tunnelling_needs_no_ports_for_snat() -> None:
    found = alerts(
        ("network.egress", "firewall_standard"),
        ("network.hybrid", {"kind": "vpn", **VPN}),
        ("network.forced_tunnelling", True),
    )
    assert set(found) & FIREWALL == {"firewall-health", "firewall-throughput"}


@pytest.mark.parametrize("tier", FIREWALL_MBPS)
def test_a_firewall_tells_at_nine_tenths_of_its_tier(tier: str) -> None:
    found = alerts(("network.egress", f"firewall_{tier.lower()}"))["firewall-throughput"]
    assert found.threshold == FIREWALL_MBPS[tier] * 1_000_000 * 9 // 10


def test_intrusion_detection_that_denies_lowers_what_a_firewall_can() -> None:
    found = alerts(
        ("network.egress", "firewall_premium"),
        ("network.firewall", {"intrusion_detection": "Deny"}),
    )
    assert found["firewall-throughput"].threshold == 19_800_000_000


@pytest.mark.parametrize("sku", VPN_MBPS)
def test_a_vpn_gateway_tells_at_four_fifths_of_its_size(sku: str) -> None:
    found = alerts(("network.hybrid", {"kind": "vpn", "sku": sku, **VPN}))["vpn-bandwidth"]
    assert found.threshold == VPN_MBPS[sku] * 100_000
    assert found.namespace == "Microsoft.Network/virtualNetworkGateways"


def test_the_vpn_gateway_of_a_virtual_hub_tells_by_its_scale_units() -> None:
    chosen = {"kind": "vpn", "scale_units": 3, "sites": [site("berlin", "10.0.0.0/17")]}
    found = alerts(*WAN, ("network.hybrid", chosen))["vpn-bandwidth"]
    assert found.threshold == 150_000_000
    assert found.namespace == "Microsoft.Network/vpnGateways"


@pytest.mark.parametrize("sku", PACKETS)
def test_an_express_route_gateway_tells_at_four_fifths_of_its_packets(sku: str) -> None:
    chosen = changed("express_route.gateway_sku", sku, EXPRESS_ROUTE)
    found = alerts(("network.hybrid", chosen))["express-route-packets"]
    assert found.threshold == PACKETS[sku] * 4 // 5


def test_a_gateway_that_scales_has_metrics_of_its_own_and_no_fixed_size() -> None:
    chosen = changed("express_route.gateway_sku", "ErGwScale", EXPRESS_ROUTE)
    found = alerts(("network.hybrid", chosen))
    assert set(found) == {"express-route-cpu", *CIRCUIT}
    assert found["express-route-cpu"].metric == "ScalableExpressRouteGatewayCpuUtilization"


def test_every_connection_and_peer_is_watched_by_itself() -> None:
    found = alerts(*WAN, ("network.hybrid", BOTH))
    assert {part: alert.split for part, alert in found.items() if alert.split} == {
        "vpn-tunnel": "ConnectionName",
        "vpn-bgp": "BgpPeerAddress",
        "express-route-traffic": "ConnectionName",
    }
