from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from landsmith.scratch import scratch

MAKER = """
from landsmith.scratch import scratch
with scratch() as folder:
    (folder / "secret").write_text("hush")
    print(folder, flush=True)
    input()
"""


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def maker(shared: Path) -> tuple[Path, subprocess.Popen[str]]:
    """Return another process's folder, and the process."""
    process = subprocess.Popen(
        [sys.executable, "-c", MAKER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(shared)},
    )
    assert process.stdout is not None
    return Path(process.stdout.readline().strip()), process


def test_a_folder_is_ours_alone_and_goes_in_the_end(shared: Path) -> None:
    with scratch() as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
    assert list(shared.iterdir()) == []


def test_what_a_killed_run_left_is_swept_by_the_next(shared: Path) -> None:
    left, process = maker(shared)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert (left / "secret").exists()
    with scratch() as folder:
        assert list(shared.iterdir()) == [folder]


def test_nothing_else_is_swept(shared: Path) -> None:
    other = shared / "landsmith-tests-1"
    other.mkdir()
    target = shared / "target"
    target.mkdir()
    link = shared / "landsmith-work-link"
    link.symlink_to(target)
    living, process = maker(shared)
    with scratch():
        assert (living / "secret").exists()
        assert other.exists()
        assert target.exists()
    process.communicate("\n")
    assert not living.exists()
