"""The form that a cluster's manifests are composed in: folders of typed objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True)
class Substitution:
    """A value that only Azure knows; Flux puts it in after Terraform has been applied.

    It is written as ``${name}``. Source: Flux, "Kustomization", post build variable substitution.
    """

    name: str


Yaml: TypeAlias = (
    "bool | int | float | str | Substitution | Sequence[Yaml] | Mapping[str, Yaml] | None"
)

REPLACED: Mapping[str, Yaml] = {"kustomize.toolkit.fluxcd.io/force": "enabled"}
"""Lets Flux make an object anew where Kubernetes changes nothing of one: Jobs, storage classes.

Source: Flux, "Kustomization", controlling the apply behavior of resources.
"""


@dataclass(frozen=True)
class Manifest:
    """One Kubernetes object; ``body`` is everything beside its type and its metadata."""

    api_version: str
    kind: str
    name: str
    namespace: str = ""
    body: Mapping[str, Yaml] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    annotations: Mapping[str, Yaml] = field(default_factory=dict)


@dataclass(frozen=True)
class Folder:
    """A folder with a ``kustomization.yaml``.

    ``path`` counts from the cluster's folder, whose own is empty; ``files`` are by name;
    ``children`` are folders below; ``bundles`` shipped ones that are the same for every customer.
    ``labels`` are put on every object, pod templates included.
    """

    path: str
    files: Mapping[str, tuple[Manifest, ...]] = field(default_factory=dict)
    children: tuple[str, ...] = ()
    bundles: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ClusterTree:
    """What Flux applies to one cluster: the folders of ``cluster/<key>/``."""

    key: str
    folders: tuple[Folder, ...]
