"""Names of what stands above the regions: the global entry and the fleet."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.global_entry import FrontDoor, TrafficManager
from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.resolve.naming import Name, Workload

WORKLOAD = "global"
FRONT_DOOR_TYPES = (
    "azurerm_cdn_frontdoor_profile",
    "azurerm_cdn_frontdoor_endpoint",
    "azurerm_cdn_frontdoor_firewall_policy",
)


def global_names(file: LandingZoneFile, workload: Workload) -> Iterator[Name]:
    """Yield the names, if there is anything global."""
    if file.global_entry is None and file.fleet is None:
        return
    group = workload.named("azurerm_resource_group")
    yield group
    if isinstance(file.global_entry, FrontDoor):
        for type_ in FRONT_DOOR_TYPES:
            yield workload.named(type_, detail=group.value)
    if isinstance(file.global_entry, TrafficManager):
        yield workload.named("azurerm_traffic_manager_profile", detail=group.value)
    if file.fleet:
        yield workload.named("azurerm_kubernetes_fleet_manager", detail=group.value)
