"""Metric alerts: the namespaces of metrics, and what one alert says."""

from __future__ import annotations

from dataclasses import dataclass

NAT_GATEWAY = "Microsoft.Network/natGateways"

LOAD_BALANCER = "Microsoft.Network/loadBalancers"

CLUSTER = "Microsoft.ContainerService/managedClusters"

VAULT = "Microsoft.KeyVault/vaults"

FIREWALL = "Microsoft.Network/azureFirewalls"

GATEWAY = "Microsoft.Network/virtualNetworkGateways"

VIRTUAL_HUB_VPN = "Microsoft.Network/vpnGateways"

VIRTUAL_HUB_EXPRESS_ROUTE = "Microsoft.Network/expressRouteGateways"

CIRCUIT = "Microsoft.Network/expressRouteCircuits"


@dataclass(frozen=True)
class MetricAlert:
    """An alert on a metric: whose, which side of which value, and how grave.

    ``call`` is the module call that makes the resource; ``split`` the metric's dimension of which
    each of ``values`` is watched by itself; ``every`` and ``over`` are durations: how often and
    over which time the metric is looked at.
    """

    part: str
    description: str
    call: str
    namespace: str
    metric: str
    operator: str
    threshold: int
    severity: int
    split: str = ""
    values: tuple[str, ...] = ("*",)
    aggregation: str = "Average"
    every: str = "PT5M"
    over: str = "PT15M"
