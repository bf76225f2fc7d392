"""Backup of a landing zone's cluster: a vault, a group for snapshots, and what joins them."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.offers.regions import REGIONS
from landsmith.blueprint.operations.backup import ClusterBackup
from landsmith.compose import parts
from landsmith.compose.model import ModuleCall, Ref, Value
from landsmith.compose.network.private_service import GROUP
from landsmith.compose.network.spoke import private_endpoint
from landsmith.compose.platform.management import vault_inputs
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import BACKUP, SNAPSHOTS

BLOBS = "privatelink.blob.core.windows.net"
POLICY = "data_protection_backup_policy_kubernetes_cluster"
INSTANCE = "data_protection_backup_instance_kubernetes_cluster"


def calls(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    """Yield the calls of a cluster's backup, if it has one."""
    if entry.backup:
        name = zone.name(f"{entry.key}/resource_group/{SNAPSHOTS}")
        yield parts.resource_group("snapshot_resource_group", name)
        yield _vault(zone, entry, entry.backup)
        yield _backup(zone, entry, entry.backup)


def _vault(zone: LandingZone, entry: ApplicationLandingZone, backup: ClusterBackup) -> ModuleCall:
    inputs: dict[str, Value] = {
        "name": zone.name(f"{entry.key}/data_protection_backup_vault"),
        "location": parts.LOCATION,
        "resource_group_name": GROUP,
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
            "resource_group_name": GROUP,
            "principal_id": Ref("backup_vault", "principal_id"),
        },
        "snapshot_resource_group": {"id": Ref(group, "id"), "name": Ref(group, "name")},
        "location": parts.LOCATION,
        "resource_group_name": GROUP,
        "subscription_id": entry.subscription,
        "tenant_id": zone.tenant_id,
        "storage_account": _account(zone, entry, backup),
        "private_endpoint": private_endpoint(zone, entry, BACKUP, BLOBS),
        "policy": _policy(zone.name(f"{entry.key}/{POLICY}"), backup),
        "instance": _instance(zone.name(f"{entry.key}/{INSTANCE}"), backup),
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }
    return ModuleCall("cluster_backup", "cluster_backup", inputs)


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
