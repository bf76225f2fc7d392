"""Address ranges of virtual networks and their subnets."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import TYPE_CHECKING, TypeAlias

from landsmith.emulator.provider.objection import Objection
from landsmith.emulator.refusals.deletions import occupants
from landsmith.emulator.refusals.scope import (
    NETWORK,
    SUBNET,
    inline_subnets,
    lies_in,
    name_of,
    parent_of,
)

if TYPE_CHECKING:
    from landsmith.emulator.cloud import Cloud
    from landsmith.emulator.refusals.change import Change
    from landsmith.emulator.values import Object, Value

Range: TypeAlias = IPv4Network | IPv6Network


@dataclass(frozen=True)
class Subnet:
    """A subnet, whether a resource of its own or written inside its network."""

    id: str
    ranges: tuple[Range, ...]


def ranges_of(prefixes: Value) -> tuple[Range, ...]:
    """Return address prefixes as networks, leaving out what is none."""
    found = [_range(text) for text in (prefixes if isinstance(prefixes, list) else [prefixes])]
    return tuple(one for one in found if one)


def _range(text: Value) -> Range | None:
    try:
        return ip_network(text, strict=False) if isinstance(text, str) else None
    except ValueError:
        return None


def inside(one: Range, spaces: tuple[Range, ...]) -> bool:
    """Return whether a range lies within one of the address spaces."""
    return any(one.version == space.version and one.subnet_of(space) for space in spaces)  # type: ignore[arg-type]


def overlapping(ones: tuple[Range, ...], others: tuple[Range, ...]) -> Range | None:
    """Return the first of the ranges that overlaps one of the others."""
    pairs = ((one, other) for one in ones for other in others if one.version == other.version)
    return next((one for one, other in pairs if one.overlaps(other)), None)


def space_of(cloud: Cloud, network: str) -> tuple[Range, ...]:
    """Return a virtual network's address space, empty where it isn't known."""
    found = cloud.get("azurerm", NETWORK, network)
    return ranges_of(found.value.get("address_space")) if found else ()


def subnets_of(cloud: Cloud, network: str, value: Object | None = None) -> list[Subnet]:
    """Return the subnets of a virtual network; ``value`` is what the network will be."""
    found = cloud.get("azurerm", NETWORK, network)
    written = inline_subnets(value or (found.value if found else {}))
    own = [
        Subnet(f"{network}/subnets/{item['name']}", ranges_of(item.get("address_prefixes")))
        for item in written
    ]
    names = {item.id.lower() for item in own}
    others = [item for item in cloud.inside(network) if item.type == SUBNET]
    return own + [
        Subnet(item.id, ranges_of(item.value.get("address_prefixes")))
        for item in others
        if item.key not in names
    ]


def _proposed(change: Change) -> list[Subnet]:
    """Return the subnets that a change would write, empty if it is about something else."""
    after = change.after or {}
    if change.type == SUBNET and change.changes("address_prefixes"):
        return [Subnet(change.id, ranges_of(after.get("address_prefixes")))]
    if change.type == NETWORK and change.changes("subnet"):
        return [
            Subnet(f"{change.id}/subnets/{item['name']}", ranges_of(item.get("address_prefixes")))
            for item in inline_subnets(after)
        ]
    return []


def _network(change: Change) -> str:
    return change.id if change.type == NETWORK else parent_of(change.id)


def invalid_notation(_cloud: Cloud, change: Change) -> Objection | None:
    """Refuse a range that is none, or that has bits set behind its prefix."""
    name = {NETWORK: "address_space", SUBNET: "address_prefixes"}.get(change.type, "")
    for text in (change.after or {}).get(name) or () if name else ():
        meant = _range(text)
        if str(meant) != text.lower() and "/" in text and (not meant or meant.version == 4):
            hint = f"; {meant} is meant" if meant else ""
            return Objection(
                f"InvalidCIDRNotation: the address prefix {text} of {change.name!r} is not valid",
                f"It has to be the first address of the range, a slash and the length{hint}.",
                (name,),
            )
    return None


def subnet_outside_network(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse a subnet whose range doesn't lie in its network's address space."""
    proposed, network = _proposed(change), _network(change)
    if not proposed:
        return None
    own = change.type == NETWORK
    space = (
        ranges_of((change.after or {}).get("address_space")) if own else space_of(cloud, network)
    )
    for subnet in proposed:
        outside = [one for one in subnet.ranges if not inside(one, space)]
        if space and outside:
            return Objection(
                f"NetcfgSubnetRangeOutsideVnet: subnet {name_of(subnet.id)!r} lies outside"
                f" virtual network {name_of(network)!r}",
                f"{outside[0]} is not within {', '.join(map(str, space))}.",
                ("subnet",) if own else ("address_prefixes",),
            )
    return None


def subnets_overlap(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse a subnet whose range another subnet of the network has."""
    proposed, network = _proposed(change), _network(change)
    if not proposed:
        return None
    others = subnets_of(cloud, network, change.after if change.type == NETWORK else None)
    for subnet in proposed:
        for other in others:
            same = other.id.lower() == subnet.id.lower()
            found = None if same else overlapping(subnet.ranges, other.ranges)
            if found:
                return Objection(
                    f"NetcfgSubnetRangesOverlap: subnet {name_of(subnet.id)!r} overlaps subnet"
                    f" {name_of(other.id)!r} of virtual network {name_of(network)!r}",
                    f"{found} and {', '.join(map(str, other.ranges))} share addresses.",
                    ("subnet",) if change.type == NETWORK else ("address_prefixes",),
                )
    return None


def subnet_in_use(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse to move a subnet's range while something has addresses in it."""
    if change.type != SUBNET or change.creates or not change.changes("address_prefixes"):
        return None
    users = occupants(cloud, change.id)
    if not users:
        return None
    return Objection(
        f"InUseSubnetCannotBeUpdated: subnet {change.name!r} is in use and cannot be updated",
        f"{users[0].id} has addresses in it.",
        ("address_prefixes",),
    )


def network_shrinks(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse to take away address space in which a subnet lies."""
    if change.type != NETWORK or change.creates or not change.changes("address_space"):
        return None
    space = ranges_of((change.after or {}).get("address_space"))
    for subnet in subnets_of(cloud, change.id, change.after):
        outside = [one for one in subnet.ranges if not inside(one, space)]
        if space and outside:
            return Objection(
                f"InUsePrefixCannotBeDeleted: virtual network {change.name!r} still needs"
                f" {outside[0]}",
                f"Subnet {subnet.id} lies in it.",
                ("address_space",),
            )
    return None


def network_overlaps_peer(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse to give a peered network addresses that a network it is peered with has."""
    if change.type != NETWORK or change.creates or not change.changes("address_space"):
        return None
    space = ranges_of((change.after or {}).get("address_space"))
    for peering in cloud.of_type("azurerm", "azurerm_virtual_network_peering"):
        remote = str(peering.value.get("remote_virtual_network_id"))
        if lies_in(peering.id, change.id) and overlapping(space, space_of(cloud, remote)):
            return Objection(
                "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet: the address space of virtual"
                f" network {change.name!r} overlaps that of {name_of(remote)!r}",
                f"The two are peered: {peering.id}.",
                ("address_space",),
            )
    return None
