"""Runs Checkov in this process on plans and manifests, and keeps account of what ran.

Checkov's own report leaves out a check that crashed, and its exit code then says that all is
well. So every check is watched: which resources it should have judged, and what it said of each.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from pydantic import Field

from landsmith import content
from landsmith.blueprint.base import Model, Text, closest, listed
from landsmith.blueprint.reading.load import load_model
from landsmith.errors import InputError, PolicyError
from landsmith.policy.controls.catalogue import of_check
from landsmith.policy.finding import STATUSES, Finding
from landsmith.policy.waiver import matches
from landsmith.scanners import checkov_manifests, checkov_run
from landsmith.terraform.plan import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from landsmith.errors import Place
    from landsmith.policy.finding import Status
    from landsmith.scanners.checkov_run import Answer
    from landsmith.scanners.manifests import Object
    from landsmith.terraform.places import SourceMap

Json: TypeAlias = dict[str, Any]

_SEVERITY: Final = "medium"
"""Checkov tells severities to its paying users only."""


class Skip(Model):
    """A check whose answer is not used, and why."""

    check: str = Field(pattern=r"^CKV2?_[A-Z0-9]+_[0-9]+$", description="Checkov's id.")
    reason: Text = Field(description="Why the answer is not used.")
    address: str = Field(default="*", min_length=1, description="Root and address; * is anything.")

    def covers(self, finding: Finding) -> bool:
        """Return whether the skip means this finding."""
        return self.check == finding.rule and matches(self.address, finding.where)


class SkipFile(Model):
    """The file ``policies/checkov.yaml``."""

    skips: tuple[Skip, ...] = Field(default=(), description="Checks whose answers are not used.")


@dataclass(frozen=True)
class CheckRun:
    """One check in the inventory: how many resources it should have judged, and its answers."""

    check: str
    name: str
    resources: int
    counts: Mapping[Status, int]


@dataclass(frozen=True)
class Skipped:
    """An answer that was not used: the finding as Checkov gave it, and the reason."""

    finding: Finding
    reason: str


@dataclass(frozen=True)
class CheckovReport:
    """What Checkov found; ``inventory`` holds every check that had a resource to judge."""

    findings: tuple[Finding, ...]
    inventory: tuple[CheckRun, ...]
    skipped: tuple[Skipped, ...]
    version: str


def scan(
    plans: Mapping[str, Json],
    places: SourceMap | None = None,
    skips: tuple[Skip, ...] | None = None,
) -> CheckovReport:
    """Return what Checkov says of each root's plan, ``terraform show -json`` by root.

    Nothing is sent anywhere, and nothing is printed. A check that crashes, or that gives no
    answer on a resource of its type, yields a finding of status error. The plans, which may hold
    secrets, are written to a private folder while the scan lasts.

    Raises:
        PolicyError: Checkov can't read a plan, or ``policies/checkov.yaml`` is not well formed.
        TerraformError: that is no plan.

    """
    engine = checkov_run.engine()
    found: list[tuple[Answer, Finding]] = []
    for root, raw in sorted(plans.items()):
        resources = {item.address: item.type for item in parse(raw, root).resources()}
        for answer in engine.scan(root, raw, resources):
            place = places.place(root, answer.address) if places else None
            found.append((answer, _finding(root, answer, place)))
    return _report(found, skips, engine.version)


def scan_manifests(
    objects: Iterable[Object], skips: tuple[Skip, ...] | None = None
) -> CheckovReport:
    """Return what Checkov says of the objects of each cluster, by the folder they stand in.

    Raises:
        PolicyError: ``policies/checkov.yaml`` is not well formed.

    """
    engine = checkov_manifests.engine()
    roots: dict[str, list[Object]] = {}
    for one in objects:
        roots.setdefault(one.root, []).append(one)
    found: list[tuple[Answer, Finding]] = []
    for root, own in sorted(roots.items()):
        places = {one.address: one.place for one in own}
        answers = engine.scan(own)
        found += [(it, _finding(root, it, places.get(it.address))) for it in answers]
    return _report(found, skips, engine.version)


def joined(first: CheckovReport, second: CheckovReport) -> CheckovReport:
    """Return two reports as one; no check is in both."""
    return CheckovReport(
        tuple(sorted((*first.findings, *second.findings))),
        tuple(sorted((*first.inventory, *second.inventory), key=lambda run: run.check)),
        (*first.skipped, *second.skipped),
        first.version,
    )


def _report(
    found: list[tuple[Answer, Finding]], skips: tuple[Skip, ...] | None, version: str
) -> CheckovReport:
    used, skipped = _split(
        (finding for _, finding in found), load_skips() if skips is None else skips
    )
    return CheckovReport(used, tuple(_inventory(found)), skipped, version)


def explain(check: str) -> str:
    """Return what one of Checkov's checks judges, and why its answer is not used if it isn't.

    Raises:
        PolicyError: Checkov has no such check; with the closest that it has.

    """
    described = checkov_run.engine().describe() | checkov_manifests.engine().describe()
    if check not in described:
        near = closest(check, described)
        mend = f"; did you mean {near}?" if near else ""
        raise PolicyError(f"Checkov has no check {check} for Terraform or Kubernetes{mend}")
    name, types = described[check]
    parts = [f"{check}: {name}", f"A check of Checkov's on {listed(types)}."]
    for skip in (skip for skip in load_skips() if skip.check == check):
        scope = "" if skip.address == "*" else f" on {skip.address}"
        parts.append(f"Its answer is not used{scope}: {skip.reason}")
    return "\n\n".join(textwrap.fill(part, 80, break_long_words=False) for part in parts) + "\n"


def load_skips(file: Path | None = None) -> tuple[Skip, ...]:
    """Return the skips of ``policies/checkov.yaml``, or of another file.

    Raises:
        PolicyError: the file is not well formed; a skip without a reason is one such case.

    """
    return _load_skips(file or content.path("policies", "checkov.yaml"))


@cache
def _load_skips(file: Path) -> tuple[Skip, ...]:
    try:
        return load_model(file, SkipFile).skips
    except InputError as error:
        raise PolicyError(str(error)) from None


def _finding(root: str, answer: Answer, place: Place | None) -> Finding:
    return Finding(
        rule=answer.check,
        root=root,
        address=answer.address,
        status=answer.status,
        severity=_SEVERITY,
        message=answer.message,
        attribute=answer.attribute,
        controls=of_check(answer.check),
        place=place,
        scanner="checkov",
    )


def _split(
    findings: Iterable[Finding], skips: tuple[Skip, ...]
) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
    used: list[Finding] = []
    skipped: list[Skipped] = []
    for finding in sorted(findings):
        reason = next((skip.reason for skip in skips if skip.covers(finding)), None)
        if reason is None:
            used.append(finding)
        else:
            skipped.append(Skipped(finding, reason))
    return tuple(used), tuple(skipped)


def _inventory(found: list[tuple[Answer, Finding]]) -> Iterator[CheckRun]:
    """Yield every check that had something to judge, with how often it gave which answer."""
    names = {answer.check: answer.name for answer, _ in found}
    for check in sorted(names):
        counted = Counter(finding.status for _, finding in found if finding.rule == check)
        counts = {status: counted[status] for status in STATUSES if counted[status]}
        yield CheckRun(check, names[check], sum(counts.values()), counts)
