"""What hub and spokes ask of modules: Bastion's rules, DDoS protection per address, no way out."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from landsmith.calls.model import Value
from modules.harness import SUBSCRIPTION, addresses, plan, values

GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-hub"
VNET = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-hub"
LOGGED: Mapping[str, Value] = {
    "location": "westeurope",
    "resource_group_name": "rg-hub",
    "log_analytics_workspace_id": f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/log",
    "tags": {"owner": "network"},
}
VPN: Mapping[str, Value] = {
    **LOGGED,
    "name": "vgw",
    "subnet_id": f"{VNET}/subnets/GatewaySubnet",
    "sku": "VpnGw1AZ",
    "zones": ["1", "2", "3"],
    "active_active": True,
    "bgp_asn": 65515,
    "public_ip_names": ["pip-1", "pip-2"],
    "connections": {},
}
BASIC: Mapping[str, Value] = {
    **LOGGED,
    "name": "afw",
    "policy_name": "afwp",
    "subnet_id": f"{VNET}/subnets/AzureFirewallSubnet",
    "management_subnet_id": f"{VNET}/subnets/AzureFirewallManagementSubnet",
    "public_ip_name": "pip-1",
    "management_public_ip_name": "pip-2",
    "zones": [],
    "source_address_prefixes": [],
    "regions": [],
}


def network(*names: str) -> Mapping[str, Value]:
    """Return the inputs of a network with guarded subnets."""
    subnets: Value = {
        name: {
            "name": name,
            "address_prefix": f"10.0.{number}.0/26",
            "network_security_group_name": f"nsg-{number}",
        }
        for number, name in enumerate(names)
    }
    return {**LOGGED, "name": "vnet-hub", "address_space": ["10.0.0.0/16"], "subnets": subnets}


def test_the_group_of_bastions_subnet_has_the_rules_that_bastion_needs() -> None:
    found = plan("virtual_network", network("AzureBastionSubnet", "shared"))
    rules = [one for one in addresses(found) if "security_rule.bastion" in one]
    assert rules == [
        f'azurerm_network_security_rule.bastion["{name}"]'
        for name in (
            "AllowAzureCloudOutbound",
            "AllowDataPlaneInbound",
            "AllowDataPlaneOutbound",
            "AllowGatewayManagerInbound",
            "AllowHttpOutbound",
            "AllowHttpsInbound",
            "AllowProbesInbound",
            "AllowSshRdpOutbound",
        )
    ]
    inbound = values(found, 'azurerm_network_security_rule.bastion["AllowHttpsInbound"]')
    assert inbound["network_security_group_name"] == "nsg-0"
    assert inbound["source_address_prefix"] == "Internet"
    assert inbound["destination_port_ranges"] == ["443"]


def test_other_subnets_have_none_of_them() -> None:
    found = plan("virtual_network", network("shared"))
    assert not [one for one in addresses(found) if "security_rule.bastion" in one]


@pytest.mark.parametrize(("module", "inputs"), [("vpn_gateway", VPN), ("firewall_basic", BASIC)])
@pytest.mark.parametrize("mode", ["VirtualNetworkInherited", "Enabled"])
def test_public_addresses_are_protected_with_their_network_or_each(
    module: str, inputs: Mapping[str, Value], mode: str
) -> None:
    own: Mapping[str, Value] = {"ddos_protection_mode": mode} if mode == "Enabled" else {}
    found = plan(module, {**inputs, **own})
    for name in ("pip-1", "pip-2"):
        assert values(found, f'azurerm_public_ip.this["{name}"]')["ddos_protection_mode"] == mode
