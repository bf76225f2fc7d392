"""Diagnostics written down by hand: what a user reads, and the path that leads to the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from emulator_cases import ACCEPTED, HOME, REFUSED
from emulator_cases_relations import RELATED
from emulator_cases_texts import FINE, TEXTS
from emulator_client import Client
from emulator_configs import SUBSCRIPTION
from landsmith.emulator import Cloud
from landsmith.emulator.facts import provider_facts
from landsmith.emulator.schema import Block, empty
from landsmith.emulator.values import Object, Value

ALLOWED = [*ACCEPTED, *FINE]
CASES = [*REFUSED, *RELATED, *TEXTS]
CLIENTS = {
    name: Client(provider_facts(name), Cloud(Path(":memory:")), SUBSCRIPTION)
    for name in ("azurerm", "azuread")
}


def complete(block: Block, given: Object) -> Object:
    """Return a configuration with null for what isn't given, nested blocks too."""
    value = empty(block) | given
    for name, nested in block.blocks.items():
        if isinstance(value[name], list):
            value[name] = [complete(nested.block, item) for item in value[name]]
    return value


def said(type_name: str, given: Object) -> list[tuple[Value, str, str]]:
    client = CLIENTS[type_name.partition("_")[0]]
    config = complete(client.facts.resource(type_name).block, given)
    return [(item.path, item.summary, item.detail) for item in client.validate(type_name, config)]


@pytest.mark.parametrize(
    ("type_name", "given", "expected"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_the_diagnostic_is(type_name: str, given: Object, expected: Value) -> None:
    assert said(type_name, given) == expected


@pytest.mark.parametrize(
    ("type_name", "given"), [case[1:] for case in ALLOWED], ids=[case[0] for case in ALLOWED]
)
def test_nothing_is_said_against(type_name: str, given: Object) -> None:
    assert said(type_name, given) == []


def test_a_password_or_a_path_is_no_id() -> None:
    vm = HOME | {
        "name": "vm",
        "admin_password": "not-a-secret",
        "admin_username": "me",
    }
    probe = {
        "name": "p",
        "path": "/healthz",
        "interval": 30,
        "timeout": 30,
        "unhealthy_threshold": 3,
        "protocol": "Http",
    }
    summaries = [summary for _, summary, _ in said("azurerm_windows_virtual_machine", vm)]
    gateway = said("azurerm_application_gateway", {"probe": [probe]})
    summaries += [summary for _, summary, _ in gateway]
    assert [item for item in summaries if "resource id" in item or "the id of" in item] == []


def test_what_is_deprecated_warns_only() -> None:
    client = CLIENTS["azurerm"]
    block = client.facts.resource("azurerm_signalr_service").block
    given = HOME | {"name": "sig", "live_trace_enabled": True}
    config = complete(block, given | {"sku": [{"name": "Free_F1", "capacity": 1}]})
    (warning,) = client.validate("azurerm_signalr_service", config)
    assert warning.warning
    assert (warning.path, warning.summary) == (
        ("live_trace_enabled",),
        "live_trace_enabled is deprecated",
    )
