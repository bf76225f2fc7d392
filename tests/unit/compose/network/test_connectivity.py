"""Module calls of the larger connectivity: which there are, and the inputs that matter."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from connectivity_cases import EXISTING, FULL, WAN
from landsmith.calls.model import ModuleCall, Ref, Root
from landsmith.compose.roots import compose
from landsmith.render.docs.readme_connectivity import connectivity_facts
from strategies import changed, with_all, zone

HUB, SHOP, PAY = "30-connectivity", "50-shop-prod", "50-pay-prod"
ISOLATED = (("landing_zones.0.aks.network", {"isolated": True, "images": "Cache"}),)


@cache
def roots(case: str) -> dict[str, Root]:
    return {root.name: root for root in compose(zone(FULL[case]))}


def call(case: str, root: str, name: str) -> ModuleCall:
    return next(one for one in roots(case)[root].calls if one.name == name)


def inputs(case: str, root: str, name: str) -> Any:  # noqa: ANN401 - any inputs
    return call(case, root, name).inputs


def one_root(*changes: tuple[str, Any], name: str = SHOP) -> dict[str, ModuleCall]:
    """Return the calls of a root, the shop's unless told otherwise, by name."""
    root = next(one for one in compose(zone(with_all(*changes))) if one.name == name)
    return {one.name: one for one in root.calls}


def network_calls(case: str) -> list[str]:
    """Return the calls of the connectivity root but for those that watch the subscription."""
    names = [one.name for one in roots(case)[HUB].calls]
    return names[: names.index("private_dns_zones") + 1]


def test_the_calls_of_a_hub_in_order() -> None:
    assert network_calls("hub and spoke with everything") == [
        "resource_group",
        "ddos_protection_plan",
        "gateway_routes",
        "hub_network",
        "express_route_circuit",
        "vpn_gateway",
        "express_route_gateway",
        "firewall",
        "route_server",
        "bastion",
        "dns_resolver",
        "flow_logs",
        "private_dns_zones",
    ]


def test_the_calls_of_a_virtual_wan_in_order() -> None:
    assert network_calls("virtual wan") == [
        "resource_group",
        "virtual_wan",
        "ddos_protection_plan",
        "hub_network",
        "virtual_hub",
        "express_route_circuit",
        "vpn_gateway",
        "express_route_gateway",
        "firewall",
        "routing_intent",
        "hub_connection",
        "bastion",
        "dns_resolver",
        "flow_logs",
        "private_dns_zones",
    ]


def test_gateways_of_one_network_wait_for_each_other() -> None:
    case = "hub and spoke with everything"
    after = ("vpn_gateway", "express_route_circuit")
    assert call(case, HUB, "express_route_gateway").depends_on == after
    assert call(case, HUB, "route_server").depends_on == ("vpn_gateway", "express_route_gateway")


def test_a_virtual_hub_is_filled_in_azures_order() -> None:
    case = "virtual wan"
    assert call(case, HUB, "firewall").depends_on == ("vpn_gateway", "express_route_gateway")
    assert inputs(case, HUB, "routing_intent")["firewall_id"] == Ref("firewall", "id")
    assert call(case, HUB, "hub_connection").depends_on == ("routing_intent",)


def test_the_second_region_stands_beside_the_first() -> None:
    case = "two regions"
    second = [name for name in network_calls(case) if name.startswith("secondary_")]
    assert second == [
        "secondary_resource_group",
        "secondary_gateway_routes",
        "secondary_hub_network",
        "secondary_express_route_gateway",
        "secondary_firewall",
        "secondary_dns_resolver",
        "secondary_flow_logs",
    ]
    connection = inputs(case, HUB, "secondary_express_route_gateway")["connections"]["circuit"]
    assert connection["express_route_circuit_id"] == Ref("express_route_circuit", "id")
    assert inputs(case, HUB, "global_peering")["use_hub_gateway"] is False


