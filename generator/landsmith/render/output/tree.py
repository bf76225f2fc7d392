"""The only writer: compares a rendered tree with a folder and brings the folder up to it.

A file that someone edited by hand is a conflict, and never overwritten unless it is accepted.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import unified_diff
from enum import StrEnum
from hashlib import sha256
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, Final

from landsmith.errors import ConflictError, RenderError
from landsmith.render.output import lock as locks
from landsmith.render.output.paths import LOCK_FILE, check_path, check_together

if TYPE_CHECKING:
    from pathlib import Path

    from landsmith.render.output.lock import Lock

_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)
_BINARY: Final = getattr(os, "O_BINARY", 0)


class Action(StrEnum):
    """What a file needs."""

    CREATE = "create"
    IDENTICAL = "identical"
    UPDATE = "update"
    CONFLICT = "conflict"
    REMOVED = "removed"


@dataclass(frozen=True)
class Change:
    """One file of a comparison; ``diff`` leads from what is on disk to what is generated."""

    path: str
    action: Action
    diff: str = ""


class Tree(Mapping[str, bytes]):
    """The files of a rendered landing zone: content by relative posix path, sorted and frozen."""

    def __init__(self, *parts: Mapping[str, bytes]) -> None:
        """Join ``parts``.

        Raises:
            RenderError: a path is unsafe, or two paths are the same file on some system.

        """
        paths = sorted(path for part in parts for path in part)
        check_together([check_path(path) for path in paths])
        joined = {path: data for part in parts for path, data in part.items()}
        self._files: Final = {path: bytes(joined[path]) for path in paths}

    def __getitem__(self, path: str) -> bytes:
        return self._files[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def digests(self) -> dict[str, str]:
        """Return the sha256 of each file, by path."""
        return {path: _digest(data) for path, data in self._files.items()}


def compare(tree: Tree, folder: Path, lock: Lock | None) -> list[Change]:
    """Return what each file of ``tree`` and of the last ``lock`` needs, sorted by path.

    Raises:
        RenderError: a link or something that is no file lies where a file belongs.

    """
    known = lock.files if lock else {}
    changes = (
        _change(path, _read(folder, path), tree.get(path), known.get(path))
        for path in sorted({*tree, *known})
    )
    return [change for change in changes if change]


def write(
    tree: Tree, folder: Path, lock: Lock, *, accept: Collection[str] = frozenset()
) -> list[Change]:
    """Bring ``folder`` up to ``tree``, and return what was done.

    What was written last is read from the lock in ``folder``. Nothing is written unless everything
    can be; ``lock`` follows last, so that a run that was cut short is mended by the next.

    Args:
        tree: the files that are to be there.
        folder: where; it is made if it isn't there.
        lock: the new lock; its ``files`` are filled in from ``tree``.
        accept: the paths of files edited by hand that may be overwritten or deleted.

    Raises:
        ConflictError: files were edited by hand and aren't in ``accept``; has every diff.
        RenderError: a link is in the way, the old lock is broken, or the disk refuses.

    """
    _read(folder, LOCK_FILE)
    changes = compare(tree, folder, locks.read(folder / LOCK_FILE))
    conflicts = [c for c in changes if c.action is Action.CONFLICT and c.path not in accept]
    if conflicts:
        raise ConflictError(_report(conflicts))
    try:
        for change in changes:
            _apply(change, tree, folder)
        _replace(folder, LOCK_FILE, replace(lock, files=tree.digests()).to_json())
    except OSError as error:
        raise RenderError(f"{folder} can't be written: {error}; mend it and run again") from error
    return changes


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _change(path: str, old: bytes | None, new: bytes | None, known: str | None) -> Change | None:
    """Judge one file: on disk ``old``, generated ``new``, last written with digest ``known``."""
    if old is None:
        return None if new is None else Change(path, Action.CREATE)
    if old == new:
        return Change(path, Action.IDENTICAL)
    diff = _diff(path, old, new)
    if _digest(old) != known:
        return Change(path, Action.CONFLICT, diff)
    return Change(path, Action.REMOVED if new is None else Action.UPDATE, diff)


def _diff(path: str, old: bytes, new: bytes | None) -> str:
    """Return a unified diff from the file on disk to the generated one."""
    target = f"{path} (generated)" if new is not None else f"{path} (no longer generated)"
    try:
        before, after = old.decode(), (new or b"").decode()
    except UnicodeDecodeError:
        return f"--- {path} (on disk)\n+++ {target}\nbinary files differ\n"
    lines = unified_diff(_lines(before), _lines(after), f"{path} (on disk)", target)
    return "".join(x if x.endswith("\n") else f"{x}\n\\ No newline at end of file\n" for x in lines)


def _lines(text: str) -> list[str]:
    """Split at newlines only, and keep them: a carriage return is a difference to show."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _report(conflicts: list[Change]) -> str:
    names = "\n".join(f"  {change.path}" for change in conflicts)
    diffs = "\n".join(change.diff for change in conflicts)
    mend = "move the edit to landing-zone.yaml or a file of your own, or accept the generated file"
    return f"edited by hand, nothing was written:\n{names}\n    mend: {mend}\n\n{diffs}"


def _read(folder: Path, path: str) -> bytes | None:
    """Return the file's content, None if it isn't there; nothing is read through a link."""
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


def _apply(change: Change, tree: Tree, folder: Path) -> None:
    if change.action is Action.IDENTICAL:
        return
    if change.path in tree:
        _replace(folder, change.path, tree[change.path])
    else:
        _remove(folder, change.path)


def _replace(folder: Path, path: str, data: bytes) -> None:
    """Put ``data`` at ``path`` in one step: it is there whole, or the old file still is."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.landsmith-part")
    part.unlink(missing_ok=True)
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NO_LINK | _BINARY
    with os.fdopen(os.open(part, flags, 0o666), "wb") as file:
        file.write(data)
    if target.exists():
        part.chmod(target.stat().st_mode & 0o777)
    part.replace(target)


def _remove(folder: Path, path: str) -> None:
    """Delete a file and the folders that are empty without it."""
    target = folder / path
    target.unlink()
    for parent in target.relative_to(folder).parents:
        here = folder / parent
        if here == folder or any(here.iterdir()):
            return
        here.rmdir()
