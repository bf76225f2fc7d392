"""The only writer: brings a folder up to a rendered tree, whole or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from landsmith.errors import ConflictError, RenderError
from landsmith.holding import hold
from landsmith.render.output import lock as locks
from landsmith.render.output.paths import LOCK_FILE
from landsmith.render.output.staging import FOLDER, Stage, known_digests, read_file, remove
from landsmith.render.output.tree import Action, Change, Tree, compare
from landsmith.stopping import STOP

if TYPE_CHECKING:
    from pathlib import Path

    from landsmith.render.output.lock import Lock


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Have ``folder`` to oneself for the block; it is made, and goes again if it stays empty.

    Raises:
        RenderError: somebody else writes into it, or it can't be made.

    """
    try:
        made = [path for path in (folder, *folder.parents) if not path.exists()]
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RenderError(f"{folder} can't be written: {error}; mend it and run again") from error
    release = _held(folder)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # something is in it
            for path in made:
                path.rmdir()
        release()


def _held(folder: Path) -> Callable[[], None]:
    try:
        return hold(folder)
    except BlockingIOError:
        raise RenderError(f"{folder} is being rendered into; wait for that and run again") from None
    except OSError:  # not every network file system knows holds
        return lambda: None


def write(
    tree: Tree, folder: Path, lock: Lock, *, accept: Collection[str] = frozenset()
) -> list[Change]:
    """Bring ``folder`` up to ``tree``, and return what was done.

    What was written last is read from the lock in ``folder``, and from what a run left that was
    cut short. Everything is laid beside the tree before the first file is swapped, and signals
    wait while files are swapped; a run that is killed then is finished by the next.

    Args:
        tree: the files that are to be there.
        folder: where; it is made if it isn't there.
        lock: the new lock; its ``files`` are filled in from ``tree``.
        accept: the paths of files edited by hand that may be overwritten or deleted.

    Raises:
        ConflictError: files were edited by hand and aren't in ``accept``; has every diff.
        RenderError: a link is in the way, the old lock is broken, or the disk refuses.

    """
    read_file(folder, LOCK_FILE)
    read_file(folder, f"{FOLDER}/0")
    old = locks.read(folder / LOCK_FILE)
    changes = compare(tree, folder, old)
    conflicts = [c for c in changes if c.action is Action.CONFLICT and c.path not in accept]
    if conflicts:
        raise ConflictError(_report(conflicts))
    gone = sorted(known_digests(folder, old).keys() - tree.keys())
    try:
        _bring(folder, _needed(changes, tree), gone, replace(lock, files=tree.digests()).to_json())
    except OSError as error:
        raise RenderError(f"{folder} can't be written: {error}; mend it and run again") from error
    return changes


def _needed(changes: list[Change], tree: Tree) -> dict[str, bytes]:
    """Return the files that are not there yet as they should be."""
    differ = (change.path for change in changes if change.action is not Action.IDENTICAL)
    return {path: tree[path] for path in differ if path in tree}


def _bring(folder: Path, files: dict[str, bytes], gone: list[str], lock: bytes) -> None:
    """Swap files in and take others away; the lock follows last."""
    stage = Stage(folder, {**files, LOCK_FILE: lock})
    stage.lay()
    with STOP.deferring():
        stage.announce(lock)
        remove(folder, gone)
        stage.swap()
        stage.clear()


def _report(conflicts: list[Change]) -> str:
    names = "\n".join(f"  {change.path}" for change in conflicts)
    diffs = "\n".join(change.diff for change in conflicts)
    mend = "move the edit to landing-zone.yaml or a file of your own, or accept the generated file"
    return f"edited by hand, nothing was written:\n{names}\n    mend: {mend}\n\n{diffs}"
