"""What a landing zone's choices around its cluster add to its root, and in which order."""

from __future__ import annotations

from typing import Any

import pytest

from cluster_cases import workload
from landsmith.calls.model import ModuleCall, Ref, Root, Value
from landsmith.compose.cluster import encryption
from landsmith.compose.cluster.registry import condition
from landsmith.compose.roots import compose
from strategies import SELF_HOSTED, Json, entry, small, uuid, with_all, zone

SHOP = "landing_zones.0"
GATEWAY: Json = {
    "kind": "application_gateway",
    "hosts": ["shop.example.com"],
    "certificate": {"name": "shop"},
}
INTEGRATED = (f"{SHOP}.aks.network.api_server.access", "vnet_integration")
KEPT: Json = {"disks": "customer_key", "rotation_days": None}


def root(*changes: tuple[str, Any], name: str = "50-shop-prod") -> Root:
    """Return a root of a small landing zone with runners of its own and some changes."""
    (found,) = [one for one in compose(zone(with_all(SELF_HOSTED, *changes))) if one.name == name]
    return found


def call(found: Root, name: str) -> ModuleCall:
    """Return a call of a root."""
    (one,) = [item for item in found.calls if item.name == name]
    return one


def added(*changes: tuple[str, Any]) -> list[str]:
    """Return the calls that changes add to the root of the landing zone."""
    before = {one.name for one in root().calls}
    return [one.name for one in root(*changes).calls if one.name not in before]


def described(found: Root, name: str, key: str) -> Any:  # noqa: ANN401
    """Return an input of a call."""
    return call(found, name).inputs[key]


def grants(found: Root, name: str) -> dict[str, tuple[Any, Any, Any]]:
    """Return the role assignments of a call: scope, role and principal, by key."""
    assignments = described(found, name, "assignments")
    names = ("scope", "role_definition_name", "principal_id")
    return {key: tuple(given[part] for part in names) for key, given in assignments.items()}


# Registry and vault


def test_what_is_best_is_not_said() -> None:
    assert set(call(root(), "registry").inputs) == {
        *("name", "location", "resource_group_name", "zone_redundancy_enabled"),
        *("private_endpoint", "log_analytics_workspace_id", "tags"),
    }
    assert set(call(root(), "vault").inputs) == {
        *("name", "location", "resource_group_name", "tenant_id"),
        *("private_endpoint", "log_analytics_workspace_id", "tags"),
    }


def test_a_registrys_choices_reach_its_module() -> None:
    chosen = {
        "retention_days": 30,
        "quarantine": True,
        "replicas": ["uksouth", "canadaeast"],
        "permissions": "repository",
        "trusted_services": False,
        "cache": {"redis": {"source": "docker.io/library/redis", "target": "redis"}},
    }
    allowed = ("policy.allowed_regions", ["westeurope", "uksouth", "canadaeast"])
    inputs = call(root((f"{SHOP}.registry", chosen), allowed), "registry").inputs
    expected: dict[str, Value] = {
        "retention_in_days": 30,
        "quarantine_policy_enabled": True,
        "role_assignment_mode": "AbacRepositoryPermissions",
        "network_rule_bypass_option": "None",
        "cache_rules": {
            "redis": {"source_repo": "docker.io/library/redis", "target_repo": "redis"}
        },
        "replicas": {
            "canadaeast": {"zone_redundancy_enabled": False},
            "uksouth": {"zone_redundancy_enabled": True},
        },
    }
    assert {key: inputs[key] for key in expected} == expected


def test_landing_zones_of_two_regions_copy_their_images_to_each_other() -> None:
    changes = [
        ("secondary_region", {"region": "northeurope", "supernets": ["10.80.0.0/16"]}),
        ("landing_zones.1", entry("pay", 5, region="secondary")),
    ]
    copied = {"zone_redundancy_enabled": True}
    assert described(root(*changes), "registry", "replicas") == {"northeurope": copied}
    other = root(*changes, name="50-pay-prod")
    assert described(other, "registry", "replicas") == {"westeurope": copied}


