"""Emulated Azure as a server: terraform applies to it, Azure's own client reads it."""

from __future__ import annotations

import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from azure.mgmt.resource.resources import ResourceManagementClient

from landsmith.emulator.arm import EmulatorCredential
from landsmith.terraform.binary import Terraform, environment

SUBSCRIPTION = "11111111-1111-1111-1111-111111111111"
ROOT = f"""
terraform {{
  required_providers {{
    azurerm = {{ source = "hashicorp/azurerm" }}
  }}
}}
provider "azurerm" {{
  features {{}}
  subscription_id = "{SUBSCRIPTION}"
}}
resource "azurerm_resource_group" "hub" {{
  name     = "rg-hub"
  location = "westeurope"
}}
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """Return a server, and what it says to set."""
    command = [sys.executable, "-m", "landsmith", "emulator", "serve", "--cloud"]
    process = subprocess.Popen(
        [*command, str(tmp_path / "cloud.db")], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    lines = [shlex.split(process.stdout.readline()) for _ in range(4)]
    yield process, dict(line[1].split("=", 1) for line in lines)
    process.terminate()
    process.communicate(timeout=30)


def test_terraform_applies_and_an_sdk_reads(
    server: tuple[subprocess.Popen[str], dict[str, str]], tmp_path: Path
) -> None:
    process, told = server
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "main.tf").write_text(ROOT, encoding="utf-8")
    terraform = Terraform(tmp_path / "root", environment(told))
    terraform.init()
    terraform.plan(tmp_path / "plan")
    terraform.apply(tmp_path / "plan")
    client = ResourceManagementClient(
        EmulatorCredential(told["LANDSMITH_ARM_TOKEN"]),
        SUBSCRIPTION,
        base_url=told["LANDSMITH_ARM_ENDPOINT"],
        connection_verify=told["LANDSMITH_ARM_CERTIFICATE"],
        use_env_settings=False,
    )
    assert [group.name for group in client.resource_groups.list()] == ["rg-hub"]
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=30)
    assert process.returncode == 128 + signal.SIGTERM
    assert not Path(told["LANDSMITH_ARM_CERTIFICATE"]).exists()
