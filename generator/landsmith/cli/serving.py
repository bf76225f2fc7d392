"""A server on the command line: what to set, and waiting until somebody stops it."""

from __future__ import annotations

import shlex
import sys
import threading
from collections.abc import Mapping


def exports(environment: Mapping[str, str]) -> str:
    """Return lines that a shell can evaluate, and flush what was printed before."""
    sys.stdout.flush()
    return "".join(
        f"export {name}={shlex.quote(value)}\n" for name, value in sorted(environment.items())
    )


def wait() -> None:
    """Wait for a signal, with everything printed; the signal ends the command."""
    sys.stdout.flush()
    threading.Event().wait()
