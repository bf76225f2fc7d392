"""A rendered tree, and what a folder needs to become it.

A file that someone edited by hand is a conflict, and never overwritten unless it is accepted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from landsmith.render.output.paths import check_path, check_together
from landsmith.render.output.staging import known_digests, read_file

if TYPE_CHECKING:
    from pathlib import Path

    from landsmith.render.output.lock import Lock


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

    What a run that was cut short has written is known as well as what stands in the lock.

    Raises:
        RenderError: a link or something that is no file lies where a file belongs.

    """
    known = known_digests(folder, lock)
    changes = (
        _change(path, read_file(folder, path), tree.get(path), known.get(path, frozenset()))
        for path in sorted({*tree, *known})
    )
    return [change for change in changes if change]


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _change(
    path: str, old: bytes | None, new: bytes | None, known: Collection[str]
) -> Change | None:
    """Judge one file: on disk ``old``, generated ``new``, last written with a digest ``known``."""
    if old is None:
        return None if new is None else Change(path, Action.CREATE)
    if old == new:
        return Change(path, Action.IDENTICAL)
    diff = _diff(path, old, new)
    if _digest(old) not in known:
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
