"""Findings as JSON, for other programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from landsmith.policy.verdict import verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from landsmith.policy.finding import Finding

SCHEMA_VERSION: Final = 1
"""Raised when a reader of the former version would misread the new one."""


def write(findings: Iterable[Finding]) -> str:
    """Return every finding, the counts by status, and whether the gate lets them pass."""
    findings = sorted(findings)
    judged = verdict(findings)
    document = {
        "schema_version": SCHEMA_VERSION,
        "passed": judged.passed,
        "counts": dict(judged.counts),
        "findings": [as_json(finding) for finding in findings],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def as_json(finding: Finding) -> dict[str, Any]:
    """Return one finding as plain values; what it doesn't have is null."""
    place, waiver = finding.place, finding.waiver
    return {
        "rule": finding.rule,
        "scanner": finding.scanner,
        "root": finding.root,
        "address": finding.address,
        "attribute": finding.attribute,
        "status": finding.status,
        "severity": finding.severity,
        "message": finding.message,
        "controls": list(finding.controls),
        "place": {"file": place.file, "line": place.line} if place else None,
        "waiver": {
            "reason": waiver.reason,
            "owner": waiver.owner,
            "expires_on": waiver.expires_on.isoformat(),
        }
        if waiver
        else None,
    }
