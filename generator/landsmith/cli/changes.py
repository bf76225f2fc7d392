"""What a rendering did, or needs to do, as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from landsmith.render.output.tree import Action, Change


def stale(changes: Sequence[Change]) -> bool:
    """Tell whether anything on disk differs from what is generated."""
    return any(change.action is not Action.IDENTICAL for change in changes)


def as_json(changes: Sequence[Change]) -> str:
    """Return every file with its action, as JSON."""
    files = [{"path": change.path, "action": change.action.value} for change in changes]
    return json.dumps({"schema_version": 1, "files": files}, indent=2) + "\n"


def as_text(changes: Sequence[Change], out: Path, check: bool) -> str:
    """Return the files that changed, each with its action, and a line that counts them."""
    lines = [
        f"{change.action.value:<9} {change.path}"
        for change in changes
        if change.action is not Action.IDENTICAL
    ]
    if check:
        lines += [change.diff for change in changes if change.action is Action.CONFLICT]
    counts = Counter(change.action.value for change in changes)
    summary = ", ".join(f"{number} {action}" for action, number in sorted(counts.items()))
    return "\n".join([*lines, f"{out}: {summary}"]) + "\n"
