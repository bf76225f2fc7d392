"""Every connectivity choice that Azure refuses is refused at its field, with what to choose."""

# ruff: noqa: E501 - a table is easier to read with one case on a line

from __future__ import annotations

from typing import Any

import pytest

from connectivity_cases import BOTH, EXISTING, EXPRESS_ROUTE, NEW, PEERING, RESOLVER, SECOND, VPN
from landsmith.resolve.checks.connectivity import check_connectivity
from landsmith.resolve.platform.hubs import connected, hubs
from strategies import Json, entry, model, uuid, with_all

Change = tuple[str, Any]

HYBRID = ("network", "hybrid")
CIRCUIT = (*HYBRID, "express_route", "circuit")
WAN = ("network.topology", "virtual_wan")
PREMIUM = ("network.egress", "firewall_premium")
ER = ("network.hybrid", EXPRESS_ROUTE)
EQUIVALENT = ("network.hybrid", {"kind": "equivalent", "description": "x", "reason": "x"})


def circuit(**more: object) -> list[Change]:
    return [("network.hybrid", {"kind": "express_route", "express_route": {"circuit": NEW | more}})]


def peering(**more: object) -> list[Change]:
    return circuit(private_peering=PEERING | more)


def rule(**more: object) -> Json:
    described = {"description": "x", "sources": ["10.64.0.0/16"], "destinations": ["10.0.0.0/16"]}
    return {"erp": {**described, "ports": ["443"], **more}}


