"""Measures what the project promises, and prints each figure beside its target.

Run with ``make bench``. Whole processes are timed from start to end; the median counts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from emulator import figures as emulated
from figures import Figure, below, median

REPOSITORY = Path(__file__).parents[2]
EXAMPLE = REPOSITORY / "examples" / "nordwind-logistics" / "landing-zone.yaml"
FULL = REPOSITORY / "examples" / "aurora-energy" / "landing-zone.yaml"
LANDSMITH = Path(sys.executable).with_name("landsmith")
COPIER = Path(sys.executable).with_name("copier")


def run(*arguments: str | Path) -> None:
    """Run a command quietly."""
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def version() -> Figure:
    """Time ``landsmith --version``."""
    return below("landsmith --version", median(lambda: run(LANDSMITH, "--version")), 0.15)


def rendering(work: Path) -> list[Figure]:
    """Time rendering an example into a new folder, and copier laying down the same files."""
    folders = iter(work / f"rendered-{number}" for number in range(99))
    ours = median(lambda: run(LANDSMITH, "render", EXAMPLE, "--out", next(folders)))
    template = copier_template(work / "rendered-0", work / "template")
    copies = iter(work / f"copied-{number}" for number in range(99))
    theirs = median(
        lambda: run(COPIER, "copy", "--quiet", "--defaults", template, next(copies)), times=3
    )
    return [
        below("landsmith render, new folder, whole process", ours, 0.5),
        Figure("copier copy, as many files", theirs, "slower than landsmith", ours < theirs),
    ]


def copier_template(rendered: Path, template: Path) -> Path:
    """Return a copier template that lays down the files of a rendered repository."""
    shutil.copytree(rendered, template)
    (template / "copier.yml").write_text("_templates_suffix: .jinja\n", encoding="utf-8")
    return template


def rehearsal(work: Path) -> Figure:
    """Time init, plan, apply and empty second plan of every root of an example, without destroy."""
    from landsmith import api

    built = api.build(EXAMPLE)
    folders = iter(work / f"rehearsal-{number}" for number in range(99))
    seconds = median(lambda: api.rehearse(built, next(folders), destroy=False), times=3)
    return below(f"rehearsal of {len(built.roots)} roots, {os.cpu_count()} cores", seconds, 8)


def full(work: Path) -> list[Figure]:
    """Time rendering the blueprint full, and rehearsing all its roots without destroy."""
    from landsmith import api

    folders = iter(work / f"full-{number}" for number in range(99))
    rendered = median(lambda: run(LANDSMITH, "render", FULL, "--out", next(folders)))
    built = api.build(FULL)
    scenes = iter(work / f"full-rehearsal-{number}" for number in range(99))
    rehearsed = median(lambda: api.rehearse(built, next(scenes), destroy=False), times=3)
    return [
        below("landsmith render of the blueprint full, whole process", rendered, 0.7),
        below(f"rehearsal of full, {len(built.roots)} roots", rehearsed, 20),
    ]


def main() -> None:
    """Measure everything; exit 1 if a target is not met."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        figures = [version(), *rendering(work), rehearsal(work), *full(work), *emulated(work)]
    sys.stdout.write("".join(f"{figure}\n" for figure in figures))
    sys.exit(0 if all(figure.met for figure in figures) else 1)


if __name__ == "__main__":
    main()
