from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import emulator_azure
from emulator_azure import NETWORK, OTHER, PLACE, RG, SUBSCRIPTION, TENANT, Azure, refused

MG = "/providers/Microsoft.Management/managementGroups/"
METRICS = {"enabled_metric": [{"category": "AllMetrics"}]}
WORKSPACE = f"{RG}/providers/Microsoft.OperationalInsights/workspaces/log"


@pytest.fixture
def azure(tmp_path: Path) -> Iterator[Azure]:
    yield from emulator_azure.azure(tmp_path)


def endpoint(azure: Azure, subnet_id: str, target: str = f"{RG}/providers/x.y/z/w") -> None:
    connection = {
        "name": "c",
        "is_manual_connection": False,
        "private_connection_resource_id": target,
    }
    azure.create(
        "private_endpoint",
        name="pe",
        subnet_id=subnet_id,
        private_service_connection=[connection],
        **PLACE,
    )


def test_a_resource_group_has_to_exist(azure: Azure) -> None:
    with refused("ResourceGroupNotFound: resource group 'rg-x' could not be found", "rg-x"):
        azure.create("key_vault", name="kv", resource_group_name="rg-x", location="westeurope")


def test_azures_own_resource_groups_are_there(azure: Azure) -> None:
    azure.create(
        "network_watcher_flow_log",
        name="log",
        resource_group_name="NetworkWatcherRG",
        network_watcher_name="NetworkWatcher_westeurope",
        target_resource_id=azure.network("vnet", "10.0.0.0/16")["id"],
        enabled=True,
        storage_account_id=azure.create("storage_account", name="stlogs", **PLACE)["id"],
        retention_policy=[{"enabled": True, "days": 7}],
    )


def test_a_parent_has_to_exist(azure: Azure) -> None:
    with refused("ParentResourceNotFound: 'vnet' could not be found", f"{NETWORK}/virtualNetworks"):
        azure.subnet("vnet", "snet", "10.0.0.0/24")


def test_what_a_resource_hangs_on_has_to_exist(azure: Azure) -> None:
    with refused("ResourceNotFound: 'log' could not be found", WORKSPACE):
        azure.create(
            "monitor_diagnostic_setting",
            name="diag",
            target_resource_id=WORKSPACE,
            storage_account_id=None,
            **METRICS,
        )


def test_what_azure_makes_with_a_parent_is_there(azure: Azure) -> None:
    account = azure.create("storage_account", name="stlogs", **PLACE)
    target = f"{account['id']}/blobServices/default"
    azure.create("monitor_diagnostic_setting", name="diag", target_resource_id=target, **METRICS)


def test_a_reference_has_to_exist(azure: Azure) -> None:
    network = f"{NETWORK}/virtualNetworks/vnet"
    with refused(
        "InvalidResourceReference: 'snet' could not be found", "in subnet_id", "depends_on"
    ):
        azure.network("vnet", "10.0.0.0/16")
        endpoint(azure, f"{network}/subnets/snet")
    endpoint(azure, azure.subnet("vnet", "snet", "10.0.0.0/24")["id"])


def test_a_reference_of_another_kind_has_azures_other_code(azure: Azure) -> None:
    target = azure.network("vnet", "10.0.0.0/16")["id"]
    given = {"name": "diag", "target_resource_id": target, "log_analytics_workspace_id": WORKSPACE}
    given |= METRICS
    with refused("ResourceNotFound: 'log' could not be found", "log_analytics_workspace_id"):
        azure.create("monitor_diagnostic_setting", **given)
    azure.create("log_analytics_workspace", name="log", **PLACE)
    azure.create("monitor_diagnostic_setting", **given)


def test_a_reference_in_a_write_only_attribute_has_to_exist(azure: Azure) -> None:
    azure.network("vnet", "10.0.0.0/16")
    given = {
        "network_security_group_id_wo": f"{NETWORK}/networkSecurityGroups/nsg",
        "network_security_group_id_wo_version": 1,
    }
    with refused("InvalidResourceReference: 'nsg' could not be found"):
        azure.subnet("vnet", "snet", "10.0.0.0/24", **given)
    azure.create("network_security_group", name="nsg", **PLACE)
    azure.subnet("vnet", "snet", "10.0.0.0/24", **given)


def test_a_subnet_written_inside_its_network_is_there(azure: Azure) -> None:
    inline = {"name": "snet", "address_prefixes": ["10.0.0.0/24"]}
    network = azure.network("vnet", "10.0.0.0/16", subnet=[inline])
    endpoint(azure, f"{network['id']}/subnets/SNET")


def test_a_subscription_that_nothing_here_manages_is_not_judged(azure: Azure) -> None:
    elsewhere = RG.replace(SUBSCRIPTION, OTHER) + "/providers/Microsoft.Network/virtualNetworks/hub"
    azure.network("vnet", "10.0.0.0/16")
    azure.peering("peer", "vnet", {"id": elsewhere})
    azure.group("rg", OTHER)
    with refused("InvalidResourceReference: 'hub' could not be found"):
        azure.peering("peer-2", "vnet", {"id": elsewhere})


def test_roles_and_built_in_policies_are_there(azure: Azure) -> None:
    azure.create(
        "subscription_policy_assignment",
        name="locations",
        subscription_id=f"/subscriptions/{SUBSCRIPTION}",
        policy_definition_id="/providers/Microsoft.Authorization/policyDefinitions/e56962a6",
    )
    role = f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/r"
    azure.create("role_assignment", scope=RG, role_definition_id=role, principal_id=OTHER)


def test_a_policy_of_ones_own_has_to_exist(azure: Azure) -> None:
    scope = f"/subscriptions/{SUBSCRIPTION}"
    policy = f"{scope}/providers/Microsoft.Authorization/policyDefinitions/tags"
    given = {"name": "tags", "subscription_id": scope, "policy_definition_id": policy}
    with refused("PolicyDefinitionNotFound: 'tags' could not be found"):
        azure.create("subscription_policy_assignment", **given)
    definition = {"name": "tags", "policy_type": "Custom", "mode": "All", "display_name": "Tags"}
    azure.create("policy_definition", **definition)
    azure.create("subscription_policy_assignment", **given)


def test_management_groups_have_to_exist_once_there_are_any(azure: Azure) -> None:
    def assign(name: str) -> None:
        given = {"management_group_id": MG + name, "policy_definition_id": "/providers/x"}
        azure.create("management_group_policy_assignment", name="p", **given)

    assign("elsewhere")
    root = azure.create("management_group", name="mg", parent_management_group_id=f"{MG}existing")
    for there in ("mg", "existing", TENANT):
        assign(there)
    with refused("ResourceNotFound: 'other' could not be found"):
        assign("other")
    assert root["id"] == f"{MG}mg"


def test_what_exists_is_not_created_again(azure: Azure) -> None:
    with refused("The resource already exists", "import it into this state"):
        azure.group("RG")


def test_what_was_deleted_since_is_not_updated(azure: Azure) -> None:
    network = azure.network("vnet", "10.0.0.0/16")
    azure.update("virtual_network", network, tags={"a": "b"})
    azure.delete("virtual_network", network)
    with refused("ResourceNotFound: 'vnet' could not be found", "plan again"):
        azure.update("virtual_network", network, tags={"a": "c"})
    assert not azure.cloud.with_id(network["id"])
