"""Every pair of network choices: refused with a reason and a mend, or Terraform plans it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from landsmith import api
from landsmith.blueprint.load import Source
from landsmith.emulator import Emulator
from landsmith.errors import InputError
from landsmith.terraform.binary import Terraform, environment
from landsmith.terraform.rehearsal import types_in
from strategies import Json, changed, entry, site, small, text, uuid

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
    "dns_servers": [[], ["10.0.0.4"]],
    "route_server": [
        {},
        {"enabled": True, "peers": {"nva": {"asn": 65050, "address": "10.64.0.9"}}},
    ],
    "flow_logs": [{}, {"enabled": True}, {"enabled": True, "workspace_customer_id": uuid(8)}],
    "second": [
        None,
        SECOND,
        SECOND
        | {"hybrid": {"kind": "express_route", "express_route": {"circuit": {"kind": "primary"}}}},
        SECOND | {"region": "ukwest", "hybrid": {"kind": "vpn", **VPN}},
    ],
}  # fmt: skip

DEFAULTS = {"egress": 3}
"""Which choice mends most refusals, where it is not the first."""

Picks = Mapping[str, int]
Pair = tuple[tuple[str, int], tuple[str, int]]


def pairs(picks: Picks) -> set[Pair]:
    """Return the pairs of choices that a combination holds."""
    return set(combinations(picks.items(), 2))


@cache
def covering() -> tuple[Picks, ...]:
    """Return few combinations that hold every pair; each is grown greedily, always the same way."""
    names = list(CHOICES)
    left = {
        ((one, i), (other, j))
        for one, other in combinations(names, 2)
        for i in range(len(CHOICES[one]))
        for j in range(len(CHOICES[other]))
    }
    rows: list[Picks] = []
    while left:
        (one, i), (other, j) = min(left)
        row = {one: i, other: j}
        for name in names:
            if name not in row:
                row[name] = max(
                    range(len(CHOICES[name])),
                    key=lambda pick, name=name: _gain(row, name, pick, left),  # type: ignore[misc]
                )
        ordered = {name: row[name] for name in names}
        left -= pairs(ordered)
        rows.append(ordered)
    return tuple(rows)


def _gain(row: Picks, name: str, pick: int, left: set[Pair]) -> int:
    order = list(CHOICES)
    found = 0
    for other, at in row.items():
        both = sorted([(other, at), (name, pick)], key=lambda item: order.index(item[0]))
        found += (both[0], both[1]) in left
    return found


def file_of(picks: Picks) -> Json:
    """Return the landing-zone file that makes these choices."""
    file = small()
    for name, pick in picks.items():
        value = CHOICES[name][pick]
        if name == "second":
            file["secondary_region"] = value
        else:
            file["network"][name] = value
    if file["secondary_region"]:
        return changed("landing_zones.1", entry("pay", 5, region="secondary"), file)
    return file


def built(picks: Picks) -> api.Built | InputError:
    """Return what a combination renders to, or its refusal."""
    source = Source("landing-zone.yaml", text(file_of(picks)))
    try:
        return _built(source)
    except InputError as error:
        return error


def _built(source: Source) -> api.Built:
    from landsmith.compose.roots import compose
    from landsmith.render.repository import lock, repository

    zone = api.load(source)
    roots = compose(zone)
    return api.Built(source, zone, roots, repository(zone, roots, source.text), lock(zone, roots))


def mended(picks: Picks) -> tuple[Picks, api.Built]:
    """Return a combination with each refused choice put back to its default, until it is valid."""
    names = {"secondary_region": "second", "landing_zones": "second"}
    tried = dict(picks)
    for _ in CHOICES:
        made = built(tried)
        if not isinstance(made, InputError):
            return tried, made
        path = made.problems[0].field.replace("network.", "", 1).split(".")[0].split("[")[0]
        name = names.get(path, path)
        assert tried[name] != DEFAULTS.get(name, 0), made
        tried[name] = DEFAULTS.get(name, 0)
    raise AssertionError(f"nothing mends {picks}")


@cache
def accepted() -> tuple[api.Built, ...]:
    """Return the valid combinations: those of the array, and what is left of the refused."""
    found = {tuple(picks.values()): made for picks, made in map(mended, covering())}
    return tuple(found.values())


def test_every_pair_is_there() -> None:
    names = list(CHOICES)
    held = set().union(*map(pairs, covering()))
    wanted = sum(len(CHOICES[a]) * len(CHOICES[b]) for a, b in combinations(names, 2))
    assert len(held) == wanted
    assert len(covering()) < 60


def test_a_refusal_says_where_why_and_what_to_choose() -> None:
    refused = [made for made in map(built, covering()) if isinstance(made, InputError)]
    assert refused
    for error in refused:
        for problem in error.problems:
            assert problem.place.line > 0
            assert problem.field.startswith(("network", "secondary_region")), problem
            assert problem.message
            assert problem.mend


def test_every_choice_is_accepted_somewhere() -> None:
    held = {pick for picks, _ in map(mended, covering()) for pick in picks.items()}
    named = {(name, index) for name in CHOICES for index in range(len(CHOICES[name]))}
    assert named - held == {("bastion", 3), ("dns_servers", 1)} & (named - held)


@needs_terraform
def test_what_is_accepted_is_planned(tmp_path: Path) -> None:
    """Hub and spokes of each combination are planned; the whole way is for the examples."""
    with Emulator(tmp_path / "cloud.db", types_in(_modules())) as emulator:
        for number, made in enumerate(accepted()):
            api.building.materialise(made.tree, tmp_path / str(number))
            for root in made.roots:
                if root.name.startswith("30-") or (root.name.startswith("50-") and number % 4 == 0):
                    folder = tmp_path / str(number) / "roots" / root.name
                    plan(Terraform(folder, environment(emulator.environment()), lock=False))


def plan(terraform: Terraform) -> None:
    """Plan a root with local state."""
    override = 'terraform {\n  backend "local" {}\n}\n'
    (terraform.folder / "backend_override.tf").write_text(override, encoding="utf-8")
    terraform.init()
    terraform.plan(terraform.folder / "tfplan", refresh=False)


def _modules() -> Path:
    return Path(__file__).parents[2] / "modules" / "terraform"
