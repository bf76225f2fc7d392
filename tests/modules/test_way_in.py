"""What the modules of the way in plan: a jump host without a secret, an endpoint, its routes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from landsmith.calls.model import Value
from landsmith.terraform.binary import TerraformFailedError
from modules.harness import SUBSCRIPTION, addresses, plan, values
from strategies import SSH_KEY

GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-net"
NETWORK = f"{GROUP}/providers/Microsoft.Network"
SUBNET = f"{NETWORK}/virtualNetworks/vnet-hub/subnets/snet-management"
HERE: Mapping[str, Value] = {
    "location": "westeurope",
    "resource_group_name": "rg-net",
    "tags": {"owner": "network"},
}
JUMP_HOST: Mapping[str, Value] = {
    **HERE,
    "name": "vm-jump",
    "network_interface_name": "nic-jump",
    "subnet_id": SUBNET,
    "vm_size": "Standard_D2s_v5",
    "zone": "1",
    "ssh_public_key": SSH_KEY,
}
ENDPOINT: Mapping[str, Value] = {
    **HERE,
    "name": "pep-state",
    "network_interface_name": "nic-state",
    "subnet_id": SUBNET,
    "resource_id": f"{GROUP}/providers/Microsoft.Storage/storageAccounts/ststate",
    "subresource_name": "blob",
    "private_dns_zone_id": f"{NETWORK}/privateDnsZones/privatelink.blob.core.windows.net",
}
ROUTE: Mapping[str, Value] = {
    "address_prefix": "0.0.0.0/0",
    "next_hop_type": "VirtualAppliance",
    "next_hop_in_ip_address": "10.0.0.4",
}


def one(of: object) -> dict[str, Any]:
    """Return the one nested block of a kind."""
    assert isinstance(of, list)
    (block,) = of
    return dict(block)


def test_a_jump_host_has_a_key_and_no_secret() -> None:
    found = plan("jump_host", JUMP_HOST)
    machine = values(found, "azurerm_linux_virtual_machine.this")
    assert one(machine["admin_ssh_key"]) == {"username": "azureadmin", "public_key": SSH_KEY}
    assert machine["disable_password_authentication"] is True
    for secret in ("admin_password", "custom_data", "user_data"):
        assert not machine.get(secret)
    for safe in ("encryption_at_host_enabled", "secure_boot_enabled", "vtpm_enabled"):
        assert machine[safe] is True
    assert machine["zone"] == "1"


def test_a_jump_host_has_no_public_address_and_signs_in_with_entra() -> None:
    found = plan("jump_host", JUMP_HOST)
    interface = values(found, "azurerm_network_interface.this")
    assert not one(interface["ip_configuration"]).get("public_ip_address_id")
    machine = values(found, "azurerm_linux_virtual_machine.this")
    assert one(machine["identity"])["type"] == "SystemAssigned"
    extension = values(found, "azurerm_virtual_machine_extension.entra")
    assert extension["type"] == "AADSSHLoginForLinux"
    assert extension["publisher"] == "Microsoft.Azure.ActiveDirectory"
    assert addresses(found) == [
        "azurerm_linux_virtual_machine.this",
        "azurerm_network_interface.this",
        "azurerm_virtual_machine_extension.entra",
    ]


def test_a_jump_host_in_a_region_without_zones() -> None:
    machine = values(
        plan("jump_host", {**JUMP_HOST, "zone": None}), "azurerm_linux_virtual_machine.this"
    )
    assert not machine.get("zone")


def test_an_endpoint_of_another_roots_account_is_found_by_name() -> None:
    found = values(plan("private_endpoint", ENDPOINT), "azurerm_private_endpoint.this")
    connection = one(found["private_service_connection"])
    assert connection["private_connection_resource_id"] == ENDPOINT["resource_id"]
    assert connection["subresource_names"] == ["blob"]
    assert connection["is_manual_connection"] is False
    zones = one(found["private_dns_zone_group"])["private_dns_zone_ids"]
    assert zones == [ENDPOINT["private_dns_zone_id"]]


@pytest.mark.parametrize("propagates", [True, False])
def test_a_route_table_for_subnets_elsewhere(propagates: bool) -> None:
    inputs = {
        **HERE,
        "name": "rt-x",
        "routes": {"default": ROUTE},
        "bgp_route_propagation_enabled": propagates,
    }
    found = values(plan("route_table", inputs), "azurerm_route_table.this")
    assert found["bgp_route_propagation_enabled"] is propagates
    assert one(found["route"]) == {"name": "default", **ROUTE}


@pytest.mark.parametrize(
    ("module", "inputs", "message"),
    [
        ("jump_host", {**JUMP_HOST, "name": "vm_jump"}, "Expected 1 to 64 letters"),
        ("jump_host", {**JUMP_HOST, "ssh_public_key": "ecdsa x"}, "Expected a public key"),
        (
            "route_table",
            {**HERE, "name": "rt-x", "routes": {"x": {**ROUTE, "next_hop_type": "Nowhere"}}},
            "Expected next_hop_type",
        ),
        (
            "route_table",
            {**HERE, "name": "rt-x", "routes": {"x": {**ROUTE, "next_hop_type": "Internet"}}},
            "Expected next_hop_in_ip_address",
        ),
    ],
)
def test_what_a_module_refuses(module: str, inputs: Mapping[str, Value], message: str) -> None:
    with pytest.raises(TerraformFailedError) as caught:
        plan(module, inputs)
    assert message in " ".join(str(caught.value).split())
