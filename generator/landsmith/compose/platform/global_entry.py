"""Root 70-global: the way into workloads of two regions, the fleet, and clusters elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.network.global_entry import Fleet, FrontDoor, Origin, TrafficManager
from landsmith.compose import ids, parts
from landsmith.compose.cluster import arc
from landsmith.compose.cluster.landing_zone import root_name
from landsmith.compose.model import ModuleCall, Output, Ref, Root, Value
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import GLOBAL

NAME = "70-global"
GROUP = Ref("resource_group", "name")
STRATEGY = "by-environment"
PRIVATE_LINK_SERVICES = "Microsoft.Network/privateLinkServices"


def roots(zone: LandingZone) -> tuple[Root, ...]:
    """Return the root of what stands above the regions, if there is anything."""
    if not zone.anything_global:
        return ()
    root = Root(
        name=NAME,
        purpose=_purpose(zone),
        providers=(parts.azurerm(zone, zone.subscriptions.connectivity),),
        backend=parts.backend(zone, NAME),
        locals=parts.logging_locals(zone, zone.tags.platform[GLOBAL]),
        calls=tuple(_calls(zone)),
        outputs=tuple(_outputs(zone)),
        after=tuple(root_name(entry) for entry in zone.landing_zones),
    )
    return (root,)


def _purpose(zone: LandingZone) -> str:
    elsewhere = " Azure Arc shows clusters elsewhere." if zone.arc_clusters else ""
    return f"Above the regions: the global entry of workloads and the fleet of clusters.{elsewhere}"


def _calls(zone: LandingZone) -> Iterator[ModuleCall]:
    yield parts.resource_group("resource_group", zone.name(f"{GLOBAL}/resource_group"))
    entry = zone.global_entry
    if isinstance(entry, FrontDoor):
        yield ModuleCall("front_door", "front_door", _front_door(zone, entry))
    elif entry:
        yield ModuleCall("traffic_manager", "traffic_manager", _traffic_manager(zone, entry))
    if zone.fleet:
        yield _fleet(zone, zone.fleet)
    yield from arc.calls(zone)


def _outputs(zone: LandingZone) -> Iterator[Output]:
    if zone.global_entry:
        host_name = Ref(zone.global_entry.kind, "host_name")
        yield Output("host_name", host_name, "Host name that the customer's names lead to.")
    if isinstance(zone.global_entry, FrontDoor) and zone.global_entry.host_names:
        tokens = Ref("front_door", "validation_tokens")
        yield Output("validation_tokens", tokens, "Value of _dnsauth.<host name>, by host name.")


def _front_door(zone: LandingZone, entry: FrontDoor) -> dict[str, Value]:
    origins: dict[str, Value] = {
        origin.landing_zone: _origin(zone, origin) for origin in entry.origins
    }
    return {
        "name": zone.name(f"{GLOBAL}/cdn_frontdoor_profile"),
        "endpoint_name": zone.name(f"{GLOBAL}/cdn_frontdoor_endpoint"),
        "firewall_policy_name": zone.name(f"{GLOBAL}/cdn_frontdoor_firewall_policy"),
        "resource_group_name": GROUP,
        "origins": origins,
        **({"host_names": entry.host_names} if entry.host_names else {}),
        "probe": {"path": entry.probe_path, "interval_seconds": entry.probe_interval_seconds},
        "requests_per_minute": entry.requests_per_minute,
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }


def _origin(zone: LandingZone, origin: Origin) -> dict[str, Value]:
    """Return an origin; AKS makes its private link service beside the load balancer."""
    entry = zone.entry(origin.landing_zone)
    nodes = zone.name(f"{entry.key}/resource_group/nodes")
    service = origin.private_link_service
    return {
        "host_name": origin.host_name,
        "private_link_service_id": ids.resource(
            entry.subscription, nodes, PRIVATE_LINK_SERVICES, service
        ),
        "private_link_location": origin.private_link_region or entry.region,
        "priority": origin.priority,
        "weight": origin.weight,
    }


def _traffic_manager(zone: LandingZone, entry: TrafficManager) -> dict[str, Value]:
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


def _fleet(zone: LandingZone, fleet: Fleet) -> ModuleCall:
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


def _stages(zone: LandingZone, fleet: Fleet) -> list[Value]:
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
