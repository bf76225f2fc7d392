"""Governance: subscriptions, management groups, and subscriptions that are yet to be made."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from landsmith.blueprint.base import Model, Slug, Uuid

Archetype: TypeAlias = Literal["corp", "online"]
GroupId = Annotated[str, Field(pattern=r"^[A-Za-z0-9._()-]{1,90}$")]


class Subscriptions(Model):
    """The platform's subscriptions; they may be one and the same."""

    management: Uuid = Field(description="Log Analytics, alerts, Terraform state.")
    connectivity: Uuid = Field(description="Hub network, gateways, firewall, private DNS.")
    identity: Uuid | None = Field(
        default=None, description="Domain controllers and the like; default: there is none."
    )
    security: Uuid | None = Field(
        default=None, description="The security team's tools; default: there is none."
    )


class ManagementGroups(Model):
    """The landing zone's management groups, and where they hang."""

    hierarchy: Literal["trio", "alz"] = Field(
        default="trio",
        description="trio: root, platform, landing zones. alz: the hierarchy of the Azure landing "
        "zone architecture with management, connectivity, identity, security, corp, online, "
        "sandbox and decommissioned.",
    )
    parent: GroupId | None = Field(
        default=None,
        description="Id, not display name, of an existing management group: letters, digits and "
        ". _ ( ) -; default: the tenant root group.",
    )
    adopt: GroupId | None = Field(
        default=None,
        description="Id of an existing management group that serves as the landing zone's root "
        "instead of one of its own; it is not changed, the other groups hang under it.",
    )
    sandbox: tuple[Uuid, ...] = Field(
        default=(), max_length=50, description="Subscriptions to try things out in."
    )
    decommissioned: tuple[Uuid, ...] = Field(
        default=(), max_length=50, description="Subscriptions that wait for their end."
    )


class NewSubscription(Model):
    """A subscription that is made for a landing zone to come."""

    name: Slug = Field(description="Workload name of the landing zone.")
    environment: Literal["prod", "preprod", "test", "dev"]
    """Stage of the workload."""
    offer: Literal["Production", "DevTest"] = Field(
        default="Production", description="DevTest has lower prices and other terms of use."
    )

    @property
    def key(self) -> str:
        """Name and environment, as a landing zone has them."""
        return f"{self.name}-{self.environment}"


class Vending(Model):
    """Subscriptions that Landsmith makes, and who pays (EA, MCA or a partner's MPA)."""

    billing_scope: str = Field(
        pattern=r"^/providers/Microsoft\.Billing/billingAccounts/[\w:.-]+/(enrollmentAccounts/[\w.-]+"
        r"|billingProfiles/[\w.-]+/invoiceSections/[\w.-]+|customers/[\w.-]+)$",
        description="Resource id of the enrollment account, invoice section or customer that pays.",
    )
    subscriptions: tuple[NewSubscription, ...] = Field(
        min_length=1,
        max_length=50,
        description="What is made; their ids, known after the apply, go into landing_zones.",
    )
