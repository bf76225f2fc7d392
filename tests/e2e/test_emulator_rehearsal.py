from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from landsmith.errors import TerraformError
from landsmith.terraform.rehearsal import RehearsalError, RootInfo, rehearse
from landsmith.terraform.state import REDACTED

pytestmark = pytest.mark.skipif(
    not (shutil.which("terraform") or shutil.which("tofu")), reason="needs terraform or tofu"
)

ROOT = """
terraform {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
  backend "azurerm" {}
}
provider "azurerm" {
  features {}
  subscription_id = "11111111-1111-1111-1111-111111111111"
}
"""
GROUP = ROOT + 'module "group" {\n source = "../../modules/group"\n name = "rg-%s"\n}\n'
MODULE = """
variable "name" {
  type = string
}
resource "azurerm_resource_group" "this" {
  name     = var.name
  location = "westeurope"
}
"""
VAULT = (
    ROOT
    + """
data "azurerm_resource_group" "one" {
  name = "rg-one"
}
resource "azurerm_log_analytics_workspace" "this" {
  name                = "log-shop"
  resource_group_name = data.azurerm_resource_group.one.name
  location            = data.azurerm_resource_group.one.location
}
"""
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    texts = {
        "modules/group/main.tf": MODULE,
        "roots/one/main.tf": GROUP % "one",
        "roots/two/main.tf": GROUP % "two",
        "roots/three/main.tf": VAULT,
    }
    for name, text in texts.items():
        path = tmp_path / "repository" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "repository"


ROOTS = [RootInfo("three", ("one",)), RootInfo("one"), RootInfo("two")]


def test_roots_go_in_order_and_leave_nothing(repository: Path, tmp_path: Path) -> None:
    events = []
    found = rehearse(repository, ROOTS, workdir=tmp_path / "work", progress=events.append)
    applied = [event.root for event in events if event.stage == "apply" and event.seconds]
    assert applied.index("one") < applied.index("three")
    assert [root.name for root in found.roots] == ["three", "one", "two"]
    three = found.root("three")
    workspace = three.applied["azurerm_log_analytics_workspace.this"]
    assert workspace["name"] == "log-shop"
    assert workspace["primary_shared_key"] == REDACTED
    assert len(three.plan.digest) == 64
    assert set(three.seconds) == {"init", "plan", "apply", "show", "second plan", "destroy"}


def test_a_failure_stops_what_depends_on_it_only(repository: Path, tmp_path: Path) -> None:
    text = repository / "modules" / "group" / "main.tf"
    one = repository / "roots" / "one" / "main.tf"
    one.write_text(one.read_text().replace("rg-one", "rg-one."))
    assert text.exists()
    with pytest.raises(RehearsalError) as caught:
        rehearse(repository, ROOTS, workdir=tmp_path / "work")
    assert list(caught.value.failures) == ["one"]
    assert caught.value.skipped == ("three",)
    assert "name is not valid" in str(caught.value)


def test_a_second_plan_that_changes_something_names_it(repository: Path, tmp_path: Path) -> None:
    text = GROUP % "two" + 'output "now" {\n value = timestamp()\n}\n'
    (repository / "roots" / "two" / "main.tf").write_text(text)
    with pytest.raises(RehearsalError, match=r"second plan is not empty:\n    output now"):
        rehearse(repository, ROOTS, workdir=tmp_path / "work")


def test_roots_in_a_circle_are_refused(repository: Path, tmp_path: Path) -> None:
    circle = [RootInfo("one", ("two",)), RootInfo("two", ("one",))]
    with pytest.raises(TerraformError, match="wait for each other"):
        rehearse(repository, circle, workdir=tmp_path / "work")
