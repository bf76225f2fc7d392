"""A control as text for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from landsmith.policy.controls.catalogue import control
from landsmith.policy.controls.control import Control


def explain(identifier: str, width: int = 80) -> str:
    """Return what a control asks for, and what judges it.

    Raises:
        PolicyError: there is no such control.
    """
    parts = _parts(control(identifier))
    wrapped = (
        textwrap.fill(part, width, break_long_words=False, break_on_hyphens=False)
        for part in parts
        if part
    )
    return "\n\n".join(wrapped) + "\n"


def _parts(item: Control) -> Iterator[str]:
    yield f"{item.id}: {item.title}"
    yield item.framework
    yield from item.requirement
    yield from (f"Proof: {line}" for line in item.evidence)
    if item.check:
        yield f"Set by: {item.check.setting}"
        yield f"Mend: {item.check.mend}"
    yield from (f"Not reached: {one.argument}. {one.reason}" for one in item.unreachable)
    judges = (*item.rules, *item.checks)
    yield f"Judged by: {', '.join(judges)}" if judges else ""
    yield f"Left to people: {' '.join(item.manual)}" if item.manual else ""
    yield f"See also: {', '.join(item.see)}" if item.see else ""
