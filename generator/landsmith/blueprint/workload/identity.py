"""Workload identities: what a pod is to Azure, without a secret."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from landsmith.blueprint.base import Model, refuse, shown
from landsmith.blueprint.platform.policy import Namespace

ServiceAccountName = Annotated[
    str, Field(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", max_length=253)
]
"""Name of a Kubernetes service account: an RFC 1123 subdomain."""


_RESOURCE = re.compile(
    r"/subscriptions/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/resourceGroups/[A-Za-z0-9_().-]{1,90}"
    r"/providers/[A-Za-z]+(\.[A-Za-z]+)+(/[A-Za-z]+/[A-Za-z0-9_().-]+)+"
)


def _target(value: str) -> str:
    if value in ("vault", "registry") or _RESOURCE.fullmatch(value):
        return value
    mend = "write vault, registry, or /subscriptions/…/resourceGroups/…/providers/… of a resource"
    raise refuse(f"expected what the role is on, not {shown(value)}", mend)


class IdentityRole(Model):
    """A role of a workload identity."""

    role: str = Field(
        pattern=r"^[A-Za-z][A-Za-z0-9 ()/&-]{1,126}[A-Za-z0-9)]$",
        description="Name of an Azure role, such as Key Vault Secrets User.",
    )
    on: Annotated[str, AfterValidator(_target)] = Field(
        description="vault or registry, which are the landing zone's own, or a resource's id.",
        max_length=1024,
    )


class WorkloadIdentity(Model):
    """A managed identity that the pods of one service account sign in as."""

    namespace: Namespace
    """The service account's namespace."""
    service_account: ServiceAccountName
    """The service account."""
    roles: tuple[IdentityRole, ...] = Field(
        default=(), max_length=20, description="What the identity may do, and on what."
    )
