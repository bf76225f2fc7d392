"""Which private DNS zones the hub has, and which one a cluster's API server is registered in."""

from __future__ import annotations

from typing import Any

import pytest

from landsmith.calls.model import Local
from landsmith.compose.network.private_dns import dns_zones
from landsmith.compose.roots import compose
from landsmith.landing_zone.landing_zone import LandingZone
from strategies import entry, uuid, with_all, zone

ACCESS = "landing_zones.0.aks.network.api_server"
LINK, INTEGRATED = "privatelink.westeurope.azmk8s.io", "private.westeurope.azmk8s.io"
PUBLIC = {"access": "public", "authorized_ranges": ["203.0.113.0/28"]}


def registered(found: LandingZone, name: str = "50-shop-prod") -> tuple[Any, Any]:
    """Return the zone of a cluster's API server, and the one that its identity may write to."""
    (root,) = [one for one in compose(found) if one.name == name]
    calls = {call.name: call.inputs for call in root.calls}
    server, roles = calls["cluster"]["api_server"], calls["cluster_roles"]["assignments"]
    assert isinstance(server, dict)
    assert isinstance(roles, dict)
    return server.get("private_dns_zone_id"), roles["private-dns"]["scope"]


@pytest.mark.parametrize(
    ("access", "expected"), [("private_link", LINK), ("vnet_integration", INTEGRATED)]
)
def test_the_zone_follows_how_the_api_server_is_reached(access: str, expected: str) -> None:
    found = zone(with_all((ACCESS, {"access": access})))
    local = Local("private_dns_zone_ids", (expected,))
    assert registered(found) == (local, local)
    assert expected in dns_zones(found)


def test_the_hub_has_the_zone_of_integrated_clusters_only_where_there_are_some() -> None:
    assert INTEGRATED not in dns_zones(zone(with_all()))
    assert INTEGRATED not in dns_zones(zone(with_all((ACCESS, PUBLIC))))
    mixed = [entry("shop", 4), entry("till", 5)]
    mixed[1]["aks"] = {"network": {"api_server": {"access": "vnet_integration"}}}
    both = dns_zones(zone(with_all(("landing_zones", mixed))))
    assert {LINK, INTEGRATED} <= {*both}
    assert len({*both}) == len(both)


def test_automatic_clusters_bring_no_zone_since_they_take_none() -> None:
    change = ("landing_zones.0.aks", {"mode": "automatic"})
    found = zone(with_all(change, ("subscriptions.management", uuid(2))))
    assert INTEGRATED not in dns_zones(found)
