"""The gate's answer: whether a landing zone may be applied."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from landsmith.policy.finding import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from landsmith.policy.finding import Finding, Status


@dataclass(frozen=True)
class Verdict:
    """How many findings there are of each status, and which of them fail the gate.

    Failures of every severity count. What is unknown doesn't fail, but is shown.
    """

    counts: Mapping[Status, int]
    failures: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing fails."""
        return not self.failures

    @property
    def exit_code(self) -> int:
        """0 if nothing fails, 2 if something does."""
        return 0 if self.passed else 2

    def __str__(self) -> str:
        """Return one line: ``2 fail, 1 unknown, 40 pass``."""
        parts = [
            f"{self.counts[status]} {status.replace('_', ' ')}"
            for status in STATUSES
            if self.counts[status]
        ]
        return ", ".join(parts) or "nothing was judged"


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Return the verdict on findings, waivers already applied."""
    findings = tuple(findings)
    counted = Counter(finding.status for finding in findings)
    failures = tuple(sorted(finding for finding in findings if finding.failed))
    return Verdict({status: counted[status] for status in STATUSES}, failures)
