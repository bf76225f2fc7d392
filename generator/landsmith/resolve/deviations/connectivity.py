"""Which connectivity choices differ from best practice.

The blueprint full promises more than start-small, so that what start-small may leave out is a
deviation there.
"""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import Loc, dotted
from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.landing_zone.deviation import Difference
from landsmith.landing_zone.hub import HubRegion
from landsmith.resolve.deviations import sources
from landsmith.resolve.platform.hubs import hubs


def differences(file: LandingZoneFile) -> Iterator[Difference]:
    """Yield every connectivity choice that differs from best practice, in the file's order."""
    for hub in hubs(file):
        yield from _hybrid(file, hub)
    yield from _egress(file)
    if file.blueprint == "full":
        yield from _protection(file)


def _hybrid(file: LandingZoneFile, hub: HubRegion) -> Iterator[Difference]:
    hybrid, at = hub.hybrid, hub.field
    if hybrid is None:
        yield _at(at, "none", "a gateway in each region", "A-3.1.network.2")
    elif hybrid.kind == "equivalent":
        yield _at(at, "equivalent", "vpn or ExpressRoute", "A-3.1.network.2")
    elif hub.vpn and not hub.vpn.active_active:
        nested: Loc = ("vpn",) if hybrid.kind == "vpn_and_express_route" else ()
        yield _at(
            (*at, *nested, "active_active"),
            "false",
            "true",
            sources.HIGHLY_AVAILABLE_VPN,
        )
    elif hybrid.kind == "express_route" and hub.primary and not file.secondary_region:
        wanted = "vpn_and_express_route, or a second region"
        yield _at(
            at,
            "express_route",
            wanted,
            sources.HIGHLY_AVAILABLE_EXPRESS_ROUTE,
        )


def _egress(file: LandingZoneFile) -> Iterator[Difference]:
    network, at = file.network, ("network", "egress")
    if network.egress in ("nat_gateway", "load_balancer"):
        source = "aks:networking-egress-lockdown"
        yield _at(at, network.egress, "a firewall in the hub", source)
    elif file.blueprint == "full" and network.egress != "firewall_premium":
        yield _at(at, network.egress, "firewall_premium", sources.INTERNET)
    if network.egress == "firewall_premium" and network.intrusion_detection == "Off":
        loc = ("network", "firewall", "intrusion_detection")
        yield _at(loc, "Off", "Alert or Deny", sources.INTRUSION_DETECTION)


def _protection(file: LandingZoneFile) -> Iterator[Difference]:
    network = file.network
    if network.ddos == "none":
        yield _at(
            ("network", "ddos"),
            "none",
            "plan or per_ip",
            sources.DDOS,
        )
    if not network.flow_logs.enabled:
        yield _at(
            ("network", "flow_logs", "enabled"),
            "false",
            "true",
            sources.FLOW_LOGS,
        )
    if not network.dns_resolver.enabled:
        yield _at(
            ("network", "dns_resolver", "enabled"),
            "false",
            "true",
            sources.PRIVATE_LINK,
        )


def _at(loc: Loc, chosen: str, recommended: str, source: str) -> Difference:
    return Difference(dotted(loc), loc, chosen, recommended, source)
