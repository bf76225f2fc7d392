"""What real Terraform makes of faults: it fails as told, applies again, and nothing is lost."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from landsmith.emulator import Cloud, Emulator
from landsmith.emulator.faults import FAILURES, Fault
from landsmith.errors import EmulatorError, TerraformError
from landsmith.terraform.binary import Terraform, environment
from landsmith.terraform.fault_rehearsal import APPLY, PLAN, Survival, rehearse_fault
from landsmith.terraform.rehearsal import Event, RehearsalError, RootInfo, rehearse

pytestmark = pytest.mark.skipif(
    not (shutil.which("terraform") or shutil.which("tofu")), reason="needs terraform or tofu"
)

HEAD = """
terraform {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
}
provider "azurerm" {
  features {}
  subscription_id = "11111111-1111-1111-1111-111111111111"
}
"""
HUB = """
resource "azurerm_resource_group" "this" {
  name     = "rg-hub"
  location = "westeurope"
  tags     = { owner = "us" }
}
resource "azurerm_virtual_network" "this" {
  name                = "vnet-hub"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  address_space       = ["10.0.0.0/16"]
}
resource "azurerm_network_security_group" "this" {
  name                = "nsg-hub"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
}
resource "azurerm_subnet" "this" {
  for_each                             = { "a.b" = 1, c = 2, d = 3 }
  name                                 = "snet-${each.value}"
  resource_group_name                  = azurerm_resource_group.this.name
  virtual_network_name                 = azurerm_virtual_network.this.name
  address_prefixes                     = ["10.0.${each.value}.0/24"]
  network_security_group_id_wo         = azurerm_network_security_group.this.id
  network_security_group_id_wo_version = 1
}
"""
SHOP = """
resource "azurerm_resource_group" "this" {
  name     = "rg-shop"
  location = "westeurope"
}
resource "azurerm_storage_account" "this" {
  name                     = "stshop01"
  resource_group_name      = azurerm_resource_group.this.name
  location                 = azurerm_resource_group.this.location
  account_tier             = "Standard"
  account_replication_type = "LRS"
}
resource "azurerm_management_lock" "this" {
  name       = "lock"
  scope      = azurerm_storage_account.this.id
  lock_level = "CanNotDelete"
  lifecycle {
    ignore_changes = [notes]
  }
}
"""
ROLES = """
data "azurerm_storage_account" "shop" {
  name                = "stshop01"
  resource_group_name = "rg-shop"
}
resource "azurerm_role_assignment" "this" {
  scope                = data.azurerm_storage_account.shop.id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = "33333333-3333-3333-3333-333333333333"
}
"""
ROOTS = [RootInfo("hub"), RootInfo("shop", ("hub",)), RootInfo("roles", ("shop",))]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    for name, text in {"hub": HUB, "shop": SHOP, "roles": ROLES}.items():
        path = tmp_path / "repository" / "roots" / name / "main.tf"
        path.parent.mkdir(parents=True)
        path.write_text(HEAD + text)
    return tmp_path / "repository"


def survived(repository: Path, fault: str, **options: object) -> Survival:
    work = repository.parent / "work"
    return rehearse_fault(repository, ROOTS, Fault.parse(fault), workdir=work, **options)


def test_a_fault_in_one_root_is_put_right(repository: Path) -> None:
    events: list[Event] = []
    found = survived(repository, "create:3:quota", progress=events.append)
    assert list(found.failed) == ["hub"]
    assert FAILURES["quota"][0] in str(found.failed["hub"])
    assert found.skipped == ("shop", "roles")
    assert list(found.recovered) == ["hub", "shop", "roles"]
    assert "azurerm_resource_group.this" not in found.recovered["hub"]
    assert found.resources == 10
    assert [root.second_plan_empty for root in found.rehearsal.roots] == [True] * 3
    assert {PLAN, APPLY} <= {event.stage for event in events if event.root == "hub"}
    assert 'azurerm_subnet.this["a.b"]' in found.rehearsal.root("hub").applied


def test_every_creation_of_a_type_fails(repository: Path) -> None:
    found = survived(repository, "create:azurerm_subnet:throttled")
    assert sorted(item.rpartition("/")[2] for item in found.struck) == [
        "snet-1",
        "snet-2",
        "snet-3",
    ]
    assert len(found.recovered["hub"]) == 3


def test_what_timed_out_is_made_anew(repository: Path) -> None:
    found = survived(repository, "create:azurerm_storage_account:timeout")
    assert list(found.failed) == ["shop"]
    assert found.recovered["shop"] == (
        "azurerm_management_lock.this",
        "azurerm_storage_account.this",
    )


@pytest.mark.parametrize("number", [1, 5, 8])
def test_the_emulator_may_die(repository: Path, number: int) -> None:
    found = survived(repository, f"create:{number}:crash")
    assert len(found.struck) == 1
    assert found.failed
    assert found.resources == 10


def test_what_somebody_changed_is_put_back(repository: Path) -> None:
    found = survived(repository, "drift:azurerm_resource_group.this:tags.owner=them")
    assert found.recovered == {"hub": ("azurerm_resource_group.this",)}
    assert found.failed == {}


def test_what_somebody_deleted_comes_back(repository: Path) -> None:
    found = survived(repository, 'delete:azurerm_subnet.this["a.b"]')
    assert found.struck[0].endswith("/subnets/snet-1")
    assert found.recovered == {"hub": ('azurerm_subnet.this["a.b"]',)}


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("create:99:quota", "never struck: there was no such creation among 10"),
        ("create:azurerm_key_vault:quota", "no such creation of azurerm_key_vault among 10"),
        ("delete:azurerm_subnet.other", "no root has azurerm_subnet.other"),
        ("delete:azurerm_storage_account", "nobody could delete that in Azure either. ScopeLocked"),
        ("drift:azurerm_management_lock:notes=x", "went unnoticed: no plan wants to change"),
    ],
)
def test_a_fault_that_shows_nothing_is_no_success(repository: Path, fault: str, said: str) -> None:
    with pytest.raises((EmulatorError, TerraformError)) as caught:
        survived(repository, fault, destroy=False)
    assert said in str(caught.value)


def test_another_failure_is_not_taken_for_the_fault(repository: Path) -> None:
    main = repository / "roots" / "shop" / "main.tf"
    main.write_text(main.read_text().replace('"rg-shop"', '"rg-hub"'))
    with pytest.raises(RehearsalError, match="The resource already exists") as caught:
        survived(repository, "create:azurerm_role_assignment:conflict")
    assert list(caught.value.failures) == ["shop"]


def test_a_lock_is_lifted_before_what_another_root_holds_under_it_goes(repository: Path) -> None:
    rehearse(repository, ROOTS, workdir=repository.parent / "work")
    with Cloud(repository.parent / "work" / "cloud.db") as cloud:
        assert cloud.resources() == []


def test_ten_roots_at_once_lose_nothing(tmp_path: Path) -> None:
    folders = [tmp_path / f"root{number}" for number in range(10)]
    for number, folder in enumerate(folders):
        folder.mkdir()
        text = (HEAD + HUB).replace("rg-hub", f"rg-{number}")
        (folder / "main.tf").write_text(text)
    with Emulator(tmp_path / "cloud.db") as emulator, ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda folder: apply(folder, emulator), folders))
        there = {item.id for item in emulator.cloud.resources()}
        known = [id_ for folder in folders for id_ in ids(folder)]
        assert len(there) == len(known) == 60
        assert there == set(known)
        assert not any(
            pool.map(lambda folder: terraform(folder, emulator).plan(folder / "q"), folders)
        )


def terraform(folder: Path, emulator: Emulator) -> Terraform:
    return Terraform(folder, environment(emulator.environment()), lock=False)


def apply(folder: Path, emulator: Emulator) -> None:
    one = terraform(folder, emulator)
    one.init()
    one.plan(folder / "p")
    one.apply(folder / "p")


def ids(folder: Path) -> list[str]:
    state = json.loads((folder / "terraform.tfstate").read_text())
    return [
        instance["attributes"]["id"]
        for resource in state["resources"]
        for instance in resource["instances"]
    ]
