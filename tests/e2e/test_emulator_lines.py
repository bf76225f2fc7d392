"""Terraform itself prints the file and the line of what the emulator refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from landsmith.emulator import Emulator
from landsmith.terraform.binary import Terraform, TerraformFailedError, environment

pytestmark = pytest.mark.skipif(
    not (shutil.which("terraform") or shutil.which("tofu")), reason="needs terraform or tofu"
)

MARK = "# refused"
ROOT = """
terraform {
  required_providers {
    azurerm = { source = "hashicorp/azurerm" }
  }
}
provider "azurerm" {
  features {}
}
resource "azurerm_resource_group" "hub" {
  name     = "rg-hub."  # refused
  location = "westeurope"
}
resource "azurerm_virtual_network" "hub" {
  name                = "vnet-hub"
  resource_group_name = "rg-hub"
  location            = "westeurope"
  address_space       = ["10.0.0.1/16"]  # refused
}
resource "azurerm_subnet" "aks" {
  name                 = "snet-aks"
  resource_group_name  = "rg-hub"
  virtual_network_name = "vnet-hub"
  address_prefixes = [
    "10.0.0.0/24",
    "10.0.1.1/24",  # refused
  ]
}
resource "azurerm_network_security_group" "aks" {  # refused: elements of a set have no address
  name                = "nsg-aks"
  resource_group_name = "rg-hub"
  location            = "westeurope"
  security_rule {
    name                       = "all"
    priority                   = 100
    direction                  = "In"
    access                     = "Allow"
    protocol                   = "*"
    source_port_range          = "*"
    destination_port_range     = "*"
    source_address_prefix      = "*"
    destination_address_prefix = "*"
  }
}
resource "azurerm_kubernetes_cluster" "shop" {
  name                       = "aks-shop"
  resource_group_name        = "rg-hub"
  location                   = "westeurope"
  dns_prefix                 = "shop"  # refused
  dns_prefix_private_cluster = "shop"  # refused
  default_node_pool {
    name           = null  # refused
    node_count     = 1001  # refused
    vm_size        = "Standard_D4s_v5"
  }
  identity {
    type = "SystemAssigned"
  }
  network_profile {
    network_plugin = "azure"
    service_cidr   = "10.9.0.0"  # refused
  }
  node_provisioning_profile {
    mode = "Manual"
  }
}
resource "azurerm_key_vault_secret" "shop" {
  name         = "token"
  key_vault_id = "/subscriptions/s/resourceGroups/rg"  # refused
  value_wo     = "x"  # refused
}
"""


def test_every_refusal_has_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "root"
    folder.mkdir()
    (folder / "main.tf").write_text(ROOT)
    expected = [n for n, line in enumerate(ROOT.splitlines(), 1) if MARK in line]
    with Emulator(tmp_path / "cloud.db") as emulator:
        terraform = Terraform(folder, environment(emulator.environment()), lock=False)
        terraform.init()
        with pytest.raises(TerraformFailedError) as caught:
            terraform.plan(folder / "p")
    said = caught.value.diagnostics
    assert {Path(item.file).name for item in said} == {"main.tf"}
    assert sorted(item.line for item in said) == expected
