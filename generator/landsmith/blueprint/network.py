"""Network: the customer's address space, the hub, hybrid connectivity and egress."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from landsmith.blueprint.base import Cidr, IpAddress, Model, Slug, Text

GatewaySku: TypeAlias = Literal["VpnGw1AZ", "VpnGw2AZ", "VpnGw3AZ", "VpnGw4AZ", "VpnGw5AZ"]


class BgpPeer(Model):
    """The on-premises device's side of a BGP session."""

    asn: int = Field(ge=1, le=4294967295, description="Autonomous system number of the device.")
    peering_address: IpAddress = Field(description="The device's BGP peering address.")


class VpnSite(Model):
    """An on-premises site that a VPN connection reaches."""

    name: Slug = Field(description="Short name of the site, used in resource names.")
    gateway_address: IpAddress = Field(description="Public IP address of the site's VPN device.")
    address_space: tuple[Cidr, ...] = Field(
        min_length=1, description="Networks behind the device; they must not overlap the supernets."
    )
    bgp: BgpPeer | None = Field(
        default=None, description="BGP session; without it routes are static."
    )


class VpnHybrid(Model):
    """Hybrid connectivity by site-to-site VPN."""

    kind: Literal["vpn"]
    sku: GatewaySku = Field(
        default="VpnGw1AZ", description="Gateway size; default: the smallest zone-redundant one."
    )
    active_active: bool = Field(
        default=True, description="Two gateway instances with an address each (catalogue N2)."
    )
    asn: int = Field(default=65515, ge=1, le=4294967295, description="The gateway's BGP number.")
    sites: tuple[VpnSite, ...] = Field(min_length=1, description="The sites to connect.")


class EquivalentHybrid(Model):
    """Hybrid connectivity by other means, declared and justified (control A-3.1, network)."""

    kind: Literal["equivalent"]
    description: Text = Field(description="What connects the customer's sites instead.")
    reason: Text = Field(description="Why neither VPN gateway nor ExpressRoute is used.")


Hybrid: TypeAlias = Annotated[VpnHybrid | EquivalentHybrid, Field(discriminator="kind")]
Egress: TypeAlias = Literal["nat_gateway", "firewall_basic"]


class Hub(Model):
    """The hub network in the connectivity subscription."""

    prefix_length: int = Field(
        default=23,
        ge=20,
        le=23,
        description="Size of the hub; /23 leaves room for Bastion, DNS resolver and Route Server.",
    )


class Network(Model):
    """Address space and topology; every range below it is allocated by the address plan."""

    supernets: tuple[Cidr, ...] = Field(
        min_length=1, description="The ranges that hub and spokes are allocated from."
    )
    on_premises: tuple[Cidr, ...] = Field(
        default=(), description="Ranges in use on premises; nothing in Azure may overlap them."
    )
    dns_servers: tuple[IpAddress, ...] = Field(
        default=(), description="DNS servers of every network; default: Azure's own resolver."
    )
    hub: Hub = Hub()
    """The hub network."""
    hybrid: Hybrid
    """How the customer's sites reach Azure."""
    egress: Egress = Field(
        default="nat_gateway",
        description="How clusters reach the internet: a NAT gateway in each spoke, or a Basic "
        "firewall in the hub that all spokes route through.",
    )