@pytest.mark.parametrize(
    ("permissions", "pull", "push"),
    [
        ("registry", "AcrPull", "AcrPush"),
        (
            "repository",
            "Container Registry Repository Reader",
            "Container Registry Repository Writer",
        ),
    ],
)
def test_roles_are_those_that_the_registry_heeds(permissions: str, pull: str, push: str) -> None:
    found = root(
        (f"{SHOP}.registry.permissions", permissions),
        (f"{SHOP}.registry.push", {"build": {"object_id": uuid(9)}}),
    )
    assert grants(found, "cluster_roles")["pull-images"][1] == pull
    assert grants(found, "registry_push") == {"build": (Ref("registry", "id"), push, uuid(9))}
    assert "condition" not in described(found, "registry_push", "assignments")["build"]


def test_a_build_pushes_to_its_own_repositories_alone() -> None:
    pusher = {"object_id": uuid(9), "type": "Group", "repositories": ["shop/", "base"]}
    found = root(
        (f"{SHOP}.registry.permissions", "repository"), (f"{SHOP}.registry.push.build", pusher)
    )
    given = described(found, "registry_push", "assignments")["build"]
    assert given["principal_type"] == "Group"
    assert given["condition"] == condition(("shop/", "base"))
    name = "@Request[Microsoft.ContainerRegistry/registries/repositories:name]"
    assert given["condition"].endswith(
        f"OR ({name} StringStartsWith 'shop/' OR {name} StringStartsWith 'base'))"
    )
    assert "repositories/content/write'}" in given["condition"]


def test_a_vaults_choices_reach_its_module() -> None:
    chosen = {"sku": "premium", "retention_days": 30, "trusted_services": False}
    inputs = call(root((f"{SHOP}.vault", chosen)), "vault").inputs
    expected: dict[str, Value] = {
        "sku_name": "premium",
        "soft_delete_retention_days": 30,
        "network_bypass": "None",
    }
    assert {key: inputs[key] for key in expected} == expected


# Keys


def test_the_key_of_disks_is_usable_before_the_first_disk() -> None:
    changes = (f"{SHOP}.encryption", KEPT)
    assert added(changes) == [
        "encryption_vault",
        "encryption_keys",
        "encryption_identity",
        "encryption_roles",
        "disk_encryption_set",
        "disk_encryption_role",
    ]
    found = root(changes)
    key = Ref("encryption_keys", "resource_ids", ("disks",))
    identity = Ref("encryption_identity", "principal_ids", ("disks",))
    assert grants(found, "encryption_roles") == {
        "disks": (key, "Key Vault Crypto Service Encryption User", identity)
    }
    assert call(found, "disk_encryption_set").depends_on == ("encryption_roles",)
    control_plane = Ref("cluster_identities", "principal_ids", ("control-plane",))
    assert grants(found, "disk_encryption_role") == {
        "control-plane": (Ref("disk_encryption_set", "id"), "Reader", control_plane)
    }


@pytest.mark.parametrize(("days", "output"), [(None, "ids"), (90, "versionless_ids")])
def test_a_set_follows_a_key_that_rotates(days: int | None, output: str) -> None:
    managed = {"os_disk_type": "Managed"}
    found = root(
        (f"{SHOP}.aks", {"system_pool": managed, "user_pools": {"user": managed}}),
        (f"{SHOP}.encryption", {"disks": "customer_key", "rotation_days": days}),
    )
    inputs = call(found, "disk_encryption_set").inputs
    assert inputs["auto_key_rotation_enabled"] == (days is not None)
    assert inputs["key_vault_key_id"] == Ref("encryption_keys", output, ("disks",))
    key = described(found, "encryption_keys", "keys")["disks"]
    assert key.get("rotation_days") == days


