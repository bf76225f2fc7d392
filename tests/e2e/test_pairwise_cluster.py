"""Every pair of a cluster's choices: refused with a reason and a mend, or Terraform plans it."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from emulator_hub import put_hub_egress
from landsmith import api
from landsmith.blueprint.reading.load import Source
from landsmith.emulator import Emulator
from landsmith.errors import InputError
from landsmith.terraform.binary import Terraform, environment
from landsmith.terraform.rehearsal import types_in
from pairwise import Picks, built, covering, every_pair, file_of, pairs, plan, refused
from strategies import Json, text, with_all

needs_terraform = pytest.mark.skipif(not shutil.which("terraform"), reason="needs terraform")

AKS = "landing_zones.0.aks"
ROOT = "50-shop-prod"
PROXY = {"http": "http://proxy.example:3128", "https": "http://proxy.example:3128"}
PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
RANGES = {"access": "public", "authorized_ranges": ["203.0.113.0/28"]}
AUTHORITY = {"root_certificate": "r", "chain": "c", "certificate": "i", "key": "k"}
HOSTS = {"sku": "DDSv5-Type1", "count": 3, "nodes_per_host": 8}
GPU = "Standard_NC24ads_A100_v4"
SETTINGS = {"kubelet": {"pod_max_pid": 4096, "cpu_manager": "static"}}
POOLS: dict[str, Json] = {
    "spot": {"spot": {"max_price": 0.5}},
    "gpu": {"vm_size": "Standard_NC4as_T4_v3"},
    "mig": {"vm_size": GPU, "gpu": {"driver": "None", "partition": "MIG1g"}},
    "win": {"os_sku": "Windows2022", "kubelet": {"container_log_max_files": 3}},
    "arm": {"vm_size": "Standard_D4pds_v5"},
    "vault": {"vm_size": "Standard_DC4ads_v5", "os_sku": "Ubuntu"},
    "zonal": {"per_zone": True},
    "ultra": {"ultra_disks": True},
    "fips": {"fips": True},
    "close": {"proximity_placement": True},
    "hosts": {"dedicated_hosts": HOSTS},
    "kata": {"sandboxing": True},
    "tuned": {**SETTINGS, "linux": {"vm_max_map_count": 262144}, "max_pods": 60},
    "idle": {"os_disk_type": "Managed", "scale_down": "Deallocate", "min_count": 0},
}

CHOICES: dict[str, list[Any]] = {
    "region": ["westeurope", "ukwest"],
    "network.egress": ["nat_gateway", "firewall_premium", "load_balancer"],
    "network.topology": ["hub_and_spoke", "virtual_wan"],
    f"{AKS}.network": [
        {},
        {"data_plane": "azure", "policy": "calico"},
        {"plugin": "none"},
        {"container_networking_services": False},
    ],
    f"{AKS}.network.pod_mode": ["overlay", "pod_subnet", "node_subnet"],
    f"{AKS}.network.api_server": [{}, {"access": "vnet_integration"}, RANGES],
    f"{AKS}.network.subnet_per_pool": [False, True],
    f"{AKS}.network.http_proxy": [None, PROXY, {**PROXY, "trusted_ca": PEM}],
    f"{AKS}.network.images": ["Direct", "Cache"],
    f"{AKS}.trusted_certificates": [[], [PEM]],
    f"{AKS}.mode": ["standard", "automatic"],
    f"{AKS}.node_provisioning": ["manual", "auto"],
    f"{AKS}.sku_tier": ["Standard", "Free", "Premium"],
    f"{AKS}.upgrades": [
        {},
        {"cluster": "stable"},
        {"cluster": "rapid", "nodes": "SecurityPatch"},
        {"cluster": "node-image"},
    ],
    f"{AKS}.user_pools": [
        {"user": {}},
        *({"user": {}, name: pool} for name, pool in POOLS.items()),
    ],
    f"{AKS}.system_pool": [{}, {"fips": True, "os_disk_type": "Managed", **SETTINGS}],
    f"{AKS}.mesh": [
        None,
        {"revisions": ["asm-1-28"]},
        {"revisions": ["asm-1-27", "asm-1-28"], "internal_gateway": False, "authority": AUTHORITY},
    ],
    f"{AKS}.virtual_nodes": [False, True],
    f"{AKS}.defender": [False, True],
    f"{AKS}.keda": [False, True],
    f"{AKS}.vertical_pod_autoscaler": [False, True],
    f"{AKS}.storage": [{}, {"blobs": True}, {"disks": False, "files": False, "snapshots": False}],
    f"{AKS}.maintenance": [{}, {"freezes": [{"start": "2026-12-20", "end": "2027-01-06"}]}],
}

REHEARSED = (0, 20, -1)
"""Which of the accepted combinations are applied, and planned again: the last is AKS Automatic."""


def file(picks: Picks) -> Json:
    """Return a combination's landing-zone file; its state needs no zones, and it has much room."""
    base = with_all(("state.replication", "GRS"), ("network.supernets", ["10.64.0.0/12"]))
    return file_of(picks, CHOICES, base)


