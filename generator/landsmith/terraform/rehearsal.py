"""The rehearsal: plan, apply, empty second plan and destroy, all against emulated Azure."""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from landsmith.emulator import Emulator
from landsmith.errors import TerraformError
from landsmith.terraform.binary import Binary, Terraform, environment, find
from landsmith.terraform.known_types import check_types
from landsmith.terraform.local_commands import check_local_commands
from landsmith.terraform.plan import Plan, ResourceChange, parse
from landsmith.terraform.state import applied

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from landsmith.emulator import Cloud

Json: TypeAlias = dict[str, Any]

_BACKEND: Final = 'terraform {\n  backend "local" {}\n}\n'
_OVERRIDE: Final = "~landsmith_override.tf"
"""Sorts behind every name that a repository may hold: the last override of a backend counts."""

_CONFIG: Final = """\
provider_installation {{
  filesystem_mirror {{
    path    = {}
    include = ["*/*/*"]
  }}
}}
"""
_TYPE: Final = re.compile(r"\b(?:azurerm|azuread)_[a-z0-9_]+")


@dataclass(frozen=True)
class RootInfo:
    """A root to rehearse: ``roots/<name>``, after the roots named in ``after``."""

    name: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """Progress: a stage of a root starts (``seconds`` is None) or has ended after so long."""

    root: str
    stage: str
    seconds: float | None = None


@dataclass(frozen=True)
class RootRehearsal:
    """What the rehearsal of one root showed.

    ``plan_json`` is terraform's own JSON of the plan, for Checkov; it may hold sensitive values,
    ``plan`` and ``applied`` (resource address to values after the apply) don't. ``seconds`` are
    by stage: init, plan, apply, show, second plan, destroy.
    """

    name: str
    plan: Plan
    plan_json: Json
    plan_file: Path
    applied: Mapping[str, Json]
    second_plan_empty: bool
    seconds: Mapping[str, float]


@dataclass(frozen=True)
class Rehearsal:
    """A rehearsal that went well; ``roots`` in the order given, ``seconds`` in all.

    ``facts`` say in words which provider versions were emulated, and where that is known from.
    """

    roots: tuple[RootRehearsal, ...]
    terraform_version: str
    seconds: float
    facts: tuple[str, ...] = ()

    def root(self, name: str) -> RootRehearsal:
        """Return one root's rehearsal.

        Raises:
            TerraformError: no such root was rehearsed.

        """
        for root in self.roots:
            if root.name == name:
                return root
        raise TerraformError(f"no root {name} was rehearsed")


class RehearsalError(TerraformError):
    """A rehearsal failed; ``failures`` maps each failed root to its error."""

    def __init__(self, failures: Mapping[str, TerraformError], skipped: Sequence[str]) -> None:
        self.failures, self.skipped = dict(failures), tuple(skipped)
        lines = [f"{name}: {error}" for name, error in sorted(failures.items())]
        lines += [f"{name}: not rehearsed, a root before it failed" for name in skipped]
        super().__init__("\n".join(lines))


def rehearse(
    repository: Path,
    roots: Sequence[RootInfo],
    *,
    workdir: Path,
    progress: Callable[[Event], None] = lambda _event: None,
    destroy: bool = True,
    parallel: int | None = None,
    facts: Path | None = None,
    given: Collection[str] = (),
    local_commands: bool = False,
) -> Rehearsal:
    """Rehearse the roots of a rendered repository, independent ones side by side.

    ``repository`` is a scratch copy: state, plans and an override of the backend are written into
    it. ``workdir`` takes the emulated cloud and must not hold one of another rehearsal. ``facts``
    is the folder of the user's own provider facts, ``given`` the ids of what is there already.
    ``local_commands`` tells whether what the repository says may run commands on this machine.

    Raises:
        LocalCommandsError: it would run commands, and may not.
        UnknownTypesError: the emulator has no facts about a type that is used.
        TerraformError: terraform is missing, or the roots depend on each other in a circle.
        RehearsalError: a root failed, its second plan wasn't empty, or something outlived destroy.

    """
    began = time.perf_counter()
    check_order(roots)
    check(repository, facts, local_commands=local_commands)
    binary = find()
    workdir.mkdir(parents=True, exist_ok=True)
    with Emulator(workdir / "cloud.db", types_in(repository), facts=facts, given=given) as emulator:
        env = surroundings(workdir, emulator)
        run = Run(repository, env, binary, progress, local_commands=local_commands)
        with ThreadPoolExecutor(parallel or os.cpu_count() or 1) as pool:
            done = run.forward(roots, pool)
            if destroy:
                run.backward(roots, pool, emulator.cloud)
    results = tuple(replace(done[root.name], seconds=run.seconds[root.name]) for root in roots)
    seconds = time.perf_counter() - began
    return Rehearsal(results, binary.version, seconds, emulator.origins)


