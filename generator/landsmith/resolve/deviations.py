"""Which settings differ from best practice; each needs a justification in the landing-zone file.

Control A-3.1 asks for the customer requirement behind every deviation from the architecture.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from landsmith.blueprint import landing_zone as authored
from landsmith.blueprint.base import FieldProblem, Loc, closest
from landsmith.blueprint.regions import REGIONS
from landsmith.resolve.deviations_connectivity import differences
from landsmith.resolve.hubs import region_of
from landsmith.resolve.sizing import pools


@dataclass(frozen=True)
class Deviation:
    """One setting that differs from best practice.

    ``setting`` is its path in the landing-zone file, with landing zones by key; ``justification``
    is None until the file gives one.
    """

    setting: str
    loc: Loc
    chosen: str
    recommended: str
    source: str
    justification: authored.Deviation | None = None


def deviations(file: authored.LandingZoneFile) -> tuple[Deviation, ...]:
    """Return every deviation of a landing-zone file, with its justification where it has one."""
    given = {entry.setting: entry for entry in file.deviations}
    return tuple(_justified(found, given) for found in (*_platform(file), *_clusters(file)))


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
            "state.replication", ("state", "replication"), "LRS", "ZRS or better", "catalogue P6"
        )
    if not file.state.allowed_ip_addresses:
        loc = ("state", "allowed_ip_addresses")
        yield _found(
            "state.allowed_ip_addresses",
            loc,
            "any network",
            "the runners' addresses",
            "catalogue P6",
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
        yield _found("monitoring.defender", loc, "no plan", "Defender for Cloud", "catalogue P10")


def _clusters(file: authored.LandingZoneFile) -> Iterator[Deviation]:
    for index, entry in enumerate(file.landing_zones):
        path = f"landing_zones.{entry.key}"
        at: Loc = ("landing_zones", index)
        yield from _placement(file, entry, path, at)
        path, at = f"{path}.aks", (*at, "aks")
        if entry.aks.sku_tier == "Free":
            yield _found(
                f"{path}.sku_tier", (*at, "sku_tier"), "Free", "Standard", "aks:bc-dr-sla-tier"
            )
        if entry.aks.run_command:
            yield _found(
                f"{path}.run_command", (*at, "run_command"), "true", "false", "catalogue §4.1"
            )
        yield from _pools(file, entry, path, at)


def _placement(
    file: authored.LandingZoneFile, entry: authored.LandingZoneEntry, path: str, at: Loc
) -> Iterator[Deviation]:
    if entry.subscription in (file.subscriptions.management, file.subscriptions.connectivity):
        loc = (*at, "subscription")
        yield _found(
            f"{path}.subscription",
            loc,
            "a platform subscription",
            "its own",
            "A-3.1.resource-organization.3",
        )


def _pools(
    file: authored.LandingZoneFile, entry: authored.LandingZoneEntry, path: str, at: Loc
) -> Iterator[Deviation]:
    available = REGIONS[region_of(file, entry)].zones
    for name, pool in pools(entry.aks).items():
        inner = ("system_pool",) if name == "system" else ("user_pools", name)
        where, loc = f"{path}.{'.'.join(inner)}", (*at, *inner)
        if not pool.host_encryption:
            yield _found(
                f"{where}.host_encryption",
                (*loc, "host_encryption"),
                "false",
                "true",
                "CKV_AZURE_227",
            )
        if pool.os_disk_type == "Managed":
            yield _found(
                f"{where}.os_disk_type",
                (*loc, "os_disk_type"),
                "Managed",
                "Ephemeral",
                "CKV_AZURE_226",
            )
        if pool.zones is not None and len(pool.zones) < len(available):
            chosen = ", ".join(pool.zones) or "none"
            yield _found(
                f"{where}.zones",
                (*loc, "zones"),
                chosen,
                ", ".join(available),
                "aks:bc-dr-availability-zones",
            )


def _found(setting: str, loc: Loc, chosen: str, recommended: str, source: str) -> Deviation:
    return Deviation(setting, loc, chosen, recommended, source)
