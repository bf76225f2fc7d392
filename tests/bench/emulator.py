"""Measures the emulator: how fast it is, and that nothing is lost, at once or under faults."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from figures import Figure, Yardstick, median, within

from landsmith.emulator import Emulator
from landsmith.terraform.binary import Terraform, environment

TESTS = Path(__file__).parents[1]
FAULTS = 1000
ROOTS = 10
READY = 0.38
"""At most so many times what copier takes to lay down the files of an example."""

PLAN, APPLY = 40, 54
"""At most so many times a bare plan."""

HEAD = """
terraform {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
}
provider "azurerm" {
  features {}
  subscription_id = "11111111-1111-1111-1111-111111111111"
}
"""
NETWORKS = """
resource "azurerm_resource_group" "this" {
  name     = "%(name)s"
  location = "westeurope"
}
resource "azurerm_virtual_network" "this" {
  count               = %(networks)d
  name                = "vnet-${count.index}"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  address_space       = ["10.${count.index}.0.0/16"]
}
resource "azurerm_network_security_group" "this" {
  count               = %(networks)d
  name                = "nsg-${count.index}"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
}
locals {
  guards = azurerm_network_security_group.this
}
resource "azurerm_subnet" "this" {
  count                                = %(networks)d * 8
  name                                 = "snet-${count.index}"
  resource_group_name                  = azurerm_resource_group.this.name
  virtual_network_name                 = azurerm_virtual_network.this[floor(count.index / 8)].name
  address_prefixes                     = ["10.${floor(count.index / 8)}.${count.index %% 8}.0/24"]
  network_security_group_id_wo         = local.guards[floor(count.index / 8)].id
  network_security_group_id_wo_version = 1
}
"""
TYPES = (
    "azurerm_resource_group",
    "azurerm_virtual_network",
    "azurerm_network_security_group",
    "azurerm_subnet",
)


def root(folder: Path, name: str, networks: int) -> Path:
    """Write a root of ``1 + 10 * networks`` resources and return its folder."""
    folder.mkdir(parents=True)
    text = HEAD + NETWORKS % {"name": name, "networks": networks}
    (folder / "main.tf").write_text(text, encoding="utf-8")
    return folder


def terraform(folder: Path, emulator: Emulator) -> Terraform:
    """Return terraform in a folder, pointed at the emulator."""
    return Terraform(folder, environment(emulator.environment()), lock=False)


def bare_plan(work: Path) -> Yardstick:
    """Time terraform's plan of a root that is empty, which needs no provider."""
    folder = work / "empty"
    folder.mkdir()
    (folder / "main.tf").write_text("", encoding="utf-8")
    one = Terraform(folder, environment(), lock=False)
    one.init()
    return Yardstick("a bare plan", median(lambda: one.plan(folder / "p"), times=21))


def ready(copier: Yardstick) -> Figure:
    """Time a process that starts the emulator and points terraform at it."""
    code = (
        "import pathlib, tempfile\n"
        "from landsmith.emulator import Emulator\n"
        "with tempfile.TemporaryDirectory() as d, Emulator(pathlib.Path(d) / 'cloud.db') as e:\n"
        "    e.environment()\n"
    )
    seconds = median(lambda: subprocess.run([sys.executable, "-c", code], check=True))
    return within("emulator ready, whole process", seconds, READY, copier)


def two_hundred_resources(work: Path, plan: Yardstick) -> list[Figure]:
    """Time the plan and the apply of a root of 201 resources."""
    planned, applied = [], []
    for turn in range(3):
        folder = root(work / f"large-{turn}", "rg-large", 20)
        with Emulator(work / f"large-{turn}.db", TYPES) as emulator:
            one = terraform(folder, emulator)
            one.init()
            planned.append(timed(lambda: one.plan(folder / "p")))  # noqa: B023 - called at once
            applied.append(timed(lambda: one.apply(folder / "p")))  # noqa: B023
            if len(emulator.cloud.resources()) != 201:
                raise AssertionError("resources are missing")
    return [
        within("plan of a root of 201 resources", sorted(planned)[1], PLAN, plan),
        within("apply of a root of 201 resources", sorted(applied)[1], APPLY, plan),
    ]


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def roots_at_once(work: Path) -> Figure:
    """Rehearse roots at once over one cloud and compare what they hold with what is there."""
    folders = [root(work / f"one-of-{number}", f"rg-{number}", 2) for number in range(ROOTS)]
    began = time.perf_counter()
    with Emulator(work / "at-once.db", TYPES) as emulator, ThreadPoolExecutor(ROOTS) as pool:
        full = sum(pool.map(lambda folder: rehearse(folder, emulator), folders))
        there = {item.id for item in emulator.cloud.resources()}
        known = {id_ for folder in folders for id_ in ids(folder)}
        list(pool.map(lambda folder: terraform(folder, emulator).destroy(), folders))
        left = len(emulator.cloud.resources())
    seconds = time.perf_counter() - began
    lost = len(there ^ known) + (ROOTS * 21 - len(known)) + full + left
    return Figure(f"{ROOTS} roots rehearsed at once, lost: {lost}", seconds, "lost: 0", lost == 0)


def rehearse(folder: Path, emulator: Emulator) -> int:
    """Plan, apply and plan again; return 1 if the second plan isn't empty."""
    one = terraform(folder, emulator)
    one.init()
    one.plan(folder / "p")
    one.apply(folder / "p")
    return int(one.plan(folder / "q"))


def ids(folder: Path) -> list[str]:
    """Return the ids in a root's state."""
    state = json.loads((folder / "terraform.tfstate").read_text(encoding="utf-8"))
    found = [instance for item in state["resources"] for instance in item["instances"]]
    return [instance["attributes"]["id"] for instance in found]


def random_faults(work: Path) -> Figure:
    """Let random faults strike random roots and count those after which something is lost."""
    sys.path.insert(0, str(TESTS))
    from emulator_faulty import survive

    began = time.perf_counter()
    struck = lost = seed = 0
    while struck < FAULTS:
        try:
            struck += survive(Random(seed), work)  # noqa: S311 - which ones doesn't matter
        except AssertionError:
            struck, lost = struck + 1, lost + 1
        seed += 1
    seconds = time.perf_counter() - began
    return Figure(f"{struck} random faults, lost after: {lost}", seconds, "lost: 0", lost == 0)


def figures(work: Path, copier: Yardstick, plan: Yardstick) -> list[Figure]:
    """Measure everything, beside copier and a bare plan."""
    lost = [roots_at_once(work), random_faults(work)]
    return [ready(copier), *two_hundred_resources(work, plan), *lost]
