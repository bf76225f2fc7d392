"""GitOps: Flux keeps a cluster as a Git repository says."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from landsmith.blueprint.base import Model
from landsmith.blueprint.operations.extensions import VERSION

PATH = r"[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*"

Path = Annotated[str, Field(pattern=rf"^{PATH}$", max_length=200)]
KustomizationName = Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?$")]
Reference = Annotated[str, Field(pattern=r"^[A-Za-z0-9._/-]{1,200}$")]


class Kustomization(Model):
    """A folder of manifests that Flux applies."""

    path: Path = Field(description="Folder in the repository, such as cluster/shop-prod/apps.")
    depends_on: tuple[KustomizationName, ...] = Field(
        default=(), description="Kustomizations that have to be ready before."
    )
    prune: bool = Field(
        default=True, description="Delete from the cluster what is deleted from the repository."
    )


class GitOps(Model):
    """The Flux extension and one configuration of it.

    No credential stands in a file: a repository is read without one, or with the cluster's workload
    identity.
    """

    url: str = Field(
        pattern=r"^https://[A-Za-z0-9.-]+/[A-Za-z0-9._/%-]+$",
        max_length=400,
        description="Address of the Git repository, https only.",
    )
    branch: Reference | None = Field(
        default=None, description="Branch to follow; default: main, unless tag or commit is given."
    )
    tag: Reference | None = Field(default=None, description="Or the tag that is deployed.")
    commit: str | None = Field(
        default=None, pattern=r"^[0-9a-f]{40}$", description="Or the commit that is deployed."
    )
    sign_in: Literal["none", "workload_identity"] = Field(
        default="none",
        description="How Flux signs in: not at all, or to Azure DevOps as a managed identity that "
        "is added to the organisation by hand.",
    )
    interval_minutes: int = Field(
        default=10, ge=1, le=1440, description="Minutes between two looks at the repository."
    )
    kustomizations: dict[KustomizationName, Kustomization] = Field(
        default={},
        max_length=20,
        description="Folders that are applied; default: what is rendered to cluster/.",
    )
    version: str | None = Field(
        default=None,
        pattern=VERSION,
        description="Version of the extension; default: upgraded by Azure within its stable train.",
    )

    @property
    def reference(self) -> tuple[str, str]:
        """What of the repository is deployed: kind and name; the branch main by default."""
        if self.commit:
            return "commit", self.commit
        return ("tag", self.tag) if self.tag else ("branch", self.branch or "main")
