"""Whatever goes wrong while a root is created, or behind Terraform's back: nothing is lost."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from emulator_faulty import survive


@settings(derandomize=True, deadline=None, max_examples=300, database=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_random_faults_lose_nothing(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        survive(Random(seed), Path(folder))  # noqa: S311 - a test's random choice


def test_faults_do_strike(tmp_path: Path) -> None:
    randoms = map(Random, range(25))
    assert sum(survive(random, tmp_path) for random in randoms) > 50
