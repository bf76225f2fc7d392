"""What lies in a rendered folder while it is written: whole new files, and the locks to come.

A rendering is laid beside the tree first, then its lock, and only then are files swapped. So a run
that ends before its lock is there has changed nothing; and one that ends later, even by force, has
left word of every file that it may have written.
"""

from __future__ import annotations

import os
import shutil
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, Final

from landsmith.errors import RenderError
from landsmith.render.output import lock as locks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from landsmith.render.output.lock import Lock

FOLDER: Final = ".landsmith-render"
_LOCKS: Final = "lock-*.json"
_FLAGS: Final = (
    os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)


def read_file(folder: Path, path: str) -> bytes | None:
    """Return the content of a file of ``folder``, None if it isn't there.

    Raises:
        RenderError: a link is on the way, it is not a file, or it can't be read.

    """
    here = folder
    parts = path.split("/")
    for depth, part in enumerate(parts, start=1):
        here /= part
        try:
            mode = here.lstat().st_mode
        except FileNotFoundError:
            return None
        except OSError as error:
            raise RenderError(f"{here} can't be read: {error}") from error
        if not (S_ISREG(mode) if depth == len(parts) else S_ISDIR(mode)):
            raise RenderError(f"{here} is in the way of {path}: a link, or not of its kind")
    try:
        return here.read_bytes()
    except OSError as error:
        raise RenderError(f"{here} can't be read: {error}") from error


def unfinished(folder: Path) -> tuple[Lock, ...]:
    """Return the locks of the runs that were cut short while they swapped files in ``folder``.

    Raises:
        RenderError: what they left can't be read.

    """
    try:
        names = sorted(path.name for path in (folder / FOLDER).glob(_LOCKS))
    except OSError as error:
        raise RenderError(f"{folder / FOLDER} can't be read: {error}") from error
    for name in names:
        read_file(folder, f"{FOLDER}/{name}")
    found = (locks.read(folder / FOLDER / name) for name in names)
    return tuple(lock for lock in found if lock)


def known_digests(folder: Path, lock: Lock | None) -> dict[str, frozenset[str]]:
    """Return by path the digests of what was written: what ``lock`` says and unfinished runs."""
    written = [lock, *unfinished(folder)] if lock else unfinished(folder)
    known: dict[str, frozenset[str]] = {}
    for one in written:
        for path, digest in one.files.items():
            known[path] = known.get(path, frozenset()) | {digest}
    return known


class Stage:
    """Files that are about to be swapped into ``folder``."""

    def __init__(self, folder: Path, files: Mapping[str, bytes]) -> None:
        self._folder, self._files = folder, dict(files)
        self._here = folder / FOLDER
        self._staged = {path: self._here / str(n) for n, path in enumerate(self._files)}

    def lay(self) -> None:
        """Write every file beside the tree, and make the folders that they go to.

        Raises:
            OSError: there is no room or no right; nothing in the tree has changed.

        """
        self._here.mkdir(parents=True, exist_ok=True)
        try:
            for path, staged in self._staged.items():
                self._lay(staged, self._folder / path, self._files[path])
        except BaseException:
            self._take_back()
            raise

    @staticmethod
    def _lay(staged: Path, target: Path, data: bytes) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not os.access(target.parent, os.W_OK):
            raise PermissionError(13, "Permission denied", str(target.parent))
        _create(staged, data)
        if target.exists():
            staged.chmod(target.stat().st_mode & 0o777)

    def _take_back(self) -> None:
        for staged in self._staged.values():
            staged.unlink(missing_ok=True)
        for path in self._files:
            prune(self._folder, path)
        if not any(self._here.glob(_LOCKS)):
            shutil.rmtree(self._here, ignore_errors=True)

    def announce(self, lock: bytes) -> None:
        """Leave word of what will be there; from now on the next run can tell it from edits."""
        taken = {path.name for path in self._here.glob(_LOCKS)}
        free = next(n for n in range(len(taken) + 1) if f"lock-{n}.json" not in taken)
        part = self._here / "lock-part"
        _create(part, lock)
        part.replace(self._here / f"lock-{free}.json")

    def swap(self) -> None:
        """Put each file into its place, in the order given."""
        for path, staged in self._staged.items():
            staged.replace(self._folder / path)

    def clear(self) -> None:
        """Take everything away, the word of it last."""
        keep = set(self._here.glob(_LOCKS))
        for path in {*self._here.iterdir()} - keep:
            path.unlink()
        shutil.rmtree(self._here)


def _create(path: Path, data: bytes) -> None:
    """Write a new file, in place of what an earlier run may have left there."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, _FLAGS, 0o666), "wb") as file:
        file.write(data)


def remove(folder: Path, paths: Iterable[str]) -> None:
    """Delete files, and the folders that are empty without them."""
    for path in paths:
        (folder / path).unlink(missing_ok=True)
        prune(folder, path)


def prune(folder: Path, path: str) -> None:
    """Delete the folders on the way to ``path`` that are empty."""
    for parent in (folder / path).relative_to(folder).parents:
        here = folder / parent
        if here == folder or (here.exists() and any(here.iterdir())):
            return
        if here.exists():
            here.rmdir()
