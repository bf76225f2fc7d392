"""Address ranges lie within the customer's supernets and overlap nothing."""

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Network
from typing import NamedTuple

from landsmith.policy.planned import items, marked, network_key, networks
from landsmith.policy.rule import Context, LandingZoneRule, Outcome, failed, passed, unknown
from landsmith.terraform.plan import ResourceChange


class _Ranges(NamedTuple):
    where: str
    parent: tuple[str, str] | None
    ranges: list[IPv4Network]
    outcome: Outcome | None


class AddressSpace(LandingZoneRule):
    """Judges the ranges of all planned networks, virtual hubs and subnets, across roots.

    The supernets and the ranges on premises are the landing zone's: no plan holds them.
    """

    id = "network-address-space"
    title = "Address ranges are disjoint and within the supernets"
    severity = "high"
    rationale = (
        "Networks that overlap can't be peered, and a range that is in use on premises can't be "
        "reached from there. Both are found on the day of the connection, and cost a rebuild."
    )
    mend = "Let the address plan allocate the range, or widen network.supernets."

    def judge_landing_zone(self, context: Context) -> Iterator[tuple[str, Outcome]]:
        """Yield an outcome for each network and each subnet."""
        nets = [_network(*found) for found in context.resources("azurerm_virtual_network")]
        nets += [_virtual_hub(*found) for found in context.resources("azurerm_virtual_hub")]
        subnets = [_subnet(*found) for found in context.resources("azurerm_subnet")]
        for net in nets:
            yield net.where, net.outcome or _place(net, nets, context)
        for subnet in subnets:
            yield subnet.where, subnet.outcome or _inside(subnet, nets, subnets)


def _network(root: str, resource: ResourceChange) -> _Ranges:
    key = network_key(resource.get("resource_group_name"), resource.get("name"))
    return _read(root, resource, "address_space", key)


def _virtual_hub(root: str, resource: ResourceChange) -> _Ranges:
    prefix = resource.get("address_prefix")
    outcome = None
    if not isinstance(prefix, str):
        outcome = unknown("address_prefix is not known before the apply", "address_prefix")
    return _Ranges(f"{root}/{resource.address}", None, networks([prefix]), outcome)


def _subnet(root: str, resource: ResourceChange) -> _Ranges:
    key = network_key(resource.get("resource_group_name"), resource.get("virtual_network_name"))
    return _read(root, resource, "address_prefixes", key)


def _read(
    root: str, resource: ResourceChange, attribute: str, parent: tuple[str, str] | None
) -> _Ranges:
    values = items(resource, attribute)
    outcome = None
    if marked(values) or not values:
        outcome = unknown(f"{attribute} is not known before the apply", attribute)
    return _Ranges(f"{root}/{resource.address}", parent, networks(values), outcome)


def _place(net: _Ranges, nets: Sequence[_Ranges], context: Context) -> Outcome:
    network = context.zone.network
    supernets = [supernet for hub in context.zone.hubs for supernet in hub.supernets]
    for one in net.ranges:
        if not any(one.subnet_of(supernet) for supernet in supernets):
            return failed(f"{one} is outside the supernets", "address_space")
        for taken in network.on_premises:
            if _clash(one, taken, supernets):
                return failed(f"{one} overlaps {taken}, in use on premises", "address_space")
    return _disjoint(net, nets) or passed(f"{_listed(net)} is ours alone", "address_space")


def _clash(one: IPv4Network, taken: IPv4Network, supernets: Sequence[IPv4Network]) -> bool:
    """Return whether ranges overlap, unless the supernet was cut out of the one on premises."""
    carved = any(one.subnet_of(part) and part.subnet_of(taken) for part in supernets)
    return one.overlaps(taken) and not carved


def _inside(subnet: _Ranges, nets: Sequence[_Ranges], subnets: Sequence[_Ranges]) -> Outcome:
    parents = [net for net in nets if net.parent == subnet.parent and subnet.parent]
    if not parents:
        return unknown("its network is in no plan", "virtual_network_name")
    for one in subnet.ranges:
        if not any(one.subnet_of(whole) for net in parents for whole in net.ranges):
            return failed(f"{one} is outside its network", "address_prefixes")
    siblings = [other for other in subnets if other.parent == subnet.parent]
    within = passed(f"{_listed(subnet)} is within its network", "address_prefixes")
    return _disjoint(subnet, siblings) or within


def _disjoint(own: _Ranges, others: Sequence[_Ranges]) -> Outcome | None:
    for other in others:
        for one in own.ranges:
            if other is not own and any(one.overlaps(taken) for taken in other.ranges):
                return failed(f"{one} overlaps {other.where}")
    return None


def _listed(item: _Ranges) -> str:
    return ", ".join(map(str, item.ranges))
