"""What follows from a rule, each on rules as they ship."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import emulator_azure
from emulator_azure import PLACE, Azure
from landsmith.emulator.facts import provider_facts
from landsmith.emulator.facts.corrections import RULES
from landsmith.emulator.facts.stored import SHIPPED
from landsmith.emulator.provider.objection import RefusedError
from landsmith.emulator.provider.planning import plan
from landsmith.emulator.rules.compare import COMPARES, FORMS, midnight
from landsmith.emulator.rules.reading import CASING, IN_WORDS, READ_AS
from landsmith.emulator.schema import empty
from landsmith.emulator.values import Object, Value

FREEZE = {"start": "2026-12-20T00:00:00Z", "end": "2027-01-06T23:59:59Z"}
POOL = {"name": "system", "vm_size": "Standard_D4s_v5"}
WEEKLY = {"frequency": "Weekly", "interval": 1, "duration": 4}
CLUSTER: Object = {"name": "aks", "dns_prefix": "aks", "default_node_pool": [POOL], **PLACE}


@pytest.fixture
def azure(tmp_path: Path) -> Iterator[Azure]:
    yield from emulator_azure.azure(tmp_path)


def every_effect(name: str) -> list[Object]:
    found = []
    for path in sorted(SHIPPED.glob("*.rules.json.gz")):
        for rules in (*json.loads(gzip.decompress(path.read_bytes())).values(), *RULES.values()):
            found += [rule["then"][name] for rule in rules if name in rule.get("then", {})]
    return found


def test_every_shipped_rule_is_understood() -> None:
    assert {told["compare"] for told in every_effect("suppress")} <= set(COMPARES)
    assert {told["as"] for told in every_effect("store")} <= set(FORMS)
    forms = {told["as"] for told in every_effect("normalise") if "as" in told}
    assert forms == {*READ_AS, CASING, *(forms & set(FORMS))}
    words = {told["value"] for told in every_effect("fill") if " " in str(told.get("value"))}
    assert words | {"empty"} == IN_WORDS | {"empty"}


def test_every_shipped_rule_fits_the_schema() -> None:
    for provider, version in (("azurerm", "5.2.0"), ("azuread", "3.9.0")):
        path = SHIPPED / f"{provider}-{version}.rules.json.gz"
        facts = provider_facts(provider)
        for type_name, raw in json.loads(gzip.decompress(path.read_bytes())).items():
            told = [rule["id"] for rule in raw if "prose" not in rule]
            own = [rule["id"] for rule in RULES.get(type_name, [])]
            assert [rule.id for rule in facts.of(type_name).rules.rules] == told + own, type_name


def planned(type_name: str, prior: Object | None = None, **given: Value) -> Object:
    facts = provider_facts("azurerm")
    config = empty(facts.resource(type_name).block) | given
    state = plan(facts.resource(type_name).block, facts.of(type_name), prior, config, config).state
    assert state is not None
    return state


def test_a_location_is_planned_as_azure_writes_it() -> None:
    assert planned("azurerm_resource_group", location="West Europe")["location"] == "westeurope"


def test_a_difference_that_is_none_to_the_provider_is_not_planned() -> None:
    prior = planned("azurerm_policy_definition", parameters='{"a": {"type": "String"}}')
    again = planned("azurerm_policy_definition", prior, parameters='{"a":{"type":"String"}}')
    other = planned("azurerm_policy_definition", prior, parameters='{"b":{"type":"String"}}')
    assert again["parameters"] == prior["parameters"]
    assert other["parameters"] != prior["parameters"]


def test_a_refusal_in_the_apply_leaves_nothing(azure: Azure) -> None:
    with pytest.raises(RefusedError, match="a Standard public IP is allocated statically"):
        azure.create("public_ip", name="pip", allocation_method="Dynamic", **PLACE)
    assert azure.create("public_ip", name="pip", allocation_method="Static", **PLACE)


def test_purge_protection_stays(azure: Azure) -> None:
    given = {"tenant_id": emulator_azure.TENANT, "sku_name": "standard", **PLACE}
    vault = azure.create("key_vault", name="kv", purge_protection_enabled=True, **given)
    with pytest.raises(RefusedError, match="purge protection cannot be turned off again"):
        azure.update("key_vault", vault, purge_protection_enabled=False, name="kv", **given)


@pytest.mark.parametrize(
    "window", ["maintenance_window_auto_upgrade", "maintenance_window_node_os"]
)
def test_a_freeze_loses_its_time_of_day(azure: Azure, window: str) -> None:
    given = {window: [{**WEEKLY, "not_allowed": [FREEZE]}]}
    state = azure.create("kubernetes_cluster", **CLUSTER, **given)
    assert state[window][0]["not_allowed"] == [
        {"start": "2026-12-20T00:00:00Z", "end": "2027-01-06T00:00:00Z"}
    ]


@pytest.mark.parametrize(
    ("rules", "shown"),
    [
        ({"default_action": "Allow", "bypass": ["AzureServices"]}, False),
        ({"default_action": "Allow", "bypass": ["Metrics"]}, True),
        ({"default_action": "Deny", "bypass": ["AzureServices"]}, True),
        ({"default_action": "Allow", "bypass": ["AzureServices"], "ip_rules": ["1.1.1.1"]}, True),
    ],
)
def test_network_rules_that_allow_everything_are_none(
    azure: Azure, rules: Object, shown: bool
) -> None:
    given = {"account_tier": "Standard", "account_replication_type": "LRS", **PLACE}
    state = azure.create("storage_account", name="stlogs", network_rules=[rules], **given)
    assert bool(state["network_rules"]) is shown


def test_azure_fills_what_was_left_out(azure: Azure) -> None:
    given = {"tenant_id": emulator_azure.TENANT, "sku_name": "STANDARD", **PLACE}
    vault = azure.create("key_vault", name="kv", **given)
    assert vault["network_acls"][0]["default_action"] == "Allow"
    assert vault["sku_name"] == "standard"
    cluster = azure.create("kubernetes_cluster", **CLUSTER)
    assert cluster["bootstrap_profile"] == [
        {"artifact_source": "Direct", "container_registry_id": None}
    ]


def test_replicas_are_read_by_location(azure: Azure) -> None:
    places = [{"location": place} for place in ("westeurope", "northeurope")]
    given = {"location": "swedencentral", "resource_group_name": "rg", "sku": "Premium"}
    registry = azure.create("container_registry", name="cr", georeplications=places, **given)
    found = [item["location"] for item in registry["georeplications"]]
    assert found == ["northeurope", "westeurope"]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("2026-12-24T23:59:59Z", "2026-12-24T00:00:00Z"),
        ("2026-12-24T00:30:00+01:00", "2026-12-23T00:00:00Z"),
        ("tomorrow", "tomorrow"),
        (None, None),
    ],
)
def test_midnight(given: Value, read: Value) -> None:
    assert midnight(given) == read
