"""What a rule or a check found out about one resource, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from landsmith.errors import Place

Status: TypeAlias = Literal["pass", "fail", "unknown", "not_applicable", "waived", "error"]
Severity: TypeAlias = Literal["high", "medium", "low"]
Scanner: TypeAlias = Literal["landsmith", "checkov", "kubernetes"]

STATUSES: Final[tuple[Status, ...]] = (
    "error",
    "fail",
    "unknown",
    "waived",
    "not_applicable",
    "pass",
)
"""Every status, in the order findings are sorted and shown."""

SEVERITIES: Final[tuple[Severity, ...]] = ("high", "medium", "low")
"""Every severity, the worst first."""


@dataclass(frozen=True)
class Waiver:
    """A finding that was accepted, by whom, why and until when; ``address`` is a pattern."""

    rule: str
    address: str
    reason: str
    owner: str
    expires_on: date
    place: Place


@dataclass(frozen=True)
class Finding:
    """The outcome of one rule or check on one resource.

    ``root`` and ``address`` are empty where a finding is about the whole landing zone; then
    ``address`` may be a field of the landing-zone file. ``waiver`` is set if the status is waived.
    """

    rule: str
    root: str
    address: str
    status: Status
    severity: Severity
    message: str
    attribute: str = ""
    controls: tuple[str, ...] = ()
    place: Place | None = None
    waiver: Waiver | None = None
    scanner: Scanner = "landsmith"

    @property
    def where(self) -> str:
        """Root and address as waivers write them: ``50-shop-prod/module.cluster.…``."""
        return f"{self.root}/{self.address}" if self.root else self.address

    @property
    def failed(self) -> bool:
        """Whether this finding fails the gate: what crashed has not been judged."""
        return self.status in ("fail", "error")

    def __lt__(self, other: Finding) -> bool:
        """Sort what needs attention first, and everything else the same way every time."""
        return _order(self) < _order(other)


def _order(finding: Finding) -> tuple[int, int, str, str, str, str, str]:
    return (
        STATUSES.index(finding.status),
        SEVERITIES.index(finding.severity),
        finding.rule,
        finding.root,
        finding.address,
        finding.attribute,
        finding.message,
    )
