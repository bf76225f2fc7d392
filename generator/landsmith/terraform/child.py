"""A terraform that runs for us: in a session of its own, with a place to write to that outlives us.

Its output goes into a file without a name, which we read as it grows. So it is never killed by a
pipe that closes when we die, and never waits for us to read. A signal at a terminal reaches us
alone, and we pass it on once.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from landsmith.stopping import STOP, Stopped

PAUSE: Final = 0.05
"""Seconds between two looks at the output."""

FORCED: Final = 2
"""How many interrupts make terraform give up by itself; one more kills it."""


class TimeLimitError(Exception):
    """It did not end in the time it was given, and was killed."""


@dataclass(frozen=True)
class Ended:
    """What became of a child: its exit code, the lines it wrote, and those it complained in."""

    code: int
    lines: list[str]
    complaints: list[str]


def run(
    line: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    heard: Callable[[str], None],
    seconds: float | None = None,
) -> Ended:
    """Run a command to its end, whatever happens meanwhile.

    Args:
        line: the argument list.
        folder: the working folder.
        environment: exactly this environment.
        heard: called with each line as it comes; if it fails, that is raised in the end.
        seconds: how long it may take; None: as long as it likes.

    Raises:
        OSError: it can't be started.
        Stopped: somebody asked us to stop; it was passed on, and waited for.
        TimeLimitError: it took too long.
    """
    with _Output() as output, _Output() as complaints:
        child = _Child(line, folder, environment, (output.writer, complaints.writer))
        with STOP.telling(child.start):
            problem = _wait(child, output, heard, seconds)
        complained = complaints.new(complete=True)
    if problem is not None:
        raise problem
    STOP.check()
    return Ended(child.code, output.lines, complained)


def _wait(
    child: _Child, output: _Output, heard: Callable[[str], None], seconds: float | None
) -> BaseException | None:
    """Read until the child has ended; return what went wrong on our side meanwhile."""
    problem: BaseException | None = None
    left = seconds
    ended = False
    while not ended:
        try:
            ended = child.ended.wait(PAUSE)
            for text in output.new(complete=ended):
                if problem is None:
                    heard(text)
            left = None if left is None else left - PAUSE
            if left is not None and left <= 0 and not ended:
                left, problem = None, TimeLimitError()
                child.kill()
        except Stopped as error:  # passed on already
            problem = error
        except (KeyboardInterrupt, SystemExit) as error:
            problem = error
            child.interrupt()
        except Exception as error:  # noqa: BLE001  a listener's, such as a closed pipe
            problem = problem or error
    return problem


class _Child:
    """A process, and how often it was interrupted."""

    def __init__(
        self,
        line: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        writers: tuple[IO[bytes], IO[bytes]],
    ) -> None:
        self._line, self._folder, self._writers = list(line), folder, writers
        self._environment = dict(environment)
        self._interrupts = 0
        self._process: subprocess.Popen[bytes] | None = None
        self.ended = threading.Event()
        self.code = 0

    def start(self) -> Callable[[], None]:
        """Start it; return what passes a signal on."""
        self._process = subprocess.Popen(
            self._line,
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=self._writers[0],
            stderr=self._writers[1],
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        threading.Thread(target=self._watch, args=(self._process,), daemon=True).start()
        return self.interrupt

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        self.code = process.wait()
        self.ended.set()

    def interrupt(self) -> None:
        """Ask it to stop; ask again to stop at once; the third time it is killed."""
        self._interrupts += 1
        if self._interrupts > FORCED:
            self.kill()
        elif self._process:
            gentle = getattr(signal, "CTRL_BREAK_EVENT", signal.SIGINT)
            with contextlib.suppress(OSError):
                self._process.send_signal(gentle)

    def kill(self) -> None:
        """Kill it with everything that it started."""
        if self._process is None:
            return
        with contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()


class _Output:
    """A growing file without a name, read line by line."""

    def __init__(self) -> None:
        handle, name = tempfile.mkstemp(prefix="landsmith-")
        self.writer: IO[bytes] = os.fdopen(handle, "wb")
        self._reader: IO[bytes] = Path(name).open("rb")  # noqa: SIM115  closed with the block
        self._name = Path(name)
        self._rest = b""
        self.lines: list[str] = []
        if os.name == "posix":
            self._name.unlink()

    def __enter__(self) -> _Output:
        return self

    def __exit__(self, *_: object) -> None:
        self.writer.close()
        self._reader.close()
        self._name.unlink(missing_ok=True)

    def new(self, *, complete: bool) -> list[str]:
        """Return the lines that have come, at the end also one without a line break."""
        *whole, self._rest = (self._rest + self._reader.read()).split(b"\n")
        found = [f"{text.decode('utf-8', 'replace')}\n" for text in whole]
        if complete and self._rest:
            found.append(self._rest.decode("utf-8", "replace"))
            self._rest = b""
        self.lines += found
        return found
