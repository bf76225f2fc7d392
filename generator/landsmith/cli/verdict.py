"""Findings, gates and verifications as text; dates and times from options."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from importlib import import_module
from typing import TYPE_CHECKING

from landsmith.errors import InputError, Place, Problem

if TYPE_CHECKING:
    from landsmith.api import Gate, Validation
    from landsmith.evidence.verify import VerifyReport
    from landsmith.policy.finding import Finding


def day(text: str | None) -> date:
    """Return the date of an option, or today's (UTC).

    Raises:
        InputError: it is not a date.
    """
    try:
        return date.fromisoformat(text) if text else datetime.now(UTC).date()
    except ValueError:
        raise _bad("--today", f"{text!r} is not a date", "write one such as 2026-12-31") from None


def moment(text: str | None) -> datetime:
    """Return the time of an option, else of SOURCE_DATE_EPOCH, else now; in UTC, whole seconds.

    Raises:
        InputError: it is not a time with a zone.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if text is None:
            now = datetime.now(UTC) if epoch is None else datetime.fromtimestamp(int(epoch), UTC)
            return now.replace(microsecond=0)
        given = datetime.fromisoformat(text)
    except ValueError:
        given = datetime.min
    if given.tzinfo is None:
        mend = "write one with its zone, such as 2026-12-31T12:00:00Z"
        raise _bad("--built-at", f"{text!r} is not a time", mend)
    return given.astimezone(UTC)


def _bad(option: str, message: str, mend: str) -> InputError:
    return InputError([Problem(Place(option), "", message, mend)])


def written(result: Validation, format_: str) -> str:
    """Return the findings of a validation as table, json, sarif or junit."""
    return findings(result.findings, format_)


def findings(found: Sequence[Finding], format_: str) -> str:
    """Return findings as table, json, sarif or junit; ends in a newline."""
    writer = import_module(f"landsmith.policy.formats.{format_}")
    return str(writer.write(found)).rstrip("\n") + "\n"


def gate(result: Gate) -> str:
    """Return a root's findings, and whether its plan may be applied."""
    answer = "may be applied" if result.passed else "may NOT be applied"
    return f"{findings(result.findings, 'table')}{result.root}: the saved plan {answer}\n"


def verification(report: VerifyReport, format_: str) -> str:
    """Return every check of a verification, as text or JSON."""
    if format_ == "json":
        document = {
            "schema_version": 1,
            "passed": report.ok,
            "checks": [vars(c) for c in report.checks],
        }
        return json.dumps(document, indent=2) + "\n"
    lines = [
        f"{check.outcome:<7} {check.area}: {check.subject}"
        + (f": {check.detail}" if check.detail else "")
        for check in report.checks
        if check.outcome != "pass"
    ]
    counts = Counter(check.area for check in report.checks if check.outcome == "pass")
    lines += [f"pass    {area}: {number} checks" for area, number in counts.items()]
    answer = "verifies" if report.ok else "does NOT verify"
    lines.append(f"the evidence pack {answer}; sha256 of its manifest {report.manifest_sha256}")
    return "\n".join(lines) + "\n"
