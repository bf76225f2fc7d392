"""What the real azurerm 5.2.0 said of 403 plans, held against the emulator's plans."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from emulator_client import proposed_new
from landsmith.emulator.facts import provider_facts
from landsmith.emulator.provider.planning import Planned, plan
from landsmith.emulator.rules.compare import same
from landsmith.emulator.schema import Block, empty
from landsmith.emulator.values import UNKNOWN, Object, Value

CASES = json.loads(gzip.decompress((Path(__file__).parent / "plan-cases.json.gz").read_bytes()))
OF_THE_SCHEMA = ("id",)
"""What the provider's answer names beside the paths of a replacement."""


def value(raw: Value) -> Value:
    if isinstance(raw, dict):
        return {name: value(item) for name, item in raw.items()}
    if isinstance(raw, list):
        return [value(item) for item in raw]
    return UNKNOWN if raw == "<unknown>" else raw


def configuration(block: Block, raw: Object) -> Object:
    config = empty(block) | {name: value(item) for name, item in raw.items()}
    for name, nested in block.blocks.items():
        if isinstance(raw.get(name), list):
            config[name] = [configuration(nested.block, item) for item in raw[name]]
    return config


def applied(block: Block, planned: Object) -> Object:
    """Return a planned state in which Azure chose nothing."""
    state = {name: None if item is UNKNOWN else item for name, item in planned.items()}
    for name, nested in block.blocks.items():
        items = state.get(name) or []
        state[name] = [applied(nested.block, item) for item in items]
    return state


def merged(block: Block, state: Object, besides: Object) -> Object:
    """Return a state with what it holds besides."""
    told = dict(besides)
    for name, nested in block.blocks.items():
        if name in besides:
            own = state[name] or [empty(nested.block) for _ in besides[name]]
            pairs = zip(own, besides[name], strict=True)
            told[name] = [merged(nested.block, *pair) for pair in pairs]
    return state | told


@cache
def planned(index: int) -> tuple[Planned, Object | None]:
    """Return the emulator's plan of a case, and the state before."""
    case = CASES[index]
    facts = provider_facts("azurerm")
    block, own = facts.resource(case["type"]).block, facts.of(case["type"])
    prior = None
    if case["before"] is not None:
        before = configuration(block, case["before"])
        made = plan(block, own, None, before, before).state or {}
        prior = merged(block, applied(block, made), case["state"] or {})
    config = configuration(block, case["after"])
    return plan(block, own, prior, proposed_new(block, prior, config), config), prior


def cases(**having: bool) -> list[Any]:
    told = [
        (index, case)
        for index, case in enumerate(CASES)
        if all((case[name] is not None) is wanted for name, wanted in having.items())
    ]
    return [pytest.param(index, id=case["name"]) for index, case in told]


@pytest.mark.parametrize("index", cases())
def test_refuses_what_the_provider_refuses(index: int) -> None:
    found, _ = planned(index)
    assert bool(found.refused) is CASES[index]["refused"], found.refused


@pytest.mark.parametrize("index", cases(before=True))
def test_replaces_and_changes_what_the_provider_does(index: int) -> None:
    found, prior = planned(index)
    if not found.refused:
        paths = {".".join(map(str, path)) for path in found.replace}
        assert paths == set(CASES[index]["replaces"]) - set(OF_THE_SCHEMA)
        assert same(prior, found.state) is not CASES[index]["changes"]


def test_the_cases_hold_every_outcome() -> None:
    told = {(case["refused"], bool(case["replaces"]), case["changes"]) for case in CASES}
    assert {(True, False, False), (False, True, True), (False, False, True)} <= told
