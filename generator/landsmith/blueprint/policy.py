"""Azure Policy: which effect the assignments have, and what they allow."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from landsmith.blueprint.base import Model
from landsmith.blueprint.regions import Region

Namespace = Annotated[str, Field(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$")]


class Policy(Model):
    """Azure Policy assignments; start-small audits, full denies (catalogue §3)."""

    effect: Literal["audit", "deny"] = Field(
        default="audit", description="What happens to a resource that violates a policy."
    )
    allowed_regions: tuple[Region, ...] = Field(
        default=(), description="Regions resources may be in; default: the landing zone's region."
    )
    excluded_namespaces: tuple[Namespace, ...] = Field(
        default=(),
        description="Kubernetes namespaces left out of policy, besides the system namespaces: "
        "lower-case letters, digits and inner hyphens.",
    )
