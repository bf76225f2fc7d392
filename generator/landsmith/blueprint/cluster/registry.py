"""The container registry and the Key Vault of a landing zone."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from landsmith.blueprint.base import Model, Slug, Uuid, refuse, shown
from landsmith.blueprint.offers.regions import Region

UPSTREAMS = (
    "docker.io",
    "gcr.io",
    "ghcr.io",
    "mcr.microsoft.com",
    "nvcr.io",
    "public.ecr.aws",
    "quay.io",
    "registry.k8s.io",
)
"""Registries that a cache rule can draw from (Azure Container Registry, "Artifact cache")."""


def _source(value: str) -> str:
    host, _, path = value.partition("/")
    if host not in UPSTREAMS or not path:
        mend = f"write <registry>/<repository>, the registry one of {', '.join(UPSTREAMS)}"
        message = f"expected a repository of a registry that Azure can cache, not {shown(value)}"
        raise refuse(message, mend)
    return value


Repository = Annotated[str, Field(pattern=r"^[a-z0-9]+([._/-][a-z0-9]+)*(/\*)?$", max_length=200)]
"""A repository, or all below a path with ``/*`` at the end."""

RepositoryPrefix = Annotated[str, Field(pattern=r"^[a-z0-9]+([._/-][a-z0-9]+)*/?$", max_length=200)]
"""What the names of repositories begin with: ``shop/``."""


class CacheRule(Model):
    """Repositories of an approved upstream that the registry keeps copies of."""

    source: Annotated[Repository, AfterValidator(_source)] = Field(
        description="Upstream repository, such as mcr.microsoft.com/dotnet/*."
    )
    target: Repository = Field(
        description="Repository in the registry, such as dotnet/*; /* at both ends or at none."
    )


class Pusher(Model):
    """Who may push images: the group or the managed identity of a build."""

    object_id: Uuid = Field(description="Object id in Entra, never a person's.")
    type: Literal["Group", "ServicePrincipal"] = "ServicePrincipal"
    """What the id belongs to: a group, or an application or managed identity."""
    repositories: tuple[RepositoryPrefix, ...] = Field(
        default=(),
        max_length=10,
        description="What the names of its repositories begin with; default: all. Needs "
        "permissions: repository.",
    )


class Registry(Model):
    """A Premium container registry that its private endpoint alone leads to."""

    retention_days: int = Field(
        default=7, ge=7, le=30, description="Days that untagged manifests are kept."
    )
    quarantine: bool = Field(
        default=False,
        description="Whether images wait for a scanner to release them; on is a deviation, since "
        "without such a scanner nothing can be pulled.",
    )
    replicas: tuple[Region, ...] | None = Field(
        default=None,
        max_length=10,
        description="Further regions with a copy; default: the other region, when landing zones "
        "stand in both.",
    )
    permissions: Literal["registry", "repository"] = Field(
        default="registry",
        description="Whether roles hold for the whole registry, or for repositories by conditions.",
    )
    trusted_services: bool = Field(
        default=True,
        description="Whether Azure's trusted services, Defender's scan among them, may pass the "
        "closed network.",
    )
    push: dict[Slug, Pusher] = Field(
        default={}, max_length=20, description="Who may push images, by a name of your choice."
    )
    cache: dict[Slug, CacheRule] = Field(
        default={}, max_length=100, description="Approved upstreams to keep copies of, by name."
    )


class Vault(Model):
    """The Key Vault of the workloads' secrets; purge protection is always on."""

    sku: Literal["standard", "premium"] = Field(
        default="standard", description="premium keeps keys in hardware."
    )
    retention_days: int = Field(
        default=90,
        ge=7,
        le=90,
        description="Days in which what is deleted can be recovered; fewer than 90 is a "
        "deviation, and it can't be changed later.",
    )
    trusted_services: bool = Field(
        default=True, description="Whether Azure's trusted services may pass the closed network."
    )
