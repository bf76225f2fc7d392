"""What becomes of signals: they are passed on to what runs for us, which is then waited for.

Terraform ends well when it is asked once: it finishes what it has begun, writes its state and gives
its lock back. So a signal never ends this process while terraform runs. A second signal is passed
on too, which makes terraform stop at once.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import RLock
from types import FrameType
from typing import Final, TypeAlias

SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
Interrupt: TypeAlias = Callable[[], None]


class Stopped(BaseException):
    """Somebody asked us to stop; ``exit_code`` is what a shell expects after that signal."""

    def __init__(self, signum: int) -> None:
        super().__init__(signum)
        self.exit_code = 128 + signum


class Stop:
    """Whether somebody asked us to stop, and who has to be told of it."""

    def __init__(self) -> None:
        self._lock = RLock()  # the handler may run while its own thread holds it
        self._told: list[Interrupt] = []
        self._deferred = 0
        self._waiting: list[int] = []
        self.signum: int | None = None

    def listen(self) -> None:
        """Take the signals over; one that was ignored when we started (nohup) stays ignored."""
        for one in SIGNALS:
            if signal.getsignal(one) is not signal.SIG_IGN:
                signal.signal(one, self._handle)

    def ended(self) -> None:
        """Hear no further signals: everything has stopped, and only the exit is left."""
        for one in SIGNALS:
            signal.signal(one, signal.SIG_IGN)

    def check(self) -> None:
        """Refuse to begin anything new.

        Raises:
            Stopped: somebody asked us to stop.
        """
        if self.signum is not None:
            raise Stopped(self.signum)

    @contextmanager
    def telling(self, begin: Callable[[], Interrupt]) -> Iterator[None]:
        """Begin something that is told of signals for as long as the block lasts.

        Raises:
            Stopped: somebody asked us to stop before it began.
        """
        with self.deferring(), self._lock:
            self.check()
            interrupt = begin()
            self._told.append(interrupt)
        try:
            yield
        finally:
            with self._lock:
                self._told.remove(interrupt)

    @contextmanager
    def deferring(self) -> Iterator[None]:
        """Let signals wait until the block ends: what it does is not to be cut in two."""
        self._deferred += 1
        try:
            yield
        finally:
            self._deferred -= 1
            while self._waiting and not self._deferred:
                self._pass_on(self._waiting.pop(0))

    def _handle(self, signum: int, _frame: FrameType | None) -> None:
        if self._deferred:
            self._waiting.append(signum)
            return
        self._pass_on(signum)
        raise Stopped(signum)

    def _pass_on(self, signum: int) -> None:
        with self._lock:
            self.signum = signum
            for interrupt in tuple(self._told):
                interrupt()


STOP: Final = Stop()
"""The one of this process."""
