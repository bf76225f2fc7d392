"""Traffic Manager: the way into workloads of two regions, by DNS."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.network import global_entry
from landsmith.calls import parts
from landsmith.calls.model import ModuleCall, Output, Ref, Value
from landsmith.components.component import GROUP, GlobalComponent, Whole
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import GLOBAL, Name, Namer


class TrafficManager(GlobalComponent):
    """A Traffic Manager profile."""

    def applies(self, whole: Whole) -> bool:
        """Tell whether workloads are entered by Traffic Manager."""
        return isinstance(whole.global_entry, global_entry.TrafficManager)

    def names(self, _file: LandingZoneFile, namer: Namer, group: str) -> Iterator[Name]:
        """Yield the name of the profile."""
        yield namer.named("azurerm_traffic_manager_profile", detail=group)

    def calls(self, zone: LandingZone) -> Iterator[ModuleCall]:
        """Yield the call that makes it."""
        if isinstance(zone.global_entry, global_entry.TrafficManager):
            inputs = _traffic_manager(zone, zone.global_entry)
            yield ModuleCall("traffic_manager", "traffic_manager", inputs)

    def outputs(self, _zone: LandingZone) -> Iterator[Output]:
        """Yield its host name."""
        host_name = Ref("traffic_manager", "host_name")
        yield Output("host_name", host_name, "Host name that the customer's names lead to.")


def _traffic_manager(zone: LandingZone, entry: global_entry.TrafficManager) -> dict[str, Value]:
    endpoints: dict[str, Value] = {
        endpoint.landing_zone: {
            "target": endpoint.target,
            "location": zone.entry(endpoint.landing_zone).region,
            "priority": endpoint.priority,
            "weight": endpoint.weight,
            **({"geo_mappings": endpoint.geo_mappings} if endpoint.geo_mappings else {}),
        }
        for endpoint in entry.endpoints
    }
    return {
        "name": zone.name(f"{GLOBAL}/traffic_manager_profile"),
        "resource_group_name": GROUP,
        "routing": entry.routing,
        "ttl_seconds": entry.ttl_seconds,
        "probe": {"path": entry.probe_path, "port": entry.port},
        "endpoints": endpoints,
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }
