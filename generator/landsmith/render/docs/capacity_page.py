"""The design document's page on capacity: what the clusters take of Azure when they have grown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from landsmith import __version__
from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.blueprint.offers.vm_sizes import TABLE_AS_OF
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.render.docs import markdown
from landsmith.render.templating import environment
from landsmith.resolve.addresses.sizing import cluster_nodes
from landsmith.resolve.cluster.demand import (
    pool_demands,
    port_demand,
    quota_demands,
    subnet_demands,
)

CAPACITY_PAGE = "docs/capacity.md"


def capacity_page(zone: LandingZone) -> str:
    """Return the page as Markdown."""
    templates = environment({"markdown": markdown.encode, "code": markdown.code})
    return templates.get_template("capacity.md.j2").render(
        version=__version__,
        as_of=TABLE_AS_OF,
        quotas=quota_demands(zone.file).items(),
        clusters=[_cluster(zone, entry) for entry in zone.file.landing_zones],
        egress=zone.file.network.egress,
    )


def _cluster(zone: LandingZone, entry: LandingZoneEntry) -> dict[str, Any]:
    return {
        "key": entry.key,
        "automatic": entry.aks.mode == "automatic",
        "nodes": cluster_nodes(zone.file, entry),
        "pools": list(_pools(zone, entry)),
        "subnets": list(subnet_demands(zone.file, entry, zone.addresses)),
        "ports": port_demand(zone.file, entry),
    }


def _pools(zone: LandingZone, entry: LandingZoneEntry) -> Iterator[dict[str, Any]]:
    for demand in pool_demands(zone.file, entry):
        settings = demand.pool.settings
        yield {
            "name": demand.pool.name,
            "size": settings.vm_size,
            "zones": ", ".join(demand.pool.zones) or "none",
            "count": f"{settings.min_count} to {settings.max_count}",
            "peak": demand.nodes,
            "vcpus": demand.vcpus,
            "family": demand.family or "not known",
            "pods": demand.nodes * settings.max_pods,
            "disks": "not known" if demand.data_disks is None else demand.data_disks,
        }
