"""Nothing sensitive leaves the ARM endpoint: for every attribute of every resource type."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import pytest

from landsmith.emulator import Cloud, Resource
from landsmith.emulator.arm.answers import Answers
from landsmith.emulator.arm.estate import arm_id
from landsmith.emulator.arm.properties import camel, shown
from landsmith.emulator.facts import provider_facts
from landsmith.emulator.values import Object, Value

ROOT = "/subscriptions/11111111-1111-1111-1111-111111111111"
HIDDEN = "hidden-value"
OPEN = "open-value"


def value_of(block: Object, *, hidden: bool = False) -> Object:
    """Return a value in which each attribute holds `HIDDEN` if it is sensitive, else `OPEN`."""
    told = {
        name: attribute(raw, hidden=hidden) for name, raw in block.get("attributes", {}).items()
    }
    for name, raw in block.get("block_types", {}).items():
        told[name] = nested(raw["block"], raw["nesting_mode"], hidden=hidden)
    return told


def attribute(raw: Object, *, hidden: bool) -> Value:
    own = hidden or bool(raw.get("sensitive") or raw.get("write_only"))
    if "nested_type" in raw:
        return nested(raw["nested_type"], raw["nested_type"]["nesting_mode"], hidden=own)
    return typed(raw["type"], HIDDEN if own else OPEN)


def nested(block: Object, nesting: str, *, hidden: bool) -> Value:
    inner = value_of(block, hidden=hidden)
    if nesting == "map":
        return {"key": inner}
    return [inner, inner] if nesting in ("list", "set") else inner


def typed(type_: Value, text: str) -> Value:
    if not isinstance(type_, list):
        return text
    kind, inner = type_
    if kind == "map":
        return {text: typed(inner, text)}
    if kind == "object":
        return {name: typed(of, text) for name, of in inner.items()}
    return [typed(inner, text)]


@dataclass
class One:
    """A cloud with one resource."""

    resource: Resource

    def resources(self) -> list[Resource]:
        return [self.resource]

    def with_id(self, id_: str) -> list[Resource]:
        return self.resources() if id_.lower() == self.resource.id.lower() else []


def answers_about(resource: Resource) -> Iterator[str]:
    """Yield the text of every answer that tells something of a resource."""
    own = Answers(cast("Cloud", One(resource)), (), None, 1000, "https://x")
    id_ = arm_id(resource)
    paths = [id_, id_.rpartition("/")[0], f"{id_}/providers/Microsoft.Resources/tags/default"]
    paths += ["/subscriptions", ROOT, f"{ROOT}/resources", f"{ROOT}/resourcegroups"]
    for path in paths:
        yield json.dumps(own.get(f"{path}?api-version=2024-01-01"))


def types(provider: str) -> list[str]:
    return sorted(provider_facts(provider).resources)


@pytest.mark.parametrize("provider", ["azurerm", "azuread"])
def test_no_sensitive_attribute_of_any_type_is_told(provider: str) -> None:
    raw, sensitive = provider_facts(provider).raw["resource_schemas"], 0
    for number, type_name in enumerate(types(provider)):
        value = value_of(raw[type_name]["block"])
        id_ = f"{ROOT}/providers/Landsmith.Test/things/t{number}"
        if "subscription_id" in value:
            value["subscription_id"] = ROOT.rpartition("/")[2]
        sensitive += HIDDEN in json.dumps(value)
        told = "".join(answers_about(Resource(provider, type_name, id_, value | {"id": id_})))
        assert HIDDEN not in told, type_name
        assert OPEN in told or not _open(raw[type_name]["block"]), type_name
    assert sensitive > (150 if provider == "azurerm" else 3)


def _open(block: Object) -> bool:
    outside = {"id", "timeouts", "name", "resource_group_name"}
    kept = {name for name in shown(block, value_of(block)) if name not in outside}
    return bool(kept)


def test_a_type_without_facts_tells_nothing_but_its_id() -> None:
    for provider, type_name in (("azurerm", "azurerm_unheard_of"), ("unheard", "unheard_of")):
        id_ = f"{ROOT}/providers/Landsmith.Test/things/t"
        resource = Resource(provider, type_name, id_, {"id": id_, "password": HIDDEN, "x": OPEN})
        told = "".join(answers_about(resource))
        assert HIDDEN not in told
        assert OPEN not in told
        assert id_ in told


def test_a_sensitive_member_of_a_nested_type_is_left_out() -> None:
    inner = {
        "nesting_mode": "list",
        "attributes": {
            "user_name": {"type": "string", "required": True},
            "key": {"type": "string", "optional": True, "sensitive": True},
            "once": {"type": "string", "optional": True, "write_only": True},
        },
    }
    block = {"attributes": {"sign_in": {"nested_type": inner, "optional": True}}}
    value = {"sign_in": [{"user_name": "a", "key": HIDDEN, "once": HIDDEN}]}
    assert shown(block, value, camel) == {"signIn": [{"userName": "a"}]}


def test_the_keys_of_a_map_stay_as_they_are() -> None:
    block = {"attributes": {"node_labels": {"type": ["map", "string"], "optional": True}}}
    value = {"node_labels": {"cost_centre": "4"}}
    assert shown(block, value, camel) == {"nodeLabels": {"cost_centre": "4"}}
