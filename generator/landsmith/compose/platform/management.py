"""Root 20-management: logs, metrics, alerts and the management budget."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.calls import parts
from landsmith.calls.model import ModuleCall, Ref, Root, Value
from landsmith.components.cluster.backup_vault import vault_inputs
from landsmith.compose.monitoring import alerts, baseline
from landsmith.landing_zone.landing_zone import LandingZone

NAME = "20-management"


def root(zone: LandingZone) -> Root:
    """Return the root that makes what every other root logs to."""
    monitoring = zone.monitoring
    subscription = zone.subscriptions.management
    budget_name = zone.name("mgmt/consumption_budget_subscription")
    return Root(
        name=NAME,
        purpose="Monitoring: Log Analytics, Azure Monitor workspace, alerts and the budget.",
        providers=(parts.azurerm(zone, subscription),),
        backend=parts.backend(zone, NAME),
        locals=parts.root_locals(zone, zone.tags.platform["mgmt"]),
        calls=(
            parts.resource_group("resource_group", zone.name("mgmt/resource_group")),
            _log_analytics(zone),
            _monitor_workspace(zone),
            _action_group(zone),
            alerts.call(zone, "mgmt", subscription, Ref("action_group", "id")),
            parts.budget(zone, budget_name, subscription, monitoring.budget),
            *baseline.calls(zone, "mgmt", subscription, Ref("log_analytics", "id")),
            *_virtual_machines(zone),
            *_backup_vault(zone),
            *_locks(zone),
        ),
        after=("00-state",),
    )


def _log_analytics(zone: LandingZone) -> ModuleCall:
    inputs = _common(zone.name("mgmt/log_analytics_workspace"))
    inputs["retention_in_days"] = zone.monitoring.retention_days
    return ModuleCall("log_analytics", "log_analytics", {**inputs, "tags": parts.TAGS})


def _monitor_workspace(zone: LandingZone) -> ModuleCall:
    inputs = _common(zone.name("mgmt/monitor_workspace"))
    return ModuleCall("monitor_workspace", "monitor_workspace", {**inputs, "tags": parts.TAGS})


def _common(name: str) -> dict[str, Value]:
    return {
        "name": name,
        "location": parts.LOCATION,
        "resource_group_name": Ref("resource_group", "name"),
    }


def _action_group(zone: LandingZone) -> ModuleCall:
    receivers = {contact.name: contact.email for contact in zone.monitoring.contacts}
    inputs: dict[str, Value] = {
        "name": zone.name("mgmt/monitor_action_group"),
        "short_name": f"{zone.customer.code}-ops",
        "resource_group_name": Ref("resource_group", "name"),
        "email_receivers": receivers,
        "tags": parts.TAGS,
    }
    return ModuleCall("action_group", "action_group", inputs)


def _virtual_machines(zone: LandingZone) -> Iterator[ModuleCall]:
    """Yield the rule by which virtual machines report, if there are to be any."""
    if zone.monitoring.virtual_machines:
        inputs: dict[str, Value] = {
            **_common(zone.name("mgmt/monitor_data_collection_rule/vm")),
            "log_analytics_workspace_id": Ref("log_analytics", "id"),
            "tags": parts.TAGS,
        }
        yield ModuleCall("data_collection", "data_collection", inputs)


def _backup_vault(zone: LandingZone) -> Iterator[ModuleCall]:
    vault = zone.monitoring.backup_vault
    if vault is not None:
        inputs: dict[str, Value] = {
            **_common(zone.name("mgmt/data_protection_backup_vault")),
            **vault_inputs(vault, zone.region),
            "log_analytics_workspace_id": Ref("log_analytics", "id"),
            "tags": parts.TAGS,
        }
        yield ModuleCall("backup_vault", "backup_vault", inputs)


def _locks(zone: LandingZone) -> Iterator[ModuleCall]:
    """Yield the locks on what would be lost with all that it has collected."""
    if not zone.monitoring.locks:
        return
    scopes = {"logs": "log_analytics", "metrics": "monitor_workspace", "backup": "backup_vault"}
    described: dict[str, Value] = {
        part: {
            "name": zone.name(f"mgmt/management_lock/{part}"),
            "scope": Ref(scopes[part], "id"),
            "level": "CanNotDelete",
            "notes": "What it has collected would be lost with it.",
        }
        for part in zone.locked
    }
    yield ModuleCall("management_locks", "management_locks", {"locks": described})
