from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import emulator_azure
from emulator_azure import OTHER, PRINCIPAL, RG, SUBSCRIPTION, Azure, refused
from landsmith.emulator.roles import role_id

TWICE = "RoleAssignmentExists: the role assignment already exists"
ROLES = f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions"


@pytest.fixture
def azure(tmp_path: Path) -> Iterator[Azure]:
    yield from emulator_azure.azure(tmp_path)


def test_a_role_is_assigned_once(azure: Azure) -> None:
    first = azure.assignment()
    with refused(TWICE, first["id"], PRINCIPAL):
        azure.assignment()


def test_a_name_of_its_own_makes_no_difference(azure: Azure) -> None:
    azure.assignment()
    with refused(TWICE):
        azure.assignment(RG.upper().replace("/SUBSCRIPTIONS", "/subscriptions"), name=OTHER)


def test_a_role_by_id_is_the_role_by_name(azure: Azure) -> None:
    azure.assignment()
    role = f"{ROLES}/{role_id('Reader')}"
    with refused(TWICE):
        azure.create("role_assignment", scope=RG, role_definition_id=role, principal_id=PRINCIPAL)


def test_another_role_scope_or_principal_is_another_assignment(azure: Azure) -> None:
    azure.assignment()
    azure.assignment(role="Contributor")
    azure.assignment(f"/subscriptions/{SUBSCRIPTION}")
    azure.create("role_assignment", scope=RG, role_definition_name="Reader", principal_id=OTHER)


def test_a_custom_roles_name_is_unique_in_the_tenant(azure: Azure) -> None:
    def role(name: str, scope: str) -> None:
        azure.create("role_definition", name=name, scope=scope)

    role("Network joiner", f"/subscriptions/{SUBSCRIPTION}")
    summary = "RoleDefinitionWithSameNameExists: another custom role is called 'network joiner'"
    with refused(summary, "unique in a tenant"):
        role("network joiner", f"/subscriptions/{OTHER}")
    role("Network owner", f"/subscriptions/{OTHER}")


def test_a_role_in_use_is_not_deleted(azure: Azure) -> None:
    role = azure.create("role_definition", name="Joiner", scope=f"/subscriptions/{SUBSCRIPTION}")
    id_ = role["role_definition_resource_id"]
    given = {"scope": RG, "role_definition_id": id_, "principal_id": PRINCIPAL}
    assignment = azure.create("role_assignment", **given)
    summary = f"RoleDefinitionHasAssignments: {id_.rpartition('/')[2]!r} is in use and cannot be"
    with refused(f"{summary} deleted", assignment["id"]):
        azure.delete("role_definition", role)
    azure.delete("role_assignment", assignment)
    azure.delete("role_definition", role)
