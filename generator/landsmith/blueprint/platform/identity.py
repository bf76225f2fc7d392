"""Identity: the tenant's groups and the identities that pipelines run as."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field

from landsmith.blueprint.base import Model, Slug, Text, Uuid

Subjects: TypeAlias = Literal["ids", "names"]
GitHubId: TypeAlias = Annotated[int, Field(ge=1, lt=2**53)]
_ENTRA_ISSUER: Final = (
    r"^https://login\.microsoftonline\.com/"
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/v2\.0$"
)
ConnectionSubject: TypeAlias = Annotated[
    str,
    Field(pattern=r"^/eid1(?:/[A-Za-z0-9_-]+)+/sc/[0-9a-f-]{36}/[0-9a-f-]{36}$", max_length=600),
]


class GitHubPipeline(Model):
    """Pipelines on GitHub Actions; identities trust the repository's environments.

    Source: GitHub documentation, "OpenID Connect reference", immutable subject claims.
    """

    kind: Literal["github"]
    organization: str = Field(
        pattern=r"^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$",
        description="Owner: letters, digits and hyphens, a letter or digit first.",
    )
    repository: str = Field(
        pattern=r"^[A-Za-z0-9._-]{1,100}$",
        description="Repository: letters, digits, dots, hyphens, underscores.",
    )
    subjects: Subjects = Field(
        default="ids",
        description="How GitHub names the repository in its tokens. ids: with owner_id and "
        "repository_id, in repositories created, renamed or transferred since 2026-07-15 or opted "
        "in; names: without, in older ones.",
    )
    owner_id: GitHubId | None = Field(
        default=None, description="The owner's number: gh api repos/OWNER/REPOSITORY -q .owner.id."
    )
    repository_id: GitHubId | None = Field(
        default=None, description="The repository's number: gh api repos/OWNER/REPOSITORY -q .id."
    )


class AzureDevOpsPipeline(Model):
    """Pipelines on Azure DevOps; identities trust one service connection each.

    Source: Azure DevOps documentation, "Convert service connections to the Microsoft Entra issuer".
    """

    kind: Literal["azure_devops"]
    organization: str = Field(
        pattern=r"^[A-Za-z0-9](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?$",
        description="Organisation: letters, digits and inner hyphens.",
    )
    project: Text = Field(
        pattern=r"^[^\\/:*?\"<>|;#$*{},+=\[\]\x00-\x1f]{1,64}$",
        description='Project: up to 64 characters, not \\ / : * ? " < > | ; # $ * { } , + = [ ]',
    )
    subjects: Subjects = Field(
        default="ids",
        description="Who issues the connections' tokens. ids: Entra, with issuer and the subjects "
        "that Azure DevOps shows of a connection's draft; names: Azure DevOps itself, in older "
        "connections, until 2027-07-01.",
    )
    issuer: str | None = Field(
        default=None,
        pattern=_ENTRA_ISSUER,
        description="Issuer of both connections: https://login.microsoftonline.com/<tenant>/v2.0.",
    )
    plan_subject: ConnectionSubject | None = Field(
        default=None, description="Subject of the connection that plans, /eid1/…/sc/…."
    )
    apply_subject: ConnectionSubject | None = Field(
        default=None, description="Subject of the connection that applies, /eid1/…/sc/…."
    )
    organization_id: Uuid | None = Field(
        default=None,
        description="The organisation's id, part of the issuer of older connections.",
    )


Pipeline: TypeAlias = Annotated[GitHubPipeline | AzureDevOpsPipeline, Field(discriminator="kind")]


class Group(Model):
    """An Entra security group that roles are assigned to; people are members, never assignees."""

    description: Text = Field(description="Who belongs to the group, and what for.")


class PlatformGroups(Model):
    """The platform team's groups; each has a role at the intermediate root management group."""

    platform_admins: Group = Group(
        description="Platform engineers: operate the platform subscriptions."
    )
    """Contributor on all management groups."""
    network_admins: Group = Group(description="Network engineers: operate hub, gateways and DNS.")
    """Network Contributor on the connectivity subscription."""
    auditors: Group = Group(description="Auditors: read everything, change nothing.")
    """Reader on all management groups."""


Action = Annotated[
    str,
    Field(
        pattern=r"^(\*/read|[A-Za-z][A-Za-z0-9.*]*/[A-Za-z0-9./*-]*[A-Za-z0-9*])$", max_length=256
    ),
]


class CustomRole(Model):
    """A role of the customer's own, defined at the root management group."""

    name: Slug = Field(description="Short name that never changes; the role's id is made from it.")
    description: Text = Field(description="What the role is for.")
    actions: tuple[Action, ...] = Field(
        min_length=1, max_length=100, description="What it may do, such as Microsoft.Network/*."
    )
    not_actions: tuple[Action, ...] = Field(
        default=(), max_length=100, description="What of that it may not."
    )


EligibleGroup: TypeAlias = Literal["platform_admins", "network_admins", "auditors"]
BuiltInRole: TypeAlias = Literal[
    "Contributor",
    "Network Contributor",
    "Reader",
    "Resource Policy Contributor",
    "Role Based Access Control Administrator",
    "Security Admin",
    "Security Reader",
    "User Access Administrator",
]


class EligibleRole(Model):
    """A role that a group's members may activate for a while (Privileged Identity Management)."""

    group: EligibleGroup
    """Who may activate it."""
    role: BuiltInRole | None = Field(default=None, description="A role that is built into Azure.")
    custom_role: Slug | None = Field(
        default=None, description="Or one of custom_roles, by its name."
    )
    at: Literal["root", "platform", "landingzones", "connectivity"] = Field(
        default="root",
        description="Where: a management group, or the connectivity subscription.",
    )
    days: int | None = Field(
        default=365, ge=1, le=365, description="Days after which it ends; null: never."
    )
    justification: Text = Field(max_length=256, description="Why; it stands in the audit trail.")


class Identity(Model):
    """Groups, break-glass and pipeline identities (control A-3.1, identity)."""

    groups: PlatformGroups = PlatformGroups()
    """The platform's Entra groups."""
    pipeline: Pipeline = Field(description="Where the landing zone is deployed from.")
    break_glass: Text = Field(
        default="Two cloud-only accounts, excluded from Conditional Access, kept and tested by the "
        "customer's security team.",
        description="How emergency access is kept; it is described, never deployed.",
    )
    custom_roles: tuple[CustomRole, ...] = Field(
        default=(), max_length=50, description="Roles of the customer's own."
    )
    eligible: tuple[EligibleRole, ...] = Field(
        default=(),
        max_length=50,
        description="Roles that groups may activate for a while; needs Entra ID P2.",
    )
