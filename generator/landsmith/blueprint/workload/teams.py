"""The teams that share a cluster: each has a namespace, a quota and its workloads."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field

from landsmith.blueprint.base import Model, Slug, TagValue, Text, Uuid
from landsmith.blueprint.workload.workloads import Workload

PodSecurity: TypeAlias = Literal["restricted", "baseline", "privileged"]
"""Pod Security Standards, the strictest first."""


class Quota(Model):
    """What a team's pods may request together (ResourceQuota)."""

    cpu: int | None = Field(
        default=None, ge=1, le=100_000, description="Cores; default: an equal share."
    )
    memory_gib: int | None = Field(
        default=None, ge=1, le=1_000_000, description="GiB; default: an equal share."
    )
    pods: int = Field(default=100, ge=1, le=50_000, description="Most pods.")
    volumes: int = Field(default=20, ge=0, le=10_000, description="Most claims of storage.")
    storage_gib: int = Field(
        default=1024, ge=0, le=1_000_000, description="GiB that all claims have together."
    )


class LargestContainer(Model):
    """What one container may have at most (LimitRange); default: what the smallest node has."""

    cpu: int | None = Field(default=None, ge=1, le=1000, description="Cores.")
    memory_gib: int | None = Field(default=None, ge=1, le=20_000, description="GiB.")


class Team(Model):
    """A team, and the namespace of the same name."""

    name: Slug = Field(description="Name of the team and of its namespace.")
    description: Text = Field(
        default="A team with workloads in the cluster.", description="What the team does."
    )
    owner: TagValue | None = Field(default=None, description="Default: the landing zone's owner.")
    cost_center: TagValue | None = Field(
        default=None, description="Default: the landing zone's cost center."
    )
    group_object_id: Uuid | None = Field(
        default=None, description="Entra group of the team; default: the landing zone makes one."
    )
    access: Literal["reader", "writer"] = Field(
        default="reader",
        description="What the group may do in its namespace with kubectl; changes come through "
        "Git, so reading is enough.",
    )
    platform: bool = Field(
        default=False,
        description="Agents of the platform itself: their pods may be privileged.",
    )
    pod_security: PodSecurity | None = Field(
        default=None,
        description="Pod Security Standard; default: restricted, privileged for the platform.",
    )
    quota: Quota = Quota()
    """What its pods may request together."""
    largest_container: LargestContainer = LargestContainer()
    """What one of its containers may have at most."""
    workloads: tuple[Workload, ...] = Field(default=(), max_length=100)
    """What it runs."""


class Headroom(Model):
    """Room that pods of no use keep free, so that others start at once (overprovisioning)."""

    replicas: int = Field(default=2, ge=1, le=100, description="Pods that keep room free.")
    cpu: int = Field(default=1, ge=1, le=64, description="Cores of each.")
    memory_gib: int = Field(default=2, ge=1, le=512, description="GiB of each.")
