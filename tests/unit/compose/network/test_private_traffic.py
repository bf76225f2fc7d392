"""What passes the hub's firewall from sites to spokes, and by which routes it gets there."""

from __future__ import annotations

from typing import Any

import pytest

from connectivity_cases import BOTH, RESOLVER, TWO_REGIONS, WAN
from landsmith.calls.model import ModuleCall, Ref
from landsmith.compose.roots import compose
from strategies import with_all, zone

Change = tuple[str, Any]

HUB, SHOP = "30-connectivity", "50-shop-prod"
PREMIUM: Change = ("network.egress", "firewall_premium")
BASIC: Change = ("network.egress", "firewall_basic")
SITES: Change = ("network.hybrid", BOTH)
INTEGRATED: Change = ("landing_zones.0.aks.network.api_server", {"access": "vnet_integration"})
ON_PREMISES: Change = ("network.on_premises", ["10.0.0.0/16"])
RANGES = ["10.0.0.0/16", "10.0.0.0/17"]


def calls(*changes: Change, root: str = HUB) -> dict[str, ModuleCall]:
    (one,) = [one for one in compose(zone(with_all(*changes))) if one.name == root]
    return {call.name: call for call in one.calls}


def of(call: ModuleCall, *path: str) -> Any:  # noqa: ANN401 - any inputs
    value: Any = call.inputs
    for step in path:
        value = value[step]
    return value


@pytest.mark.parametrize("tier", [BASIC, PREMIUM])
def test_gateways_send_what_is_for_spokes_through_the_firewall(tier: Change) -> None:
    made = calls(tier, SITES, INTEGRATED)
    ranges = zone(with_all(tier, SITES, INTEGRATED)).addresses
    routes = of(made["gateway_routes"], "routes")
    parts = ("nodes", "private-endpoints", "ingress")
    assert {name: route["address_prefix"] for name, route in routes.items()} == {
        f"shop-prod-{part}": str(ranges[f"shop-prod/{part}"]) for part in parts
    }
    hop = str(ranges["hub/AzureFirewallSubnet"].network_address + 4)
    assert {route["next_hop_in_ip_address"] for route in routes.values()} == {hop}
    subnet = of(made["hub_network"], "subnets", "GatewaySubnet")
    assert subnet["route_table_id"] == Ref("gateway_routes", "id")


@pytest.mark.parametrize(
    "changes", [[SITES], [PREMIUM, SITES, WAN]], ids=["no firewall", "virtual hub"]
)
def test_without_a_firewall_of_the_hub_network_gateways_have_no_routes(
    changes: list[Change],
) -> None:
    made = calls(*changes)
    assert "gateway_routes" not in made
    subnets = of(made["hub_network"], "subnets")
    assert "route_table_id" not in subnets.get("GatewaySubnet", {})


def test_every_subnet_of_a_spoke_that_may_is_routed_to_the_firewall_and_learns_no_other_way() -> (
    None
):
    network = calls(PREMIUM, SITES, INTEGRATED, root=SHOP)["spoke_network"]
    routed = [name for name, one in of(network, "subnets").items() if one.get("routed")]
    assert routed == ["nodes", "private-endpoints", "ingress"]
    assert "api-server" in of(network, "subnets")
    assert of(network, "route_table", "bgp_route_propagation_enabled") is False


def test_a_virtual_hub_sends_the_routes_of_private_traffic_itself() -> None:
    network = calls(PREMIUM, SITES, WAN, root=SHOP)["spoke_network"]
    routed = [name for name, one in of(network, "subnets").items() if one.get("routed")]
    assert routed == ["nodes"]
    assert "bgp_route_propagation_enabled" not in of(network, "route_table")


@pytest.mark.parametrize("tier", [BASIC, PREMIUM])
def test_sites_reach_private_services_by_name_and_ingress_by_address(tier: Change) -> None:
    changes = (tier, SITES, ON_PREMISES)
    firewall, decided = calls(*changes)["firewall"], zone(with_all(*changes))
    services = of(firewall, "extra_application_rules", "private-services")
    registry = decided.name("shop-prod/container_registry")
    assert services["source_addresses"] == RANGES
    assert services["destination_fqdns"] == sorted(
        [
            "*.privatelink.westeurope.azmk8s.io",
            f"{registry}.azurecr.io",
            f"{registry}.westeurope.data.azurecr.io",
            f"{decided.name('shop-prod/key_vault')}.vault.azure.net",
        ]
    )
    ingress = of(firewall, "extra_network_rules", "private-ingress")
    assert ingress["source_addresses"] == RANGES
    assert ingress["destination_addresses"] == [str(decided.addresses["shop-prod/ingress"])]
    assert ingress["destination_ports"] == ["443"]


