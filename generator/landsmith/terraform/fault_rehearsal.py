"""The rehearsal of a fault: something goes wrong, and the next apply has to put it right."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from landsmith.emulator import Emulator
from landsmith.emulator.faults import FAILURES, Fault, disturb
from landsmith.errors import EmulatorError, TerraformError
from landsmith.terraform.binary import TerraformFailedError, find
from landsmith.terraform.plan import parse
from landsmith.terraform.rehearsal import (
    Event,
    Rehearsal,
    RehearsalError,
    RootInfo,
    Run,
    check,
    check_order,
    ordered,
    surroundings,
    types_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from landsmith.emulator import Cloud

PLAN: Final = "recovery plan"
APPLY: Final = "recovery apply"
"""The stages of a recovery, beside those of every rehearsal."""


@dataclass(frozen=True)
class Survival:
    """What a deployment made of a fault: it was put right by applying again.

    ``struck`` are the ids of the resources that were hit, ``failed`` maps each root whose apply
    failed to what terraform said, ``skipped`` are the roots that waited for those. ``recovered``
    maps each root that had something to put right to the addresses that its plan changed.
    ``resources`` are in the cloud and in the states alike, and every second plan was empty.
    """

    fault: Fault
    struck: tuple[str, ...]
    failed: Mapping[str, TerraformError]
    skipped: tuple[str, ...]
    recovered: Mapping[str, tuple[str, ...]]
    resources: int
    rehearsal: Rehearsal


def rehearse_fault(
    repository: Path,
    roots: Sequence[RootInfo],
    fault: Fault,
    *,
    workdir: Path,
    progress: Callable[[Event], None] = lambda _event: None,
    destroy: bool = True,
    parallel: int | None = None,
    facts: Path | None = None,
    given: Collection[str] = (),
    local_commands: bool = False,
) -> Survival:
    """Rehearse the roots of a rendered repository while a fault strikes, and recover from it.

    After the fault, states and cloud have to agree; then the roots that are affected are planned
    and applied again, and every plan after that has to be empty. The other parameters are those
    of `rehearsal.rehearse`; `PLAN` and `APPLY` are stages of the progress, too.

    Raises:
        EmulatorError: the fault can't strike here; the message says why.
        TerraformError: something was lost, or the fault went unnoticed.
        RehearsalError: a root failed for another reason than the fault, or didn't recover.

    """
    began = time.perf_counter()
    check_order(roots)
    check(repository, facts, local_commands=local_commands)
    workdir.mkdir(parents=True, exist_ok=True)
    binary = find()
    with ExitStack() as stack, ThreadPoolExecutor(parallel or os.cpu_count() or 1) as pool:

        def emulated(fault: Fault | None) -> Emulator:
            cloud = workdir / "cloud.db"
            types = types_in(repository)
            return stack.enter_context(Emulator(cloud, types, fault, facts=facts, given=given))

        emulator = emulated(fault)
        env = surroundings(workdir, emulator)
        run = Run(repository, env, binary, progress, local_commands=local_commands)
        scene = _Scene(fault, roots, run, pool)
        scene.strike(emulator)
        if fault.kills:
            emulator.close()
            emulator = emulated(None)
            again = replace(run, environment=surroundings(workdir, emulator))
            scene = replace(scene, run=again)
        emulator.faults.disarm()
        count = scene.recover(emulator.cloud)
        done, wrong = scene.run.checked(roots, pool)
        if wrong:
            raise RehearsalError(wrong, ())
        if destroy:
            scene.run.backward(roots, pool, emulator.cloud)
        results = tuple(replace(done[one.name], seconds=run.seconds[one.name]) for one in roots)
    rehearsal = Rehearsal(results, binary.version, time.perf_counter() - began, emulator.origins)
    return scene.survival(count, rehearsal)


@dataclass(frozen=True)
class _Scene:
    """A fault, what it has done so far, and the run that it strikes."""

    fault: Fault
    roots: Sequence[RootInfo]
    run: Run
    pool: ThreadPoolExecutor
    struck: list[str] = field(default_factory=list)
    failed: dict[str, TerraformError] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    recovered: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def strike(self, emulator: Emulator) -> None:
        """Apply every root and let the fault strike, while that goes on or after it."""
        failed, skipped = ordered(self.roots, self.pool, self.run.apply)
        self.failed.update(failed)
        self.skipped.extend(skipped)
        if self.fault.strikes:
            self.struck.extend(item.id for item in emulator.faults.struck)
            self._check_told(emulator)
            return
        if failed:
            raise RehearsalError(failed, skipped)
        self.struck.append(disturb(emulator.cloud, self.fault, self._target()).id)

    def _check_told(self, emulator: Emulator) -> None:
        """Demand that the apply failed, and that the fault is what terraform reports."""
        if not self.struck and self.failed:
            raise RehearsalError(self.failed, self.skipped)
        if not self.struck:
            of = f" of {self.fault.resource}" if self.fault.resource else ""
            raise EmulatorError(
                f"the fault {self.fault} never struck: there was no such creation{of} among"
                f" {emulator.faults.created}\n    mend: choose a number up to"
                f" {emulator.faults.created}, or a type that is created"
            )
        told = FAILURES[self.fault.failure][0]
        others = {
            name: error
            for name, error in self.failed.items()
            if not self.fault.kills and not _says(error, told)
        }
        if others or not self.failed:
            raise RehearsalError(others, self.skipped)

    def _target(self) -> str:
        """Return the id of the resource whose address the fault has, empty if it has a type."""
        if not self.fault.by_address:
            return ""
        for root in self.roots:
            found = self.run.state(root).get(self.fault.resource)
            if found:
                return str(found["id"])
        raise EmulatorError(
            f"the fault {self.fault} can't strike: no root has {self.fault.resource}\n"
            "    mend: take an address as terraform state list prints it, or a resource type"
        )

    def recover(self, cloud: Cloud) -> int:
        """Apply again what failed, or everything; return how many resources there are then."""
        if self.fault.strikes:
            self._agree(cloud, "after the fault")
        again = {*self.failed, *self.skipped} or {root.name for root in self.roots}
        left = [
            RootInfo(root.name, tuple(name for name in root.after if name in again))
            for root in self.roots
            if root.name in again
        ]
        failed, skipped = ordered(left, self.pool, self._again)
        if failed:
            raise RehearsalError(failed, skipped)
        if not self.recovered:
            raise TerraformError(
                f"the fault {self.fault} went unnoticed: no plan wants to change anything.\n"
                "    Terraform does not look at that, or is told to ignore it"
            )
        return self._agree(cloud, "after the recovery")

    def _again(self, root: RootInfo) -> None:
        """Plan a root anew and apply what has to be put right."""
        terraform = self.run.terraform(root)
        file = terraform.folder / "recovery.tfplan"
        first = not (terraform.folder / "rehearsal.tfplan").exists()
        if first:
            self.run.apply(root)
            file = terraform.folder / "rehearsal.tfplan"
        elif self.run.timed(root, PLAN, lambda: terraform.plan(file)):
            self.run.timed(root, APPLY, lambda: terraform.apply(file))
        else:
            return
        changes = parse(terraform.show(file), root.name).changing()
        self.recovered[root.name] = tuple(item.address for item in changes)

    def _agree(self, cloud: Cloud, when: str) -> int:
        """Demand that the states hold what the cloud holds; return how many resources."""
        there = {(item.type, item.key) for item in cloud.resources()}
        known = {
            (_type_of(address), str(values["id"]).lower())
            for root in self.roots
            for address, values in self.run.state(root).items()
            if "id" in values and not _type_of(address).startswith("terraform_")
        }
        lost = [f"    in the cloud only: {name} {id_}" for name, id_ in sorted(there - known)]
        lost += [f"    in a state only: {name} {id_}" for name, id_ in sorted(known - there)]
        if lost:
            raise TerraformError("\n".join([f"{when} states and cloud differ:", *lost]))
        return len(there)

    def survival(self, resources: int, rehearsal: Rehearsal) -> Survival:
        """Return what was survived."""
        struck, skipped = tuple(self.struck), tuple(self.skipped)
        return Survival(
            self.fault, struck, self.failed, skipped, self.recovered, resources, rehearsal
        )


def _says(error: TerraformError, told: str) -> bool:
    found = error.diagnostics if isinstance(error, TerraformFailedError) else ()
    return any(item.summary == told for item in found)


def _type_of(address: str) -> str:
    """Return the resource type in an address."""
    return _bare(address).split(".")[-2]


def _bare(address: str) -> str:
    """Return an address without the keys of its instances, which may hold dots."""
    kept, depth, quoted = [], 0, False
    for letter in address:
        quoted = quoted != (letter == '"')
        depth += 0 if quoted else (letter == "[") - (letter == "]")
        if not depth and letter != "]":
            kept.append(letter)
    return "".join(kept)
