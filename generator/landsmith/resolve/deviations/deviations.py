"""Which settings differ from best practice; each needs a justification in the landing-zone file.

Control A-3.1 asks for the customer requirement behind every deviation from the architecture.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from landsmith.blueprint import landing_zone as authored
from landsmith.blueprint.base import FieldProblem, Loc, closest
from landsmith.landing_zone.deviation import Deviation
from landsmith.resolve.deviations import sources
from landsmith.resolve.deviations.connectivity import differences
from landsmith.resolve.deviations.landing_zone import landing_zone_differences


def deviations(file: authored.LandingZoneFile) -> tuple[Deviation, ...]:
    """Return every deviation of a landing-zone file, with its justification where it has one."""
    given = {entry.setting: entry for entry in file.deviations}
    return tuple(_justified(found, given) for found in (*_platform(file), *_landing_zones(file)))


def unmatched(file: authored.LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield a problem for each justification of a setting that has none to give, or has one."""
    settings = [found.setting for found in deviations(file)]
    for index, entry in enumerate(file.deviations):
        loc: Loc = ("deviations", index, "setting")
        if entry.setting in [earlier.setting for earlier in file.deviations[:index]]:
            yield FieldProblem(loc, f"{entry.setting} is justified twice", "keep one of the two")
        elif entry.setting not in settings:
            near = closest(entry.setting, settings)
            mend = f"did you mean {near}?" if near else "remove this entry"
            message = f"{entry.setting} does not deviate from best practice"
            yield FieldProblem(loc, message, mend)


def _justified(found: Deviation, given: Mapping[str, authored.Deviation]) -> Deviation:
    entry = given.get(found.setting)
    return Deviation(**{**found.__dict__, "justification": entry}) if entry else found


def _platform(file: authored.LandingZoneFile) -> Iterator[Deviation]:
    for difference in differences(file):
        yield Deviation(*difference)
    if file.blueprint == "full":
        yield from _less_than_full(file)
    if file.monitoring.retention_days < 90:
        loc: Loc = ("monitoring", "retention_days")
        yield _found(
            "monitoring.retention_days",
            loc,
            str(file.monitoring.retention_days),
            "90 or more",
            "CKV_AZURE_12",
        )
    if file.state.replication == "LRS":
        yield _found(
            "state.replication",
            ("state", "replication"),
            "LRS",
            "ZRS or better",
            sources.REDUNDANCY,
        )
    if not file.state.allowed_ip_addresses and not file.network.private_runners:
        loc = ("state", "allowed_ip_addresses")
        yield _found(
            "state.allowed_ip_addresses",
            loc,
            "any network",
            "the runners' addresses, or runners in the network",
            sources.STORAGE_FIREWALL,
        )


def _less_than_full(file: authored.LandingZoneFile) -> Iterator[Deviation]:
    """Yield what a landing zone on the full architecture leaves out of governance."""
    expected = {
        ("management_groups", "hierarchy"): (file.management_groups.hierarchy, "alz"),
        ("policy", "assignments"): (file.policy.assignments, "complete"),
        ("monitoring", "activity_log_export"): (file.monitoring.activity_log_export, True),
        ("monitoring", "metric_alerts"): (file.monitoring.metric_alerts, True),
    }
    for loc, (chosen, recommended) in expected.items():
        if chosen != recommended:
            said = str(chosen).lower(), str(recommended).lower()
            yield _found(".".join(loc), loc, *said, "blueprint full")
    if not file.monitoring.defender:
        loc = ("monitoring", "defender")
        yield _found(
            "monitoring.defender",
            loc,
            "no plan",
            "Defender for Cloud",
            sources.DEFENDER,
        )


def _landing_zones(file: authored.LandingZoneFile) -> Iterator[Deviation]:
    return (Deviation(*found) for found in landing_zone_differences(file))


def _found(setting: str, loc: Loc, chosen: str, recommended: str, source: str) -> Deviation:
    return Deviation(setting, loc, chosen, recommended, source)
