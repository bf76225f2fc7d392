"""Managed Grafana: dashboards on what watches a cluster."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.blueprint.offers.regions import REGIONS, Region
from landsmith.blueprint.operations import monitoring
from landsmith.calls import ids, parts
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.calls.parts import CLUSTER_GROUP
from landsmith.calls.private_endpoint import GRAFANA_ZONE, private_endpoint
from landsmith.components.component import Chosen, Component, endpoint_names
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import Name, Namer


class Grafana(Component):
    """Dashboards, reached through a private endpoint."""

    providers = ("Dashboard",)

    def applies(self, entry: Chosen) -> bool:
        """Tell whether dashboards were chosen, for landing zones of this environment."""
        grafana = entry.observability.grafana
        return grafana is not None and entry.environment in grafana.environments

    def problems(self, entry: LandingZoneEntry, region: Region, at: Loc) -> Iterator[FieldProblem]:
        """Yield a problem where zones are asked for that the region lacks."""
        grafana = entry.observability.grafana
        if grafana and grafana.zone_redundant and not REGIONS[region].zones:
            message = f"{region} has no availability zones"
            loc: Loc = (*at, "observability", "grafana", "zone_redundant")
            yield FieldProblem(loc, message, "write false, or leave it out")

    def names(self, _entry: LandingZoneEntry, namer: Namer, group: str) -> Iterator[Name]:
        """Yield the names of the dashboards and their endpoint."""
        yield namer.named("azurerm_dashboard_grafana", detail=group)
        yield from endpoint_names(namer, "grafana", group)

    def calls(self, zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
        """Yield the calls of the dashboards, and of who may do what in them."""
        if entry.observability.grafana:
            yield _grafana(zone, entry, entry.observability.grafana)
            yield _grafana_roles(zone)


def _grafana(
    zone: LandingZone, entry: ApplicationLandingZone, chosen: monitoring.Grafana
) -> ModuleCall:
    zones = bool(entry.hub.zones)
    inputs: dict[str, Value] = {
        "name": zone.name(f"{entry.key}/dashboard_grafana"),
        "location": parts.LOCATION,
        "resource_group_name": CLUSTER_GROUP,
        "major_version": chosen.major_version,
        "zone_redundancy_enabled": zones
        if chosen.zone_redundant is None
        else chosen.zone_redundant,
        "monitor_workspace_id": ids.monitor_workspace(zone),
        "private_endpoint": private_endpoint(zone, entry, "grafana", GRAFANA_ZONE),
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }
    return ModuleCall("grafana", "managed_grafana", inputs)


def _grafana_roles(zone: LandingZone) -> ModuleCall:
    """Return who may do what in Grafana, and what Grafana itself may read."""
    grafana = Ref("grafana", "id")
    assignments: Value = {
        "admins": _role(grafana, "Grafana Admin", "aks-admins"),
        "readers": _role(grafana, "Grafana Viewer", "aks-readers"),
        "metrics": {
            "scope": ids.monitor_workspace(zone),
            "role_definition_name": "Monitoring Data Reader",
            "principal_id": Ref("grafana", "principal_id"),
            "principal_type": "ServicePrincipal",
        },
    }
    return ModuleCall("grafana_roles", "role_assignments", {"assignments": assignments})


def _role(scope: Value, role: str, group: str) -> dict[str, Value]:
    principal = Ref("entra_groups", "object_ids", (group,))
    return {"scope": scope, "role_definition_name": role, "principal_id": principal}
