from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator_client import Client
from emulator_configs import SUBSCRIPTION
from landsmith.emulator import Cloud
from landsmith.emulator.facts import provider_facts
from landsmith.emulator.provider.provider import Provider, account_of
from landsmith.emulator.schema import empty
from landsmith.emulator.values import Object, Value

NETWORK = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Network"
GROUPS = [f"{NETWORK}/networkSecurityGroups/{name}" for name in ("one", "two")]
TABLE = {"name": "rt", "resource_group_name": "rg", "location": "westeurope"}
SUBNET = {
    "name": "s",
    "resource_group_name": "rg",
    "virtual_network_name": "v",
    "address_prefixes": ["10.0.0.0/24"],
}
ASSOCIATION = "azurerm_subnet_network_security_group_association"


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    with Cloud(Path(":memory:")) as cloud:
        yield cloud


@pytest.fixture
def azurerm(cloud: Cloud) -> Client:
    return Client(provider_facts("azurerm"), cloud, SUBSCRIPTION)


def put(client: Client, type_name: str, prior: Object | None = None, **given: Value) -> Object:
    config = empty(client.facts.resource(type_name).block) | given
    plan = client.plan(type_name, prior, config).state
    state = client.apply(type_name, prior, plan, config)
    assert state is not None
    return state


def shown(client: Client, subnet: Object) -> Value:
    state = client.read("azurerm_subnet", subnet)
    assert state is not None
    return state["network_security_group_id"]


def test_an_association_shows_on_its_subnet_as_long_as_it_is_there(azurerm: Client) -> None:
    subnet = put(azurerm, "azurerm_subnet", **SUBNET)
    assert subnet["network_security_group_id"] is None
    given = {"subnet_id": subnet["id"], "network_security_group_id": GROUPS[0]}
    link = put(azurerm, ASSOCIATION, **given)
    assert shown(azurerm, subnet) == GROUPS[0]
    refreshed = azurerm.read("azurerm_subnet", subnet)
    put(azurerm, "azurerm_subnet", refreshed, **SUBNET, default_outbound_access_enabled=False)
    azurerm.apply(ASSOCIATION, link, None, None)
    assert shown(azurerm, subnet) is None


def test_what_an_association_shows_is_no_change(azurerm: Client) -> None:
    subnet = put(azurerm, "azurerm_subnet", **SUBNET)
    put(azurerm, ASSOCIATION, subnet_id=subnet["id"], network_security_group_id=GROUPS[0])
    refreshed = azurerm.read("azurerm_subnet", subnet)
    config = empty(azurerm.facts.resource("azurerm_subnet").block) | SUBNET
    assert azurerm.plan("azurerm_subnet", refreshed, config).state == refreshed


def test_a_write_only_group_shows_and_changes_with_its_version(azurerm: Client) -> None:
    def written(group: str, version: int, prior: Object | None = None) -> Object:
        return put(
            azurerm,
            "azurerm_subnet",
            prior,
            **SUBNET,
            network_security_group_id_wo=group,
            network_security_group_id_wo_version=version,
        )

    first = written(GROUPS[0], 1)
    assert first["network_security_group_id"] == GROUPS[0]
    assert first["network_security_group_id_wo"] is None
    second = written(GROUPS[1], 2, first)
    assert second["network_security_group_id"] == GROUPS[1]
    assert shown(azurerm, second) == GROUPS[1]


def test_a_route_table_lists_its_subnets(azurerm: Client) -> None:
    table = put(azurerm, "azurerm_route_table", **TABLE)
    subnets = [put(azurerm, "azurerm_subnet", **SUBNET | {"name": name}) for name in "ab"]
    for subnet in subnets:
        given = {"subnet_id": subnet["id"], "route_table_id": table["id"]}
        put(azurerm, "azurerm_subnet_route_table_association", **given)
    state = azurerm.read("azurerm_route_table", table)
    assert state is not None
    assert state["subnets"] == [subnet["id"] for subnet in subnets]


def test_a_data_source_sees_it_too(azurerm: Client, cloud: Cloud) -> None:
    subnet = put(azurerm, "azurerm_subnet", **SUBNET)
    put(azurerm, ASSOCIATION, subnet_id=subnet["id"], network_security_group_id=GROUPS[1])
    asked = empty(azurerm.facts.data_source("azurerm_subnet").block) | {
        name: SUBNET[name] for name in ("name", "resource_group_name", "virtual_network_name")
    }
    account = account_of({"subscription_id": SUBSCRIPTION})
    found = Provider(azurerm.facts, cloud).data("azurerm_subnet", asked, account)
    assert found["network_security_group_id"] == GROUPS[1]
