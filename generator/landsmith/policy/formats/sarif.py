"""Findings as SARIF 2.1.0, which code hosts show beside the lines they are about."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from landsmith import __version__
from landsmith.policy import registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from landsmith.policy.finding import Finding, Severity, Status
    from landsmith.policy.rule import AnyRule

Json = dict[str, Any]

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_LEVELS: Final[Mapping[Severity, str]] = {"high": "error", "medium": "warning", "low": "note"}
_KINDS: Final[Mapping[Status, str]] = {
    "error": "fail",
    "fail": "fail",
    "unknown": "open",
    "waived": "fail",
}
_SCORES: Final[Mapping[Severity, str]] = {"high": "8.0", "medium": "5.0", "low": "2.0"}
"""What GitHub sorts security alerts by."""


def write(findings: Iterable[Finding], rules: Iterable[AnyRule] | None = None) -> str:
    """Return the findings as one SARIF run; ``rules``, by default ours, lend their help texts.

    What passed or didn't apply is left out, since code hosts would show it as an alert. A finding
    of status waived is a suppressed result, with the waiver's reason.
    """
    findings = sorted(finding for finding in findings if finding.status in _KINDS)
    known = {rule.id: rule for rule in (registry.rules() if rules is None else rules)}
    ids = sorted({finding.rule for finding in findings})
    driver = {
        "name": "Landsmith",
        "semanticVersion": __version__,
        "rules": [_descriptor(name, known.get(name), findings) for name in ids],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"description": {"text": "The customer's repository."}}},
        "results": [_result(finding, ids.index(finding.rule)) for finding in findings],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _descriptor(name: str, rule: AnyRule | None, findings: list[Finding]) -> Json:
    first = next(finding for finding in findings if finding.rule == name)
    title, severity = (rule.title if rule else first.message), first.severity
    help_text = f"{rule.rationale}\n\nMend: {rule.mend}" if rule else first.message
    return {
        "id": name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": help_text},
        "help": {"text": help_text},
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {
            "tags": ["security", *first.controls],
            "security-severity": _SCORES[severity],
        },
    }


def _result(finding: Finding, index: int) -> Json:
    kind = _KINDS[finding.status]
    result = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "kind": kind,
        "level": _LEVELS[finding.severity] if kind == "fail" else "none",
        "message": {"text": _message(finding)},
        "locations": [_location(finding)],
        "partialFingerprints": {"landsmith/v1": _fingerprint(finding)},
        "properties": {"status": finding.status, "scanner": finding.scanner},
    }
    if finding.waiver:
        waiver = finding.waiver
        reason = f"{waiver.reason} ({waiver.owner}, until {waiver.expires_on})"
        result["suppressions"] = [{"kind": "external", "justification": reason}]
    return result


def _message(finding: Finding) -> str:
    return f"{finding.where}: {finding.message}" if finding.where else finding.message


def _location(finding: Finding) -> Json:
    """Return the place relative to the repository; findings without one point at its source."""
    place = finding.place
    file = place.file if place else "landing-zone.yaml"
    region = {"region": {"startLine": place.line}} if place and place.line else {}
    artifact = {"uri": file, "uriBaseId": "ROOT"}
    location: Json = {"physicalLocation": {"artifactLocation": artifact, **region}}
    if finding.where:
        logical = {"fullyQualifiedName": finding.where, "kind": "resource"}
        location["logicalLocations"] = [logical]
    return location


def _fingerprint(finding: Finding) -> str:
    """Return what stays the same while lines move: the rule, the resource and the attribute."""
    text = "\n".join((finding.rule, finding.where, finding.attribute))
    return sha256(text.encode()).hexdigest()[:32]
