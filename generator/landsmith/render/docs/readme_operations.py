"""What a customer's README says of operating clusters: providers, private links, updates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from landsmith.blueprint.network.global_entry import FrontDoor
from landsmith.components.above.fleet import STRATEGY
from landsmith.components.cluster.gitops import signs_in
from landsmith.components.registry import GRAFANA, chosen, global_parts
from landsmith.compose.platform.global_entry import NAME
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import FLUX, GLOBAL, arc_key


def operation_providers(entry: ApplicationLandingZone) -> Iterator[str]:
    """Yield the resource providers of what a landing zone operates its cluster with."""
    for component in chosen(entry):
        yield from component.providers


def global_providers(zone: LandingZone) -> Iterator[str]:
    """Yield the resource providers of what stands above the regions."""
    for part in global_parts(zone):
        yield from part.providers


def operations_facts(zone: LandingZone) -> dict[str, Any]:
    """Return what the template asks of operating clusters."""
    entry = zone.global_entry
    return {
        "front_door": _front_door(zone, entry) if isinstance(entry, FrontDoor) else None,
        "grafana": any(map(GRAFANA.applies, zone.landing_zones)),
        "arc": _arc(zone),
        "fleet": _fleet(zone) if zone.fleet else None,
        "flux_identities": [
            zone.name(f"{one.key}/user_assigned_identity/{FLUX}")
            for one in zone.landing_zones
            if signs_in(one)
        ],
    }


def _front_door(zone: LandingZone, entry: FrontDoor) -> dict[str, Any]:
    services = [
        (
            origin.private_link_service,
            zone.name(f"{origin.landing_zone}/resource_group/nodes"),
            origin.landing_zone,
        )
        for origin in entry.origins
    ]
    return {"root": NAME, "services": services, "host_names": entry.host_names}


def _arc(zone: LandingZone) -> dict[str, Any] | None:
    """Return the clusters elsewhere and where they are shown, or None where there are none."""
    if not zone.arc_clusters:
        return None
    clusters = [
        {
            "field": f"arc_clusters.{name}",
            "name": zone.name(f"{arc_key(name)}/arc_kubernetes_cluster"),
            "region": cluster.region or zone.region,
            "connected": cluster.connected,
        }
        for name, cluster in zone.arc_clusters.items()
    ]
    return {
        "root": NAME,
        "group": zone.name(f"{GLOBAL}/resource_group"),
        "subscription": zone.subscriptions.connectivity,
        "clusters": clusters,
    }


def _fleet(zone: LandingZone) -> dict[str, Any]:
    return {
        "name": zone.name(f"{GLOBAL}/kubernetes_fleet_manager"),
        "group": zone.name(f"{GLOBAL}/resource_group"),
        "subscription": zone.subscriptions.connectivity,
        "strategy": STRATEGY,
        "stages": zone.stages,
    }
