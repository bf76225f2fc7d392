"""Keys of the customer's own: their vault, the keys, the disk encryption set, who may use them."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.calls import ids, parts
from landsmith.calls.identities import identity_inputs
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.calls.parts import CLUSTER_GROUP
from landsmith.calls.private_service import VAULTS, named_first, private_inputs
from landsmith.compose.network.spoke import join
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import KEYS

KEY_CALL, SET_CALL = "encryption_keys", "disk_encryption_set"
PIPELINE_ROLES = {"plan": "Key Vault Reader", "apply": "Key Vault Crypto Officer"}
"""What pipelines need to read and to make keys (Key Vault, "Azure built-in roles for Key Vault
data plane operations")."""


def calls(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    """Yield the calls that make the customer's keys and let the cluster use them."""
    if not entry.encryption.customer_keys:
        return
    yield _vault(zone, entry)
    yield _keys(zone, entry)
    if "disks" in entry.encryption.customer_keys:
        yield _identity(zone, entry)
    yield _roles(entry)
    if "disks" in entry.encryption.customer_keys:
        yield _set(zone, entry)
        yield _set_role()


def cluster_inputs(_zone: LandingZone, entry: ApplicationLandingZone) -> dict[str, Value]:
    """Return what the cluster is told of the keys: only what was chosen.

    The vault is private, which takes API server VNet integration (AKS documentation, "Add Key
    Management Service etcd encryption").
    """
    found: dict[str, Value] = {}
    if "etcd" in entry.encryption.customer_keys:
        found["key_management_service"] = {
            "key_vault_key_id": Ref(KEY_CALL, "ids", ("etcd",)),
            "key_vault_network_access": "Private",
        }
    if "disks" in entry.encryption.customer_keys:
        found["disk_encryption_set_id"] = Ref(SET_CALL, "id")
    return found


def before(entry: ApplicationLandingZone) -> tuple[str, ...]:
    """Return the calls that have to be done before the cluster is made."""
    chosen = entry.encryption.customer_keys
    return (
        *(("encryption_roles",) if chosen else ()),
        *(("disk_encryption_role",) if "disks" in chosen else ()),
    )


def pipeline_grants(zone: LandingZone) -> dict[str, tuple[Value, str, str]]:
    """Return the roles of pipelines on keys: scope, role and stage, by a key of its own.

    They hold in the subscriptions of landing zones with keys, where the vaults come later.
    """
    found: dict[str, tuple[Value, str, str]] = {}
    seen: set[str] = set()
    for entry in zone.landing_zones:
        if entry.encryption.customer_keys and entry.subscription not in seen:
            seen.add(entry.subscription)
            for stage, role in PIPELINE_ROLES.items():
                scope = ids.subscription(entry.subscription)
                found[f"{stage}-keys-{entry.key}"] = (scope, role, stage)
    return found


def _vault(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    inputs: dict[str, Value] = {"tenant_id": zone.tenant_id}
    if entry.encryption.key_type == "RSA-HSM":
        inputs["sku_name"] = "premium"
    inputs |= private_inputs(zone, entry, f"key_vault/{KEYS}", KEYS, VAULTS)
    return ModuleCall("encryption_vault", "key_vault", named_first(inputs))


def _keys(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    """Return the call that makes the keys, once the vault's endpoint can be found from the hub."""
    encryption = entry.encryption
    days: dict[str, Value] = {}
    if encryption.rotation_days is not None:
        days["rotation_days"] = encryption.rotation_days
    keys: dict[str, Value] = {
        part: {
            "name": zone.name(f"{entry.key}/key_vault_key/{part}"),
            "type": encryption.key_type,
            **days,
        }
        for part in encryption.customer_keys
    }
    inputs: dict[str, Value] = {
        "key_vault_id": Ref("encryption_vault", "id"),
        "keys": keys,
        "tags": parts.TAGS,
    }
    after = ("encryption_vault", join(zone), "dns_links")
    return ModuleCall(KEY_CALL, "key_vault_keys", inputs, depends_on=after)


def _identity(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    name = zone.name(f"{entry.key}/user_assigned_identity/disks")
    inputs = identity_inputs({"disks": {"name": name}})
    return ModuleCall("encryption_identity", "user_assigned_identities", inputs)


def _roles(entry: ApplicationLandingZone) -> ModuleCall:
    """Return the roles on the keys; on the vault AKS approves a private endpoint of its own."""
    control_plane = Ref("cluster_identities", "principal_ids", ("control-plane",))
    disks = Ref("encryption_identity", "principal_ids", ("disks",))
    grants: dict[str, Value] = {}
    if "disks" in entry.encryption.customer_keys:
        key = Ref(KEY_CALL, "resource_ids", ("disks",))
        grants["disks"] = _grant(key, "Key Vault Crypto Service Encryption User", disks)
    if "etcd" in entry.encryption.customer_keys:
        key = Ref(KEY_CALL, "resource_ids", ("etcd",))
        vault = Ref("encryption_vault", "id")
        grants["etcd"] = _grant(key, "Key Vault Crypto User", control_plane)
        grants["etcd-endpoint"] = _grant(vault, "Key Vault Contributor", control_plane)
    return ModuleCall("encryption_roles", "role_assignments", {"assignments": grants})


def _set(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    rotates = entry.encryption.rotation_days is not None
    inputs: dict[str, Value] = {
        "name": zone.name(f"{entry.key}/disk_encryption_set"),
        "location": parts.LOCATION,
        "resource_group_name": CLUSTER_GROUP,
        "identity_id": Ref("encryption_identity", "ids", ("disks",)),
        "key_vault_key_id": Ref(KEY_CALL, "versionless_ids" if rotates else "ids", ("disks",)),
        "auto_key_rotation_enabled": rotates,
        "tags": parts.TAGS,
    }
    return ModuleCall(SET_CALL, "disk_encryption_set", inputs, depends_on=("encryption_roles",))


def _set_role() -> ModuleCall:
    """Return the cluster's role on the set, which it has to read.

    Source: AKS documentation, "Bring your own keys (BYOK) with Azure managed disks".
    """
    control_plane = Ref("cluster_identities", "principal_ids", ("control-plane",))
    grant = _grant(Ref(SET_CALL, "id"), "Reader", control_plane)
    inputs: dict[str, Value] = {"assignments": {"control-plane": grant}}
    return ModuleCall("disk_encryption_role", "role_assignments", inputs)


def _grant(scope: Value, role: str, principal: Value) -> dict[str, Value]:
    return {
        "scope": scope,
        "role_definition_name": role,
        "principal_id": principal,
        "principal_type": "ServicePrincipal",
    }
