"""What stands in the hub beside the gateways: firewall, Bastion, DNS resolver and others."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field

from landsmith.blueprint.addresses import IpAddress, RuleRange
from landsmith.blueprint.base import Model, Slug, Text, Uuid

IntrusionDetection: TypeAlias = Literal["Off", "Alert", "Deny"]
DdosProtection: TypeAlias = Literal["none", "plan", "per_ip"]
RuleProtocol: TypeAlias = Literal["TCP", "UDP", "ICMP", "Any"]


class NetworkRule(Model):
    """A network rule of the firewall that allows traffic."""

    description: Text = Field(description="What the rule is for.")
    sources: tuple[RuleRange, ...] = Field(min_length=1, description="Ranges that it comes from.")
    destinations: tuple[RuleRange, ...] = Field(min_length=1, description="Ranges that it goes to.")
    ports: tuple[str, ...] = Field(
        min_length=1, description='Ports: numbers or ranges in quotes, such as "443" or "80-90".'
    )
    protocols: tuple[RuleProtocol, ...] = Field(default=("TCP",), min_length=1)
    """Protocols of the rule."""


class ApplicationRule(Model):
    """An application rule of the firewall that allows HTTPS to names."""

    description: Text = Field(description="What the rule is for.")
    sources: tuple[RuleRange, ...] = Field(min_length=1, description="Ranges that it comes from.")
    fqdns: tuple[str, ...] = Field(
        min_length=1, description="Names it goes to by HTTPS; *.example.com takes in all below."
    )


class Firewall(Model):
    """Settings of the Standard and the Premium firewall."""

    intrusion_detection: IntrusionDetection | None = Field(
        default=None, description="Intrusion detection; default: Alert with Premium, else Off."
    )
    public_ip_count: int = Field(
        default=1, ge=1, le=16, description="Public addresses; each brings 2,496 ports for SNAT."
    )
    network_rules: dict[Slug, NetworkRule] = Field(
        default={}, max_length=100, description="Further network rules, by name."
    )
    application_rules: dict[Slug, ApplicationRule] = Field(
        default={}, max_length=100, description="Further application rules, by name."
    )


class Bastion(Model):
    """Azure Bastion in the hub, for administrators."""

    sku: Literal["none", "Standard", "Premium"] = Field(
        default="none", description="none for no Bastion; Premium for the two options below."
    )
    private_only: bool = Field(
        default=False, description="No public address: reached over the hybrid connection alone."
    )
    session_recording: bool = Field(default=False, description="Record sessions in the portal.")


class ForwardingRule(Model):
    """A domain that the customer's own DNS servers answer for."""

    domain: str = Field(description="Domain name that ends with a dot, such as corp.example.com.")
    servers: tuple[IpAddress, ...] = Field(
        min_length=1, max_length=6, description="DNS servers that answer for it."
    )


class DnsResolver(Model):
    """Private DNS Resolver: on premises resolves Azure's private names, and Azure theirs."""

    enabled: bool = Field(default=False, description="Whether the hub has a resolver.")
    forwarding: dict[Slug, ForwardingRule] = Field(
        default={}, max_length=100, description="Forwarding rules, by name."
    )


class RoutePeer(Model):
    """A network appliance that exchanges routes with the route server."""

    asn: int = Field(ge=1, le=4294967295, description="The appliance's autonomous system number.")
    address: IpAddress = Field(description="The appliance's address in the hub or a spoke.")


class RouteServer(Model):
    """Azure Route Server in the hub network, for network appliances that speak BGP."""

    enabled: bool = Field(default=False, description="Whether the hub has a route server.")
    branch_to_branch: bool = Field(
        default=False, description="Whether VPN and ExpressRoute sites reach each other."
    )
    peers: dict[Slug, RoutePeer] = Field(
        default={}, max_length=8, description="The appliances, by name."
    )


class FlowLogs(Model):
    """Flow logs of every virtual network."""

    enabled: bool = Field(default=False, description="Whether traffic is recorded.")
    retention_days: int = Field(
        default=90, ge=90, le=365, description="Days for which the logs are kept."
    )
    workspace_customer_id: Uuid | None = Field(
        default=None,
        description="Workspace id (a UUID) that Azure gave to the Log Analytics workspace, known "
        "after root 20-management; traffic analytics needs it and is off without it.",
    )
