"""Services that a private endpoint alone leads to, the registry and the vaults among them."""

from __future__ import annotations

from landsmith.blueprint.cluster.registry import Vault
from landsmith.calls import parts
from landsmith.calls.model import ModuleCall, Value
from landsmith.calls.parts import CLUSTER_GROUP
from landsmith.calls.private_endpoint import private_endpoint
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone

VAULTS = "privatelink.vaultcore.azure.net"


def private_inputs(
    zone: LandingZone, entry: ApplicationLandingZone, name: str, part: str, dns_zone: str
) -> dict[str, Value]:
    """Return the inputs of a service that is reached through a private endpoint only."""
    return {
        "name": zone.name(f"{entry.key}/{name}"),
        "location": parts.LOCATION,
        "resource_group_name": CLUSTER_GROUP,
        "private_endpoint": private_endpoint(zone, entry, part, dns_zone),
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }


def named_first(inputs: dict[str, Value]) -> dict[str, Value]:
    """Return inputs with name, location and resource group before the others."""
    first = ("name", "location", "resource_group_name")
    return {key: inputs[key] for key in first} | inputs


def vault(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    """Return the call that makes the vault of the workloads' secrets."""
    chosen = entry.vault
    inputs: dict[str, Value] = {"tenant_id": zone.tenant_id}
    if chosen.sku != "standard":
        inputs["sku_name"] = chosen.sku
    if chosen.retention_days != Vault.model_fields["retention_days"].default:
        inputs["soft_delete_retention_days"] = chosen.retention_days
    if not chosen.trusted_services:
        inputs["network_bypass"] = "None"
    inputs |= private_inputs(zone, entry, "key_vault", "vault", VAULTS)
    return ModuleCall("vault", "key_vault", named_first(inputs))
