from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from landsmith.emulator import Emulator
from landsmith.emulator.values import Value
from landsmith.terraform.binary import Terraform, TerraformFailedError, environment
from landsmith.terraform.plan import SENSITIVE, UNKNOWN, Plan, parse

pytestmark = pytest.mark.skipif(
    not (shutil.which("terraform") or shutil.which("tofu")), reason="needs terraform or tofu"
)

HEAD = """
terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 5.2"
    }
    azuread = { source = "hashicorp/azuread" }
  }
}
provider "azurerm" {
  features {}
  subscription_id = "11111111-1111-1111-1111-111111111111"
}
provider "azurerm" {
  alias = "connectivity"
  features {}
  subscription_id = "22222222-2222-2222-2222-222222222222"
}
"""
NETWORK = """
resource "azurerm_resource_group" "hub" {
  provider = azurerm.connectivity
  name     = "rg-hub"
  location = "West Europe"
}
resource "azurerm_virtual_network" "hub" {
  provider            = azurerm.connectivity
  name                = "vnet-hub"
  resource_group_name = azurerm_resource_group.hub.name
  location            = azurerm_resource_group.hub.location
  address_space       = ["10.0.0.0/16"]
  tags                = { env = "prod" }
}
data "azurerm_virtual_network" "hub" {
  provider            = azurerm.connectivity
  name                = azurerm_virtual_network.hub.name
  resource_group_name = "rg-hub"
}
data "azurerm_client_config" "here" {}
data "azurerm_client_config" "there" {
  provider = azurerm.connectivity
}
output "here" { value = data.azurerm_client_config.here.subscription_id }
output "there" { value = data.azurerm_client_config.there.subscription_id }
output "hub" { value = data.azurerm_virtual_network.hub.id }
"""
CLUSTER = """
resource "azurerm_resource_group" "shop" {
  name     = "rg-shop"
  location = "westeurope"
}
resource "azurerm_kubernetes_cluster" "shop" {
  name                = "aks-shop"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  dns_prefix          = "shop"
  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4s_v5"
    node_count = 3
  }
  identity {
    type = "SystemAssigned"
  }
  node_provisioning_profile {
    mode = "Manual"
  }
}
resource "azurerm_role_assignment" "pull" {
  scope                = azurerm_resource_group.shop.id
  role_definition_name = "AcrPull"
  principal_id         = azurerm_kubernetes_cluster.shop.kubelet_identity[0].object_id
}
resource "azuread_group" "admins" {
  display_name     = "admins"
  security_enabled = true
}
"""


class Root:
    def __init__(self, folder: Path, emulator: Emulator) -> None:
        self.folder, self.emulator = folder, emulator
        self.terraform = Terraform(folder, environment(emulator.environment()), lock=False)

    def write(self, *texts: str) -> Root:
        (self.folder / "main.tf").write_text("".join([HEAD, *texts]))
        return self

    def plan(self) -> tuple[bool, Plan]:
        changes = self.terraform.plan(self.folder / "p")
        return changes, parse(self.terraform.show(self.folder / "p"), "root")

    def apply(self) -> Value:
        self.terraform.plan(self.folder / "p")
        self.terraform.apply(self.folder / "p")
        return json.loads((self.folder / "terraform.tfstate").read_text())["outputs"]


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Root]:
    with Emulator(tmp_path / "cloud.db") as emulator:
        found = Root(tmp_path, emulator).write(NETWORK, CLUSTER)
        found.terraform.init()
        yield found


def test_a_life_from_plan_to_destroy(root: Root) -> None:
    changes, plan = root.plan()
    assert changes
    cluster = plan.change("azurerm_kubernetes_cluster.shop")
    assert cluster.get("sku_tier") == "Free"
    assert cluster.get("kubelet_identity.0.object_id") is UNKNOWN
    assert cluster.get("kube_config_raw") is SENSITIVE
    root.apply()
    assert not root.terraform.plan(root.folder / "p")
    root.terraform.destroy()
    assert root.emulator.cloud.resources() == []


def test_aliased_configurations_keep_their_subscriptions(root: Root) -> None:
    outputs = root.apply()
    assert outputs["here"]["value"] == "11111111-1111-1111-1111-111111111111"
    assert outputs["there"]["value"] == "22222222-2222-2222-2222-222222222222"
    assert outputs["hub"]["value"].startswith("/subscriptions/22222222-")


def test_an_edit_updates_in_place_or_replaces(root: Root) -> None:
    root.apply()
    root.write(NETWORK.replace("prod", "test"), CLUSTER.replace("D4s", "D8s"))
    _, plan = root.plan()
    assert plan.change("azurerm_virtual_network.hub").actions == ("update",)
    root.write(NETWORK.replace('"vnet-hub"', '"vnet-other"'), CLUSTER)
    _, plan = root.plan()
    network = plan.change("azurerm_virtual_network.hub")
    assert network.actions == ("delete", "create")
    assert network.replace_paths == (("name",),)
    root.apply()
    assert not root.terraform.plan(root.folder / "p")


def test_a_refusal_has_the_line(root: Root) -> None:
    root.write(NETWORK, CLUSTER.replace('"SystemAssigned"', '"SystemAsigned"'))
    with pytest.raises(TerraformFailedError) as caught:
        root.terraform.plan(root.folder / "p")
    (said,) = caught.value.diagnostics
    line = (root.folder / "main.tf").read_text().splitlines()[said.line - 1]
    assert said.summary.startswith("identity.0.type must be one of")
    assert "Did you mean 'SystemAssigned'?" in said.detail
    assert line.strip() == 'type = "SystemAsigned"'


def test_a_missing_thing_is_not_found(root: Root) -> None:
    missing = 'data "azurerm_key_vault" "x" {\n name = "kv"\n resource_group_name = "rg"\n}\n'
    root.write(missing)
    with pytest.raises(TerraformFailedError, match="azurerm_key_vault was not found"):
        root.terraform.plan(root.folder / "p")


def test_what_exists_can_be_imported(root: Root) -> None:
    root.apply()
    (root.folder / "terraform.tfstate").unlink()
    id_ = "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-hub"
    root.write(
        NETWORK.split('resource "azurerm_virtual_network"')[0],
        f'import {{\n to = azurerm_resource_group.hub\n id = "{id_}"\n}}\n',
    )
    _, plan = root.plan()
    assert plan.change("azurerm_resource_group.hub").actions == ("no-op",)