CASES: dict[str, tuple[list[Change], tuple[Any, ...], str]] = {
    "a bandwidth that no circuit has": (circuit(bandwidth_in_mbps=300), (*CIRCUIT, "bandwidth_in_mbps"), "no circuit has 300 megabits per second"),
    "a Local circuit with metered data": (circuit(sku_tier="Local"), (*CIRCUIT, "sku_family"), "a Local circuit has unlimited data"),
    "a slow Local circuit": (circuit(sku_tier="Local", sku_family="UnlimitedData", bandwidth_in_mbps=500), (*CIRCUIT, "bandwidth_in_mbps"), "a Local circuit has 1000 megabits per second or more"),
    "a Local circuit for two regions": ([*circuit(sku_tier="Local", sku_family="UnlimitedData"), ("secondary_region", SECOND)], (*CIRCUIT, "sku_tier"), "a Local circuit reaches the regions at its peering location alone"),
    "a link that is no /30": (peering(primary_prefix="172.16.1.0/29"), (*CIRCUIT, "private_peering", "primary_prefix"), "172.16.1.0/29 is no /30, which each link of a circuit has"),
    "a link in a supernet": (peering(secondary_prefix="10.64.0.0/30"), (*CIRCUIT, "private_peering", "secondary_prefix"), "10.64.0.0/30 overlaps supernet 10.64.0.0/16"),
    "two links in one range": (peering(secondary_prefix="172.16.0.0/30"), (*CIRCUIT, "private_peering", "secondary_prefix"), "both links have the same range"),
    "Azure's number on premises": (peering(peer_asn=65515), (*CIRCUIT, "private_peering", "peer_asn"), "number 65515 is Azure's"),
    "a circuit of another subscription": ([("network.hybrid", {"kind": "express_route", "express_route": {"circuit": EXISTING | {"id": EXISTING["id"].replace(uuid(3), uuid(9))}}})], (*CIRCUIT, "id"), "the circuit is in another subscription, and would need an authorization key"),
    "the primary circuit in the primary region": ([("network.hybrid", {"kind": "express_route", "express_route": {"circuit": {"kind": "primary"}}})], (*CIRCUIT, "kind"), "this is the primary region's circuit itself"),
    "a primary circuit that is not there": ([("secondary_region", SECOND)], ("secondary_region", "hybrid", "express_route", "circuit", "kind"), "the primary region has no circuit"),
    "scale units in a hub network": ([("network.hybrid.scale_units", 2)], (*HYBRID, "scale_units"), "scale units size the gateway of a virtual hub"),
    "scale units of ExpressRoute in a hub network": ([("network.hybrid", {"kind": "express_route", "express_route": {"circuit": NEW, "scale_units": 2}})], (*HYBRID, "express_route", "scale_units"), "scale units size the gateway of a virtual hub"),
    "a gateway SKU in a virtual hub": ([WAN, PREMIUM, ("network.hybrid.sku", "VpnGw2AZ")], (*HYBRID, "sku"), "VpnGw2AZ is a gateway of a hub network; a virtual hub's has scale units"),
    "an ExpressRoute SKU in a virtual hub": ([WAN, PREMIUM, ("network.hybrid", {"kind": "express_route", "express_route": {"circuit": NEW, "gateway_sku": "ErGw2AZ"}})], (*HYBRID, "express_route", "gateway_sku"), "ErGw2AZ is a gateway of a hub network"),
    "a scaling gateway without bounds": ([("network.hybrid", {"kind": "express_route", "express_route": {"circuit": NEW, "gateway_sku": "ErGwScale"}})], (*HYBRID, "express_route", "gateway_sku"), "ErGwScale needs its fewest and most scale units"),
    "bounds of a gateway that doesn't scale": ([("network.hybrid", {"kind": "express_route", "express_route": {"circuit": NEW, "gateway_scale": {"minimum": 1, "maximum": 4}}})], (*HYBRID, "express_route", "gateway_scale"), "ErGw1AZ has no scale units"),
    "bounds in the wrong order": ([("network.hybrid", {"kind": "express_route", "express_route": {"circuit": NEW, "gateway_sku": "ErGwScale", "gateway_scale": {"minimum": 4, "maximum": 1}}})], (*HYBRID, "express_route", "gateway_scale", "minimum"), "the minimum 4 is above the maximum 1"),
    "a number in a virtual hub": ([WAN, PREMIUM, ("network.hybrid.asn", 65010)], (*HYBRID, "asn"), "the gateway of a virtual hub always has the number 65515"),
    "one instance in a virtual hub": ([WAN, PREMIUM, ("network.hybrid.active_active", False)], (*HYBRID, "active_active"), "the gateway of a virtual hub always has two active instances"),
    "a number beside ExpressRoute": ([("network.hybrid", BOTH | {"vpn": VPN | {"asn": 65020}})], (*HYBRID, "vpn", "asn"), "a VPN gateway beside an ExpressRoute gateway has the number 65515"),
    "NAT gateways behind a virtual hub": ([WAN], ("network", "egress"), "routing intent of a Virtual WAN needs its firewall, not nat_gateway"),
    "a Basic firewall in a virtual hub": ([WAN, ("network.egress", "firewall_basic")], ("network", "egress"), "routing intent of a Virtual WAN needs its firewall, not firewall_basic"),
    "intrusion detection without Premium": ([("network.egress", "firewall_standard"), ("network.firewall.intrusion_detection", "Alert")], ("network", "firewall", "intrusion_detection"), "only the Premium firewall detects intrusions"),
    "rules without a firewall": ([("network.firewall.network_rules", rule())], ("network", "firewall"), "there is no firewall that would follow these rules with nat_gateway"),
    "addresses of a Basic firewall": ([("network.egress", "firewall_basic"), ("network.firewall.public_ip_count", 2)], ("network", "firewall", "public_ip_count"), "firewall_basic has one public address"),
    "a port beyond the last": ([PREMIUM, ("network.firewall.network_rules", rule(ports=["443", "70000"]))], ("network", "firewall", "network_rules", "erp", "ports", 1), "70000 is no port from 1 to 65535, nor a range of them"),
    "a range of ports that ends before it begins": ([PREMIUM, ("network.firewall.network_rules", rule(ports=["90-80"]))], ("network", "firewall", "network_rules", "erp", "ports", 0), "90-80 is no port from 1 to 65535, nor a range of them"),
    "a rule with the name of the administrators'": ([PREMIUM, ("network.firewall.network_rules", {"management": rule()["erp"]})], ("network", "firewall", "network_rules", "management"), "management is the name of a rule of the landing zone's own"),
    "a rule with the name of the runners'": ([PREMIUM, ("network.firewall.application_rules", {"runners": {"description": "x", "sources": ["10.64.0.0/16"], "fqdns": ["a.example.com"]}})], ("network", "firewall", "application_rules", "runners"), "runners is the name of a rule of the landing zone's own"),
    "a rule with a name that is taken": ([PREMIUM, ("network.firewall.network_rules", {"dns-resolver": rule()["erp"]})], ("network", "firewall", "network_rules", "dns-resolver"), "dns-resolver is the name of a rule of the landing zone's own"),
    "a rule to what is no name": ([PREMIUM, ("network.firewall.application_rules", {"web": {"description": "x", "sources": ["10.64.0.0/16"], "fqdns": ["https://x"]}})], ("network", "firewall", "application_rules", "web", "fqdns", 0), "this is no domain name"),
    "tunnelling in a virtual hub": ([WAN, PREMIUM, ER, ("network.forced_tunnelling", True)], ("network", "forced_tunnelling"), "a virtual hub learns the way out by its routing intent"),
    "tunnelling without a firewall": ([ER, ("network.forced_tunnelling", True)], ("network", "forced_tunnelling"), "no firewall sends the traffic on with nat_gateway"),
    "tunnelling to static sites": ([PREMIUM, ("network.forced_tunnelling", True)], ("network", "forced_tunnelling"), "no site announces a default route: there is neither BGP nor ExpressRoute"),
    "tunnelling with public addresses": ([PREMIUM, ER, ("network.forced_tunnelling", True), ("network.firewall.public_ip_count", 2)], ("network", "firewall", "public_ip_count"), "a firewall that sends everything on premises has no public address for traffic"),
    "a private Bastion of the Standard SKU": ([("network.bastion", {"sku": "Standard", "private_only": True})], ("network", "bastion", "private_only"), "Bastion Standard has no private_only"),
    "recording in the Standard SKU": ([("network.bastion", {"sku": "Standard", "session_recording": True})], ("network", "bastion", "session_recording"), "Bastion Standard has no session_recording"),
    "a private Bastion that nobody reaches": ([EQUIVALENT, ("network.bastion", {"sku": "Premium", "private_only": True})], ("network", "bastion", "private_only"), "nobody would reach a private Bastion: the hub has no gateway"),
    "rules without a resolver": ([("network.dns_resolver", RESOLVER | {"enabled": False})], ("network", "dns_resolver", "forwarding"), "there is no resolver that would follow the rules"),
    "a domain without its dot": ([("network.dns_resolver", {"enabled": True, "forwarding": {"corp": {"domain": "corp.example.com", "servers": ["10.0.0.4"]}}})], ("network", "dns_resolver", "forwarding", "corp", "domain"), "a forwarding rule's domain is a name that ends with a dot"),
    "a domain twice": ([("network.dns_resolver", {"enabled": True, "forwarding": {"a1": {"domain": "x.", "servers": ["10.0.0.4"]}, "b1": {"domain": "X.", "servers": ["10.0.0.5"]}}})], ("network", "dns_resolver", "forwarding", "b1", "domain"), "two rules have this domain"),
    "a route server beside a virtual hub": ([WAN, PREMIUM, ("network.route_server.enabled", True)], ("network", "route_server", "enabled"), "a virtual hub has a router of its own"),
    "peers of no route server": ([("network.route_server.peers", {"nva": {"asn": 65050, "address": "10.64.0.9"}})], ("network", "route_server", "peers"), "there is no route server to peer with"),
    "a route server beside one instance": ([("network.route_server.enabled", True), ("network.hybrid.active_active", False)], ("network", "route_server", "enabled"), "beside a route server the VPN gateway is active-active, number 65515"),
    "a peer with Azure's number": ([("network.route_server", {"enabled": True, "peers": {"nva": {"asn": 65515, "address": "10.64.0.9"}}})], ("network", "route_server", "peers", "nva", "asn"), "number 65515 is Azure's or reserved"),
    "analytics of no logs": ([("network.flow_logs.workspace_customer_id", uuid(8))], ("network", "flow_logs", "workspace_customer_id"), "traffic analytics reads flow logs, which are off"),
    "one region twice": ([("secondary_region", {"region": "westeurope", "supernets": ["10.80.0.0/16"]})], ("secondary_region", "region"), "westeurope is the first region"),
    "a landing zone in no region": ([("landing_zones.0.region", "secondary")], ("landing_zones", 0, "region"), "there is no second region"),
    "a second region that policy denies": ([("secondary_region", {"region": "northeurope", "supernets": ["10.80.0.0/16"]}), ("policy.allowed_regions", ["westeurope"])], ("policy", "allowed_regions"), "leaves out northeurope, the landing zone's second region"),

}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_refused_and_why(case: str) -> None:
    changes, loc, message = CASES[case]
    problems = list(check_connectivity(model(with_all(*changes))))
    assert [(problem.loc, problem.message) for problem in problems] == [(loc, message)]
    assert problems[0].mend


