"""Module calls of the hubs' metric alerts: where they stand, what they watch, whom they tell."""

from __future__ import annotations

from typing import Any

import pytest

from connectivity_cases import EXISTING, FULL
from landsmith.calls.model import ModuleCall, Ref
from landsmith.compose.roots import compose
from strategies import changed, with_all, zone

HUB = "30-connectivity"


def alert_calls(case: str) -> dict[str, ModuleCall]:
    roots = compose(zone(changed("monitoring.metric_alerts", True, FULL[case])))
    (hub,) = [root for root in roots if root.name == HUB]
    return {call.name: call for call in hub.calls if call.module == "metric_alerts"}


def alerts(call: ModuleCall) -> Any:  # noqa: ANN401 - any inputs
    return call.inputs["alerts"]


@pytest.mark.parametrize("case", FULL)
def test_each_hub_has_its_alerts_beside_it(case: str) -> None:
    calls = alert_calls(case)
    prefixes = ["", "secondary_"] if "two regions" in case else [""]
    assert list(calls) == [f"{prefix}metric_alerts" for prefix in prefixes]
    for prefix, call in zip(prefixes, calls.values(), strict=True):
        assert call.inputs["resource_group_name"] == Ref(f"{prefix}resource_group", "name")
        for alert in alerts(call).values():
            (scope,) = alert["scopes"]
            assert isinstance(scope, str) or scope.call.startswith(prefix)


def test_an_alert_watches_what_it_is_named_after() -> None:
    (call,) = alert_calls("virtual wan").values()
    watched = {part: alert["scopes"] for part, alert in alerts(call).items()}
    assert watched["firewall-health"] == [Ref("firewall", "id")]
    assert watched["vpn-tunnel"] == [Ref("vpn_gateway", "id")]
    assert watched["express-route-cpu"] == [Ref("express_route_gateway", "id")]
    assert watched["circuit-bgp"] == [Ref("express_route_circuit", "id")]


def test_an_existing_circuit_is_watched_by_its_id() -> None:
    (call,) = alert_calls("an existing circuit").values()
    assert alerts(call)["circuit-arp"]["scopes"] == [EXISTING["id"]]


def test_an_alert_is_written_with_its_name_its_dimension_and_its_window() -> None:
    (call,) = alert_calls("hub and spoke with everything").values()
    assert alerts(call)["vpn-tunnel"] == {
        "name": "ma-hub-vpn-tunnel-prod-we-001",
        "description": "A VPN connection carries nothing.",
        "scopes": [Ref("vpn_gateway", "id")],
        "namespace": "Microsoft.Network/virtualNetworkGateways",
        "metric": "TunnelAverageBandwidth",
        "aggregation": "Average",
        "operator": "LessThan",
        "threshold": 1,
        "frequency": "PT5M",
        "window": "PT15M",
        "severity": 0,
        "dimensions": [{"name": "ConnectionName", "operator": "Include", "values": ("*",)}],
    }
    health = alerts(call)["firewall-health"]
    assert (health["frequency"], health["window"]) == ("PT1M", "PT5M")
    assert str(call.inputs["action_group_id"]).endswith("/actionGroups/ag-mgmt-prod-we-001")


def test_a_hub_with_nothing_to_watch_has_no_alerts() -> None:
    declared = {"kind": "equivalent", "description": "SD-WAN", "reason": "A contract."}
    file = with_all(("monitoring.metric_alerts", True), ("network.hybrid", declared))
    (hub,) = [root for root in compose(zone(file)) if root.name == HUB]
    assert "metric_alerts" not in {call.module for call in hub.calls}
