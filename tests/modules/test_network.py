"""What the modules of the networks plan for each option, and which inputs each of them refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from emulator_hub import put_firewall, put_public_ip
from landsmith.calls.model import Value
from landsmith.terraform.binary import TerraformFailedError
from landsmith.terraform.plan import Plan
from modules.harness import (
    CALL,
    OTHER_SUBSCRIPTION,
    SUBSCRIPTION,
    address,
    addresses,
    cloud,
    plan,
    values,
)

GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-net"
NETWORK = f"{GROUP}/providers/Microsoft.Network"
SPOKE = f"{NETWORK}/virtualNetworks/vnet-spoke"
HUB = (
    f"/subscriptions/{OTHER_SUBSCRIPTION}/resourceGroups/rg-hub"
    "/providers/Microsoft.Network/virtualNetworks/vnet-hub"
)
WORKSPACE = f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/log-x"
DDOS = f"{NETWORK}/ddosProtectionPlans/ddos-x"
TAGS: Mapping[str, Value] = {"owner": "network"}
HERE: Mapping[str, Value] = {
    "location": "westeurope",
    "resource_group_name": "rg-net",
    "tags": TAGS,
}
LOGGED: Mapping[str, Value] = {**HERE, "log_analytics_workspace_id": WORKSPACE}

SUBNET: Mapping[str, Value] = {"name": "snet-x", "address_prefix": "10.10.1.0/24"}
GUARDED: Mapping[str, Value] = {**SUBNET, "network_security_group_name": "nsg-x"}
TABLE: Mapping[str, Value] = {
    "name": "rt-x",
    "routes": {
        "default": {
            "address_prefix": "0.0.0.0/0",
            "next_hop_type": "VirtualAppliance",
            "next_hop_in_ip_address": "10.0.0.4",
        }
    },
}
VNET: Mapping[str, Value] = {
    **LOGGED,
    "name": "vnet-spoke",
    "address_space": ["10.10.0.0/16"],
    "subnets": {"x": SUBNET},
}
READ: Mapping[str, Value] = {"name": "afw-x", "resource_group_name": "rg-net"}
HALVES: Mapping[str, Value] = {
    "spoke": {
        "name": "peer-to-hub",
        "virtual_network_name": "vnet-spoke",
        "resource_group_name": "rg-net",
        "virtual_network_id": SPOKE,
    },
    "hub": {
        "name": "peer-to-spoke",
        "virtual_network_name": "vnet-hub",
        "resource_group_name": "rg-hub",
        "virtual_network_id": HUB,
    },
}
TWO = {"azurerm": "azurerm", "azurerm.connectivity": "azurerm.connectivity"}
ZONES: Mapping[str, Value] = {
    "zones": ["privatelink.azurecr.io"],
    "resource_group_name": "rg-net",
    "virtual_network_links": {},
    "tags": TAGS,
}
SITE: Mapping[str, Value] = {
    "name": "con-hq",
    "local_network_gateway_name": "lgw-hq",
    "gateway_address": "203.0.113.1",
    "address_space": ["192.168.0.0/16"],
}
BGP: Mapping[str, Value] = {"asn": 65010, "peering_address": "192.168.1.1"}
VPN: Mapping[str, Value] = {
    **LOGGED,
    "name": "vpng-x",
    "subnet_id": f"{HUB}/subnets/GatewaySubnet",
    "sku": "VpnGw2AZ",
    "zones": ["1", "2", "3"],
    "active_active": True,
    "bgp_asn": 65515,
    "public_ip_names": ["pip-1", "pip-2"],
    "connections": {},
}
FIREWALL: Mapping[str, Value] = {
    **LOGGED,
    "name": "afw-x",
    "policy_name": "afwp-x",
    "subnet_id": f"{HUB}/subnets/AzureFirewallSubnet",
    "management_subnet_id": f"{HUB}/subnets/AzureFirewallManagementSubnet",
    "public_ip_name": "pip-1",
    "management_public_ip_name": "pip-2",
    "zones": ["1", "2", "3"],
    "source_address_prefixes": ["10.20.0.0/16"],
    "regions": ["westeurope", "northeurope"],
}
NAT: Mapping[str, Value] = {
    **HERE,
    "name": "ng-x",
    "public_ip_name": "pip-ng",
    "zones": ["1", "2", "3"],
    "subnet_ids": {"nodes": f"{SPOKE}/subnets/snet-nodes"},
}


def block(found: Plan, resource: str, name: str) -> dict[str, Any]:
    """Return the one nested block of a name."""
    blocks = values(found, resource)[name]
    assert isinstance(blocks, list)
    assert len(blocks) == 1, blocks
    return dict(blocks[0])


def picked(of: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return some of the values."""
    return {name: of[name] for name in names}


def wanted(found: Plan, resource: str) -> dict[str, Any]:
    """Return what the module's text says of one of its resources."""
    module = found.configuration["root_module"]["module_calls"][CALL]["module"]
    (one,) = [item for item in module["resources"] if item["address"] == resource]
    return dict(one)


def refers(found: Plan, resource: str, attribute: str) -> str:
    """Return what an attribute of one of the module's resources refers to."""
    return " ".join(found.references[address(resource)][attribute])


