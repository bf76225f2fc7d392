"""``landsmith evidence build``: every customer validated, one pack written, each stage timed."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from landsmith import api
from landsmith.api import Validation
from landsmith.blueprint.reading.load import Source
from landsmith.cli import rehearsal as view
from landsmith.policy.verdict import verdict


def build(files: Sequence[Path], out: Path, built_at: datetime) -> str:
    """Validate every customer, write the pack, and return what was done and how long it took."""
    validated = [_validate(file, built_at) for file in files]
    began = time.perf_counter()
    page = api.build_evidence(
        [(item, waivers) for item, waivers, _ in validated], out, built_at=built_at
    )
    seconds = time.perf_counter() - began
    lines = [line for item, _, spent in validated for line in _customer(item, spent)]
    return "\n".join([*lines, f"evidence pack written in {seconds:.1f} s; open {page}"]) + "\n"


def _validate(file: Path, built_at: datetime) -> tuple[Validation, Source | None, float]:
    began = time.perf_counter()
    built, waivers = api.build(*api.locate(file)), api.waivers_beside(file)
    spent = time.perf_counter() - began
    sys.stderr.write(f"rehearsing {built.zone.customer.name}\n")
    with api.workdir() as folder, view.progress([root.name for root in built.roots]) as tell:
        today, quotas = built_at.date(), api.quotas_beside(file)
        result = api.validate(
            built, folder, today=today, waivers=waivers, quotas=quotas, progress=tell
        )
    return result, waivers, spent


def _customer(item: Validation, loading: float) -> Iterator[str]:
    total = sum(len(root.applied) for root in item.rehearsal.roots)
    yield f"{item.built.zone.customer.name} ({item.built.zone.region})"
    yield f"  load, resolve, render  {loading:5.1f} s  {len(item.built.tree)} files"
    made = f"{total} resources in {len(item.rehearsal.roots)} roots"
    yield (
        f"  rehearse               {item.seconds['rehearse']:5.1f} s  "
        f"{made}, {view.second_plans(item.rehearsal)}"
    )
    judging = sum(item.seconds[stage] for stage in ("rules", "checkov", "manifests"))
    yield f"  judge                  {judging:5.1f} s  {verdict(item.findings)}"
