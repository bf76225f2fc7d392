"""Compiled templates: kept beside the templates, never stale, never in the way."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from landsmith.render import templating


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(templating, "TEMPLATES", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "page.j2").write_text("one {{ word }}")
    return tmp_path


def rendered() -> str:
    return templating.environment({}).get_template("page.j2").render(word="word")


def test_a_compiled_template_is_used_again(folder: Path) -> None:
    assert rendered() == "one word"
    (compiled,) = (folder / "__pycache__").iterdir()
    before = compiled.stat().st_mtime_ns
    assert rendered() == "one word"
    assert compiled.stat().st_mtime_ns == before


def test_a_changed_template_is_compiled_anew(folder: Path) -> None:
    assert rendered() == "one word"
    (folder / "page.j2").write_text("two {{ word }}")
    assert rendered() == "two word"


def test_a_damaged_one_is_passed_over(folder: Path) -> None:
    assert rendered() == "one word"
    (compiled,) = (folder / "__pycache__").iterdir()
    compiled.write_bytes(compiled.read_bytes()[:40])
    assert rendered() == "one word"


def test_nothing_is_written_where_python_writes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered() == "one word"
    assert not (folder / "__pycache__").exists()


def test_a_closed_folder_is_no_obstacle(folder: Path) -> None:
    (folder / "__pycache__").write_text("a file where the folder has to be")
    assert rendered() == "one word"
