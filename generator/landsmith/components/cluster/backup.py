"""Backup of a cluster: a vault, a group for snapshots, and what joins them."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.blueprint.offers.regions import REGIONS, Region
from landsmith.blueprint.operations.backup import HOURS, ClusterBackup
from landsmith.calls import parts
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.calls.parts import CLUSTER_GROUP
from landsmith.calls.private_endpoint import BLOBS, private_endpoint
from landsmith.components.cluster.backup_vault import check_vault, vault_inputs
from landsmith.components.cluster.extension import Extension, after_pools
from landsmith.components.component import Chosen, endpoint_names
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import BACKUP, SNAPSHOTS, Name, Namer

POLICY = "data_protection_backup_policy_kubernetes_cluster"
INSTANCE = "data_protection_backup_instance_kubernetes_cluster"


class Backup(Extension):
    """Backup of the cluster and its volumes."""

    providers = ("DataProtection", "KubernetesConfiguration", "Storage")
    namespace = "dataprotection-microsoft"
    field = "backup"

    def applies(self, entry: Chosen) -> bool:
        """Tell whether the cluster is backed up."""
        return entry.backup is not None

    def problems(self, entry: LandingZoneEntry, region: Region, at: Loc) -> Iterator[FieldProblem]:
        """Yield a problem for each choice that keeps no backup."""
        yield from super().problems(entry, region, at)
        if entry.backup:
            yield from _problems(entry.backup, region, (*at, "backup"))

    def names(self, _entry: LandingZoneEntry, namer: Namer, group: str) -> Iterator[Name]:
        """Yield the names; snapshots have a resource group of their own."""
        yield namer.named("azurerm_resource_group", part=SNAPSHOTS)
        vault = namer.named("azurerm_data_protection_backup_vault", detail=group)
        yield vault
        yield namer.named("azurerm_storage_account", part=BACKUP)
        yield from endpoint_names(namer, BACKUP, group)
        for type_ in (POLICY, INSTANCE):
            yield namer.named(f"azurerm_{type_}", detail=vault.value)

    def calls(self, zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
        """Yield the calls of the snapshots' group, the vault and the backup."""
        if entry.backup:
            name = zone.name(f"{entry.key}/resource_group/{SNAPSHOTS}")
            yield parts.resource_group("snapshot_resource_group", name)
            yield _vault(zone, entry, entry.backup)
            yield _backup(zone, entry, entry.backup)


def _problems(backup: ClusterBackup, region: Region, at: Loc) -> Iterator[FieldProblem]:
    hours = HOURS[backup.every]
    if hours > backup.rpo_hours:
        message = f"{backup.every} is {hours} hours, more than the {backup.rpo_hours} of rpo_hours"
        mend = "leave it out for the longest that is allowed, or raise rpo_hours"
        yield FieldProblem((*at, "interval"), message, mend)
    for index, namespace in enumerate(backup.excluded_namespaces):
        if namespace in backup.namespaces:
            message = f"{namespace} is backed up and left out at once"
            yield FieldProblem((*at, "excluded_namespaces", index), message, "write it once")
    yield from _replication(backup, region, (*at, "storage_replication"))
    yield from check_vault(backup.vault, region, (*at, "vault"))
    if backup.vault.cross_region_restore and backup.vault.redundancy == "GeoRedundant":
        message = "a cluster's backups stand in the operational tier, which has no copy elsewhere"
        loc: Loc = (*at, "vault", "cross_region_restore")
        yield FieldProblem(loc, message, "leave it out: azurerm's policy knows no other tier")


def _replication(backup: ClusterBackup, region: Region, at: Loc) -> Iterator[FieldProblem]:
    chosen, facts = backup.storage_replication or "", REGIONS[region]
    if "ZRS" in chosen and not facts.zones:
        message = f"{region} has no availability zones for {chosen}"
        yield FieldProblem(at, message, "write LRS or GRS, or leave it out")
    elif "G" in chosen and not facts.paired:
        message = f"{region} has no paired region that {chosen} could copy to"
        yield FieldProblem(at, message, "write ZRS, or leave it out")


def _vault(zone: LandingZone, entry: ApplicationLandingZone, backup: ClusterBackup) -> ModuleCall:
    inputs: dict[str, Value] = {
        "name": zone.name(f"{entry.key}/data_protection_backup_vault"),
        "location": parts.LOCATION,
        "resource_group_name": CLUSTER_GROUP,
        **vault_inputs(backup.vault, entry.region),
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }
    return ModuleCall("backup_vault", "backup_vault", inputs)


def _backup(zone: LandingZone, entry: ApplicationLandingZone, backup: ClusterBackup) -> ModuleCall:
    control_plane = Ref("cluster_identities", "principal_ids", ("control-plane",))
    group = "snapshot_resource_group"
    inputs: dict[str, Value] = {
        "cluster": {"id": Ref("cluster", "id"), "principal_id": control_plane},
        "vault": {
            "id": Ref("backup_vault", "id"),
            "name": Ref("backup_vault", "name"),
            "resource_group_name": CLUSTER_GROUP,
            "principal_id": Ref("backup_vault", "principal_id"),
        },
        "snapshot_resource_group": {"id": Ref(group, "id"), "name": Ref(group, "name")},
        "location": parts.LOCATION,
        "resource_group_name": CLUSTER_GROUP,
        "subscription_id": entry.subscription,
        "tenant_id": zone.tenant_id,
        "storage_account": _account(zone, entry, backup),
        "private_endpoint": private_endpoint(zone, entry, BACKUP, BLOBS),
        "policy": _policy(zone.name(f"{entry.key}/{POLICY}"), backup),
        "instance": _instance(zone.name(f"{entry.key}/{INSTANCE}"), backup),
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }
    after = after_pools(entry)
    return ModuleCall("cluster_backup", "cluster_backup", inputs, depends_on=after)


def _account(
    zone: LandingZone, entry: ApplicationLandingZone, backup: ClusterBackup
) -> dict[str, Value]:
    zoned = bool(REGIONS[entry.region].zones)
    return {
        "name": zone.name(f"{entry.key}/storage_account/{BACKUP}"),
        "replication_type": backup.storage_replication or ("ZRS" if zoned else "LRS"),
    }


def _policy(name: str, backup: ClusterBackup) -> dict[str, Value]:
    return {
        "name": name,
        "interval": backup.every,
        "start": backup.start,
        "retention_days": backup.retention_days,
    }


def _instance(name: str, backup: ClusterBackup) -> dict[str, Value]:
    chosen: dict[str, tuple[str, ...]] = {
        "included_namespaces": backup.namespaces,
        "excluded_namespaces": backup.excluded_namespaces,
        "label_selectors": backup.label_selectors,
    }
    return {
        "name": name,
        **{key: names for key, names in chosen.items() if names},
        "cluster_scoped_resources": backup.cluster_resources,
        "volume_snapshots": backup.volume_snapshots,
    }
