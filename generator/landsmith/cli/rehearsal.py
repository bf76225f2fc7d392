"""A rehearsal while it runs and when it is done."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from landsmith.terraform.fault_rehearsal import Survival
from landsmith.terraform.rehearsal import Event, Rehearsal, RootRehearsal


@contextmanager
def progress(roots: Sequence[str]) -> Iterator[Callable[[Event], None]]:
    """Yield a listener that shows live progress on a terminal, and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _event: None
        return
    from rich.console import Console
    from rich.live import Live

    stages = dict.fromkeys(roots, "waiting")
    console = Console(stderr=True, highlight=False)
    with Live(console=console, transient=True, refresh_per_second=12) as live:

        def tell(event: Event) -> None:
            done = "" if event.seconds is None else f" {event.seconds:.1f} s"
            stages[event.root] = f"{event.stage}{done}"
            live.update(_frame(stages))

        live.update(_frame(stages))
        yield tell


def _frame(stages: dict[str, str]) -> str:
    return "\n".join(f"  {root:<24} {stage}" for root, stage in stages.items())


def as_json(rehearsal: Rehearsal) -> str:
    """Return each root's resources, second plan and seconds by stage, as JSON."""
    document = {
        "schema_version": 1,
        "level": "rehearsed",
        "terraform_version": rehearsal.terraform_version,
        "facts": list(rehearsal.facts),
        "seconds": round(rehearsal.seconds, 3),
        "roots": [
            {
                "name": root.name,
                "resources": len(root.applied),
                "second_plan_empty": root.second_plan_empty,
                "seconds": {stage: round(value, 3) for stage, value in root.seconds.items()},
            }
            for root in rehearsal.roots
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def _second_plan(root: RootRehearsal) -> str:
    return "second plan empty" if root.second_plan_empty else "second plan NOT empty"


def second_plans(rehearsal: Rehearsal) -> str:
    """Return whether every root's second plan was empty, and which were not."""
    changed = [root.name for root in rehearsal.roots if not root.second_plan_empty]
    return f"second plan NOT empty: {', '.join(changed)}" if changed else "second plans empty"


def as_text(rehearsal: Rehearsal) -> str:
    """Return a line for each root and one for all, for a terminal of 80 columns."""
    lines = [
        f"rehearsed {root.name:<28} {len(root.applied):>4} resources  "
        f"{sum(root.seconds.values()):>5.1f} s  {_second_plan(root)}"
        for root in rehearsal.roots
    ]
    total = sum(len(root.applied) for root in rehearsal.roots)
    lines.append(
        f"{total} resources in {len(rehearsal.roots)} roots, {rehearsal.seconds:.1f} s, "
        f"terraform {rehearsal.terraform_version}, against emulated Azure"
    )
    return "\n".join(lines) + "\n"


def survival_json(lived: Survival) -> str:
    """Return what a fault did and what put it right, as JSON."""
    document = {
        "schema_version": 1,
        "level": "rehearsed",
        "fault": str(lived.fault),
        "struck": list(lived.struck),
        "failed": {root: str(error) for root, error in lived.failed.items()},
        "skipped": list(lived.skipped),
        "recovered": {root: list(addresses) for root, addresses in lived.recovered.items()},
        "resources": lived.resources,
    }
    return json.dumps(document, indent=2) + "\n"


def survival(lived: Survival) -> str:
    """Return the same as text."""
    lines = [f"fault {lived.fault}", *(f"struck {name}" for name in lived.struck)]
    lines += [f"failed {root}: {error}" for root, error in lived.failed.items()]
    lines += [f"waited {root}" for root in lived.skipped]
    lines += [
        f"recovered {root}: {len(addresses)} resources put right by applying again"
        for root, addresses in lived.recovered.items()
    ]
    lines.append(f"survived: {lived.resources} resources, states and cloud agree, next plans empty")
    return "\n".join(lines) + "\n"
