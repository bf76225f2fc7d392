"""Kubernetes versions that AKS supports, and until when.

Source: AKS documentation, "Supported Kubernetes versions", release calendar as of August 2026.
AKS gives the month; a version counts as supported to that month's last day. Long-term support
lasts a year longer and needs the tier Premium ("Long-term support for AKS versions").
"""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

TABLE_AS_OF = datetime.date(2026, 8, 21)
"""Day of the documentation that the table was taken from."""

NEAR_END = datetime.timedelta(days=90)
"""How long before its end a version counts as near it: one minor version's upgrade, with tests."""


@dataclass(frozen=True)
class KubernetesRelease:
    """A minor version: the months of its general availability and of its end, as ``(y, m)``."""

    version: str
    available: tuple[int, int]
    end: tuple[int, int]

    def ends_on(self, *, long_term: bool) -> datetime.date:
        """Return the last day of support, community's or long-term."""
        year, month = self.end[0] + long_term, self.end[1]
        return datetime.date(year, month, calendar.monthrange(year, month)[1])


RELEASES = {
    release.version: release
    for release in (
        KubernetesRelease("1.33", (2025, 6), (2026, 7)),
        KubernetesRelease("1.34", (2025, 11), (2026, 11)),
        KubernetesRelease("1.35", (2026, 3), (2027, 3)),
        KubernetesRelease("1.36", (2026, 6), (2027, 6)),
        KubernetesRelease("1.37", (2026, 10), (2027, 10)),
    )
}
"""Minor versions that a new cluster may have, by version."""