def test_firewalls_pass_traffic_on_to_the_other_region() -> None:
    table = inputs("two regions", HUB, "hub_network")["route_table"]
    assert table["routes"] == {
        "to-northeurope-1": {
            "address_prefix": "10.80.0.0/16",
            "next_hop_type": "VirtualAppliance",
            "next_hop_in_ip_address": "10.80.0.4",
        },
        "internet": {"address_prefix": "0.0.0.0/0", "next_hop_type": "Internet"},
    }
    subnets = inputs("two regions", HUB, "hub_network")["subnets"]
    assert [name for name, one in subnets.items() if one.get("routed")] == ["AzureFirewallSubnet"]


def test_spokes_join_the_hub_of_their_region() -> None:
    hub = inputs("two regions", PAY, "hub_peering")["hub"]
    assert hub["virtual_network_name"] == "vnet-hub-prod-ne-001"
    route = inputs("two regions", PAY, "spoke_network")["route_table"]["routes"]["default"]
    assert route["next_hop_in_ip_address"] == "10.80.0.4"
    assert roots("two regions")[PAY].locals["location"] == "northeurope"


def test_spokes_of_a_virtual_wan_are_connected_and_routed_to_its_firewall() -> None:
    connection = call("virtual wan", SHOP, "hub_connection")
    assert connection.providers == {"azurerm": "azurerm.connectivity"}
    network = inputs("virtual wan", SHOP, "spoke_network")
    default = network["route_table"]["routes"]["default"]
    assert default["next_hop_in_ip_address"] == Ref("hub_firewall", "private_ip_address")
    assert network["subnets"]["nodes"]["routed"]
    read = call("virtual wan", SHOP, "hub_firewall")
    assert read.inputs["name"] == "afw-hub-prod-we-001"
    assert read.providers == {"azurerm": "azurerm.connectivity"}
    cluster = inputs("virtual wan", SHOP, "cluster")
    assert cluster["network"]["outbound_type"] == "userDefinedRouting"
    assert "hub_connection" in call("virtual wan", SHOP, "cluster").depends_on


@pytest.mark.parametrize("egress", ["nat_gateway", "load_balancer", "firewall_standard"])
def test_an_isolated_cluster_has_no_way_out_whatever_the_egress(egress: str) -> None:
    root = one_root(*ISOLATED, ("network.egress", egress))
    cluster = root["cluster"].inputs
    assert cluster["network"]["outbound_type"] == "none"
    assert cluster["image_cache_registry_id"] == Ref("registry", "id")
    assert "registry" in root["cluster"].depends_on
    rule = root["registry"].inputs["cache_rules"]["aks-managed-mcr"]
    assert rule == {"source_repo": "mcr.microsoft.com/*", "target_repo": "*"}
    assert "nat_gateway" not in root
    assert "route_table" not in root["spoke_network"].inputs
    assert "load_balancer" not in cluster


def test_an_isolated_spoke_of_a_virtual_wan_learns_no_default_route() -> None:
    root = one_root(*ISOLATED, ("network.egress", "firewall_standard"), WAN)
    assert root["hub_connection"].inputs["internet_security_enabled"] is False
    assert "hub_firewall" not in root


def test_who_asks_whom_for_names() -> None:
    case = "hub and spoke with everything"
    assert inputs(case, SHOP, "spoke_network")["dns_servers"] == ["10.64.0.4"]
    resolver = inputs(case, HUB, "dns_resolver")["inbound_static_ip_address"]
    assert inputs(case, HUB, "firewall")["dns_servers"] == [resolver]
    assert inputs(case, HUB, "hub_network")["dns_servers"] == []
    wan = inputs("virtual wan", HUB, "dns_resolver")["inbound_static_ip_address"]
    assert inputs("virtual wan", SHOP, "spoke_network")["dns_servers"] == [wan]
    rule = inputs("virtual wan", HUB, "firewall")["extra_network_rules"]["dns-resolver"]
    assert rule["destination_addresses"] == [wan]
    assert rule["destination_ports"] == ["53"]


