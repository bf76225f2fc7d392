"""Interrupted in mid-apply: what was made stands in the state, the lock is given back.

A root of terraform's own resources, each made by a command that takes a while and leaves a mark,
is planned and applied by the command line; then a signal strikes.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from landsmith import api

EXAMPLE = Path(__file__).parents[2] / "examples" / "baltic-mutual" / "landing-zone.yaml"
ROOT = "90-slow"
COUNT = 30
SLOW = f"""
resource "terraform_data" "slow" {{
  count = {COUNT}
  provisioner "local-exec" {{
    command = "touch made-${{count.index}}; sleep 0.5"
  }}
}}
"""
DEADLINE = 60


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Let children hear all signals: whoever started the tests may ignore some."""
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    for one in before:
        if before[one] is signal.SIG_IGN:
            signal.signal(one, signal.SIG_DFL)
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with a plan of the slow root that passed the gate."""
    repository = tmp_path_factory.mktemp("signals") / "repository"
    api.render(EXAMPLE, repository)
    (repository / "roots" / ROOT).mkdir()
    (repository / "roots" / ROOT / "main.tf").write_text(SLOW, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "landsmith", "plan", str(repository), ROOT],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return repository


def started(planned: Path, folder: Path) -> tuple[Path, subprocess.Popen[bytes]]:
    """Return a copy's slow root, and its apply once it is well under way."""
    shutil.copytree(planned, folder / "repository")
    root = folder / "repository" / "roots" / ROOT
    scratch = folder / "tmp"
    scratch.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "landsmith", "apply", str(folder / "repository"), ROOT],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "TMPDIR": str(scratch)},
    )
    until(lambda: len(list(root.glob("made-*"))) >= 5)
    return root, process


def until(holds: object) -> None:
    end = time.monotonic() + DEADLINE
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


def lock(root: Path) -> Path:
    return root / ".terraform.tfstate.lock.info"


def state(root: Path) -> set[int]:
    """Return the resources that the state holds."""
    told = json.loads((root / "terraform.tfstate").read_text(encoding="utf-8"))
    return {one["index_key"] for item in told["resources"] for one in item["instances"]}


def made(root: Path) -> set[int]:
    return {int(path.name.removeprefix("made-")) for path in root.glob("made-*")}


def running(root: Path) -> list[str]:
    """Return the commands of ours and terraform's that still work in a folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink().is_relative_to(root):
                command = (entry / "cmdline").read_text().replace("\0", " ")
                found += [command] if "terraform" in command or "landsmith" in command else []
        except OSError:
            continue
    return found


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("group", [False, True], ids=["process", "group"])
def test_a_signal_loses_nothing(planned: Path, tmp_path: Path, name: str, group: bool) -> None:
    root, process = started(planned, tmp_path)
    signum = getattr(signal, name)
    (os.killpg if group else os.kill)(process.pid, signum)
    _, said = process.communicate(timeout=DEADLINE)
    assert process.returncode == 128 + signum
    assert said == b"landsmith: stopped\n"
    assert not lock(root).exists()
    assert 5 <= len(made(root)) < COUNT
    assert made(root) <= state(root)
    assert running(root) == []
    assert list((tmp_path / "tmp").iterdir()) == []


def test_terraform_outlives_us_when_we_are_killed(planned: Path, tmp_path: Path) -> None:
    root, process = started(planned, tmp_path)
    process.kill()
    process.communicate(timeout=DEADLINE)
    until(lambda: not running(root))
    assert not lock(root).exists()
    assert state(root) == made(root) == set(range(COUNT))
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_second_signal_forces(planned: Path, tmp_path: Path) -> None:
    root, process = started(planned, tmp_path)
    for _ in range(3):
        os.kill(process.pid, signal.SIGTERM)
        time.sleep(0.1)
    process.communicate(timeout=DEADLINE)
    assert process.returncode == 128 + signal.SIGTERM
    until(lambda: not running(root))


def test_a_closed_output_stops_nothing(planned: Path, tmp_path: Path) -> None:
    root, process = started(planned, tmp_path)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    process.stderr.close()
    process.wait(timeout=DEADLINE)
    assert state(root) == made(root) == set(range(COUNT))
    assert not lock(root).exists()
