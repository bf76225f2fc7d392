"""Required arguments of attributes that hold blocks.

Such an attribute's type is a collection of objects, of which no schema says what is required.
Facts: the argument reference of each resource.
"""

from __future__ import annotations

from typing import Final

REQUIRED: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "azurerm_container_registry": {"network_rule_set.ip_rule": ("action", "ip_range")},
    "azurerm_key_vault": {"access_policy": ("tenant_id", "object_id")},
    "azurerm_network_security_group": {
        "security_rule": ("name", "protocol", "access", "priority", "direction")
    },
    "azurerm_route_filter": {"rule": ("name", "access", "rule_type", "communities")},
    "azurerm_route_table": {"route": ("name", "address_prefix", "next_hop_type")},
    "azurerm_virtual_network": {
        "subnet": ("name", "address_prefixes"),
        "subnet.delegation": ("name", "service_delegation"),
        "subnet.delegation.service_delegation": ("name",),
    },
}
"""By resource type and path of the attribute, or of one within it: the required members."""


def required_members(type_name: str) -> list[tuple[str, ...]]:
    """Return the paths of the members that each object of such an attribute must have."""
    found = REQUIRED.get(type_name, {})
    return [(*path.split("."), name) for path, names in found.items() for name in names]
