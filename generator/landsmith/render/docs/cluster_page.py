"""The page about the clusters' manifests: what each folder is, and how to add to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from landsmith import __version__
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.room import Room
from landsmith.render.docs import markdown
from landsmith.render.templating import environment

CLUSTER_PAGE = "cluster/README.md"


def cluster_page(zone: LandingZone) -> str:
    """Return the page as Markdown."""
    templates = environment({"markdown": markdown.encode, "code": markdown.code})
    clusters = [_cluster(entry) for entry in zone.landing_zones]
    template = templates.get_template("cluster.md.j2")
    return template.render(version=__version__, clusters=clusters)


def _cluster(entry: ApplicationLandingZone) -> dict[str, Any]:
    room = entry.capacity.room
    return {
        "key": entry.key,
        "version": entry.aks.kubernetes_version if entry.aks.keeps_minor_version else "",
        "room": _told(room) if room else "",
        "teams": list(_teams(entry)),
    }


def _teams(entry: ApplicationLandingZone) -> Iterator[dict[str, Any]]:
    for share in entry.shares:
        yield {
            "name": share.team.name,
            "description": share.team.description,
            "quota": _told(share.quota),
            "largest": _told(share.largest),
            "standard": share.pod_security,
            "workloads": [workload.name for workload in share.team.workloads],
        }


def _told(room: Room) -> str:
    return f"{room.cpu / 1000:g} cores, {room.memory / 1024:.0f} GiB"
