"""A rehearsal that is stopped leaves nothing; what a killed one leaves is swept by the next."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from command_line import EXAMPLE
from landsmith.scratch import sweep

DEADLINE = 60


def under_way(folder: Path, *arguments: object) -> subprocess.Popen[bytes]:
    """Return a command whose terraform is at work on a plan in ``folder``."""
    process = subprocess.Popen(
        [sys.executable, "-m", "landsmith", *map(str, arguments)],
        env=os.environ | {"TMPDIR": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    end = time.monotonic() + DEADLINE
    while not any(folder.glob("landsmith-work-*/repository/roots/*/.terraform")):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.05)
    return process


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("command", ["rehearse", "validate"])
def test_stopped_it_leaves_nothing(tmp_path: Path, command: str, signum: int) -> None:
    process = under_way(tmp_path, command, EXAMPLE)
    process.send_signal(signum)
    _, said = process.communicate(timeout=DEADLINE)
    assert (process.returncode, said) == (128 + signum, b"landsmith: stopped\n")
    assert list(tmp_path.iterdir()) == []


def test_killed_it_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    process = under_way(tmp_path, "rehearse", EXAMPLE)
    (left,) = tmp_path.glob("landsmith-work-*")
    sweep()
    assert left.exists()
    process.kill()
    process.communicate(timeout=DEADLINE)
    end = time.monotonic() + DEADLINE
    while left.exists() and time.monotonic() < end:  # its terraform may still write a last word
        sweep()
        time.sleep(0.05)
    assert not left.exists()
