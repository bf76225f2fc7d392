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
    folder = Path(tempfile.gettempdir()) / f"landsmith-planned-{_run()}"
    folder.mkdir(exist_ok=True)
    file, mine = folder / f"{customer}.json", folder / f"{customer}.making"
    try:
        mine.mkdir()
    except FileExistsError:
        while not file.exists():
            time.sleep(0.05)
    else:
        fresh = folder / f"{customer}.new"
        fresh.write_text(json.dumps(_plans(built)), encoding="utf-8")
        fresh.rename(file)
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def _run() -> str:
    """Return what is the same for all workers of one run, and for no other."""
    return os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))


def _plans(built: Built) -> dict[str, Any]:
    found: dict[str, Any] = {}
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
    return found
