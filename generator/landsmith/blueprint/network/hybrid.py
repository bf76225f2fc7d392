"""Hybrid connectivity: how the customer's sites reach Azure."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from landsmith.blueprint.addresses import Cidr, IpAddress, PublicAddress
from landsmith.blueprint.base import Model, Slug, Text

GatewaySku: TypeAlias = Literal["VpnGw1AZ", "VpnGw2AZ", "VpnGw3AZ", "VpnGw4AZ", "VpnGw5AZ"]
ExpressRouteGatewaySku: TypeAlias = Literal["ErGw1AZ", "ErGw2AZ", "ErGw3AZ", "ErGwScale"]
CIRCUIT_ID = (
    r"^/subscriptions/[0-9a-fA-F-]{36}/resourceGroups/[\w().-]{1,90}/providers/Microsoft\.Network"
    r"/expressRouteCircuits/[A-Za-z0-9._-]{1,80}$"
)


class BgpPeer(Model):
    """The on-premises device's side of a BGP session."""

    asn: int = Field(ge=1, le=4294967295, description="Autonomous system number of the device.")
    peering_address: IpAddress = Field(description="The device's BGP peering address.")


class VpnSite(Model):
    """An on-premises site that a VPN connection reaches."""

    name: Slug = Field(description="Short name of the site, used in resource names.")
    gateway_address: PublicAddress = Field(description="Public address of the site's VPN device.")
    address_space: tuple[Cidr, ...] = Field(
        min_length=1, description="Networks behind the device; they must not overlap the supernets."
    )
    bgp: BgpPeer | None = Field(
        default=None, description="BGP session; without it routes are static."
    )
    bandwidth_in_mbps: int = Field(
        default=100,
        ge=1,
        le=100000,
        description="Bandwidth of the site's line in megabits per second, for Virtual WAN.",
    )


class Vpn(Model):
    """A VPN gateway and the sites it connects."""

    sku: GatewaySku = Field(
        default="VpnGw1AZ",
        description="Gateway size in a hub network; default: the smallest zone-redundant one.",
    )
    scale_units: int = Field(
        default=1,
        ge=1,
        le=40,
        description="Gateway size in a virtual hub: units of 500 megabits per second.",
    )
    active_active: bool = Field(
        default=True, description="Two gateway instances with an address each."
    )
    asn: int = Field(default=65515, ge=1, le=4294967295, description="The gateway's BGP number.")
    sites: tuple[VpnSite, ...] = Field(min_length=1, description="The sites to connect.")


class PrivatePeering(Model):
    """The private peering of a circuit, which carries the routes of the virtual networks."""

    peer_asn: int = Field(ge=1, le=4294967295, description="Autonomous system number on premises.")
    primary_prefix: Cidr = Field(description="The /30 network of the first link.")
    secondary_prefix: Cidr = Field(description="The /30 network of the second link.")
    vlan_id: int = Field(ge=1, le=4094, description="VLAN of the peering, 1 to 4094.")


class NewCircuit(Model):
    """A circuit that is ordered with the landing zone."""

    kind: Literal["new"]
    provider: Text = Field(max_length=80, description="Connectivity provider, as Azure lists it.")
    peering_location: Text = Field(
        max_length=80, description="Where the provider meets Microsoft, such as Amsterdam."
    )
    bandwidth_in_mbps: int = Field(
        description="50, 100, 200, 500, 1000, 2000, 5000 or 10000 megabits per second."
    )
    sku_tier: Literal["Local", "Standard", "Premium"] = Field(
        default="Standard",
        description="Local for regions at the peering location, Standard for those of its "
        "continent, Premium for all.",
    )
    sku_family: Literal["MeteredData", "UnlimitedData"] = Field(
        default="MeteredData", description="How outbound traffic is paid for."
    )
    private_peering: PrivatePeering | None = Field(
        default=None, description="The private peering; leave it out where the provider makes it."
    )
    provisioned: bool = Field(
        default=False,
        description="Whether the provider has provisioned the circuit. Until then neither peering "
        "nor connection can be made.",
    )


class ExistingCircuit(Model):
    """A circuit that is there already, with its private peering."""

    kind: Literal["existing"]
    id: str = Field(
        pattern=CIRCUIT_ID,
        description="Resource id of the circuit, in the connectivity subscription.",
    )


class PrimaryCircuit(Model):
    """The primary region's circuit, which the second region connects to as well."""

    kind: Literal["primary"]


Circuit: TypeAlias = Annotated[
    NewCircuit | ExistingCircuit | PrimaryCircuit, Field(discriminator="kind")
]


class GatewayScale(Model):
    """Between how many scale units, of about 1 gigabit per second each, a gateway scales."""

    minimum: int = Field(ge=1, le=40, description="Fewest scale units.")
    maximum: int = Field(ge=1, le=40, description="Most scale units.")


class ExpressRoute(Model):
    """An ExpressRoute gateway and the circuit it connects to."""

    gateway_sku: ExpressRouteGatewaySku = Field(
        default="ErGw1AZ", description="Gateway size in a hub network."
    )
    gateway_scale: GatewayScale | None = Field(
        default=None, description="Bounds of an ErGwScale gateway, which can't do without."
    )
    scale_units: int = Field(
        default=1,
        ge=1,
        le=10,
        description="Gateway size in a virtual hub, in units of 2 gigabits per second.",
    )
    circuit: Circuit = Field(description="The circuit: new, existing, or the primary region's.")


class VpnHybrid(Vpn):
    """Hybrid connectivity by site-to-site VPN."""

    kind: Literal["vpn"]


class ExpressRouteHybrid(Model):
    """Hybrid connectivity by ExpressRoute."""

    kind: Literal["express_route"]
    express_route: ExpressRoute
    """Gateway and circuit."""


class VpnAndExpressRouteHybrid(Model):
    """Hybrid connectivity by ExpressRoute, with VPN beside it as the other way in."""

    kind: Literal["vpn_and_express_route"]
    vpn: Vpn
    """VPN gateway and sites."""
    express_route: ExpressRoute
    """ExpressRoute gateway and circuit."""


class EquivalentHybrid(Model):
    """Hybrid connectivity by other means, declared and justified (control A-3.1, network)."""

    kind: Literal["equivalent"]
    description: Text = Field(description="What connects the customer's sites instead.")
    reason: Text = Field(description="Why neither VPN gateway nor ExpressRoute is used.")


Hybrid: TypeAlias = Annotated[
    VpnHybrid | ExpressRouteHybrid | VpnAndExpressRouteHybrid | EquivalentHybrid,
    Field(discriminator="kind"),
]


def vpn_of(hybrid: Hybrid | None) -> Vpn | None:
    """Return the VPN part of hybrid connectivity, None where there is none."""
    if isinstance(hybrid, VpnHybrid):
        return hybrid
    return hybrid.vpn if isinstance(hybrid, VpnAndExpressRouteHybrid) else None


def express_route_of(hybrid: Hybrid | None) -> ExpressRoute | None:
    """Return the ExpressRoute part of hybrid connectivity, None where there is none."""
    if isinstance(hybrid, ExpressRouteHybrid | VpnAndExpressRouteHybrid):
        return hybrid.express_route
    return None
