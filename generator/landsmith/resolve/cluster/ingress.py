"""What an ingress needs of the spoke, and whether the internet reaches it."""

from __future__ import annotations

from landsmith.blueprint.cluster.ingress import ApplicationGateway, ApplicationGatewayForContainers
from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.landing_zone.subnets import CONTAINERS_SUBNET, GATEWAY_SUBNET

CONTAINERS_PREFIX = 24
"""The one size that Application Gateway for Containers takes with overlay ("Container Networking
with Azure Application Gateway for Containers", limitations), and its least without."""


def gateway_subnets(entry: LandingZoneEntry) -> dict[str, int]:
    """Return the subnet of a gateway with its prefix length; nothing else may stand in it."""
    if isinstance(entry.ingress, ApplicationGateway):
        return {GATEWAY_SUBNET: entry.ingress.subnet_prefix_length}
    if isinstance(entry.ingress, ApplicationGatewayForContainers):
        return {CONTAINERS_SUBNET: CONTAINERS_PREFIX}
    return {}


def is_public(entry: LandingZoneEntry) -> bool:
    """Tell whether the internet reaches the ingress.

    Frontends of Application Gateway for Containers have no private addresses ("Application Gateway
    for Containers components").
    """
    ingress = entry.ingress
    if isinstance(ingress, ApplicationGateway):
        return ingress.frontend == "public"
    return isinstance(ingress, ApplicationGatewayForContainers)