def settings(found: Plan) -> list[str]:
    """Return the addresses of the diagnostic settings."""
    return [one for one in addresses(found) if "diagnostic_setting" in one]


def assert_logs(found: Plan, resource: str, metrics: tuple[str, ...] = ("AllMetrics",)) -> None:
    """Check that a diagnostic setting sends every log and the metrics to the workspace."""
    setting = values(found, f"azurerm_monitor_diagnostic_setting.{resource}")
    assert setting["name"] == "diag-to-log-analytics"
    assert setting["log_analytics_workspace_id"] == WORKSPACE
    assert [item["category_group"] for item in setting["enabled_log"]] == ["allLogs"]
    assert tuple(item["category"] for item in setting["enabled_metric"]) == metrics


# Virtual network


def test_plain_subnet_has_no_way_out_of_its_own() -> None:
    found = plan("virtual_network", VNET)
    assert addresses(found) == [
        "azurerm_monitor_diagnostic_setting.virtual_network[0]",
        'azurerm_subnet.this["x"]',
        "azurerm_virtual_network.this",
    ]
    network = values(found, "azurerm_virtual_network.this")
    assert picked(network, "name", "address_space", *HERE) == {
        "name": "vnet-spoke",
        "address_space": ["10.10.0.0/16"],
        **HERE,
    }
    assert not network["dns_servers"]
    assert network["ddos_protection_plan"] == []
    subnet = values(found, 'azurerm_subnet.this["x"]')
    assert picked(
        subnet,
        *("name", "address_prefixes", "default_outbound_access_enabled"),
        *("private_endpoint_network_policies", "delegation"),
        *("network_security_group_id_wo_version", "route_table_id_wo_version"),
    ) == {
        "name": "snet-x",
        "address_prefixes": ["10.10.1.0/24"],
        "default_outbound_access_enabled": False,
        "private_endpoint_network_policies": "Enabled",
        "delegation": [],
        "network_security_group_id_wo_version": None,
        "route_table_id_wo_version": None,
    }


def test_network_with_dns_servers_and_ddos_protection() -> None:
    more = {"dns_servers": ["10.0.0.4", "10.0.0.5"], "ddos_protection_plan_id": DDOS}
    found = plan("virtual_network", {**VNET, **more})
    network = values(found, "azurerm_virtual_network.this")
    assert network["dns_servers"] == ["10.0.0.4", "10.0.0.5"]
    assert network["ddos_protection_plan"] == [{"id": DDOS, "enable": True}]


def test_guarded_subnet_lets_probes_in_and_the_internet_not() -> None:
    found = plan("virtual_network", {**VNET, "subnets": {"x": GUARDED}})
    assert addresses(found) == [
        'azurerm_monitor_diagnostic_setting.network_security_group["x"]',
        "azurerm_monitor_diagnostic_setting.virtual_network[0]",
        'azurerm_network_security_group.this["x"]',
        'azurerm_network_security_rule.allow_load_balancer_inbound["x"]',
        'azurerm_network_security_rule.deny_internet_inbound["x"]',
        'azurerm_subnet.this["x"]',
        "azurerm_virtual_network.this",
    ]
    assert values(found, 'azurerm_network_security_group.this["x"]')["name"] == "nsg-x"
    subnet = values(found, 'azurerm_subnet.this["x"]')
    assert subnet["network_security_group_id_wo_version"] == 1
    group = refers(found, "azurerm_subnet.this", "network_security_group_id_wo")
    assert "azurerm_network_security_group.this" in group
    told = ("network_security_group_name", "priority", "direction", "access", "protocol")
    ends = ("source_address_prefix", "destination_address_prefix")
    ports = ("source_port_range", "destination_port_range")
    every = {
        "network_security_group_name": "nsg-x",
        "direction": "Inbound",
        "protocol": "*",
        "destination_address_prefix": "*",
        "source_port_range": "*",
        "destination_port_range": "*",
    }
    probes = values(found, 'azurerm_network_security_rule.allow_load_balancer_inbound["x"]')
    assert picked(probes, *told, *ends, *ports) == {
        **every,
        "priority": 4095,
        "access": "Allow",
        "source_address_prefix": "AzureLoadBalancer",
    }
    internet = values(found, 'azurerm_network_security_rule.deny_internet_inbound["x"]')
    assert picked(internet, *told, *ends, *ports) == {
        **every,
        "priority": 4096,
        "access": "Deny",
        "source_address_prefix": "Internet",
    }


INBOUND, OUTBOUND = "Inbound", "Outbound"
ANYWHERE, INSIDE = "*", "VirtualNetwork"
BASTION_RULES = {
    "AllowHttpsInbound": (120, INBOUND, "Tcp", "Internet", ANYWHERE, ["443"]),
    "AllowGatewayManagerInbound": (130, INBOUND, "Tcp", "GatewayManager", ANYWHERE, ["443"]),
    "AllowProbesInbound": (140, INBOUND, "Tcp", "AzureLoadBalancer", ANYWHERE, ["443"]),
    "AllowDataPlaneInbound": (150, INBOUND, "*", INSIDE, INSIDE, ["5701", "8080"]),
    "AllowSshRdpOutbound": (100, OUTBOUND, "*", ANYWHERE, INSIDE, ["22", "3389"]),
    "AllowAzureCloudOutbound": (110, OUTBOUND, "Tcp", ANYWHERE, "AzureCloud", ["443"]),
    "AllowDataPlaneOutbound": (120, OUTBOUND, "*", INSIDE, INSIDE, ["5701", "8080"]),
    "AllowHttpOutbound": (130, OUTBOUND, "*", ANYWHERE, "Internet", ["80"]),
}


