"""The design document's page on capacity: what the clusters take of Azure when they have grown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from landsmith import __version__
from landsmith.blueprint.offers.vm_sizes import TABLE_AS_OF
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.render.docs import markdown
from landsmith.render.templating import environment

CAPACITY_PAGE = "docs/capacity.md"


def capacity_page(zone: LandingZone) -> str:
    """Return the page as Markdown."""
    templates = environment({"markdown": markdown.encode, "code": markdown.code})
    return templates.get_template("capacity.md.j2").render(
        version=__version__,
        as_of=TABLE_AS_OF,
        quotas=zone.quotas.items(),
        clusters=[_cluster(entry) for entry in zone.landing_zones],
        egress=zone.network.egress,
    )


def _cluster(entry: ApplicationLandingZone) -> dict[str, Any]:
    return {
        "key": entry.key,
        "automatic": entry.aks.mode == "automatic",
        "nodes": entry.capacity.nodes,
        "pools": list(_pools(entry)),
        "subnets": list(entry.capacity.subnets),
        "ports": entry.capacity.ports,
    }


def _pools(entry: ApplicationLandingZone) -> Iterator[dict[str, Any]]:
    for demand in entry.capacity.pools:
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
