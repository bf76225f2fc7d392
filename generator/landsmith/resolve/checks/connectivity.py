"""Cross-field rules of the connectivity choices: what Azure refuses, and what to choose instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Network

from landsmith.blueprint.addresses import outside_private
from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.network.hybrid import (
    ExistingCircuit,
    ExpressRoute,
    NewCircuit,
    PrimaryCircuit,
    PrivatePeering,
    Vpn,
)
from landsmith.blueprint.network.network import Network
from landsmith.landing_zone.hub import HubRegion
from landsmith.resolve.checks import dns, management, sites
from landsmith.resolve.platform.hubs import hubs

AZURE_ASN = 65515
"""The number that a gateway, a virtual hub and a route server have unless given another."""

RESERVED_ASNS = {
    8074,
    8075,
    12076,
    23456,
    *range(64496, 64512),
    AZURE_ASN,
    *range(65517, 65521),
    *range(65535, 65552),
    4294967295,
}
"""Numbers that a peer may not have (VPN Gateway FAQ, "Which ASNs can I use")."""

BANDWIDTHS = (50, 100, 200, 500, 1000, 2000, 5000, 10000)
"""Bandwidths of a circuit in megabits per second (ExpressRoute FAQ)."""

OWN_RULES = {
    "network_rules": {
        "api-servers",
        "dns-resolver",
        "dns-servers",
        "management",
        "private-ingress",
    },
    "application_rules": {"management-azure", "management-sign-in", "private-services", "runners"},
}
"""Names of firewall rules that the landing zone brings itself, by kind."""

_PORTS = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")
_FQDN = re.compile(r"(\*|\*?\.?([0-9A-Za-z_-]{1,63}\.)+[0-9A-Za-z-]{2,63})")


def check_connectivity(file: LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield a problem for each combination of connectivity choices that can't be deployed."""
    for hub in hubs(file):
        yield from _gateways(file, hub)
    yield from _topology(file)
    yield from _public_as_private(file)
    yield from _firewall(file.network)
    yield from _rules(file.network)
    yield from _tunnelling(file)
    yield from _bastion(file)
    yield from dns.check(file)
    yield from management.check(file)
    yield from _route_server(file)
    yield from _flow_logs(file.network)
    yield from _regions(file)


# Gateways.


def _gateways(file: LandingZoneFile, hub: HubRegion) -> Iterator[FieldProblem]:
    nested = hub.hybrid is not None and hub.hybrid.kind == "vpn_and_express_route"
    if hub.vpn:
        at: Loc = (*hub.field, "vpn") if nested else hub.field
        yield from _vpn(hub.vpn, at)
        yield from _vpn_in(file.network, hub.vpn, at)
    if hub.express_route:
        at = (*hub.field, "express_route")
        yield from _express_route(file, hub, hub.express_route, at)
    both = hub.vpn and hub.express_route and not file.network.virtual_wan
    if both and hub.vpn and hub.vpn.asn != AZURE_ASN:
        message = f"a VPN gateway beside an ExpressRoute gateway has the number {AZURE_ASN}"
        yield FieldProblem((*hub.field, "vpn", "asn"), message, f"leave it out, or {AZURE_ASN}")


def _vpn(vpn: Vpn, hybrid: Loc) -> Iterator[FieldProblem]:
    if vpn.asn in RESERVED_ASNS - {AZURE_ASN}:
        message = f"the gateway can't have the number {vpn.asn}, which is reserved"
        mend = f"leave it out for Azure's {AZURE_ASN}, or use a private number such as 65010"
        yield FieldProblem((*hybrid, "asn"), message, mend)
    at = (*hybrid, "sites")
    yield from sites.check(vpn.sites, at)
    for index, site in enumerate(vpn.sites):
        if site.bgp is None:
            continue
        if site.bgp.asn in RESERVED_ASNS or site.bgp.asn == vpn.asn:
            message = f"number {site.bgp.asn} is Azure's, reserved, or the gateway's own"
            mend = "use a private number such as 65010, and set it on the device"
            yield FieldProblem((*at, index, "bgp", "asn"), message, mend)
        if site.bgp.peering_address == site.gateway_address:
            message = f"{site.gateway_address} is the device's public address, not its BGP address"
            mend = "write the address of the device's loopback or tunnel interface"
            yield FieldProblem((*at, index, "bgp", "peering_address"), message, mend)


