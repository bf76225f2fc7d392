"""The metric alerts of a landing zone: the baseline, with its own thresholds, and its way out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.landing_zone.alert import CLUSTER, LOAD_BALANCER, NAT_GATEWAY, MetricAlert
from landsmith.resolve.addresses.sizing import chosen_nodes
from landsmith.resolve.cluster.egress import outbound_type
from landsmith.resolve.platform.metric_alerts import CLUSTER_ALERTS

NODE_ALERTS = {
    "node-cpu": ("cpu", "processors"),
    "node-disk": ("disk", "disks"),
    "node-memory": ("memory", "memory"),
}
"""Alerts with a threshold of the landing zone's own: its field, and what it is a share of."""

UNSCHEDULABLE = MetricAlert(
    "pods-unschedulable", "Pods wait for a node that the autoscaler can't give them.",
    "cluster", CLUSTER, "cluster_autoscaler_unschedulable_pods_count", "GreaterThan", 0, 2,
)  # fmt: skip

NAT_ALERTS = (
    MetricAlert(
        "nat-failed-connections", "Connections to the internet fail: ports for SNAT run out.",
        "nat_gateway", NAT_GATEWAY, "SNATConnectionCount", "GreaterThan", 0, 1,
        "ConnectionState", ("Failed",), "Total",
    ),
    MetricAlert(
        "nat-dropped-packets", "The NAT gateway drops packets.",
        "nat_gateway", NAT_GATEWAY, "PacketDropCount", "GreaterThan", 100, 2,
        aggregation="Total",
    ),
)  # fmt: skip
"""Metrics: Azure Monitor, "Supported metrics for Microsoft.Network/natGateways"."""

AUTOMATIC_PORTS = 1024
"""SNAT ports of a node that Azure gives at least, up to fifty nodes (outbound rules)."""


def cluster_alerts(file: LandingZoneFile, entry: LandingZoneEntry) -> tuple[MetricAlert, ...]:
    """Return the alerts of a landing zone; a firewall in the hub has alerts of its own there."""
    return tuple(_alerts(file, entry))


def _alerts(file: LandingZoneFile, entry: LandingZoneEntry) -> Iterator[MetricAlert]:
    for alert in CLUSTER_ALERTS:
        yield _own(alert, entry) if alert.part in NODE_ALERTS else alert
    if not chosen_nodes(entry):
        yield UNSCHEDULABLE
    way_out = outbound_type(file.network, entry)
    if way_out == "userAssignedNATGateway":
        yield from NAT_ALERTS
    elif way_out == "loadBalancer":
        yield from _load_balancer(entry)


def _load_balancer(entry: LandingZoneEntry) -> Iterator[MetricAlert]:
    """Yield the alerts on the cluster's own load balancer, which AKS makes with it.

    Metrics: Azure Monitor, "Supported metrics for Microsoft.Network/loadBalancers".
    """
    ports = entry.aks.network.load_balancer.ports_per_node or AUTOMATIC_PORTS
    yield MetricAlert(
        "snat-failed-connections", "Connections to the internet fail: ports for SNAT run out.",
        "cluster", LOAD_BALANCER, "SnatConnectionCount", "GreaterThan", 0, 1,
        "ConnectionState", ("Failed",), "Total",
    )  # fmt: skip
    yield MetricAlert(
        "snat-ports", "A node uses more than 80 % of its ports for SNAT.",
        "cluster", LOAD_BALANCER, "UsedSnatPorts", "GreaterThan", ports * 8 // 10, 2,
        "BackendIPAddress",
    )  # fmt: skip


def _own(alert: MetricAlert, entry: LandingZoneEntry) -> MetricAlert:
    field, what = NODE_ALERTS[alert.part]
    share: int = getattr(entry.observability.node_thresholds, field)
    return replace(
        alert, threshold=share, description=f"Nodes use more than {share} % of their {what}."
    )
