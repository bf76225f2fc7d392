"""The baseline metric alerts of a landing zone and of a hub: which there are, and when they tell.

Metrics: Azure Monitor, "Supported metrics" of each resource type. Thresholds: Azure Monitor
baseline alerts, and where those depend on a size, the size's page.
"""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.network.hybrid import ExistingCircuit, ExpressRoute, NewCircuit, Vpn
from landsmith.landing_zone.alert import (
    CIRCUIT,
    CLUSTER,
    FIREWALL,
    GATEWAY,
    VAULT,
    VIRTUAL_HUB_EXPRESS_ROUTE,
    VIRTUAL_HUB_VPN,
    MetricAlert,
)
from landsmith.landing_zone.hub import HubRegion
from landsmith.resolve.platform.hubs import connected

CLUSTER_ALERTS = (
    MetricAlert(
        "node-cpu", "Nodes use more than 95 % of their processors.",
        "cluster", CLUSTER, "node_cpu_usage_percentage", "GreaterThan", 95, 2,
    ),
    MetricAlert(
        "node-disk", "Nodes use more than 80 % of their disks.",
        "cluster", CLUSTER, "node_disk_usage_percentage", "GreaterThan", 80, 2,
    ),
    MetricAlert(
        "node-memory", "Nodes use more than 95 % of their memory.",
        "cluster", CLUSTER, "node_memory_working_set_percentage", "GreaterThan", 95, 2,
    ),
    MetricAlert(
        "vault-availability", "The vault does not answer every request.",
        "vault", VAULT, "Availability", "LessThan", 90, 1,
    ),
    MetricAlert(
        "vault-saturation", "The vault nears its limit of requests.",
        "vault", VAULT, "SaturationShoebox", "GreaterThan", 75, 1,
    ),
)  # fmt: skip
"""Alerts of a landing zone."""

FIREWALL_MBPS = {"Basic": 250, "Standard": 30_000, "Premium": 100_000}
"""Megabits per second that a firewall passes on (Azure Firewall performance)."""

PREMIUM_DENY_MBPS = 22_000
"""The same of a Premium firewall whose intrusion detection denies."""

VPN_MBPS = {
    "VpnGw1AZ": 650,
    "VpnGw2AZ": 1000,
    "VpnGw3AZ": 1250,
    "VpnGw4AZ": 5000,
    "VpnGw5AZ": 10_000,
}
"""Megabits per second of a VPN gateway (About VPN Gateway SKUs)."""

VPN_UNIT_MBPS = 500
"""Megabits per second of a scale unit of a virtual hub's VPN gateway."""

PACKETS = {"ErGw1AZ": 100_000, "ErGw2AZ": 200_000, "ErGw3AZ": 1_000_000}
"""Packets per second of an ExpressRoute gateway (About ExpressRoute gateways)."""


def hub_alerts(file: LandingZoneFile, hub: HubRegion) -> tuple[MetricAlert, ...]:
    """Return the alerts of what stands in a hub; none unless they are asked for."""
    return tuple(_hub(file, hub)) if file.monitoring.metric_alerts else ()


def _hub(file: LandingZoneFile, hub: HubRegion) -> Iterator[MetricAlert]:
    if file.network.firewall_tier:
        yield from _firewall(file, file.network.firewall_tier)
    if hub.vpn:
        yield from _vpn(hub.vpn, virtual=file.network.virtual_wan)
    if hub.express_route:
        yield from _express_route(file, hub, hub.express_route)
        yield from _circuit(hub.express_route)


def _firewall(file: LandingZoneFile, tier: str) -> Iterator[MetricAlert]:
    yield MetricAlert(
        "firewall-health", "The firewall is not healthy.",
        "firewall", FIREWALL, "FirewallHealth", "LessThan", 90, 0, every="PT1M", over="PT5M",
    )  # fmt: skip
    if not file.network.forced_tunnelling:
        yield MetricAlert(
            "firewall-snat", "The firewall uses more than 80 % of its ports for SNAT.",
            "firewall", FIREWALL, "SNATPortUtilization", "GreaterThan", 80, 1,
            every="PT1M", over="PT5M",
        )  # fmt: skip
    denies = tier == "Premium" and file.network.intrusion_detection == "Deny"
    most = PREMIUM_DENY_MBPS if denies else FIREWALL_MBPS[tier]
    yield MetricAlert(
        "firewall-throughput", "The firewall passes on more than 90 % of what it can.",
        "firewall", FIREWALL, "Throughput", "GreaterThan", most * 900_000, 2,
    )  # fmt: skip


