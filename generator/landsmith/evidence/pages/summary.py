"""Findings in short: what failed, what was waived, and how much was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from landsmith.evidence.fact import line

if TYPE_CHECKING:
    from landsmith.evidence.subject import Subject
    from landsmith.policy.finding import Finding
    from landsmith.scanners.checkov import Skipped

Json: TypeAlias = dict[str, Any]

ATTENTION: Final = ("error", "fail", "unknown", "waived")
"""Statuses that are listed one by one."""


def summary(subject: Subject) -> Json:
    """Return a customer's findings: counts, what needs attention, and what was looked at."""
    found = all_findings(subject)
    listed = [finding_json(item) for item in found if item.status in ATTENTION]
    return {
        "counts": {
            scanner: dict(sorted(Counter(f.status for f in found if f.scanner == scanner).items()))
            for scanner in ("landsmith", "checkov", "kubernetes")
        },
        "attention": listed,
        "rules": _rules(found),
        "checkov": _checkov(subject),
    }


def all_findings(subject: Subject) -> tuple[Finding, ...]:
    """Return the findings of rules and checks together, sorted, each of them once."""
    own = list(subject.findings)
    if subject.checkov and not any(item.scanner == "checkov" for item in own):
        own += subject.checkov.findings
    return tuple(sorted(own))


def finding_json(item: Finding) -> Json:
    """Return a finding as it stands in ``pack.json``."""
    return {
        "rule": item.rule,
        "scanner": item.scanner,
        "status": item.status,
        "severity": item.severity,
        "root": item.root,
        "address": item.address,
        "attribute": item.attribute,
        "message": item.message,
        "controls": list(item.controls),
        "place": line(item.place),
        "waiver": as_data(item.waiver),
    }


def as_data(value: Any) -> Any:  # noqa: ANN401 - any value
    """Return dataclasses, tuples and dates as JSON values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return as_data(value._asdict())
    if isinstance(value, Mapping):
        return {str(key): as_data(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_data(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _rules(found: tuple[Finding, ...]) -> list[Json]:
    """Return one row for each rule of ours: how many resources it judged, and how."""
    rows: dict[str, Json] = {}
    for item in sorted(found, key=lambda one: one.rule):
        if item.scanner == "landsmith":
            row = rows.setdefault(item.rule, {"rule": item.rule, "severity": item.severity})
            row.setdefault("controls", list(item.controls))
            counts = row.setdefault("counts", {})
            counts[item.status] = counts.get(item.status, 0) + 1
    return list(rows.values())


def _checkov(subject: Subject) -> Json | None:
    report = subject.checkov
    if report is None:
        return None
    return {
        "version": report.version,
        "checks_run": len(report.inventory),
        "skipped": _skipped(report.skipped),
    }


def _skipped(skipped: Iterable[Skipped]) -> list[Json]:
    """Return the checks whose answers were not used, with the reason and how many there were."""
    counted = Counter((item.finding.rule, item.reason) for item in skipped)
    return [
        {"check": check, "reason": reason, "answers": count}
        for (check, reason), count in sorted(counted.items())
    ]
