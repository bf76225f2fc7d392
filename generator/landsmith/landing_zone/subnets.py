"""Subnets that Azure or this landing zone gives a meaning to."""

from __future__ import annotations

BORN_NAMED = frozenset(
    {
        "AzureFirewallSubnet",
        "AzureFirewallManagementSubnet",
        "GatewaySubnet",
        "AzureBastionSubnet",
        "RouteServerSubnet",
    }
)
"""Subnets whose names Azure prescribes."""

UNGUARDED = BORN_NAMED - {"AzureBastionSubnet"}
"""Subnets on which Azure allows no network security group."""

MANAGEMENT_SUBNETS = ("management", "runners")
"""Subnets of administrators and of pipelines' runners, in the primary region's hub."""

GATEWAY_SUBNET = "application-gateway"

CONTAINERS_SUBNET = "gateway-for-containers"

NO_DEFAULT_ROUTE = (GATEWAY_SUBNET, CONTAINERS_SUBNET, "api-server")
"""Subnets whose service leaves by routes of its own: gateways with a public address take none to an
appliance ("Application Gateway infrastructure configuration"), and of the API server's Microsoft
says nothing."""

INGRESS_SUBNETS = ("ingress", GATEWAY_SUBNET, CONTAINERS_SUBNET)
"""Subnets in which a cluster's ingress listens."""
