"""Facts about the network: its topology, and hybrid connectivity."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network, ip_network
from typing import TYPE_CHECKING, Final

from landsmith.evidence.fact import Fact, about, overall, stated, without
from landsmith.evidence.resources import Resource, last_segment, resources
from landsmith.policy.kinds import CIRCUIT, CLUSTER, GATEWAYS, NETWORK_GATEWAY

if TYPE_CHECKING:
    from landsmith.evidence.subject import Subject

TOPOLOGY: Final = "topology"
HYBRID: Final = "hybrid"


def facts(subject: Subject) -> tuple[Fact, ...]:
    """Return the facts about the network."""
    return (*_topology(subject), *_hybrid(subject))


def hub_names(subject: Subject) -> set[str]:
    """Return the names of the networks that the landing zone has as its hub."""
    return {subject.zone.name(f"{hub.key}/virtual_network") for hub in subject.zone.hubs}


def _topology(subject: Subject) -> Iterator[Fact]:
    networks = resources(subject, "azurerm_virtual_network")
    if not networks:
        yield without(TOPOLOGY, "No virtual network is planned.")
        return
    own = hub_names(subject)
    for network in networks:
        kind = "hub" if network.text("name") in own else "spoke"
        statement = f"{network.text('name')} is a {kind} with this address space."
        yield about(TOPOLOGY, statement, network, "address_space", bool)
    yield _disjoint(subject, networks)
    yield from _virtual_hubs(subject)
    if subject.zone.network.virtual_wan:
        yield from _joined(subject, networks)
    else:
        yield from _peerings(subject, [item for item in networks if item.text("name") not in own])
    yield from _egress(subject)
    yield from _names_resolve(subject)


def _disjoint(subject: Subject, networks: tuple[Resource, ...]) -> Fact:
    named = [(item.text("name"), net) for item in networks for net in ranges(item, "address_space")]
    named += [("on premises", net) for net in subject.zone.network.on_premises]
    clashes = [
        f"{one} {net} overlaps {other} {against}"
        for place, (one, net) in enumerate(named)
        for other, against in named[place + 1 :]
        if one != other and net.overlaps(against)
    ]
    statement = "No two networks overlap, nor does any overlap a range in use on premises."
    value = clashes or {name: str(net) for name, net in named if name != "on premises"}
    return overall(
        TOPOLOGY, statement, value, networks, holds=not clashes, reads=("address_space",)
    )


def ranges(resource: Resource, path: str) -> list[IPv4Network]:
    """Return the known IPv4 ranges at a path."""
    value = resource.value(path)
    texts = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
    found = [ip_network(text) for text in texts]
    return [net for net in found if isinstance(net, IPv4Network)]


def _virtual_hubs(subject: Subject) -> Iterator[Fact]:
    for hub in resources(subject, "azurerm_virtual_hub"):
        statement = f"{hub.text('name')} is a virtual hub with this range."
        yield about(TOPOLOGY, statement, hub, "address_prefix", bool)
    for intent in resources(subject, "azurerm_virtual_hub_routing_intent"):
        statement = "Internet and private traffic of the virtual hub goes through its firewall."
        yield about(TOPOLOGY, statement, intent, "routing_policy", _everything)


def _everything(policies: object) -> bool:
    """Tell whether routing policies take both internet and private traffic."""
    listed = policies if isinstance(policies, list) else []
    return {"Internet", "PrivateTraffic"} <= {one for p in listed for one in p["destinations"]}


def _joined(subject: Subject, networks: tuple[Resource, ...]) -> Iterator[Fact]:
    """Yield what joins each network to a virtual hub: a connection in the network's own root."""
    connections = resources(subject, "azurerm_virtual_hub_connection")
    for network in networks:
        name = network.text("name")
        own = [item for item in connections if _connects(item, network)]
        if not own:
            yield without(TOPOLOGY, f"Nothing shows that {name} is joined to a virtual hub.")
        for connection in own:
            statement = f"{name} is joined to a virtual hub and learns its default route."
            path = "internet_security_enabled"
            yield about(TOPOLOGY, statement, connection, path, lambda value: value is True)


