"""What sets the subnet of a gateway apart from the others of a spoke."""

from __future__ import annotations

from landsmith.calls.model import Value
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.subnets import CONTAINERS_SUBNET, GATEWAY_SUBNET

GATEWAY_MANAGER: Value = {
    "priority": 100,
    "source_address_prefix": "GatewayManager",
    "ports": ["65200-65535"],
}
"""What Azure manages a gateway with a public address by ("Application Gateway infrastructure
configuration", network security groups)."""

WEB: Value = {"priority": 110, "source_address_prefix": "Internet", "ports": ["443"]}
"""HTTPS from anywhere."""


def subnet_inputs(entry: ApplicationLandingZone, subnet: str) -> dict[str, Value]:
    """Return what sets a gateway's subnet apart: who may enter, and whose it is.

    No subnet of a gateway is routed through a firewall: with a public address that is unsupported
    ("Application Gateway infrastructure configuration", supported user-defined routes). Where
    network isolation is registered, Azure refuses a gateway in a subnet that is not delegated
    ("Private Application Gateway deployment").
    """
    if subnet == CONTAINERS_SUBNET:
        return {
            "delegation": "Microsoft.ServiceNetworking/trafficControllers",
            "inbound_rules": {"AllowWebInbound": WEB},
        }
    if subnet != GATEWAY_SUBNET:
        return {}
    rules: dict[str, Value] = {
        "AllowGatewayManagerInbound": GATEWAY_MANAGER,
        "AllowWebInbound": WEB,
    }
    return {
        "delegation": "Microsoft.Network/applicationGateways",
        **({"inbound_rules": rules} if entry.is_public else {}),
    }
