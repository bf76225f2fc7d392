"""Names of what stands around a cluster: its ingress, its keys and the identities of workloads."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.cluster.ingress import ApplicationGateway, ApplicationGatewayForContainers
from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.landing_zone.name import KEYS, Name, Namer, workload_part
from landsmith.resolve.cluster.ingress import is_public


def surrounding_names(entry: LandingZoneEntry, zone: Namer) -> Iterator[Name]:
    """Yield the names of what a landing zone's choices add to its cluster."""
    group = zone.named("azurerm_resource_group", part="aks").value
    yield from _ingress(entry, zone, group)
    if entry.encryption.customer_keys:
        yield from _keys(entry, zone, group)
    for name in entry.identities:
        part = workload_part(name)
        yield zone.named("azurerm_user_assigned_identity", part=part, detail=group)


def _ingress(entry: LandingZoneEntry, zone: Namer, group: str) -> Iterator[Name]:
    ingress = entry.ingress
    if isinstance(ingress, ApplicationGateway):
        yield zone.named("azurerm_application_gateway", detail=group)
        yield zone.named("azurerm_web_application_firewall_policy", detail=group)
        yield zone.named("azurerm_user_assigned_identity", part="ingress", detail=group)
        if is_public(entry):
            yield zone.named("azurerm_public_ip", part="ingress", detail=group)
    elif isinstance(ingress, ApplicationGatewayForContainers):
        yield from _for_containers(ingress, zone, group)


def _for_containers(
    ingress: ApplicationGatewayForContainers, zone: Namer, group: str
) -> Iterator[Name]:
    type_ = "azurerm_application_load_balancer"
    gateway = zone.named(type_, detail=group)
    yield gateway
    for child in ("frontend", "subnet_association"):
        yield zone.named(f"{type_}_{child}", detail=gateway.value)
    if ingress.waf:
        yield zone.named("azurerm_web_application_firewall_policy", detail=group)
        yield zone.named(f"{type_}_security_policy", detail=gateway.value)
    yield zone.named("azurerm_user_assigned_identity", part="ingress", detail=group)


def _keys(entry: LandingZoneEntry, zone: Namer, group: str) -> Iterator[Name]:
    vault = zone.named("azurerm_key_vault", part=KEYS, detail=group)
    yield vault
    yield zone.named("azurerm_private_endpoint", part=KEYS, detail=group)
    yield zone.named("azurerm_network_interface", part=KEYS, detail=group)
    for part in entry.encryption.customer_keys:
        yield zone.named("azurerm_key_vault_key", part=part, detail=vault.value)
    if "disks" in entry.encryption.customer_keys:
        yield zone.named("azurerm_disk_encryption_set", detail=group)
        yield zone.named("azurerm_user_assigned_identity", part="disks", detail=group)