def test_each_rule_of_bastions_subnet_and_that_the_subnet_waits_for_them() -> None:
    bastion = {**GUARDED, "name": "AzureBastionSubnet", "network_security_group_name": "nsg-bas"}
    other = {**GUARDED, "address_prefix": "10.10.2.0/24"}
    found = plan("virtual_network", {**VNET, "subnets": {"bas": bastion, "x": other}})
    rules = {}
    for name in BASTION_RULES:
        rule = values(found, f'azurerm_network_security_rule.bastion["{name}"]')
        assert picked(rule, "name", "access", "network_security_group_name") == {
            "name": name,
            "access": "Allow",
            "network_security_group_name": "nsg-bas",
        }
        rules[name] = (
            *(rule["priority"], rule["direction"], rule["protocol"]),
            *(rule["source_address_prefix"], rule["destination_address_prefix"]),
            sorted(rule["destination_port_ranges"]),
        )
    assert rules == BASTION_RULES
    subnet = wanted(found, "azurerm_subnet.this")
    assert subnet["depends_on"] == [
        "azurerm_network_security_rule.bastion",
        "azurerm_network_security_rule.inbound",
    ]


def test_routed_subnet() -> None:
    routed = {**SUBNET, "routed": True}
    plain = {"name": "snet-y", "address_prefix": "10.10.2.0/24"}
    more: Mapping[str, Value] = {"subnets": {"x": routed, "y": plain}, "route_table": TABLE}
    found = plan("virtual_network", {**VNET, **more})
    table = values(found, "azurerm_route_table.this[0]")
    assert picked(table, "name", "bgp_route_propagation_enabled", "tags") == {
        "name": "rt-x",
        "bgp_route_propagation_enabled": True,
        "tags": TAGS,
    }
    assert table["route"] == [
        {
            "name": "default",
            "address_prefix": "0.0.0.0/0",
            "next_hop_type": "VirtualAppliance",
            "next_hop_in_ip_address": "10.0.0.4",
        }
    ]
    assert values(found, 'azurerm_subnet.this["x"]')["route_table_id_wo_version"] == 1
    assert values(found, 'azurerm_subnet.this["y"]')["route_table_id_wo_version"] is None
    assert "azurerm_route_table.this" in refers(found, "azurerm_subnet.this", "route_table_id_wo")


def test_route_table_that_learns_nothing_from_the_gateway() -> None:
    table = {
        "name": "rt-x",
        "bgp_route_propagation_enabled": False,
        "routes": {"drop": {"address_prefix": "10.99.0.0/16", "next_hop_type": "None"}},
    }
    found = plan("virtual_network", {**VNET, "route_table": table})
    made = values(found, "azurerm_route_table.this[0]")
    assert made["bgp_route_propagation_enabled"] is False
    (route,) = made["route"]
    assert picked(route, "name", "next_hop_type") == {"name": "drop", "next_hop_type": "None"}
    assert not route["next_hop_in_ip_address"]


@pytest.mark.parametrize(
    "service",
    [
        "GitHub.Network/networkSettings",
        "Microsoft.App/environments",
        "Microsoft.ContainerService/managedClusters",
        "Microsoft.DBforMySQL/flexibleServers",
        "Microsoft.DBforPostgreSQL/flexibleServers",
        "Microsoft.DevOpsInfrastructure/pools",
        "Microsoft.Network/applicationGateways",
        "Microsoft.Network/dnsResolvers",
        "Microsoft.ServiceNetworking/trafficControllers",
    ],
)
def test_delegated_subnet(service: str) -> None:
    found = plan("virtual_network", {**VNET, "subnets": {"x": {**SUBNET, "delegation": service}}})
    delegation = block(found, 'azurerm_subnet.this["x"]', "delegation")
    assert delegation["name"] == "delegation"
    assert delegation["service_delegation"] == [
        {"name": service, "actions": ["Microsoft.Network/virtualNetworks/subnets/join/action"]}
    ]


@pytest.mark.parametrize("output", ["id", "name", "network_security_group_ids", "route_table_id"])
def test_what_is_joined_to_a_network_waits_for_its_subnets(output: str) -> None:
    module = plan("virtual_network", VNET).configuration["root_module"]["module_calls"][CALL]
    assert module["module"]["outputs"][output]["depends_on"] == ["azurerm_subnet.this"]


def test_subnet_for_private_endpoints_and_one_with_azures_way_out() -> None:
    endpoints = {**SUBNET, "private_endpoint_network_policies": "NetworkSecurityGroupEnabled"}
    out = {"name": "snet-y", "address_prefix": "10.10.2.0/24", "default_outbound_access": True}
    found = plan("virtual_network", {**VNET, "subnets": {"x": endpoints, "y": out}})
    names = ("private_endpoint_network_policies", "default_outbound_access_enabled")
    assert picked(values(found, 'azurerm_subnet.this["x"]'), *names) == {
        "private_endpoint_network_policies": "NetworkSecurityGroupEnabled",
        "default_outbound_access_enabled": False,
    }
    assert picked(values(found, 'azurerm_subnet.this["y"]'), *names) == {
        "private_endpoint_network_policies": "Enabled",
        "default_outbound_access_enabled": True,
    }


