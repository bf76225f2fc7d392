"""A rendering that is cut short: killed at any step, out of room, or met by another."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from landsmith.api.building import locate
from landsmith.errors import ConflictError, RenderError
from landsmith.render.output import lock as locks
from landsmith.render.output.lock import LOCK_FILE, Lock
from landsmith.render.output.staging import FOLDER
from landsmith.render.output.tree import Tree
from landsmith.render.output.writing import alone, write
from landsmith.stopping import STOP, Stopped

LOCK = Lock("0.1", "standard", "sha256:0", {"hub": "10.0.0.0/16"})
OLD = Tree({"a.tf": b"a\n", "roots/x/b.tf": b"b\n", "roots/y/c.tf": b"c\n"})
NEW = Tree({"a.tf": b"a2\n", "roots/x/b.tf": b"b2\n", "roots/z/d.tf": b"d\n"})
NEXT = Tree({"a.tf": b"a3\n", "roots/x/b.tf": b"b\n", "e.tf": b"e\n"})
Call = Callable[..., Any]
STEPS = ("open", "replace", "unlink", "mkdir", "rmdir")
"""The calls that change a file system."""


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def whole(tree: Tree) -> dict[str, bytes]:
    return {**tree, LOCK_FILE: replace(LOCK, files=tree.digests()).to_json()}


def writes(folder: Path, tree: Tree, at: int, then: Call) -> bool:
    """Write in a child of ours, in which ``then`` happens before step ``at``; tell if it did."""
    child = os.fork()
    if not child:
        left = [at]

        def counting(real: Call) -> Call:
            def call(*arguments: object, **options: object) -> object:
                left[0] -= 1
                if left[0] == 0:
                    then()
                return real(*arguments, **options)

            return call

        for name in STEPS:
            setattr(os, name, counting(getattr(os, name)))
        try:
            write(tree, folder, LOCK)
        except (RenderError, Stopped):
            os._exit(2)
        os._exit(3 if left[0] <= 0 else 0)
    return os.waitpid(child, 0)[1] != 0


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def no_room() -> None:
    raise OSError(28, "No space left on device")


def asked_to_stop() -> None:
    STOP.listen()
    signal.raise_signal(signal.SIGTERM)


@pytest.mark.parametrize("after", [NEW, NEXT, OLD], ids=["same", "next", "back"])
def test_killed_at_any_step_the_next_run_makes_it_whole(tmp_path: Path, after: Tree) -> None:
    at = 1
    while True:
        folder = tmp_path / str(at)
        write(OLD, folder, LOCK)
        if not writes(folder, NEW, at, killed):
            break
        write(after, folder, LOCK)
        assert files(folder) == whole(after), at
        assert {path.name for path in folder.rglob("*") if path.is_dir()} <= {
            "roots",
            "x",
            "z",
            "y",
        }
        at += 1
    assert at > len(STEPS)


def test_killed_twice_each_file_is_still_known(tmp_path: Path) -> None:
    at = 1
    for at in range(1, 99):
        folder = tmp_path / str(at)
        write(OLD, folder, LOCK)
        struck = [writes(folder, tree, at, killed) for tree in (NEW, NEXT)]
        if not any(struck):
            break
        write(OLD, folder, LOCK)
        assert files(folder) == whole(OLD), at
    assert at > len(STEPS)


@pytest.mark.parametrize("then", [no_room, asked_to_stop])
def test_refused_or_stopped_a_tree_is_old_or_new_or_says_what_it_is(
    tmp_path: Path, then: Call
) -> None:
    struck = True
    for at in range(1, 99):
        folder = tmp_path / str(at)
        write(OLD, folder, LOCK)
        struck = writes(folder, NEW, at, then)
        left = files(folder)
        told = then is no_room and any(path.startswith(FOLDER) for path in left)
        assert told or left in (whole(OLD), whole(NEW)), at
        write(NEW, folder, LOCK)
        assert files(folder) == whole(NEW), at
        if not struck:
            break
    assert not struck


def test_no_room_for_the_content_leaves_the_old_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(OLD, tmp_path, LOCK)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fdopen", lambda *_: no_room())
        with pytest.raises(RenderError, match="No space left"):
            write(NEW, tmp_path, LOCK)
    assert files(tmp_path) == whole(OLD)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tf", LOCK_FILE, "roots"]
    assert not (tmp_path / "roots/z").exists()


def test_an_edit_after_a_kill_is_still_a_conflict(tmp_path: Path) -> None:
    write(OLD, tmp_path, LOCK)
    for at in range(1, 99):
        writes(tmp_path, NEW, at, killed)
        if (tmp_path / "a.tf").read_bytes() == b"a2\n":
            break
    assert (tmp_path / FOLDER).is_dir()
    with pytest.raises(RenderError, match=r"cut short.*\n.*render into it again"):
        locate(tmp_path)
    (tmp_path / "a.tf").write_bytes(b"by hand\n")
    with pytest.raises(ConflictError, match=r"a\.tf"):
        write(NEXT, tmp_path, LOCK)
    write(NEXT, tmp_path, LOCK, accept={"a.tf"})
    assert files(tmp_path) == whole(NEXT)


def test_who_comes_second_is_told_and_makes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "repository"
    with alone(folder):
        with pytest.raises(RenderError, match="being rendered into"), alone(folder):
            pytest.fail("two are in")
        write(OLD, folder, LOCK)
    assert files(folder) == whole(OLD)
    with alone(folder):
        pass


def test_a_folder_made_for_nothing_goes_again(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), alone(tmp_path / "deep" / "repository"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_link_where_files_are_laid_is_refused(tmp_path: Path) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    write(OLD, folder, LOCK)
    outside.mkdir()
    (outside / "lock-0.json").write_bytes(locks.Lock("0.1", "", "").to_json())
    (folder / FOLDER).symlink_to(outside)
    with pytest.raises(RenderError, match="in the way"):
        write(NEW, folder, LOCK)
    assert [path.name for path in outside.iterdir()] == ["lock-0.json"]
