"""The connectivity modules: what each option plans, and which inputs each module refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from landsmith.calls.model import Value
from landsmith.terraform.binary import TerraformFailedError
from landsmith.terraform.plan import Plan
from modules.harness import CALL, SUBSCRIPTION, address, addresses, plan, values

GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-hub"
NETWORK = f"{GROUP}/providers/Microsoft.Network"
VNET = f"{NETWORK}/virtualNetworks/vnet-hub"
HUB = f"{NETWORK}/virtualHubs/vhub-x"
CIRCUIT = f"{NETWORK}/expressRouteCircuits/erc-x"
WORKSPACE = f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/log-x"

HERE: Mapping[str, Value] = {
    "location": "westeurope",
    "resource_group_name": "rg-hub",
    "tags": {"owner": "platform"},
}
LOGGED: Mapping[str, Value] = {**HERE, "log_analytics_workspace_id": WORKSPACE}

FIREWALL: Mapping[str, Value] = {
    **LOGGED,
    "name": "afw-x",
    "policy_name": "afwp-x",
    "sku": "AZFW_VNet",
    "tier": "Premium",
    "zones": ["1", "2", "3"],
    "subnet_id": f"{VNET}/subnets/AzureFirewallSubnet",
    "public_ip_names": ["pip-1", "pip-2"],
}
IN_HUB: Mapping[str, Value] = {
    **FIREWALL,
    "sku": "AZFW_Hub",
    "subnet_id": None,
    "public_ip_names": [],
    "virtual_hub_id": HUB,
}
FORCED: Mapping[str, Value] = {
    **FIREWALL,
    "public_ip_names": [],
    "management_subnet_id": f"{VNET}/subnets/AzureFirewallManagementSubnet",
    "management_public_ip_name": "pip-management",
}
CLUSTERS: Mapping[str, Value] = {
    "aks_source_address_prefixes": ["10.20.0.0/16"],
    "regions": ["westeurope"],
}
NETWORK_RULE: Mapping[str, Value] = {
    "source_addresses": ["10.20.0.0/16"],
    "destination_addresses": ["10.30.0.4"],
    "destination_ports": ["1433"],
    "protocols": ["TCP"],
}
SITE_RULE: Mapping[str, Value] = {
    "source_addresses": ["10.20.0.4"],
    "destination_fqdns": ["*.example.com"],
    "protocols": [{"type": "Https", "port": 443}],
}
BASTION: Mapping[str, Value] = {
    **LOGGED,
    "name": "bas-x",
    "subnet_id": f"{VNET}/subnets/AzureBastionSubnet",
    "public_ip_name": "pip-bas",
    "sku": "Standard",
    "zones": ["1", "2", "3"],
}
PEERING: Mapping[str, Value] = {
    "peer_asn": 65010,
    "primary_peer_address_prefix": "172.16.0.0/30",
    "secondary_peer_address_prefix": "172.16.0.4/30",
    "vlan_id": 100,
}
CIRCUIT_INPUTS: Mapping[str, Value] = {
    **LOGGED,
    "name": "erc-x",
    "service_provider_name": "Equinix",
    "peering_location": "Amsterdam",
    "bandwidth_in_mbps": 200,
    "sku": {"tier": "Standard", "family": "MeteredData"},
}
GATEWAY: Mapping[str, Value] = {
    **LOGGED,
    "name": "ergw-x",
    "subnet_id": f"{VNET}/subnets/GatewaySubnet",
    "sku": "ErGw1AZ",
}
VIRTUAL_HUB: Mapping[str, Value] = {
    **HERE,
    "name": "vhub-x",
    "virtual_wan_id": f"{NETWORK}/virtualWans/vwan-x",
    "address_prefix": "10.100.0.0/23",
}
INTENT: Mapping[str, Value] = {
    "name": "intent",
    "virtual_hub_id": HUB,
    "firewall_id": f"{NETWORK}/azureFirewalls/afw-x",
}
LINK: Mapping[str, Value] = {"name": "fiber", "ip_address": "203.0.113.1", "bandwidth": 500}
BGP: Mapping[str, Value] = {"asn": 65010, "peering_address": "192.168.1.1"}
SITE: Mapping[str, Value] = {
    "site_name": "site-hq",
    "connection_name": "con-hq",
    "address_space": ["192.168.0.0/16"],
    "links": [LINK],
}
HUB_VPN: Mapping[str, Value] = {
    **LOGGED,
    "name": "vpng-x",
    "virtual_hub_id": HUB,
    "virtual_wan_id": f"{NETWORK}/virtualWans/vwan-x",
}
HUB_ER: Mapping[str, Value] = {**HERE, "name": "ergw-x", "virtual_hub_id": HUB}
FORWARDING: Mapping[str, Value] = {
    "name": "corp",
    "domain_name": "corp.example.com.",
    "target_dns_servers": ["192.168.0.10", "192.168.0.11"],
}
RESOLVER: Mapping[str, Value] = {
    **HERE,
    "name": "dnspr-x",
    "virtual_network_id": VNET,
    "inbound_subnet_id": f"{VNET}/subnets/snet-in",
    "outbound_subnet_id": f"{VNET}/subnets/snet-out",
    "inbound_endpoint_name": "in",
    "outbound_endpoint_name": "out",
    "ruleset_name": "dnsfrs-x",
}
ROUTE_SERVER: Mapping[str, Value] = {
    **HERE,
    "name": "rs-x",
    "subnet_id": f"{VNET}/subnets/RouteServerSubnet",
    "public_ip_name": "pip-rs",
}
PEER: Mapping[str, Value] = {"name": "nva", "peer_asn": 65001, "peer_ip": "10.0.2.4"}
FLOW_LOGS: Mapping[str, Value] = {
    **HERE,
    "network_watcher_name": "NetworkWatcher_westeurope",
    "network_watcher_resource_group_name": "NetworkWatcherRG",
    "storage_account_name": "stflowx",
    "logs": {"hub": {"name": "fl-hub", "virtual_network_id": VNET}},
}
HUB_NETWORK: Mapping[str, Value] = {
    **LOGGED,
    "name": "vnet-hub",
    "address_space": ["10.0.0.0/16"],
    "subnets": {},
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


def assert_logs(found: Plan, resource: str) -> None:
    """Check that a diagnostic setting sends every log and metric to the workspace."""
    setting = values(found, f"azurerm_monitor_diagnostic_setting.{resource}")
    assert setting["name"] == "diag-to-log-analytics"
    assert setting["log_analytics_workspace_id"] == WORKSPACE
    assert setting["enabled_log"][0]["category_group"] == "allLogs"
    assert setting["enabled_metric"][0]["category"] == "AllMetrics"


# Firewall


def test_premium_firewall_in_a_network() -> None:
    found = plan("firewall", {**FIREWALL, **CLUSTERS, "intrusion_detection_mode": "Deny"})
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
    assert picked(policy, "sku", "threat_intelligence_mode") == {
        "sku": "Premium",
        "threat_intelligence_mode": "Deny",
    }
    assert block(found, "azurerm_firewall_policy.this", "dns")["proxy_enabled"] is True
    assert block(found, "azurerm_firewall_policy.this", "intrusion_detection")["mode"] == "Deny"
    firewall = values(found, "azurerm_firewall.this")
    assert picked(firewall, "sku_name", "sku_tier") == {
        "sku_name": "AZFW_VNet",
        "sku_tier": "Premium",
    }
    configurations = [picked(item, "name", "subnet_id") for item in firewall["ip_configuration"]]
    assert configurations == [
        {"name": "pip-1", "subnet_id": f"{VNET}/subnets/AzureFirewallSubnet"},
        {"name": "pip-2", "subnet_id": None},
    ]
    assert firewall["virtual_hub"] == []
    assert firewall["management_ip_configuration"] == []
    assert values(found, 'azurerm_public_ip.this["pip-1"]')["ddos_protection_mode"] == (
        "VirtualNetworkInherited"
    )
    assert_logs(found, "firewall[0]")
    assert_logs(found, 'public_ip["pip-1"]')


def test_clusters_leave_by_name_and_keep_time() -> None:
    found = plan("firewall", {**FIREWALL, **CLUSTERS})
    group = values(found, "azurerm_firewall_policy_rule_collection_group.aks_egress[0]")
    (network,) = group["network_rule_collection"]
    (time,) = network["rule"]
    assert picked(time, "destination_fqdns", "destination_ports", "protocols") == {
        "destination_fqdns": ["ntp.ubuntu.com"],
        "destination_ports": ["123"],
        "protocols": ["UDP"],
    }
    (application,) = group["application_rule_collection"]
    rules = {rule["name"]: rule for rule in application["rule"]}
    assert sorted(rules) == ["azure-monitor", "azure-policy", "kubernetes-service"]
    assert rules["kubernetes-service"]["destination_fqdn_tags"] == ["AzureKubernetesService"]
    assert (
        "westeurope.handler.control.monitor.azure.com"
        in rules["azure-monitor"]["destination_fqdns"]
    )


def test_standard_firewall_has_no_intrusion_detection_and_asks_the_given_dns_servers() -> None:
    found = plan("firewall", {**FIREWALL, "tier": "Standard", "dns_servers": ["10.0.1.4"]})
    policy = values(found, "azurerm_firewall_policy.this")
    assert policy["sku"] == "Standard"
    assert policy["intrusion_detection"] == []
    assert policy["dns"][0]["servers"] == ["10.0.1.4"]
    assert not [item for item in addresses(found) if "rule_collection_group" in item]


def test_firewall_in_a_virtual_hub_has_no_addresses_of_its_own() -> None:
    found = plan("firewall", {**IN_HUB, "public_ip_count": 3})
    assert addresses(found) == [
        "azurerm_firewall.this",
        "azurerm_firewall_policy.this",
        "azurerm_monitor_diagnostic_setting.firewall[0]",
    ]
    firewall = values(found, "azurerm_firewall.this")
    assert firewall["sku_name"] == "AZFW_Hub"
    assert firewall["ip_configuration"] == []
    hub = block(found, "azurerm_firewall.this", "virtual_hub")
    assert picked(hub, "virtual_hub_id", "public_ip_count") == {
        "virtual_hub_id": HUB,
        "public_ip_count": 3,
    }


def test_forced_tunnelling_gives_the_firewall_a_management_address_alone() -> None:
    found = plan("firewall", {**FORCED, "ddos_protection_mode": "Enabled"})
    assert [item for item in addresses(found) if item.startswith("azurerm_public_ip")] == [
        'azurerm_public_ip.this["pip-management"]'
    ]
    configuration = block(found, "azurerm_firewall.this", "ip_configuration")
    assert configuration["name"] == "private"
    assert configuration["public_ip_address_id"] is None
    management = block(found, "azurerm_firewall.this", "management_ip_configuration")
    assert management["subnet_id"] == f"{VNET}/subnets/AzureFirewallManagementSubnet"
    public_ip = values(found, 'azurerm_public_ip.this["pip-management"]')
    assert public_ip["ddos_protection_mode"] == "Enabled"


def test_forced_tunnelling_may_keep_public_addresses_too() -> None:
    found = plan("firewall", {**FORCED, "public_ip_names": ["pip-1"]})
    assert block(found, "azurerm_firewall.this", "ip_configuration")["name"] == "pip-1"
    assert 'azurerm_public_ip.this["pip-management"]' in addresses(found)


def test_extra_rules_stand_in_a_group_of_their_own() -> None:
    update = {
        **SITE_RULE,
        "destination_fqdns": [],
        "destination_fqdn_tags": ["WindowsUpdate"],
    }
    extra = {
        "extra_network_rules": {"sql": NETWORK_RULE},
        "extra_application_rules": {"site": SITE_RULE, "update": update},
    }
    found = plan("firewall", {**FIREWALL, **extra})
    group = values(found, "azurerm_firewall_policy_rule_collection_group.extra[0]")
    assert group["priority"] == 300
    (network,) = group["network_rule_collection"]
    assert network["action"] == "Allow"
    assert [rule["name"] for rule in network["rule"]] == ["sql"]
    (application,) = group["application_rule_collection"]
    assert [rule["name"] for rule in application["rule"]] == ["site", "update"]
    assert application["rule"][0]["protocols"] == [{"type": "Https", "port": 443}]


def test_only_network_rules_make_no_collection_for_applications() -> None:
    found = plan("firewall", {**FIREWALL, "extra_network_rules": {"sql": NETWORK_RULE}})
    group = values(found, "azurerm_firewall_policy_rule_collection_group.extra[0]")
    assert group["application_rule_collection"] == []


# Bastion, DDoS protection


def test_bastion_has_tunnels_and_nothing_that_copies() -> None:
    found = plan("bastion", BASTION)
    assert addresses(found) == [
        "azurerm_bastion_host.this",
        "azurerm_monitor_diagnostic_setting.bastion[0]",
        'azurerm_monitor_diagnostic_setting.public_ip["pip-bas"]',
        'azurerm_public_ip.this["pip-bas"]',
    ]
    assert picked(
        values(found, "azurerm_bastion_host.this"),
        *("sku", "tunneling_enabled", "copy_paste_enabled", "file_copy_enabled"),
        *("shareable_link_enabled", "ip_connect_enabled", "session_recording_enabled"),
    ) == {
        "sku": "Standard",
        "tunneling_enabled": True,
        "copy_paste_enabled": False,
        "file_copy_enabled": False,
        "shareable_link_enabled": False,
        "ip_connect_enabled": False,
        "session_recording_enabled": False,
    }
    assert_logs(found, "bastion[0]")


def test_private_bastion_has_no_public_address() -> None:
    private = {"sku": "Premium", "private_only": True, "public_ip_name": None}
    found = plan("bastion", {**BASTION, **private, "session_recording": True})
    assert addresses(found) == [
        "azurerm_bastion_host.this",
        "azurerm_monitor_diagnostic_setting.bastion[0]",
    ]
    configuration = block(found, "azurerm_bastion_host.this", "ip_configuration")
    assert configuration["public_ip_address_id"] is None
    bastion = values(found, "azurerm_bastion_host.this")
    assert bastion["session_recording_enabled"] is True


def test_ddos_protection_plan() -> None:
    found = plan("ddos_protection_plan", {**HERE, "name": "ddos-x"})
    assert addresses(found) == ["azurerm_network_ddos_protection_plan.this"]


def test_network_takes_a_ddos_protection_plan_or_none() -> None:
    ddos = f"{NETWORK}/ddosProtectionPlans/ddos-x"
    found = plan("virtual_network", {**HUB_NETWORK, "ddos_protection_plan_id": ddos})
    assert block(found, "azurerm_virtual_network.this", "ddos_protection_plan") == {
        "id": ddos,
        "enable": True,
    }
    without = plan("virtual_network", HUB_NETWORK)
    assert values(without, "azurerm_virtual_network.this")["ddos_protection_plan"] == []


# ExpressRoute


def test_circuit_waits_for_its_provider_without_a_peering() -> None:
    found = plan("express_route_circuit", CIRCUIT_INPUTS)
    assert addresses(found) == [
        "azurerm_express_route_circuit.this",
        "azurerm_monitor_diagnostic_setting.circuit[0]",
    ]
    circuit = values(found, "azurerm_express_route_circuit.this")
    assert picked(circuit, "service_provider_name", "peering_location", "bandwidth_in_mbps") == {
        "service_provider_name": "Equinix",
        "peering_location": "Amsterdam",
        "bandwidth_in_mbps": 200,
    }
    assert circuit["sku"] == [{"tier": "Standard", "family": "MeteredData"}]
    assert_logs(found, "circuit[0]")


def test_circuit_with_a_peering_and_an_authorization() -> None:
    more = {"private_peering": PEERING, "authorization_names": ["dr"]}
    found = plan("express_route_circuit", {**CIRCUIT_INPUTS, **more})
    peering = values(found, "azurerm_express_route_circuit_peering.private[0]")
    assert picked(peering, "peering_type", *PEERING) == {
        "peering_type": "AzurePrivatePeering",
        **PEERING,
    }
    assert 'azurerm_express_route_circuit_authorization.this["dr"]' in addresses(found)
    outputs = found.configuration["root_module"]["module_calls"][CALL]["module"]["outputs"]
    told = [name for output in outputs.values() for name in output["expression"]["references"]]
    assert sorted(outputs) == ["authorization_ids", "id", "private_peering_id"]
    assert not [name for name in told if "key" in name]


def test_express_route_gateway_leaves_its_address_to_azure() -> None:
    connection = {"name": "con-er", "express_route_circuit_id": CIRCUIT, "routing_weight": 10}
    found = plan("express_route_gateway", {**GATEWAY, "connections": {"main": connection}})
    assert addresses(found) == [
        "azurerm_monitor_diagnostic_setting.gateway[0]",
        "azurerm_virtual_network_gateway.this",
        'azurerm_virtual_network_gateway_connection.this["main"]',
    ]
    gateway = values(found, "azurerm_virtual_network_gateway.this")
    assert picked(gateway, "type", "sku") == {"type": "ExpressRoute", "sku": "ErGw1AZ"}
    configuration = block(found, "azurerm_virtual_network_gateway.this", "ip_configuration")
    assert configuration["public_ip_address_id"] is None
    made = values(found, 'azurerm_virtual_network_gateway_connection.this["main"]')
    assert picked(made, "type", "express_route_circuit_id", "routing_weight") == {
        "type": "ExpressRoute",
        "express_route_circuit_id": CIRCUIT,
        "routing_weight": 10,
    }
    assert_logs(found, "gateway[0]")


def test_scalable_express_route_gateway() -> None:
    scale = {"sku": "ErGwScale", "scale_units": {"minimum": 1, "maximum": 4}}
    gateway = values(
        plan("express_route_gateway", {**GATEWAY, **scale}), "azurerm_virtual_network_gateway.this"
    )
    assert picked(gateway, "minimum_scale_unit", "maximum_scale_unit") == {
        "minimum_scale_unit": 1,
        "maximum_scale_unit": 4,
    }


# Virtual WAN


@pytest.mark.parametrize("branches", [True, False])
def test_virtual_wan(branches: bool) -> None:
    found = plan("virtual_wan", {**HERE, "name": "vwan-x", "branch_to_branch": branches})
    assert picked(
        values(found, "azurerm_virtual_wan.this"),
        *("type", "allow_branch_to_branch_traffic", "disable_vpn_encryption"),
    ) == {
        "type": "Standard",
        "allow_branch_to_branch_traffic": branches,
        "disable_vpn_encryption": False,
    }


def test_virtual_hub() -> None:
    found = plan("virtual_hub", {**VIRTUAL_HUB, "hub_routing_preference": "ASPath"})
    assert picked(
        values(found, "azurerm_virtual_hub.this"),
        *("sku", "address_prefix", "hub_routing_preference"),
    ) == {"sku": "Standard", "address_prefix": "10.100.0.0/23", "hub_routing_preference": "ASPath"}


@pytest.mark.parametrize(
    ("chosen", "destinations"),
    [
        ({}, [["Internet"], ["PrivateTraffic"]]),
        ({"internet": False}, [["PrivateTraffic"]]),
        ({"private": False}, [["Internet"]]),
    ],
)
def test_routing_intent(chosen: Mapping[str, Value], destinations: list[list[str]]) -> None:
    found = plan("virtual_hub_routing_intent", {**INTENT, **chosen})
    policies = values(found, "azurerm_virtual_hub_routing_intent.this")["routing_policy"]
    assert [policy["destinations"] for policy in policies] == destinations
    assert {policy["next_hop"] for policy in policies} == {INTENT["firewall_id"]}


@pytest.mark.parametrize("secured", [True, False])
def test_virtual_hub_connection(secured: bool) -> None:
    inputs = {
        "name": "con-spoke",
        "virtual_hub_id": HUB,
        "remote_virtual_network_id": VNET,
        "internet_security_enabled": secured,
    }
    found = plan("virtual_hub_connection", inputs)
    made = values(found, "azurerm_virtual_hub_connection.this")
    assert picked(made, *inputs) == inputs


def test_virtual_hub_vpn_gateway_with_one_strong_policy_and_no_keys() -> None:
    lte = {"name": "lte", "fqdn": "hq.example.com", "bandwidth": 50, "bgp": BGP}
    site = {**SITE, "address_space": [], "links": [{**LINK, "bgp": BGP}, lte]}
    found = plan("virtual_hub_vpn_gateway", {**HUB_VPN, "scale_unit": 2, "sites": {"hq": site}})
    assert addresses(found) == [
        "azurerm_monitor_diagnostic_setting.gateway[0]",
        "azurerm_vpn_gateway.this",
        'azurerm_vpn_gateway_connection.this["hq"]',
        'azurerm_vpn_site.this["hq"]',
    ]
    assert values(found, "azurerm_vpn_gateway.this")["scale_unit"] == 2
    assert block(found, "azurerm_vpn_gateway.this", "bgp_settings")["asn"] == 65515
    links = values(found, 'azurerm_vpn_site.this["hq"]')["link"]
    assert [picked(link, "ip_address", "fqdn", "speed_in_mbps") for link in links] == [
        {"ip_address": "203.0.113.1", "fqdn": None, "speed_in_mbps": 500},
        {"ip_address": None, "fqdn": "hq.example.com", "speed_in_mbps": 50},
    ]
    assert links[0]["bgp"] == [BGP]
    made = values(found, 'azurerm_vpn_gateway_connection.this["hq"]')["vpn_link"]
    assert [link["name"] for link in made] == ["fiber", "lte"]
    for link in made:
        assert picked(link, "protocol", "bgp_enabled") == {"protocol": "IKEv2", "bgp_enabled": True}
        assert link["ipsec_policy"] == [
            {
                "ike_encryption_algorithm": "AES256",
                "ike_integrity_algorithm": "SHA384",
                "dh_group": "ECP384",
                "encryption_algorithm": "GCMAES256",
                "integrity_algorithm": "GCMAES256",
                "pfs_group": "ECP384",
                "sa_lifetime_sec": 27000,
                "sa_data_size_kb": 102400000,
            }
        ]
    reference = found.references[address("azurerm_vpn_gateway_connection.this")]
    assert not [path for path in reference if "shared_key" in path]
    assert_logs(found, "gateway[0]")


def test_virtual_hub_vpn_gateway_with_addresses_of_the_sites_choice() -> None:
    settings = {
        "instance_0_custom_addresses": ["169.254.21.5"],
        "instance_1_custom_addresses": ["169.254.22.5"],
    }
    more = {"bgp_settings": settings, "sites": {"lab": SITE}}
    found = plan("virtual_hub_vpn_gateway", {**HUB_VPN, **more})
    bgp = block(found, "azurerm_vpn_gateway.this", "bgp_settings")
    assert bgp["instance_0_bgp_peering_address"][0]["custom_ips"] == ["169.254.21.5"]
    assert bgp["instance_1_bgp_peering_address"][0]["custom_ips"] == ["169.254.22.5"]
    assert values(found, 'azurerm_vpn_site.this["lab"]')["address_cidrs"] == ["192.168.0.0/16"]
    made = values(found, 'azurerm_vpn_gateway_connection.this["lab"]')
    assert made["vpn_link"][0]["bgp_enabled"] is False


def test_virtual_hub_express_route_gateway() -> None:
    peering = f"{CIRCUIT}/peerings/AzurePrivatePeering"
    connection = {"name": "con-er", "express_route_circuit_peering_id": peering}
    found = plan(
        "virtual_hub_express_route_gateway",
        {**HUB_ER, "scale_units": 2, "connections": {"main": connection}},
    )
    gateway = values(found, "azurerm_express_route_gateway.this")
    assert picked(gateway, "scale_units", "allow_non_virtual_wan_traffic") == {
        "scale_units": 2,
        "allow_non_virtual_wan_traffic": False,
    }
    made = values(found, 'azurerm_express_route_connection.this["main"]')
    wanted = ("express_route_circuit_peering_id", "internet_security_enabled")
    assert picked(made, *wanted) == {wanted[0]: peering, wanted[1]: False}


# DNS resolver, route server, flow logs


def test_private_dns_resolver() -> None:
    more = {
        "forwarding_rules": {"corp": FORWARDING},
        "virtual_network_links": {"hub": {"name": "link-hub", "virtual_network_id": VNET}},
    }
    found = plan("private_dns_resolver", {**RESOLVER, **more})
    assert addresses(found) == [
        "azurerm_private_dns_resolver.this",
        "azurerm_private_dns_resolver_dns_forwarding_ruleset.this",
        'azurerm_private_dns_resolver_forwarding_rule.this["corp"]',
        "azurerm_private_dns_resolver_inbound_endpoint.this",
        "azurerm_private_dns_resolver_outbound_endpoint.this",
        'azurerm_private_dns_resolver_virtual_network_link.this["hub"]',
    ]
    rule = values(found, 'azurerm_private_dns_resolver_forwarding_rule.this["corp"]')
    assert rule["domain_name"] == "corp.example.com."
    assert rule["target_dns_servers"] == [
        {"ip_address": "192.168.0.10", "port": 53},
        {"ip_address": "192.168.0.11", "port": 53},
    ]
    inbound = block(
        found, "azurerm_private_dns_resolver_inbound_endpoint.this", "ip_configurations"
    )
    assert picked(inbound, "subnet_id", "private_ip_allocation_method") == {
        "subnet_id": f"{VNET}/subnets/snet-in",
        "private_ip_allocation_method": "Dynamic",
    }


def test_private_dns_resolver_at_a_known_address() -> None:
    found = plan("private_dns_resolver", {**RESOLVER, "inbound_static_ip_address": "10.0.1.4"})
    inbound = block(
        found, "azurerm_private_dns_resolver_inbound_endpoint.this", "ip_configurations"
    )
    assert picked(inbound, "private_ip_address", "private_ip_allocation_method") == {
        "private_ip_address": "10.0.1.4",
        "private_ip_allocation_method": "Static",
    }


def test_route_server() -> None:
    more = {"branch_to_branch": True, "zones": ["1", "2", "3"], "peers": {"nva": PEER}}
    found = plan("route_server", {**ROUTE_SERVER, **more})
    assert addresses(found) == [
        'azurerm_public_ip.this["pip-rs"]',
        "azurerm_route_server.this",
        'azurerm_route_server_bgp_connection.this["nva"]',
    ]
    server = values(found, "azurerm_route_server.this")
    assert picked(server, "sku", "branch_to_branch_traffic_enabled") == {
        "sku": "Standard",
        "branch_to_branch_traffic_enabled": True,
    }
    peer = values(found, 'azurerm_route_server_bgp_connection.this["nva"]')
    assert picked(peer, *PEER) == PEER


def test_flow_logs_in_an_account_that_only_entra_opens() -> None:
    found = plan("flow_logs", FLOW_LOGS)
    assert addresses(found) == [
        'azurerm_network_watcher_flow_log.this["hub"]',
        "azurerm_storage_account.this",
    ]
    account = values(found, "azurerm_storage_account.this")
    assert picked(
        account,
        *("shared_access_key_enabled", "default_to_oauth_authentication", "min_tls_version"),
        *("allow_nested_items_to_be_public", "local_user_enabled", "https_traffic_only_enabled"),
    ) == {
        "shared_access_key_enabled": False,
        "default_to_oauth_authentication": True,
        "min_tls_version": "TLS1_2",
        "allow_nested_items_to_be_public": False,
        "local_user_enabled": False,
        "https_traffic_only_enabled": True,
    }
    rules = block(found, "azurerm_storage_account.this", "network_rules")
    assert picked(rules, "default_action", "bypass") == {
        "default_action": "Deny",
        "bypass": ["AzureServices"],
    }
    log = values(found, 'azurerm_network_watcher_flow_log.this["hub"]')
    assert picked(log, "target_resource_id", "enabled", "version", "traffic_analytics") == {
        "target_resource_id": VNET,
        "enabled": True,
        "version": 2,
        "traffic_analytics": [],
    }
    assert log["retention_policy"] == [{"days": 90, "enabled": True}]


@pytest.mark.parametrize(
    ("place", "region"), [({}, "westeurope"), ({"location": "northeurope"}, "northeurope")]
)
def test_flow_logs_with_traffic_analytics(place: Mapping[str, Value], region: str) -> None:
    workspace = {"id": WORKSPACE, "customer_id": SUBSCRIPTION, **place}
    found = plan("flow_logs", {**FLOW_LOGS, "retention_days": 365, "workspace": workspace})
    log = values(found, 'azurerm_network_watcher_flow_log.this["hub"]')
    assert log["retention_policy"] == [{"days": 365, "enabled": True}]
    assert log["traffic_analytics"] == [
        {
            "enabled": True,
            "interval_in_minutes": 10,
            "workspace_id": SUBSCRIPTION,
            "workspace_region": region,
            "workspace_resource_id": WORKSPACE,
        }
    ]


# What is refused

REFUSED: list[tuple[str, Mapping[str, Value], Mapping[str, Value], str]] = [
    ("firewall", FIREWALL, {"sku": "AZFW_Other"}, "Expected AZFW_VNet or AZFW_Hub"),
    ("firewall", FIREWALL, {"tier": "Basic"}, "Expected Standard or Premium"),
    ("firewall", FIREWALL, {"zones": ["4"]}, "Expected availability zones"),
    ("firewall", FIREWALL, {"subnet_id": None}, "Expected a subnet_id for AZFW_VNet"),
    ("firewall", IN_HUB, {"subnet_id": FIREWALL["subnet_id"]}, "and none for AZFW_Hub"),
    ("firewall", FIREWALL, {"subnet_id": f"{VNET}/subnets/x"}, "called AzureFirewallSubnet"),
    ("firewall", FIREWALL, {"public_ip_names": []}, "Expected at least one name for AZFW_VNet"),
    ("firewall", IN_HUB, {"public_ip_names": ["a"]}, "and none for AZFW_Hub"),
    ("firewall", FIREWALL, {"public_ip_names": ["a", "a"]}, "Expected different names"),
    ("firewall", FORCED, {"public_ip_names": ["pip-management"]}, "Expected different names"),
    ("firewall", FORCED, {"management_public_ip_name": None}, "together with management_subnet_id"),
    ("firewall", FORCED, {"management_subnet_id": f"{VNET}/subnets/x"}, "ManagementSubnet"),
    ("firewall", {**FORCED, **IN_HUB}, {}, "Expected no management_subnet_id for AZFW_Hub"),
    ("firewall", IN_HUB, {"virtual_hub_id": None}, "Expected a virtual_hub_id for AZFW_Hub"),
    ("firewall", FIREWALL, {"virtual_hub_id": HUB}, "and none for AZFW_VNet"),
    ("firewall", IN_HUB, {"public_ip_count": 0}, "from 1 to 80"),
    ("firewall", FIREWALL, {"ddos_protection_mode": "On"}, "Expected VirtualNetworkInherited"),
    ("firewall", FIREWALL, {"dns_servers": ["dns"]}, "Expected IPv4 addresses"),
    ("firewall", FIREWALL, {"intrusion_detection_mode": "On"}, "Expected Off, Alert or Deny"),
    (
        "firewall",
        {**FIREWALL, "tier": "Standard"},
        {"intrusion_detection_mode": "Alert"},
        "only tier Premium",
    ),
    ("firewall", FIREWALL, {**CLUSTERS, "aks_source_address_prefixes": ["10.0.0.1/8"]}, "CIDR"),
    ("firewall", FIREWALL, {"regions": ["West Europe"]}, "Expected regions in their short form"),
    ("firewall", FIREWALL, {**CLUSTERS, "regions": []}, "Expected at least one region"),
    *(
        ("firewall", FIREWALL, {"extra_network_rules": {"r": {**NETWORK_RULE, **bad}}}, message)
        for bad, message in (
            ({"source_addresses": []}, "Expected at least one source address"),
            ({"source_addresses": ["spoke"]}, "Expected at least one source address"),
            ({"destination_addresses": []}, "Expected either destination_addresses"),
            ({"destination_fqdns": ["a.example.com"]}, "Expected either destination_addresses"),
            ({"destination_ports": ["http"]}, "Expected at least one destination port"),
            ({"destination_ports": []}, "Expected at least one destination port"),
            ({"protocols": ["tcp"]}, "Expected protocols"),
            ({"protocols": []}, "Expected protocols"),
            (
                {
                    "destination_addresses": [],
                    "destination_fqdns": ["a.example.com"],
                    "protocols": ["ICMP"],
                },
                "Expected protocols",
            ),
        )
    ),
    *(
        ("firewall", FIREWALL, {"extra_application_rules": {"r": {**SITE_RULE, **bad}}}, message)
        for bad, message in (
            ({"source_addresses": ["10.0.0.0/33"]}, "Expected at least one source address"),
            ({"destination_fqdns": []}, "Expected either destination_fqdns"),
            ({"destination_fqdn_tags": ["WindowsUpdate"]}, "Expected either destination_fqdns"),
            ({"protocols": [{"type": "Ftp", "port": 21}]}, "Expected at least one protocol"),
            ({"protocols": [{"type": "Https", "port": 0}]}, "Expected at least one protocol"),
        )
    ),
    ("bastion", BASTION, {"subnet_id": f"{VNET}/subnets/x"}, "called AzureBastionSubnet"),
    ("bastion", BASTION, {"sku": "Basic"}, "Expected Standard or Premium"),
    ("bastion", BASTION, {"zones": ["0"]}, "Expected availability zones"),
    ("bastion", BASTION, {"public_ip_name": None}, "Expected a public_ip_name"),
    (
        "bastion",
        {**BASTION, "sku": "Premium"},
        {"private_only": True},
        "or none for a private_only bastion host",
    ),
    ("bastion", BASTION, {"private_only": True, "public_ip_name": None}, "Expected SKU Premium"),
    ("bastion", BASTION, {"session_recording": True}, "Expected SKU Premium"),
    ("bastion", BASTION, {"ddos_protection_mode": "On"}, "Expected VirtualNetworkInherited"),
    ("express_route_circuit", CIRCUIT_INPUTS, {"bandwidth_in_mbps": 75}, "Expected 50, 100"),
    *(
        ("express_route_circuit", CIRCUIT_INPUTS, {"sku": sku}, message)
        for sku, message in (
            ({"tier": "Basic", "family": "MeteredData"}, "Expected tier Local, Standard"),
            ({"tier": "Standard", "family": "Metered"}, "Expected tier Local, Standard"),
            ({"tier": "Local", "family": "UnlimitedData"}, "at least 1000 megabits"),
        )
    ),
    *(
        (
            "express_route_circuit",
            CIRCUIT_INPUTS,
            {"private_peering": {**PEERING, **bad}},
            message,
        )
        for bad, message in (
            ({"primary_peer_address_prefix": "172.16.0.0/29"}, "Expected /30 networks"),
            ({"secondary_peer_address_prefix": "172.16.0.5/30"}, "Expected /30 networks"),
            ({"secondary_peer_address_prefix": "172.16.0.0/30"}, "two different prefixes"),
            ({"vlan_id": 4095}, "Expected a vlan_id from 1 to 4094"),
            ({"peer_asn": 65515}, "Expected a peer_asn"),
        )
    ),
    ("express_route_gateway", GATEWAY, {"subnet_id": f"{VNET}/subnets/x"}, "called GatewaySubnet"),
    ("express_route_gateway", GATEWAY, {"sku": "Standard"}, "Expected ErGw1AZ"),
    (
        "express_route_gateway",
        GATEWAY,
        {"scale_units": {"minimum": 1, "maximum": 2}},
        "Expected scale_units for the SKU ErGwScale, and for no other",
    ),
    (
        "express_route_gateway",
        GATEWAY,
        {"sku": "ErGwScale"},
        "Expected scale_units for the SKU ErGwScale, and for no other",
    ),
    (
        "express_route_gateway",
        {**GATEWAY, "sku": "ErGwScale"},
        {"scale_units": {"minimum": 3, "maximum": 2}},
        "the minimum no larger",
    ),
    (
        "express_route_gateway",
        GATEWAY,
        {
            "connections": {
                "a": {"name": "a", "express_route_circuit_id": CIRCUIT, "routing_weight": 32001}
            }
        },
        "Expected routing_weight",
    ),
    ("virtual_hub", VIRTUAL_HUB, {"address_prefix": "10.100.0.0/25"}, "/24 or larger"),
    ("virtual_hub", VIRTUAL_HUB, {"address_prefix": "10.100.0.1/24"}, "/24 or larger"),
    ("virtual_hub", VIRTUAL_HUB, {"hub_routing_preference": "Vpn"}, "Expected ExpressRoute"),
    (
        "virtual_hub_routing_intent",
        INTENT,
        {"internet": False, "private": False},
        "Expected internet or private",
    ),
    ("virtual_hub_vpn_gateway", HUB_VPN, {"scale_unit": 0}, "from 1 to 40"),
    *(
        ("virtual_hub_vpn_gateway", HUB_VPN, {"bgp_settings": bad}, message)
        for bad, message in (
            ({"peer_weight": 101}, "from 0 to 100"),
            ({"instance_0_custom_addresses": ["169.254.21.5"]}, "both instances or of neither"),
            (
                {
                    "instance_0_custom_addresses": ["169.254.23.5"],
                    "instance_1_custom_addresses": ["169.254.22.5"],
                },
                "Expected custom addresses from",
            ),
        )
    ),
    *(
        ("virtual_hub_vpn_gateway", HUB_VPN, {"sites": {"hq": {**SITE, **bad}}}, message)
        for bad, message in (
            ({"links": []}, "Expected 1 to 4 links"),
            ({"links": [LINK, LINK]}, "Expected 1 to 4 links"),
            ({"links": [{**LINK, "fqdn": "a.example.com"}]}, "Expected either ip_address or fqdn"),
            ({"links": [{**LINK, "ip_address": None}]}, "Expected either ip_address or fqdn"),
            ({"links": [{**LINK, "ip_address": "hq"}]}, "Expected IPv4 addresses"),
            ({"links": [{**LINK, "bandwidth": 0}]}, "Expected a bandwidth"),
            ({"links": [{**LINK, "bgp": {**BGP, "asn": 65515}}]}, "other than 65515"),
            ({"address_space": ["192.168.0.1/16"]}, "Expected address ranges"),
            ({"address_space": []}, "Expected an address_space, or bgp"),
        )
    ),
    ("virtual_hub_express_route_gateway", HUB_ER, {"scale_units": 11}, "from 1 to 10"),
    (
        "virtual_hub_express_route_gateway",
        HUB_ER,
        {
            "connections": {
                "a": {
                    "name": "a",
                    "express_route_circuit_peering_id": f"{CIRCUIT}/peerings/AzurePrivatePeering",
                    "routing_weight": -1,
                }
            }
        },
        "Expected routing_weight",
    ),
    (
        "private_dns_resolver",
        RESOLVER,
        {"inbound_static_ip_address": "10.0.1"},
        "Expected an IPv4 address",
    ),
    *(
        ("private_dns_resolver", RESOLVER, {"forwarding_rules": rules}, message)
        for rules, message in (
            ({"a": {**FORWARDING, "domain_name": "corp.example.com"}}, "end with a dot"),
            ({"a": {**FORWARDING, "target_dns_servers": []}}, "Expected 1 to 6"),
            ({"a": {**FORWARDING, "target_dns_servers": ["dns"]}}, "Expected IPv4 addresses"),
            ({"a": FORWARDING, "b": {**FORWARDING, "name": "b"}}, "one rule for a domain name"),
        )
    ),
    ("route_server", ROUTE_SERVER, {"subnet_id": f"{VNET}/subnets/x"}, "called RouteServerSubnet"),
    ("route_server", ROUTE_SERVER, {"zones": ["4"]}, "Expected availability zones"),
    ("route_server", ROUTE_SERVER, {"ddos_protection_mode": "On"}, "VirtualNetworkInherited"),
    *(
        ("route_server", ROUTE_SERVER, {"peers": peers}, message)
        for peers, message in (
            ({str(n): {**PEER, "name": f"nva-{n}"} for n in range(9)}, "Expected 8 peers"),
            ({"a": {**PEER, "peer_asn": 65515}}, "Expected autonomous system numbers"),
            ({"a": {**PEER, "peer_ip": "nva"}}, "Expected IPv4 addresses"),
        )
    ),
    ("flow_logs", FLOW_LOGS, {"storage_account_name": "st-flow"}, "Expected 3 to 24"),
    ("flow_logs", FLOW_LOGS, {"replication_type": "zrs"}, "Expected LRS, ZRS"),
    ("flow_logs", FLOW_LOGS, {"retention_days": 89}, "from 90 to 365"),
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