def problems(picks: Picks) -> list[Any]:
    """Return what is refused of a combination."""
    try:
        api.load(Source("landing-zone.yaml", text(file(picks))))
    except InputError as error:
        return list(error.problems)
    return []


def mended(picks: Picks) -> Picks:
    """Return a combination with the fewest choices put back, one after another, until it is valid.

    What is put back is what leaves the fewest problems: in a pair that does not go together the
    refused field may be either's.
    """
    tried = dict(picks)
    while found := problems(tried):
        named = refused(found[0].field, tried)
        left = {
            name: (len(problems({**tried, name: 0})), name != named)
            for name, pick in tried.items()
            if pick != 0
        }
        tried[min(left, key=left.__getitem__)] = 0
    return tried


@cache
def rows() -> tuple[Picks, ...]:
    """Return the covering array, and the one row of AKS Automatic, which chooses the rest."""
    alone = {name: int(name == f"{AKS}.mode") for name in CHOICES}
    return (*covering(CHOICES), alone)


@cache
def accepted() -> tuple[Picks, ...]:
    """Return the valid combinations: those of the array, and what is left of the refused."""
    return tuple({tuple(found.values()): found for found in map(mended, rows())}.values())


def test_every_pair_is_there() -> None:
    assert set().union(*map(pairs, rows())) == every_pair(CHOICES)


def test_a_refusal_says_where_why_and_what_to_choose() -> None:
    found = [problem for picks in rows() for problem in problems(picks)]
    assert found
    for problem in found:
        assert problem.place.line > 0
        assert problem.field.startswith(("landing_zones[0].", "network", "region")), problem
        assert problem.message
        assert problem.mend


def test_every_choice_is_accepted_somewhere() -> None:
    held = {pick for picks in accepted() for pick in picks.items()}
    assert held == {(name, pick) for name in CHOICES for pick in range(len(CHOICES[name]))}


@needs_terraform
def test_what_is_accepted_is_planned(tmp_path: Path) -> None:
    """One emulator for all; terraform refuses what azurerm's schema and the modules refuse."""

    def one(numbered: tuple[int, Picks]) -> None:
        number, picks = numbered
        made = built(file(picks))
        assert isinstance(made, api.Built), made
        put_hub_egress(emulator.cloud, made.zone)
        api.building.materialise(made.tree, tmp_path / str(number))
        plan(Terraform(tmp_path / str(number) / "roots" / ROOT, variables, lock=False))

    with Emulator(tmp_path / "cloud.db", types_in(_modules())) as emulator:
        variables = environment(emulator.environment())
        with ThreadPoolExecutor(2) as pool:
            assert len(list(pool.map(one, enumerate(accepted())))) == len(accepted())


@needs_terraform
@pytest.mark.parametrize("number", REHEARSED)
def test_some_of_it_is_applied_and_planned_again(number: int, tmp_path: Path) -> None:
    made = built(file(accepted()[number]))
    assert isinstance(made, api.Built), made
    for root in api.rehearse(made, tmp_path).roots:
        assert root.applied


def _modules() -> Path:
    return Path(__file__).parents[2] / "modules" / "terraform"