def check(repository: Path, facts: Path | None, *, local_commands: bool) -> None:
    """Refuse what can't be emulated, and what would run commands here unless it may.

    Raises:
        UnknownTypesError: the emulator has no facts about a type that is used.
        LocalCommandsError: the repository would run commands, and may not.

    """
    check_types(repository, facts)
    if not local_commands:
        check_local_commands(repository)


def surroundings(workdir: Path, emulator: Emulator) -> dict[str, str]:
    """Return terraform's environment: the emulator, a home of its own, and no other providers.

    Where providers come from is a folder without any, so that none can be fetched and run.
    """
    home, providers = workdir / "home", workdir / "providers"
    for folder in (home, providers):
        folder.mkdir(parents=True, exist_ok=True)
    config = workdir / "terraform.rc"
    config.write_text(_CONFIG.format(json.dumps(str(providers))), encoding="utf-8")
    return environment({**emulator.environment(), "HOME": str(home)}, config=config)


def types_in(repository: Path) -> frozenset[str]:
    """Return every word in a repository's Terraform files that may be a resource type."""
    found: set[str] = set()
    for path in [*repository.rglob("*.tf"), *repository.rglob("*.tf.json")]:
        if ".terraform" not in path.parts:
            found.update(_TYPE.findall(path.read_text(encoding="utf-8", errors="replace")))
    return frozenset(found)


def check_order(roots: Sequence[RootInfo]) -> None:
    """Refuse roots that wait for each other in a circle, or have the same name.

    Raises:
        TerraformError: they do.

    """
    done: set[str] = set()
    names = {root.name for root in roots}
    left = list(roots)
    while left:
        ready = [root for root in left if set(root.after) <= done]
        if not ready:
            circle = ", ".join(sorted(root.name for root in left))
            raise TerraformError(f"these roots wait for each other, or for none there is: {circle}")
        done.update(root.name for root in ready)
        left = [root for root in left if root.name not in done]
    if len(names) < len(roots):
        raise TerraformError("two roots have the same name")


def _check_empty(cloud: Cloud) -> None:
    left = cloud.resources()
    if left:
        names = "\n".join(f"    {item.type} {item.id}" for item in left)
        raise TerraformError(f"destroy left in the emulated cloud:\n{names}")


