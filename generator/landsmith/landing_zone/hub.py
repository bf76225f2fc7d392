"""The hub of a region."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network

from landsmith.blueprint.base import Loc
from landsmith.blueprint.network import network as authored
from landsmith.blueprint.network.hybrid import ExpressRoute, Hybrid, Vpn, express_route_of, vpn_of
from landsmith.blueprint.offers.regions import REGIONS, Region
from landsmith.landing_zone.alert import MetricAlert

PRIMARY, SECONDARY = "hub", "hub-secondary"


@dataclass(frozen=True)
class HubRegion:
    """A region's hub; ``key`` begins its names and its ranges, ``field`` is where it is chosen."""

    key: str
    region: Region
    supernets: tuple[IPv4Network, ...]
    hub: authored.Hub
    hybrid: Hybrid | None
    field: Loc

    @property
    def primary(self) -> bool:
        """Whether it is the first region's."""
        return self.key == PRIMARY

    @property
    def virtual_key(self) -> str:
        """Key of the virtual hub's range, in a Virtual WAN."""
        return f"virtual-{self.key}"

    @property
    def zones(self) -> tuple[str, ...]:
        """Availability zones of the region."""
        return REGIONS[self.region].zones

    @property
    def vpn(self) -> Vpn | None:
        """Its VPN gateway and sites."""
        return vpn_of(self.hybrid)

    @property
    def express_route(self) -> ExpressRoute | None:
        """Its ExpressRoute gateway and circuit."""
        return express_route_of(self.hybrid)

    @property
    def has_gateway(self) -> bool:
        """Whether it has a gateway to the customer's sites."""
        return bool(self.vpn or self.express_route)


@dataclass(frozen=True)
class Hub(HubRegion):
    """A hub with everything decided.

    ``subnets`` are those of its network; ``firewall_addresses`` the parts of the names of its
    firewall's public addresses; ``connected`` tells whether its ExpressRoute gateway can be
    connected to its circuit by now.
    """

    subnets: tuple[str, ...]
    firewall_addresses: tuple[str, ...]
    alerts: tuple[MetricAlert, ...]
    connected: bool
