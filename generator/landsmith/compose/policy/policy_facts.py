"""What policies ask of a landing zone: the values of parameters that data can't hold."""

from __future__ import annotations

from collections.abc import Mapping

from landsmith.blueprint.cluster.aks import MaintenanceWindow
from landsmith.blueprint.offers.name_rules import RULES
from landsmith.calls import ids
from landsmith.calls.model import Value
from landsmith.calls.parts import EXCLUDED_NAMESPACES
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.tags import REQUIRED

NAMED = {
    "microsoft.containerregistry/registries": "azurerm_container_registry",
    "microsoft.containerservice/managedclusters": "azurerm_kubernetes_cluster",
    "microsoft.keyvault/vaults": "azurerm_key_vault",
    "microsoft.network/natgateways": "azurerm_nat_gateway",
    "microsoft.network/networksecuritygroups": "azurerm_network_security_group",
    "microsoft.network/privateendpoints": "azurerm_private_endpoint",
    "microsoft.network/publicipaddresses": "azurerm_public_ip",
    "microsoft.network/routetables": "azurerm_route_table",
    "microsoft.network/virtualnetworks": "azurerm_virtual_network",
    "microsoft.operationalinsights/workspaces": "azurerm_log_analytics_workspace",
    "microsoft.storage/storageaccounts": "azurerm_storage_account",
}
"""Resource types whose names a policy looks at, each with the type in the naming table."""


def platform_facts(zone: LandingZone) -> dict[str, Value]:
    """Return the facts that are the same in every landing zone."""
    return {
        "allowed_regions": zone.allowed_regions,
        "excluded_namespaces": zone.excluded_namespaces,
        "log_analytics_workspace_id": ids.workspace(zone),
        "name_prefixes": _prefixes(),
        "required_tags": REQUIRED,
        **_ddos(zone),
    }


def landing_zone_facts(zone: LandingZone, entry: ApplicationLandingZone) -> dict[str, Value]:
    """Return the facts of one landing zone; its root has the namespaces as a local."""
    registry = zone.name(f"{entry.key}/container_registry")
    return {
        **platform_facts(zone),
        "excluded_namespaces": EXCLUDED_NAMESPACES,
        "allowed_images_pattern": rf"^({registry}\.azurecr\.io|mcr\.microsoft\.com)/.+$",
        "upgrade_window": _window(entry.aks.maintenance.cluster),
        "node_os_window": _window(entry.aks.maintenance.nodes),
    }


def _prefixes() -> Mapping[str, Value]:
    rules = {kind: RULES.get(type_) for kind, type_ in NAMED.items()}
    return {kind: f"{rule.abbreviation}{rule.separator}" for kind, rule in rules.items() if rule}


def _ddos(zone: LandingZone) -> dict[str, Value]:
    return {} if zone.network.ddos != "plan" else {"ddos_plan_id": ids.ddos_plan(zone)}


def _window(window: MaintenanceWindow) -> Mapping[str, Value]:
    """Return a maintenance window as the policy's definition asks for it."""
    told: dict[str, Value] = {
        "schedule": {"weekly": {"intervalWeeks": 1, "dayOfWeek": window.day}},
        "durationHours": window.hours,
        "utcOffset": window.utc_offset,
        "startTime": window.start,
    }
    return {"properties": {"maintenanceWindow": told}}
