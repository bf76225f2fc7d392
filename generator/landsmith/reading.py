"""Reads files that others wrote: what is no file is said, and never waited for."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_file(path: Path) -> BinaryIO:
    """Open a file to read; a pipe that nobody writes into does not keep us waiting.

    Raises:
        OSError: it can't be read, or is a folder, a pipe, a socket or a device.
    """
    file = os.fdopen(os.open(path, _FLAGS), "rb")
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    raise OSError(errno.EINVAL, "it is a pipe, a socket or a device", str(path))


def read_bytes(path: Path) -> bytes:
    """Return the content of what `open_file` opens.

    Raises:
        OSError: it can't be read, or is no file.
    """
    with open_file(path) as file:
        return file.read()
