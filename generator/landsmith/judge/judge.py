"""Judges what was planned; the rehearsal, the gate and evidence all ask here.

What is judged follows from the plans that are there. With every root's plan all rules run; with
some roots' plans those rules do that one plan is enough for, the manifests of those roots'
clusters are judged, and only waivers that may lie in those roots have to match.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.policy import registry, runner, waiver
from landsmith.policy.finding import Finding, Waiver
from landsmith.policy.quota import Quota
from landsmith.policy.rule import AnyRule, Context
from landsmith.scanners import checkov, kubernetes_schema, manifests
from landsmith.scanners.checkov import CheckovReport
from landsmith.scanners.manifests import Object
from landsmith.terraform.places import SourceMap
from landsmith.terraform.plan import Plan

CLUSTERS = "cluster"
"""Folder of the clusters' manifests, a folder for each application landing zone."""


@dataclass(frozen=True)
class Case:
    """What is judged: a landing zone, its repository as it stands, and what was planned.

    ``roots`` are all that the repository has; ``plans`` are by root, and ``raw`` is what
    ``terraform show -json`` said of each, which Checkov reads; ``today`` is the day that waivers
    and dates are judged on.
    """

    zone: LandingZone
    tree: Mapping[str, bytes]
    roots: Sequence[str]
    plans: Mapping[str, Plan]
    raw: Mapping[str, Mapping[str, Any]]
    today: date
    waivers: Sequence[Waiver] = ()
    quotas: Sequence[Quota] | None = None

    @property
    def whole(self) -> bool:
        """Whether every root was planned."""
        return set(self.roots) <= set(self.plans)


@dataclass(frozen=True)
class Judgement:
    """What was found; ``seconds`` are by stage: rules, checkov, manifests."""

    findings: tuple[Finding, ...]
    checkov: CheckovReport
    places: SourceMap
    seconds: Mapping[str, float]


def judge(case: Case) -> Judgement:
    """Judge a case.

    Raises:
        PolicyError: a rule can't be loaded, or a manifest is no Kubernetes object.
    """
    places = SourceMap(case.tree)
    clock = [time.perf_counter()]
    objects = tuple(_objects(case))
    context = Context(case.zone, case.plans, objects, case.today, case.quotas)
    ours = runner.run(_rules(case), context, places)
    clock.append(time.perf_counter())
    report = checkov.scan({root: dict(raw) for root, raw in case.raw.items()}, places)
    clock.append(time.perf_counter())
    schema = kubernetes_schema.judge(objects, _versions(case.zone))
    report = checkov.joined(report, checkov.scan_manifests(objects))
    clock.append(time.perf_counter())
    accepted = [one for one in case.waivers if _concerns(one.address, case)]
    findings = waiver.apply((*ours, *schema, *report.findings), accepted, case.today)
    return Judgement(findings, report, places, _seconds(clock))


def _rules(case: Case) -> Iterable[AnyRule]:
    return [rule for rule in registry.rules() if case.whole or rule.per_root]


def _objects(case: Case) -> Iterator[Object]:
    """Yield the objects of clusters that were planned; of all, where everything was."""
    planned = {f"{CLUSTERS}/{root.partition('-')[2]}" for root in case.plans}
    for one in manifests.objects(case.tree):
        if case.whole or one.root in planned:
            yield one


def _versions(zone: LandingZone) -> dict[str, str]:
    """Return the Kubernetes version of each cluster, by the folder of its manifests."""
    return {f"{CLUSTERS}/{entry.key}": entry.aks.kubernetes_version for entry in zone.landing_zones}


def _concerns(pattern: str, case: Case) -> bool:
    """Tell whether a waiver's address, up to its first wildcard, may lie in what was planned."""
    fixed = pattern.partition("*")[0]
    starts = [f"{root}/" for root in case.plans]
    return case.whole or any(fixed.startswith(start) or start.startswith(fixed) for start in starts)


def _seconds(clock: Sequence[float]) -> dict[str, float]:
    stages = ("rules", "checkov", "manifests")
    return {stage: clock[i + 1] - clock[i] for i, stage in enumerate(stages)}
