from __future__ import annotations

import pytest

from landsmith.emulator.facts import TypeFacts, provider_facts
from landsmith.emulator.provider.planning import Planned, plan
from landsmith.emulator.schema import Attribute, Block, NestedBlock, empty
from landsmith.emulator.values import UNKNOWN, Object, Value

INNER = Block(
    {
        "size": Attribute("size", "string", required=True),
        "mode": Attribute("mode", "string", optional=True),
        "key": Attribute("key", "string", computed=True),
    }
)
BLOCK = Block(
    {
        "id": Attribute("id", "string", computed=True),
        "name": Attribute("name", "string", required=True),
        "location": Attribute("location", "string", optional=True),
        "zones": Attribute("zones", ["set", "string"], optional=True),
        "version": Attribute("version", "string", optional=True, computed=True),
        "once": Attribute("once", "string", optional=True, write_only=True),
        "gate": Attribute("gate", "string", computed=True),
        "gate_wo": Attribute("gate_wo", "string", optional=True, write_only=True),
        "gate_wo_version": Attribute("gate_wo_version", "number", optional=True),
        "port": Attribute(
            "port", ["list", ["object", {"number": "number", "kind": "string"}]], optional=True
        ),
    },
    {
        "pool": NestedBlock("pool", INNER, "list"),
        "rule": NestedBlock("rule", INNER, "set"),
        "disk": NestedBlock("disk", INNER, "list"),
    },
)
FACTS = TypeFacts(
    {
        ("name",): {"force_new": True},
        ("zones",): {"force_new": True},
        ("pool", "size"): {"force_new": True},
        ("rule", "size"): {"force_new": True},
        ("pool", "mode"): {"default": "System"},
        ("disk",): {"force_new": True},
        ("port", "number"): {"force_new": True},
    }
)


def configured(**given: Value) -> Object:
    return empty(BLOCK) | {"name": "one"} | given


def item(size: str = "small", mode: Value = None, key: Value = None) -> Object:
    return {"size": size, "mode": mode, "key": key}


def port(number: int = 80, kind: str = "tcp") -> Object:
    return {"number": number, "kind": kind}


def created(**given: Value) -> Object:
    config = configured(**given)
    state = plan(BLOCK, FACTS, None, config, config).state
    return known(state)


def known(value: Value) -> Value:
    if isinstance(value, dict):
        return {name: known(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [known(inner) for inner in value]
    return "made" if value is UNKNOWN else value


def updated(prior: Object, **given: Value) -> Planned:
    config = configured(**given)
    proposed = config | {
        name: prior[name] for name in ("id", "version", "gate") if config[name] is None
    }
    proposed["pool"] = [
        new | {"key": old["key"]} for new, old in zip(config["pool"], prior["pool"], strict=False)
    ] + config["pool"][len(prior["pool"]) :]
    return plan(BLOCK, FACTS, prior, proposed, config)


def test_on_creation_computed_is_unknown_and_silence_gets_the_default() -> None:
    config = configured(pool=[item()], once="hush")
    state = plan(BLOCK, FACTS, None, config, config).state
    assert state["id"] is UNKNOWN
    assert state["version"] is UNKNOWN
    assert state["pool"] == [{"size": "small", "mode": "System", "key": UNKNOWN}]
    assert state["zones"] is None


def test_a_write_only_value_is_never_planned() -> None:
    config = configured(once="hush")
    assert plan(BLOCK, FACTS, None, config, config).state["once"] is None


def test_the_second_plan_is_the_state() -> None:
    given = {"pool": [item()], "rule": [item("b"), item("a")], "location": "West Europe"}
    prior = created(**given)
    again = updated(prior, **given)
    assert again.state == prior
    assert again.replace == ()


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        ({}, {"name": "two"}, ("name",)),
        ({}, {"name": UNKNOWN}, ("name",)),
        ({"pool": [item()]}, {"pool": [item("big")]}, ("pool", 0, "size")),
        ({"pool": [item()]}, {"pool": []}, ("pool",)),
        ({"rule": [item()]}, {"rule": [item("big")]}, ("rule",)),
        ({"zones": ["1"]}, {"zones": ["1", "2"]}, ("zones",)),
        ({"rule": [item()]}, {"rule": [item(mode="x")]}, ("rule",)),
        ({"disk": [item()]}, {"disk": [item(), item()]}, ("disk",)),
        ({"disk": []}, {"disk": [item()]}, ("disk",)),
        ({"port": [port()]}, {"port": [port(443)]}, ("port", 0, "number")),
        ({"port": [port()]}, {"port": [port(), port()]}, ("port",)),
    ],
)
def test_a_change_replaces_where_the_facts_say_so(before: Value, after: Value, path: Value) -> None:
    assert updated(created(**before), **after).replace == (path,)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"pool": [item()]}, {"pool": [item(mode="User")]}),
        ({"zones": ["1", "2"]}, {"zones": ["2", "1"]}),
        ({"zones": None}, {"zones": []}),
        ({}, {"location": "northeurope"}),
        ({"disk": [item()]}, {"disk": [item("big")]}),
        ({"port": [port()]}, {"port": [port(kind="udp")]}),
        ({"rule": [item("a"), item("b")]}, {"rule": [item("b"), item("a")]}),
    ],
)
def test_other_changes_are_made_in_place(before: Value, after: Value) -> None:
    assert updated(created(**before), **after).replace == ()


def test_a_new_block_of_an_existing_resource_has_unknown_computed_values() -> None:
    prior = created(pool=[item()])
    state = updated(prior, pool=[item(), item("next")]).state
    assert [pool["key"] for pool in state["pool"]] == ["made", UNKNOWN]


def test_a_new_version_of_a_write_only_value_makes_what_shows_it_unknown() -> None:
    prior = created(gate_wo="a", gate_wo_version=1)
    assert updated(prior, gate_wo="b", gate_wo_version=1).state["gate"] == "made"
    assert updated(prior, gate_wo="b", gate_wo_version=2).state["gate"] is UNKNOWN


def test_deletion_plans_nothing() -> None:
    assert plan(BLOCK, FACTS, created(), None, configured()).state is None


def test_the_clusters_kubelet_identity_is_azures_to_choose() -> None:
    facts = provider_facts("azurerm")
    block = facts.resource("azurerm_kubernetes_cluster").block
    config = empty(block) | {"name": "aks"}
    own = facts.of("azurerm_kubernetes_cluster")
    assert plan(block, own, None, config, config).state["kubelet_identity"] is UNKNOWN


@pytest.mark.parametrize("nesting", ["single", "group", "map", "list", "set"])
def test_blocks_of_every_nesting_get_defaults_and_keep_what_is_known(nesting: str) -> None:
    block = Block({}, {"pool": NestedBlock("pool", INNER, nesting)})
    wrap = {"map": lambda one: {"a": one}, "list": lambda one: [one], "set": lambda one: [one]}
    around = wrap.get(nesting, lambda one: one)
    config = {"pool": around(item())}
    first = plan(block, FACTS, None, config, config)
    assert first.state == {"pool": around(item(mode="System", key=UNKNOWN))}
    prior = known(first.state)
    proposed = {"pool": around(item(key="made"))}
    again = plan(block, FACTS, prior, proposed, config)
    assert again == Planned(prior)
    bigger = {"pool": around(item("big", key="made"))}
    assert plan(block, FACTS, prior, bigger, {"pool": around(item("big"))}).replace
