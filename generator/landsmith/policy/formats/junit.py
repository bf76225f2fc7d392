"""Findings as JUnit XML, which every pipeline shows as tests."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

if TYPE_CHECKING:
    from collections.abc import Iterable

    from landsmith.policy.finding import Finding, Status

_ILLEGAL: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHOLE: Final = "landing zone"


def write(findings: Iterable[Finding]) -> str:
    """Return one test suite for each root, and one test case for each finding.

    Unknown, waived and not applicable are skipped tests, with the reason.
    """
    findings = sorted(findings)
    suites = Element("testsuites", {"name": "landsmith", **_counts(findings)})
    for root in sorted({finding.root for finding in findings}):
        own = [finding for finding in findings if finding.root == root]
        suite = SubElement(suites, "testsuite", {"name": _legal(root or _WHOLE), **_counts(own)})
        for finding in own:
            _case(suite, finding)
    indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suites, encoding="unicode")}\n'


def _counts(findings: list[Finding]) -> dict[str, str]:
    counted: Counter[Status] = Counter(finding.status for finding in findings)
    skipped = counted["unknown"] + counted["waived"] + counted["not_applicable"]
    return {
        "tests": str(len(findings)),
        "failures": str(counted["fail"]),
        "errors": str(counted["error"]),
        "skipped": str(skipped),
    }


def _case(suite: Element, finding: Finding) -> None:
    name = _legal(finding.where or _WHOLE)
    attributes = {"classname": _legal(finding.rule), "name": name}
    if finding.place:
        attributes["file"] = _legal(finding.place.file)
        attributes |= {"line": str(finding.place.line)} if finding.place.line else {}
    case = SubElement(suite, "testcase", attributes)
    message = _legal(finding.message)
    if finding.failed:
        kind = "error" if finding.status == "error" else "failure"
        SubElement(case, kind, {"message": message, "type": finding.severity}).text = message
    elif finding.status != "pass":
        reason = f"waived: {finding.waiver.reason}" if finding.waiver else message
        SubElement(case, "skipped", {"message": f"{finding.status}: {_legal(reason)}"})


def _legal(text: str) -> str:
    """Return the text without the characters that XML can't hold."""
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
