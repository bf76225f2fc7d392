"""Backup vaults: how they keep what they have, and what they can't be in a region."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.offers.regions import REGIONS, Region
from landsmith.blueprint.platform.monitoring import BackupVault
from landsmith.calls.model import Value


def vault_inputs(vault: BackupVault, region: Region) -> dict[str, Value]:
    """Return how a backup vault of a region keeps what it has."""
    zoned = bool(REGIONS[region].zones)
    return {
        "redundancy": vault.redundancy or ("ZoneRedundant" if zoned else "LocallyRedundant"),
        "soft_delete": vault.soft_delete,
        "retention_days": vault.retention_days,
        "immutability": vault.immutability,
        "cross_region_restore": vault.cross_region_restore,
    }


def check_vault(vault: BackupVault, name: Region, at: Loc) -> Iterator[FieldProblem]:
    """Yield a problem for each thing that a backup vault can't be in a region."""
    region = REGIONS[name]
    if vault.redundancy == "ZoneRedundant" and not region.zones:
        message = f"{name} has no availability zones"
        yield FieldProblem((*at, "redundancy"), message, "write LocallyRedundant or GeoRedundant")
    if vault.redundancy == "GeoRedundant" and not region.paired:
        message = f"{name} has no paired region to copy backups to"
        yield FieldProblem((*at, "redundancy"), message, "write ZoneRedundant")
    if vault.cross_region_restore and vault.redundancy != "GeoRedundant":
        message = "only a vault that is GeoRedundant has backups in another region"
        mend = "write redundancy: GeoRedundant, or leave cross_region_restore out"
        yield FieldProblem((*at, "cross_region_restore"), message, mend)
