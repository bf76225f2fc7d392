"""Plan one root against Azure, judge the plan, and apply it only if it passed the gate."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from landsmith.api.building import build_at
from landsmith.api.judging import order, quotas_beside, waivers_beside
from landsmith.errors import LandsmithError, PolicyError, TerraformError
from landsmith.reading import read_bytes

if TYPE_CHECKING:
    from landsmith.policy.finding import Finding
    from landsmith.terraform.binary import Diagnostic, Terraform

PLAN_FILE = "plan.tfplan"
GATE_FILE = "plan.tfplan.gate.json"


@dataclass(frozen=True)
class Gate:
    """Whether a saved plan may be applied: its sha256, and what was found in it."""

    root: str
    digest: str
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether no finding fails."""
        return not any(finding.failed for finding in self.findings)


def plan(
    folder: Path, root: str, *, today: date, on_line: Callable[[dict[str, Any]], None] | None = None
) -> Gate:
    """Plan one root of a rendered repository, and judge the plan.

    The plan is saved in the root as ``plan.tfplan``, the gate's answer beside it.

    Args:
        folder: the rendered repository.
        root: the root's name, such as ``20-management``.
        today: the day that waivers are judged on.
        on_line: called with each line of terraform's own JSON output.

    Raises:
        TerraformError: there is no such root, or terraform failed.
    """
    terraform = _terraform(folder, root, on_line)
    saved = _root(folder, root) / PLAN_FILE
    terraform.init()
    _private(saved)
    _plan(terraform, saved, folder, root)
    gate = Gate(root, _digest(saved), _judge(folder, root, terraform.show(saved), today))
    _write(_root(folder, root) / GATE_FILE, gate)
    return gate


def apply(
    folder: Path, root: str, *, on_line: Callable[[dict[str, Any]], None] | None = None
) -> None:
    """Apply a root's saved plan, if that very plan passed the gate.

    Raises:
        PolicyError: the plan did not pass the gate, or is not the one that did.
        TerraformError: there is no such root or no saved plan, or terraform failed.
    """
    saved = _root(folder, root) / PLAN_FILE
    if not saved.exists():
        raise TerraformError(f"{saved} is not there: run landsmith plan {folder} {root} first")
    _check(_root(folder, root) / GATE_FILE, saved, f"landsmith plan {folder} {root}")
    _terraform(folder, root, on_line).apply(saved)


def _plan(terraform: Terraform, saved: Path, folder: Path, root: str) -> None:
    """Save a plan; where it reads what is not there yet, say which roots come before.

    Raises:
        TerraformError: terraform failed.
    """
    from landsmith.terraform.binary import TerraformFailedError

    try:
        terraform.plan(saved)
    except TerraformFailedError as error:
        before = order(build_at(folder)).get(root, ())
        if not before or not any(map(_missing, error.diagnostics)):
            raise
        mend = f"{root} reads from Azure what is not there: apply {', '.join(before)} first"
        raise TerraformError(f"{error}\n{mend}") from error


def _missing(diagnostic: Diagnostic) -> bool:
    """Tell whether a data source found nothing: the provider says "not found" in various ways."""
    said = f"{diagnostic.summary} {diagnostic.detail}".lower()
    source = any(part == "data" for part in diagnostic.address.split("."))
    return source and ("not found" in said or "could not find" in said)


def _root(folder: Path, root: str) -> Path:
    path = folder / "roots" / root
    if not path.is_dir() or "/" in root or root.startswith("."):
        names = sorted(found.name for found in (folder / "roots").glob("*") if found.is_dir())
        raise TerraformError(
            f"{folder} has no root {root}: choose {', '.join(names) or 'another folder'}"
        )
    return path


def _terraform(
    folder: Path, root: str, on_line: Callable[[dict[str, Any]], None] | None
) -> Terraform:
    from landsmith.terraform.binary import Terraform, environment

    given = {key: value for key, value in os.environ.items() if key.startswith(_PASSED_ON)}
    return Terraform(_root(folder, root), environment(given), on_line)


_PASSED_ON = (
    "ARM_",
    "AZURE_",
    "TF_",
    "GITHUB_",
    "ACTIONS_ID_TOKEN_",
    "SYSTEM_",
    "HTTP",
    "NO_PROXY",
    "SSL_",
)
"""Environment variables that terraform and the providers read: sign-in, settings, proxies."""


def _judge(folder: Path, root: str, raw: Mapping[str, Any], today: date) -> tuple[Finding, ...]:
    from landsmith.judge.judge import Case, judge
    from landsmith.policy import waiver
    from landsmith.terraform.plan import parse

    built, source = build_at(folder), waivers_beside(folder)
    accepted = waiver.load(source) if source else ()
    roots, plans = tuple(order(built)), {root: parse(dict(raw), root)}
    quotas = quotas_beside(folder)
    case = Case(built.zone, built.tree, roots, plans, {root: raw}, today, accepted, quotas)
    return judge(case).findings


def _digest(path: Path) -> str:
    return hashlib.sha256(read_bytes(path)).hexdigest()


def _write(path: Path, gate: Gate) -> None:
    failures = [f"{item.rule} {item.address}" for item in gate.findings if item.failed]
    answer = {"root": gate.root, "sha256": gate.digest, "passed": gate.passed, "failures": failures}
    _private(path)
    path.write_text(json.dumps(answer, indent=2) + "\n", encoding="utf-8")


def _private(path: Path) -> None:
    """Make a new, empty file that only we read: a plan holds secrets, and a link leads elsewhere.

    Raises:
        TerraformError: the folder can't be written.
    """
    try:
        path.unlink(missing_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise TerraformError(f"{path} can't be written: {error}; mend it and run again") from error


def _check(path: Path, saved: Path, mend: str) -> None:
    refusal: LandsmithError | None = None
    try:
        answer = json.loads(read_bytes(path))
        if answer["sha256"] != _digest(saved):
            refusal = PolicyError(f"{saved} is not the plan that was judged: run {mend} again")
        elif answer["passed"] is not True:
            refusal = PolicyError(f"{saved} did not pass the gate: mend its findings, run {mend}")
    except (OSError, ValueError, KeyError, TypeError):
        refusal = PolicyError(f"{saved} was not judged: run {mend} again")
    if refusal:
        raise refusal
