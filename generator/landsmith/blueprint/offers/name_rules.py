"""What a valid name of each resource type is, as data.

Abbreviations: Cloud Adoption Framework, "Abbreviation recommendations". Lengths, characters and
scopes: Azure Resource Manager, "Naming rules and restrictions for Azure resources".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Uniqueness(Enum):
    """Where a name has to be unique."""

    GLOBAL = "global"
    TENANT = "tenant"
    SUBSCRIPTION = "subscription"
    RESOURCE_GROUP = "resource group"
    PARENT = "parent"


_WORDS = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?"
_HYPHENS = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_LOWER = r"[a-z0-9]+"
_VAULT = r"[A-Za-z](?:[A-Za-z0-9]|-(?!-))*[A-Za-z0-9]"


@dataclass(frozen=True)
class NameRule:
    """Name rule of one resource type; ``hashed`` names are global and carry a stable suffix."""

    abbreviation: str
    longest: int
    pattern: str
    scope: Uniqueness
    shortest: int = 1
    separator: str = "-"
    hashed: bool = False


RULES: dict[str, NameRule] = {
    "azurerm_resource_group": NameRule("rg", 90, _WORDS, Uniqueness.SUBSCRIPTION),
    "azurerm_management_group": NameRule("mg", 90, _WORDS, Uniqueness.TENANT),
    "azuread_group": NameRule("sg", 120, _WORDS, Uniqueness.TENANT),
    "azurerm_virtual_network": NameRule("vnet", 64, _WORDS, Uniqueness.RESOURCE_GROUP, 2),
    "azurerm_subnet": NameRule("snet", 80, _WORDS, Uniqueness.PARENT),
    "azurerm_network_security_group": NameRule("nsg", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_route_table": NameRule("rt", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_virtual_network_peering": NameRule("peer", 80, _WORDS, Uniqueness.PARENT),
    "azurerm_public_ip": NameRule("pip", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_linux_virtual_machine": NameRule("vm", 64, _HYPHENS, Uniqueness.RESOURCE_GROUP),
    "azurerm_nat_gateway": NameRule("ng", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_virtual_network_gateway": NameRule("vgw", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_local_network_gateway": NameRule("lgw", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_virtual_network_gateway_connection": NameRule(
        "con", 80, _WORDS, Uniqueness.RESOURCE_GROUP
    ),
    "azurerm_proximity_placement_group": NameRule("ppg", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_dedicated_host_group": NameRule("hg", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_dedicated_host": NameRule("host", 75, _WORDS, Uniqueness.PARENT),
    "azurerm_firewall": NameRule("afw", 56, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_firewall_policy": NameRule("afwp", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_application_gateway": NameRule("agw", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_web_application_firewall_policy": NameRule(
        "waf", 80, _WORDS, Uniqueness.RESOURCE_GROUP
    ),
    "azurerm_application_load_balancer": NameRule(
        "agc", 64, _HYPHENS, Uniqueness.RESOURCE_GROUP, 2
    ),
    "azurerm_application_load_balancer_frontend": NameRule("fe", 64, _HYPHENS, Uniqueness.PARENT),
    "azurerm_application_load_balancer_security_policy": NameRule(
        "sp", 64, _HYPHENS, Uniqueness.PARENT
    ),
    "azurerm_application_load_balancer_subnet_association": NameRule(
        "as", 64, _HYPHENS, Uniqueness.PARENT
    ),
    "azurerm_bastion_host": NameRule("bas", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_network_ddos_protection_plan": NameRule("ddos", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_route_server": NameRule("rtserv", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_express_route_circuit": NameRule("erc", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_express_route_gateway": NameRule("ergw", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_express_route_connection": NameRule("con", 80, _WORDS, Uniqueness.PARENT),
    "azurerm_virtual_wan": NameRule("vwan", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_virtual_hub": NameRule("vhub", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_virtual_hub_connection": NameRule("con", 80, _WORDS, Uniqueness.PARENT),
    "azurerm_virtual_hub_routing_intent": NameRule("rint", 80, _WORDS, Uniqueness.PARENT),
    "azurerm_vpn_gateway": NameRule("vpng", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_vpn_site": NameRule("vst", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_vpn_gateway_connection": NameRule("vcn", 80, _WORDS, Uniqueness.PARENT),
    "azurerm_private_dns_resolver": NameRule("dnspr", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_private_dns_resolver_inbound_endpoint": NameRule("in", 80, _WORDS, Uniqueness.PARENT),
    "azurerm_private_dns_resolver_outbound_endpoint": NameRule(
        "out", 80, _WORDS, Uniqueness.PARENT
    ),
    "azurerm_private_dns_resolver_dns_forwarding_ruleset": NameRule(
        "dnsfrs", 80, _WORDS, Uniqueness.RESOURCE_GROUP
    ),
    "azurerm_private_dns_resolver_virtual_network_link": NameRule(
        "link", 80, _WORDS, Uniqueness.PARENT
    ),
    "azurerm_network_watcher_flow_log": NameRule("fl", 80, _WORDS, Uniqueness.PARENT),
    "azurerm_private_endpoint": NameRule("pep", 64, _WORDS, Uniqueness.RESOURCE_GROUP, 2),
    "azurerm_network_interface": NameRule("nic", 80, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_private_dns_zone_virtual_network_link": NameRule(
        "link", 80, _WORDS, Uniqueness.PARENT
    ),
    "azurerm_user_assigned_identity": NameRule(
        "id", 128, r"[A-Za-z0-9][A-Za-z0-9_-]*", Uniqueness.RESOURCE_GROUP, 3
    ),
    "azurerm_log_analytics_workspace": NameRule("log", 63, _HYPHENS, Uniqueness.RESOURCE_GROUP, 4),
    "azurerm_monitor_workspace": NameRule("amw", 44, _HYPHENS, Uniqueness.RESOURCE_GROUP, 4),
    "azurerm_monitor_action_group": NameRule("ag", 260, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_monitor_activity_log_alert": NameRule("ala", 260, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_monitor_data_collection_rule": NameRule(
        "dcr", 64, _HYPHENS, Uniqueness.RESOURCE_GROUP, 3
    ),
    "azurerm_monitor_data_collection_endpoint": NameRule(
        "dce", 44, _HYPHENS, Uniqueness.RESOURCE_GROUP, 3
    ),
    "azurerm_monitor_alert_prometheus_rule_group": NameRule(
        "prg", 260, _WORDS, Uniqueness.RESOURCE_GROUP
    ),
    "azurerm_consumption_budget_subscription": NameRule(
        "budget", 63, r"[A-Za-z0-9_-]+", Uniqueness.SUBSCRIPTION
    ),
    "azurerm_consumption_budget_management_group": NameRule(
        "budget", 63, r"[A-Za-z0-9_-]+", Uniqueness.TENANT
    ),
    "azurerm_consumption_budget_resource_group": NameRule(
        "budget", 63, r"[A-Za-z0-9_-]+", Uniqueness.SUBSCRIPTION
    ),
    "azurerm_data_protection_backup_vault": NameRule(
        "bvault", 50, _HYPHENS, Uniqueness.RESOURCE_GROUP, 2
    ),
    "azurerm_data_protection_backup_policy_kubernetes_cluster": NameRule(
        "bkpol", 150, _HYPHENS, Uniqueness.PARENT, 3
    ),
    "azurerm_data_protection_backup_instance_kubernetes_cluster": NameRule(
        "bkinst", 150, _HYPHENS, Uniqueness.PARENT
    ),
    "azurerm_dashboard_grafana": NameRule(
        "amg", 23, _VAULT, Uniqueness.GLOBAL, 2, "-", hashed=True
    ),
    "azurerm_application_insights": NameRule("appi", 260, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_eventgrid_system_topic": NameRule("egst", 50, _HYPHENS, Uniqueness.RESOURCE_GROUP, 3),
    "azurerm_eventgrid_system_topic_event_subscription": NameRule(
        "evgs", 64, _HYPHENS, Uniqueness.PARENT, 3
    ),
    "azurerm_cdn_frontdoor_profile": NameRule("afd", 90, _HYPHENS, Uniqueness.RESOURCE_GROUP, 2),
    "azurerm_cdn_frontdoor_endpoint": NameRule("fde", 46, _HYPHENS, Uniqueness.PARENT, 2),
    "azurerm_cdn_frontdoor_firewall_policy": NameRule(
        "fdfp", 128, r"[A-Za-z][A-Za-z0-9]*", Uniqueness.RESOURCE_GROUP, 1, ""
    ),
    "azurerm_traffic_manager_profile": NameRule(
        "traf", 63, _HYPHENS, Uniqueness.GLOBAL, 1, "-", hashed=True
    ),
    "azurerm_kubernetes_fleet_manager": NameRule(
        "fleet", 63, r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", Uniqueness.RESOURCE_GROUP
    ),
    "azurerm_arc_kubernetes_cluster": NameRule(
        "arck", 63, r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?", Uniqueness.RESOURCE_GROUP
    ),
    "azurerm_monitor_metric_alert": NameRule("ma", 260, _WORDS, Uniqueness.RESOURCE_GROUP),
    "azurerm_management_lock": NameRule("lock", 90, _WORDS, Uniqueness.PARENT),
    "azurerm_storage_account": NameRule("st", 24, _LOWER, Uniqueness.GLOBAL, 3, "", hashed=True),
    "azurerm_container_registry": NameRule(
        "cr", 50, r"[A-Za-z0-9]+", Uniqueness.GLOBAL, 5, "", hashed=True
    ),
    "azurerm_key_vault": NameRule("kv", 24, _VAULT, Uniqueness.GLOBAL, 3, "-", hashed=True),
    "azurerm_key_vault_key": NameRule("key", 127, _HYPHENS, Uniqueness.PARENT),
    "azurerm_disk_encryption_set": NameRule("des", 80, _WORDS, Uniqueness.RESOURCE_GROUP, 2),
    **dict.fromkeys(
        ("azurerm_kubernetes_cluster", "azurerm_kubernetes_automatic_cluster"),
        NameRule(
            "aks", 63, r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?", Uniqueness.RESOURCE_GROUP
        ),
    ),
}
