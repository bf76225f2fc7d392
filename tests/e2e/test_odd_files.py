"""Where a file is expected there is a pipe, a link, or too long a name: it is told at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import EXAMPLE

LONG = "a" * 300


def told(*arguments: object) -> str:
    """Return what a command complains about, which neither hangs nor breaks."""
    command = [sys.executable, "-m", "landsmith", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "--debug shows where" not in done.stderr
    return done.stderr


def test_init_tells_where_it_cannot_write_and_follows_no_link(tmp_path: Path) -> None:
    assert "is there already" in told("init", EXAMPLE)
    assert "too long" in told("init", tmp_path / LONG)
    assert "can't be written: File exists" in told("init", EXAMPLE / "file.yaml")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "elsewhere")
    assert "is there already" in told("init", tmp_path / "link.yaml")
    assert not (tmp_path / "elsewhere").exists()


def test_render_tells_where_it_cannot_write(tmp_path: Path) -> None:
    assert "too long" in told("render", EXAMPLE, "--out", tmp_path / LONG)
    assert "too long" in told("render", EXAMPLE, "--out", tmp_path / LONG, "--check")


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("landsmith.lock.json", ("render", EXAMPLE, "--out")),
        ("landing-zone.yaml", ("validate",)),
        ("manifest.json", ("evidence", "verify")),
        ("roots/20-management/plan.tfplan.gate.json", ("apply",)),
    ],
)
def test_a_pipe_is_not_waited_for(tmp_path: Path, name: str, command: tuple[object, ...]) -> None:
    pipe = tmp_path / name
    pipe.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(pipe)
    (pipe.parent / "plan.tfplan").touch()
    root = ["20-management"] if "apply" in command else []
    said = told(*command, tmp_path, *root)
    assert any(one in said for one in ("a pipe", "in the way", "was not judged")), said
