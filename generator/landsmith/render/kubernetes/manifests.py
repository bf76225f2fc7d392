"""Renders a cluster's manifests: files of objects, and a kustomization in each folder."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from landsmith import content
from landsmith.compose.kubernetes.model import Substitution
from landsmith.errors import ContentError, RenderError
from landsmith.render.kubernetes import yaml
from landsmith.render.terraform.modules import digest

if TYPE_CHECKING:
    from landsmith.compose.kubernetes.model import ClusterTree, Folder, Manifest, Yaml

FOLDER: Final = "cluster"
UNCHANGED: Final = {"kustomize.toolkit.fluxcd.io/substitute": "disabled"}
"""Keeps Flux from taking ``${`` in an object for a variable."""

_POD_LABELS: Final[list[Yaml]] = [
    *(
        {"kind": kind, "path": "spec/template/metadata/labels", "create": True}
        for kind in ("Deployment", "StatefulSet", "DaemonSet", "Job")
    ),
    {"kind": "CronJob", "path": "spec/jobTemplate/spec/template/metadata/labels", "create": True},
]
"""Where pods have labels. ``includeTemplates`` would label claims of a StatefulSet too, which
Kubernetes never changes: a new owner could then not be applied any more."""

_SEGMENT: Final = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_BUNDLE: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def render_clusters(trees: Iterable[ClusterTree]) -> dict[str, bytes]:
    """Return the files of all clusters by path, ``cluster/<key>/tenants/…``.

    Raises:
        RenderError: a name can't be a file's, or an object is there twice.
    """
    return {path: data for tree in trees for path, data in _tree(tree).items()}


def bundle_digests(trees: Iterable[ClusterTree]) -> dict[str, str]:
    """Return the digest of each bundle that the clusters use, by ``kubernetes/<name>``."""
    used = {name for tree in trees for folder in tree.folders for name in folder.bundles}
    return {f"kubernetes/{name}": digest(bundle(name)) for name in sorted(used)}


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the digest of each bundle that a repository holds, by ``kubernetes/<name>``."""
    found: dict[tuple[str, str], dict[str, bytes]] = {}
    for path, data in sorted(files.items()):
        match path.split("/"):
            case ["cluster", key, "infrastructure", folder, file]:
                found.setdefault((folder, key), {})[file] = data
    return {
        f"kubernetes/{folder.replace('-', '_')}": digest(own) for (folder, _), own in found.items()
    }


def bundle(name: str) -> dict[str, bytes]:
    """Return the files of one shipped bundle by name; they are the same for every customer.

    Raises:
        RenderError: the name can't be a bundle's.
        ContentError: the bundle is missing, or has no kustomization.
    """
    if not _BUNDLE.fullmatch(name):
        raise RenderError(f"{name!a} can't be the name of a bundle")
    folder = content.path("modules", "kubernetes", name)
    found = {file.name: _text(file.read_bytes()) for file in sorted(folder.glob("*.yaml"))}
    if "kustomization.yaml" not in found:
        raise ContentError(f"bundle {name} has no kustomization.yaml")
    return found


def _text(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")


def _tree(tree: ClusterTree) -> dict[str, bytes]:
    _refuse_repeats(tree)
    at = f"{FOLDER}/{tree.key}"
    return {
        f"{at}/{path}": data for folder in tree.folders for path, data in _folder(folder).items()
    }


def _folder(folder: Folder) -> dict[str, bytes]:
    for part in (*_parts(folder), *folder.files, *folder.children):
        if not _SEGMENT.fullmatch(part):
            raise RenderError(f"{part!a} can't be the name of a folder or file of manifests")
    at = "".join(f"{part}/" for part in _parts(folder))
    files = {
        f"{at}{name}.yaml": yaml.encode(map(document, manifests))
        for name, manifests in folder.files.items()
    }
    shipped = {
        f"{at}{_hyphened(name)}/{file}": data
        for name in folder.bundles
        for file, data in bundle(name).items()
    }
    return {f"{at}kustomization.yaml": yaml.encode([_kustomization(folder)]), **files, **shipped}


def _hyphened(bundle_name: str) -> str:
    return bundle_name.replace("_", "-")


def _parts(folder: Folder) -> list[str]:
    return folder.path.split("/") if folder.path else []


def _kustomization(folder: Folder) -> dict[str, Yaml]:
    resources = [
        *(f"{name}.yaml" for name in folder.files),
        *folder.children,
        *map(_hyphened, folder.bundles),
    ]
    labels: Yaml = [{"pairs": dict(folder.labels), "fields": _POD_LABELS}]
    return {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        **({"labels": labels} if folder.labels else {}),
        "resources": resources,
    }


def document(manifest: Manifest) -> dict[str, Yaml]:
    """Return an object as Kubernetes reads it: type, metadata, then its body."""
    annotations = {**manifest.annotations, **_unchanged(manifest)}
    metadata: dict[str, Yaml] = {
        "name": manifest.name,
        **({"namespace": manifest.namespace} if manifest.namespace else {}),
        **({"labels": dict(manifest.labels)} if manifest.labels else {}),
        **({"annotations": annotations} if annotations else {}),
    }
    return {
        "apiVersion": manifest.api_version,
        "kind": manifest.kind,
        "metadata": metadata,
        **manifest.body,
    }


def _unchanged(manifest: Manifest) -> Mapping[str, str]:
    """Return the annotation of an object whose own text Flux could take for a variable."""
    values = list(_values([dict(manifest.annotations), manifest.body]))
    own = any(isinstance(value, str) and "${" in value for value in values)
    if own and any(isinstance(value, Substitution) for value in values):
        raise RenderError(f"{manifest.kind} {manifest.name}: text with ${{ beside a variable")
    return UNCHANGED if own else {}


def _values(value: object) -> Iterator[object]:
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _values(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _values(item)
    else:
        yield value


def _refuse_repeats(tree: ClusterTree) -> None:
    found = Counter(
        (manifest.kind, manifest.namespace, manifest.name)
        for folder in tree.folders
        for manifests in folder.files.values()
        for manifest in manifests
    )
    for (kind, namespace, name), count in found.items():
        if count > 1:
            raise RenderError(f"cluster {tree.key}: {kind} {namespace}/{name} is there twice")