def test_network_and_its_groups_log_unless_policies_see_to_it() -> None:
    inputs = {**VNET, "subnets": {"x": GUARDED}}
    found = plan("virtual_network", inputs)
    assert_logs(found, "virtual_network[0]")
    assert_logs(found, 'network_security_group["x"]', ())
    assert settings(plan("virtual_network", {**inputs, "diagnostic_settings": False})) == []


# Peering and names


@pytest.mark.parametrize("gateway", [True, False])
def test_both_halves_of_a_peering(gateway: bool) -> None:
    inputs: Mapping[str, Value] = {**HALVES, "use_hub_gateway": gateway}
    found = plan("virtual_network_peering", inputs, TWO)
    assert addresses(found) == [
        "azurerm_virtual_network_peering.hub_to_spoke",
        "azurerm_virtual_network_peering.spoke_to_hub",
    ]
    names = ("name", "virtual_network_name", "resource_group_name", "remote_virtual_network_id")
    hub = values(found, "azurerm_virtual_network_peering.hub_to_spoke")
    assert picked(hub, *names, "allow_forwarded_traffic", "allow_gateway_transit") == {
        "name": "peer-to-spoke",
        "virtual_network_name": "vnet-hub",
        "resource_group_name": "rg-hub",
        "remote_virtual_network_id": SPOKE,
        "allow_forwarded_traffic": True,
        "allow_gateway_transit": gateway,
    }
    spoke = values(found, "azurerm_virtual_network_peering.spoke_to_hub")
    assert picked(spoke, *names, "allow_forwarded_traffic", "use_remote_gateways") == {
        "name": "peer-to-hub",
        "virtual_network_name": "vnet-spoke",
        "resource_group_name": "rg-net",
        "remote_virtual_network_id": HUB,
        "allow_forwarded_traffic": True,
        "use_remote_gateways": gateway,
    }


def test_the_hubs_half_comes_first_and_stands_in_the_hubs_subscription() -> None:
    found = plan("virtual_network_peering", {**HALVES, "use_hub_gateway": True}, TWO)
    hub = wanted(found, "azurerm_virtual_network_peering.hub_to_spoke")
    spoke = wanted(found, "azurerm_virtual_network_peering.spoke_to_hub")
    assert hub["provider_config_key"] == "azurerm.connectivity"
    assert spoke["provider_config_key"] == "azurerm"
    assert spoke["depends_on"] == ["azurerm_virtual_network_peering.hub_to_spoke"]


def test_private_zones_without_a_network() -> None:
    found = plan("private_dns_zones", ZONES)
    assert addresses(found) == ['azurerm_private_dns_zone.this["privatelink.azurecr.io"]']
    zone = values(found, 'azurerm_private_dns_zone.this["privatelink.azurecr.io"]')
    assert picked(zone, "name", "resource_group_name", "tags") == {
        "name": "privatelink.azurecr.io",
        "resource_group_name": "rg-net",
        "tags": TAGS,
    }


def test_every_network_resolves_every_private_zone_and_registers_in_none() -> None:
    zones = ["privatelink.azurecr.io", "privatelink.vaultcore.azure.net"]
    links = {
        "hub": {"name": "link-hub", "virtual_network_id": HUB},
        "spoke": {"name": "link-spoke", "virtual_network_id": SPOKE},
    }
    found = plan("private_dns_zones", {**ZONES, "zones": zones, "virtual_network_links": links})
    link = "azurerm_private_dns_zone_virtual_network_link.this"
    assert [one for one in addresses(found) if one.startswith(link)] == [
        f'{link}["privatelink.azurecr.io/hub"]',
        f'{link}["privatelink.azurecr.io/spoke"]',
        f'{link}["privatelink.vaultcore.azure.net/hub"]',
        f'{link}["privatelink.vaultcore.azure.net/spoke"]',
    ]
    one = values(found, f'{link}["privatelink.vaultcore.azure.net/spoke"]')
    assert picked(one, "name", "virtual_network_id", "registration_enabled", "tags") == {
        "name": "link-spoke",
        "virtual_network_id": SPOKE,
        "registration_enabled": False,
        "tags": TAGS,
    }


def test_links_to_zones_that_stand_elsewhere() -> None:
    zone = f"{NETWORK}/privateDnsZones/privatelink.azurecr.io"
    inputs = {
        "zone_ids": {"privatelink.azurecr.io": zone},
        "link_name": "link-spoke",
        "virtual_network_id": SPOKE,
        "tags": TAGS,
    }
    found = plan("private_dns_zone_links", inputs)
    link = 'azurerm_private_dns_zone_virtual_network_link.this["privatelink.azurecr.io"]'
    assert addresses(found) == [link]
    names = ("name", "private_dns_zone_id", "virtual_network_id", "registration_enabled", "tags")
    assert picked(values(found, link), *names) == {
        "name": "link-spoke",
        "private_dns_zone_id": zone,
        "virtual_network_id": SPOKE,
        "registration_enabled": False,
        "tags": TAGS,
    }