def _vpn_in(network: Network, vpn: Vpn, at: Loc) -> Iterator[FieldProblem]:
    """Yield what a gateway can't be set to where it stands."""
    if not network.virtual_wan:
        if vpn.scale_units != 1:
            message = "scale units size the gateway of a virtual hub"
            mend = "choose a sku, or topology: virtual_wan"
            yield FieldProblem((*at, "scale_units"), message, mend)
        return
    if vpn.asn != AZURE_ASN:
        message = f"the gateway of a virtual hub always has the number {AZURE_ASN}"
        yield FieldProblem((*at, "asn"), message, "leave it out, or topology: hub_and_spoke")
    if not vpn.active_active:
        message = "the gateway of a virtual hub always has two active instances"
        yield FieldProblem((*at, "active_active"), message, "leave it out")
    if vpn.sku != "VpnGw1AZ":
        message = f"{vpn.sku} is a gateway of a hub network; a virtual hub's has scale units"
        yield FieldProblem((*at, "sku"), message, "leave it out, and write scale_units")


def _express_route(
    file: LandingZoneFile, hub: HubRegion, chosen: ExpressRoute, at: Loc
) -> Iterator[FieldProblem]:
    circuit = chosen.circuit
    if chosen.scale_units != 1 and not file.network.virtual_wan:
        message = "scale units size the gateway of a virtual hub"
        mend = "choose a gateway_sku, or topology: virtual_wan"
        yield FieldProblem((*at, "scale_units"), message, mend)
    if chosen.gateway_sku != "ErGw1AZ" and file.network.virtual_wan:
        message = f"{chosen.gateway_sku} is a gateway of a hub network"
        yield FieldProblem((*at, "gateway_sku"), message, "leave it out, and write scale_units")
    yield from _scale(chosen, at)
    if isinstance(circuit, NewCircuit):
        yield from _circuit(file, circuit, (*at, "circuit"))
    elif isinstance(circuit, ExistingCircuit):
        yield from _existing(file, circuit, (*at, "circuit", "id"))
    else:
        yield from _shared(file, hub, (*at, "circuit", "kind"))


def _scale(chosen: ExpressRoute, at: Loc) -> Iterator[FieldProblem]:
    """Yield bounds that are missing, superfluous or in the wrong order."""
    scales, bounds = chosen.gateway_sku == "ErGwScale", chosen.gateway_scale
    if scales and bounds is None:
        message = "ErGwScale needs its fewest and most scale units"
        mend = "write gateway_scale: {minimum: 1, maximum: 4}, each from 1 to 40"
        yield FieldProblem((*at, "gateway_sku"), message, mend)
    elif bounds and not scales:
        message = f"{chosen.gateway_sku} has no scale units"
        mend = "leave it out, or choose gateway_sku: ErGwScale"
        yield FieldProblem((*at, "gateway_scale"), message, mend)
    elif bounds and bounds.minimum > bounds.maximum:
        message = f"the minimum {bounds.minimum} is above the maximum {bounds.maximum}"
        yield FieldProblem((*at, "gateway_scale", "minimum"), message, "swap the two")


def _circuit(file: LandingZoneFile, circuit: NewCircuit, at: Loc) -> Iterator[FieldProblem]:
    if circuit.bandwidth_in_mbps not in BANDWIDTHS:
        message = f"no circuit has {circuit.bandwidth_in_mbps} megabits per second"
        mend = f"write one of {', '.join(map(str, BANDWIDTHS))}"
        yield FieldProblem((*at, "bandwidth_in_mbps"), message, mend)
    if circuit.sku_tier == "Local":
        if circuit.sku_family != "UnlimitedData":
            message = "a Local circuit has unlimited data"
            mend = "write sku_family: UnlimitedData, or choose sku_tier: Standard"
            yield FieldProblem((*at, "sku_family"), message, mend)
        if circuit.bandwidth_in_mbps < 1000:
            message = "a Local circuit has 1000 megabits per second or more"
            mend = "write 1000 or more, or choose sku_tier: Standard"
            yield FieldProblem((*at, "bandwidth_in_mbps"), message, mend)
        if file.secondary_region:
            message = "a Local circuit reaches the regions at its peering location alone"
            yield FieldProblem((*at, "sku_tier"), message, "choose sku_tier: Standard or Premium")
    if circuit.private_peering:
        yield from _peering(file, circuit.private_peering, (*at, "private_peering"))


