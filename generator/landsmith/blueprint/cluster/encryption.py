"""Encryption with the customer's own keys."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import Field

from landsmith.blueprint.base import Model

KeyOwner: TypeAlias = Literal["platform", "customer_key"]


class Encryption(Model):
    """Whose keys encrypt the cluster's secrets and disks; all are encrypted in any case.

    The pipeline's runner makes the keys through the vault's private endpoint, so it has to stand
    in a network that reaches it.
    """

    etcd: KeyOwner = Field(
        default="platform",
        description="Key of Kubernetes secrets. customer_key needs aks.network.api_server.access: "
        "vnet_integration, since the vault is private.",
    )
    disks: KeyOwner = Field(
        default="platform",
        description="Key of the disks of nodes and volumes. Changing it replaces the cluster.",
    )
    key_type: Literal["RSA", "RSA-HSM"] = Field(
        default="RSA", description="Keys in software, or in hardware, which takes a premium vault."
    )
    rotation_days: int | None = Field(
        default=365,
        ge=28,
        le=730,
        description="Days after which Key Vault makes a new version of each key; null: never, "
        "which is a deviation.",
    )

    @property
    def customer_keys(self) -> tuple[str, ...]:
        """Return what the customer's own keys encrypt: ``etcd``, ``disks``."""
        chosen = {"etcd": self.etcd, "disks": self.disks}
        return tuple(part for part, owner in chosen.items() if owner == "customer_key")
