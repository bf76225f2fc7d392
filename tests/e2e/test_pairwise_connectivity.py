"""Every pair of network choices: refused with a reason and a mend, or Terraform plans it."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from emulator_hub import put_hub_egress
from landsmith import api
from landsmith.emulator import Emulator
from landsmith.errors import InputError
from landsmith.terraform.binary import Terraform, environment
from landsmith.terraform.rehearsal import types_in
from pairwise import Picks, built, covering, every_pair, file_of, mended, pairs, plan
from strategies import SSH_KEY, changed, entry, site, small, uuid

needs_terraform = pytest.mark.skipif(not shutil.which("terraform"), reason="needs terraform")

VPN = {"sites": [site("berlin", "10.0.0.0/17")]}
BGP = {
    "sites": [
        site("berlin", "10.0.0.0/17") | {"bgp": {"asn": 65010, "peering_address": "10.0.0.1"}}
    ]
}
PEERING = {
    "peer_asn": 65010,
    "primary_prefix": "172.16.0.0/30",
    "secondary_prefix": "172.16.0.4/30",
    "vlan_id": 100,
}
NEW = {
    "kind": "new",
    "provider": "Equinix",
    "peering_location": "Amsterdam",
    "bandwidth_in_mbps": 1000,
    "private_peering": PEERING,
}
EXISTING = {
    "kind": "existing",
    "id": f"/subscriptions/{uuid(3)}/resourceGroups/rg-x/providers/Microsoft.Network"
    "/expressRouteCircuits/erc-x",
}
READY = NEW | {"provisioned": True}
SECOND = {"region": "northeurope", "supernets": ["10.80.0.0/16"]}
RULE = {"description": "x", "sources": ["10.64.0.0/16"], "destinations": ["10.0.0.0/16"]}

CHOICES: dict[str, list[Any]] = {
    "topology": ["hub_and_spoke", "virtual_wan"],
    "egress": ["nat_gateway", "firewall_basic", "firewall_standard", "firewall_premium"],
    "hybrid": [
        {"kind": "vpn", **VPN},
        {"kind": "vpn", "active_active": False, **BGP},
        {"kind": "express_route", "express_route": {"circuit": NEW}},
        {"kind": "express_route", "express_route": {"circuit": EXISTING}},
        {"kind": "vpn_and_express_route", "vpn": BGP, "express_route": {"circuit": READY}},
        {"kind": "equivalent", "description": "SD-WAN", "reason": "A contract until 2029."},
    ],
    "firewall": [
        {},
        {"intrusion_detection": "Deny"},
        {"network_rules": {"erp": RULE | {"ports": ["443", "8000-8080"]}}},
    ],
    "forced_tunnelling": [False, True],
    "bastion": [
        {},
        {"sku": "Standard"},
        {"sku": "Premium", "private_only": True},
        {"sku": "Standard", "session_recording": True},
    ],
    "ddos": ["none", "plan", "per_ip"],
    "dns_resolver": [
        {},
        {"enabled": True, "forwarding": {"corp": {"domain": "corp.x.", "servers": ["10.0.0.4"]}}},
    ],
    "dns_servers": [[], ["10.0.0.4"], ["10.64.0.9"], ["8.8.8.8"]],
    "route_server": [
        {},
        {"enabled": True, "peers": {"nva": {"asn": 65050, "address": "10.64.0.9"}}},
    ],
    "flow_logs": [{}, {"enabled": True}, {"enabled": True, "workspace_customer_id": uuid(8)}],
    "management": [
        None,
        {"runners": "self_hosted", "jump_host": {"ssh_public_key": SSH_KEY}},
        {"runners": "injected"},
        {"runners": "on_premises"},
    ],
    "second": [
        None,
        SECOND,
        SECOND
        | {"hybrid": {"kind": "express_route", "express_route": {"circuit": {"kind": "primary"}}}},
        SECOND | {"region": "ukwest", "hybrid": {"kind": "vpn", **VPN}},
    ],
}  # fmt: skip

DEFAULTS = {"network.egress": 3}
"""Which choice mends most refusals, where it is not the first."""

NAMES = {"second": "secondary_region"}


def path_of(name: str) -> str:
    """Return the dotted path of a choice."""
    return NAMES.get(name, f"network.{name}")


PATHS = {path_of(name): values for name, values in CHOICES.items()}


@cache
def rows() -> tuple[Picks, ...]:
    """Return the covering array."""
    return covering(PATHS)


def make(picks: Picks) -> api.Built | InputError:
    """Return what a combination renders to, or its refusal."""
    file = file_of(picks, PATHS, small())
    if file["secondary_region"]:
        file = changed("landing_zones.1", entry("pay", 5, region="secondary"), file)
    return built(file)


def mend(picks: Picks) -> tuple[Picks, api.Built]:
    """Return what is valid of a combination; a landing zone of the second region goes with it."""
    return mended(picks, make, DEFAULTS)


@cache
def accepted() -> tuple[api.Built, ...]:
    """Return the valid combinations: those of the array, and what is left of the refused."""
    found = {tuple(picks.values()): made for picks, made in map(mend, rows())}
    return tuple(found.values())


def test_every_pair_is_there() -> None:
    assert set().union(*map(pairs, rows())) == every_pair(PATHS)


def test_a_refusal_says_where_why_and_what_to_choose() -> None:
    refused = [made for made in map(make, rows()) if isinstance(made, InputError)]
    assert refused
    for error in refused:
        for problem in error.problems:
            assert problem.place.line > 0
            assert problem.field.startswith(("network", "secondary_region")), problem
            assert problem.message
            assert problem.mend


def test_every_choice_is_accepted_somewhere() -> None:
    held = {pick for picks, _ in map(mend, rows()) for pick in picks.items()}
    named = {(name, index) for name in PATHS for index in range(len(PATHS[name]))}
    known = {("network.bastion", 3), ("network.dns_servers", 3), ("network.management", 2)}
    assert named - held == known & (named - held)


@needs_terraform
def test_what_is_accepted_is_planned(tmp_path: Path) -> None:
    """Hub and spokes of each combination are planned; the whole way is for the examples."""
    with Emulator(tmp_path / "cloud.db", types_in(_modules())) as emulator:
        for number, made in enumerate(accepted()):
            put_hub_egress(emulator.cloud, made.zone)
            api.building.materialise(made.tree, tmp_path / str(number))
            for root in made.roots:
                if root.name.startswith("30-") or (root.name.startswith("50-") and number % 4 == 0):
                    folder = tmp_path / str(number) / "roots" / root.name
                    plan(Terraform(folder, environment(emulator.environment()), lock=False))


def _modules() -> Path:
    return Path(__file__).parents[2] / "modules" / "terraform"