def test_firewalls_of_virtual_hubs_let_sites_and_hub_networks_into_every_spoke() -> None:
    changes = (PREMIUM, SITES, ON_PREMISES, WAN, *TWO_REGIONS)
    made, decided = calls(*changes), zone(with_all(*changes))
    for call in ("firewall", "secondary_firewall"):
        rule = of(made[call], "extra_network_rules", "private-ingress")
        networks = [str(decided.addresses[key]) for key in ("hub", "hub-secondary")]
        assert sorted(rule["source_addresses"]) == sorted([*RANGES, *networks])
        assert rule["destination_addresses"] == [
            str(decided.addresses[f"{key}/ingress"]) for key in ("shop-prod", "pay-prod")
        ]


def test_networks_of_a_virtual_wan_reach_the_servers_that_resolvers_ask() -> None:
    resolver: Change = ("network.dns_resolver", RESOLVER)
    rules = of(calls(PREMIUM, WAN, resolver)["firewall"], "extra_network_rules")
    assert rules["dns-servers"]["destination_addresses"] == ["10.0.0.4"]
    assert rules["dns-servers"]["destination_ports"] == ["53"]
    assert "dns-servers" not in of(calls(PREMIUM, resolver)["firewall"], "extra_network_rules")


def test_the_network_beside_a_virtual_hub_learns_no_default_route() -> None:
    connection = calls(PREMIUM, WAN)["hub_connection"]
    assert of(connection, "internet_security_enabled") is False


def test_a_public_api_server_is_no_private_service() -> None:
    server = {"access": "public", "authorized_ranges": ["203.0.113.0/28"]}
    public: Change = ("landing_zones.0.aks.network.api_server", server)
    firewall = calls(PREMIUM, SITES, ON_PREMISES, public)["firewall"]
    rule = of(firewall, "extra_application_rules", "private-services")
    assert not [name for name in rule["destination_fqdns"] if "azmk8s" in name]


SERVER: Change = (
    "landing_zones.0.aks.network.api_server",
    {"access": "public", "authorized_ranges": ["203.0.113.0/28"]},
)


@pytest.mark.parametrize(
    ("changes", "egress"),
    [
        ([("network.egress", "nat_gateway")], Ref("nat_gateway", "public_ip_ranges")),
        ([("network.egress", "load_balancer")], None),
        ([BASIC], Ref("firewall_addresses", "ranges")),
        ([PREMIUM], Ref("firewall_addresses", "ranges")),
        ([PREMIUM, WAN], Ref("hub_firewall", "public_ip_ranges")),
    ],
)
def test_the_allow_list_of_a_public_api_server_holds_the_clusters_own_way_out(
    changes: list[Change], egress: Ref | None
) -> None:
    made = calls(SERVER, *changes, root=SHOP)
    assert made["cluster"].inputs.get("egress_ip_ranges") == egress
    assert egress is None or egress.call in made


def test_the_firewalls_addresses_are_read_by_their_names() -> None:
    more: Change = ("network.firewall.public_ip_count", 2)
    read = calls(SERVER, PREMIUM, more, root=SHOP)["firewall_addresses"]
    names = ["pip-hub-firewall-prod-we-001", "pip-hub-firewall-2-prod-we-001"]
    assert of(read, "names") == names
    assert read.providers == {"azurerm": "azurerm.connectivity"}


@pytest.mark.parametrize("tier", [BASIC, PREMIUM])
def test_nodes_reach_a_public_api_server_through_the_firewall(tier: Change) -> None:
    changes = (SERVER, tier)
    rule = of(calls(*changes)["firewall"], "extra_network_rules", "api-servers")
    assert rule["source_addresses"] == [str(zone(with_all(*changes)).addresses["shop-prod/nodes"])]
    assert rule["destination_addresses"] == ["AzureCloud.westeurope"]
    assert rule["destination_ports"] == ["443"]
    assert "api-servers" not in of(calls(tier)["firewall"], "extra_network_rules")
