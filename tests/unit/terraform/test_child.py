"""A child is waited for, whatever happens to us; and it never writes into a pipe of ours."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from landsmith.stopping import Stop, Stopped
from landsmith.terraform import child

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GENTLE = """
import signal, sys, time
stopped = []
signal.signal(signal.SIGINT, lambda *_: stopped.append(1))
print("ready", flush=True)
end = time.monotonic() + 20
while not stopped and time.monotonic() < end:
    time.sleep(0.01)
print("state written", flush=True)
"""
DEAF = GENTLE.replace("while not stopped and", "while")


@pytest.fixture
def stop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stop]:
    """Return what hears this process's signals for one test."""
    found = Stop()
    monkeypatch.setattr(child, "STOP", found)
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    for one in before:
        signal.signal(one, signal.SIG_DFL)  # whoever started the tests may ignore some
    found.listen()
    yield found
    for one, handler in before.items():
        signal.signal(one, handler)


def run(code: str, folder: Path, heard: list[str], **more: float) -> child.Ended:
    return child.run([sys.executable, "-c", code], folder, dict(os.environ), heard.append, **more)


def strike(heard: list[str], *signals: int) -> None:
    """Send signals to this process once the child is ready."""

    def wait() -> None:
        while "ready\n" not in heard:
            time.sleep(0.01)
        for one in signals:
            os.kill(os.getpid(), one)
            time.sleep(0.2)

    threading.Thread(target=wait, daemon=True).start()


def test_output_comes_in_lines_the_last_one_too(tmp_path: Path) -> None:
    heard: list[str] = []
    code = "import sys; sys.stdout.write('a\\n\\u00e9\\nlast')"
    ended = run(code, tmp_path, heard)
    assert (ended.code, ended.lines, heard) == (0, ["a\n", "é\n", "last"], ["a\n", "é\n", "last"])


def test_complaints_are_kept_apart(tmp_path: Path) -> None:
    heard: list[str] = []
    ended = run("import sys; print('{}'); print('a warning', file=sys.stderr)", tmp_path, heard)
    assert (ended.lines, ended.complaints, heard) == (["{}\n"], ["a warning\n"], ["{}\n"])


def test_more_output_than_a_pipe_holds(tmp_path: Path) -> None:
    ended = run("print('x' * 1_000_000)", tmp_path, [])
    assert ended.lines == ["x" * 1_000_000 + "\n"]


def test_its_standard_output_is_no_pipe_of_ours(tmp_path: Path) -> None:
    code = "import os, stat; print(stat.S_ISREG(os.fstat(1).st_mode), os.getsid(0) == os.getpid())"
    assert run(code, tmp_path, []).lines == ["True True\n"]


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.usefixtures("stop")
def test_a_signal_is_passed_on_and_waited_for(tmp_path: Path, signum: int) -> None:
    heard: list[str] = []
    strike(heard, signum)
    with pytest.raises(Stopped) as stopped:
        run(GENTLE, tmp_path, heard)
    assert heard[0] == "ready\n"
    assert stopped.value.exit_code == 128 + signum


@pytest.mark.usefixtures("stop")
def test_what_does_not_listen_is_killed_at_the_third_signal(tmp_path: Path) -> None:
    heard: list[str] = []
    strike(heard, signal.SIGINT, signal.SIGINT, signal.SIGINT)
    began = time.monotonic()
    with pytest.raises(Stopped):
        run(DEAF, tmp_path, heard)
    assert time.monotonic() - began < 15


def test_after_a_signal_nothing_new_begins(stop: Stop, tmp_path: Path) -> None:
    stop.signum = signal.SIGTERM
    with pytest.raises(Stopped):
        run("open('began', 'w')", tmp_path, [])
    assert list(tmp_path.iterdir()) == []


def test_a_listener_that_fails_stops_nothing(tmp_path: Path) -> None:
    def closed(_: str) -> None:
        raise BrokenPipeError("our own output is gone")

    code = "print(1); print(2); open('whole', 'w')"
    with pytest.raises(BrokenPipeError):
        child.run([sys.executable, "-c", code], tmp_path, dict(os.environ), closed)
    assert (tmp_path / "whole").exists()


def test_a_time_limit_ends_it(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(child.TimeLimitError):
        run(DEAF, tmp_path, [], seconds=0.2)
    assert time.monotonic() - began < 15


def test_nothing_is_left_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    run("print(1)", tmp_path, [])
    assert list(tmp_path.iterdir()) == []