# VPN


def test_active_active_vpn_gateway() -> None:
    found = plan("vpn_gateway", VPN)
    assert addresses(found) == [
        "azurerm_monitor_diagnostic_setting.gateway[0]",
        'azurerm_monitor_diagnostic_setting.public_ip["pip-1"]',
        'azurerm_monitor_diagnostic_setting.public_ip["pip-2"]',
        'azurerm_public_ip.this["pip-1"]',
        'azurerm_public_ip.this["pip-2"]',
        "azurerm_virtual_network_gateway.this",
    ]
    gateway = values(found, "azurerm_virtual_network_gateway.this")
    assert picked(
        gateway, "name", "type", "vpn_type", "sku", "generation", "active_active", "bgp_enabled"
    ) == {
        "name": "vpng-x",
        "type": "Vpn",
        "vpn_type": "RouteBased",
        "sku": "VpnGw2AZ",
        "generation": "Generation2",
        "active_active": True,
        "bgp_enabled": True,
    }
    assert gateway["bgp_settings"][0]["asn"] == 65515
    assert [picked(one, "name", "subnet_id") for one in gateway["ip_configuration"]] == [
        {"name": "pip-1", "subnet_id": f"{HUB}/subnets/GatewaySubnet"},
        {"name": "pip-2", "subnet_id": f"{HUB}/subnets/GatewaySubnet"},
    ]
    address = values(found, 'azurerm_public_ip.this["pip-2"]')
    assert picked(address, "allocation_method", "sku", "zones", "ddos_protection_mode") == {
        "allocation_method": "Static",
        "sku": "Standard",
        "zones": ["1", "2", "3"],
        "ddos_protection_mode": "VirtualNetworkInherited",
    }
    assert_logs(found, "gateway[0]")
    assert_logs(found, 'public_ip["pip-2"]')


def test_small_vpn_gateway_is_of_the_first_generation() -> None:
    small = {
        "sku": "VpnGw1AZ",
        "active_active": False,
        "public_ip_names": ["pip-1"],
        "zones": [],
        "ddos_protection_mode": "Enabled",
    }
    found = plan("vpn_gateway", {**VPN, **small})
    gateway = values(found, "azurerm_virtual_network_gateway.this")
    assert picked(gateway, "sku", "generation", "active_active") == {
        "sku": "VpnGw1AZ",
        "generation": "Generation1",
        "active_active": False,
    }
    assert [one["name"] for one in gateway["ip_configuration"]] == ["pip-1"]
    address = values(found, 'azurerm_public_ip.this["pip-1"]')
    assert not address["zones"]
    assert address["ddos_protection_mode"] == "Enabled"


def test_vpn_to_a_site_with_ranges_of_its_own() -> None:
    found = plan("vpn_gateway", {**VPN, "connections": {"hq": SITE}})
    site = values(found, 'azurerm_local_network_gateway.this["hq"]')
    assert picked(
        site, "name", "gateway_address", "gateway_fqdn", "address_space", "bgp_settings"
    ) == {
        "name": "lgw-hq",
        "gateway_address": "203.0.113.1",
        "gateway_fqdn": None,
        "address_space": ["192.168.0.0/16"],
        "bgp_settings": [],
    }
    connection = values(found, 'azurerm_virtual_network_gateway_connection.this["hq"]')
    assert picked(connection, "name", "type", "connection_protocol", "bgp_enabled") == {
        "name": "con-hq",
        "type": "IPsec",
        "connection_protocol": "IKEv2",
        "bgp_enabled": False,
    }
    text = wanted(found, "azurerm_virtual_network_gateway_connection.this")
    assert not [name for name in text["expressions"] if name.startswith("shared_key")]
    assert connection["ipsec_policy"] == [
        {
            "ike_encryption": "AES256",
            "ike_integrity": "SHA384",
            "dh_group": "ECP384",
            "ipsec_encryption": "GCMAES256",
            "ipsec_integrity": "GCMAES256",
            "pfs_group": "ECP384",
            "sa_lifetime": 27000,
            "sa_datasize": 102400000,
        }
    ]


def test_vpn_to_a_site_that_tells_its_ranges() -> None:
    site = {
        "name": "con-hq",
        "local_network_gateway_name": "lgw-hq",
        "gateway_fqdn": "vpn.example.com",
        "address_space": [],
        "bgp": BGP,
    }
    found = plan("vpn_gateway", {**VPN, "connections": {"hq": site}})
    made = values(found, 'azurerm_local_network_gateway.this["hq"]')
    assert picked(made, "gateway_address", "gateway_fqdn") == {
        "gateway_address": None,
        "gateway_fqdn": "vpn.example.com",
    }
    assert not made["address_space"]
    bgp = block(found, 'azurerm_local_network_gateway.this["hq"]', "bgp_settings")
    assert picked(bgp, "asn", "bgp_peering_address") == {
        "asn": 65010,
        "bgp_peering_address": "192.168.1.1",
    }
    connection = values(found, 'azurerm_virtual_network_gateway_connection.this["hq"]')
    assert connection["bgp_enabled"] is True


