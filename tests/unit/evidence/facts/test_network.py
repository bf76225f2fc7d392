"""Facts and tables about Virtual WAN, ExpressRoute and a second region."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from connectivity_cases import FULL
from landsmith.evidence.facts import network
from landsmith.evidence.pages.tables import topology
from strategies import zone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from landsmith.evidence.fact import Fact
    from landsmith.evidence.subject import Subject

    Make = Callable[..., Subject]

NETWORK = "module.{}hub_network.azurerm_virtual_network.this"
SIDE = {"name": "vnet-hub-prod-we-001", "address_space": ["10.64.0.0/23"]}
HUB = "module.virtual_hub.azurerm_virtual_hub.this"
CONNECTION = "module.hub_connection.azurerm_virtual_hub_connection.this"
INTENT = "module.routing_intent.azurerm_virtual_hub_routing_intent.this"
CIRCUIT = "module.express_route_circuit.azurerm_express_route_circuit.this"
SITE = 'module.vpn_gateway.azurerm_vpn_site.this["berlin"]'
POLICIES = [{"destinations": ["Internet"]}, {"destinations": ["PrivateTraffic"]}]


def one(found: Iterable[Fact], words: str) -> Fact:
    matching = [fact for fact in found if words in fact.statement]
    assert len(matching) == 1, [fact.statement for fact in found]
    return matching[0]


def wan(make: Make, plan: Any, *, secured: bool = True, policies: Any = POLICIES) -> Subject:  # noqa: ANN401
    built = (
        plan("30-connectivity")
        .add(NETWORK.format(""), SIDE)
        .add(HUB, {"name": "vhub-hub", "address_prefix": "10.64.2.0/23"})
        .add(INTENT, {"routing_policy": policies})
        .add(
            CONNECTION,
            {"internet_security_enabled": secured},
            unknown={"remote_virtual_network_id": True},
        )
        .add(CIRCUIT, {"name": "erc-hub", "peering_location": "Amsterdam"})
        .add(SITE, {"name": "vst-berlin", "address_cidrs": ["10.0.0.0/17"]})
        .add("module.er.azurerm_express_route_gateway.this", {"name": "ergw-hub"})
    )
    return replace(make(built), zone=zone(FULL["virtual wan"]))


def test_a_network_is_joined_to_the_virtual_hub_of_its_root(make: Make, plan: Any) -> None:  # noqa: ANN401
    found = network.facts(wan(make, plan))
    assert one(found, "is joined to a virtual hub").status == "shown"
    assert one(found, "goes through its firewall").status == "shown"
    assert one(found, "is a virtual hub with this range").value == "10.64.2.0/23"


def test_a_way_around_the_firewall_is_refuted(make: Make, plan: Any) -> None:  # noqa: ANN401
    found = network.facts(wan(make, plan, secured=False, policies=POLICIES[:1]))
    assert one(found, "is joined to a virtual hub").status == "refuted"
    assert one(found, "goes through its firewall").status == "refuted"


def test_the_diagram_has_virtual_hub_sites_and_circuit(make: Make, plan: Any) -> None:  # noqa: ANN401
    shown = topology(wan(make, plan))
    assert shown["hub"]["name"] == "vhub-hub"
    assert shown["sites"] == [
        {"name": "vst-berlin", "ranges": ["10.0.0.0/17"]},
        {"name": "erc-hub", "ranges": ["Amsterdam"]},
    ]
    assert shown["gateway"] == ["ergw-hub"]


def test_the_second_regions_hub_is_a_hub(make: Make, plan: Any) -> None:  # noqa: ANN401
    second = {"name": "vnet-hub-prod-ne-001", "address_space": ["10.80.0.0/23"]}
    table = {
        "name": "rt-hub-prod-we-001",
        "route": [{"address_prefix": "10.80.0.0/16", "next_hop_type": "VirtualAppliance"}],
    }
    built = (
        plan("30-connectivity")
        .add(NETWORK.format(""), SIDE)
        .add(NETWORK.format("secondary_"), second)
        .add("module.hub_network.azurerm_route_table.this[0]", table)
    )
    subject = replace(make(built), zone=zone(FULL["two regions"]))
    found = network.facts(subject)
    assert one(found, "vnet-hub-prod-ne-001 is a hub").status == "shown"
    assert one(found, "on to the other region's").status == "shown"
    assert [hub["name"] for hub in topology(subject)["other_hubs"]] == ["vnet-hub-prod-ne-001"]


def test_an_express_route_gateway_is_not_asked_for_two_instances(make: Make, plan: Any) -> None:  # noqa: ANN401
    values = {"name": "vgw-er", "type": "ExpressRoute", "sku": "ErGw1AZ", "vpn_type": "RouteBased"}
    built = plan("30-connectivity").add("module.er.azurerm_virtual_network_gateway.this", values)
    statements = [fact.statement for fact in network.facts(make(built))]
    assert "vgw-er is planned as the gateway to the customer's data centres." in statements
    assert not [text for text in statements if "two active instances" in text]
