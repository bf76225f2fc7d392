"""What Flux follows: a Git repository, and what it applies of it; elsewhere too."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from landsmith.blueprint.base import FieldProblem, Loc, listed
from landsmith.blueprint.operations.gitops import GitOps, Kustomization
from landsmith.calls.model import Value

NAMESPACE = "flux-system"
AZURE_DEVOPS = ("dev.azure.com", "visualstudio.com")
"""Hosts of Git repositories that know managed identities."""


def check_gitops(gitops: GitOps, at: Loc) -> Iterator[FieldProblem]:
    """Yield a problem for each part of GitOps that Flux does not follow."""
    given = [kind for kind in ("branch", "tag", "commit") if getattr(gitops, kind)]
    if len(given) > 1:
        message = f"{listed(given, last='and')} are given, and Flux follows one of them"
        yield FieldProblem((*at, given[-1]), message, "keep one")
    host = (urlsplit(gitops.url).hostname or "").lower()
    if gitops.sign_in == "workload_identity" and not host.endswith(AZURE_DEVOPS):
        message = f"{host} does not know managed identities; Azure DevOps does"
        mend = "choose sign_in: none, or a repository of Azure DevOps"
        yield FieldProblem((*at, "sign_in"), message, mend)
    for name, one in gitops.kustomizations.items():
        loc: Loc = (*at, "kustomizations", name, "depends_on")
        yield from _order(name, one, gitops, loc)


def _order(name: str, one: Kustomization, gitops: GitOps, at: Loc) -> Iterator[FieldProblem]:
    for index, other in enumerate(one.depends_on):
        if other not in gitops.kustomizations:
            message = f"there is no kustomization {other}"
            yield FieldProblem((*at, index), message, "name one of gitops.kustomizations")
        elif name in _before(other, gitops):
            message = f"{name} waits for {other}, which waits for {name}"
            yield FieldProblem((*at, index), message, "let one of them go first")


def _before(name: str, gitops: GitOps) -> set[str]:
    """Return the kustomization and all that it waits for."""
    found, waiting = set[str](), [name]
    while waiting:
        current = waiting.pop()
        if current not in found and current in gitops.kustomizations:
            found.add(current)
            waiting += gitops.kustomizations[current].depends_on
    return found


def repository(gitops: GitOps) -> dict[str, Value]:
    """Return where Flux reads, what of it, and how often."""
    kind, value = gitops.reference
    return {
        "url": gitops.url,
        "reference_type": kind,
        "reference_value": value,
        **({"provider": "Azure"} if gitops.sign_in == "workload_identity" else {}),
        "interval_seconds": gitops.interval_minutes * 60,
    }


def chosen(gitops: GitOps) -> dict[str, Value]:
    """Return the folders that the customer named."""
    return {
        name: {
            "path": one.path,
            **({"depends_on": one.depends_on} if one.depends_on else {}),
            **({} if one.prune else {"prune": False}),
        }
        for name, one in gitops.kustomizations.items()
    }
