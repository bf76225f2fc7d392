"""A measured figure, and how to measure it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Yardstick:
    """What figures are compared with: its name, and the seconds that it took in this very run."""

    name: str
    seconds: float

    def __str__(self) -> str:
        return f"{self.name:<52} {self.seconds:>8.3f} s   the yardstick"


@dataclass(frozen=True)
class Figure:
    """One measured figure: what it is of, the seconds, the target in words, and how near it is."""

    name: str
    seconds: float
    target: str
    met: bool
    measured: str = ""

    def __str__(self) -> str:
        mark = "met" if self.met else "NOT met"
        return (
            f"{self.name:<52} {self.seconds:>8.3f} s   {self.measured:>8}"
            f"   {self.target:<42} {mark}"
        )


def median(work: Callable[[], object], times: int = 7) -> float:
    """Return the median seconds of some calls; one more beforehand warms the disk's cache."""
    work()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def within(name: str, seconds: float, most: float, yardstick: Yardstick) -> Figure:
    """Return a figure whose target is to take so many times as long as a yardstick, at most."""
    ratio = seconds / yardstick.seconds
    target = f"at most {most:g} times {yardstick.name}"
    return Figure(name, seconds, target, ratio <= most, f"{ratio:.2f}")