def _vpn(vpn: Vpn, *, virtual: bool) -> Iterator[MetricAlert]:
    namespace = VIRTUAL_HUB_VPN if virtual else GATEWAY
    yield MetricAlert(
        "vpn-tunnel", "A VPN connection carries nothing.",
        "vpn_gateway", namespace, "TunnelAverageBandwidth", "LessThan", 1, 0, "ConnectionName",
    )  # fmt: skip
    if any(site.bgp for site in vpn.sites):
        yield MetricAlert(
            "vpn-bgp", "A BGP session of the VPN gateway is down.",
            "vpn_gateway", namespace, "BgpPeerStatus", "LessThan", 1, 0, "BgpPeerAddress",
        )  # fmt: skip
    most = vpn.scale_units * VPN_UNIT_MBPS if virtual else VPN_MBPS[vpn.sku]
    yield MetricAlert(
        "vpn-bandwidth", "The VPN gateway carries more than 80 % of what it can.",
        "vpn_gateway", namespace, "AverageBandwidth", "GreaterThan", _bytes(most) * 8 // 10, 3,
    )  # fmt: skip


def _bytes(mbps: int) -> int:
    """Return bytes per second, which the metrics of VPN gateways count."""
    return mbps * 1_000_000 // 8


def _express_route(
    file: LandingZoneFile, hub: HubRegion, chosen: ExpressRoute
) -> Iterator[MetricAlert]:
    virtual = file.network.virtual_wan
    namespace = VIRTUAL_HUB_EXPRESS_ROUTE if virtual else GATEWAY
    scalable = "Scalable" if not virtual and chosen.gateway_sku == "ErGwScale" else ""
    yield MetricAlert(
        "express-route-cpu", "The ExpressRoute gateway uses more than 80 % of its processors.",
        "express_route_gateway", namespace, f"{scalable}ExpressRouteGatewayCpuUtilization",
        "GreaterThan", 80, 1,
    )  # fmt: skip
    if virtual:
        yield from _connection(file, hub)
    elif chosen.gateway_sku in PACKETS:
        yield MetricAlert(
            "express-route-packets", "The ExpressRoute gateway passes on 80 % of what it can.",
            "express_route_gateway", namespace, "ExpressRouteGatewayPacketsPerSecond",
            "GreaterThan", PACKETS[chosen.gateway_sku] * 8 // 10, 2,
        )  # fmt: skip


def _connection(file: LandingZoneFile, hub: HubRegion) -> Iterator[MetricAlert]:
    """Yield the alert on the connection of a virtual hub, once there is one."""
    if connected(file, hub):
        yield MetricAlert(
            "express-route-traffic", "Nothing comes in over the ExpressRoute connection.",
            "express_route_gateway", VIRTUAL_HUB_EXPRESS_ROUTE,
            "ErGatewayConnectionBitsInPerSecond", "LessThan", 1, 0, "ConnectionName",
        )  # fmt: skip


def _circuit(chosen: ExpressRoute) -> Iterator[MetricAlert]:
    """Yield the alerts of a circuit, from its provisioning on, in the region whose own it is."""
    circuit = chosen.circuit
    provisioned = isinstance(circuit, NewCircuit) and circuit.provisioned
    if not provisioned and not isinstance(circuit, ExistingCircuit):
        return
    yield MetricAlert(
        "circuit-arp", "A link of the ExpressRoute circuit does not answer.",
        "express_route_circuit", CIRCUIT, "ArpAvailability", "LessThan", 90, 0,
        every="PT1M", over="PT5M",
    )  # fmt: skip
    yield MetricAlert(
        "circuit-bgp", "A BGP session of the ExpressRoute circuit is down.",
        "express_route_circuit", CIRCUIT, "BgpAvailability", "LessThan", 90, 0,
        every="PT1M", over="PT5M",
    )  # fmt: skip
