"""Azure Policy: which assignments there are, which effect they have, and what is exempt."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from landsmith.blueprint.base import IsoDate, Model, Slug, Text
from landsmith.blueprint.offers.regions import Region
from landsmith.blueprint.platform.azure_policies import Scope

Namespace = Annotated[str, Field(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$")]
Effect: TypeAlias = Literal["audit", "deny"]
PolicyKey = Annotated[str, Field(pattern=r"^[a-z0-9{}-]{1,24}$")]


class Exemption(Model):
    """Where a policy does not apply, why, and until when (Azure Policy exemptions)."""

    name: Slug = Field(description="Name of the exemption.")
    policy: PolicyKey = Field(description="Key of the policy, as the page of all policies has it.")
    at: str = Field(
        pattern=r"^[a-z0-9-]{1,90}$",
        description="What is exempt: a landing zone by name and environment, such as shop-prod, or "
        "a management group such as corp.",
    )
    category: Literal["waiver", "mitigated"] = Field(
        description="waiver: the risk is accepted; mitigated: something else covers it."
    )
    reason: Text = Field(max_length=512, description="Why; it stands in the audit trail.")
    expires_on: IsoDate
    """Day on which the exemption ends."""


class Policy(Model):
    """Azure Policy assignments; start-small audits, full denies."""

    effect: Effect = Field(
        default="audit", description="What happens to a resource that violates a policy."
    )
    assignments: Literal["core", "complete"] = Field(
        default="core",
        description="Which policies are assigned: those that every landing zone starts with, or "
        "all that the full architecture has.",
    )
    grouping: Literal["single", "added", "all"] = Field(
        default="single",
        description="How they are assigned: each by itself; in initiatives that pin their versions "
        "except those that start-small assigns (a grown landing zone: nothing is taken away); or "
        "all of them in initiatives.",
    )
    effects_at: dict[Scope, Effect] = Field(
        default={},
        description="Another effect at some scopes, to enforce in stages: {workload: audit}.",
    )
    overrides: dict[PolicyKey, Literal["audit", "deny", "off"]] = Field(
        default={},
        max_length=100,
        description="Another effect of single policies, by key: {aks-private: deny}.",
    )
    enforce_from: IsoDate | None = Field(
        default=None,
        description="The day on which what audits is to deny; announced in the assignments and in "
        "the README. On that day change the effect and render again.",
    )
    remediate: bool = Field(
        default=False,
        description="Repair what was there before a policy that modifies: one task for each.",
    )
    exemptions: tuple[Exemption, ...] = Field(
        default=(), max_length=200, description="Where policies do not apply, why and until when."
    )
    allowed_regions: tuple[Region, ...] = Field(
        default=(), description="Regions resources may be in; default: the landing zone's region."
    )
    excluded_namespaces: tuple[Namespace, ...] = Field(
        default=(),
        description="Kubernetes namespaces left out of policy, besides the system namespaces: "
        "lower-case letters, digits and inner hyphens.",
    )

    def effect_at(self, scope: Scope) -> Effect:
        """Return the effect at a scope."""
        return self.effects_at.get(scope, self.effect)
