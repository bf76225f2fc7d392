"""Names of what stands above the regions: the global entry, the fleet and clusters elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.network.global_entry import FrontDoor, TrafficManager
from landsmith.blueprint.offers.regions import REGIONS
from landsmith.landing_zone.name import Name, arc_key
from landsmith.resolve.names.naming import Workload

FRONT_DOOR_TYPES = (
    "azurerm_cdn_frontdoor_profile",
    "azurerm_cdn_frontdoor_endpoint",
    "azurerm_cdn_frontdoor_firewall_policy",
)


def anything_global(file: LandingZoneFile) -> bool:
    """Return whether anything stands above the regions."""
    return bool(file.global_entry or file.fleet or file.arc_clusters)


def global_names(file: LandingZoneFile, workload: Workload) -> Iterator[Name]:
    """Yield the names, if there is anything global."""
    if not anything_global(file):
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
    for name, cluster in file.arc_clusters.items():
        elsewhere = replace(
            workload,
            key=arc_key(name),
            name=name,
            region_code=REGIONS[cluster.region or file.region].code,
            field=("arc_clusters", name),
        )
        yield elsewhere.named("azurerm_arc_kubernetes_cluster", detail=group.value)
