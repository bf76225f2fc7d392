"""Landing-zone files with the larger connectivity: two regions, ExpressRoute, Virtual WAN."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from strategies import entry, site, uuid, with_all

if TYPE_CHECKING:
    from strategies import Json

BGP = site("berlin", "10.0.0.0/17") | {"bgp": {"asn": 65010, "peering_address": "10.0.0.1"}}
VPN: Json = {"sites": [BGP]}
PEERING: Json = {
    "peer_asn": 65010,
    "primary_prefix": "172.16.0.0/30",
    "secondary_prefix": "172.16.0.4/30",
    "vlan_id": 100,
}
NEW: Json = {
    "kind": "new",
    "provider": "Equinix",
    "peering_location": "Amsterdam",
    "bandwidth_in_mbps": 1000,
    "private_peering": PEERING,
    "provisioned": True,
}
EXISTING: Json = {
    "kind": "existing",
    "id": f"/subscriptions/{uuid(3)}/resourceGroups/rg-x/providers/Microsoft.Network"
    "/expressRouteCircuits/erc-x",
}
EXPRESS_ROUTE: Json = {"kind": "express_route", "express_route": {"circuit": NEW}}
BOTH: Json = {
    "kind": "vpn_and_express_route",
    "vpn": VPN,
    "express_route": {"circuit": NEW},
}
SECOND: Json = {
    "region": "northeurope",
    "supernets": ["10.80.0.0/16"],
    "hybrid": {"kind": "express_route", "express_route": {"circuit": {"kind": "primary"}}},
}
RESOLVER: Json = {
    "enabled": True,
    "forwarding": {"corp": {"domain": "corp.example.com.", "servers": ["10.0.0.4"]}},
}
SERVICES: list[tuple[str, Any]] = [
    ("network.egress", "firewall_premium"),
    ("network.hybrid", BOTH),
    ("network.bastion", {"sku": "Standard"}),
    ("network.ddos", "plan"),
    ("network.dns_resolver", RESOLVER),
    ("network.flow_logs", {"enabled": True, "workspace_customer_id": uuid(8)}),
]
TWO_REGIONS: list[tuple[str, Any]] = [
    ("secondary_region", SECOND),
    ("landing_zones.1", entry("pay", 5, region="secondary")),
]
ROUTE_SERVER = ("network.route_server", {"enabled": True})
WAN = ("network.topology", "virtual_wan")

FULL: dict[str, Json] = {
    "hub and spoke with everything": with_all(*SERVICES, ROUTE_SERVER),
    "two regions": with_all(*SERVICES, *TWO_REGIONS),
    "virtual wan": with_all(*SERVICES, WAN),
    "virtual wan in two regions": with_all(*SERVICES, *TWO_REGIONS, WAN),
    "forced tunnelling": with_all(
        *SERVICES, ("network.forced_tunnelling", True), ("network.ddos", "per_ip")
    ),
    "an existing circuit": with_all(
        *SERVICES,
        ("network.hybrid", {"kind": "express_route", "express_route": {"circuit": EXISTING}}),
    ),
}
