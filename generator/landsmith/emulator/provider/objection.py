"""What the emulator has to say against a configuration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from landsmith.errors import EmulatorError

if TYPE_CHECKING:
    from landsmith.emulator.values import Object, Path


@dataclass(frozen=True)
class Objection:
    """One refusal or warning, at a place within a resource's configuration."""

    summary: str
    detail: str = ""
    path: Path = ()
    warning: bool = False


class RefusedError(EmulatorError):
    """Emulated Azure refuses a request, as Azure would."""

    def __init__(self, summary: str, detail: str = "", path: Path = ()) -> None:
        self.finding = Objection(summary, detail, path)
        super().__init__(f"{summary}: {detail}" if detail else summary)


class UnfinishedError(RefusedError):
    """A request that was begun and not seen to its end; ``state`` is what there is of it."""

    def __init__(self, state: Object, summary: str, detail: str = "") -> None:
        self.state = state
        super().__init__(summary, detail)


class StoppedError(EmulatorError):
    """The emulator died in the middle of a request; nobody gets an answer any more."""
