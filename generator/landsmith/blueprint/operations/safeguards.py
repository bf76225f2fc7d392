"""Deployment safeguards: AKS warns of, or refuses, workloads against best practice."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from landsmith.blueprint.base import Model
from landsmith.blueprint.platform.policy import Namespace


class Safeguards(Model):
    """Deployment safeguards of a cluster."""

    level: Literal["Warn", "Enforce"] = Field(
        default="Warn", description="Warn tells who deploys; Enforce refuses and mends."
    )
    pod_security: Literal["Privileged", "Baseline", "Restricted"] = Field(
        default="Baseline", description="Pod security standard that pods are measured by."
    )
    excluded_namespaces: tuple[Namespace, ...] = Field(
        default=(),
        max_length=100,
        description="Namespaces left out, besides those of Azure and policy.excluded_namespaces.",
    )
