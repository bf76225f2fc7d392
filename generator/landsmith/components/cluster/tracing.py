"""Tracing: Application Insights takes the traces of workloads."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.blueprint.operations import monitoring
from landsmith.calls import parts
from landsmith.calls.model import ModuleCall, Value
from landsmith.calls.parts import CLUSTER_GROUP
from landsmith.components.component import Chosen, Component
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import Name, Namer

HOSTS = ("*.in.applicationinsights.azure.com", "*.livediagnostics.monitor.azure.com")
"""Source: Azure Monitor documentation, "Azure Monitor endpoint access and firewall"."""


class Tracing(Component):
    """Application Insights of one landing zone."""

    def applies(self, entry: Chosen) -> bool:
        """Tell whether traces are taken."""
        return entry.observability.tracing is not None

    def names(self, _entry: LandingZoneEntry, namer: Namer, group: str) -> Iterator[Name]:
        """Yield the name of the Application Insights resource."""
        yield namer.named("azurerm_application_insights", detail=group)

    def egress(self, _entry: ApplicationLandingZone) -> Iterator[str]:
        """Yield where traces are sent."""
        yield from HOSTS

    def calls(self, zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
        """Yield the call that makes it."""
        if entry.observability.tracing:
            yield _tracing(zone, entry, entry.observability.tracing)


def _tracing(
    zone: LandingZone, entry: ApplicationLandingZone, chosen: monitoring.Tracing
) -> ModuleCall:
    inputs: dict[str, Value] = {
        "name": zone.name(f"{entry.key}/application_insights"),
        "location": parts.LOCATION,
        "resource_group_name": CLUSTER_GROUP,
        "log_analytics_workspace_id": parts.WORKSPACE,
        "sampling_percentage": chosen.sampling_percentage,
        "daily_cap_gb": chosen.daily_cap_gb,
        "tags": parts.TAGS,
    }
    return ModuleCall("application_insights", "application_insights", inputs)
