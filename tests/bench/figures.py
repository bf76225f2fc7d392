"""A measured figure, and how to measure it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure: what it is of, the seconds, and the target in words."""

    name: str
    seconds: float
    target: str
    met: bool

    def __str__(self) -> str:
        mark = "met" if self.met else "NOT met"
        return f"{self.name:<52} {self.seconds:>8.3f} s   {self.target:<26} {mark}"


def median(work: Callable[[], object], times: int = 7) -> float:
    """Return the median seconds of some calls; one more beforehand warms the disk's cache."""
    work()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def below(name: str, seconds: float, limit: float) -> Figure:
    """Return a figure whose target is to be below a limit in seconds."""
    return Figure(name, seconds, f"under {limit} s", seconds < limit)
