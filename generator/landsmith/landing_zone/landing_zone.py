"""The landing zone: every name, address range and default decided; one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network

from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.landing_zone.deviation import Deviation
from landsmith.landing_zone.name import Name


@dataclass(frozen=True)
class LandingZone:
    """A resolved landing zone.

    ``names`` is by key (``hub/virtual_network``), ``addresses`` by key (``shop-prod/nodes``).
    """

    file: LandingZoneFile
    names: Mapping[str, Name]
    addresses: Mapping[str, IPv4Network]
    deviations: tuple[Deviation, ...]

    def name(self, key: str) -> str:
        """Return a decided name, such as ``hub/virtual_network``."""
        return self.names[key].value
