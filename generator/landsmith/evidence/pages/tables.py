"""The tables of a customer's page: address plan, topology, hierarchy, names and tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from landsmith.evidence.fact import line, plain
from landsmith.evidence.facts.network import hub_names, ranges
from landsmith.evidence.facts.organisation import ruled, taggable
from landsmith.evidence.resources import Resource, last_segment, resources
from landsmith.landing_zone.tags import REQUIRED
from landsmith.policy.kinds import GATEWAYS

if TYPE_CHECKING:
    from landsmith.evidence.subject import Subject

Json: TypeAlias = dict[str, Any]


def tables(subject: Subject) -> Json:
    """Return every table of a customer's page, as it stands in ``pack.json``."""
    return {
        "networks": networks(subject),
        "topology": topology(subject),
        "management_groups": hierarchy(subject),
        "names": names(subject),
        "tags": tags(subject),
    }


def networks(subject: Subject) -> list[Json]:
    """Return the address plan: each network with its subnets."""
    subnets = resources(subject, "azurerm_subnet")
    hubs = hub_names(subject)
    return [
        _ranged(network, "address_space")
        | {
            "role": "hub" if network.text("name") in hubs else "spoke",
            "subnets": [
                _ranged(subnet, "address_prefixes")
                for subnet in subnets
                if subnet.text("virtual_network_name") == network.text("name")
            ],
        }
        for network in resources(subject, "azurerm_virtual_network")
    ]


def _ranged(resource: Resource, path: str) -> Json:
    found = ranges(resource, path)
    return _row(resource) | {
        "name": resource.text("name"),
        "ranges": [str(net) for net in found],
        "addresses": sum(net.num_addresses for net in found),
    }


def _row(resource: Resource) -> Json:
    return {
        "root": resource.root,
        "address": resource.change.address,
        "level": resource.level.word,
        "place": line(resource.place),
        "call": line(resource.call),
    }


def topology(subject: Subject) -> Json:
    """Return what the diagram of hub, spokes and sites shows."""
    listed = networks(subject)
    virtual = [
        _row(hub) | {"name": hub.text("name"), "ranges": [hub.text("address_prefix")]}
        for hub in resources(subject, "azurerm_virtual_hub")
    ]
    hubs = virtual or [item for item in listed if item["role"] == "hub"]
    return {
        "hub": next(iter(hubs), None),
        "other_hubs": hubs[1:],
        "spokes": [item for item in listed if item["role"] == "spoke"],
        "sites": list(_sites(subject)),
        "gateway": [name for type_ in GATEWAYS for name in _names(subject, type_)],
        "firewall": _names(subject, "azurerm_firewall"),
        "nat_gateways": _names(subject, "azurerm_nat_gateway"),
        "equivalent": subject.zone.network.hybrid.kind == "equivalent",
    }


def _sites(subject: Subject) -> Iterator[Json]:
    """Yield what hybrid connectivity reaches: sites with their ranges, and circuits."""
    for site in resources(subject, "azurerm_local_network_gateway"):
        yield {"name": site.text("name"), "ranges": plain(site.value("address_space"))}
    for site in resources(subject, "azurerm_vpn_site"):
        yield {"name": site.text("name"), "ranges": plain(site.value("address_cidrs"))}
    for circuit in resources(subject, "azurerm_express_route_circuit"):
        yield {"name": circuit.text("name"), "ranges": [circuit.text("peering_location")]}


def _names(subject: Subject, type_: str) -> list[str]:
    return [item.text("name") for item in resources(subject, type_)]


def hierarchy(subject: Subject) -> list[Json]:
    """Return management groups and the subscriptions in them, in the order of the tree."""
    groups = {item.text("name"): item for item in resources(subject, "azurerm_management_group")}
    under: dict[str, list[str]] = {}
    for name, item in sorted(groups.items()):
        under.setdefault(last_segment(item.value("parent_management_group_id")), []).append(name)
    placed: dict[str, list[Resource]] = {}
    for item in resources(subject, "azurerm_management_group_subscription_association"):
        placed.setdefault(last_segment(item.value("management_group_id")), []).append(item)
    rows: list[Json] = []
    for top in sorted(parent for parent in under if parent not in groups):
        rows.append({"kind": "parent", "depth": 0, "name": top or "known after apply", "title": ""})
        rows += _branch(top, 1, groups, under, placed)
    return rows


def _branch(
    parent: str,
    depth: int,
    groups: dict[str, Resource],
    under: dict[str, list[str]],
    placed: dict[str, list[Resource]],
) -> list[Json]:
    rows: list[Json] = []
    for name in under.get(parent, ()):
        title = groups[name].text("display_name")
        rows.append(
            _row(groups[name]) | {"kind": "group", "depth": depth, "name": name, "title": title}
        )
        rows += [
            _row(item)
            | {
                "kind": "subscription",
                "depth": depth + 1,
                "name": last_segment(item.value("subscription_id")),
                "title": "",
            }
            for item in placed.get(name, ())
        ]
        rows += _branch(name, depth + 1, groups, under, placed)
    return rows


def names(subject: Subject) -> list[Json]:
    """Return the naming standard as it was used: one row for each resource type."""
    found = list(ruled(subject))
    counted = Counter(item.change.type for item, *_ in found)
    rows: dict[str, Json] = {}
    for item, name, rule in found:
        row = {
            "type": item.change.type,
            "abbreviation": rule.abbreviation,
            "longest": rule.longest,
            "unique_in": rule.scope.value,
            "example": name,
            "count": counted[item.change.type],
        }
        rows.setdefault(item.change.type, row | {"level": item.level.word})
    return [rows[type_] for type_ in sorted(rows)]


def tags(subject: Subject) -> list[Json]:
    """Return the tag dictionary: each tag, whether it is required, and the values it has."""
    used: dict[str, Counter[str]] = {}
    for item in taggable(subject):
        value = item.value("tags")
        for tag, text in value.items() if isinstance(value, dict) else ():
            used.setdefault(tag, Counter())[str(plain(text))] += 1
    order = [*REQUIRED, *sorted(set(used) - set(REQUIRED))]
    return [
        {"tag": tag, "required": tag in REQUIRED, "values": dict(sorted(used[tag].items()))}
        for tag in order
        if tag in used
    ]
