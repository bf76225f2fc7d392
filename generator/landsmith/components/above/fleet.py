"""A fleet that upgrades clusters in stages."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.network import global_entry
from landsmith.calls import ids, parts
from landsmith.calls.model import ModuleCall, Value
from landsmith.components.component import GROUP, GlobalComponent, Whole
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import GLOBAL, Name, Namer

STRATEGY = "by-environment"


class Fleet(GlobalComponent):
    """A fleet manager with all clusters as members."""

    def applies(self, whole: Whole) -> bool:
        """Tell whether there is a fleet."""
        return whole.fleet is not None

    def names(self, _file: LandingZoneFile, namer: Namer, group: str) -> Iterator[Name]:
        """Yield the name of the fleet manager."""
        yield namer.named("azurerm_kubernetes_fleet_manager", detail=group)

    def calls(self, zone: LandingZone) -> Iterator[ModuleCall]:
        """Yield the call that makes it."""
        if zone.fleet:
            yield _fleet(zone, zone.fleet)


def _fleet(zone: LandingZone, fleet: global_entry.Fleet) -> ModuleCall:
    members: dict[str, Value] = {
        entry.key: {"cluster_id": ids.cluster(zone, entry), "group": entry.environment}
        for entry in zone.landing_zones
    }
    inputs: dict[str, Value] = {
        "name": zone.name(f"{GLOBAL}/kubernetes_fleet_manager"),
        "location": parts.LOCATION,
        "resource_group_name": GROUP,
        "members": members,
        "strategy": {"name": STRATEGY, "stages": _stages(zone, fleet)},
        "tags": parts.TAGS,
    }
    return ModuleCall("fleet", "kubernetes_fleet", inputs)


def _stages(zone: LandingZone, fleet: global_entry.Fleet) -> list[Value]:
    """Return the stages; after the last there is nothing to wait for."""
    order = zone.stages
    waiting: dict[str, Value] = (
        {"wait_seconds": fleet.wait_hours * 3600} if fleet.wait_hours else {}
    )
    return [
        {
            "name": environment,
            "groups": [environment],
            **(waiting if environment != order[-1] else {}),
        }
        for environment in order
    ]
