"""What watches a cluster: Prometheus with its alerts, Grafana and Application Insights."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from landsmith.blueprint.operations.monitoring import Grafana, Tracing
from landsmith.blueprint.platform.identity import GitHubPipeline
from landsmith.compose import ids, parts
from landsmith.compose.model import ModuleCall, Ref, Value
from landsmith.compose.network.private_dns import GRAFANA_ZONE
from landsmith.compose.network.private_service import GROUP
from landsmith.compose.network.spoke import private_endpoint
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import ALERT_LEVELS, RECORDED

RUNBOOKS = "docs/runbooks.md"
"""Page of the customer's repository with a section for each alert."""


def calls(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    """Yield the calls of what watches a cluster."""
    yield _prometheus(zone, entry)
    if entry.observability.grafana:
        yield _grafana(zone, entry, entry.observability.grafana)
        yield _grafana_roles(zone)
    if entry.observability.tracing:
        yield _tracing(zone, entry, entry.observability.tracing)


def runbook_prefix(zone: LandingZone, entry: ApplicationLandingZone) -> str:
    """Return the address of the runbooks up to an alert's anchor."""
    if entry.observability.runbooks:
        return entry.observability.runbooks
    pipeline = zone.identity.pipeline
    if isinstance(pipeline, GitHubPipeline):
        repository = f"{pipeline.organization}/{pipeline.repository}"
        return f"https://github.com/{repository}/blob/main/{RUNBOOKS}#"
    project = quote(pipeline.project, safe="")
    repository = f"https://dev.azure.com/{pipeline.organization}/{project}/_git/{project}"
    return f"{repository}?path=/{RUNBOOKS}&_a=preview&anchor="


def _prometheus(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    inputs: dict[str, Value] = {
        "cluster_id": Ref("cluster", "id"),
        "cluster_name": Ref("cluster", "name"),
        "location": parts.LOCATION,
        **parts.away(zone, entry, "location"),
        "resource_group_name": GROUP,
        "monitor_workspace_id": ids.monitor_workspace(zone),
        "data_collection_endpoint_name": zone.name(f"{entry.key}/monitor_data_collection_endpoint"),
        "data_collection_rule_name": zone.name(f"{entry.key}/monitor_data_collection_rule/metrics"),
        **_rules(zone, entry),
        "action_group_id": ids.action_group(zone),
        "tags": parts.TAGS,
    }
    return ModuleCall("managed_prometheus", "managed_prometheus", inputs)


def _rules(zone: LandingZone, entry: ApplicationLandingZone) -> dict[str, Value]:
    key = f"{entry.key}/monitor_alert_prometheus_rule_group"
    chosen = entry.observability
    recording: dict[str, Value] = {
        level: zone.name(f"{key}/{level}-recording") for level in RECORDED if chosen.recording_rules
    }
    return {
        **({"alerts": chosen.alerts} if chosen.alerts != "essential" else {}),
        "alert_rule_group_names": {level: zone.name(f"{key}/{level}") for level in ALERT_LEVELS},
        **({"recording_rule_group_names": recording} if recording else {}),
        "runbook_url_prefix": runbook_prefix(zone, entry),
    }


def _grafana(zone: LandingZone, entry: ApplicationLandingZone, chosen: Grafana) -> ModuleCall:
    zones = bool(entry.hub.zones)
    inputs: dict[str, Value] = {
        "name": zone.name(f"{entry.key}/dashboard_grafana"),
        "location": parts.LOCATION,
        "resource_group_name": GROUP,
        "major_version": chosen.major_version,
        "zone_redundancy_enabled": zones
        if chosen.zone_redundant is None
        else chosen.zone_redundant,
        "monitor_workspace_id": ids.monitor_workspace(zone),
        "private_endpoint": private_endpoint(zone, entry, "grafana", GRAFANA_ZONE),
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }
    return ModuleCall("grafana", "managed_grafana", inputs)


def _grafana_roles(zone: LandingZone) -> ModuleCall:
    """Return who may do what in Grafana, and what Grafana itself may read."""
    grafana = Ref("grafana", "id")
    assignments: Value = {
        "admins": _role(grafana, "Grafana Admin", "aks-admins"),
        "readers": _role(grafana, "Grafana Viewer", "aks-readers"),
        "metrics": {
            "scope": ids.monitor_workspace(zone),
            "role_definition_name": "Monitoring Data Reader",
            "principal_id": Ref("grafana", "principal_id"),
            "principal_type": "ServicePrincipal",
        },
    }
    return ModuleCall("grafana_roles", "role_assignments", {"assignments": assignments})


def _role(scope: Value, role: str, group: str) -> dict[str, Value]:
    principal = Ref("entra_groups", "object_ids", (group,))
    return {"scope": scope, "role_definition_name": role, "principal_id": principal}


def _tracing(zone: LandingZone, entry: ApplicationLandingZone, chosen: Tracing) -> ModuleCall:
    inputs: dict[str, Value] = {
        "name": zone.name(f"{entry.key}/application_insights"),
        "location": parts.LOCATION,
        "resource_group_name": GROUP,
        "log_analytics_workspace_id": parts.WORKSPACE,
        "sampling_percentage": chosen.sampling_percentage,
        "daily_cap_gb": chosen.daily_cap_gb,
        "tags": parts.TAGS,
    }
    return ModuleCall("application_insights", "application_insights", inputs)
