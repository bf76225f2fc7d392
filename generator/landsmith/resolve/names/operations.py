"""Names of what operates a cluster: its alerts, and those of its optional parts."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.components.registry import chosen
from landsmith.landing_zone.name import (
    ALERT_LEVELS,
    HEALTH_ALERTS,
    RECORDED,
    Name,
    Namer,
)


def operation_names(entry: LandingZoneEntry, zone: Namer) -> Iterator[Name]:
    """Yield the names of what watches and keeps a cluster."""
    group = zone.named("azurerm_resource_group", part="aks")
    yield from _rule_groups(entry, zone, group)
    if entry.observability.health_alerts:
        for part in HEALTH_ALERTS:
            yield zone.named("azurerm_monitor_activity_log_alert", part=part, detail=group.value)
    for component in chosen(entry):
        yield from component.names(entry, zone, group.value)


def _rule_groups(entry: LandingZoneEntry, zone: Namer, group: Name) -> Iterator[Name]:
    type_ = "azurerm_monitor_alert_prometheus_rule_group"
    for level in ALERT_LEVELS:
        yield zone.named(type_, part=level, detail=group.value)
    for level in RECORDED if entry.observability.recording_rules else ():
        yield zone.named(type_, part=f"{level}-recording", detail=group.value)