def test_the_cluster_uses_the_key_of_etcd_and_approves_its_endpoint() -> None:
    changes = [(f"{SHOP}.encryption", {"etcd": "customer_key", "key_type": "RSA-HSM"}), INTEGRATED]
    found = root(*changes)
    control_plane = Ref("cluster_identities", "principal_ids", ("control-plane",))
    key = Ref("encryption_keys", "resource_ids", ("etcd",))
    vault = Ref("encryption_vault", "id")
    assert grants(found, "encryption_roles") == {
        "etcd": (key, "Key Vault Crypto User", control_plane),
        "etcd-endpoint": (vault, "Key Vault Contributor", control_plane),
    }
    assert described(found, "encryption_vault", "sku_name") == "premium"
    assert described(found, "encryption_keys", "keys")["etcd"]["type"] == "RSA-HSM"


@pytest.mark.parametrize(
    ("chosen", "inputs", "before"),
    [
        ({}, set(), ()),
        (KEPT, {"disk_encryption_set_id"}, ("encryption_roles", "disk_encryption_role")),
        ({"etcd": "customer_key"}, {"key_management_service"}, ("encryption_roles",)),
        (
            KEPT | {"etcd": "customer_key"},
            {"disk_encryption_set_id", "key_management_service"},
            ("encryption_roles", "disk_encryption_role"),
        ),
    ],
)
def test_the_cluster_is_told_what_was_chosen(
    chosen: Json, inputs: set[str], before: tuple[str, ...]
) -> None:
    found = zone(with_all(SELF_HOSTED, (f"{SHOP}.encryption", chosen), INTEGRATED))
    (one,) = found.file.landing_zones
    told = encryption.cluster_inputs(found, one)
    assert set(told) == inputs
    assert encryption.before(one) == before
    if "key_management_service" in inputs:
        assert told["key_management_service"] == {
            "key_vault_key_id": Ref("encryption_keys", "ids", ("etcd",)),
            "key_vault_network_access": "Private",
        }


def test_pipelines_may_read_and_make_keys_once_a_subscription() -> None:
    changes = [
        (f"{SHOP}.encryption", KEPT),
        ("landing_zones.1", entry("pay", 4, encryption=KEPT)),
        ("landing_zones.2", entry("web", 5)),
    ]
    before = grants(root(name="10-governance"), "role_assignments")
    after = grants(root(*changes, name="10-governance"), "role_assignments")
    subscription = f"/subscriptions/{uuid(4)}"
    assert {key: after[key] for key in after if key not in before} == {
        f"{stage}-keys-shop-prod": (
            subscription,
            role,
            Ref("pipeline_identities", "principal_ids", (stage,)),
        )
        for stage, role in (("plan", "Key Vault Reader"), ("apply", "Key Vault Crypto Officer"))
    }


# Ingress


def test_a_private_gateway_reads_its_certificate_and_knows_the_controllers_address() -> None:
    changes = (f"{SHOP}.ingress", GATEWAY)
    assert added(changes) == [
        "web_application_firewall",
        "ingress_identity",
        "ingress_roles",
        "application_gateway",
    ]
    found = root(changes)
    identity = Ref("ingress_identity", "principal_ids", ("ingress",))
    assert grants(found, "ingress_roles") == {
        "certificate": (Ref("vault", "id"), "Key Vault Secrets User", identity)
    }
    gateway = call(found, "application_gateway")
    assert gateway.depends_on == ("ingress_roles", "dns_links")
    subnets = described(found, "spoke_network", "subnets")
    assert subnets["application-gateway"]["address_prefix"] == "10.64.2.0/24"
    assert subnets["application-gateway"]["delegation"] == "Microsoft.Network/applicationGateways"
    assert "inbound_rules" not in subnets["application-gateway"]
    assert gateway.inputs["private_ip_address"] == "10.64.2.254"
    assert subnets["ingress"]["address_prefix"] == "10.64.3.64/27"
    assert gateway.inputs["backend"] == {
        "address": "10.64.3.94",
        "protocol": "Https",
        "health_path": "/healthz",
        "timeout_in_seconds": 30,
    }
    vault = described(found, "vault", "name")
    secret = f"https://{vault}.vault.azure.net/secrets/shop"
    assert gateway.inputs["certificate_secret_id"] == secret


