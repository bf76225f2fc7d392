"""Network: the customer's address space, the hub, hybrid connectivity and egress."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field

from landsmith.blueprint.addresses import Cidr, ClusterRange, DnsServer
from landsmith.blueprint.base import Model
from landsmith.blueprint.network.hub_services import (
    Bastion,
    DdosProtection,
    DnsResolver,
    Firewall,
    FlowLogs,
    RouteServer,
)
from landsmith.blueprint.network.hybrid import Hybrid
from landsmith.blueprint.network.management import Management
from landsmith.blueprint.offers.regions import Region

Egress: TypeAlias = Literal[
    "nat_gateway", "load_balancer", "firewall_basic", "firewall_standard", "firewall_premium"
]
Topology: TypeAlias = Literal["hub_and_spoke", "virtual_wan"]
FIREWALL_TIERS: dict[Egress, str] = {
    "firewall_basic": "Basic",
    "firewall_standard": "Standard",
    "firewall_premium": "Premium",
}


class Hub(Model):
    """The hub network in the connectivity subscription."""

    prefix_length: int = Field(
        default=23,
        ge=20,
        le=23,
        description="Size of the hub; /23 leaves room for Bastion, DNS resolver and Route Server. "
        "With Virtual WAN also the size of the virtual hub.",
    )


class SecondaryRegion(Model):
    """A second region with a hub of its own, joined to the first."""

    region: Region
    """The second region; each landing zone chooses where it goes."""
    supernets: tuple[ClusterRange, ...] = Field(
        min_length=1, description="The ranges that its hub and spokes are allocated from."
    )
    hub: Hub = Hub()
    """Its hub network."""
    hybrid: Hybrid | None = Field(
        default=None, description="Its own way to the customer's sites; default: none."
    )


class Network(Model):
    """Address space and topology; every range below it is allocated by the address plan."""

    topology: Topology = Field(
        default="hub_and_spoke",
        description="Hub networks with peered spokes, or Virtual WAN with routing intent.",
    )
    supernets: tuple[ClusterRange, ...] = Field(
        min_length=1, description="The ranges that hub and spokes are allocated from."
    )
    on_premises: tuple[Cidr, ...] = Field(
        default=(), description="Ranges in use on premises; nothing in Azure may overlap them."
    )
    dns_servers: tuple[DnsServer, ...] = Field(
        default=(),
        description="DNS servers of every network; default: Azure's own resolver. Servers on "
        "premises need dns_resolver.enabled, and forward Azure's private names to it.",
    )
    hub: Hub = Hub()
    """The hub network."""
    hybrid: Hybrid
    """How the customer's sites reach Azure."""
    egress: Egress = Field(
        default="nat_gateway",
        description="How clusters reach the internet: a NAT gateway in each spoke, each cluster's "
        "load balancer, or a firewall in the hub that all spokes route through.",
    )
    firewall: Firewall = Firewall()
    """What the Standard or the Premium firewall does."""
    forced_tunnelling: bool = Field(
        default=False, description="Whether the firewall sends internet traffic on premises."
    )
    bastion: Bastion = Bastion()
    """Azure Bastion, in the primary region's hub."""
    ddos: DdosProtection = Field(
        default="none",
        description="DDoS protection beyond Azure's own: a plan for all networks, or per public "
        "address.",
    )
    dns_resolver: DnsResolver = DnsResolver()
    """Private DNS Resolver, in each hub."""
    route_server: RouteServer = RouteServer()
    """Azure Route Server, in the primary region's hub."""
    flow_logs: FlowLogs = FlowLogs()
    """Whether and for how long traffic is recorded."""
    management: Management | None = Field(
        default=None,
        description="A management subnet in the primary region's hub, with a jump host and a "
        "subnet of runners by choice; default: none.",
    )

    @property
    def firewall_tier(self) -> str | None:
        """Tier of the firewall in the hub, None without one."""
        return FIREWALL_TIERS.get(self.egress)

    @property
    def intrusion_detection(self) -> str:
        """What intrusion detection does."""
        default = "Alert" if self.egress == "firewall_premium" else "Off"
        return self.firewall.intrusion_detection or default

    @property
    def hub_firewall(self) -> bool:
        """Whether a firewall that knows names, Standard or Premium, stands in the hub network."""
        return self.firewall_tier in ("Standard", "Premium") and not self.virtual_wan

    @property
    def private_runners(self) -> bool:
        """Whether pipelines run where they reach what has no public address."""
        return self.management is not None and self.management.private_runners

    @property
    def virtual_wan(self) -> bool:
        """Whether the hubs are virtual hubs of a Virtual WAN."""
        return self.topology == "virtual_wan"
