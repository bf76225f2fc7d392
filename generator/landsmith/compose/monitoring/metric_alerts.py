"""Calls of the baseline metric alerts: of each landing zone, and of each hub."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from landsmith.calls import ids, parts
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.compose.network.hub import HubCalls
from landsmith.compose.network.hub_gateways import circuit_id
from landsmith.landing_zone.alert import CIRCUIT, LOAD_BALANCER, MetricAlert
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone


def calls(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    """Yield the call of a landing zone's metric alerts, if they are asked for."""
    if not zone.monitoring.metric_alerts:
        return
    described: dict[str, Value] = {
        alert.part: _alert(
            zone.name(f"{entry.key}/monitor_metric_alert/{alert.part}"),
            alert,
            _scope(zone, entry, alert),
        )
        for alert in entry.alerts
    }
    inputs = _inputs(zone, Ref("cluster_resource_group", "name"), described)
    yield ModuleCall("metric_alerts", "metric_alerts", inputs, depends_on=("cluster",))


def _scope(zone: LandingZone, entry: ApplicationLandingZone, alert: MetricAlert) -> Value:
    """Return what an alert watches; AKS itself makes the load balancer, among the nodes."""
    if alert.namespace != LOAD_BALANCER:
        return Ref(alert.call, "id")
    group = zone.name(f"{entry.key}/resource_group/nodes")
    return ids.resource(entry.subscription, group, LOAD_BALANCER, "kubernetes")


def hub_calls(hub: HubCalls) -> Iterator[ModuleCall]:
    """Yield the call of a hub's metric alerts, if it has what they watch."""
    described: dict[str, Value] = {
        alert.part: _alert(
            hub.name(f"monitor_metric_alert/{alert.part}"),
            alert,
            circuit_id(hub) if alert.namespace == CIRCUIT else hub.ref(alert.call, "id"),
        )
        for alert in hub.region.alerts
    }
    if described:
        inputs = _inputs(hub.zone, hub.ref("resource_group", "name"), described)
        yield hub.make("metric_alerts", "metric_alerts", inputs)


def _inputs(zone: LandingZone, group: Ref, described: Mapping[str, Value]) -> dict[str, Value]:
    return {
        "resource_group_name": group,
        "alerts": dict(described),
        "action_group_id": ids.action_group(zone),
        "tags": parts.TAGS,
    }


def _alert(name: str, alert: MetricAlert, scope: Value) -> dict[str, Value]:
    dimension: Value = {"name": alert.split, "operator": "Include", "values": alert.values}
    return {
        "name": name,
        "description": alert.description,
        "scopes": [scope],
        "namespace": alert.namespace,
        "metric": alert.metric,
        "aggregation": alert.aggregation,
        "operator": alert.operator,
        "threshold": alert.threshold,
        "frequency": alert.every,
        "window": alert.over,
        "severity": alert.severity,
        **({"dimensions": [dimension]} if alert.split else {}),
    }
