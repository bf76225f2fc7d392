from __future__ import annotations

import json
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from landsmith.emulator import Cloud
from landsmith.emulator.facts import provider_facts
from landsmith.emulator.facts.importing import import_facts
from landsmith.emulator.provider.generic import GenericProvider
from landsmith.emulator.provider.provider import account_of
from landsmith.emulator.schema import empty
from landsmith.emulator.values import UNKNOWN, Object, Value, wholly_known

DIAGNOSTICS = "providers/Microsoft.Insights/diagnosticSettings"
ACCOUNT = account_of(None)
GROUP = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg"


DEFAULTED = {"min_lower", "min_upper", "min_numeric", "lower", "upper", "special", "separator"}


def schema(*computed: str, id_: bool = True, **given: Value) -> Object:
    attributes = {
        name: {"type": type_, "optional": True, "computed": name in DEFAULTED}
        for name, type_ in given.items()
    }
    own = (*computed, "id") if id_ else computed
    attributes |= {name: {"type": "string", "computed": True} for name in own}
    return {"version": 0, "block": {"attributes": attributes}}


TEXT = dict.fromkeys(("length", "min_lower", "min_upper", "min_numeric"), "number")
KINDS = dict.fromkeys(("lower", "upper", "numeric", "special"), "bool")
SHUFFLE = schema("result", input=["list", "string"], result_count="number")
SHUFFLE["block"]["attributes"]["result"]["type"] = ["list", "string"]
INTEGER = schema("result", min="number", max="number")
INTEGER["block"]["attributes"]["result"]["type"] = "number"
RANDOM = {
    "random_string": schema("result", **TEXT, **KINDS),
    "random_password": schema("result", **TEXT, **KINDS),
    "random_id": schema("hex", "dec", "b64_std", "b64_url", byte_length="number", prefix="string"),
    "random_integer": INTEGER,
    "random_pet": schema(length="number", separator="string", prefix="string"),
    "random_shuffle": SHUFFLE,
    "random_uuid": schema("result"),
    "azapi_resource": schema("output", name="string", parent_id="string", type="string"),
    "widget_stateless": schema("result", id_=False, size="number"),
}


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[GenericProvider]:
    schemas = {"registry.terraform.io/acme/widget": {"resource_schemas": RANDOM}}
    text = json.dumps({"provider_schemas": schemas}).encode()
    import_facts(text, "schema.json", {"": "1.0.0"}, tmp_path)
    with Cloud(tmp_path / "cloud.db") as cloud:
        yield GenericProvider(provider_facts("widget", tmp_path), cloud)


def create(provider: GenericProvider, type_name: str, **given: Value) -> Object:
    config = empty(provider.schema(type_name).block) | given
    planned = provider.plan(type_name, None, config, config).state
    assert planned is not None
    assert UNKNOWN in planned.values()
    state = provider.apply(type_name, None, planned, ACCOUNT)
    assert state is not None
    assert wholly_known(state)
    assert provider.read(type_name, state) == state
    return state


@pytest.mark.parametrize("type_name", ["random_string", "random_password"])
def test_a_text_has_the_length_and_characters_asked_for(
    provider: GenericProvider, type_name: str
) -> None:
    found = create(provider, type_name, length=24, special=False, upper=False)["result"]
    assert len(found) == 24
    assert set(found) <= {*string.ascii_lowercase, *string.digits, "-"}
    if type_name == "random_string":
        assert "-" not in found
        found = create(provider, type_name, length=6, min_upper=3, lower=False)["result"]
        assert sum(letter.isupper() for letter in found) >= 3


def test_a_number_lies_where_it_was_asked_for(provider: GenericProvider) -> None:
    for least in range(20):
        assert least <= create(provider, "random_integer", min=least, max=30)["result"] <= 30


def test_an_id_has_its_forms(provider: GenericProvider) -> None:
    found = create(provider, "random_id", byte_length=4, prefix="p-")
    assert len(found["hex"]) == len("p-") + 8
    assert int(found["hex"][2:], 16) == int(found["dec"][2:])
    assert found["b64_url"] == "p-" + found["id"]


def test_the_other_forms_of_chance(provider: GenericProvider) -> None:
    assert create(provider, "random_pet", length=1, separator="_")["id"].count("_") == 1
    found = create(provider, "random_shuffle", input=["a", "b", "c"], result_count=2)["result"]
    assert len(found) == 2
    assert set(found) < {"a", "b", "c"}
    found = create(provider, "random_uuid")
    assert found["id"] == found["result"]


def test_what_was_configured_alike_stays_apart(provider: GenericProvider) -> None:
    found = [create(provider, "random_string", length=12)["result"] for _ in range(5)]
    assert len(set(found)) == 5
    assert len(provider.cloud.resources()) == 5


def test_the_same_is_chosen_in_every_run(provider: GenericProvider, tmp_path: Path) -> None:
    with Cloud(tmp_path / "other.db") as cloud:
        other = GenericProvider(provider.facts, cloud)
        for type_name in ("random_string", "random_id", "random_pet", "random_uuid"):
            assert create(provider, type_name) == create(other, type_name)


@pytest.mark.parametrize(
    ("parent", "kind", "expected"),
    [
        (GROUP, "Microsoft.App/jobs@2024-03-01", f"{GROUP}/providers/Microsoft.App/jobs/x"),
        (
            f"{GROUP}/providers/Microsoft.App/jobs/j",
            "Microsoft.App/jobs/parts@2024-03-01",
            f"{GROUP}/providers/Microsoft.App/jobs/j/parts/x",
        ),
        (
            f"{GROUP}/providers/Microsoft.App/jobs/j",
            "Microsoft.Insights/diagnosticSettings@2021-05-01",
            f"{GROUP}/providers/Microsoft.App/jobs/j/{DIAGNOSTICS}/x",
        ),
        (
            "/subscriptions/s",
            "Microsoft.Resources/resourceGroups@2024-03-01",
            "/subscriptions/s/resourceGroups/x",
        ),
    ],
)
def test_azapi_has_arm_ids(
    provider: GenericProvider, parent: str, kind: str, expected: str
) -> None:
    found = create(provider, "azapi_resource", name="x", parent_id=parent, type=kind)
    assert found["id"] == expected


def test_a_type_without_id_is_kept_in_the_state_alone(provider: GenericProvider) -> None:
    state = create(provider, "widget_stateless", size=3)
    assert "id" not in state
    assert provider.cloud.resources() == []
    assert provider.apply("widget_stateless", state, None, ACCOUNT) is None


def test_a_change_keeps_the_id_and_a_deletion_forgets_it(provider: GenericProvider) -> None:
    state = create(provider, "random_uuid")
    assert provider.apply("random_uuid", state, state, ACCOUNT) == state
    assert provider.apply("random_uuid", state, None, ACCOUNT) is None
    assert provider.cloud.resources() == []
    assert provider.read("random_uuid", state) is None
