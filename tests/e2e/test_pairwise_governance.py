"""Every pair of governance, management, identity, policy and state choices: refused, or planned."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from landsmith import api
from landsmith.emulator import Emulator
from landsmith.errors import InputError
from landsmith.terraform.binary import Terraform, environment
from landsmith.terraform.rehearsal import types_in
from pairwise import Picks, built, covering, every_pair, file_of, mended, pairs, plan
from strategies import DEVOPS, GITHUB, Json, changed, entry, uuid

needs_terraform = pytest.mark.skipif(not shutil.which("terraform"), reason="needs terraform")

BUDGET = {"amount": 9000, "start": "2027-01"}
ROLE = {"name": "ops", "description": "Operations.", "actions": ["Microsoft.Network/*"]}
ELIGIBLE = {"group": "network_admins", "at": "connectivity", "justification": "Changes to the hub."}
EXEMPTION = {
    "name": "storage",
    "category": "waiver",
    "reason": "Moves next year.",
    "expires_on": "2028-02-29",
}
OLD_DEVOPS = {
    "kind": "azure_devops",
    "organization": "contoso",
    "subjects": "names",
    "organization_id": uuid(60),
    "project": "Landing zone",
}
VENDING = {
    "billing_scope": "/providers/Microsoft.Billing/billingAccounts/1/enrollmentAccounts/2",
    "subscriptions": [{"name": "next", "environment": "dev"}],
}
GEO = {"redundancy": "GeoRedundant", "cross_region_restore": True, "immutability": "Locked"}

CHOICES: dict[str, list[Any]] = {
    "blueprint": ["start-small", "full"],
    "management_groups.hierarchy": ["trio", "alz"],
    "management_groups.parent": [None, "contoso"],
    "management_groups.adopt": [None, "mg-existing"],
    "management_groups.sandbox": [[], [uuid(20)]],
    "management_groups.decommissioned": [[], [uuid(21)]],
    "landing_zones.1.archetype": ["corp", "online"],
    "landing_zones.1.cluster_budget": [None, BUDGET],
    "subscriptions.connectivity": [uuid(3), uuid(2)],
    "subscriptions.identity": [None, uuid(7), uuid(2)],
    "subscriptions.security": [None, uuid(8), uuid(7)],
    "policy.effect": ["audit", "deny"],
    "policy.assignments": ["core", "complete"],
    "policy.grouping": ["single", "added", "all"],
    "policy.remediate": [False, True],
    "policy.enforce_from": [None, "2027-06-01"],
    "policy.effects_at": [{}, {"workload": "audit"}, {"root": "deny", "corp": "deny"}],
    "policy.overrides": [
        {},
        {"acr-admin": "off", "storage-https": "audit"},
        {"aks-private": "deny", "audit-logs": "audit"},
    ],
    "policy.exemptions": [
        [],
        [{**EXEMPTION, "policy": "kv-rbac", "at": "shop-prod"}],
        [{**EXEMPTION, "policy": "storage-https", "at": "corp"}],
        [{**EXEMPTION, "policy": "no-classic", "at": "root"}],
    ],
    "monitoring.diagnostics": ["terraform", "policy"],
    "monitoring.defender": [[], ["Containers", "KeyVaults"], ["Arm"]],
    "monitoring.metric_alerts": [False, True],
    "monitoring.activity_log_export": [False, True],
    "monitoring.backup_vault": [None, {}, GEO],
    "monitoring.locks": [False, True],
    "monitoring.total_budget": [None, BUDGET],
    "monitoring.virtual_machines": [False, True],
    "identity.pipeline": [GITHUB, DEVOPS, OLD_DEVOPS],
    "identity.custom_roles": [[], [ROLE]],
    "identity.eligible": [
        [],
        [{**ELIGIBLE, "role": "Network Contributor"}],
        [{**ELIGIBLE, "custom_role": "ops", "at": "landingzones", "days": None}],
    ],
    "vending": [None, VENDING],
    "state.replication": ["ZRS", "GZRS", "LRS"],
    "state.allowed_ip_addresses": [[], ["203.0.113.20"]],
    "secondary_region": [None, {"region": "northeurope", "supernets": ["10.80.0.0/16"]}],
}
REHEARSED = 3
"""So many combinations go the whole way, with an empty second plan."""


@cache
def rows() -> tuple[Picks, ...]:
    """Return the covering array."""
    return covering(CHOICES)


@cache
def made(picks: tuple[tuple[str, int], ...]) -> api.Built | InputError:
    """Return what a combination renders to, or its refusal."""
    base: Json = changed("landing_zones.1", entry("pay", 5))
    return built(file_of(dict(picks), CHOICES, base))


def make(picks: Picks) -> api.Built | InputError:
    return made(tuple(picks.items()))


@cache
def accepted() -> tuple[tuple[Picks, api.Built], ...]:
    """Return the valid combinations: those of the array, and what is left of the refused."""
    found = {tuple(picks.values()): (picks, done) for picks, done in map(mend, rows())}
    return tuple(found.values())


def mend(picks: Picks) -> tuple[Picks, api.Built]:
    return mended(picks, make, {})


def test_every_pair_is_there() -> None:
    assert set().union(*map(pairs, rows())) == every_pair(CHOICES)


def test_a_refusal_says_where_why_and_what_to_choose() -> None:
    refused = [done for done in map(make, rows()) if isinstance(done, InputError)]
    assert refused
    for problem in (problem for error in refused for problem in error.problems):
        assert problem.place.line > 0
        assert problem.field
        assert problem.message
        assert problem.mend


def test_every_choice_is_accepted_somewhere() -> None:
    held = {pick for picks, _ in accepted() for pick in picks.items()}
    assert held == {(name, index) for name in CHOICES for index in range(len(CHOICES[name]))}


@needs_terraform
def test_what_is_accepted_is_planned(tmp_path: Path) -> None:
    """Governance and management of each combination are planned, and all of every sixth."""
    with Emulator(tmp_path / "cloud.db", types_in(_modules())) as emulator:
        env = environment(emulator.environment())
        with ThreadPoolExecutor(2) as pool:
            folders = [
                folder
                for number, (_, done) in enumerate(accepted())
                for folder in _planned(number, done, tmp_path)
            ]
            list(pool.map(lambda folder: plan(Terraform(folder, env, lock=False)), folders))


def _planned(number: int, done: api.Built, folder: Path) -> list[Path]:
    """Write a combination; return the roots to plan."""
    api.building.materialise(done.tree, folder / str(number))
    governed = ("05-", "10-", "20-")
    return [
        folder / str(number) / "roots" / root.name
        for root in done.roots
        if root.name.startswith(governed) or number % 6 == 0
    ]


@needs_terraform
@pytest.mark.parametrize("number", range(REHEARSED))
def test_some_go_the_whole_way(number: int, tmp_path: Path) -> None:
    found = accepted()
    _, done = found[number * len(found) // REHEARSED]
    assert all(root.applied for root in api.rehearse(done, tmp_path).roots)


def _modules() -> Path:
    return Path(__file__).parents[2] / "modules" / "terraform"