def test_a_certificate_and_a_root_of_another_vault() -> None:
    vault = f"/subscriptions/{uuid(9)}/resourceGroups/rg-x/providers/Microsoft.KeyVault/vaults/kv-x"
    chosen = GATEWAY | {
        "certificate": {"name": "shop", "vault_id": vault},
        "backend": {"host_name": "in.example.com", "root_certificate": "root"},
    }
    found = root((f"{SHOP}.ingress", chosen))
    assert grants(found, "ingress_roles")["certificate"][0] == vault
    inputs = call(found, "application_gateway").inputs
    secrets = "https://kv-x.vault.azure.net/secrets"
    assert inputs["certificate_secret_id"] == f"{secrets}/shop"
    backend = described(found, "application_gateway", "backend")
    assert backend["host_name"] == "in.example.com"
    assert backend["root_certificate_secret_id"] == f"{secrets}/root"


@pytest.mark.parametrize(("ddos", "mode"), [("none", None), ("per_ip", "Enabled")])
def test_a_public_gateway_lets_the_internet_and_its_managers_in(
    ddos: str, mode: str | None
) -> None:
    found = root(
        (f"{SHOP}.ingress", GATEWAY | {"frontend": "public"}),
        (f"{SHOP}.archetype", "online"),
        ("management_groups.hierarchy", "alz"),
        ("network.egress", "firewall_standard"),
        ("network.ddos", ddos),
    )
    inputs = call(found, "application_gateway").inputs
    assert inputs["public_ip_name"] == "pip-shop-ingress-prod-we-001"
    assert inputs.get("ddos_protection_mode") == mode
    assert "private_ip_address" not in inputs
    subnet = described(found, "spoke_network", "subnets")["application-gateway"]
    assert subnet["delegation"] == "Microsoft.Network/applicationGateways"
    assert "routed" not in subnet
    rules = subnet["inbound_rules"]
    assert {
        name: (rule["source_address_prefix"], rule["ports"]) for name, rule in rules.items()
    } == {
        "AllowGatewayManagerInbound": ("GatewayManager", ["65200-65535"]),
        "AllowWebInbound": ("Internet", ["443"]),
    }


@pytest.mark.parametrize("waf", [True, False])
def test_a_gateway_for_containers_has_a_controller_of_its_own(waf: bool) -> None:
    chosen: Json = {"kind": "application_gateway_for_containers"} | ({} if waf else {"waf": None})
    changes = [
        (f"{SHOP}.ingress", chosen),
        (f"{SHOP}.archetype", "online"),
        ("management_groups.hierarchy", "alz"),
    ]
    assert [name for name in added(*changes) if name in ADDED] == list(ADDED[not waf :])
    found = root(*changes)
    subnet = described(found, "spoke_network", "subnets")["gateway-for-containers"]
    assert subnet["delegation"] == "Microsoft.ServiceNetworking/trafficControllers"
    assert subnet["address_prefix"].endswith("/24")
    credentials = described(found, "ingress_identity", "identities")["ingress"]
    assert credentials["federated_credentials"]["kubernetes"] == {
        "name": "kubernetes",
        "issuer": Ref("cluster", "oidc_issuer_url"),
        "subject": "system:serviceaccount:azure-alb-system:alb-controller-sa",
    }
    nodes = f"/subscriptions/{uuid(4)}/resourceGroups/rg-shop-nodes-prod-we-001"
    assert {key: given[:2] for key, given in grants(found, "ingress_roles").items()} == {
        "configuration": (
            Ref("cluster_resource_group", "id"),
            "AppGw for Containers Configuration Manager",
        ),
        "nodes": (nodes, "Reader"),
        "subnet": (
            Ref("spoke_network", "subnet_ids", ("gateway-for-containers",)),
            "Network Contributor",
        ),
    }
    assert call(found, "ingress_roles").depends_on == ("cluster",)
    assert ("security_policy" in call(found, "gateway_for_containers").inputs) == waf
    assert {one.name for one in found.outputs} >= {
        "ingress_gateway_id",
        "ingress_host_name",
        "ingress_controller_client_id",
    }


