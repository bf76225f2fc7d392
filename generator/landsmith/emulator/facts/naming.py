"""Azure's own rules for names, where they are stricter than what the provider accepts.

Facts: Azure Resource Manager, "Naming rules and restrictions for Azure resources".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class NameLimits:
    """Lengths, inclusive, the characters in words, and the pattern that a whole name matches."""

    shortest: int
    longest: int
    words: str
    pattern: re.Pattern[str]


_WORDS: Final = (
    (
        "letters, digits, underscores, periods and hyphens; it starts with a letter or digit"
        " and ends with one or an underscore"
    ),
    re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9_])?"),
)
_HYPHENS: Final = (
    "letters, digits and hyphens; it starts and ends with a letter or digit",
    re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"),
)
_NODE_POOL: Final = (
    "lower-case letters and digits; it starts with a letter",
    re.compile(r"[a-z][a-z0-9]*"),
)

_NETWORKING: Final = {
    "azurerm_firewall": (1, 56),
    "azurerm_firewall_policy": (1, 80),
    "azurerm_local_network_gateway": (1, 80),
    "azurerm_nat_gateway": (1, 80),
    "azurerm_network_interface": (1, 80),
    "azurerm_network_security_group": (1, 80),
    "azurerm_network_security_rule": (1, 80),
    "azurerm_private_dns_zone_virtual_network_link": (1, 80),
    "azurerm_private_endpoint": (2, 64),
    "azurerm_public_ip": (1, 80),
    "azurerm_public_ip_prefix": (1, 80),
    "azurerm_route": (1, 80),
    "azurerm_route_table": (1, 80),
    "azurerm_subnet": (1, 80),
    "azurerm_virtual_network": (2, 64),
    "azurerm_virtual_network_gateway": (1, 80),
    "azurerm_virtual_network_gateway_connection": (1, 80),
    "azurerm_virtual_network_peering": (1, 80),
}

RULES: Final = {type_: NameLimits(*limits, *_WORDS) for type_, limits in _NETWORKING.items()} | {
    "azurerm_container_registry": NameLimits(
        5, 50, "letters and digits", re.compile(r"[A-Za-z0-9]+")
    ),
    "azurerm_key_vault": NameLimits(
        3,
        24,
        "letters, digits and single hyphens; it starts with a letter and ends with no hyphen",
        re.compile(r"[A-Za-z]([A-Za-z0-9]|-(?!-))*[A-Za-z0-9]"),
    ),
    "azurerm_kubernetes_cluster": NameLimits(
        1,
        63,
        "letters, digits, underscores and hyphens; it starts and ends with a letter or digit",
        re.compile(r"[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?"),
    ),
    "azurerm_kubernetes_cluster_node_pool": NameLimits(1, 12, *_NODE_POOL),
    "azurerm_log_analytics_workspace": NameLimits(4, 63, *_HYPHENS),
    "azurerm_management_group": NameLimits(
        1,
        90,
        "letters, digits, hyphens, underscores, periods and parentheses; it starts with a letter"
        " or digit and ends with no period",
        re.compile(r"[A-Za-z0-9]([A-Za-z0-9_.()-]*[A-Za-z0-9_()-])?"),
    ),
    "azurerm_monitor_data_collection_endpoint": NameLimits(3, 44, *_HYPHENS),
    "azurerm_monitor_data_collection_rule": NameLimits(3, 64, *_HYPHENS),
    "azurerm_monitor_workspace": NameLimits(4, 44, *_HYPHENS),
    "azurerm_storage_account": NameLimits(
        3, 24, "lower-case letters and digits", re.compile(r"[a-z0-9]+")
    ),
    "azurerm_user_assigned_identity": NameLimits(
        3,
        128,
        "letters, digits, hyphens and underscores; it starts with a letter or digit",
        re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*"),
    ),
}
"""By resource type."""
