"""What holds for every test: shared helpers can be imported, and examples are the same everywhere.

Hypothesis draws the same examples on every machine and in every run, and no clock decides: a busy
machine must not turn a test red.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "support")]

SCRATCH = "LANDSMITH_TEST_SCRATCH"
"""Names a folder that all workers of one run share, and that goes with the run."""


def pytest_configure(config: pytest.Config) -> None:
    """Make the shared folder, for our eyes only; workers inherit its name."""
    for one in (signal.SIGINT, signal.SIGHUP):  # whoever starts the tests may ignore some
        if signal.getsignal(one) is signal.SIG_IGN:
            signal.signal(
                one, signal.default_int_handler if one == signal.SIGINT else signal.SIG_DFL
            )
    if not hasattr(config, "workerinput"):
        folder = tempfile.mkdtemp(prefix="landsmith-tests-")
        os.environ[SCRATCH] = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")
