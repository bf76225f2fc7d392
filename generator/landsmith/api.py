"""The verbs of the command line, as Python functions; this module is the public surface.

``load`` a landing-zone file, ``build`` its tree in memory, ``render`` it to a folder, ``rehearse``
it, ``validate`` it, and build or verify evidence. Nothing here prints.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network
from pathlib import Path
from typing import TYPE_CHECKING, Any

from landsmith import content
from landsmith.blueprint.base import FieldProblems
from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.load import Source, load_model, problem_at
from landsmith.compose.model import Root
from landsmith.compose.roots import compose
from landsmith.errors import InputError
from landsmith.render import lock as locks
from landsmith.render.lock import Lock
from landsmith.render.paths import LOCK_FILE
from landsmith.render.repository import SOURCE_FILE, lock, repository
from landsmith.render.tree import Change, Tree, compare, write
from landsmith.resolve.landing_zone import LandingZone, resolve

if TYPE_CHECKING:
    from landsmith.terraform.rehearsal import Event, Rehearsal

WAIVERS_FILE = "waivers.yaml"


@dataclass(frozen=True)
class Built:
    """A landing zone with everything that was rendered from it, in memory."""

    source: Source
    zone: LandingZone
    roots: tuple[Root, ...]
    tree: Tree
    lock: Lock


def schema() -> dict[str, Any]:
    """Return the JSON Schema of landing-zone files, for editors."""
    return LandingZoneFile.model_json_schema()


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
    name = source.mapping().get("blueprint")
    shipped = {path.stem for path in content.path("blueprints").glob("*.yaml")}
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
    """
    file = path / SOURCE_FILE if path.is_dir() else path
    return file, read_lock(file.parent)


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
    """
    built = build(path, read_lock(out))
    return write(built.tree, out, built.lock, accept=accept)


def rehearse(
    built: Built,
    workdir: Path,
    *,
    progress: Callable[[Event], None] = lambda _event: None,
    destroy: bool = True,
) -> Rehearsal:
    """Rehearse a landing zone against emulated Azure: plan, apply, empty second plan, destroy.

    Args:
        built: what to rehearse.
        workdir: an empty folder for the working copy, states and the emulated cloud.
        progress: called at the start and end of each stage of each root.
        destroy: whether to destroy everything in the end.

    Raises:
        TerraformError: terraform is missing, or a root failed.
    """
    from landsmith.terraform.rehearsal import RootInfo
    from landsmith.terraform.rehearsal import rehearse as run

    scratch = workdir / "repository"
    materialise(built.tree, scratch)
    roots = [RootInfo(root.name, root.after) for root in built.roots]
    return run(scratch, roots, workdir=workdir, progress=progress, destroy=destroy)


def materialise(tree: Mapping[str, bytes], folder: Path) -> None:
    """Write a tree's roots and modules into an empty folder."""
    for path, data in tree.items():
        if path.startswith(("roots/", "modules/")):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
