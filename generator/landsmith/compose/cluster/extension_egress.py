"""Where optional parts of clusters, and Defender, have to get to through a firewall."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.calls.model import Value
from landsmith.components.registry import chosen
from landsmith.landing_zone.hub import Hub
from landsmith.landing_zone.landing_zone import LandingZone

DEFENDER = "*.cloud.defender.microsoft.com"
"""Source: Microsoft Defender for Containers, network requirements of the sensor."""


def extension_inputs(zone: LandingZone, hub: Hub) -> dict[str, Value]:
    """Return the input of a hub's firewall, if a cluster behind it has any to go to."""
    names = sorted(set(_names(zone, hub)))
    return {"extension_fqdns": names} if names else {}


def _names(zone: LandingZone, hub: Hub) -> Iterator[str]:
    for entry in zone.landing_zones:
        if entry.hub.key == hub.key:
            if entry.aks.defender:
                yield DEFENDER
            for part in chosen(entry):
                yield from part.egress(entry)
