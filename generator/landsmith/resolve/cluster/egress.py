"""How the nodes of a cluster leave their network."""

from __future__ import annotations

from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.blueprint.network.network import Egress, Network
from landsmith.landing_zone.application import OutboundType

OUTBOUND: dict[Egress, OutboundType] = {
    "nat_gateway": "userAssignedNATGateway",
    "load_balancer": "loadBalancer",
    "firewall_basic": "userDefinedRouting",
    "firewall_standard": "userDefinedRouting",
    "firewall_premium": "userDefinedRouting",
}


def outbound_type(network: Network, entry: LandingZoneEntry) -> OutboundType:
    """Return a cluster's way out; a network-isolated one has none, whatever others have."""
    return "none" if entry.aks.network.isolated else OUTBOUND[network.egress]
