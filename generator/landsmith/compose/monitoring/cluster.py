"""What watches a cluster: Prometheus with its alerts, Grafana and Application Insights."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from landsmith.blueprint.platform.identity import GitHubPipeline
from landsmith.calls import ids, parts
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.calls.parts import CLUSTER_GROUP
from landsmith.components.registry import WATCHING
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import ALERT_LEVELS, RECORDED

RUNBOOKS = "docs/runbooks.md"
"""Page of the customer's repository with a section for each alert."""


def calls(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    """Yield the calls of what watches a cluster."""
    yield _prometheus(zone, entry)
    for part in WATCHING:
        if part.applies(entry):
            yield from part.calls(zone, entry)


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
        "resource_group_name": CLUSTER_GROUP,
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