def _connects(connection: Resource, network: Resource) -> bool:
    """Tell whether a connection is a network's: by its id, or by the root that holds both."""
    named = last_segment(connection.value("remote_virtual_network_id"))
    if named:
        return named == network.text("name")
    prefix = "module.secondary_"
    secondary = network.change.address.startswith(prefix)
    same = connection.change.address.startswith(prefix) == secondary
    return connection.root == network.root and same


def _peerings(subject: Subject, spokes: list[Resource]) -> Iterator[Fact]:
    peerings = resources(subject, "azurerm_virtual_network_peering")
    pairs = {
        (item.text("virtual_network_name"), last_segment(item.value("remote_virtual_network_id")))
        for item in peerings
    }
    for spoke in spokes:
        yield _both_ways(spoke, peerings, pairs, hub_names(subject))
    for peering in peerings:
        yield about(
            TOPOLOGY,
            f"{peering.text('virtual_network_name')} is peered and lets forwarded traffic pass.",
            peering,
            ("allow_forwarded_traffic", "allow_gateway_transit", "use_remote_gateways"),
            lambda forwarded, *_: forwarded is True,
        )


def _both_ways(
    spoke: Resource, peerings: tuple[Resource, ...], pairs: set[tuple[str, str]], hubs: set[str]
) -> Fact:
    name = spoke.text("name")
    own = [
        item
        for item in peerings
        if name
        in (
            item.text("virtual_network_name"),
            last_segment(item.value("remote_virtual_network_id")),
        )
    ]
    if not own:
        return without(TOPOLOGY, f"Nothing shows that {name} is peered with a hub.")
    both = any((name, hub) in pairs and (hub, name) in pairs for hub in hubs)
    if not both and any(not remote for _, remote in pairs):
        return without(
            TOPOLOGY, f"Whether {name} is peered both ways is known after apply.", "unknown"
        )
    value = [f"{one} → {other}" for one, other in sorted(pairs) if name in (one, other)]
    return overall(
        TOPOLOGY, f"{name} and the hub are peered in both directions.", value, own, holds=both
    )


def _egress(subject: Subject) -> Iterator[Fact]:
    for firewall in resources(subject, "azurerm_firewall"):
        statement = "A firewall stands in the hub."
        yield about(TOPOLOGY, statement, firewall, ("name", "sku_name", "sku_tier"))
    for policy in resources(subject, "azurerm_firewall_policy"):
        statement = "The firewall has a policy of its own."
        yield about(TOPOLOGY, statement, policy, ("name", "sku", "threat_intelligence_mode"))
    tables = {subject.zone.names.get(f"{hub.key}/route_table") for hub in subject.zone.hubs}
    between = {name.value for name in tables if name}
    for table in resources(subject, "azurerm_route_table"):
        if table.text("name") in between:
            statement = "The firewall passes traffic on to the other region's."
            yield about(TOPOLOGY, statement, table, "route", _to_other)
        else:
            statement = "Spoke subnets are routed to the firewall."
            yield about(TOPOLOGY, statement, table, "route", _to_appliance)
    for log in resources(subject, "azurerm_network_watcher_flow_log"):
        statement = "Traffic of a network is recorded."
        yield about(TOPOLOGY, statement, log, "enabled", lambda value: value is True)
    for gateway in resources(subject, "azurerm_nat_gateway"):
        statement = "Traffic to the internet leaves the spoke by a NAT gateway."
        yield about(TOPOLOGY, statement, gateway, ("name", "sku_name"))
    for cluster in resources(subject, CLUSTER):
        yield about(
            TOPOLOGY,
            f"{cluster.text('name')} sends outbound traffic the way the network decides.",
            cluster,
            "network_profile.0.outbound_type",
            lambda value: (
                value in ("userDefinedRouting", "userAssignedNATGateway", "none", "block")
            ),
        )
        yield about(
            TOPOLOGY,
            f"The API server of {cluster.text('name')} has a private address only.",
            cluster,
            ("private_cluster_enabled", "private_cluster_public_fqdn_enabled"),
            lambda *values: values == (True, False),
        )


