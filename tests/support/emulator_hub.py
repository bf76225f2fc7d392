"""What a landing zone's root reads of the hub, put into an emulated cloud without the hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from landsmith.emulator import Resource

if TYPE_CHECKING:
    from landsmith.emulator import Cloud
    from landsmith.emulator.values import Object
    from landsmith.landing_zone.landing_zone import LandingZone

PRIVATE, PUBLIC = "10.100.0.132", "203.0.113.200"
"""Addresses that the firewalls get."""


def put_hub_egress(cloud: Cloud, zone: LandingZone) -> None:
    """Put the firewall of every hub into the cloud, as one of a virtual hub."""
    subscription = zone.subscriptions.connectivity
    for hub in zone.hubs:
        group = zone.name(f"{hub.key}/resource_group")
        for part in hub.firewall_addresses:
            key = f"{hub.key}/public_ip/{part}"
            if key in zone.names:
                put_public_ip(cloud, subscription, group, zone.name(key))
        key = f"{hub.key}/firewall"
        if key in zone.names:
            put_firewall(cloud, subscription, group, zone.name(key))


def put_public_ip(cloud: Cloud, subscription: str, group: str, name: str) -> None:
    """Put a public address into the cloud."""
    put(cloud, subscription, group, "publicIPAddresses", name, {"ip_address": PUBLIC})


def put_firewall(cloud: Cloud, subscription: str, group: str, name: str) -> None:
    """Put the firewall of a virtual hub into the cloud."""
    hub: Object = {
        "virtual_hub_id": "",
        "public_ip_count": 1,
        "private_ip_address": PRIVATE,
        "public_ip_addresses": [PUBLIC],
    }
    put(cloud, subscription, group, "azureFirewalls", name, {"virtual_hub": [hub]})


TYPES = {"azureFirewalls": "azurerm_firewall", "publicIPAddresses": "azurerm_public_ip"}


def put(cloud: Cloud, subscription: str, group: str, kind: str, name: str, values: Object) -> None:
    """Put a resource of the network provider into the cloud."""
    inside = f"/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network"
    id_ = f"{inside}/{kind}/{name}"
    told: Object = {"id": id_, "name": name, "resource_group_name": group, **values}
    cloud.put(Resource("azurerm", TYPES[kind], id_, told))
