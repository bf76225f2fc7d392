"""A root applied by terraform, then read by Azure's own, unmodified clients."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError
from azure.core.exceptions import ResourceNotFoundError as Missing
from azure.core.rest import HttpRequest
from azure.mgmt.resource.resources import ResourceManagementClient

from landsmith.emulator import Emulator
from landsmith.emulator.arm import EmulatorCredential, Endpoint
from landsmith.terraform.binary import Terraform, environment

pytestmark = pytest.mark.skipif(
    not (shutil.which("terraform") or shutil.which("tofu")), reason="needs terraform or tofu"
)

SUBSCRIPTION = "11111111-1111-1111-1111-111111111111"
VERSION = "2024-01-01"

ROOT = """
terraform {
  required_providers {
    azurerm = { source = "hashicorp/azurerm" }
  }
}
provider "azurerm" {
  features {}
  subscription_id = "11111111-1111-1111-1111-111111111111"
}
resource "azurerm_resource_group" "hub" {
  name     = "rg-hub"
  location = "West Europe"
  tags     = { env = "prod", cost_centre = "42" }
}
resource "azurerm_resource_group" "shop" {
  name     = "rg-shop"
  location = "northeurope"
  tags     = { env = "test" }
}
resource "azurerm_virtual_network" "hub" {
  name                = "vnet-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.0.0.0/16"]
  tags                = { env = "prod" }
}
resource "azurerm_subnet" "aks" {
  name                 = "snet-aks"
  resource_group_name  = azurerm_resource_group.hub.name
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = ["10.0.0.0/24"]
}
resource "azurerm_log_analytics_workspace" "shop" {
  name                = "log-shop"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}
resource "azurerm_user_assigned_identity" "shop" {
  name                = "id-shop"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}