def _peering(file: LandingZoneFile, peering: PrivatePeering, at: Loc) -> Iterator[FieldProblem]:
    if peering.peer_asn == AZURE_ASN or peering.peer_asn in {8074, 8075, 12076}:
        message = f"number {peering.peer_asn} is Azure's"
        yield FieldProblem((*at, "peer_asn"), message, "use a private number such as 65010")
    links = {"primary_prefix": peering.primary_prefix, "secondary_prefix": peering.secondary_prefix}
    for key, link in links.items():
        if link.prefixlen != 30:
            message = f"{link} is no /30, which each link of a circuit has"
            yield FieldProblem((*at, key), message, "write a /30, such as 172.16.0.0/30")
        for supernet in (range_ for hub in hubs(file) for range_ in hub.supernets):
            if link.overlaps(supernet):
                message = f"{link} overlaps supernet {supernet}"
                yield FieldProblem((*at, key), message, "choose a range that nothing else uses")
    if peering.primary_prefix.overlaps(peering.secondary_prefix):
        message = "both links have the same range"
        yield FieldProblem((*at, "secondary_prefix"), message, "give each link its own /30")


def _existing(file: LandingZoneFile, circuit: ExistingCircuit, at: Loc) -> Iterator[FieldProblem]:
    if circuit.id.split("/")[2].lower() != file.subscriptions.connectivity:
        message = "the circuit is in another subscription, and would need an authorization key"
        mend = "move it to the connectivity subscription, or order a new one"
        yield FieldProblem(at, message, mend)


def _shared(file: LandingZoneFile, hub: HubRegion, at: Loc) -> Iterator[FieldProblem]:
    first = hubs(file)[0]
    if hub.primary:
        message = "this is the primary region's circuit itself"
        yield FieldProblem(at, message, "choose new or existing")
    elif first.express_route is None or isinstance(first.express_route.circuit, PrimaryCircuit):
        message = "the primary region has no circuit"
        yield FieldProblem(at, message, "choose new or existing, or give the primary region one")


# What stands in the hub.


def _topology(file: LandingZoneFile) -> Iterator[FieldProblem]:
    if file.network.virtual_wan and file.network.firewall_tier not in ("Standard", "Premium"):
        message = f"routing intent of a Virtual WAN needs its firewall, not {file.network.egress}"
        mend = "choose firewall_standard or firewall_premium, or topology: hub_and_spoke"
        yield FieldProblem(("network", "egress"), message, mend)