@dataclass(frozen=True)
class Run:
    """One rehearsal in progress; shared between the threads that run its roots."""

    repository: Path
    environment: Mapping[str, str]
    binary: Binary
    progress: Callable[[Event], None]
    seconds: dict[str, dict[str, float]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    local_commands: bool = True

    def forward(
        self, roots: Sequence[RootInfo], pool: ThreadPoolExecutor
    ) -> dict[str, RootRehearsal]:
        """Plan and apply every root, then check all that went well.

        Raises:
            RehearsalError: a root failed, or its second plan wasn't empty.

        """
        failures, skipped = ordered(roots, pool, self.apply)
        stopped = {*failures, *skipped}
        going = [root for root in roots if root.name not in stopped]
        done, wrong = self.checked(going, pool)
        if failures or wrong:
            raise RehearsalError(failures | wrong, skipped)
        return done

    def checked(
        self, roots: Sequence[RootInfo], pool: ThreadPoolExecutor
    ) -> tuple[dict[str, RootRehearsal], dict[str, TerraformError]]:
        """Check applied roots side by side; return what they showed, and what is wrong."""
        done: dict[str, RootRehearsal] = {}
        wrong: dict[str, TerraformError] = {}
        for name, future in {root.name: pool.submit(self.check, root) for root in roots}.items():
            try:
                done[name] = future.result()
            except TerraformError as error:
                wrong[name] = error
        return done, wrong

    def backward(self, roots: Sequence[RootInfo], pool: ThreadPoolExecutor, cloud: Cloud) -> None:
        """Destroy every root, those that others wait for last, until nothing is left.

        Raises:
            RehearsalError: a root failed.
            TerraformError: something outlived its root.

        """
        lift_locks(cloud, {root.name: self.state(root) for root in roots})
        reverse = [
            RootInfo(root.name, tuple(other.name for other in roots if root.name in other.after))
            for root in reversed(roots)
        ]
        failures, skipped = ordered(reverse, pool, self.destroy)
        if failures:
            raise RehearsalError(failures, skipped)
        _check_empty(cloud)

    def terraform(self, root: RootInfo) -> Terraform:
        """Return terraform in a root's folder."""
        folder = self.repository / "roots" / root.name
        return Terraform(folder, self.environment, lock=False, binary=self.binary)

    def apply(self, root: RootInfo) -> None:
        """Initialise, plan and apply a root."""
        terraform = self.terraform(root)
        (terraform.folder / _OVERRIDE).write_text(_BACKEND, encoding="utf-8")
        plan = terraform.folder / "rehearsal.tfplan"
        self.timed(root, "init", terraform.init)
        if not self.local_commands:
            check_local_commands(terraform.folder)  # with the modules that init fetched
        self.timed(root, "plan", lambda: terraform.plan(plan))
        self.timed(root, "apply", lambda: terraform.apply(plan))

    def check(self, root: RootInfo) -> RootRehearsal:
        """Read an applied root's plan and state, and plan it again: nothing may change."""
        terraform = self.terraform(root)
        file = terraform.folder / "rehearsal.tfplan"
        raw = self.timed(root, "show", lambda: terraform.show(file))
        self.timed(root, "second plan", lambda: _second_plan(terraform, root.name))
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        values = self.state(root)
        return RootRehearsal(root.name, parse(raw, root.name, digest), raw, file, values, True, {})

    def state(self, root: RootInfo) -> dict[str, Json]:
        """Return what a root's state holds: resource address to values."""
        path = self.terraform(root).folder / "terraform.tfstate"
        return applied(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}

    def destroy(self, root: RootInfo) -> None:
        """Destroy a root."""
        self.timed(root, "destroy", lambda: self.terraform(root).destroy(refresh=False))

    def timed(self, root: RootInfo, stage: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401
        """Return what the work returns; tell and note how long it took."""
        self.tell(Event(root.name, stage))
        began = time.perf_counter()
        result = work()
        seconds = time.perf_counter() - began
        self.seconds.setdefault(root.name, {})[stage] = seconds
        self.tell(Event(root.name, stage, seconds))
        return result

    def tell(self, event: Event) -> None:
        """Pass progress on, one event at a time."""
        with self.lock:
            self.progress(event)


def lift_locks(cloud: Cloud, states: Mapping[str, Mapping[str, Json]]) -> None:
    """Take away the locks that cover what other roots hold, as an operator has to in Azure.

    A lock forbids the deletion of role assignments and settings on what it covers. Terraform
    removes a lock with its own root, which comes after those that have such assignments.
    """
    ids = {
        name: {str(values.get("id")).lower() for values in held.values()}
        for name, held in states.items()
    }
    for lock in cloud.of_type("azurerm", "azurerm_management_lock"):
        others = [item for held in ids.values() if lock.key not in held for item in held]
        scope = str(lock.value["scope"]).lower()
        if any(item.startswith(f"{scope}/") for item in others):
            cloud.remove(lock)


def _second_plan(terraform: Terraform, root: str) -> None:
    out = terraform.folder / "second.tfplan"
    if terraform.plan(out):
        again = parse(terraform.show(out), root)
        lines = [f"    {item.address}: {_difference(item)}" for item in again.changing()]
        lines += [f"    output {name}" for name in again.outputs]
        raise TerraformError("the second plan is not empty:\n" + "\n".join(lines))


def _difference(change: ResourceChange) -> str:
    before, after = change.before, change.after
    if before is None or after is None:
        return "created" if before is None else "deleted"
    return ", ".join(sorted(name for name in after if before.get(name) != after[name]))


def ordered(
    roots: Sequence[RootInfo], pool: ThreadPoolExecutor, work: Callable[[RootInfo], None]
) -> tuple[dict[str, TerraformError], list[str]]:
    """Do the work for every root once those before it are done.

    Returns each failed root's error, and the roots that were skipped because of it.
    """
    failures: dict[str, TerraformError] = {}
    done: set[str] = set()
    waiting, running = list(roots), dict[Future[None], RootInfo]()
    while waiting or running:
        ready = [root for root in waiting if set(root.after) <= done]
        running |= {pool.submit(work, root): root for root in ready}
        waiting = [root for root in waiting if root not in ready]
        if not running:
            break
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            root = running.pop(future)
            try:
                future.result()
                done.add(root.name)
            except TerraformError as error:
                failures[root.name] = error
    return failures, [root.name for root in waiting]
