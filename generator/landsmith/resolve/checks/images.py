"""Clusters that take AKS's own images from the registry, and those without any way out."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.landing_zone import LandingZoneEntry


def check_images(entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    """Yield a problem for each setting that a cluster's images or its isolation exclude."""
    if entry.aks.network.images == "Cache":
        yield from _cache(entry, at[:-1])
    if entry.aks.network.isolated:
        yield from _isolated(entry, at)


def _cache(entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    """Rules with wildcards don't overlap ("Artifact cache", wildcards), and one takes in all."""
    for name, rule in entry.registry.cache.items():
        if rule.target.endswith("/*"):
            message = "images from the registry's cache take a rule for every repository, so that"
            message += f" {rule.target} would overlap it"
            mend = "name single repositories, or write aks.network.images: Direct"
            yield FieldProblem((*at, "registry", "cache", name, "target"), message, mend)


def _isolated(entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    """Yield what a network-isolated cluster lacks, or can't have.

    Source: AKS documentation, "Network isolated AKS clusters", limitations; azurerm,
    ``kubernetes_cluster``, which takes the outbound type ``none`` with a cache only.
    """
    network, own = entry.aks.network, (*at, "network")
    if network.images != "Cache":
        message = "a network-isolated cluster takes AKS's own images from the registry's cache"
        yield FieldProblem((*own, "images"), message, "write images: Cache")
    if network.api_server.access == "public":
        message = "nodes without a way out can't reach a public API server"
        mend = "choose private_link or vnet_integration, or leave isolated off"
        yield FieldProblem((*own, "api_server", "access"), message, mend)
    for field in ("gitops", "dapr", "backup"):
        if getattr(entry, field) is not None:
            message = f"a network-isolated cluster has no extensions, and {field} is one"
            mend = f"write {field}: null, or leave aks.network.isolated off"
            yield FieldProblem((*at[:-1], field), message, mend)
