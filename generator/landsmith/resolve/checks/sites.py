"""Cross-field rules of the sites of one VPN gateway: each has what tells it from the others.

Source: VPN Gateway, "Highly available cross-premises connectivity": each device has a public
address and a BGP address of its own. Two devices of one place share ranges and number, by BGP;
two places with one number would drop each other's routes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.network.hybrid import VpnSite


def check(sites: tuple[VpnSite, ...], at: Loc) -> Iterator[FieldProblem]:
    """Yield a problem for each thing that two sites have in common and can't, at the later one."""
    for (_, first), (index, second) in combinations(enumerate(sites), 2):
        yield from _same(first, second, (*at, index))


def _same(first: VpnSite, second: VpnSite, at: Loc) -> Iterator[FieldProblem]:
    if first.name == second.name:
        mend = "give each site its own name"
        yield FieldProblem((*at, "name"), f"{first.name} names two sites", mend)
    if first.gateway_address == second.gateway_address:
        message = f"{first.name} has the device {first.gateway_address} already"
        yield FieldProblem((*at, "gateway_address"), message, "write the address of its own device")
    if first.bgp and second.bgp and first.bgp.peering_address == second.bgp.peering_address:
        message = f"{first.name} has the peer {first.bgp.peering_address} already"
        yield FieldProblem((*at, "bgp", "peering_address"), message, "write its own device's")
    if not _redundant(first, second):
        yield from _shared(first, second, at)


def _redundant(first: VpnSite, second: VpnSite) -> bool:
    """Tell whether two sites are the devices of one place."""
    same_number = first.bgp and second.bgp and first.bgp.asn == second.bgp.asn
    return bool(same_number) and set(first.address_space) == set(second.address_space)


def _shared(first: VpnSite, second: VpnSite, at: Loc) -> Iterator[FieldProblem]:
    for index, network in enumerate(second.address_space):
        for other in first.address_space:
            if network.overlaps(other):
                message = f"{network} overlaps {other} of {first.name}"
                mend = "give each range to one site, or both devices of one place the same "
                mend += "ranges and bgp.asn"
                yield FieldProblem((*at, "address_space", index), message, mend)
    if first.bgp and second.bgp and first.bgp.asn == second.bgp.asn:
        message = f"{first.name} has the number {first.bgp.asn} too, and would drop its routes"
        yield FieldProblem((*at, "bgp", "asn"), message, "give each site a number of its own")
