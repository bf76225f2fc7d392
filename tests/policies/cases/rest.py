"""Cases for the areas change, organisation and workload, by rule and by expected status."""

from __future__ import annotations

from typing import Any

from landsmith.resolve.tags import REQUIRED
from landsmith.terraform.plan import UNKNOWN

Planned = tuple[str, dict[str, Any] | None]

CLUSTER = "azurerm_kubernetes_cluster"
POOL = "azurerm_kubernetes_cluster_node_pool"
GROUP = "azurerm_management_group"
PLACE = "azurerm_management_group_subscription_association"
BUDGET = "azurerm_consumption_budget_subscription"
REGISTRY = "azurerm_container_registry"
ONE, TWO = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
TAGS = dict.fromkeys(REQUIRED, "x")


def budget(subscription: Any = f"/subscriptions/{ONE}", **changes: Any) -> Planned:  # noqa: ANN401
    notification = {"enabled": True, "contact_emails": ["a@example.com"]} | changes
    return (BUDGET, {"subscription_id": subscription, "notification": [notification]})


def place(subscription: Any = f"/subscriptions/{ONE}", group: Any = "/mg") -> Planned:  # noqa: ANN401
    return (PLACE, {"subscription_id": subscription, "management_group_id": group})


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
    "workload-registry-zones": {
        "pass": [[(REGISTRY, {"location": "westeurope", "zone_redundancy_enabled": True})]],
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
}
