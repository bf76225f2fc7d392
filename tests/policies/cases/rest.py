"""Cases for the areas change, organisation and workload, by rule and by expected status."""

from __future__ import annotations

from typing import Any

from landsmith.landing_zone.tags import REQUIRED
from landsmith.terraform.plan import UNKNOWN

Planned = tuple[str, dict[str, Any] | None]

CLUSTER = "azurerm_kubernetes_cluster"
POOL = "azurerm_kubernetes_cluster_node_pool"
GROUP = "azurerm_management_group"
PLACE = "azurerm_management_group_subscription_association"
BUDGET = "azurerm_consumption_budget_subscription"
REGISTRY = "azurerm_container_registry"
GATEWAY = "azurerm_application_gateway"
ONE, TWO = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
TAGS = dict.fromkeys(REQUIRED, "x")


def budget(subscription: Any = f"/subscriptions/{ONE}", **changes: Any) -> Planned:  # noqa: ANN401
    notification = {"enabled": True, "contact_emails": ["a@example.com"]} | changes
    return (BUDGET, {"subscription_id": subscription, "notification": [notification]})


def place(subscription: Any = f"/subscriptions/{ONE}", group: Any = "/mg") -> Planned:  # noqa: ANN401
    return (PLACE, {"subscription_id": subscription, "management_group_id": group})


def system_pool(
    zones: Any = ("1", "2", "3"),  # noqa: ANN401
    min_count: Any = 3,  # noqa: ANN401
    **changes: Any,  # noqa: ANN401
) -> Planned:
    zones = list(zones) if isinstance(zones, tuple) else zones
    cluster = {"location": "westeurope", "tags": {"environment": "prod"}} | changes
    return (CLUSTER, cluster | {"default_node_pool": [{"zones": zones, "min_count": min_count}]})


def vault(after: dict[str, Any] | None, **told: Any) -> dict[str, Any]:  # noqa: ANN401
    planned = {"actions": ("update",), "before": PROTECTED, **told}
    return {**planned, "resources": [("azurerm_key_vault", after)]}


PROTECTED: dict[str, Any] = {"purge_protection_enabled": True, "soft_delete_retention_days": 90}
UNPROTECTED = PROTECTED | {"purge_protection_enabled": False}
PRIVATE_LINK = {"private_cluster_enabled": True, "api_server_access_profile": []}
INTEGRATED = {
    "private_cluster_enabled": True,
    "api_server_access_profile": [{"virtual_network_integration_enabled": True}],
}

