"""The baseline metric alerts of a landing zone (Azure Monitor baseline alerts)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.compose import ids, parts
from landsmith.compose.model import ModuleCall, Ref, Value
from landsmith.resolve.landing_zone import LandingZone

CLUSTER = "Microsoft.ContainerService/managedClusters"
VAULT = "Microsoft.KeyVault/vaults"


@dataclass(frozen=True)
class Baseline:
    """An alert on a metric: whose, which side of which value, and how grave."""

    description: str
    call: str
    namespace: str
    metric: str
    operator: str
    threshold: int
    severity: int


ALERTS = {
    "node-cpu": Baseline(
        "Nodes use more than 95 % of their processors.",
        "cluster", CLUSTER, "node_cpu_usage_percentage", "GreaterThan", 95, 2,
    ),
    "node-disk": Baseline(
        "Nodes use more than 80 % of their disks.",
        "cluster", CLUSTER, "node_disk_usage_percentage", "GreaterThan", 80, 2,
    ),
    "node-memory": Baseline(
        "Nodes use more than 95 % of their memory.",
        "cluster", CLUSTER, "node_memory_working_set_percentage", "GreaterThan", 95, 2,
    ),
    "vault-availability": Baseline(
        "The vault does not answer every request.",
        "vault", VAULT, "Availability", "LessThan", 90, 1,
    ),
    "vault-saturation": Baseline(
        "The vault nears its limit of requests.",
        "vault", VAULT, "SaturationShoebox", "GreaterThan", 75, 1,
    ),
}  # fmt: skip
"""Thresholds: Azure Monitor baseline alerts."""


def calls(zone: LandingZone, entry: LandingZoneEntry) -> Iterator[ModuleCall]:
    """Yield the call of a landing zone's metric alerts, if they are asked for."""
    if not zone.file.monitoring.metric_alerts:
        return
    described: dict[str, Value] = {
        part: _alert(zone.name(f"{entry.key}/monitor_metric_alert/{part}"), alert)
        for part, alert in ALERTS.items()
    }
    inputs: dict[str, Value] = {
        "resource_group_name": Ref("cluster_resource_group", "name"),
        "alerts": described,
        "action_group_id": ids.action_group(zone),
        "tags": parts.TAGS,
    }
    yield ModuleCall("metric_alerts", "metric_alerts", inputs)


def _alert(name: str, alert: Baseline) -> dict[str, Value]:
    return {
        "name": name,
        "description": alert.description,
        "scopes": [Ref(alert.call, "id")],
        "namespace": alert.namespace,
        "metric": alert.metric,
        "aggregation": "Average",
        "operator": alert.operator,
        "threshold": alert.threshold,
        "frequency": "PT5M",
        "window": "PT15M",
        "severity": alert.severity,
    }
