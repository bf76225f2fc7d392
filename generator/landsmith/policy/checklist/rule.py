"""Judges the controls whose checks are data, each as a policy rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Final

from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.policy.controls.catalogue import controls, of_rule
from landsmith.policy.controls.check import Assertion, Check, Condition, Expected, Paths
from landsmith.policy.controls.control import Control
from landsmith.policy.kinds import CLUSTER, POOL
from landsmith.policy.planned import shown
from landsmith.policy.rule import (
    Context,
    LandingZoneRule,
    Manifest,
    Outcome,
    failed,
    not_applicable,
    passed,
    unknown,
)
from landsmith.terraform.plan import PRESET, Mark, ResourceChange

WORKLOADS: Final = ("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob")


@dataclass(frozen=True)
class Subject:
    """What an assertion looks at: one planned resource, or one manifest."""

    where: str
    type: str
    values: Any


class ChecklistRule(LandingZoneRule):
    """One control, judged as ``check`` says."""

    check: ClassVar[Check]

    def judge_landing_zone(self, context: Context, /) -> Iterable[tuple[str, Outcome]]:
        """Yield the outcome for each cluster, or one for the estate."""
        for where, entry, subjects in _scopes(self.check, context):
            if entry and self.check.environments and entry[1] not in self.check.environments:
                said = f"for {', '.join(self.check.environments)}, and this is {entry[1]}"
                yield where, not_applicable(said)
            elif not all(_holds(condition, subjects) for condition in self.check.when):
                yield where, not_applicable("not chosen, or not there")
            else:
                key = entry[0] if entry else ""
                yield from _justified(
                    _judged(self.check, where, subjects), context.zone, of_rule(self.id), key
                )


@cache
def rules() -> tuple[LandingZoneRule, ...]:
    """Return one rule for each control that has a check.

    Raises:
        PolicyError: the catalogue is not well formed.
    """
    return tuple(_rule(item, item.check) for item in controls().values() if item.check)


def _rule(item: Control, check: Check) -> LandingZoneRule:
    described = {
        "__doc__": item.title,
        "check": check,
        "id": item.rules[0],
        "title": item.title,
        "severity": check.severity,
        "rationale": " ".join(item.requirement),
        "mend": check.mend,
        "per_root": check.scope == "cluster",
    }
    made: LandingZoneRule = type("Item", (ChecklistRule,), described)()
    return made


def _scopes(
    check: Check, context: Context
) -> Iterator[tuple[str, tuple[str, str] | None, list[Subject]]]:
    """Yield what is judged together: address, landing zone (key, environment), resources."""
    if check.scope == "estate":
        found = [one for root in sorted(context.plans) for one in _planned(context, root)]
        yield "", None, [*found, *_manifests(context.manifests)]
        return
    for entry in context.zone.landing_zones:
        root = f"50-{entry.key}"
        if root in context.plans:
            subjects = list(_planned(context, root))
            where = next((one.where for one in subjects if one.type == CLUSTER), "")
            own = [one for one in context.manifests if one.root == f"cluster/{entry.key}"]
            yield where or f"{root}/", (entry.key, entry.environment), [*subjects, *_manifests(own)]


def _planned(context: Context, root: str) -> Iterator[Subject]:
    for planned in context.plans[root].resources():
        resource = context.in_shared_words(planned)
        where = f"{root}/{resource.address}"
        yield Subject(where, resource.type, resource.after)
        yield from _pools(where, resource)


def _pools(where: str, resource: ResourceChange) -> Iterator[Subject]:
    """Yield the node pool that a resource is or holds: the cluster has the system pool inside."""
    if resource.type == POOL:
        yield Subject(where, "pool", resource.after)
    for pool in values_at(resource.after, "default_node_pool.*"):
        if isinstance(pool, dict):
            yield Subject(where, "pool", {**pool, "mode": "System", "os_type": "Linux"})


def _manifests(found: Iterable[Manifest]) -> Iterator[Subject]:
    for one in found:
        yield Subject(f"{one.root}/{one.address}", f"manifest/{one.kind}", one.data)
        if one.kind in WORKLOADS:
            spec = one.data["spec"]
            spec = spec["jobTemplate"]["spec"] if one.kind == "CronJob" else spec
            yield Subject(f"{one.root}/{one.address}", "pod", spec["template"])


def _judged(check: Check, where: str, subjects: Sequence[Subject]) -> Iterator[tuple[str, Outcome]]:
    """Yield what is wrong; without it one pass, or that nothing of the kind is there."""
    results = [(one, *item) for one in check.asserts for item in _asserted(one, where, subjects)]
    preset = any(_is_preset(outcome) for *_, outcome in results)
    found = [(place, one) for asked, place, one in results if not (preset and asked.some)]
    bad = [(place, one) for place, one in found if one.status not in ("pass", "not_applicable")]
    good = [outcome.message for _, outcome in found if outcome.status == "pass"]
    yield from bad
    if not bad:
        said = "; ".join(dict.fromkeys(good or [outcome.message for _, outcome in found]))
        yield where, passed(said) if good else not_applicable(said)


def _asserted(
    asked: Assertion, where: str, subjects: Sequence[Subject]
) -> Iterator[tuple[str, Outcome]]:
    meant = [one for one in subjects if one.type == asked.type and fits(one, asked.where)]
    if asked.each:
        results = [(one.where, met(one, asked.expect)) for one in meant]
        yield from results or [(where, not_applicable(f"no {asked.type} is there"))]
        return
    if asked.never:
        said = failed(f"a {asked.type} is there{_described(asked.expect)}")
        wrong = [(one.where, said) for one in meant if fits(one, asked.expect)]
        yield from wrong or [(where, passed(f"no such {asked.type} is there"))]
    else:
        yield where, _found(asked, [met(one, asked.expect) for one in meant])


def _found(asked: Assertion, outcomes: list[Outcome]) -> Outcome:
    """Return a pass where one resource is as asked; else what Azure presets; else a failure."""
    if any(one.status != "fail" and not _is_preset(one) for one in outcomes):
        return passed(f"{asked.type} is there")
    preset = [one for one in outcomes if _is_preset(one)]
    said = f"expected {asked.type}{_described({**asked.where, **asked.expect})}"
    return preset[0] if preset else failed(said)


def _is_preset(outcome: Outcome) -> bool:
    """Tell whether Azure sets what was asked for: nothing else has to bring it."""
    return outcome.status == "not_applicable" and outcome.message.endswith(PRESET.value)


def _holds(condition: Assertion, subjects: Sequence[Subject]) -> bool:
    return all(
        outcome.status != "fail" and not _is_preset(outcome)
        for _, outcome in _asserted(condition, "", subjects)
    )


def fits(subject: Subject, where: Paths) -> bool:
    """Tell whether, at every path, some value is as described."""
    return all(
        any(
            _value(path, value, wanted).status == "pass"
            for value in values_at(subject.values, path)
        )
        for path, wanted in where.items()
    )


def met(subject: Subject, expect: Paths) -> Outcome:
    """Return the first failure of a resource's values, else the first unknown, else a pass."""
    outcomes = [
        _value(path, value, wanted)
        for path, wanted in expect.items()
        for value in values_at(subject.values, path) or [None]
    ]
    for status in ("fail", "unknown"):
        for outcome in outcomes:
            if outcome.status == status:
                return outcome
    if outcomes and all(outcome.status == "not_applicable" for outcome in outcomes):
        return outcomes[0]
    return passed(f"{subject.type}: {', '.join(expect)}" if expect else subject.type)


