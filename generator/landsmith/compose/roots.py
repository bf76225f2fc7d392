"""The roots of a landing zone, in the order they are applied."""

from __future__ import annotations

from dataclasses import replace

from landsmith.calls.model import Root, Value
from landsmith.compose.cluster import landing_zone
from landsmith.compose.network import connectivity
from landsmith.compose.platform import (
    global_entry,
    governance,
    management,
    platform_subscription,
    state,
    subscriptions,
)
from landsmith.landing_zone.landing_zone import LandingZone

DIAGNOSED = frozenset(
    {
        "application_gateway",
        "application_gateway_for_containers",
        "backup_vault",
        "bastion",
        "cluster_backup",
        "container_registry",
        "express_route_circuit",
        "express_route_gateway",
        "firewall",
        "firewall_basic",
        "front_door",
        "key_vault",
        "kubernetes_automatic_cluster",
        "kubernetes_cluster",
        "log_analytics",
        "managed_grafana",
        "traffic_manager",
        "virtual_hub_vpn_gateway",
        "virtual_network",
        "vpn_gateway",
    }
)
"""Modules with diagnostic settings that the customer's policies can set instead."""


def compose(zone: LandingZone) -> tuple[Root, ...]:
    """Return every root of a landing zone; numbers in their names give the order."""
    roots = _roots(zone)
    by_policy = zone.monitoring.diagnostics == "policy"
    return tuple(_without_diagnostics(root) for root in roots) if by_policy else roots


def _without_diagnostics(root: Root) -> Root:
    """Return a root whose modules leave diagnostic settings to the customer's policies."""
    off: dict[str, Value] = {"diagnostic_settings": False}
    calls = (
        replace(call, inputs={**call.inputs, **off}) if call.module in DIAGNOSED else call
        for call in root.calls
    )
    return replace(root, calls=tuple(calls))


def _roots(zone: LandingZone) -> tuple[Root, ...]:
    return (
        state.root(zone),
        *subscriptions.roots(zone),
        governance.root(zone),
        management.root(zone),
        connectivity.root(zone),
        *platform_subscription.roots(zone),
        *(landing_zone.root(zone, entry) for entry in zone.landing_zones),
        *global_entry.roots(zone),
    )