resource "azurerm_role_assignment" "shop" {
  scope                = azurerm_resource_group.shop.id
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.shop.principal_id
}
resource "azurerm_resource_group_policy_assignment" "tags" {
  name                 = "require-tags"
  display_name         = "Require tags"
  resource_group_id    = azurerm_resource_group.shop.id
  policy_definition_id = "${local.policies}/871b6d14-10aa-478d-b590-94f262ecfa99"
  parameters           = jsonencode({ tagName = { value = "env" } })
}
locals {
  policies = "/providers/Microsoft.Authorization/policyDefinitions"
}
"""


@dataclass(frozen=True)
class World:
    """What terraform says was applied, and the endpoint over the same cloud."""

    applied: dict[str, dict[str, Any]]
    secrets: frozenset[str]
    endpoint: Endpoint

    def client(self) -> ResourceManagementClient:
        credential, options = self.endpoint.credential(), self.endpoint.options()
        return ResourceManagementClient(credential, SUBSCRIPTION, **options)

    def of(self, type_name: str) -> list[dict[str, Any]]:
        return [item for key, item in self.applied.items() if key.startswith(f"{type_name}.")]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("arm")
    (folder / "main.tf").write_text(ROOT)
    with Emulator(folder / "cloud.db") as emulator, Endpoint(emulator.cloud) as endpoint:
        terraform = Terraform(folder, environment(emulator.environment()), lock=False)
        terraform.init()
        terraform.plan(folder / "p")
        terraform.apply(folder / "p")
        state = json.loads((folder / "terraform.tfstate").read_text())
        yield World(applied(state), sensitive(state), endpoint)


def applied(state: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{item['type']}.{item['name']}": item["instances"][0]["attributes"]
        for item in state["resources"]
    }


def sensitive(state: dict[str, Any]) -> frozenset[str]:
    """Return the values that terraform marks as sensitive."""
    found = set()
    for item in state["resources"]:
        instance = item["instances"][0]
        for path in instance.get("sensitive_attributes", ()):
            value = instance["attributes"][path[0]["value"]]
            found |= {value} if isinstance(value, str) and value else set()
    return frozenset(found)


def test_resource_groups_and_tags_are_terraforms(world: World) -> None:
    with world.client() as client:
        found = {
            group.name: (group.id, group.location, group.tags)
            for group in client.resource_groups.list()
        }
        named = client.resource_groups.get("RG-HUB")
        assert client.resource_groups.check_existence("rg-shop")
        assert not client.resource_groups.check_existence("rg-none")
    groups = world.of("azurerm_resource_group")
    assert found == {item["name"]: (item["id"], item["location"], item["tags"]) for item in groups}
    assert named.tags == {"env": "prod", "cost_centre": "42"}


def test_resource_groups_are_filtered_by_tag(world: World) -> None:
    wanted = "tagName eq 'env' and tagValue eq 'prod'"
    with world.client() as client:
        assert [group.name for group in client.resource_groups.list(filter=wanted)] == ["rg-hub"]


def test_pages_are_followed(world: World) -> None:
    with world.client() as client:
        pages = list(client.resource_groups.list(top=1).by_page())
        assert [[group.name for group in page] for page in pages] == [["rg-hub"], ["rg-shop"]]


def test_resources_and_tags_are_terraforms(world: World) -> None:
    with world.client() as client:
        found = {
            item.id: (item.name, item.location, item.tags or None)
            for item in client.resources.list()
        }
        inside = {item.name for item in client.resources.list_by_resource_group("rg-shop")}
    tracked = [
        item
        for key, item in world.applied.items()
        if "location" in item and not key.startswith(("azurerm_resource_group",))
    ]
    assert found == {
        item["id"]: (item["name"], item["location"], item["tags"] or None) for item in tracked
    }
    assert inside == {"log-shop", "id-shop"}


def test_every_resource_is_found_by_its_id(world: World) -> None:
    with world.client() as client:
        for address, item in world.applied.items():
            found = client.resources.get_by_id(item["id"], api_version=VERSION)
            assert found.id == item["id"], address
            assert found.name == item["id"].rpartition("/")[2]
            assert client.resources.check_existence_by_id(item["id"], api_version=VERSION)
        subnet = client.resources.get_by_id(
            world.applied["azurerm_subnet.aks"]["id"], api_version=VERSION
        )
    assert subnet.type == "Microsoft.Network/virtualNetworks/subnets"
    assert subnet.properties["addressPrefixes"] == ["10.0.0.0/24"]


def test_what_is_not_there_is_azures_error(world: World) -> None:
    group = world.applied["azurerm_resource_group.hub"]["id"]
    with world.client() as client:
        with pytest.raises(Missing) as caught:
            client.resources.get_by_id(f"{group}/providers/a.b/c/none", api_version=VERSION)
        assert caught.value.error is not None
        assert caught.value.error.code == "ResourceNotFound"
        with pytest.raises(Missing, match="ResourceGroupNotFound"):
            list(client.resources.list_by_resource_group("rg-none"))
    other = "22222222-2222-2222-2222-222222222222"
    credential, options = world.endpoint.credential(), world.endpoint.options()
    with (
        ResourceManagementClient(credential, other, **options) as client,
        pytest.raises(Missing, match="SubscriptionNotFound"),
    ):
        list(client.resource_groups.list())


def test_a_wrong_token_is_refused(world: World) -> None:
    credential, options = EmulatorCredential("wrong"), world.endpoint.options()
    with (
        ResourceManagementClient(credential, SUBSCRIPTION, **options) as client,
        pytest.raises(ClientAuthenticationError) as caught,
    ):
        list(client.resource_groups.list())
    assert caught.value.error is not None
    assert caught.value.error.code == "InvalidAuthenticationToken"


def test_a_client_changes_nothing(world: World) -> None:
    with world.client() as client:
        with pytest.raises(HttpResponseError, match="MethodNotAllowed"):
            client.resource_groups.create_or_update("rg-hub", {"location": "westeurope"})
        with pytest.raises(HttpResponseError, match="MethodNotAllowed"):
            client.resource_groups.begin_delete("rg-hub")
        assert client.resource_groups.check_existence("rg-hub")


def asked(world: World, path: str) -> list[dict[str, Any]]:
    """Return a list that the client has no method for, through its own pipeline."""
    with world.client() as client:
        request = HttpRequest("GET", f"{world.endpoint.url}{path}", params={"api-version": VERSION})
        answer = client.send_request(request)
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()["value"]
        return found


@pytest.mark.parametrize(
    "at", ["azurerm_resource_group.shop", "azurerm_user_assigned_identity.shop"]
)
def test_assignments_hold_at_a_scope(world: World, at: str) -> None:
    scope, base = world.applied[at]["id"], "providers/Microsoft.Authorization"
    (policy,) = asked(world, f"{scope}/{base}/policyAssignments")
    given = world.applied["azurerm_resource_group_policy_assignment.tags"]
    assert policy["id"] == given["id"]
    assert policy["properties"]["policyDefinitionId"] == given["policy_definition_id"]
    assert policy["properties"]["parameters"] == {"tagName": {"value": "env"}}
    (role,) = asked(world, f"{scope}/{base}/roleAssignments")
    given = world.applied["azurerm_role_assignment.shop"]
    assert role["id"] == given["id"]
    assert role["properties"]["principalId"] == given["principal_id"]
    assert role["properties"]["roleDefinitionId"] == given["role_definition_id"]
    assert role["properties"]["scope"] == world.applied["azurerm_resource_group.shop"]["id"]


def test_azures_other_clients_read_it_too(world: World) -> None:
    policy = pytest.importorskip("azure.mgmt.resource.policy")
    subscriptions = pytest.importorskip("azure.mgmt.resource.subscriptions")
    authorization = pytest.importorskip("azure.mgmt.authorization")
    credential, options = world.endpoint.credential(), world.endpoint.options()
    with subscriptions.SubscriptionClient(credential, **options) as client:
        assert [item.subscription_id for item in client.subscriptions.list()] == [SUBSCRIPTION]
    with policy.PolicyClient(credential, SUBSCRIPTION, **options) as client:
        (assigned,) = client.policy_assignments.list_for_resource_group("rg-shop")
        assert assigned.display_name == "Require tags"
        assert not list(client.policy_assignments.list_for_resource_group("rg-hub"))
    with authorization.AuthorizationManagementClient(credential, SUBSCRIPTION, **options) as client:
        (given,) = client.role_assignments.list_for_subscription()
        assert given.principal_id == world.applied["azurerm_role_assignment.shop"]["principal_id"]
        role = client.role_definitions.get_by_id(given.role_definition_id)
        assert role.role_name == "Network Contributor"


def test_no_answer_holds_a_secret(world: World) -> None:
    assert world.secrets
    with world.client() as client:
        told = [
            client.resources.get_by_id(item["id"], api_version=VERSION).as_dict()
            for item in world.applied.values()
        ]
        told += [item.as_dict() for item in client.resources.list()]
    text = json.dumps(told)
    assert "log-shop" in text
    assert not [secret for secret in world.secrets if secret in text]