def values_at(values: Any, path: str) -> list[Any]:  # noqa: ANN401
    """Return what stands at a dotted path; ``*`` means every item, and what is absent is None."""
    return at(values, steps_of(path))


def steps_of(path: str) -> list[str]:
    """Return the steps of a path; one that has dots of its own stands in brackets."""
    return [step.strip("[]") for step in re.findall(r"\[[^\]]+\]|[^.\[]+", path)]


def at(values: Any, steps: Iterable[str]) -> list[Any]:  # noqa: ANN401
    """Return what stands at the end of some steps."""
    found = [values]
    for step in steps:
        found = [below for value in found for below in _below(value, step)]
    return found


def _below(value: Any, step: str) -> list[Any]:  # noqa: ANN401
    if isinstance(value, Mark):
        return [value]
    if step == "*":
        items = value.values() if isinstance(value, dict) else value
        return list(items) if isinstance(value, dict | list) else []
    if isinstance(value, list) and step.isdigit():
        return [value[int(step)] if int(step) < len(value) else None]
    return [value.get(step) if isinstance(value, dict) else None]


def _value(path: str, value: Any, wanted: Expected) -> Outcome:  # noqa: ANN401
    if value is PRESET:
        return not_applicable(f"{path} is {PRESET.value}", path)
    if isinstance(value, Mark):
        present = isinstance(wanted, Condition) and wanted.present is not None
        if present:
            return passed(path) if wanted.present else failed(f"{path} is set", path)  # type: ignore[union-attr]
        return unknown(f"{path} is {value.value}", path)
    if _matches(value, wanted):
        return passed(path, path)
    return failed(f"{path} is {shown(value)}, not {_wish(wanted)}", path)


def _matches(value: Any, wanted: Expected) -> bool:  # noqa: ANN401
    if not isinstance(wanted, Condition):
        return bool(value == wanted) and isinstance(value, bool) is isinstance(wanted, bool)
    limits = wanted.model_dump(exclude_none=True)
    return all(_satisfies(value, name, limit) for name, limit in limits.items())


def _satisfies(value: Any, name: str, limit: Any) -> bool:  # noqa: ANN401
    """Tell whether a value keeps one part of a condition."""
    number, held = _number(value), value or ()
    match name:
        case "one_of":
            return bool(value in limit)
        case "at_least":
            return number is not None and bool(number >= limit)
        case "at_most":
            return number is not None and bool(number <= limit)
        case "matches":
            return re.search(limit, str(value or "")) is not None
        case "present":
            return (value not in (None, "", [], {})) is limit
        case "off":
            return (value in (None, False, "", "false")) is limit
        case "includes":
            return bool(limit in held)
        case "excludes":
            return bool(limit not in held)
        case _:
            return bool(len(held) >= limit)


def _number(value: Any) -> float | None:  # noqa: ANN401
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def _wish(wanted: Expected) -> str:
    if not isinstance(wanted, Condition):
        return shown(wanted)
    said = wanted.model_dump(exclude_none=True)
    return " and ".join(f"{name.replace('_', ' ')} {shown(value)}" for name, value in said.items())


def _described(paths: Paths) -> str:
    return "".join(f", {path} {_wish(wanted)}" for path, wanted in paths.items())


def _justified(
    found: Iterator[tuple[str, Outcome]], zone: LandingZone, items: tuple[str, ...], key: str
) -> Iterator[tuple[str, Outcome]]:
    """Yield the outcomes; a failure that the landing-zone file justifies does not apply."""
    reasons = [
        deviation.justification.requirement
        for deviation in zone.deviations
        if deviation.justification
        and deviation.source in items
        and (not key or deviation.setting.startswith(f"landing_zones.{key}."))
    ]
    for where, outcome in found:
        if outcome.status == "fail" and reasons:
            yield where, not_applicable(f"justified in the landing-zone file: {reasons[0]}")
        else:
            yield where, outcome
