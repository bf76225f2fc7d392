"""Decides each application landing zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network

from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.landing_zone.application import ApplicationLandingZone, Capacity
from landsmith.landing_zone.hub import Hub
from landsmith.resolve.addresses.sizing import cluster_nodes, subnet_prefixes
from landsmith.resolve.cluster.alerts import cluster_alerts
from landsmith.resolve.cluster.capacity import cluster_room
from landsmith.resolve.cluster.demand import pool_demands, port_demand, subnet_demands
from landsmith.resolve.cluster.egress import outbound_type
from landsmith.resolve.cluster.ingress import is_public
from landsmith.resolve.cluster.pools import node_pools
from landsmith.resolve.cluster.registry import replicas
from landsmith.resolve.cluster.teams import by_host_name, shares
from landsmith.resolve.names.tags import landing_zone_tags
from landsmith.resolve.platform.hubs import hub_of
from landsmith.resolve.platform.namespaces import cluster_exclusions


def applications(
    file: LandingZoneFile, hubs: Sequence[Hub], addresses: Mapping[str, IPv4Network]
) -> tuple[ApplicationLandingZone, ...]:
    """Return every application landing zone of a file, in its order."""
    return tuple(_application(file, entry, hubs, addresses) for entry in file.landing_zones)


def _application(
    file: LandingZoneFile,
    entry: LandingZoneEntry,
    hubs: Sequence[Hub],
    addresses: Mapping[str, IPv4Network],
) -> ApplicationLandingZone:
    key = hub_of(file, entry).key
    return ApplicationLandingZone(
        key=entry.key,
        name=entry.name,
        environment=entry.environment,
        subscription=entry.subscription,
        archetype=entry.archetype,
        compliance=entry.compliance,
        budget=entry.budget,
        cluster_budget=entry.cluster_budget,
        admins=entry.admins,
        readers=entry.readers,
        aks=entry.aks,
        observability=entry.observability,
        backup=entry.backup,
        safeguards=entry.safeguards,
        gitops=entry.gitops,
        dapr=entry.dapr,
        events=entry.events,
        registry=entry.registry,
        vault=entry.vault,
        encryption=entry.encryption,
        ingress=entry.ingress,
        identities=entry.identities,
        teams=entry.teams,
        headroom=entry.headroom,
        owner=entry.owner or file.tags.owner,
        cost_center=entry.cost_center or file.tags.cost_center,
        data_classification=entry.data_classification or file.tags.data_classification,
        tags=landing_zone_tags(file, entry),
        hub=next(hub for hub in hubs if hub.key == key),
        pools=node_pools(file, entry),
        subnets=subnet_prefixes(file, entry),
        outbound_type=outbound_type(file.network, entry),
        shares=shares(file, entry),
        alerts=tuple(cluster_alerts(file, entry)),
        replicas=replicas(file, entry),
        excluded_namespaces=cluster_exclusions(file, entry),
        is_public=is_public(entry),
        policies_by_host=by_host_name(entry),
        capacity=_capacity(file, entry, addresses),
    )


def _capacity(
    file: LandingZoneFile, entry: LandingZoneEntry, addresses: Mapping[str, IPv4Network]
) -> Capacity:
    return Capacity(
        nodes=cluster_nodes(file, entry),
        room=cluster_room(file, entry),
        pools=tuple(pool_demands(file, entry)),
        subnets=tuple(subnet_demands(file, entry, addresses)),
        ports=port_demand(file, entry),
    )
