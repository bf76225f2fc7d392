"""Forms of values that the recorded facts don't carry: address ranges and UUIDs.

An attribute's name says which it is; the exceptions take other things as well. Facts: the
argument reference of each resource.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from landsmith.emulator.protocol.codec import Type
    from landsmith.emulator.schema import Block
    from landsmith.emulator.values import Object

_FORMS: Final = {
    "cidr": re.compile(
        r"(.*_)?cidrs?|address_space|address_prefix(es)?(_ipv[46])?"
        r"|(primary|secondary)_peer_address_prefix|remote_address_space_prefixes"
    ),
    "uuid": re.compile(r"(tenant|object|principal)_id"),
}
"""Form to the names of the attributes that have it."""

_OTHERWISE: Final = frozenset(
    {
        ("azurerm_ip_group", "cidrs"),  # single addresses and ranges too
        ("azurerm_ip_group_cidr", "cidr"),
        ("azurerm_kusto_cluster_principal_assignment", "principal_id"),  # mail addresses too
        ("azurerm_kusto_cluster_principal_assignment", "tenant_id"),  # domain names too
        ("azurerm_kusto_database_principal_assignment", "principal_id"),
        ("azurerm_kusto_database_principal_assignment", "tenant_id"),
        ("azurerm_network_manager_admin_rule", "destination.address_prefix"),  # service tags too
        ("azurerm_network_manager_admin_rule", "source.address_prefix"),
        ("azurerm_palo_alto_local_rulestack_rule", "destination.cidrs"),  # "any" too
        ("azurerm_palo_alto_local_rulestack_rule", "source.cidrs"),
        ("azurerm_route", "address_prefix"),  # service tags too
        ("azurerm_route_table", "route.address_prefix"),
        ("azurerm_network_manager", "cross_tenant_scopes.tenant_id"),
    }
)
"""Attributes that take more than their name says."""

NETWORKS: Final = frozenset(
    {
        ("azurerm_subnet", "address_prefixes"),
        ("azurerm_virtual_network", "address_space"),
        ("azurerm_virtual_network", "subnet.address_prefixes"),
    }
)
"""Ranges that Azure refuses unless they start where their length says."""


def formats(type_name: str, block: Block, above: str = "") -> Iterator[tuple[str, Object]]:
    """Yield the attribute paths of a resource type whose values have a form, with the fact."""
    for name, attribute in block.attributes.items():
        if attribute.settable:
            yield from _of_value(type_name, name, f"{above}{name}", attribute.type)
        for member, type_ in (attribute.object_type or {}).items() if attribute.settable else ():
            yield from _of_value(type_name, member, f"{above}{name}.{member}", type_)
    for name, nested in block.blocks.items():
        yield from formats(type_name, nested.block, f"{above}{name}.")


def _of_value(type_name: str, name: str, path: str, type_: Type) -> Iterator[tuple[str, Object]]:
    form = next((form for form, names in _FORMS.items() if names.fullmatch(name)), "")
    if not form or (type_name, path) in _OTHERWISE:
        return
    form = "network" if (type_name, path) in NETWORKS else form
    if type_ == "string":
        yield path, {"format": form}
    elif type_ in (["list", "string"], ["set", "string"]):
        yield path, {"elem": {"format": form}}
