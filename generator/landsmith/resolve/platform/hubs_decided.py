"""Decides each hub: its subnets, its firewall's addresses, its alerts."""

from __future__ import annotations

from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.landing_zone.hub import Hub, HubRegion
from landsmith.resolve.addresses.sizing import hub_subnets
from landsmith.resolve.names.connectivity import firewall_addresses
from landsmith.resolve.platform.hubs import connected, hubs
from landsmith.resolve.platform.metric_alerts import hub_alerts


def decided_hubs(file: LandingZoneFile) -> tuple[Hub, ...]:
    """Return the hub of each region, the primary first."""
    return tuple(_hub(file, region) for region in hubs(file))


def _hub(file: LandingZoneFile, region: HubRegion) -> Hub:
    return Hub(
        **vars(region),
        subnets=hub_subnets(file, region),
        firewall_addresses=firewall_addresses(file),
        alerts=hub_alerts(file, region),
        connected=connected(file, region),
    )
