from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import emulator_azure
from emulator_azure import OTHER, PLACE, RG, SUBSCRIPTION, Azure, refused
from landsmith.emulator.facts import provider_facts
from landsmith.emulator.refusals.names import GLOBAL

MG = "/providers/Microsoft.Management/managementGroups/mg"


@pytest.fixture
def azure(tmp_path: Path) -> Iterator[Azure]:
    yield from emulator_azure.azure(tmp_path)


@pytest.mark.parametrize(
    ("kind", "summary"),
    [
        ("storage_account", "StorageAccountAlreadyTaken: the name 'shop01' is taken"),
        ("container_registry", "AlreadyInUse: the name 'shop01' is taken"),
        ("key_vault", "VaultAlreadyExists: the name 'shop01' is taken"),
    ],
)
def test_some_names_are_unique_in_all_of_azure(azure: Azure, kind: str, summary: str) -> None:
    azure.create(kind, name="shop01", **PLACE)
    azure.group("rg", OTHER)
    with refused(summary, f"/subscriptions/{SUBSCRIPTION}/"):
        azure.create(kind, OTHER, name="shop01", **PLACE)
    azure.create(kind, OTHER, name="shop02", **PLACE)


def test_a_name_is_taken_whatever_its_case(azure: Azure) -> None:
    azure.create("key_vault", name="kv-shop", **PLACE)
    azure.group("rg", OTHER)
    with refused("VaultAlreadyExists: the name 'KV-Shop' is taken"):
        azure.create("key_vault", OTHER, name="KV-Shop", **PLACE)


def test_the_end_of_a_name_is_not_the_name(azure: Azure) -> None:
    azure.create("key_vault", name="kv-shop", **PLACE)
    azure.create("key_vault", name="shop", **PLACE)


def test_other_names_are_free_in_another_group(azure: Azure) -> None:
    azure.network("vnet", "10.0.0.0/16")
    azure.group("rg", OTHER)
    given = {"name": "vnet", "address_space": ["10.0.0.0/16"]}
    azure.create("virtual_network", OTHER, **given, **PLACE)


def test_the_global_types_exist() -> None:
    known = provider_facts("azurerm").resources
    assert [name for types in GLOBAL for name in types if name not in known] == []


def test_a_policy_assignments_name_is_short_at_a_management_group(azure: Azure) -> None:
    given = {"policy_definition_id": "/providers/x"}
    summary = f"InvalidPolicyAssignmentName: the policy assignment name '{'a' * 25}' is too long"
    with refused(summary, "25 characters", "24 are allowed"):
        azure.create(
            "management_group_policy_assignment", name="a" * 25, management_group_id=MG, **given
        )
    azure.create(
        "management_group_policy_assignment", name="a" * 24, management_group_id=MG, **given
    )


def test_a_policy_assignments_name_is_longer_elsewhere(azure: Azure) -> None:
    given = {"policy_definition_id": "/providers/x", "resource_group_id": RG}
    azure.create("resource_group_policy_assignment", name="a" * 64, **given)
    summary = f"InvalidPolicyAssignmentName: the policy assignment name '{'a' * 65}' is too long"
    with refused(summary, "64 are allowed"):
        azure.create("resource_group_policy_assignment", name="a" * 65, **given)
