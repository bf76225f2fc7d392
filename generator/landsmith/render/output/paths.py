"""Which paths a tree may hold: those that mean the same file on every system."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from landsmith.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Iterable

LOCK_FILE: Final = "landsmith.lock.json"

_PART: Final = re.compile(r"[A-Za-z0-9._+@-]{1,200}")
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def check_path(path: str) -> str:
    """Return ``path`` if it is relative, posix, and safe to write below a folder.

    Raises:
        RenderError: it is absolute, leaves the folder, is the lock's or git's own, or has a
            character or a name that some system doesn't take.

    """
    parts = path.split("/")
    if not all(_PART.fullmatch(part) for part in parts):
        raise RenderError(f"{path!a} is not a relative path of letters, digits and . _ + @ -")
    for part in parts:
        if part.endswith(".") or _DEVICE.fullmatch(part) or part.lower() == ".git":
            raise RenderError(f"{path!a}: {part!a} can't be the name of a generated file")
    if path.lower() == LOCK_FILE:
        raise RenderError(f"{path!a} is the lock: it is written beside the tree, not in it")
    return path


def check_together(paths: Iterable[str]) -> None:
    """Check that ``paths`` can lie in one folder, whether or not letter case counts there.

    Raises:
        RenderError: two differ only in case, or one is a file and a folder at once.

    """
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in paths:
        _claim(files, path, folders)
        parts = path.split("/")
        for depth in range(1, len(parts)):
            folder = "/".join(parts[:depth])
            if folder.lower() in files:
                raise RenderError(f"{folder!a} is a file and a folder")
            if folders.setdefault(folder.lower(), folder) != folder:
                raise RenderError(f"{folder!a} and {folders[folder.lower()]!a} differ only in case")


def _claim(files: dict[str, str], path: str, folders: dict[str, str]) -> None:
    key = path.lower()
    if key in folders:
        raise RenderError(f"{path!a} is a file and a folder")
    if key in files:
        raise RenderError(f"{path!a} is there twice, as {files[key]!a}")
    files[key] = path
