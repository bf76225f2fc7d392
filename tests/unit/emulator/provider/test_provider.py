from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from landsmith.emulator import Cloud
from landsmith.emulator.facts import provider_facts
from landsmith.emulator.provider.ids import Account
from landsmith.emulator.provider.objection import RefusedError
from landsmith.emulator.provider.provider import Provider, account_of
from landsmith.emulator.schema import empty
from landsmith.emulator.values import Object, Value, wholly_known

ACCOUNT = account_of({"subscription_id": "11111111-1111-1111-1111-111111111111"})
OTHER = account_of({"subscription_id": "22222222-2222-2222-2222-222222222222"})


@pytest.fixture
def azurerm(tmp_path: Path) -> Iterator[Provider]:
    with Cloud(tmp_path / "cloud.db") as cloud:
        yield Provider(provider_facts("azurerm"), cloud)


def create(
    provider: Provider, type_name: str, account: Account = ACCOUNT, **given: Value
) -> Object:
    config = empty(provider.schema(type_name).block) | given
    planned = provider.plan(type_name, None, config, config).state
    return provider.apply(type_name, None, planned, account)


def group(provider: Provider, account: Account = ACCOUNT) -> Object:
    return create(provider, "azurerm_resource_group", account, name="rg", location="westeurope")


def key_vault(provider: Provider, account: Account = ACCOUNT) -> Object:
    given = {"name": "kv-shop", "resource_group_name": "rg", "location": "westeurope"}
    return create(provider, "azurerm_key_vault", account, **given)


def asked(provider: Provider, type_name: str, **given: Value) -> Object:
    return empty(provider.facts.data_source(type_name).block) | given


def test_what_was_applied_is_known_and_can_be_read(azurerm: Provider) -> None:
    group(azurerm)
    vault = key_vault(azurerm)
    assert wholly_known(vault)
    assert vault["vault_uri"] == "https://kv-shop.vault.azure.net/"
    assert azurerm.read("azurerm_key_vault", vault) == vault
    assert azurerm.find("azurerm_key_vault", vault["id"].upper()) == vault


def test_what_exists_is_not_created_again(azurerm: Provider) -> None:
    group(azurerm)
    with pytest.raises(RefusedError, match="already exists"):
        group(azurerm)
    assert group(azurerm, OTHER)


def test_a_resource_group_has_to_exist_in_the_same_subscription(azurerm: Provider) -> None:
    group(azurerm, OTHER)
    with pytest.raises(RefusedError, match="ResourceGroupNotFound"):
        key_vault(azurerm)


def test_what_was_deleted_is_gone(azurerm: Provider) -> None:
    state = group(azurerm)
    assert azurerm.apply("azurerm_resource_group", state, None, ACCOUNT) is None
    assert azurerm.read("azurerm_resource_group", state) is None
    with pytest.raises(RefusedError, match="not found"):
        azurerm.find("azurerm_resource_group", state["id"])


def test_a_data_source_finds_by_name_within_the_subscription(azurerm: Provider) -> None:
    group(azurerm)
    vault = key_vault(azurerm)
    config = asked(azurerm, "azurerm_key_vault", name="KV-shop", resource_group_name="rg")
    found = azurerm.data("azurerm_key_vault", config, ACCOUNT)
    assert found["id"] == vault["id"]
    assert found["vault_uri"] == vault["vault_uri"]
    with pytest.raises(RefusedError, match="was not found"):
        azurerm.data("azurerm_key_vault", config, OTHER)


def test_the_account_is_answered_directly(azurerm: Provider) -> None:
    found = azurerm.data("azurerm_client_config", asked(azurerm, "azurerm_client_config"), OTHER)
    assert found["subscription_id"] == OTHER.subscription_id
    assert found["tenant_id"] == OTHER.tenant_id


def test_a_built_in_role_has_its_real_id(azurerm: Provider) -> None:
    config = asked(azurerm, "azurerm_role_definition", name="AcrPull")
    found = azurerm.data("azurerm_role_definition", config, ACCOUNT)
    assert found["role_definition_id"] == "7f951dda-4ed3-4680-a7ca-43fe172d538d"


def test_nothing_made_up_looks_like_a_secret(azurerm: Provider) -> None:
    group(azurerm)
    given = {"name": "crshop", "resource_group_name": "rg", "location": "westeurope"}
    workspace = create(azurerm, "azurerm_log_analytics_workspace", **given)
    assert workspace["primary_shared_key"] == "emulated primary_shared_key of crshop"


def test_a_data_source_tells_parents_apart(azurerm: Provider) -> None:
    group(azurerm)
    home = {"resource_group_name": "rg", "location": "westeurope"}
    for name in ("one", "two"):
        cluster = create(azurerm, "azurerm_kubernetes_cluster", name=name, dns_prefix=name, **home)
        given = {"name": "pool", "kubernetes_cluster_id": cluster["id"]}
        create(azurerm, "azurerm_kubernetes_cluster_node_pool", **given)
    for name in ("one", "two"):
        config = asked(
            azurerm,
            "azurerm_kubernetes_cluster_node_pool",
            name="pool",
            kubernetes_cluster_name=name,
            resource_group_name="rg",
        )
        found = azurerm.data("azurerm_kubernetes_cluster_node_pool", config, ACCOUNT)
        assert f"/managedClusters/{name}/" in found["id"]
