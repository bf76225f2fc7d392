"""Whatever stands in a waiver, quota or lock file, it is read or refused with its place."""

# ruff: noqa: S104 - no address here is bound to

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.reading.load import Source, load_model
from landsmith.errors import LandsmithError
from landsmith.policy import quota, waiver
from landsmith.render.output import lock
from landsmith.resolve.checks.checks import check
from strategies import HIDDEN, PIECES, small, text, uuid

if TYPE_CHECKING:
    from collections.abc import Callable

    Json = Any

SAMPLE = 150
"""Mutants of each kind of file in the suite; run this file as a script for more."""

JUNK: list[Any] = [
    None, "", " ", True, -1, 10**30, 0.5, [], {}, [[]], {"x": 1}, "9999-12-31", "0001-01-01",
    "*" * 400, "*a" * 200, "0.0.0.0", "255.255.255.255", "127.0.0.0/8", "60 24 32 13 8", "/proc",
    "99.0.0", "1" * 5000, "a" * 600, "\ud800", *HIDDEN, *PIECES,
]  # fmt: skip
FILES: dict[str, Json] = {
    "waivers": {
        "waivers": [
            {
                "rule": "some-rule",
                "address": "40-shop/module.*",
                "reason": "It is replaced.",
                "owner": "Team",
                "expires_on": "2027-01-15",
            }
        ]
    },
    "quotas": {
        "quotas": [
            {
                "subscription": uuid(2),
                "region": "westeurope",
                "name": "standardDDSv5Family",
                "limit": 100,
                "used": 10,
            }
        ]
    },
    "lock": {
        "generator_version": "0.1.0",
        "blueprint": "full",
        "blueprint_digest": "sha256:0",
        "addresses": {"hub": "10.0.0.0/16"},
        "modules": {"m": "0" * 64},
        "files": {"roots/a/main.tf": "f" * 64},
    },
    "landing zone": small(),
}


def mutant(file: Json, chance: random.Random) -> Json:
    """Return a copy of a file in which one to three values or keys are others."""
    damaged = copy.deepcopy(file)
    for _ in range(chance.choice([1, 1, 2, 3])):
        places = list(_places(damaged))
        if not places:
            break
        at, step = chance.choice(places)
        if isinstance(at, dict) and chance.random() < 0.2:
            at[str(chance.choice(JUNK))] = at.pop(step)
        else:
            at[step] = copy.deepcopy(chance.choice(JUNK))
    return damaged


def _places(at: Json) -> list[tuple[Json, Any]]:
    steps: list[Any] = list(at) if isinstance(at, dict) else list(range(len(at)))
    below = [at[step] for step in steps if isinstance(at[step], dict | list)]
    return [(at, step) for step in steps] + [pair for one in below for pair in _places(one)]


def read_lock(file: Json, folder: Path) -> object:
    path = folder / lock.LOCK_FILE
    path.write_text(json.dumps(file), encoding="utf-8")
    return lock.read(path)


def read_landing_zone(file: Json, _folder: Path) -> object:
    return list(check(load_model(text(file, escaped=True), LandingZoneFile)))


READERS: dict[str, Callable[[Json, Path], object]] = {
    "waivers": lambda file, _folder: waiver.load(text(file, escaped=True)),
    "quotas": lambda file, _folder: quota.load(Source("quotas.yaml", text(file, escaped=True))),
    "lock": read_lock,
    "landing zone": read_landing_zone,
}


def survives(kind: str, mutants: int, folder: Path) -> int:
    """Read mutants of a kind of file; return how many were refused, each by an error of ours."""
    chance = random.Random(kind)  # noqa: S311 - the same mutants each time
    told: list[str] = []
    for _ in range(mutants):
        try:
            READERS[kind](mutant(FILES[kind], chance), folder)
        except LandsmithError as error:
            told.append(str(error))
    assert not [message for message in told if set(HIDDEN) & set(message)]
    return len(told)


@pytest.mark.parametrize("kind", FILES)
def test_a_mutant_is_read_or_refused(kind: str, tmp_path: Path) -> None:
    assert 0 < survives(kind, SAMPLE, tmp_path) <= SAMPLE


if __name__ == "__main__":
    import sys
    import tempfile
    import time

    with tempfile.TemporaryDirectory() as scratch:
        for name in FILES:
            begun = time.monotonic()
            count = survives(name, int(sys.argv[1]), Path(scratch))
            sys.stdout.write(f"{name}: {count} refused, {time.monotonic() - begun:.0f} s\n")
