"""Cross-field rules: combinations of settings that Azure refuses, found before rendering."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.offers.regions import REGIONS
from landsmith.landing_zone.tags import REQUIRED
from landsmith.resolve.addresses.sizing import cluster_nodes
from landsmith.resolve.checks import (
    arc,
    global_entry,
    governance,
    operations,
    pipelines,
    surroundings,
)
from landsmith.resolve.checks.cluster import check_clusters
from landsmith.resolve.checks.connectivity import check_connectivity
from landsmith.resolve.checks.teams import check_teams
from landsmith.resolve.platform.hubs import hubs

RESERVED_WORDS = ("microsoft", "windows")
"""Words that no name with an address of its own may hold (Azure Resource Manager, "Resolve errors
for reserved resource names")."""

SMALLEST_SERVICE_RANGE = 28
"""Prefix length of the smallest service range that holds the DNS service's address, its tenth."""


def check(file: LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield a problem for each combination of settings that can't be deployed."""
    yield from _regions(file)
    yield from governance.check(file)
    yield from pipelines.check(file)
    yield from _tags(file)
    yield from _state(file)
    yield from _ranges(file)
    yield from check_connectivity(file)
    yield from _unique_landing_zones(file)
    yield from _unique_contacts(file)
    yield from check_clusters(file)
    yield from operations.check(file)
    yield from global_entry.check(file)
    yield from arc.check(file)
    yield from surroundings.check(file)
    yield from check_teams(file)


def _regions(file: LandingZoneFile) -> Iterator[FieldProblem]:
    allowed = file.policy.allowed_regions
    if allowed and file.region not in allowed:
        message = f"leaves out {file.region}, the landing zone's own region"
        yield FieldProblem(("policy", "allowed_regions"), message, f"add {file.region}")


def _tags(file: LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield a problem for each further tag that Azure, blind to case, has already."""
    taken = {name.lower(): name for name in REQUIRED}
    for name in file.tags.extra:
        other = taken.setdefault(name.lower(), name)
        if name in REQUIRED or other != name:
            message = f"the tag {other} is there already; Azure takes {name} for the same"
            yield FieldProblem(("tags", "extra", name), message, "remove it, or rename it")


def _state(file: LandingZoneFile) -> Iterator[FieldProblem]:
    state, redundant = file.state, bool(REGIONS[file.region].zones)
    if "ZRS" in state.replication and not redundant:
        message = f"{file.region} has no availability zones for {state.replication}"
        yield FieldProblem(("state", "replication"), message, "write GRS, or choose another region")
    elif "G" in state.replication and not REGIONS[file.region].paired:
        message = f"{file.region} has no paired region that {state.replication} could copy to"
        yield FieldProblem(("state", "replication"), message, "write ZRS, or choose another region")


def _ranges(file: LandingZoneFile) -> Iterator[FieldProblem]:
    named: list[tuple[Loc, str, IPv4Network]] = [
        (("network", "on_premises", i), "on-premises range", r)
        for i, r in enumerate(file.network.on_premises)
    ]
    supernets = list(_supernets(file))
    yield from _overlaps([*named, *supernets])
    yield from _site_overlaps(file)
    taken = [*named, *supernets, *_site_ranges(file)]
    for index, entry in enumerate(file.landing_zones):
        yield from _cluster_ranges(file, taken, entry, ("landing_zones", index, "aks", "network"))


def _overlaps(named: list[tuple[Loc, str, IPv4Network]]) -> Iterator[FieldProblem]:
    """Yield a problem for each range that overlaps an earlier one, at the later one's field."""
    for position, (loc, label, network) in enumerate(named):
        for _, other_label, other in named[:position]:
            if network.overlaps(other):
                message = f"{label} {network} overlaps {other_label} {other}"
                yield FieldProblem(loc, message, "choose a range that nothing else uses")
                break


def _supernets(file: LandingZoneFile) -> Iterator[tuple[Loc, str, IPv4Network]]:
    for hub in hubs(file):
        field: Loc = ("network" if hub.primary else "secondary_region", "supernets")
        for index, range_ in enumerate(hub.supernets):
            yield (*field, index), "supernet", range_


def _site_ranges(file: LandingZoneFile) -> Iterator[tuple[Loc, str, IPv4Network]]:
    for hub in hubs(file):
        nested = hub.hybrid is not None and hub.hybrid.kind == "vpn_and_express_route"
        at: Loc = (*hub.field, "vpn", "sites") if nested else (*hub.field, "sites")
        for i, site in enumerate(hub.vpn.sites if hub.vpn else ()):
            for j, network in enumerate(site.address_space):
                yield (*at, i, "address_space", j), "site range", network


def _site_overlaps(file: LandingZoneFile) -> Iterator[FieldProblem]:
    for loc, label, network in _site_ranges(file):
        for _, _, supernet in _supernets(file):
            if network.overlaps(supernet):
                message = f"{label} {network} overlaps supernet {supernet}"
                yield FieldProblem(loc, message, "choose another supernet for Azure")


def _cluster_ranges(
    file: LandingZoneFile,
    taken: list[tuple[Loc, str, IPv4Network]],
    entry: LandingZoneEntry,
    at: Loc,
) -> Iterator[FieldProblem]:
    network = entry.aks.network
    overlay = network.pod_mode == "overlay" and network.plugin == "azure"
    own: list[tuple[Loc, str, IPv4Network]] = []
    if overlay:
        own.append(((*at, "pod_cidr"), "pod range", network.pod_cidr))
    own.append(((*at, "service_cidr"), "service range", network.service_cidr))
    for position, item in enumerate(own):
        yield from _last_overlaps([*taken, *own[:position], item])
    if network.service_cidr.prefixlen < 12:
        message = f"service range {network.service_cidr} is too large; AKS takes /12 at most"
        yield FieldProblem((*at, "service_cidr"), message, "a /16 serves 65,000 services")
    if network.service_cidr.prefixlen > SMALLEST_SERVICE_RANGE:
        message = f"service range {network.service_cidr} has no room for the cluster's DNS service"
        mend = f"use a /{SMALLEST_SERVICE_RANGE} or larger; a /16 serves 65,000 services"
        yield FieldProblem((*at, "service_cidr"), message, mend)
    nodes, room = cluster_nodes(file, entry), network.pod_cidr.num_addresses // 256
    if overlay and nodes > room:
        message = f"pod range {network.pod_cidr} has a /24 for {room} nodes; pools grow to {nodes}"
        yield FieldProblem((*at, "pod_cidr"), message, "use a larger range or smaller pools")


def _last_overlaps(named: list[tuple[Loc, str, IPv4Network]]) -> Iterator[FieldProblem]:
    loc = named[-1][0]
    yield from (problem for problem in _overlaps(named) if problem.loc == loc)


def _unique_landing_zones(file: LandingZoneFile) -> Iterator[FieldProblem]:
    for index, key in _repeated([entry.key for entry in file.landing_zones]):
        message = f"{key} stands twice"
        mend = "change the name or the environment of one of them"
        yield FieldProblem(("landing_zones", index, "name"), message, mend)
    for index, entry in enumerate(file.landing_zones):
        for word in RESERVED_WORDS:
            if word in entry.name:
                message = f"Azure takes no registry or vault with {word} in its name"
                yield FieldProblem(("landing_zones", index, "name"), message, f"leave {word} out")


def _unique_contacts(file: LandingZoneFile) -> Iterator[FieldProblem]:
    for index, name in _repeated([contact.name for contact in file.monitoring.contacts]):
        message = f"{name} names two contacts"
        yield FieldProblem(
            ("monitoring", "contacts", index, "name"), message, "give each its own name"
        )


def _repeated(words: list[str]) -> Iterator[tuple[int, str]]:
    return ((index, word) for index, word in enumerate(words) if word in words[:index])
