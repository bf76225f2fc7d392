"""The README tells what is replaced, and which roots can't be planned before the hub is there."""

from __future__ import annotations

from typing import Any

import pytest

from landsmith.compose.roots import compose
from landsmith.render.repository import repository
from strategies import SELF_HOSTED, with_all, zone

FIREWALL = ("network.egress", "firewall_premium")
WAN = ("network.topology", "virtual_wan")
API = "landing_zones.0.aks.network.api_server"
PUBLIC = (API, {"access": "public", "authorized_ranges": ["203.0.113.0/24"]})
NO_ZONES = [("region", "northcentralus"), ("state.replication", "LRS")]


def readme(*changes: tuple[str, Any]) -> str:
    """Return the README of a small landing zone with some changes, on one line."""
    found = zone(with_all(*changes))
    text = repository(found, compose(found), "")["README.md"].decode()
    return " ".join(text.split())


@pytest.mark.parametrize("changes", [[FIREWALL, WAN], [FIREWALL, PUBLIC]])
def test_a_root_that_reads_the_hubs_addresses_is_planned_after_it(changes: list[Any]) -> None:
    told = readme(*changes)
    assert "planned on its own, but for `50-shop-prod`: the plan reads from Azure" in told
    assert "fails until `30-connectivity` has been applied" in told


@pytest.mark.parametrize("changes", [[], [FIREWALL]])
def test_other_roots_are_planned_on_their_own(changes: list[Any]) -> None:
    assert "every root can be planned on its own. ##" in readme(*changes)


def test_partners_are_told_of_a_nat_gateways_new_address() -> None:
    told = readme()
    found = zone(with_all())
    assert "the next plan replaces the gateway and its address" in told
    address, group = (
        found.name(f"shop-prod/{key}") for key in ("public_ip/nat", "resource_group/network")
    )
    assert f"--resource-group {group} --name {address} --query ipAddress # 50-shop-prod" in told
    assert "# 30-connectivity" in readme(SELF_HOSTED)


@pytest.mark.parametrize("changes", [[FIREWALL], NO_ZONES])
def test_where_no_gateway_spans_zones_nothing_is_said(changes: list[Any]) -> None:
    assert "## Addresses of NAT gateways" not in readme(*changes)
