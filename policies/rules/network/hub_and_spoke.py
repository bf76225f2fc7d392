"""Networks form hubs with spokes: peered both ways, or connected to a virtual hub."""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from landsmith.policy.planned import expect, network_key, network_of_id
from landsmith.policy.rule import Context, LandingZoneRule, Outcome, failed, passed, unknown
from landsmith.policy.trace import sources
from landsmith.terraform.plan import ResourceChange

_Key: TypeAlias = tuple[str, str]


class _Half(NamedTuple):
    """One peering: from a network to another; None where the plan does not say."""

    where: str
    near: _Key | None
    far: _Key | None
    resource: ResourceChange


class HubAndSpoke(LandingZoneRule):
    """Judges every peering against its other half, and every network by the hub it joins.

    The hub is the network that most others are peered with; no name tells it. Only where there are
    two regions are the hubs those that the landing zone names. In a Virtual WAN a network joins
    by a connection to a virtual hub.
    """

    id = "network-hub-and-spoke"
    title = "Networks form a hub with spokes, joined both ways"
    severity = "high"
    rationale = (
        "A peering with one half carries nothing, and a spoke that is peered with another goes "
        "around the hub, where traffic is routed and seen."
    )
    mend = (
        "Peer every spoke with the hub, both ways and with forwarded traffic; let the spoke use "
        "the hub's gateway only where the hub's half offers it."
    )

    def judge_landing_zone(self, context: Context) -> Iterator[tuple[str, Outcome]]:
        """Yield an outcome for each peering and for each network."""
        halves = [
            _half(context, *it) for it in context.resources("azurerm_virtual_network_peering")
        ]
        hubs = _named_hubs(context) or _busiest(halves)
        for half in halves:
            yield half.where, _judge(half, halves, hubs)
        joined = list(_connections(context))
        for where, _, outcome in joined:
            yield where, outcome
        for where, key in dict(_networks(context)).items():
            by_connection = any(network == key for _, network, _ in joined)
            member = passed("is joined to a virtual hub") if by_connection else None
            yield where, member or _member(key, hubs, halves)


def _connections(context: Context) -> Iterator[tuple[str, _Key | None, Outcome]]:
    """Yield each connection to a virtual hub: where it is, the network it joins, its outcome."""
    for root, resource in context.resources("azurerm_virtual_hub_connection"):
        network = network_of_id(resource.get("remote_virtual_network_id"))
        network = network or _traced(context, resource)
        learns = network is None or network not in set(_without_default_route(context))
        yield f"{root}/{resource.address}", network, _learns(resource, learns)


def _learns(resource: ResourceChange, wanted: bool) -> Outcome:
    """Return whether a network learns the virtual hub's default route, or not, as is wanted."""
    good, bad = (
        ("leaves by the virtual hub's firewall", "goes around the hub")
        if wanted
        else ("learns no default route", "learns a default route that breaks it")
    )
    return expect(resource, "internet_security_enabled", wanted, good, bad)


def _without_default_route(context: Context) -> Iterator[_Key | None]:
    """Yield the networks beside virtual hubs, where Bastion breaks with one, and isolated ones."""
    zone = context.zone
    for hub in zone.hubs:
        group = zone.name(f"{hub.key}/resource_group")
        yield network_key(group, zone.name(f"{hub.key}/virtual_network"))
    for entry in zone.landing_zones:
        if entry.outbound_type == "none":
            group = zone.name(f"{entry.key}/resource_group/network")
            yield network_key(group, zone.name(f"{entry.key}/virtual_network"))


def _named_hubs(context: Context) -> set[_Key]:
    """Return the two hubs of a landing zone in two regions, nothing of one in one region."""
    zone = context.zone
    if len(zone.hubs) == 1:
        return set()
    keys = (
        network_key(zone.name(f"{hub}/resource_group"), zone.name(f"{hub}/virtual_network"))
        for hub in ("hub", "hub-secondary")
    )
    return {key for key in keys if key}


def _networks(context: Context) -> Iterator[tuple[str, _Key]]:
    for root, resource in context.resources("azurerm_virtual_network"):
        key = network_key(resource.get("resource_group_name"), resource.get("name"))
        if key:
            yield f"{root}/{resource.address}", key


def _half(context: Context, root: str, resource: ResourceChange) -> _Half:
    near = network_key(resource.get("resource_group_name"), resource.get("virtual_network_name"))
    far = network_of_id(resource.get("remote_virtual_network_id"))
    if far is None:
        far = _traced(context, resource)
    return _Half(f"{root}/{resource.address}", near, far, resource)


def _traced(context: Context, resource: ResourceChange) -> _Key | None:
    plan, path = context.plan_of(resource), "remote_virtual_network_id"
    found = sources(plan, resource, path, "azurerm_virtual_network")
    keys = {network_key(it.get("resource_group_name"), it.get("name")) for it in found}
    return keys.pop() if len(keys) == 1 else None


def _busiest(halves: list[_Half]) -> set[_Key]:
    """Return the network with the most neighbours; of two alike, the one that offers a gateway."""
    neighbours: dict[_Key, set[_Key]] = {}
    for half in halves:
        if half.near and half.far:
            neighbours.setdefault(half.near, set()).add(half.far)
            neighbours.setdefault(half.far, set()).add(half.near)
    offering = {h.near for h in halves if h.resource.get("allow_gateway_transit") is True}
    ranked = sorted(neighbours, key=lambda key: (-len(neighbours[key]), key not in offering, key))
    return set(ranked[:1])


def _judge(half: _Half, halves: list[_Half], hubs: set[_Key]) -> Outcome:
    if half.near is None or half.far is None:
        return unknown(
            "the plan does not say which network it leads to", "remote_virtual_network_id"
        )
    if not hubs & {half.near, half.far}:
        return failed(f"peers {half.near[1]} with {half.far[1]}, past the hub")
    if half.resource.get("allow_forwarded_traffic") is not True:
        return failed("does not allow forwarded traffic", "allow_forwarded_traffic")
    other = next((it for it in halves if it.near == half.far and it.far == half.near), None)
    if other is None:
        return _one_way(half, halves)
    uses = half.resource.get("use_remote_gateways") is True
    if uses and other.resource.get("allow_gateway_transit") is not True:
        return failed("uses a gateway that the other half does not offer", "use_remote_gateways")
    return passed(f"{half.near[1]} and {half.far[1]} are peered both ways")


def _one_way(half: _Half, halves: list[_Half]) -> Outcome:
    if any(it.near == half.far and it.far is None for it in halves):
        return unknown("whether the other half leads back is not known before the apply")
    return failed("the other network has no peering back: nothing flows")


def _member(key: _Key, hubs: set[_Key], halves: list[_Half]) -> Outcome:
    if key in hubs:
        return passed("is the hub")
    if any(key in (it.near, it.far) and hubs & {it.near, it.far} for it in halves):
        return passed("is a spoke")
    if any(it.near == key and it.far is None for it in halves):
        return unknown("which network it is peered with is not known before the apply")
    return failed("is joined to no hub")
