"""Providers of the user's own, served from the output of ``terraform providers schema -json``."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from landsmith.emulator import Emulator
from landsmith.emulator.facts import provider_facts
from landsmith.emulator.facts.importing import import_facts
from landsmith.terraform.binary import Terraform, environment, find
from landsmith.terraform.known_types import UnknownTypesError
from landsmith.terraform.rehearsal import RehearsalError, RootInfo, rehearse
from landsmith.terraform.state import REDACTED

pytestmark = pytest.mark.skipif(
    not (shutil.which("terraform") or shutil.which("tofu")), reason="needs terraform or tofu"
)

TEXT: Any = {"type": "string", "optional": True}
MADE: Any = {"type": "string", "computed": True}
THING: Any = {
    "attributes": {
        "id": MADE,
        "name": {"type": "string", "required": True},
        "endpoint": MADE,
        "token": {"type": "string", "computed": True, "sensitive": True},
        "anything": {"type": "dynamic", "optional": True},
        "access": {
            "optional": True,
            "nested_type": {
                "nesting_mode": "single",
                "attributes": {"role": TEXT, "group": TEXT, "key": {**TEXT, "sensitive": True}},
            },
        },
    },
    "block_types": {
        "part": {"nesting_mode": "set", "block": {"attributes": {"name": TEXT, "size": TEXT}}}
    },
}
STRING: Any = {
    "attributes": {
        "id": MADE,
        "length": {"type": "number", "required": True},
        "special": {"type": "bool", "optional": True, "computed": True},
        "upper": {"type": "bool", "optional": True, "computed": True},
        "result": MADE,
    }
}
PROVIDERS: Any = {
    "registry.terraform.io/acme/widget": {
        "provider": {"version": 0, "block": {"attributes": {"region": TEXT}}},
        "resource_schemas": {"widget_thing": {"version": 1, "block": THING}},
        "data_source_schemas": {"widget_thing": {"version": 0, "block": THING}},
    },
    "registry.terraform.io/hashicorp/random": {
        "provider": {"version": 0, "block": {}},
        "resource_schemas": {"random_string": {"version": 2, "block": STRING}},
    },
}
HEAD = """
terraform {
  required_providers {
    azurerm = { source = "hashicorp/azurerm", version = "~> 4.30" }
    random  = { source = "hashicorp/random", version = "3.6.0" }
    widget  = { source = "acme/widget" }
  }
}
provider "azurerm" {
  features {}
  subscription_id = "11111111-1111-1111-1111-111111111111"
}
provider "widget" {
  region = "north"
}
"""
ROOT = (
    HEAD
    + """