CASES = {
    "change-destroys-nothing": {
        "pass": [
            [("azurerm_subnet", {})],
            {"actions": ("update",), "resources": [("azurerm_subnet", {})]},
        ],
        "fail": [
            {"actions": ("delete",), "resources": [("azurerm_subnet", None)]},
            {"actions": ("delete", "create"), "resources": [("azurerm_subnet", {})]},
            {"actions": ("create", "delete"), "resources": [("azurerm_subnet", {})]},
            {"actions": ("forget",), "resources": [("azurerm_subnet", None)]},
        ],
    },
    "change-apply-not-refused": {
        "pass": [
            vault(PROTECTED),
            vault(PROTECTED | {"purge_protection_enabled": UNKNOWN}),
            vault(UNPROTECTED, actions=("create",), before=None),
            vault(None, actions=("delete",)),
        ],
        "fail": [
            vault(UNPROTECTED),
            vault(PROTECTED | {"soft_delete_retention_days": 7}),
            [("azurerm_monitor_diagnostic_setting", {"enabled_log": []})],
        ],
    },
    "change-api-server-kept": {
        "pass": [
            {"before": PRIVATE_LINK, "resources": [(CLUSTER, PRIVATE_LINK)]},
            {"before": INTEGRATED, "resources": [(CLUSTER, INTEGRATED)]},
            {"before": {"private_cluster_enabled": False}, "resources": [(CLUSTER, INTEGRATED)]},
        ],
        "fail": [
            {"before": PRIVATE_LINK, "resources": [(CLUSTER, INTEGRATED)]},
            {"before": INTEGRATED, "resources": [(CLUSTER, PRIVATE_LINK)]},
        ],
        "unknown": [
            {
                "before": PRIVATE_LINK,
                "resources": [(CLUSTER, {"api_server_access_profile": UNKNOWN})],
            }
        ],
        "not_applicable": [[(CLUSTER, INTEGRATED)]],
    },
    "change-deviations-justified": {
        "pass": [{"resources": []}, {"deviation": True, "resources": []}],
        "fail": [{"deviation": False, "resources": []}],
    },
    "organisation-names": {
        "pass": [
            [("azurerm_resource_group", {"name": "rg-shop-prod-we-001"})],
            [("azurerm_storage_account", {"name": "stshopprodwe1abcd"})],
            [("azuread_group", {"display_name": "sg-nwl-auditors"})],
        ],
        "fail": [
            [("azurerm_resource_group", {"name": "shop"})],
            [("azurerm_storage_account", {"name": "st-shop"})],
            [("azurerm_key_vault", {"name": "kv-" + "a" * 30})],
            [("azurerm_key_vault", {})],
            [("azurerm_virtual_network", {"name": "GatewaySubnet"})],
        ],
        "unknown": [[("azurerm_resource_group", {"name": UNKNOWN})]],
        "not_applicable": [
            [("azurerm_subnet", {"name": "GatewaySubnet"})],
            [("azurerm_private_dns_zone", {"name": "privatelink.azurecr.io"})],
        ],
    },
    "organisation-tags": {
        "pass": [
            [("azurerm_resource_group", {"tags": TAGS | {"more": "y"}})],
            [(CLUSTER, {"tags": TAGS, "default_node_pool": [{"tags": TAGS}]})],
        ],
        "fail": [
            [("azurerm_resource_group", {"tags": None})],
            [("azurerm_anything_at_all", {"tags": TAGS | {"owner": ""}})],
            [(CLUSTER, {"tags": TAGS, "default_node_pool": [{"tags": None}]})],
            [(POOL, {"tags": {}})],
        ],
        "unknown": [[("azurerm_resource_group", {"tags": UNKNOWN})]],
        "not_applicable": [[("azurerm_role_assignment", {"scope": "/"})]],
    },
    "organisation-budgets": {
        "pass": [{"subscriptions": [ONE], "resources": [budget()]}],
        "fail": [
            {"subscriptions": [ONE, TWO], "resources": [budget()]},
            {"subscriptions": [ONE], "resources": [budget(contact_emails=[])]},
            {"subscriptions": [ONE], "resources": [budget(enabled=False)]},
        ],
        "unknown": [{"subscriptions": [ONE], "resources": [budget(UNKNOWN)]}],
    },
    "organisation-management-groups": {
        "pass": [
            {"subscriptions": [ONE], "resources": [place()]},
            [(GROUP, {"parent_management_group_id": "/providers/x/mg-top"})],
        ],
        "fail": [
            {"subscriptions": [ONE, TWO], "resources": [place()]},
            {"subscriptions": [ONE], "resources": [place(), place(group="/other")]},
            [(GROUP, {"parent_management_group_id": None})],
        ],
        "unknown": [
            {"subscriptions": [ONE], "resources": [place(UNKNOWN)]},
            {"subscriptions": [ONE], "resources": [place(group=UNKNOWN)]},
            [(GROUP, {"parent_management_group_id": UNKNOWN})],
        ],
    },
    "workload-gateway-firewall": {
        "pass": [
            [(GATEWAY, {"sku": [{"tier": "WAF_v2"}], "firewall_policy_id": "/waf"})],
        ],
        "fail": [
            [(GATEWAY, {"sku": [{"tier": "Standard_v2"}], "firewall_policy_id": "/waf"})],
            [(GATEWAY, {"sku": [{"tier": "WAF_v2"}], "firewall_policy_id": None})],
            [(GATEWAY, {"sku": [{"tier": "WAF_v2"}]})],
        ],
        "unknown": [
            [(GATEWAY, {"sku": [{"tier": UNKNOWN}], "firewall_policy_id": "/waf"})],
            [(GATEWAY, {"sku": [{"tier": "WAF_v2"}], "firewall_policy_id": UNKNOWN})],
        ],
    },
    "workload-registry-zones": {
        "pass": [
            [(REGISTRY, {"location": "westeurope", "zone_redundancy_enabled": True})],
            [
                (
                    REGISTRY,
                    {
                        "location": "westeurope",
                        "zone_redundancy_enabled": True,
                        "georeplications": [
                            {"location": "northeurope", "zone_redundancy_enabled": True},
                            {"location": "northcentralus", "zone_redundancy_enabled": False},
                        ],
                    },
                )
            ],
        ],
        "fail": [
            [(REGISTRY, {"location": "westeurope", "zone_redundancy_enabled": False})],
            [
                (
                    REGISTRY,
                    {
                        "location": "westeurope",
                        "zone_redundancy_enabled": True,
                        "georeplications": [{"zone_redundancy_enabled": False}],
                    },
                )
            ],
        ],
        "unknown": [[(REGISTRY, {"location": UNKNOWN, "zone_redundancy_enabled": UNKNOWN})]],
        "not_applicable": [
            [(REGISTRY, {"location": "northcentralus", "zone_redundancy_enabled": False})],
        ],
    },
    "workload-pool-zones": {
        "pass": [
            [system_pool()],
            [system_pool(tags={"environment": "preprod"})],
        ],
        "fail": [
            [system_pool(zones=["1", "2"])],
            [system_pool(zones=[])],
            [system_pool(min_count=2)],
        ],
        "unknown": [
            [system_pool(location=UNKNOWN)],
            [system_pool(zones=UNKNOWN)],
            [system_pool(tags=UNKNOWN)],
            [system_pool(min_count=UNKNOWN)],
        ],
        "not_applicable": [
            [system_pool(location="northcentralus", zones=[])],
            [system_pool(tags={"environment": "test"}, zones=[])],
        ],
    },
}
