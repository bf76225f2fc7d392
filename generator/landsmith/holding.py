"""Holds on folders: one process has a folder to itself, and the system lets go when it dies."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

_MARK: Final = ".landsmith-held"


def hold(folder: Path) -> Callable[[], None]:
    """Take hold of a folder that is there; return what lets it go.

    Raises:
        BlockingIOError: somebody else has it.
        OSError: the folder can't be held, as on some network file systems.
    """
    return _by_lock(folder) if os.name == "posix" else _by_mark(folder)


def _by_lock(folder: Path) -> Callable[[], None]:
    import fcntl

    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return partial(os.close, handle)


def _by_mark(folder: Path) -> Callable[[], None]:
    """Hold by a file that Windows deletes with its last handle."""
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_TEMPORARY", 0)
    try:
        handle = os.open(folder / _MARK, flags)
    except FileExistsError as error:
        raise BlockingIOError(str(error)) from error
    return partial(os.close, handle)
