"""Findings as a table for people: what needs attention, and one line that sums up the rest."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from landsmith.policy.verdict import verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from landsmith.policy.finding import Finding, Status

_SHOWN: Final[dict[Status, str]] = {
    "error": "bold red",
    "fail": "red",
    "unknown": "yellow",
    "waived": "cyan",
}
"""What is shown, and in which style; everything else is only counted."""


def write(findings: Iterable[Finding], *, width: int = 80, color: bool = False) -> str:
    """Return the findings as a table of at most ``width`` columns, and a summary line.

    Where nothing failed, is unknown or is waived, the summary line is all.
    """
    findings = sorted(findings)
    shown = [finding for finding in findings if finding.status in _SHOWN]
    text = StringIO()
    console = Console(
        file=text,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        emoji=False,
        legacy_windows=False,
        _environ={},
    )
    if shown:
        console.print(_table(shown))
    console.print(str(verdict(findings)))
    return "\n".join(line.rstrip() for line in text.getvalue().split("\n"))


def _table(findings: list[Finding]) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False)
    table.add_column("status", no_wrap=True)
    table.add_column("severity", no_wrap=True)
    table.add_column("finding", overflow="fold", ratio=1)
    for finding in findings:
        status = Text(finding.status, style=_SHOWN[finding.status])
        table.add_row(status, finding.severity, _described(finding))
    return table


def _described(finding: Finding) -> Text:
    """Return the rule, the resource, what was found, and where to mend it, a line each."""
    lines = [finding.rule]
    lines += [finding.where] if finding.where else []
    lines.append(finding.message)
    lines += [f"at {finding.place}"] if finding.place else []
    if finding.waiver:
        waiver = finding.waiver
        lines.append(f"waived by {waiver.owner} until {waiver.expires_on}: {waiver.reason}")
    return Text("\n".join(lines))
