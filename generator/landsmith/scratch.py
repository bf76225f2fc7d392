"""Scratch folders: held as long as their maker lives, swept by the next run if it was killed."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from landsmith.holding import hold

_PREFIX: Final = "landsmith-work-"


@contextmanager
def scratch() -> Iterator[Path]:
    """Yield an empty folder that nobody else may enter; it is removed in the end.

    Raises:
        OSError: the temporary folder takes none.
    """
    sweep()
    folder, let_go = _held()
    try:
        yield folder
    finally:
        _remove(folder, let_go)


def sweep() -> None:
    """Remove the folders of our own whose makers are dead."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if not _is_ours(folder):
            continue
        try:
            let_go = hold(folder)
        except OSError:  # its maker lives, or nobody can tell
            continue
        _remove(folder, let_go)


def _remove(folder: Path, let_go: Callable[[], None]) -> None:
    """Remove a held folder; on Windows the hold is a file in it, and has to go first."""
    if os.name == "nt":
        let_go()
    shutil.rmtree(folder, ignore_errors=True)
    if os.name != "nt":
        let_go()


def _held() -> tuple[Path, Callable[[], None]]:
    """Make a folder and hold it; one that was swept before it was held is made again."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        try:
            let_go = hold(folder)
        except (BlockingIOError, FileNotFoundError):
            continue
        except OSError:  # can't be held here, and so is never swept
            return folder, lambda: None
        if folder.exists():
            return folder, let_go
        let_go()


def _is_ours(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    ours = os.name == "nt" or found.st_uid == os.geteuid()
    return ours and stat.S_ISDIR(found.st_mode)
