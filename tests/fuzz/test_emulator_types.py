"""Every resource type lives through validate, plan, apply, change and destroy, whatever is given."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from emulator_client import Client
from emulator_configs import SUBSCRIPTION, Maker
from emulator_oracle import (
    Change,
    address,
    changed,
    changes,
    conforms,
    differences,
    mistakes,
    replaces,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from landsmith.emulator import Cloud
from landsmith.emulator.facts import ProviderFacts, provider_facts
from landsmith.emulator.values import UNKNOWN, Object, Value, wholly_known

TYPES = [
    (facts, type_name)
    for facts in (provider_facts("azurerm"), provider_facts("azuread"))
    for type_name in facts.resources
]
EVERY = pytest.mark.parametrize(("facts", "type_name"), TYPES, ids=[name for _, name in TYPES])

SOME = settings(
    derandomize=True,
    deadline=None,
    max_examples=3,
    database=None,
    suppress_health_check=list(HealthCheck),
)
RANDOMS = st.integers(0, 2**32 - 1).map(Random)
SHARES = st.sampled_from([0.0, 0.25, 0.7])


class Life:
    """One resource in a cloud of its own that has all it refers to."""

    def __init__(self, cloud: Cloud, maker: Maker) -> None:
        self.maker, self.type = maker, maker.type_name
        self.config = maker.config()
        self.client = Client(maker.facts, cloud, SUBSCRIPTION)

    def create(self) -> Object:
        plan = self.plan(None, self.config)
        state = self.client.apply(self.type, None, plan, self.config)
        assert conforms(plan, state)
        return state

    def plan(self, prior: Object | None, config: Object) -> Object:
        plan = self.client.plan(self.type, prior, config).state
        block, own = self.maker.schema, self.maker.own
        assert list(mistakes(block, own, prior, config, plan)) == []
        return plan


def life(facts: ProviderFacts, type_name: str, random: Random, share: float) -> Life:
    return Life(Cloud(Path(":memory:")), Maker(facts, type_name, random, share))


@EVERY
@SOME
@given(random=RANDOMS, share=SHARES)
def test_a_life(facts: ProviderFacts, type_name: str, random: Random, share: float) -> None:
    one = life(facts, type_name, random, share)
    assert one.client.errors(type_name, one.config) == []
    state = one.create()
    assert wholly_known(state)
    assert state["id"]
    assert one.client.read(type_name, state) == state
    assert one.client.imported(type_name, state["id"]) == state
    again = one.client.plan(type_name, state, one.config)
    assert (again.state, again.replace) == (state, ())
    for change in random.sample(found := changes(one.maker, one.config), min(3, len(found))):
        state = lives_through(one, change, state)
    assert one.client.plan(type_name, state, None).state is None
    assert one.client.apply(type_name, state, None, None) is None
    assert one.client.read(type_name, state) is None


def lives_through(one: Life, change: Change, state: Object) -> Object:
    one.config = changed(one.config, change.path, change.value)
    assert one.client.errors(one.type, one.config) == []
    answer = one.client.plan(one.type, state, one.config)
    place, _ = address(one.maker.schema, change.path)
    seen = {path[: len(place)] for path in differences(state, answer.state)}
    assert seen - written_by(change) <= {place}
    assert set(answer.replace) == replaces(one.maker, change, state, answer.state)
    if answer.replace:
        one.client.apply(one.type, state, None, None)
        state = one.create()
    else:
        planned = one.plan(state, one.config)
        state = one.client.apply(one.type, state, planned, one.config)
        assert conforms(planned, state)
    again = one.client.plan(one.type, state, one.config)
    assert (again.state, again.replace) == (state, ())
    return state


@EVERY
@SOME
@given(random=RANDOMS, share=SHARES)
def test_nothing_is_said_of_what_is_not_known_yet(
    facts: ProviderFacts, type_name: str, random: Random, share: float
) -> None:
    one = life(facts, type_name, random, share)
    hidden = forget(one.config, random)
    assert one.client.errors(type_name, hidden) == []


def written_by(change: Change) -> set[Value]:
    """Return the computed attribute that a write-only argument's new version decides."""
    name = str(change.path[0])
    return {(name.removesuffix("_wo_version"),)} if name.endswith("_wo_version") else set()


def forget(value: Value, random: Random) -> Value:
    """Return a configuration in which some of what is given isn't known yet."""
    if value is None:
        return None
    if isinstance(value, dict):
        return {name: forget(item, random) for name, item in value.items()}
    if random.random() < 0.4 and value != []:
        return UNKNOWN
    return [forget(item, random) for item in value] if isinstance(value, list) else value
