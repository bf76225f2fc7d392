"""What of a resource others decide: which network security group an association gave a subnet.

Such values are never stored with the resource itself; they are looked up when it is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from landsmith.emulator.cloud import Cloud, Resource
    from landsmith.emulator.values import Object, Value


@dataclass(frozen=True)
class Link:
    """A computed attribute, and the association that decides it.

    ``own`` is the association's attribute that names the resource, ``other`` the one whose value
    is shown; ``many`` collects the values of all such associations.
    """

    attribute: str
    association: str
    own: str
    other: str
    many: bool = False


LINKS: Final = {
    "azurerm_subnet": (
        Link(
            "network_security_group_id",
            "azurerm_subnet_network_security_group_association",
            "subnet_id",
            "network_security_group_id",
        ),
        Link(
            "route_table_id",
            "azurerm_subnet_route_table_association",
            "subnet_id",
            "route_table_id",
        ),
    ),
    "azurerm_route_table": (
        Link(
            "subnets",
            "azurerm_subnet_route_table_association",
            "route_table_id",
            "subnet_id",
            many=True,
        ),
    ),
}
"""By resource type."""


def stored(type_name: str, state: Object, config: Object | None) -> Object:
    """Return a state as the cloud keeps it: of such values only what the configuration gave."""
    given = config or {}
    own: Object = {
        link.attribute: [] if link.many else given.get(f"{link.attribute}_wo")
        for link in LINKS.get(type_name, ())
    }
    return state | own


def seen(resource: Resource, cloud: Cloud) -> Object:
    """Return a resource's value with what its associations decide."""
    links = LINKS.get(resource.type, ())
    return resource.value | {link.attribute: _value(link, resource, cloud) for link in links}


def _value(link: Link, resource: Resource, cloud: Cloud) -> Value:
    found = [
        item.value[link.other]
        for item in cloud.of_type(resource.provider, link.association)
        if str(item.value.get(link.own)).lower() == resource.id.lower()
    ]
    if link.many:
        return sorted(found)
    return found[0] if found else resource.value.get(link.attribute)
