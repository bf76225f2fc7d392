"""Names of what operates a cluster: its alerts, dashboards, backup and events."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.landing_zone.name import (
    ALERT_LEVELS,
    BACKUP,
    FLUX,
    HEALTH_ALERTS,
    RECORDED,
    SNAPSHOTS,
    Name,
)
from landsmith.resolve.names.naming import Workload


def operation_names(entry: LandingZoneEntry, zone: Workload) -> Iterator[Name]:
    """Yield the names of what watches and keeps a cluster."""
    group = zone.named("azurerm_resource_group", part="aks")
    yield from _rule_groups(entry, zone, group)
    if entry.observability.health_alerts:
        for part in HEALTH_ALERTS:
            yield zone.named("azurerm_monitor_activity_log_alert", part=part, detail=group.value)
    if entry.observability.grafana:
        yield zone.named("azurerm_dashboard_grafana", detail=group.value)
        yield from _endpoint(zone, "grafana", group)
    if entry.observability.tracing:
        yield zone.named("azurerm_application_insights", detail=group.value)

    if entry.backup:
        yield from _backup(zone, group)
    if entry.gitops and entry.gitops.sign_in == "workload_identity":
        yield zone.named("azurerm_user_assigned_identity", part=FLUX, detail=group.value)
    if entry.events:
        topic = zone.named("azurerm_eventgrid_system_topic", detail=group.value)
        yield topic
        yield zone.named("azurerm_eventgrid_system_topic_event_subscription", detail=topic.value)


def _backup(zone: Workload, group: Name) -> Iterator[Name]:
    """Yield the names of a cluster's backup; snapshots have a resource group of their own."""
    yield zone.named("azurerm_resource_group", part=SNAPSHOTS)
    vault = zone.named("azurerm_data_protection_backup_vault", detail=group.value)
    yield vault
    yield zone.named("azurerm_storage_account", part=BACKUP)
    yield from _endpoint(zone, BACKUP, group)
    for kind in ("policy", "instance"):
        type_ = f"azurerm_data_protection_backup_{kind}_kubernetes_cluster"
        yield zone.named(type_, detail=vault.value)


def _rule_groups(entry: LandingZoneEntry, zone: Workload, group: Name) -> Iterator[Name]:
    type_ = "azurerm_monitor_alert_prometheus_rule_group"
    for level in ALERT_LEVELS:
        yield zone.named(type_, part=level, detail=group.value)
    for level in RECORDED if entry.observability.recording_rules else ():
        yield zone.named(type_, part=f"{level}-recording", detail=group.value)


def _endpoint(zone: Workload, part: str, group: Name) -> Iterator[Name]:
    yield zone.named("azurerm_private_endpoint", part=part, detail=group.value)
    yield zone.named("azurerm_network_interface", part=part, detail=group.value)
