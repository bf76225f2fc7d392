"""What is a cluster, a pool or a gateway, whatever type of resource makes it.

Rules, checks and facts are written once, in the words of ``azurerm_kubernetes_cluster``. AKS
Automatic has a type of its own, with fewer arguments under other names: ``in_shared_words`` says
what they mean, so that nothing that judges clusters has to know of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from landsmith.terraform.plan import PRESET, Mark, ResourceChange

if TYPE_CHECKING:
    from collections.abc import Mapping

CLUSTER: Final = "azurerm_kubernetes_cluster"
AUTOMATIC_CLUSTER: Final = "azurerm_kubernetes_automatic_cluster"
CLUSTERS: Final = (CLUSTER, AUTOMATIC_CLUSTER)
POOL: Final = "azurerm_kubernetes_cluster_node_pool"

NETWORK_GATEWAY: Final = "azurerm_virtual_network_gateway"
GATEWAYS: Final = (
    NETWORK_GATEWAY,
    "azurerm_vpn_gateway",
    "azurerm_express_route_gateway",
)
CONNECTIONS: Final = (
    "azurerm_virtual_network_gateway_connection",
    "azurerm_vpn_gateway_connection",
    "azurerm_express_route_connection",
)
CIRCUIT: Final = "azurerm_express_route_circuit"

_SAME: Final = ("id", "name", "location", "resource_group_name", "identity", "tags")
_PRESET: Final = (
    "automatic_upgrade_channel",
    "auto_scaler_profile",
    "azure_active_directory_role_based_access_control",
    "azure_policy_enabled",
    "cost_analysis_enabled",
    "default_node_pool",
    "image_cleaner_enabled",
    "image_cleaner_interval_hours",
    "key_vault_secrets_provider",
    "kubelet_identity",
    "kubernetes_version",
    "local_account_disabled",
    "maintenance_window_auto_upgrade",
    "maintenance_window_node_os",
    "microsoft_defender",
    "monitor_metrics",
    "network_profile",
    "node_os_upgrade_channel",
    "node_provisioning_profile",
    "node_resource_group",
    "oidc_issuer_enabled",
    "oms_agent",
    "private_dns_zone_id",
    "role_based_access_control_enabled",
    "run_command_enabled",
    "sku_tier",
    "storage_profile",
    "workload_autoscaler_profile",
    "workload_identity_enabled",
)
"""What AKS Automatic decides, or azurerm 5.2 has no argument for in its type; the DNS zone of a
private one is AKS's own. Source: AKS documentation, "What is AKS Automatic", comparison."""


def in_shared_words(resource: ResourceChange) -> ResourceChange:
    """Return a cluster as ``azurerm_kubernetes_cluster`` would say it, and all else as it is."""
    if resource.type != AUTOMATIC_CLUSTER:
        return resource
    before, after = _said(resource.before), _said(resource.after)
    return replace(resource, type=CLUSTER, before=before, after=after)


def shared_values(type_: str, values: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Return a resource's values as :func:`in_shared_words` says them."""
    return _said(values) if type_ == AUTOMATIC_CLUSTER else values


def _said(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    private = values.get("private_cluster")
    return {
        **dict.fromkeys(_PRESET, PRESET),
        **{name: values[name] for name in _SAME if name in values},
        "api_server_access_profile": _api_server(values.get("api_server_access")),
        "private_cluster_enabled": private if isinstance(private, Mark) else bool(private),
        "private_cluster_public_fqdn_enabled": _inside(
            private, "public_fully_qualified_domain_name_enabled"
        ),
        "service_mesh_profile": _mesh(values.get("service_mesh")),
        "web_app_routing": values.get("web_app_routing_ingress"),
    }


def _inside(block: Any, name: str) -> Any:  # noqa: ANN401
    """Return a switch of a block, off where there is none."""
    if isinstance(block, Mark):
        return block
    return block[0].get(name) or False if block else False


def _api_server(block: Any) -> Any:  # noqa: ANN401
    """Return the API server's profile: it always stands in the network."""
    if isinstance(block, Mark):
        return block
    return [{**(block[0] if block else {}), "virtual_network_integration_enabled": True}]


def _mesh(block: Any) -> Any:  # noqa: ANN401
    """Return the mesh, of which there is Istio only."""
    return [{**block[0], "mode": "Istio"}] if isinstance(block, list) and block else block