VALID: dict[str, list[Change]] = {
    "both": [("network.hybrid", BOTH)],
    "a Local circuit": circuit(sku_tier="Local", sku_family="UnlimitedData"),
    "an existing circuit": [("network.hybrid", {"kind": "express_route", "express_route": {"circuit": EXISTING}})],
    "two regions on one circuit": [ER, ("secondary_region", SECOND), ("landing_zones.1", entry("pay", 5, region="secondary"))],
    "a virtual hub": [WAN, PREMIUM, ("network.hybrid.scale_units", 4)],
    "a scaling gateway": [("network.hybrid", {"kind": "express_route", "express_route": {"circuit": NEW, "gateway_sku": "ErGwScale", "gateway_scale": {"minimum": 1, "maximum": 4}}})],
    "a private Bastion": [("network.bastion", {"sku": "Premium", "private_only": True, "session_recording": True})],
    "tunnelling over ExpressRoute": [PREMIUM, ER, ("network.forced_tunnelling", True)],
    "intrusion detection off": [PREMIUM, ("network.firewall.intrusion_detection", "Off")],
    "every port": [PREMIUM, ("network.firewall.network_rules", rule(ports=["*", "1-65535"]))],
    "names of many kinds": [PREMIUM, ("network.firewall.application_rules", {"web": {"description": "x", "sources": ["10.64.0.0/16"], "fqdns": ["*", "*.x.com", "a-b.x.com"]}})],
    "the root of all domains": [("network.dns_resolver", {"enabled": True, "forwarding": {"all": {"domain": ".", "servers": ["10.0.0.4"]}}})],
}  # fmt: skip


@pytest.mark.parametrize("case", VALID)
def test_what_is_allowed(case: str) -> None:
    assert list(check_connectivity(model(with_all(*VALID[case])))) == []


@pytest.mark.parametrize("blueprint", ["start-small", "full"])
def test_the_primary_circuit_in_the_primary_region_is_told_and_not_followed(blueprint: str) -> None:
    circuit = {"kind": "express_route", "express_route": {"circuit": {"kind": "primary"}}}
    file = model(with_all(("blueprint", blueprint), ("network.hybrid", circuit)))
    assert not connected(file, hubs(file)[0])
    assert (*CIRCUIT, "kind") in [problem.loc for problem in check_connectivity(file)]


def test_public_ranges_used_as_private_are_no_matter_of_routing_intent() -> None:
    public = ("network.on_premises", ["10.0.0.0/17", "198.51.100.0/24"])
    message = "routing intent of a Virtual WAN takes 198.51.100.0/24 for the internet's"
    found = check_connectivity(model(with_all(WAN, PREMIUM, public)))
    assert [(one.loc, one.message) for one in found] == [(("network", "on_premises", 1), message)]
    assert list(check_connectivity(model(with_all(PREMIUM, public)))) == []
