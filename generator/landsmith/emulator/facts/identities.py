"""Ids and references where the recorded facts are wrong or silent.

Facts: the import section of each resource's page, and Azure's ids for what it makes itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from landsmith.emulator.values import Object, Value

_GROUP: Final = "/subscriptions/{}/resourceGroups/{}/providers"
_VAULTS: Final = f"{_GROUP}/Microsoft.RecoveryServices/vaults/{{}}"
_FABRICS: Final = f"{_VAULTS}/replicationFabrics/{{}}"
_RULESTACKS: Final = f"{_GROUP}/PaloAltoNetworks.Cloudngfw/localRulestacks/{{}}"

SHAPES: Final = {
    "azurerm_app_configuration_feature": "",
    "azurerm_app_configuration_key": "",
    "azurerm_chaos_studio_capability": "",
    "azurerm_chaos_studio_target": "",
    "azurerm_container_registry_task_schedule_run_now": (
        f"{_GROUP}/Microsoft.ContainerRegistry/registries/{{}}/tasks/{{}}/schedule/{{}}"
    ),
    "azurerm_key_vault_certificate": "https://{}.vault.azure.net/certificates/{}/{}",
    "azurerm_key_vault_key": "https://{}.vault.azure.net/keys/{}/{}",
    "azurerm_key_vault_secret": "https://{}.vault.azure.net/secrets/{}/{}",
    "azurerm_log_analytics_workspace_table": (
        f"{_GROUP}/Microsoft.OperationalInsights/workspaces/{{}}/tables/{{}}"
    ),
    "azurerm_marketplace_role_assignment": "",
    "azurerm_network_manager_deployment": "",
    "azurerm_palo_alto_local_rulestack_outbound_trust_certificate_association": (
        f"{_RULESTACKS}/outboundTrustCertificates/{{}}"
    ),
    "azurerm_palo_alto_local_rulestack_outbound_untrust_certificate_association": (
        f"{_RULESTACKS}/outboundUntrustCertificates/{{}}"
    ),
    "azurerm_site_recovery_hyperv_network_mapping": (
        f"{_FABRICS}/replicationNetworks/{{}}/replicationNetworkMappings/{{}}"
    ),
    "azurerm_site_recovery_hyperv_replication_policy_association": (
        f"{_FABRICS}/replicationProtectionContainers/{{}}/replicationProtectionContainerMappings/{{}}"
    ),
    "azurerm_site_recovery_replication_recovery_plan": f"{_VAULTS}/replicationRecoveryPlans/{{}}",
    "azurerm_virtual_machine_gallery_application_assignment": "",
}
"""By resource type: shapes that replace the recorded ones, empty for ids of no known shape."""

LITERALS: Final = {
    "backupFabrics": "Azure",
    "blobServices": "default",
    "buildServices": "default",
    "databases": "default",
    "encryptionProtector": "current",
    "extendedAuditingSettings": "default",
    "fileServices": "default",
    "linkedServices": "automation",
    "queueServices": "default",
    "singleSignOnConfigurations": "default",
    "tableServices": "default",
    "tagRules": "default",
    "virtualMachineInstances": "default",
    "vulnerabilityAssessments": "default",
}
"""By kind of resource: the name that Azure gives to the only one, where no attribute names it."""

NAMED_BY: Final = {
    ("azurerm_api_management_notification_recipient_email", "notifications"): "notification_type",
    ("azurerm_api_management_notification_recipient_email", "recipientEmails"): "email",
    ("azurerm_api_management_notification_recipient_user", "notifications"): "notification_type",
    ("azurerm_api_management_product_tag", "products"): "api_management_product_id",
    ("azurerm_log_analytics_linked_storage_account", "linkedStorageAccounts"): "data_source_type",
    ("azurerm_marketplace_agreement", "agreements"): "publisher",
    ("azurerm_marketplace_agreement", "offers"): "offer",
    ("azurerm_marketplace_agreement", "plans"): "plan",
}
"""By resource type and kind of segment: the attribute that names it."""

_NO_REFERENCE: Final = re.compile(
    r"(.*_)?(address|destination|password(_wo)?|path|pattern|prefix|query_string|sku_name|version)"
)
"""Attributes whose values only look like ids: their validators were recorded as ids' own."""

_ADDED: Final[dict[str, Object]] = {
    "azurerm_dev_center_gallery": {
        "dev_center_id": ["azurerm_dev_center"],
        "shared_gallery_id": ["azurerm_shared_image_gallery"],
    },
    "azurerm_eventgrid_event_subscription": {"scope": "any"},
    "azurerm_kubernetes_cluster_trusted_access_role_binding": {
        "kubernetes_cluster_id": ["azurerm_kubernetes_cluster"],
    },
    "azurerm_kubernetes_fleet_member": {
        "kubernetes_cluster_id": ["azurerm_kubernetes_cluster"],
        "kubernetes_fleet_id": ["azurerm_kubernetes_fleet_manager"],
    },
    "azurerm_machine_learning_compute_cluster": {
        "machine_learning_workspace_id": ["azurerm_machine_learning_workspace"],
    },
    "azurerm_machine_learning_inference_cluster": {
        "machine_learning_workspace_id": ["azurerm_machine_learning_workspace"],
    },
    "azurerm_management_lock": {"scope": "any"},
    "azurerm_sentinel_threat_intelligence_indicator": {
        "workspace_id": ["azurerm_log_analytics_workspace"],
    },
    "azurerm_servicebus_namespace_disaster_recovery_config": {
        "primary_namespace_id": ["azurerm_servicebus_namespace"],
    },
}
"""By resource type and attribute path: references that were not recorded."""

_OTHER_SERVERS: Final = "azurerm_analysis_services_server"
"""Recorded beside the servers of Azure SQL, whose ids end alike."""


def references(type_name: str, recorded: Object) -> Object:
    """Return which types' ids the attributes of a type accept, with what is wrong put right."""
    told = {
        path: _accepted(type_name, targets)
        for path, targets in recorded.items()
        if not _NO_REFERENCE.fullmatch(path.removesuffix("[]").rpartition(".")[2])
    }
    return told | _ADDED.get(type_name, {})


def _accepted(type_name: str, targets: Value) -> Value:
    if not type_name.startswith("azurerm_mssql_") or targets == "any":
        return targets
    return [target for target in targets if target != _OTHER_SERVERS] or targets
