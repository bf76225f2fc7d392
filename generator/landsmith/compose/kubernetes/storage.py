"""Storage classes: what a volume is made of, by what it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from landsmith.blueprint.workload.workloads import StorageKind
from landsmith.compose.kubernetes.model import REPLACED, Manifest, Yaml
from landsmith.landing_zone.application import ApplicationLandingZone

CLASSES: Mapping[StorageKind, str] = {
    "disk": "disk-premium",
    "disk_v2": "disk-premium-v2",
    "disk_ultra": "disk-ultra",
    "files": "files-premium",
    "blob": "blob-premium",
}
"""Names of our classes; AKS keeps the names of its own, and puts them back when they change."""

_DISK, _FILE, _BLOB = "disk.csi.azure.com", "file.csi.azure.com", "blob.csi.azure.com"
_DEFAULT = {"storageclass.kubernetes.io/is-default-class": "true"}


def classes(entry: ApplicationLandingZone) -> Iterator[Manifest]:
    """Yield the classes that the cluster's drivers and pools can serve.

    Disks wait for the first pod, so that they are made in its zone. Where there are zones the
    default class keeps copies in three. Sources: AKS documentation, "Azure Disks CSI driver",
    "Azure Files CSI driver" and "Azure Blob storage CSI driver", storage class parameters.
    """
    redundant = bool(entry.hub.zones)
    premium = "Premium_ZRS" if redundant else "Premium_LRS"
    tags = {"tags": _tags(entry.tags)}
    if entry.aks.storage.disks:
        yield _disk("disk", {"skuName": premium, **tags}, _DEFAULT)
        v2 = {"skuName": "PremiumV2_LRS", "cachingMode": "None", **tags}
        if redundant:
            yield _disk("disk_v2", v2)
        if any(pool.ultra_disks for pool in entry.aks.user_pools.values()):
            yield _disk("disk_ultra", {"skuName": "UltraSSD_LRS", "cachingMode": "None", **tags})
    # Accounts that the drivers make are reached through a private endpoint only.
    private = {"networkEndpointType": "privateEndpoint", "allowBlobPublicAccess": "false", **tags}
    if entry.aks.storage.files:
        yield _shared("files", _FILE, {"skuName": premium, **private})
    if entry.aks.storage.blobs:
        yield _shared("blob", _BLOB, {"skuName": premium, "protocol": "fuse2", **private})


def _disk(
    kind: StorageKind, parameters: dict[str, str], annotations: Mapping[str, str] | None = None
) -> Manifest:
    return _class(kind, _DISK, parameters, "WaitForFirstConsumer", annotations or {})


def _shared(kind: StorageKind, provisioner: str, parameters: dict[str, str]) -> Manifest:
    return _class(kind, provisioner, parameters, "Immediate", {})


def _class(
    kind: StorageKind,
    provisioner: str,
    parameters: dict[str, str],
    binding: str,
    annotations: Mapping[str, str],
) -> Manifest:
    body: dict[str, Yaml] = {
        "provisioner": provisioner,
        "parameters": dict(parameters),
        "reclaimPolicy": "Delete",
        "allowVolumeExpansion": True,
        "volumeBindingMode": binding,
    }
    api, told = "storage.k8s.io/v1", {**annotations, **REPLACED}
    return Manifest(api, "StorageClass", CLASSES[kind], "", body, annotations=told)


def _tags(tags: Mapping[str, str]) -> str:
    """Return tags as the drivers read them: pairs with commas between; a value has none itself."""
    pairs = (f"{_plain(name)}={_plain(value)}" for name, value in tags.items())
    return ",".join(pairs)


def _plain(text: str) -> str:
    return " ".join(text.replace(",", " ").replace("=", " ").split())