def test_tunnelled_traffic_has_no_public_address() -> None:
    firewall = inputs("forced tunnelling", HUB, "firewall")
    assert firewall["public_ip_names"] == []
    assert firewall["management_public_ip_name"] == "pip-hub-firewall-management-prod-we-001"
    assert firewall["ddos_protection_mode"] == "Enabled"


def test_a_plan_covers_hub_and_spokes_or_each_address_has_its_own() -> None:
    case = "hub and spoke with everything"
    hub = inputs(case, HUB, "hub_network")
    assert hub["ddos_protection_plan_id"] == Ref("ddos_protection_plan", "id")
    spoke = inputs(case, SHOP, "spoke_network")["ddos_protection_plan_id"]
    assert spoke.endswith("/ddosProtectionPlans/ddos-hub-prod-we-001")
    assert "ddos_protection_mode" not in inputs(case, HUB, "vpn_gateway")
    for name in ("vpn_gateway", "firewall", "bastion"):
        assert inputs("forced tunnelling", HUB, name)["ddos_protection_mode"] == "Enabled"


def test_an_existing_circuit_is_connected_and_not_made() -> None:
    case = "an existing circuit"
    assert "express_route_circuit" not in network_calls(case)
    connection = inputs(case, HUB, "express_route_gateway")["connections"]["circuit"]
    assert connection["express_route_circuit_id"] == EXISTING["id"]


def test_before_the_provider_is_done_there_is_no_connection() -> None:
    path = "network.hybrid.express_route.circuit.provisioned"
    file = changed(path, False, FULL["hub and spoke with everything"])
    root = next(root for root in compose(zone(file)) if root.name == HUB)
    made = {one.name: one.inputs for one in root.calls}
    assert "connections" not in made["express_route_gateway"]
    assert "private_peering" not in made["express_route_circuit"]


def test_clusters_of_the_second_region_send_to_the_first() -> None:
    away = inputs("two regions", PAY, "cluster")["data_collection_rule_location"]
    assert away == "westeurope"
    assert inputs("two regions", PAY, "managed_prometheus")["location"] == "westeurope"
    assert "data_collection_rule_location" not in inputs("two regions", SHOP, "cluster")


def test_traffic_analytics_waits_for_the_workspaces_own_id() -> None:
    case = "hub and spoke with everything"
    assert inputs(case, SHOP, "flow_logs")["workspace"]["location"] == "westeurope"
    without = changed("network.flow_logs", {"enabled": True}, FULL[case])
    root = next(root for root in compose(zone(without)) if root.name == SHOP)
    logs = next(one for one in root.calls if one.name == "flow_logs")
    assert "workspace" not in logs.inputs


def test_what_people_have_to_do_is_said() -> None:
    wan = connectivity_facts(zone(FULL["virtual wan"]))
    (command,) = wan["shared_keys"]
    assert "/vpnConnections/vcn-hub-berlin-prod-we-001/vpnLinkConnections/berlin/" in command
    two = connectivity_facts(zone(FULL["two regions"]))
    assert [region for region, _ in two["resolvers"]] == ["westeurope", "northeurope"]
    assert [one["provisioned"] for one in two["circuits"]] == [True]


def test_a_firewall_translates_no_public_range_that_is_used_as_private() -> None:
    calls = one_root(
        ("network.egress", "firewall_standard"),
        ("network.on_premises", ["10.0.0.0/17", "198.51.100.0/24"]),
        name=HUB,
    )
    ranges = calls["firewall"].inputs["private_ip_ranges"]
    assert ranges == [
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "198.51.100.0/24",
    ]  # fmt: skip
    private = one_root(("network.egress", "firewall_standard"), name=HUB)
    assert "private_ip_ranges" not in private["firewall"].inputs
