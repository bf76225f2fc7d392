"""Every resource type lives: it is validated, planned, applied, changed and destroyed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
from landsmith.emulator import Cloud
from landsmith.emulator.facts import ProviderFacts, TypeFacts
from landsmith.emulator.facts.stored import located
from landsmith.emulator.provider.planning import plan
from landsmith.emulator.rules.model import RuleSet
from landsmith.emulator.values import UNKNOWN, Object, Value, wholly_known

REGION = "azure_location"


class SchemaFacts(ProviderFacts):
    """A provider's facts without what it does beyond its schema, of which the oracle knows this:
    a region is kept as Azure names it.
    """

    def of(self, type_name: str) -> TypeFacts:
        told = super().of(type_name)
        stored = [(rule, rule.then.get("store", {})) for rule in told.rules.rules]
        regions = (
            replace(rule, then={"store": of}) for rule, of in stored if of.get("as") == REGION
        )
        return replace(told, rules=RuleSet(tuple(regions)))


TYPES = [
    (facts, type_name)
    for facts in (SchemaFacts(located("azurerm", None)), SchemaFacts(located("azuread", None)))
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
Check = Callable[[ProviderFacts, str, Random, float], None]
RANDOMS = st.integers(0, 2**32 - 1).map(Random)
SHARES = st.sampled_from([0.0, 0.25, 0.7])


def for_some(facts: ProviderFacts, type_name: str, check: Check) -> None:
    """Check a property for some configurations of a type.

    The function that hypothesis runs is a new one for each type: one that a thousand items share
    gathers their settings until the stack is full.
    """

    @SOME
    @given(random=RANDOMS, share=SHARES)
    def run(random: Random, share: float) -> None:
        check(facts, type_name, random, share)

    run()


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
def test_a_life(facts: ProviderFacts, type_name: str) -> None:
    for_some(facts, type_name, lives)


def lives(facts: ProviderFacts, type_name: str, random: Random, share: float) -> None:
    one = life(facts, type_name, random, share)
    assert one.client.errors(type_name, one.config) == []
    state = one.create()
    assert wholly_known(state)
    assert well_formed(facts, type_name, state["id"])
    assert lies_in_its_parent(facts, type_name, one.config, state["id"])
    assert one.client.read(type_name, state) == state
    assert one.client.imported(type_name, state["id"]) == state
    again = one.client.plan(type_name, state, one.config)
    assert (again.state, again.replace) == (state, ())
    for change in random.sample(found := changes(one.maker, one.config), min(3, len(found))):
        state = lives_through(one, change, state)
    assert one.client.plan(type_name, state, None).state is None
    assert one.client.apply(type_name, state, None, None) is None
    assert one.client.read(type_name, state) is None


ANYWHERE = {
    "azurerm_advanced_threat_protection": "/advancedThreatProtectionSettings/",
    "azurerm_eventgrid_event_subscription": "/eventSubscriptions/",
    "azurerm_key_vault_access_policy": "/objectId/",
    "azurerm_lighthouse_assignment": "/registrationAssignments/",
    "azurerm_management_lock": "/locks/",
    "azurerm_monitor_data_collection_rule_association": "/dataCollectionRuleAssociations/",
    "azurerm_monitor_diagnostic_setting": "|",
    "azurerm_pim_active_role_assignment": "|",
    "azurerm_pim_eligible_role_assignment": "|",
    "azurerm_policy_definition": "/policyDefinitions/",
    "azurerm_resource_policy_assignment": "/policyAssignments/",
    "azurerm_resource_policy_exemption": "/policyExemptions/",
    "azurerm_resource_policy_remediation": "/remediations/",
    "azurerm_resource_provider_registration": "/providers/",
    "azurerm_role_assignment": "/roleAssignments/",
    "azurerm_role_definition": "/roleDefinitions/",
    "azurerm_role_management_policy": "/roleDefinitions/",
    "azurerm_security_center_assessment": "/assessments/",
}
"""Types of which one example of many was recorded, with what all their ids have."""

NAMED = "azurerm_site_recovery_replicated_vm"
"""Lies in what it is replicated from, by name; the ids are those of what it is replicated to."""

ORPHANS = (
    "azurerm_frontdoor_custom_https_configuration",
    "azurerm_network_interface_application_gateway_backend_address_pool_association",
    "azurerm_stack_hci_extension",
)
"""Types that lie in something which no fact names, so that its id isn't drawn."""


def well_formed(facts: ProviderFacts, type_name: str, id_: str) -> bool:
    """Return whether an id has the recorded shape, no more and no less."""
    shape = facts.id_shape(type_name)
    if not shape.startswith("/subscriptions") or type_name in ORPHANS:
        return bool(id_)
    if type_name in ANYWHERE:
        return ANYWHERE[type_name] in id_
    expression = re.escape(shape).replace(r"\{\}", "[^/]+")
    return re.fullmatch(expression, id_, re.IGNORECASE) is not None


def lies_in_its_parent(facts: ProviderFacts, type_name: str, config: Object, id_: str) -> bool:
    """Return whether an id has that of the parent in it, where the configuration gives it."""
    pieces = facts.id_shape(type_name).split("/{}")
    above = ["/{}".join(pieces[:n]) + "/{}" for n in range(4, len(pieces) - 1)]
    expressions = [re.escape(shape).replace(r"\{\}", "[^/]+") for shape in above]
    parents = [
        value.lower()
        for name, value in config.items()
        if isinstance(value, str)
        if any(re.fullmatch(expression, value, re.IGNORECASE) for expression in expressions)
    ]
    return type_name == NAMED or not parents or any(value in id_.lower() for value in parents)


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
    assert one.client.read(one.type, state) == state
    again = one.client.plan(one.type, state, one.config)
    assert (again.state, again.replace) == (state, ())
    return state


@EVERY
def test_nothing_is_said_of_what_is_not_known_yet(facts: ProviderFacts, type_name: str) -> None:
    for_some(facts, type_name, passes_unknown)


def passes_unknown(facts: ProviderFacts, type_name: str, random: Random, share: float) -> None:
    one = life(facts, type_name, random, share)
    hidden = forget(one.config, random)
    assert one.client.errors(type_name, hidden) == []


@EVERY
def test_a_rule_judges_whatever_may_be_written(facts: ProviderFacts, type_name: str) -> None:
    for_some(facts, type_name, judged)


def judged(facts: ProviderFacts, type_name: str, random: Random, share: float) -> None:
    """Plan and change a resource by the provider's rules: whatever they say, they say something."""
    maker = Maker(facts, type_name, random, share)
    own = ProviderFacts.of(facts, type_name)
    config = maker.config()
    state = plan(maker.schema, own, None, config, forget(config, random)).state
    for change in random.sample(found := changes(maker, config), min(3, len(found))):
        after = changed(config, change.path, change.value)
        planned = plan(maker.schema, own, config, after, after)
        assert planned.state is not None
        assert all(said.summary and said.path for said in planned.refused)
    assert state is not None


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
