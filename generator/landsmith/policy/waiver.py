"""Waivers: findings that somebody accepted for a time, and the reason why.

``waivers.yaml`` holds a list under the key ``waivers``::

    waivers:
      - rule: network-storage-https-only
        address: 40-legacy/module.archive.*
        reason: The archive's loader speaks plain HTTP until its replacement in May.
        owner: Storage team
        expires_on: 2027-05-31
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import Field

from landsmith.blueprint.base import IsoDate, Model, Text
from landsmith.blueprint.reading.load import load_model, open_source
from landsmith.policy.controls.catalogue import of_rule
from landsmith.policy.finding import Finding, Waiver

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from os import PathLike

    from landsmith.blueprint.reading.load import Source

EXPIRED = "waiver-expired"
UNMATCHED = "waiver-unmatched"


class _Entry(Model):
    """One waiver, as it is written."""

    rule: str = Field(min_length=1, max_length=200, description="Id of the rule or check.")
    address: str = Field(
        min_length=1,
        max_length=500,
        description="Root and address as findings show them; * stands for anything.",
    )
    reason: Text = Field(description="Why this is acceptable for now.")
    owner: Text = Field(max_length=256, description="Who answers for it.")
    expires_on: IsoDate = Field(description="The last day the waiver holds.")


class WaiverFile(Model):
    """The waivers of a landing zone."""

    waivers: tuple[_Entry, ...] = Field(default=(), description="Findings accepted for a time.")


def covers(waiver: Waiver, finding: Finding) -> bool:
    """Return whether a waiver means this finding."""
    return waiver.rule == finding.rule and matches(waiver.address, finding.where)


def matches(pattern: str, where: str) -> bool:
    """Return whether a pattern means a root and address.

    Only ``*`` and ``?`` are special, so that an address can be copied as it is shown, brackets
    and all. The time grows with the two lengths multiplied and no faster: all places that a
    beginning of the pattern may reach are kept, so that nothing is tried twice.
    """
    reached = {0}
    for char in pattern:
        if char == "*":
            reached = set(range(min(reached), len(where) + 1))
        else:
            heard = [at for at in reached if at < len(where) and char in ("?", where[at])]
            reached = {at + 1 for at in heard}
        if not reached:
            return False
    return len(where) in reached


def load(origin: Source | PathLike[str] | str | bytes) -> tuple[Waiver, ...]:
    """Return the waivers of a file: a source, a path, or the YAML itself as text or bytes.

    Raises:
        InputError: with every problem of the file and its line.

    """
    source = open_source(origin)
    if isinstance(origin, str | bytes):
        source = replace(source, file="waivers.yaml")
    entries = load_model(source, WaiverFile).waivers
    return tuple(
        Waiver(**dict(entry), place=source.place(("waivers", index)))
        for index, entry in enumerate(entries)
    )


def apply(
    findings: Iterable[Finding], waivers: Sequence[Waiver], today: date
) -> tuple[Finding, ...]:
    """Return the findings with failures waived, and a failing one for each stale waiver.

    A waiver holds to the end of its last day. One that has expired waives nothing; one that no
    failure matches has done its work, or never did.
    """
    findings = tuple(findings)
    valid = [waiver for waiver in waivers if waiver.expires_on >= today]
    judged = [_waived(finding, valid) for finding in findings]
    stale = [_expired(waiver) for waiver in waivers if waiver.expires_on < today]
    stale += [_unmatched(waiver) for waiver in valid if not _used(waiver, findings)]
    return tuple(sorted([*judged, *stale]))


def _waived(finding: Finding, waivers: Sequence[Waiver]) -> Finding:
    if finding.failed:
        for waiver in waivers:
            if covers(waiver, finding):
                return replace(finding, status="waived", waiver=waiver)
    return finding


def _used(waiver: Waiver, findings: Iterable[Finding]) -> bool:
    return any(finding.failed and covers(waiver, finding) for finding in findings)


def _expired(waiver: Waiver) -> Finding:
    message = (
        f"the waiver of {waiver.rule} expired on {waiver.expires_on}; "
        f"mend the finding, or ask {waiver.owner} for a new date"
    )
    return _stale(EXPIRED, waiver, message)


def _unmatched(waiver: Waiver) -> Finding:
    return _stale(UNMATCHED, waiver, f"no failure of {waiver.rule} is here: remove the waiver")


def _stale(rule: str, waiver: Waiver, message: str) -> Finding:
    return Finding(
        rule=rule,
        root="",
        address=waiver.address,
        status="fail",
        severity="medium",
        message=message,
        controls=of_rule(rule),
        place=waiver.place,
    )