resource "random_string" "one" {
  length  = 8
  special = false
  upper   = false
}
resource "random_string" "two" {
  length  = 8
  special = false
  upper   = false
}
resource "azurerm_resource_group" "this" {
  name     = "rg-${random_string.one.result}"
  location = "westeurope"
}
resource "widget_thing" "this" {
  name     = azurerm_resource_group.this.name
  anything = { a = [1, "b"] }
  access   = { role = "reader" }
  part {
    name = "x"
  }
  part {
    name = "y"
    size = "2"
  }
}
data "widget_thing" "this" {
  name = widget_thing.this.name
}
resource "terraform_data" "this" {
  input = data.widget_thing.this.endpoint
}
output "different" {
  value = random_string.one.result != random_string.two.result
}
"""
)
ANYTHING = ["object", {"a": ["tuple", ["number", "string"]]}]
ROOTS = [RootInfo("one")]


def repository(folder: Path, text: str = ROOT) -> Path:
    path = folder / "repository" / "roots" / "one" / "main.tf"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return folder / "repository"


def facts(folder: Path, providers: Any = PROVIDERS, **versions: str) -> Path:  # noqa: ANN401
    given = json.dumps({"provider_schemas": providers}).encode()
    import_facts(given, "x", versions or {"widget": "1.2.3", "random": "3.6.0"}, folder / "facts")
    return folder / "facts"


def test_other_providers_live_beside_azures(tmp_path: Path) -> None:
    known = facts(tmp_path)
    found = rehearse(repository(tmp_path), ROOTS, workdir=tmp_path / "work", facts=known)
    root = found.root("one")
    thing = root.applied["widget_thing.this"]
    name = root.applied["random_string.one"]["result"]
    assert thing["name"] == f"rg-{name}"
    assert thing["access"] == REDACTED
    assert thing["anything"] == {"type": ANYTHING, "value": {"a": [1, "b"]}}
    assert len(name) == 8
    assert root.applied["azurerm_resource_group.this"]["name"] == f"rg-{name}"
    assert root.plan_json["planned_values"]["root_module"]["resources"]
    assert found.facts == (
        "azuread 3.9.0, shipped with Landsmith",
        "azurerm 5.2.0, shipped with Landsmith",
        f"random 3.6.0, from {known / 'random-3.6.0.schema.json.gz'}",
        f"widget 1.2.3, from {known / 'widget-1.2.3.schema.json.gz'}",
    )


def test_a_type_without_facts_is_named_with_its_place_and_the_command(tmp_path: Path) -> None:
    with pytest.raises(UnknownTypesError) as caught:
        rehearse(repository(tmp_path), ROOTS, workdir=tmp_path / "work")
    said = str(caught.value)
    assert "roots/one/main.tf:17:1: resource random_string: the emulator has no facts" in said
    assert "roots/one/main.tf:31:1: resource widget_thing" in said
    assert "roots/one/main.tf:43:1: data widget_thing" in said
    assert said.endswith(
        "landsmith emulator facts --from schema.json"
        " --provider-version random=<version> --provider-version widget=<version>`"
    )
    assert not (tmp_path / "work").exists()


def test_what_terraform_itself_prints_is_taken_in(tmp_path: Path) -> None:
    known = facts(tmp_path)
    place = repository(tmp_path, HEAD) / "roots" / "one"
    with Emulator(tmp_path / "cloud.db", facts=known) as emulator:
        told = environment(emulator.environment())
        Terraform(place, told).init()
        command = [find().path, "providers", "schema", "-json"]
        done = subprocess.run(command, cwd=place, env=told, capture_output=True, check=True)
    versions = {"azurerm": "5.2.0", "random": "3.6.0", "widget": "1.2.3"}
    import_facts(done.stdout, "standard input", versions, tmp_path / "again")
    for name in versions:
        one, other = (provider_facts(name, folder) for folder in (known, tmp_path / "again"))
        assert other.address == one.address
        assert other.configuration() == one.configuration()
        for type_name in one.resources:
            assert other.resource(type_name) == one.resource(type_name), type_name
        for type_name in one.data_sources:
            assert other.data_source(type_name) == one.data_source(type_name), type_name


CLUSTER = """
terraform {
  required_providers {
    azurerm = { source = "hashicorp/azurerm", version = "~> 4.30" }
  }
}
provider "azurerm" {
  features {}
  subscription_id = "11111111-1111-1111-1111-111111111111"
}
resource "azurerm_resource_group" "this" {
  name     = "rg-shop"
  location = "westeurope"
  older    = "yes"
}
"""


def test_another_version_of_azurerm_is_served(tmp_path: Path) -> None:
    text = CLUSTER
    with pytest.raises(RehearsalError, match="Unsupported argument"):
        rehearse(repository(tmp_path / "new", text), ROOTS, workdir=tmp_path / "new" / "work")
    shipped = provider_facts("azurerm").raw
    group = json.loads(json.dumps(shipped["resource_schemas"]["azurerm_resource_group"]))
    group["block"]["attributes"]["older"] = TEXT
    schemas = {"azurerm_resource_group": group}
    azurerm = {"provider": shipped["provider"], "resource_schemas": schemas}
    own = {"registry.terraform.io/hashicorp/azurerm": azurerm}
    known = facts(tmp_path, own, azurerm="4.30.0")
    place = repository(tmp_path / "old", text)
    found = rehearse(place, ROOTS, workdir=tmp_path / "old" / "work", facts=known)
    applied = found.root("one").applied["azurerm_resource_group.this"]
    assert applied["older"] == "yes"
    assert applied["id"].endswith("/resourceGroups/rg-shop")
    assert f"azurerm 4.30.0, from {known / 'azurerm-4.30.0.schema.json.gz'}" in found.facts
