"""Rehearse a landing zone, and judge what the rehearsal planned."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from landsmith.api.building import Built, materialise
from landsmith.api.on_disk import CONFIGURATION
from landsmith.blueprint.reading.load import Source
from landsmith.errors import InputError, Place, Problem
from landsmith.scratch import scratch

if TYPE_CHECKING:
    from landsmith.policy.finding import Finding
    from landsmith.policy.quota import Quota
    from landsmith.scanners.checkov import CheckovReport
    from landsmith.terraform.fault_rehearsal import Survival
    from landsmith.terraform.places import SourceMap
    from landsmith.terraform.rehearsal import Event, Rehearsal, RootInfo

WAIVERS_FILE = "waivers.yaml"
QUOTAS_FILE = "quotas.yaml"
_IN_ROOT = 3
"""How many parts the path of a file has that lies in a root: ``roots/20-management/main.tf``."""


@dataclass(frozen=True)
class Validation:
    """What the rehearsal of a landing zone showed and how it was judged.

    ``seconds`` are by stage: rehearse, rules, checkov, manifests.
    """

    built: Built
    rehearsal: Rehearsal
    findings: tuple[Finding, ...]
    checkov: CheckovReport
    places: SourceMap
    seconds: Mapping[str, float]

    @property
    def passed(self) -> bool:
        """Whether no finding fails."""
        return not any(finding.failed for finding in self.findings)


@contextmanager
def workdir(keep: Path | None = None) -> Iterator[Path]:
    """Yield an empty folder to rehearse in; it is removed in the end, unless it is to be kept.

    What killed runs left behind is removed before.

    Raises:
        InputError: the folder to keep is there already.
    """
    if keep is not None:
        if keep.exists():
            raise InputError([Problem(Place(str(keep)), "", "is there already", "name a new one")])
        keep.mkdir(parents=True)
        yield keep.resolve()  # terraform runs in other folders than ours
        return
    with scratch() as folder:
        yield folder


def rehearse(
    built: Built,
    folder: Path,
    *,
    progress: Callable[[Event], None] = lambda _event: None,
    destroy: bool = True,
    facts: Path | None = None,
    local_commands: bool = False,
) -> Rehearsal:
    """Rehearse a landing zone against emulated Azure: plan, apply, empty second plan, destroy.

    Args:
        built: what to rehearse.
        folder: an empty folder for the working copy, states and the emulated cloud.
        progress: called at the start and end of each stage of each root.
        destroy: whether to destroy everything in the end.
        facts: a folder of the user's own provider facts, which go before those that ship.
        local_commands: whether Terraform files may run commands on this machine.

    Raises:
        TerraformError: terraform is missing, or a root failed.
    """
    from landsmith.terraform.rehearsal import rehearse as run

    scratch, roots = _scene(built, folder)
    given = built.zone.given_ids
    return run(
        scratch,
        roots,
        workdir=folder,
        progress=progress,
        destroy=destroy,
        facts=facts,
        given=given,
        local_commands=local_commands,
    )


def rehearse_fault(
    built: Built,
    folder: Path,
    fault: str,
    *,
    progress: Callable[[Event], None] = lambda _event: None,
    facts: Path | None = None,
    local_commands: bool = False,
) -> Survival:
    """Rehearse a landing zone while a fault strikes: apply fails, a second apply converges.

    Args:
        built: what to rehearse.
        folder: an empty folder for the working copy, states and the emulated cloud.
        fault: what happens, such as ``create:3:quota``; see ``landsmith.emulator.faults``.
        progress: called at the start and end of each stage of each root.
        facts: a folder of the user's own provider facts.
        local_commands: whether Terraform files may run commands on this machine.

    Raises:
        EmulatorError: there is no such fault, or nothing it could strike.
        TerraformError: terraform is missing, or the landing zone did not recover.
    """
    from landsmith.emulator.faults import Fault
    from landsmith.terraform.fault_rehearsal import rehearse_fault as run

    parsed = Fault.parse(fault)
    scratch, roots = _scene(built, folder)
    given = built.zone.given_ids
    return run(
        scratch,
        roots,
        parsed,
        workdir=folder,
        progress=progress,
        facts=facts,
        given=given,
        local_commands=local_commands,
    )


def _scene(built: Built, folder: Path) -> tuple[Path, list[RootInfo]]:
    """Lay a working copy into the folder; return where it is, and its roots in order."""
    from landsmith.terraform.rehearsal import RootInfo

    scratch = folder / "repository"
    materialise(built.tree, scratch)
    return scratch, [RootInfo(name, after) for name, after in order(built).items()]


def order(built: Built) -> dict[str, tuple[str, ...]]:
    """Return each root with those before it; roots the customer added come after all others."""
    known = {root.name: root.after for root in built.roots}
    parts = (path.split("/") for path in built.tree)
    inside = (part for part in parts if part[0] == "roots" and len(part) == _IN_ROOT)
    found = {part[1] for part in inside if part[2].endswith(CONFIGURATION)}
    added = {name: tuple(known) for name in sorted(found - known.keys())}
    return {**{name: after for name, after in known.items() if name in found}, **added}


def waivers_beside(path: Path) -> Source | None:
    """Return the waiver file beside a landing-zone file or in a repository, None if none is there.

    Raises:
        InputError: it can't be read.
    """
    return _beside(path, WAIVERS_FILE)


def quotas_beside(path: Path) -> tuple[Quota, ...] | None:
    """Return the vCPU quotas beside a landing-zone file or in a repository, None without a file.

    Raises:
        InputError: it can't be read, or is not valid.
    """
    from landsmith.policy import quota

    source = _beside(path, QUOTAS_FILE)
    return quota.load(source) if source else None


def _beside(path: Path, name: str) -> Source | None:
    file = (path if path.is_dir() else path.parent) / name
    return Source.read(file) if file.exists() else None


def validate(
    built: Built,
    folder: Path,
    *,
    today: date,
    waivers: Source | None = None,
    quotas: Sequence[Quota] | None = None,
    progress: Callable[[Event], None] = lambda _event: None,
    facts: Path | None = None,
    local_commands: bool = False,
) -> Validation:
    """Rehearse a landing zone and judge its plans with policy rules and Checkov.

    Args:
        built: what to validate.
        folder: an empty folder for the rehearsal.
        today: the day that waivers are judged on.
        waivers: the waiver file.
        quotas: the subscriptions' vCPU quotas.
        progress: called at the start and end of each stage of each root.
        facts: a folder of the user's own provider facts.
        local_commands: whether Terraform files may run commands on this machine.

    Raises:
        InputError: the waiver file is not valid.
        TerraformError: terraform is missing, or a root failed.
    """
    from landsmith.judge.judge import Case, judge
    from landsmith.policy import waiver

    accepted = waiver.load(waivers) if waivers else ()
    began = time.perf_counter()
    rehearsal = rehearse(
        built, folder, progress=progress, facts=facts, local_commands=local_commands
    )
    seconds = {"rehearse": time.perf_counter() - began}
    plans = {root.name: root.plan for root in rehearsal.roots}
    raw = {root.name: root.plan_json for root in rehearsal.roots}
    case = Case(built.zone, built.tree, tuple(plans), plans, raw, today, accepted, quotas)
    found = judge(case)
    seconds |= found.seconds
    return Validation(built, rehearsal, found.findings, found.checkov, found.places, seconds)
