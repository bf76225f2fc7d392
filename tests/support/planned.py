"""The examples' plans, made once for all workers of a test run, and what rules read of them."""

from __future__ import annotations

import json
import os
import tempfile
import time
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from landsmith import api, content
from landsmith.emulator import Emulator
from landsmith.policy.rule import Context
from landsmith.scanners import manifests
from landsmith.terraform.binary import Terraform, environment
from landsmith.terraform.plan import parse
from landsmith.terraform.rehearsal import types_in
from pairwise import plan

if TYPE_CHECKING:
    from landsmith.api import Built

TODAY = date(2026, 11, 20)
"""The day that the examples are judged on."""

LONGEST = 600
"""Seconds that an example's plans may take, on a busy machine."""

EXAMPLES = tuple(
    folder.parent.name
    for folder in sorted((content.root() / "examples").glob("*/landing-zone.yaml"))
)
"""Customers that there are examples of."""


@cache
def context(customer: str) -> Context:
    """Return what rules read of an example: its landing zone, plans and manifests."""
    path = content.root() / "examples" / customer / "landing-zone.yaml"
    built = api.build(path)
    plans = {name: parse(raw, name) for name, raw in _shared(customer, built).items()}
    return Context(built.zone, plans, manifests.objects(built.tree), TODAY)


def _shared(customer: str, built: Built) -> dict[str, Any]:
    """Return the plans as JSON; the first worker that asks makes them, and the others wait."""
    folder = Path(os.environ["LANDSMITH_TEST_SCRATCH"]) / "planned"
    folder.mkdir(exist_ok=True)
    file, mine = folder / f"{customer}.json", folder / f"{customer}.making"
    try:
        mine.mkdir()
    except FileExistsError:
        _wait(file)
    else:
        _make(file, built)
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def _make(file: Path, built: Built) -> None:
    """Plan, and leave the plans or the reason why there are none."""
    fresh = file.with_suffix(".new")
    try:
        fresh.write_text(json.dumps(_plans(built)), encoding="utf-8")
    except BaseException as error:
        file.with_suffix(".failed").write_text(repr(error), encoding="utf-8")
        raise
    fresh.rename(file)


def _wait(file: Path) -> None:
    """Wait until the plans are there; fail as soon as it is known that they won't be."""
    failed, end = file.with_suffix(".failed"), time.monotonic() + LONGEST
    while not file.exists():
        if failed.exists():
            raise RuntimeError(f"{file.stem} can't be planned: {failed.read_text()}")
        if time.monotonic() > end:
            raise RuntimeError(f"{file.stem} was not planned in {LONGEST} s: its worker died")
        time.sleep(0.05)


def _plans(built: Built) -> dict[str, Any]:
    found: dict[str, Any] = {}
    read = _read(built)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        api.building.materialise(built.tree, scratch)
        types = types_in(scratch)
        with Emulator(scratch / "cloud.db", types) as emulator:
            given = environment(emulator.environment())
            for root in built.roots:
                terraform = Terraform(scratch / "roots" / root.name, given, lock=False)
                plan(terraform)
                found[root.name] = terraform.show(terraform.folder / "tfplan")
                if root.name in read:
                    terraform.apply(terraform.folder / "tfplan")
    return found


def _read(built: Built) -> set[str]:
    """Return the roots whose resources another's plan reads from Azure: they have to be there."""
    readers = [path for path, data in built.tree.items() if data.startswith(b'data "azurerm_')]
    platform = {name for root in built.roots for name in root.after}
    return platform if readers else set()
