"""From a landing-zone file to a repository: load, build in memory, render to a folder."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from ipaddress import IPv4Network
from pathlib import Path
from typing import Any

from landsmith import content
from landsmith.api.on_disk import on_disk
from landsmith.blueprint.base import FieldProblems, listed, shown
from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.reading.load import Source, load_model, problem_at
from landsmith.calls.model import Root
from landsmith.compose.roots import compose
from landsmith.errors import InputError, Place, Problem, RenderError
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.render.output import lock as locks
from landsmith.render.output.lock import Lock
from landsmith.render.output.paths import LOCK_FILE
from landsmith.render.output.staging import unfinished
from landsmith.render.output.tree import Change, Tree, compare
from landsmith.render.output.writing import alone, write
from landsmith.render.repository import SOURCE_FILE, lock, repository
from landsmith.resolve.resolve import resolve


@dataclass(frozen=True)
class Built:
    """A landing zone with everything that was rendered from it, in memory."""

    source: Source
    zone: LandingZone
    roots: tuple[Root, ...]
    tree: Tree
    lock: Lock


def init(out: Path, blueprint: str = "start-small") -> None:
    """Write a landing-zone file to start from.

    Raises:
        InputError: the file is there already or can't be written, or there is no such blueprint.
    """
    names = sorted(path.stem for path in content.path("blueprints", "starters").glob("*.yaml"))
    if blueprint not in names:
        message = f"there is no blueprint {shown(blueprint)}"
        raise InputError([Problem(Place(str(out)), "", message, f"choose {listed(names)}")])
    text = content.path("blueprints", "starters", f"{blueprint}.yaml").read_bytes()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with out.open("xb") as file:  # through no link, and over no file
            file.write(text)
    except OSError as error:
        there = os.path.lexists(out)
        message = "is there already" if there else f"can't be written: {error.strerror}"
        raise InputError([Problem(Place(str(out)), "", message, "name another file")]) from None


def schema() -> dict[str, Any]:
    """Return the JSON Schema of landing-zone files, for editors."""
    from landsmith.blueprint.base import Model
    from landsmith.blueprint.reading.docstrings import describe

    describe(Model)
    described = LandingZoneFile.model_json_schema()
    entry = described["$defs"]["LandingZoneEntry"]
    described["properties"]["landing_zone_defaults"] = {
        "type": "object",
        "description": "What every landing zone starts from; an entry's own fields win.",
        "properties": entry["properties"],
        "additionalProperties": False,
    }
    return described


def load(source: Source, locked: Lock | None = None) -> LandingZone:
    """Load and resolve a landing-zone file.

    Args:
        source: the file.
        locked: the lock of an earlier rendering; its address ranges stay where they are.

    Raises:
        InputError: every problem of the file, each with its place and its mend.
    """
    file = load_model(source, LandingZoneFile, defaults=_defaults(source))
    ranges = {key: IPv4Network(text) for key, text in locked.addresses.items()} if locked else {}
    try:
        return resolve(file, ranges)
    except FieldProblems as error:
        raise InputError([problem_at(source, *problem) for problem in error.problems]) from None


def _defaults(source: Source) -> Source | None:
    """Return the blueprint that a file names, None where it names none that there is."""
    node = source.find(("blueprint",))
    name = node.value() if node else None
    shipped = [path.stem for path in content.path("blueprints").glob("*.yaml")]
    return Source.read(content.path("blueprints", f"{name}.yaml")) if name in shipped else None


def build(path: Path, locked: Lock | None = None) -> Built:
    """Load a landing-zone file and render it in memory.

    Raises:
        InputError: the file is not valid.
        RenderError: a value can't be rendered.
    """
    source = Source.read(path)
    zone = load(source, locked)
    roots = compose(zone)
    return Built(source, zone, roots, repository(zone, roots, source.text), lock(zone, roots))


def read_lock(folder: Path) -> Lock | None:
    """Return the lock of a rendered repository, None if there is none.

    Raises:
        RenderError: the lock is broken.
    """
    return locks.read(folder / LOCK_FILE)


def locate(path: Path) -> tuple[Path, Lock | None]:
    """Return the landing-zone file that a path names, and the lock beside it.

    A path is a landing-zone file, or a rendered repository that holds one.

    Raises:
        RenderError: a rendering into the repository was cut short, or its lock is broken.
    """
    file = path / SOURCE_FILE if path.is_dir() else path
    if path.is_dir() and unfinished(path):
        message = "holds a rendering that was cut short: some of its files are old, others new"
        raise RenderError(str(Problem(Place(str(path)), "", message, "render into it again")))
    return file, read_lock(file.parent)


def build_at(path: Path) -> Built:
    """Build a landing-zone file, or open a rendered repository as it stands on disk.

    A repository's roots, modules and manifests are read from disk, so that what was edited by hand
    or added is rehearsed and judged as it is. Modules that aren't there are those that ship.

    Raises:
        InputError: the landing-zone file is not valid, a folder holds none, or it holds files that
            can't be read.
    """
    file, locked = locate(path)
    built = build(file, locked)
    if not path.is_dir():
        return built
    shipped = {name: data for name, data in built.tree.items() if name.startswith("modules/")}
    return replace(built, tree=Tree({**shipped, **on_disk(path)}))


def changes(built: Built, out: Path) -> list[Change]:
    """Return what rendering into a folder needs to do there, without doing it."""
    return compare(built.tree, out, read_lock(out))


def render(path: Path, out: Path, *, accept: Collection[str] = frozenset()) -> list[Change]:
    """Render a landing-zone file into a folder.

    Args:
        path: the landing-zone file.
        out: the customer's repository; made if it is not there.
        accept: paths of files edited by hand that may be overwritten.

    Raises:
        InputError: the file is not valid; nothing was written.
        ConflictError: files were edited by hand; nothing was written.
        RenderError: somebody else renders into the folder, or it can't be written.
    """
    with alone(out):
        built = build(path, read_lock(out))
        return write(built.tree, out, built.lock, accept=accept)


def materialise(tree: Mapping[str, bytes], folder: Path) -> None:
    """Write a tree's roots and modules into an empty folder."""
    for path, data in tree.items():
        if path.startswith(("roots/", "modules/")):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
