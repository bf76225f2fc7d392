"""Root 70-global: the way into workloads of two regions, the fleet, and clusters elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.calls import parts
from landsmith.calls.model import ModuleCall, Root
from landsmith.components.registry import global_parts
from landsmith.compose.cluster.landing_zone import root_name
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import GLOBAL

NAME = "70-global"


def roots(zone: LandingZone) -> tuple[Root, ...]:
    """Return the root of what stands above the regions, if there is anything."""
    if not global_parts(zone):
        return ()
    root = Root(
        name=NAME,
        purpose=_purpose(zone),
        providers=(parts.azurerm(zone, zone.subscriptions.connectivity),),
        backend=parts.backend(zone, NAME),
        locals=parts.logging_locals(zone, zone.tags.platform[GLOBAL]),
        calls=tuple(_calls(zone)),
        outputs=tuple(out for part in global_parts(zone) for out in part.outputs(zone)),
        after=tuple(root_name(entry) for entry in zone.landing_zones),
    )
    return (root,)


def _purpose(zone: LandingZone) -> str:
    elsewhere = " Azure Arc shows clusters elsewhere." if zone.arc_clusters else ""
    return f"Above the regions: the global entry of workloads and the fleet of clusters.{elsewhere}"


def _calls(zone: LandingZone) -> Iterator[ModuleCall]:
    yield parts.resource_group("resource_group", zone.name(f"{GLOBAL}/resource_group"))
    for part in global_parts(zone):
        yield from part.calls(zone)