def _to_appliance(routes: object) -> bool:
    return isinstance(routes, list) and any(
        route["address_prefix"] == "0.0.0.0/0" and route["next_hop_type"] == "VirtualAppliance"
        for route in routes
    )


def _to_other(routes: object) -> bool:
    return isinstance(routes, list) and any(
        route["next_hop_type"] == "VirtualAppliance" for route in routes
    )


def _names_resolve(subject: Subject) -> Iterator[Fact]:
    links = resources(subject, "azurerm_private_dns_zone_virtual_network_link")
    for zone in resources(subject, "azurerm_private_dns_zone"):
        name = zone.text("name")
        own = [link for link in links if _zone_of(link) == name]
        reached = sorted({last_segment(link.value("virtual_network_id")) or "?" for link in own})
        statement = f"{name} is resolved in hub and spokes."
        if own:
            yield overall(TOPOLOGY, statement, reached, (zone, *own), holds=len(reached) > 1)
        else:
            yield without(TOPOLOGY, f"{name} is linked to no network.")


def _zone_of(link: Resource) -> str:
    """Return the zone a link belongs to: told by name or by id."""
    return link.text("private_dns_zone_name") or last_segment(link.value("private_dns_zone_id"))


def _hybrid(subject: Subject) -> Iterator[Fact]:
    gateways = resources(subject, NETWORK_GATEWAY)
    others = resources(subject, CIRCUIT, *(one for one in GATEWAYS if one != NETWORK_GATEWAY))
    for gateway in gateways:
        yield from _gateway(gateway)
    for other in others:
        yield about(HYBRID, "Hybrid connectivity is planned.", other, "name")
    yield from _connections(subject)
    told = subject.zone.network.hybrid
    if told.kind == "equivalent":
        yield from _equivalent(subject, told.description, told.reason)
    elif not gateways and not others:
        yield without(HYBRID, "Neither a VPN gateway nor ExpressRoute is planned.")


def _gateway(gateway: Resource) -> Iterator[Fact]:
    name = gateway.text("name")
    kinds = ("Vpn", "ExpressRoute")
    statement = f"{name} is planned as the gateway to the customer's data centres."
    yield about(
        HYBRID, statement, gateway, ("type", "sku", "vpn_type"), lambda kind, *_: kind in kinds
    )
    if gateway.text("type") != "ExpressRoute":
        statement = f"{name} runs as two active instances."
        yield about(HYBRID, statement, gateway, "active_active", lambda value: value is True)


def _connections(subject: Subject) -> Iterator[Fact]:
    for site in resources(subject, "azurerm_local_network_gateway"):
        statement = "A site of the customer's is known, with its device and the networks behind it."
        yield about(HYBRID, statement, site, ("name", "gateway_address", "address_space"))
    for site in resources(subject, "azurerm_vpn_site"):
        statement = "A site of the customer's is known, with the networks behind it."
        yield about(HYBRID, statement, site, ("name", "address_cidrs"))
    for connection in resources(
        subject, "azurerm_vpn_gateway_connection", "azurerm_express_route_connection"
    ):
        yield about(HYBRID, "A connection to a virtual hub is planned.", connection, "name")
    for connection in resources(subject, "azurerm_virtual_network_gateway_connection"):
        tunnel = connection.text("type") != "ExpressRoute"
        statement = "A connection to a site is planned."
        paths = ("name", "type", *(("connection_protocol",) if tunnel else ()))
        yield about(HYBRID, statement, connection, paths)


def _equivalent(subject: Subject, description: str, reason: str) -> Iterator[Fact]:
    at = ("network", "hybrid")
    yield stated(
        HYBRID,
        "An equivalent connects the customer's sites.",
        description,
        subject,
        *at,
        "description",
    )
    yield stated(
        HYBRID, "Why neither VPN gateway nor ExpressRoute is used.", reason, subject, *at, "reason"
    )
    statement = (
        "The equivalent lies outside this landing zone: no plan shows it, the customer does."
    )
    yield without(HYBRID, statement, "manual")
