"""One hub while its root is composed: its names, ranges, calls and references."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network

from landsmith.calls import parts
from landsmith.calls.model import Local, ModuleCall, Ref, Value
from landsmith.landing_zone.hub import Hub
from landsmith.landing_zone.landing_zone import LandingZone

SECONDARY_LOCATION = Local("secondary_location")


@dataclass(frozen=True)
class HubCalls:
    """A hub of a landing zone; calls of the second region's begin with ``secondary_``."""

    zone: LandingZone
    region: Hub

    @property
    def location(self) -> Local:
        """The hub's region, as the root's local."""
        return parts.LOCATION if self.region.primary else SECONDARY_LOCATION

    def call(self, name: str) -> str:
        """Return what a module call of this hub is called."""
        return name if self.region.primary else f"secondary_{name}"

    def name(self, key: str) -> str:
        """Return a decided name of this hub."""
        return self.zone.name(f"{self.region.key}/{key}")

    def range(self, subnet: str) -> IPv4Network:
        """Return the range of one of its subnets."""
        return self.zone.addresses[f"{self.region.key}/{subnet}"]

    def ref(self, call: str, output: str, *path: str) -> Ref:
        """Return a reference to an output of one of its calls."""
        return Ref(self.call(call), output, path)

    def subnet(self, name: str) -> Ref:
        """Return the reference to a subnet's id."""
        return self.ref("hub_network", "subnet_ids", name)

    def placed(self, name_key: str) -> dict[str, Value]:
        """Return the inputs that nearly every module begins with."""
        return {
            "name": self.name(name_key),
            "location": self.location,
            "resource_group_name": self.ref("resource_group", "name"),
        }

    def make(
        self, name: str, module: str, inputs: Mapping[str, Value], after: tuple[str, ...] = ()
    ) -> ModuleCall:
        """Return a module call of this hub, after others of its calls."""
        return ModuleCall(
            self.call(name), module, inputs, depends_on=tuple(self.call(call) for call in after)
        )

    def per_ip(self) -> dict[str, Value]:
        """Return the DDoS protection of public addresses, where each has its own."""
        own = self.zone.network.ddos == "per_ip"
        return {"ddos_protection_mode": "Enabled"} if own else {}

    def spokes(self) -> list[Value]:
        """Return the ranges of the spokes that leave through this hub."""
        entries = [one for one in self.zone.landing_zones if one.outbound_type != "none"]
        own = (entry for entry in entries if entry.hub.key == self.region.key)
        return [str(self.zone.addresses[entry.key]) for entry in own]


def hub_calls(zone: LandingZone) -> tuple[HubCalls, ...]:
    """Return the hub of each region, the primary first."""
    return tuple(HubCalls(zone, region) for region in zone.hubs)


def firewall_address(zone: LandingZone, hub: str = "hub") -> str:
    """Return a firewall's private address: the first that Azure hands out in its subnet."""
    return str(zone.addresses[f"{hub}/AzureFirewallSubnet"].network_address + 4)


def resolver_address(zone: LandingZone, hub: str) -> str:
    """Return the address of a DNS resolver's inbound endpoint: the first in its subnet."""
    return str(zone.addresses[f"{hub}/dns-inbound"].network_address + 4)


def upstream_dns(zone: LandingZone, hub: str) -> list[str]:
    """Return the DNS servers that are asked first: the customer's own, or the hub's resolver."""
    network = zone.network
    if network.dns_servers:
        return [str(address) for address in network.dns_servers]
    return [resolver_address(zone, hub)] if network.dns_resolver.enabled else []


def spoke_dns(zone: LandingZone, hub: str) -> list[str]:
    """Return the DNS servers of a spoke: the firewall's proxy, the customer's, or the resolver."""
    if zone.network.hub_firewall:
        return [firewall_address(zone, hub)]
    return upstream_dns(zone, hub)
