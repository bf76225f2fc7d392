"""Backup of a cluster: how often, for how long, what, and in which vault."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from landsmith.blueprint.base import Model
from landsmith.blueprint.cluster.aks import ClockTime
from landsmith.blueprint.platform.monitoring import BackupVault
from landsmith.blueprint.platform.policy import Namespace

BackupInterval: TypeAlias = Literal["PT4H", "PT6H", "PT8H", "PT12H", "P1D", "P1W"]
LabelSelector = Annotated[str, Field(pattern=r"^[A-Za-z0-9./_-]{1,253}:[A-Za-z0-9._-]{1,63}$")]

HOURS: dict[BackupInterval, int] = {
    "PT4H": 4,
    "PT6H": 6,
    "PT8H": 8,
    "PT12H": 12,
    "P1D": 24,
    "P1W": 168,
}
"""Hours between two backups; Azure Backup for AKS takes no other intervals."""


class ClusterBackup(Model):
    """Azure Backup for AKS: cluster resources in a blob container, volumes as snapshots.

    The vault is the landing zone's own, since vault and cluster have to share a region (AKS backup
    support matrix). The backups stand in the operational tier: azurerm knows no other.
    """

    rpo_hours: int = Field(
        default=24, ge=4, le=168, description="Hours of work that may be lost at most."
    )
    interval: BackupInterval | None = Field(
        default=None,
        description="Time between two backups; default: the longest that rpo_hours allows.",
    )
    start: ClockTime = Field(default="01:00", description="Time of the first backup, in UTC.")
    retention_days: int = Field(
        default=30, ge=1, le=360, description="Days that a backup is kept; Azure's most is 360."
    )
    namespaces: tuple[Namespace, ...] = Field(
        default=(), max_length=50, description="Namespaces that are backed up; default: all."
    )
    excluded_namespaces: tuple[Namespace, ...] = Field(
        default=(), max_length=50, description="Namespaces that are not."
    )
    label_selectors: tuple[LabelSelector, ...] = Field(
        default=(), max_length=20, description="Only what has these labels, as label:value."
    )
    volume_snapshots: bool = Field(
        default=True, description="Snapshots of volumes on Azure disks; other volumes have none."
    )
    cluster_resources: bool = Field(
        default=True, description="Also what stands in no namespace, such as storage classes."
    )
    storage_replication: Literal["LRS", "ZRS", "GRS", "GZRS"] | None = Field(
        default=None,
        description="Replication of the account that keeps the cluster's resources; default: ZRS "
        "where the region has zones, else LRS.",
    )
    vault: BackupVault = BackupVault()
    """The landing zone's backup vault; another redundancy later on replaces it."""

    @property
    def every(self) -> BackupInterval:
        """Time between two backups: the chosen, or the longest within the RPO."""
        if self.interval is not None:
            return self.interval
        return max((one for one in HOURS if HOURS[one] <= self.rpo_hours), key=HOURS.__getitem__)
