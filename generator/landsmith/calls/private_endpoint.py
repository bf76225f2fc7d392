"""Private endpoints of a landing zone, and the private DNS zones that they are found in."""

from __future__ import annotations

from landsmith.calls.model import Local, Ref, Value
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone

DNS_ZONES = Local("private_dns_zone_ids")
GRAFANA_ZONE = "privatelink.grafana.azure.com"
BLOBS = "privatelink.blob.core.windows.net"


def dns_zone_ref(dns_zone: str) -> Local:
    """Return the reference to a private DNS zone's id."""
    return Local(DNS_ZONES.name, (dns_zone,))


def private_endpoint(
    zone: LandingZone, entry: ApplicationLandingZone, part: str, dns_zone: str
) -> dict[str, Value]:
    """Return the private endpoint of one of a landing zone's services."""
    return {
        "name": zone.name(f"{entry.key}/private_endpoint/{part}"),
        "network_interface_name": zone.name(f"{entry.key}/network_interface/{part}"),
        "subnet_id": Ref("spoke_network", "subnet_ids", ("private-endpoints",)),
        "private_dns_zone_id": dns_zone_ref(dns_zone),
    }
