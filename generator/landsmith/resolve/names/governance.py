"""Names of governance and management: management groups, the vault, rules, locks and alerts."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.landing_zone.name import Name, Namer
from landsmith.resolve.cluster.alerts import cluster_alerts
from landsmith.resolve.platform.hierarchy import groups

FORWARDED = ("logs", "metrics")
"""What is locked besides the backup vault: the workspaces."""


def management_group_names(file: LandingZoneFile) -> Iterator[Name]:
    """Yield the names of the management groups that the landing zone makes."""
    code, field = file.customer.code, ("customer", "code")
    for part in groups(file):
        value = f"mg-{code}" if part == "root" else f"mg-{code}-{part}"
        key = f"management_group/{part}"
        yield Name(key, "azurerm_management_group", "tenant", value, field)


def management_names(file: LandingZoneFile, mgmt: Namer, group: Name) -> Iterator[Name]:
    """Yield the names of what the management root makes beyond its workspaces."""
    monitoring = file.monitoring
    if monitoring.backup_vault:
        yield mgmt.named("azurerm_data_protection_backup_vault", detail=group.value)
    if monitoring.virtual_machines:
        type_ = "azurerm_monitor_data_collection_rule"
        yield mgmt.named(type_, part="vm", detail=group.value)
    if monitoring.locks:
        for part in locked(file):
            yield mgmt.named("azurerm_management_lock", part=part, detail=part)
    if monitoring.total_budget:
        yield mgmt.named("azurerm_consumption_budget_management_group")


def locked(file: LandingZoneFile) -> tuple[str, ...]:
    """Return what is locked in the management subscription."""
    return (*FORWARDED, *(("backup",) if file.monitoring.backup_vault else ()))


def landing_zone_names(
    file: LandingZoneFile, entry: LandingZoneEntry, zone: Namer
) -> Iterator[Name]:
    """Yield the names of a landing zone's further budget and of its metric alerts."""
    if entry.cluster_budget:
        yield zone.named("azurerm_consumption_budget_resource_group", part="aks")
    if file.monitoring.metric_alerts:
        for alert in cluster_alerts(file, entry):
            yield zone.named("azurerm_monitor_metric_alert", part=alert.part, detail="aks")
