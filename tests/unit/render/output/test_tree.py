"""The writer: each action, nothing half written, nothing outside the folder."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from landsmith.errors import ConflictError, RenderError
from landsmith.render.output import lock as locks
from landsmith.render.output.lock import LOCK_FILE, Lock
from landsmith.render.output.tree import Action, Tree, compare
from landsmith.render.output.writing import write

if TYPE_CHECKING:
    from pathlib import Path

LOCK = Lock("0.1", "standard", "sha256:0", {"hub": "10.0.0.0/16"})
OLD = Tree({"a.tf": b"a\n", "roots/x/b.tf": b"b\n", "roots/y/c.tf": b"c\n"})
NEW = Tree({"a.tf": b"a\n", "roots/x/b.tf": b"b2\n", "d.tf": b"d\n"})


def actions(tree: Tree, folder: Path) -> dict[str, str]:
    lock = locks.read(folder / LOCK_FILE)
    return {change.path: change.action.value for change in compare(tree, folder, lock)}


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_write_then_nothing_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert {change.action for change in write(OLD, folder, LOCK)} == {Action.CREATE}
    lock = replace(LOCK, files=OLD.digests())
    assert files(folder) == {**OLD, LOCK_FILE: lock.to_json()}
    before = (folder / "a.tf").stat().st_mtime_ns
    assert {change.action for change in write(OLD, folder, LOCK)} == {Action.IDENTICAL}
    assert (folder / "a.tf").stat().st_mtime_ns == before


def test_update_remove_and_create(tmp_path: Path) -> None:
    write(OLD, tmp_path, LOCK)
    assert actions(NEW, tmp_path) == {
        "a.tf": "identical",
        "d.tf": "create",
        "roots/x/b.tf": "update",
        "roots/y/c.tf": "removed",
    }
    write(NEW, tmp_path, LOCK)
    assert files(tmp_path).keys() == {*NEW, LOCK_FILE}
    assert not (tmp_path / "roots/y").exists()
    assert set(actions(NEW, tmp_path).values()) == {"identical"}


def test_a_folder_with_other_files_stays(tmp_path: Path) -> None:
    write(OLD, tmp_path, LOCK)
    (tmp_path / "roots/y/mine.tf").write_bytes(b"mine\n")
    write(NEW, tmp_path, LOCK)
    assert (tmp_path / "roots/y/mine.tf").exists()
    assert not (tmp_path / "roots/y/c.tf").exists()


def test_every_conflict_is_shown_and_nothing_is_written(tmp_path: Path) -> None:
    write(OLD, tmp_path, LOCK)
    (tmp_path / "roots/x/b.tf").write_bytes(b"hand\r\n")
    (tmp_path / "roots/y/c.tf").write_bytes(b"hand")
    (tmp_path / "d.tf").write_bytes(b"\xff")
    before = files(tmp_path)
    with pytest.raises(ConflictError) as caught:
        write(NEW, tmp_path, LOCK, accept={"d.tf"})
    assert files(tmp_path) == before
    text = str(caught.value)
    assert "--- roots/x/b.tf (on disk)\n+++ roots/x/b.tf (generated)" in text
    assert "\n-hand\r\n+b2\n" in text
    assert "+++ roots/y/c.tf (no longer generated)" in text
    assert "-hand\n\\ No newline at end of file\n" in text
    assert "d.tf" not in text
    write(NEW, tmp_path, LOCK, accept={"roots/x/b.tf", "roots/y/c.tf", "d.tf"})
    assert files(tmp_path).keys() == {*NEW, LOCK_FILE}


def test_a_file_that_was_there_before_is_a_conflict_unless_equal(tmp_path: Path) -> None:
    (tmp_path / "a.tf").write_bytes(b"a\n")
    (tmp_path / "d.tf").write_bytes(b"\xff")
    assert actions(NEW, tmp_path)["a.tf"] == "identical"
    with pytest.raises(ConflictError, match="binary files differ"):
        write(NEW, tmp_path, LOCK)


def test_an_edit_that_equals_the_new_content_is_identical(tmp_path: Path) -> None:
    write(OLD, tmp_path, LOCK)
    (tmp_path / "roots/x/b.tf").write_bytes(b"b2\n")
    assert actions(NEW, tmp_path)["roots/x/b.tf"] == "identical"


def test_a_run_that_was_cut_short_is_mended_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(OLD, tmp_path, LOCK)
    real = os.open
    opened: list[str] = []

    def failing(path: Path, *arguments: int) -> int:
        opened.append(str(path))
        if len(opened) == 2:
            raise OSError(28, "No space left on device")
        return real(path, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", failing)
        with pytest.raises(RenderError, match="No space left"):
            write(NEW, tmp_path, LOCK)
    assert locks.read(tmp_path / LOCK_FILE) == replace(LOCK, files=OLD.digests())
    (tmp_path / ".a.tf.landsmith-part").write_bytes(b"left behind")
    write(NEW, tmp_path, LOCK)
    assert {path for path in files(tmp_path) if "part" not in path} == {*NEW, LOCK_FILE}


def test_the_mode_of_a_file_is_kept(tmp_path: Path) -> None:
    write(OLD, tmp_path, LOCK)
    (tmp_path / "roots/x/b.tf").chmod(0o750)
    write(NEW, tmp_path, LOCK)
    assert (tmp_path / "roots/x/b.tf").stat().st_mode & 0o777 == 0o750


@pytest.mark.parametrize("link", ["roots", "roots/x", "a.tf", LOCK_FILE])
def test_links_are_never_followed(tmp_path: Path, link: str) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    write(OLD, outside, LOCK)
    before = files(outside)
    (folder / link).parent.mkdir(parents=True)
    (folder / link).symlink_to(outside / link)
    with pytest.raises(RenderError, match="is in the way of"):
        write(NEW, folder, LOCK)
    assert files(outside) == before
    assert [path.name for path in folder.rglob("*") if path.is_file() and path.name != link] in (
        [],
        ["a.tf"] if link == "a.tf" else [],
    )


def test_a_folder_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.tf").mkdir()
    with pytest.raises(RenderError, match=r"a\.tf is in the way"):
        compare(NEW, tmp_path, None)


@pytest.mark.parametrize(
    "path",
    [
        *("", "/etc/x", "../x", "a/../b", "./a", "a//b", "a/", "a\\b", "C:x", "a\nb", "a\0", "é"),
        *(".git/hooks/x", "a/.GIT", "con", "AUX.tf", "a.", LOCK_FILE, "x" * 201),
    ],
)
def test_unsafe_paths_are_refused(path: str) -> None:
    with pytest.raises(RenderError):
        Tree({path: b""})


@pytest.mark.parametrize(
    "paths",
    [("a.tf", "A.tf"), ("a", "a/b"), ("x/a", "X"), ("a/x/1", "A/y/2")],
)
def test_paths_that_are_one_on_some_system_are_refused(paths: tuple[str, str]) -> None:
    for pair in (paths, paths[::-1]):
        with pytest.raises(RenderError, match=r"twice|file and a folder|only in case"):
            Tree(*({path: b""} for path in pair))
    with pytest.raises(RenderError, match="there twice"):
        Tree({"a": b"1"}, {"a": b"1"})


def test_a_tree_is_sorted_and_keeps_its_bytes() -> None:
    data = {"b": b"1", "a/c": b"2", ".github/workflows/x.yml": b"3"}
    tree = Tree(data)
    data["b"] = b"changed"
    assert list(tree.items()) == [(".github/workflows/x.yml", b"3"), ("a/c", b"2"), ("b", b"1")]
