"""Cross-field rules of what operates a cluster: dashboards, backup, GitOps, safeguards, events."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.components.registry import chosen
from landsmith.resolve.platform.hubs import region_of
from landsmith.resolve.platform.policies import policies


def check(file: LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield a problem for each combination that operates no cluster."""
    for index, entry in enumerate(file.landing_zones):
        yield from _entry(file, entry, ("landing_zones", index))


def _entry(file: LandingZoneFile, entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    region = region_of(file, entry)
    for component in chosen(entry):
        yield from component.problems(entry, region, at)
    if entry.safeguards:
        yield from _safeguards(file, (*at, "safeguards"))


def _safeguards(file: LandingZoneFile, at: Loc) -> Iterator[FieldProblem]:
    """Yield a problem where an initiative of Azure Policy sets safeguards already."""
    if any(policy.entry.key == "safeguards" for policy in policies(file)):
        message = "the policy initiative safeguards does the same, and Azure keeps but one of them"
        yield FieldProblem(at, message, "leave it out, or take safeguards out of policy.overrides")