ADDED = (
    "web_application_firewall",
    "gateway_for_containers",
    "ingress_identity",
    "ingress_roles",
)


# Identities


def test_a_workload_identity_trusts_one_service_account_and_holds_its_roles() -> None:
    storage = (
        f"/subscriptions/{uuid(9)}/resourceGroups/rg-x"
        "/providers/Microsoft.Storage/storageAccounts/stx"
    )
    roles = [
        {"role": "Key Vault Secrets User", "on": "vault"},
        {"role": "AcrPull", "on": "registry"},
        {"role": "Storage Blob Data Reader", "on": storage},
    ]
    orders = {"namespace": "shop", "service_account": "orders", "roles": roles}
    changes = (f"{SHOP}.identities", {"orders": orders})
    assert added(changes) == ["workload_identities", "workload_roles"]
    found = root(changes)
    identity = described(found, "workload_identities", "identities")["orders"]
    assert identity == {
        "name": "id-shop-workload-orders-prod-we-001",
        "federated_credentials": {
            "kubernetes": {
                "name": "kubernetes",
                "issuer": Ref("cluster", "oidc_issuer_url"),
                "subject": "system:serviceaccount:shop:orders",
            }
        },
    }
    principal = Ref("workload_identities", "principal_ids", ("orders",))
    given = grants(found, "workload_roles")
    assert list(given.values()) == [
        (Ref("vault", "id"), "Key Vault Secrets User", principal),
        (Ref("registry", "id"), "AcrPull", principal),
        (storage, "Storage Blob Data Reader", principal),
    ]
    assert list(given)[:2] == [
        "orders-key-vault-secrets-user-vault",
        "orders-acrpull-registry",
    ]
    assert [one.value for one in found.outputs if one.name == "workload_identity_client_ids"] == [
        Ref("workload_identities", "client_ids")
    ]


def test_an_identity_trusts_keda_where_its_workload_scales_by_events() -> None:
    trigger = {"type": "azure-servicebus", "metadata": {"queueName": "orders"}}
    scaling = {"kind": "events", "max_replicas": 10, "triggers": [trigger]}
    team = {
        "name": "shop",
        "workloads": [
            workload("orders", identity="orders", scaling=scaling),
            workload("bills", identity="bills"),
        ],
    }
    found = root(
        (f"{SHOP}.identities.orders", {"namespace": "shop", "service_account": "orders"}),
        (f"{SHOP}.identities.bills", {"namespace": "shop", "service_account": "bills"}),
        (f"{SHOP}.aks.keda", True),
        (f"{SHOP}.teams", [team]),
    )
    identities = described(found, "workload_identities", "identities")
    assert set(identities["bills"]["federated_credentials"]) == {"kubernetes"}
    assert identities["orders"]["federated_credentials"]["keda"] == {
        "name": "keda",
        "issuer": Ref("cluster", "oidc_issuer_url"),
        "subject": "system:serviceaccount:kube-system:keda-operator",
    }


def test_an_identity_without_roles_has_none() -> None:
    orders = {"namespace": "shop", "service_account": "orders"}
    assert added((f"{SHOP}.identities", {"orders": orders})) == ["workload_identities"]


def test_nothing_chosen_adds_nothing() -> None:
    names = {one.name for one in compose(zone(small()))[-1].calls}
    assert not names & {*ADDED, "application_gateway", "encryption_vault", "workload_identities"}
