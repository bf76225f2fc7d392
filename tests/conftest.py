"""What holds for every test: shared helpers can be imported, and examples are the same everywhere.

Hypothesis draws the same examples on every machine and in every run, and no clock decides: a busy
machine must not turn a test red.
"""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))

settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")
