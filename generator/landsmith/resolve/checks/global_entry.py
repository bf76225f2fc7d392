"""Cross-field rules of what stands above the regions: the global entry and the fleet."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import FieldProblem, Loc, closest, listed
from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.network.global_entry import Endpoint, Origin, TrafficManager
from landsmith.resolve.cluster.stages import stages

AT: Loc = ("global_entry",)


def check(file: LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield a problem for each combination that leads nowhere."""
    entry = file.global_entry
    if isinstance(entry, TrafficManager):
        yield from _targets(file, entry.endpoints, (*AT, "endpoints"))
        yield from _routing(entry)
    elif entry:
        yield from _targets(file, entry.origins, (*AT, "origins"))
        yield from _host_names(entry.host_names)
    if file.fleet:
        yield from _fleet(file)


def _targets(
    file: LandingZoneFile, targets: tuple[Origin, ...] | tuple[Endpoint, ...], at: Loc
) -> Iterator[FieldProblem]:
    regions = {entry.key: entry.region for entry in file.landing_zones}
    keys = [target.landing_zone for target in targets]
    for index, key in enumerate(keys):
        loc: Loc = (*at, index, "landing_zone")
        if key not in regions:
            near = closest(key, regions)
            mend = f"did you mean {near}?" if near else f"write {listed(regions)}"
            yield FieldProblem(loc, f"there is no landing zone {key}", mend)
        elif key in keys[:index]:
            yield FieldProblem(loc, f"{key} stands twice", "name each landing zone once")
    if set(keys) <= regions.keys() and len({regions[key] for key in keys}) < 2:
        message = "all of them stand in one region, and would fail together"
        yield FieldProblem(at, message, "name landing zones of both regions")


def _routing(entry: TrafficManager) -> Iterator[FieldProblem]:
    priorities = [endpoint.priority for endpoint in entry.endpoints]
    for index, endpoint in enumerate(entry.endpoints):
        at: Loc = (*AT, "endpoints", index)
        if entry.routing == "Priority" and endpoint.priority in priorities[:index]:
            message = f"another endpoint has the priority {endpoint.priority}"
            yield FieldProblem((*at, "priority"), message, "give each endpoint its own")
        if (entry.routing == "Geographic") != bool(endpoint.geo_mappings):
            message = "geo_mappings belong to the routing Geographic, and it needs them"
            mend = "write the regions of users, such as GEO-EU, or leave them out"
            yield FieldProblem((*at, "geo_mappings"), message, mend)


def _host_names(names: tuple[str, ...]) -> Iterator[FieldProblem]:
    made = [name.replace(".", "-") for name in names]
    for index, name in enumerate(made):
        if name in made[:index]:
            loc: Loc = (*AT, "host_names", index)
            message = f"{names[index]} makes the name {name}, which another host name has already"
            yield FieldProblem(loc, message, "name each once")


def _fleet(file: LandingZoneFile) -> Iterator[FieldProblem]:
    if len(file.landing_zones) < 2:
        message = "a fleet of one cluster has no stages"
        yield FieldProblem(("fleet",), message, "leave it out until there is a second landing zone")
    elif stages(file) == ("prod",):
        message = "every cluster is in production, so that nothing is upgraded before it"
        mend = "leave it out, or add a landing zone of another environment"
        yield FieldProblem(("fleet",), message, mend)
