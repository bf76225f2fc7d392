"""A directory is judged as it would be deployed, and runs no commands while it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from command_line import EXAMPLE, landsmith

ROOT = "roots/20-management"
ACCOUNT = """{"resource": {
 "azurerm_resource_group": {"open": {"name": "rg-open", "location": "switzerlandnorth"}},
 "azurerm_storage_account": {"open": {
  "name": "openforall", "location": "switzerlandnorth",
  "resource_group_name": "${azurerm_resource_group.open.name}",
  "account_tier": "Standard", "account_replication_type": "LRS",
  "https_traffic_only_enabled": true, "public_network_access_enabled": true}}}}
"""
POD = """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "root", "namespace": "default"},
 "spec": {"containers": [{"name": "a", "image": "a", "securityContext": {"privileged": true}}]}}
"""
COMMAND = """
resource "terraform_data" "x" {
  provisioner "local-exec" {
    command = "echo $HOME > MARK"
  }
}
"""
PROVIDER = """
terraform {
  required_providers {
    evil = { source = "evil/evil" }
  }
}

provider "evil" {}
"""
BACKEND = 'terraform {\n  backend "azurerm" {\n    storage_account_name = "real"\n  }\n}\n'


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deployed") / "repository"
    assert landsmith("render", EXAMPLE, "--out", folder).returncode == 0
    return folder


@pytest.fixture
def repository(rendered: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(rendered, tmp_path / "repository"))


def add(repository: Path, text: str) -> None:
    """Add a root of the user's own."""
    root = repository / "roots" / "90-own"
    root.mkdir()
    (root / "main.tf").write_text(text, encoding="utf-8")


def test_json_and_overrides_and_odd_manifests_are_judged(repository: Path) -> None:
    (repository / ROOT / "open.tf.json").write_text(ACCOUNT, encoding="utf-8")
    override = (
        'resource "azurerm_storage_account" "open" {\n  https_traffic_only_enabled = false\n}\n'
    )
    (repository / ROOT / "z_override.tf").write_text(override + BACKEND, encoding="utf-8")
    (repository / "cluster" / "claims-prod" / "pod.json").write_text(POD, encoding="utf-8")
    done = landsmith("validate", repository)
    assert done.returncode == 2, done.stderr
    for one in ("storage-https-only", "CKV_AZURE_59", "CKV_K8S_16"):
        assert one in done.stdout, one


def test_a_command_is_refused_unless_it_is_allowed(repository: Path, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    add(repository, COMMAND.replace("MARK", str(mark)))
    for command in ("rehearse", "validate"):
        done = landsmith(command, repository)
        assert done.returncode == 1
        assert "roots/90-own/main.tf:3: provisioner" in done.stderr
        assert not mark.exists()
    done = landsmith("rehearse", repository, "--allow-local-commands")
    assert done.returncode == 0, done.stderr
    home = mark.read_text(encoding="utf-8").strip()
    assert home != str(Path.home())
    assert Path(home).name == "home"


def test_no_other_provider_is_fetched(repository: Path) -> None:
    add(repository, PROVIDER)
    done = landsmith("rehearse", repository)
    assert done.returncode == 1
    assert "evil/evil" in done.stderr
    assert "was not found in any of the search locations" in done.stderr
