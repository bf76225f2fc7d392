"""Private DNS: the hub's zones, and which of them a cluster's API server is registered in."""

from __future__ import annotations

from landsmith.calls.private_endpoint import GRAFANA_ZONE
from landsmith.components.registry import GRAFANA
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone

FORWARDED = {"privatelink.vaultcore.azure.net": "vault.azure.net"}
"""Public zones of private ones that have another name than theirs without ``privatelink``."""


def dns_zones(zone: LandingZone) -> tuple[str, ...]:
    """Return the private DNS zones of the hub."""
    return (
        *_api_zones(zone),
        "privatelink.azurecr.io",
        "privatelink.blob.core.windows.net",
        *((GRAFANA_ZONE,) if any(map(GRAFANA.applies, zone.landing_zones)) else ()),
        "privatelink.vaultcore.azure.net",
    )


def forwarded(zone: LandingZone) -> tuple[str, ...]:
    """Return the public zones that DNS servers on premises forward to the hub's resolver.

    The names that clients ask for lie in these; each leads to one in a private zone ("Azure Private
    Endpoint private DNS zone values", public DNS zone forwarders).
    """
    public = (FORWARDED.get(name, name.partition(".")[2]) for name in dns_zones(zone))
    own = ("azmk8s.io" if name.endswith(".azmk8s.io") else name for name in public)
    return tuple(sorted(dict.fromkeys(own)))


def api_zone(entry: ApplicationLandingZone) -> str:
    """Return the zone that a cluster's private API server is registered in.

    Behind a private endpoint its name lies in ``privatelink.<region>.azmk8s.io``, in a subnet of
    the network in ``private.<region>.azmk8s.io`` ("Create a private AKS cluster", private DNS).
    """
    integrated = entry.aks.network.api_server.access == "vnet_integration"
    return f"{'private' if integrated else 'privatelink'}.{entry.region}.azmk8s.io"


def _api_zones(zone: LandingZone) -> tuple[str, ...]:
    """Return the zones of API servers: one of each region's endpoints, and what clusters use."""
    regional = (f"privatelink.{hub.region}.azmk8s.io" for hub in zone.hubs)
    used = (api_zone(entry) for entry in zone.landing_zones)
    return tuple(dict.fromkeys((*regional, *used)))
