"""The folders of a cluster: what the platform keeps in it, then a folder for each team."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.compose.kubernetes import headroom, namespaces, network, routes, storage, workloads
from landsmith.compose.kubernetes.model import ClusterTree, Folder, Manifest
from landsmith.compose.kubernetes.namespaces import label
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.gitops import INFRASTRUCTURE, TENANTS
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.team import Share


def compose_clusters(zone: LandingZone) -> tuple[ClusterTree, ...]:
    """Return what is applied to each landing zone's cluster."""
    return tuple(_cluster(zone, entry) for entry in zone.landing_zones)


def _cluster(zone: LandingZone, entry: ApplicationLandingZone) -> ClusterTree:
    found = entry.shares
    folders = (
        Folder("", children=(INFRASTRUCTURE, TENANTS)),
        _infrastructure(zone, entry),
        Folder(TENANTS, children=tuple(share.team.name for share in found)),
        *(_tenant(zone, entry, share) for share in found),
    )
    return ClusterTree(entry.key, folders)


def _infrastructure(zone: LandingZone, entry: ApplicationLandingZone) -> Folder:
    files = {
        "storage-classes": tuple(storage.classes(entry)),
        "gateway": tuple(routes.gateway(zone, entry)),
        "headroom": tuple(headroom.objects(entry)),
    }
    return Folder(
        INFRASTRUCTURE,
        files={name: manifests for name, manifests in files.items() if manifests},
        bundles=tuple(_bundles(entry)),
        labels=_labels(
            entry,
            entry.owner,
            entry.cost_center,
            entry.data_classification,
        ),
    )


def _bundles(entry: ApplicationLandingZone) -> Iterator[str]:
    yield "default_namespace"
    if entry.aks.network.cilium:
        yield "metadata_service"
    yield "priority_classes"
    yield "prometheus_settings"
    if routes.routed(entry):
        yield "hostname_control"


def _labels(
    entry: ApplicationLandingZone, owner: str, cost_center: str, classification: str
) -> dict[str, str]:
    """Return the labels of every object of a folder (checklist, operations-label-taxonomy)."""
    return {
        "app.kubernetes.io/part-of": entry.name,
        "app.kubernetes.io/instance": entry.key,
        "app.kubernetes.io/managed-by": "landsmith",
        "owner": label(owner),
        "cost-center": label(cost_center),
        "data-classification": classification,
        "environment": entry.environment,
    }


def _tenant(zone: LandingZone, entry: ApplicationLandingZone, share: Share) -> Folder:
    team = share.team
    labels = _labels(entry, share.owner, share.cost_center, share.classification)
    files: dict[str, tuple[Manifest, ...]] = {
        "namespace": (namespaces.namespace(share, {"team": team.name}),),
        "quota": (namespaces.quota(share), namespaces.limits(share)),
        "network-policies": tuple(network.policies(zone, entry, team)),
        "service-accounts": tuple(workloads.service_accounts(entry, team)),
        "hostnames": tuple(routes.allowed(entry, team)),
        **{
            f"workload-{placed.workload.name}": tuple(workloads.objects(zone, entry, team, placed))
            for placed in share.workloads
        },
    }
    kept = {name: manifests for name, manifests in files.items() if manifests}
    return Folder(f"{TENANTS}/{team.name}", kept, labels=labels)
