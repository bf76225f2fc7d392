"""What the cluster's module plans for each add-on and driver."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from landsmith.calls.model import Value
from modules.harness import block, picked, refusal, told, values
from modules.kubernetes import API, CLUSTER, FLAT, PRIVATE, THIS, VAULT_ID, cluster
from modules.test_workload import SUBNETS, WORKSPACE

KEY = "https://kv-shop.vault.azure.net/keys/key-etcd/0123456789abcdef0123456789abcdef"
VIRTUAL_NODES: Mapping[str, Value] = {
    "id": f"{SUBNETS}/snet-virtual-nodes",
    "name": "snet-virtual-nodes",
}
AUTHORITY: Mapping[str, Value] = {
    "key_vault_id": VAULT_ID,
    "root_cert_object_name": "root",
    "cert_chain_object_name": "chain",
    "cert_object_name": "ca",
    "key_object_name": "ca-key",
}


def test_add_ons_of_every_cluster_and_those_left_off() -> None:
    found = cluster()
    assert told(
        found,
        THIS,
        *("oidc_issuer_enabled", "workload_identity_enabled", "azure_policy_enabled"),
        *("image_cleaner_enabled", "image_cleaner_interval_hours", "cost_analysis_enabled"),
        *("workload_autoscaler_profile", "web_app_routing", "microsoft_defender"),
        *("aci_connector_linux", "service_mesh_profile", "key_management_service"),
    ) == {
        "oidc_issuer_enabled": True,
        "workload_identity_enabled": True,
        "azure_policy_enabled": True,
        "image_cleaner_enabled": True,
        "image_cleaner_interval_hours": 168,
        "cost_analysis_enabled": False,
        "workload_autoscaler_profile": [],
        "web_app_routing": [],
        "microsoft_defender": [],
        "aci_connector_linux": [],
        "service_mesh_profile": [],
        "key_management_service": [],
    }
    secrets = block(found, THIS, "key_vault_secrets_provider")
    assert picked(secrets, "secret_rotation_enabled", "secret_rotation_interval") == {
        "secret_rotation_enabled": True,
        "secret_rotation_interval": "2m",
    }
    agent = block(found, THIS, "oms_agent")
    assert picked(agent, "log_analytics_workspace_id", "msi_auth_for_monitoring_enabled") == {
        "log_analytics_workspace_id": WORKSPACE,
        "msi_auth_for_monitoring_enabled": True,
    }
    assert block(found, THIS, "monitor_metrics") is not None


@pytest.mark.parametrize(("keda", "vertical"), [(True, False), (False, True), (True, True)])
def test_add_ons_that_scale_workloads(keda: bool, vertical: bool) -> None:
    wanted = {"keda_enabled": keda, "vertical_pod_autoscaler_enabled": vertical}
    found = cluster(add_ons={"keda": keda, "vertical_pod_autoscaler": vertical})
    assert picked(block(found, THIS, "workload_autoscaler_profile"), *wanted) == wanted


def test_ingress_behind_an_internal_load_balancer() -> None:
    found = cluster(ingress="app_routing_internal")
    routing = block(found, THIS, "web_app_routing")
    assert picked(routing, "default_nginx_controller", "dns_zone_ids") == {
        "default_nginx_controller": "Internal",
        "dns_zone_ids": [],
    }


def test_defender_reports_to_the_workspace() -> None:
    found = cluster(add_ons={"defender": True})
    defender = block(found, THIS, "microsoft_defender")
    assert defender["log_analytics_workspace_id"] == WORKSPACE


def test_how_often_secrets_are_read_again() -> None:
    found = cluster(add_ons={"secret_rotation_interval": "10m"})
    provider = block(found, THIS, "key_vault_secrets_provider")
    assert picked(provider, "secret_rotation_interval") == {"secret_rotation_interval": "10m"}


def test_virtual_nodes_stand_in_a_subnet() -> None:
    found = cluster(network=FLAT, add_ons={"virtual_node_subnet": VIRTUAL_NODES})
    assert block(found, THIS, "aci_connector_linux")["subnet_name"] == "snet-virtual-nodes"
    role = values(found, "azurerm_role_assignment.virtual_nodes[0]")
    assert picked(role, "scope", "role_definition_name") == {
        "scope": VIRTUAL_NODES["id"],
        "role_definition_name": "Network Contributor",
    }


DRIVERS = {
    "disks": "disk_driver_enabled",
    "files": "file_driver_enabled",
    "blobs": "blob_driver_enabled",
    "snapshots": "snapshot_controller_enabled",
}


def test_storage_drivers_of_every_cluster() -> None:
    profile = block(cluster(), THIS, "storage_profile")
    assert picked(profile, *DRIVERS.values()) == {
        "disk_driver_enabled": True,
        "file_driver_enabled": True,
        "blob_driver_enabled": False,
        "snapshot_controller_enabled": True,
    }


@pytest.mark.parametrize("driver", DRIVERS)
def test_a_storage_driver_is_turned_on_and_off(driver: str) -> None:
    for on in (True, False):
        profile = block(cluster(storage_drivers={driver: on}), THIS, "storage_profile")
        assert profile[DRIVERS[driver]] is on


@pytest.mark.parametrize("internal", [True, False])
def test_a_mesh_without_a_gateway_to_the_internet(internal: bool) -> None:
    mesh: Mapping[str, Value] = {"revisions": ["asm-1-28"], "internal_gateway": internal}
    profile = block(cluster(service_mesh=mesh), THIS, "service_mesh_profile")
    assert picked(
        profile,
        *("mode", "revisions", "internal_ingress_gateway_enabled"),
        *("external_ingress_gateway_enabled", "certificate_authority"),
    ) == {
        "mode": "Istio",
        "revisions": ["asm-1-28"],
        "internal_ingress_gateway_enabled": internal,
        "external_ingress_gateway_enabled": False,
        "certificate_authority": [],
    }


def test_a_mesh_with_an_authority_of_ones_own_while_a_newer_revision_is_tried() -> None:
    found = cluster(
        service_mesh={
            "revisions": ["asm-1-27", "asm-1-28"],
            "internal_gateway": True,
            "certificate_authority": AUTHORITY,
        }
    )
    profile = block(found, THIS, "service_mesh_profile")
    assert profile["revisions"] == ["asm-1-27", "asm-1-28"]
    assert profile["certificate_authority"] == [AUTHORITY]


@pytest.mark.parametrize(
    ("access", "server"),
    [("Public", PRIVATE), ("Private", {**PRIVATE, "access": "vnet_integration", "subnet_id": API})],
)
def test_a_key_of_the_customers_encrypts_etcd(access: str, server: Mapping[str, Value]) -> None:
    service = {"key_vault_key_id": KEY, "key_vault_network_access": access}
    found = cluster(key_management_service=service, api_server=server)
    assert picked(block(found, THIS, "key_management_service"), *service) == service


def test_a_key_of_the_customers_encrypts_disks() -> None:
    identity = (
        f"{VAULT_ID.partition('/providers')[0]}/providers/Microsoft.Compute/diskEncryptionSets/x"
    )
    assert not values(cluster(), THIS)["disk_encryption_set_id"]
    found = cluster(disk_encryption_set_id=identity)
    assert values(found, THIS)["disk_encryption_set_id"] == identity


REFUSED: list[tuple[Mapping[str, Value], str]] = [
    ({"ingress": "nginx"}, "The ingress is none or app_routing_internal"),
    (
        {"add_ons": {"virtual_node_subnet": VIRTUAL_NODES}},
        "Virtual nodes need pods with addresses of the network",
    ),
    *(
        (
            {"service_mesh": {"revisions": revisions, "internal_gateway": True}},
            "A mesh has one revision",
        )
        for revisions in ([], ["asm-1-26", "asm-1-27", "asm-1-28"])
    ),
    (
        {"key_management_service": {"key_vault_key_id": KEY, "key_vault_network_access": "None"}},
        "key_vault_network_access is Private or Public",
    ),
    (
        {
            "key_management_service": {
                "key_vault_key_id": KEY,
                "key_vault_network_access": "Private",
            }
        },
        "A private vault needs the API server in the network: vnet_integration",
    ),
]


@pytest.mark.parametrize(("bad", "message"), REFUSED)
def test_what_the_module_refuses(bad: Mapping[str, Value], message: str) -> None:
    assert message in refusal("kubernetes_cluster", {**CLUSTER, **bad})