@pytest.mark.parametrize(("module", "inputs"), [("vpn_gateway", VPN), ("firewall_basic", FIREWALL)])
def test_no_diagnostic_settings_where_policies_set_them(
    module: str, inputs: Mapping[str, Value]
) -> None:
    assert settings(plan(module, {**inputs, "diagnostic_settings": False})) == []


# Ways out


def test_basic_firewall() -> None:
    found = plan("firewall_basic", FIREWALL)
    assert addresses(found) == [
        "azurerm_firewall.this",
        "azurerm_firewall_policy.this",
        "azurerm_firewall_policy_rule_collection_group.aks_egress[0]",
        "azurerm_monitor_diagnostic_setting.firewall[0]",
        'azurerm_monitor_diagnostic_setting.public_ip["pip-1"]',
        'azurerm_monitor_diagnostic_setting.public_ip["pip-2"]',
        'azurerm_public_ip.this["pip-1"]',
        'azurerm_public_ip.this["pip-2"]',
    ]
    policy = values(found, "azurerm_firewall_policy.this")
    assert picked(policy, "name", "sku", "threat_intelligence_mode") == {
        "name": "afwp-x",
        "sku": "Basic",
        "threat_intelligence_mode": "Alert",
    }
    firewall = values(found, "azurerm_firewall.this")
    assert picked(firewall, "name", "sku_name", "sku_tier") == {
        "name": "afw-x",
        "sku_name": "AZFW_VNet",
        "sku_tier": "Basic",
    }
    assert sorted(firewall["zones"]) == ["1", "2", "3"]
    traffic = block(found, "azurerm_firewall.this", "ip_configuration")
    assert picked(traffic, "name", "subnet_id") == {
        "name": "pip-1",
        "subnet_id": f"{HUB}/subnets/AzureFirewallSubnet",
    }
    management = block(found, "azurerm_firewall.this", "management_ip_configuration")
    assert picked(management, "name", "subnet_id") == {
        "name": "pip-2",
        "subnet_id": f"{HUB}/subnets/AzureFirewallManagementSubnet",
    }
    setting = values(found, "azurerm_monitor_diagnostic_setting.firewall[0]")
    assert setting["log_analytics_destination_type"] == "Dedicated"
    assert_logs(found, "firewall[0]")
    assert_logs(found, 'public_ip["pip-1"]')


def test_clusters_leave_the_basic_firewall_by_name_alone() -> None:
    found = plan("firewall_basic", FIREWALL)
    group = values(found, "azurerm_firewall_policy_rule_collection_group.aks_egress[0]")
    assert group["network_rule_collection"] == []
    assert group["nat_rule_collection"] == []
    (collection,) = group["application_rule_collection"]
    assert picked(group, "name", "priority") == {"name": "rcg-aks-egress", "priority": 200}
    assert picked(collection, "name", "priority", "action") == {
        "name": "allow-aks-egress",
        "priority": 200,
        "action": "Allow",
    }
    rules = {rule["name"]: rule for rule in collection["rule"]}
    assert sorted(rules) == ["azure-monitor", "azure-policy", "kubernetes-service"]
    for rule in rules.values():
        assert rule["source_addresses"] == ["10.20.0.0/16"]
    service = rules["kubernetes-service"]
    assert service["destination_fqdn_tags"] == ["AzureKubernetesService"]
    assert sorted((one["type"], one["port"]) for one in service["protocols"]) == [
        ("Http", 80),
        ("Https", 443),
    ]
    for name in ("azure-monitor", "azure-policy"):
        assert rules[name]["protocols"] == [{"type": "Https", "port": 443}]
    assert rules["azure-monitor"]["destination_fqdns"] == [
        "*.ingest.monitor.azure.com",
        "*.metrics.ingest.monitor.azure.com",
        "*.monitoring.azure.com",
        "*.ods.opinsights.azure.com",
        "*.oms.opinsights.azure.com",
        "dc.services.visualstudio.com",
        "global.handler.control.monitor.azure.com",
        "northeurope.handler.control.monitor.azure.com",
        "westeurope.handler.control.monitor.azure.com",
    ]
    assert rules["azure-policy"]["destination_fqdns"] == [
        "data.policy.core.windows.net",
        "store.policy.core.windows.net",
    ]


def test_basic_firewall_lets_further_traffic_through() -> None:
    ingress = {
        "description": "Ingress.",
        "source_addresses": ["10.0.0.0/16"],
        "destination_addresses": ["10.20.1.0/27"],
        "destination_ports": ["443"],
        "protocols": ["TCP"],
    }
    services = {
        "description": "Registries.",
        "source_addresses": ["10.0.0.0/16"],
        "destination_fqdns": ["crx.azurecr.io"],
        "protocols": [{"type": "Https", "port": 443}],
    }
    more: Mapping[str, Value] = {
        "extra_network_rules": {"ingress": ingress},
        "extra_application_rules": {"services": services},
    }
    found = plan("firewall_basic", {**FIREWALL, **more})
    group = "azurerm_firewall_policy_rule_collection_group.extra[0]"
    (network,) = block(found, group, "network_rule_collection")["rule"]
    assert network["destination_addresses"] == ["10.20.1.0/27"]
    (application,) = block(found, group, "application_rule_collection")["rule"]
    assert application["destination_fqdns"] == ["crx.azurecr.io"]


