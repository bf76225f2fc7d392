"""Runs the command line as a user does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "baltic-mutual" / "landing-zone.yaml"


def landsmith(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command and return its exit code and what it printed."""
    command = [sys.executable, "-m", "landsmith", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
