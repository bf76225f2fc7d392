"""Measures what the project promises, and prints each figure beside its target.

Run with ``make bench``. Whole processes are timed from start to end; the median counts. Targets
are ratios to what other tools take in the same run, so that a slow machine judges as a fast one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from emulator import bare_plan
from emulator import figures as emulated
from figures import Figure, Yardstick, median, within

REPOSITORY = Path(__file__).parents[2]
EXAMPLE = REPOSITORY / "examples" / "nordwind-logistics" / "landing-zone.yaml"
FULL = REPOSITORY / "examples" / "aurora-energy" / "landing-zone.yaml"
LANDSMITH = Path(sys.executable).with_name("landsmith")
COPIER = Path(sys.executable).with_name("copier")

VERSION, RENDER, RENDER_FULL = 0.16, 0.54, 0.75
"""At most so many times what copier takes to lay down the files of the example."""

REHEARSAL, REHEARSAL_FULL = 216, 540
"""At most so many times a bare plan."""


def run(*arguments: str | Path) -> None:
    """Run a command quietly."""
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def version(copier: Yardstick) -> Figure:
    """Time ``landsmith --version``."""
    seconds = median(lambda: run(LANDSMITH, "--version"))
    return within("landsmith --version", seconds, VERSION, copier)


def copying(work: Path) -> Yardstick:
    """Time copier laying down the files of a rendered example."""
    rendered = work / "rendered"
    run(LANDSMITH, "render", EXAMPLE, "--out", rendered)
    template = copier_template(rendered, work / "template")
    copies = iter(work / f"copied-{number}" for number in range(99))
    copy = median(lambda: run(COPIER, "copy", "--quiet", "--defaults", template, next(copies)), 3)
    return Yardstick("copier copy", copy)


def rendering(work: Path, copier: Yardstick) -> Figure:
    """Time rendering an example into a new folder."""
    folders = iter(work / f"rendered-{number}" for number in range(99))
    seconds = median(lambda: run(LANDSMITH, "render", EXAMPLE, "--out", next(folders)))
    return within("landsmith render, new folder, whole process", seconds, RENDER, copier)


def copier_template(rendered: Path, template: Path) -> Path:
    """Return a copier template that lays down the files of a rendered repository."""
    shutil.copytree(rendered, template)
    (template / "copier.yml").write_text("_templates_suffix: .jinja\n", encoding="utf-8")
    return template


def rehearsal(work: Path, plan: Yardstick) -> Figure:
    """Time init, plan, apply and empty second plan of every root of an example, without destroy."""
    from landsmith import api

    built = api.build(EXAMPLE)
    folders = iter(work / f"rehearsal-{number}" for number in range(99))
    seconds = median(lambda: api.rehearse(built, next(folders), destroy=False), times=3)
    name = f"rehearsal of {len(built.roots)} roots, {os.cpu_count()} cores"
    return within(name, seconds, REHEARSAL, plan)


def full(work: Path, copier: Yardstick, plan: Yardstick) -> list[Figure]:
    """Time rendering the blueprint full, and rehearsing all its roots without destroy."""
    from landsmith import api

    folders = iter(work / f"full-{number}" for number in range(99))
    rendered = median(lambda: run(LANDSMITH, "render", FULL, "--out", next(folders)))
    built = api.build(FULL)
    scenes = iter(work / f"full-rehearsal-{number}" for number in range(99))
    rehearsed = median(lambda: api.rehearse(built, next(scenes), destroy=False), times=3)
    return [
        within("landsmith render of full, whole process", rendered, RENDER_FULL, copier),
        within(f"rehearsal of full, {len(built.roots)} roots", rehearsed, REHEARSAL_FULL, plan),
    ]


def main() -> None:
    """Measure everything; exit 1 if a target is not met."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        copier, plan = copying(work), bare_plan(work)
        figures = [
            version(copier),
            rendering(work, copier),
            rehearsal(work, plan),
            *full(work, copier, plan),
            *emulated(work, copier, plan),
        ]
    sys.stdout.write("".join(f"{line}\n" for line in (copier, plan, *figures)))
    sys.exit(0 if all(figure.met for figure in figures) else 1)


if __name__ == "__main__":
    main()