def test_basic_firewall_without_clusters_lets_nothing_through() -> None:
    none: Mapping[str, Value] = {"source_address_prefixes": [], "regions": []}
    found = plan("firewall_basic", {**FIREWALL, **none})
    assert not [one for one in addresses(found) if "rule_collection_group" in one]


def test_nat_gateway_has_its_address_before_its_subnets() -> None:
    found = plan("nat_gateway", NAT)
    assert addresses(found) == [
        "azurerm_nat_gateway.this",
        "azurerm_nat_gateway_public_ip_association.this",
        "azurerm_public_ip.this",
        'azurerm_subnet_nat_gateway_association.this["nodes"]',
    ]
    gateway = values(found, "azurerm_nat_gateway.this")
    assert picked(gateway, "name", "sku_name", "idle_timeout_in_minutes", "zones") == {
        "name": "ng-x",
        "sku_name": "StandardV2",
        "idle_timeout_in_minutes": 10,
        "zones": None,
    }
    ip = values(found, "azurerm_public_ip.this")
    assert picked(ip, "name", "allocation_method", "sku", "zones") == {
        "name": "pip-ng",
        "allocation_method": "Static",
        "sku": "StandardV2",
        "zones": ["1", "2", "3"],
    }
    subnet = values(found, 'azurerm_subnet_nat_gateway_association.this["nodes"]')
    assert subnet["subnet_id"] == f"{SPOKE}/subnets/snet-nodes"
    assert wanted(found, "azurerm_subnet_nat_gateway_association.this")["depends_on"] == [
        "azurerm_nat_gateway_public_ip_association.this"
    ]


def test_nat_gateway_in_no_zone_that_waits_longer() -> None:
    more: Mapping[str, Value] = {"zones": [], "idle_timeout_in_minutes": 120, "subnet_ids": {}}
    found = plan("nat_gateway", {**NAT, **more})
    gateway = values(found, "azurerm_nat_gateway.this")
    assert gateway["idle_timeout_in_minutes"] == 120
    assert not gateway["zones"]
    assert gateway["sku_name"] == values(found, "azurerm_public_ip.this")["sku"] == "Standard"
    assert not [one for one in addresses(found) if "subnet" in one]


# What is refused

