"""Cross-field rules of clusters elsewhere that Azure Arc shows."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import FieldProblem, Loc, listed
from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.operations.gitops import GitOps
from landsmith.components.cluster.flux import check_gitops
from landsmith.resolve.platform.hubs import allowed_regions


def check(file: LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield a problem for each cluster that Arc or Flux does not take."""
    allowed = allowed_regions(file)
    taken = {word for entry in file.landing_zones for word in (entry.name, entry.key)}
    for name, cluster in file.arc_clusters.items():
        at: Loc = ("arc_clusters", name)
        if name in taken:
            message = f"{name} is a landing zone's name, and its cluster is no cluster elsewhere"
            yield FieldProblem(at, message, "choose another name; AKS clusters need no Arc")
        if cluster.region and cluster.region not in allowed:
            message = f"{cluster.region} is not among the regions that resources may be in"
            mend = f"add {cluster.region} to policy.allowed_regions, or write {listed(allowed)}"
            yield FieldProblem((*at, "region"), message, mend)
        if cluster.gitops:
            yield from _gitops(cluster.gitops, (*at, "gitops"))


def _gitops(gitops: GitOps, at: Loc) -> Iterator[FieldProblem]:
    """Yield a problem where Flux lacks what it has on AKS: an identity, and rendered folders.

    Source: provider page "azurerm_arc_kubernetes_flux_configuration", which has no provider of a
    repository.
    """
    if gitops.sign_in == "workload_identity":
        message = "a cluster elsewhere reads its repository without a managed identity"
        yield FieldProblem((*at, "sign_in"), message, "choose sign_in: none")
    if not gitops.kustomizations:
        message = "nothing is rendered for a cluster elsewhere, so Flux has no folder to apply"
        yield FieldProblem((*at, "kustomizations"), message, "name the folders of the repository")
    yield from check_gitops(gitops, at)