def _public_as_private(file: LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield the ranges that routing intent takes for the internet's.

    Source: Virtual WAN, "How to configure Virtual WAN Hub routing intent and routing policies".
    """
    named: list[tuple[Loc, IPv4Network]] = [
        (("network", "on_premises", index), one)
        for index, one in enumerate(file.network.on_premises)
    ]
    for hub in hubs(file):
        field: Loc = ("network" if hub.primary else "secondary_region", "supernets")
        named += [((*field, index), one) for index, one in enumerate(hub.supernets)]
    for loc, range_ in named if file.network.virtual_wan else []:
        if outside_private([range_]):
            message = f"routing intent of a Virtual WAN takes {range_} for the internet's"
            mend = "choose a private range, or topology: hub_and_spoke"
            yield FieldProblem(loc, message, mend)


def _firewall(network: Network) -> Iterator[FieldProblem]:
    at: Loc = ("network", "firewall")
    if network.firewall.intrusion_detection in ("Alert", "Deny") and (
        network.egress != "firewall_premium"
    ):
        message = "only the Premium firewall detects intrusions"
        mend = "choose egress: firewall_premium, or leave it out"
        yield FieldProblem((*at, "intrusion_detection"), message, mend)
    if network.firewall_tier in ("Standard", "Premium"):
        return
    if network.firewall.network_rules or network.firewall.application_rules:
        message = f"there is no firewall that would follow these rules with {network.egress}"
        yield FieldProblem(at, message, "choose firewall_standard or firewall_premium")
    if network.firewall.public_ip_count != 1:
        message = f"{network.egress} has one public address"
        mend = "leave it out, or choose firewall_standard or firewall_premium"
        yield FieldProblem((*at, "public_ip_count"), message, mend)


def _rules(network: Network) -> Iterator[FieldProblem]:
    at: Loc = ("network", "firewall")
    for kind, taken in OWN_RULES.items():
        for name in taken & getattr(network.firewall, kind).keys():
            message = f"{name} is the name of a rule of the landing zone's own"
            yield FieldProblem((*at, kind, name), message, "give the rule another name")
    for name, rule in network.firewall.network_rules.items():
        for index, ports in enumerate(rule.ports):
            if not _is_ports(ports):
                message = f"{ports} is no port from 1 to 65535, nor a range of them"
                loc = (*at, "network_rules", name, "ports", index)
                yield FieldProblem(loc, message, 'write "443", "8000-8080" or "*"')
    for name, application in network.firewall.application_rules.items():
        for index, fqdn in enumerate(application.fqdns):
            if not _FQDN.fullmatch(fqdn):
                loc = (*at, "application_rules", name, "fqdns", index)
                message = "this is no domain name"
                yield FieldProblem(loc, message, "write www.example.com or *.example.com")


def _is_ports(text: str) -> bool:
    found = _PORTS.fullmatch(text)
    if found is None:
        return text == "*"
    first, last = int(found[1]), int(found[2] or found[1])
    return 1 <= first <= last <= 65535


def _tunnelling(file: LandingZoneFile) -> Iterator[FieldProblem]:
    network, at = file.network, ("network", "forced_tunnelling")
    if not network.forced_tunnelling:
        return
    if network.virtual_wan:
        message = "a virtual hub learns the way out by its routing intent"
        yield FieldProblem(at, message, "leave it off, or choose topology: hub_and_spoke")
    elif network.firewall_tier not in ("Standard", "Premium"):
        message = f"no firewall sends the traffic on with {network.egress}"
        yield FieldProblem(at, message, "choose firewall_standard or firewall_premium")
    if not all(_learns_routes(hub) for hub in hubs(file)):
        message = "no site announces a default route: there is neither BGP nor ExpressRoute"
        mend = "add bgp to a VPN site or choose ExpressRoute, in each region"
        yield FieldProblem(at, message, mend)
    if network.firewall.public_ip_count != 1:
        message = "a firewall that sends everything on premises has no public address for traffic"
        loc: Loc = ("network", "firewall", "public_ip_count")
        yield FieldProblem(loc, message, "leave it out")


def _learns_routes(hub: HubRegion) -> bool:
    by_vpn = hub.vpn is not None and any(site.bgp for site in hub.vpn.sites)
    return by_vpn or hub.express_route is not None


def _bastion(file: LandingZoneFile) -> Iterator[FieldProblem]:
    bastion, at = file.network.bastion, ("network", "bastion")
    for key in ("private_only", "session_recording"):
        if getattr(bastion, key) and bastion.sku != "Premium":
            message = f"Bastion {bastion.sku} has no {key}"
            yield FieldProblem((*at, key), message, "choose sku: Premium, or leave it off")
    if bastion.private_only and not hubs(file)[0].has_gateway:
        message = "nobody would reach a private Bastion: the hub has no gateway"
        mend = "choose VPN or ExpressRoute, or leave private_only off"
        yield FieldProblem((*at, "private_only"), message, mend)


def _route_server(file: LandingZoneFile) -> Iterator[FieldProblem]:
    chosen, at = file.network.route_server, ("network", "route_server")
    if chosen.enabled and file.network.virtual_wan:
        message = "a virtual hub has a router of its own"
        mend = "leave the route server off, or choose topology: hub_and_spoke"
        yield FieldProblem((*at, "enabled"), message, mend)
    if chosen.peers and not chosen.enabled:
        message = "there is no route server to peer with"
        yield FieldProblem((*at, "peers"), message, "write enabled: true")
    if chosen.enabled and not _beside_route_server(hubs(file)[0]):
        message = f"beside a route server the VPN gateway is active-active, number {AZURE_ASN}"
        mend = "leave active_active and asn out, or the route server off"
        yield FieldProblem((*at, "enabled"), message, mend)
    for name, peer in chosen.peers.items():
        if peer.asn in RESERVED_ASNS:
            message = f"number {peer.asn} is Azure's or reserved"
            loc: Loc = (*at, "peers", name, "asn")
            yield FieldProblem(loc, message, "use a private number such as 65010")


def _beside_route_server(hub: HubRegion) -> bool:
    """Tell whether a route server can stand beside a hub's gateways (Route Server FAQ)."""
    return hub.vpn is None or (hub.vpn.active_active and hub.vpn.asn == AZURE_ASN)


def _flow_logs(network: Network) -> Iterator[FieldProblem]:
    if network.flow_logs.workspace_customer_id and not network.flow_logs.enabled:
        message = "traffic analytics reads flow logs, which are off"
        loc: Loc = ("network", "flow_logs", "workspace_customer_id")
        yield FieldProblem(loc, message, "write enabled: true")


def _regions(file: LandingZoneFile) -> Iterator[FieldProblem]:
    second = file.secondary_region
    if second and second.region == file.region:
        message = f"{second.region} is the first region"
        yield FieldProblem(("secondary_region", "region"), message, "choose another")
    for index, entry in enumerate(file.landing_zones):
        if entry.region == "secondary" and second is None:
            message = "there is no second region"
            mend = "describe secondary_region, or leave region out"
            yield FieldProblem(("landing_zones", index, "region"), message, mend)
    allowed = file.policy.allowed_regions
    if second and allowed and second.region not in allowed:
        message = f"leaves out {second.region}, the landing zone's second region"
        yield FieldProblem(("policy", "allowed_regions"), message, f"add {second.region}")