REFUSED: list[tuple[str, Mapping[str, Value], Mapping[str, Value], str]] = [
    ("virtual_network", VNET, {"address_space": []}, "Expected at least one address range"),
    (
        "virtual_network",
        VNET,
        {"address_space": ["10.10.0.1/16"]},
        "Expected at least one address range",
    ),
    ("virtual_network", VNET, {"dns_servers": ["dns"]}, "Expected IPv4 addresses"),
    *(
        ("virtual_network", VNET, {"subnets": {"x": {**SUBNET, **bad}}}, message)
        for bad, message in (
            ({"address_prefix": "10.10.1.1/24"}, "Expected address prefixes in CIDR notation"),
            (
                {"private_endpoint_network_policies": "On"},
                "Expected private_endpoint_network_policies to be Enabled, Disabled",
            ),
            ({"delegation": "Microsoft.Web/serverFarms"}, "Expected a delegation to"),
            ({"routed": True}, "Expected a route_table, since a subnet is routed"),
            *(
                (
                    {"name": name, "network_security_group_name": "nsg-x"},
                    "Expected no network security group on GatewaySubnet, AzureFirewallSubnet",
                )
                for name in (
                    "GatewaySubnet",
                    "AzureFirewallSubnet",
                    "AzureFirewallManagementSubnet",
                    "RouteServerSubnet",
                )
            ),
        )
    ),
    *(
        (
            "virtual_network",
            VNET,
            {
                "route_table": {
                    "name": "rt-x",
                    "routes": {"default": {"address_prefix": "0.0.0.0/0", **hop}},
                }
            },
            message,
        )
        for hop, message in (
            ({"next_hop_type": "Firewall"}, "Expected next_hop_type to be VirtualNetworkGateway"),
            ({"next_hop_type": "VirtualAppliance"}, "Expected next_hop_in_ip_address for a"),
            (
                {"next_hop_type": "Internet", "next_hop_in_ip_address": "10.0.0.4"},
                "and for no other next hop",
            ),
        )
    ),
    ("private_dns_zones", ZONES, {"zones": ["local"]}, "two or more lower-case labels"),
    ("private_dns_zones", ZONES, {"zones": ["Corp.example"]}, "two or more lower-case labels"),
    ("vpn_gateway", VPN, {"subnet_id": f"{HUB}/subnets/x"}, "called GatewaySubnet"),
    ("vpn_gateway", VPN, {"sku": "VpnGw2"}, "Expected VpnGw1AZ, VpnGw2AZ"),
    ("vpn_gateway", VPN, {"zones": ["4"]}, "Expected availability zones 1, 2 and 3"),
    ("vpn_gateway", VPN, {"bgp_asn": 0}, "Expected a whole number from 1"),
    ("vpn_gateway", VPN, {"bgp_asn": 65000.5}, "Expected a whole number from 1"),
    *(
        ("vpn_gateway", VPN, bad, "Expected one name, or two different names")
        for bad in (
            {"public_ip_names": ["pip-1"]},
            {"public_ip_names": ["pip-1", "pip-1"]},
            {"active_active": False},
        )
    ),
    *(
        ("vpn_gateway", VPN, {"connections": {"hq": {**SITE, **bad}}}, message)
        for bad, message in (
            ({"gateway_fqdn": "a.example.com"}, "Expected either gateway_address or gateway_fqdn"),
            ({"gateway_address": None}, "Expected either gateway_address or gateway_fqdn"),
            ({"address_space": ["192.168.0.1/16"]}, "Expected address ranges in CIDR notation"),
            ({"address_space": []}, "Expected an address_space or bgp of each connection"),
        )
    ),
    ("vpn_gateway", VPN, {"ddos_protection_mode": "On"}, "Expected VirtualNetworkInherited"),
    ("firewall_basic", FIREWALL, {"subnet_id": f"{HUB}/subnets/x"}, "called AzureFirewallSubnet"),
    (
        "firewall_basic",
        FIREWALL,
        {"management_subnet_id": FIREWALL["subnet_id"]},
        "called AzureFirewallManagementSubnet",
    ),
    ("firewall_basic", FIREWALL, {"zones": ["0"]}, "Expected availability zones 1, 2 and 3"),
    (
        "firewall_basic",
        FIREWALL,
        {"source_address_prefixes": ["10.20.0.1/16"]},
        "Expected address ranges in CIDR notation",
    ),
    ("firewall_basic", FIREWALL, {"regions": ["West Europe"]}, "regions in their short form"),
    ("firewall_basic", FIREWALL, {"regions": []}, "Expected at least one region"),
    ("firewall_basic", FIREWALL, {"ddos_protection_mode": "On"}, "VirtualNetworkInherited"),
    (
        "firewall_basic",
        FIREWALL,
        {
            "extra_network_rules": {
                "x": {
                    "source_addresses": ["here"],
                    "destination_addresses": ["10.0.0.0/8"],
                    "destination_ports": ["443"],
                    "protocols": ["TCP"],
                }
            }
        },
        "Expected source_addresses to be IPv4 addresses",
    ),
    (
        "firewall_basic",
        FIREWALL,
        {
            "extra_network_rules": {
                "x": {
                    "source_addresses": ["10.0.0.0/8"],
                    "destination_addresses": ["10.0.0.0/8"],
                    "destination_ports": ["443"],
                    "protocols": ["IP"],
                }
            }
        },
        "Expected protocols of each rule to be TCP",
    ),
    (
        "firewall_basic",
        FIREWALL,
        {
            "extra_application_rules": {
                "x": {
                    "source_addresses": [],
                    "destination_fqdns": ["a.example"],
                    "protocols": [{"type": "Https", "port": 443}],
                }
            }
        },
        "Expected source_addresses and destination_fqdns",
    ),
    ("nat_gateway", NAT, {"zones": ["4"]}, "Expected availability zones 1, 2 and 3, or none"),
    ("nat_gateway", NAT, {"idle_timeout_in_minutes": 3}, "Expected 4 to 120 minutes"),
    ("nat_gateway", NAT, {"idle_timeout_in_minutes": 121}, "Expected 4 to 120 minutes"),
]


@pytest.mark.parametrize(("module", "good", "bad", "message"), REFUSED)
def test_what_a_module_refuses(
    module: str, good: Mapping[str, Value], bad: Mapping[str, Value], message: str
) -> None:
    with pytest.raises(TerraformFailedError) as refused:
        plan(module, {**good, **bad})
    said = [item for item in refused.value.diagnostics if item.severity == "error"]
    assert [item.summary for item in said] == ["Invalid value for variable"]
    assert message in " ".join(said[0].detail.split())


def test_the_addresses_of_a_virtual_hubs_firewall_are_read() -> None:
    put_firewall(cloud("virtual_hub_firewall"), SUBSCRIPTION, "rg-net", "afw-x")
    found = plan("virtual_hub_firewall", READ)
    assert addresses(found) == []
    outputs = found.configuration["root_module"]["module_calls"][CALL]["module"]["outputs"]
    for output in outputs.values():
        assert "data.azurerm_firewall.this.virtual_hub" in output["expression"]["references"]


def test_there_has_to_be_a_firewall_to_read() -> None:
    with pytest.raises(TerraformFailedError, match="afw-none"):
        plan("virtual_hub_firewall", {**READ, "name": "afw-none"})


def test_public_addresses_of_another_root_are_read() -> None:
    put_public_ip(cloud("public_ip_addresses"), SUBSCRIPTION, "rg-net", "pip-x")
    given: Mapping[str, Value] = {"names": ["pip-x"], "resource_group_name": "rg-net"}
    found = plan("public_ip_addresses", given)
    assert addresses(found) == []


@pytest.mark.parametrize("names", [[], ["pip-x", "pip-x"]])
def test_public_addresses_are_named_once(names: list[Value]) -> None:
    given: Mapping[str, Value] = {"names": names, "resource_group_name": "rg-net"}
    with pytest.raises(TerraformFailedError, match="Invalid value for variable"):
        plan("public_ip_addresses", given)
