"""What stands around a cluster: where images are copied, which subnets, which deviations."""

# ruff: noqa: E501 - a table is easier to read with one case on a line

from __future__ import annotations

from typing import Any

import pytest

from landsmith.resolve.cluster.ingress import gateway_subnets, is_public
from landsmith.resolve.cluster.registry import replicas
from landsmith.resolve.deviations import sources
from landsmith.resolve.deviations.surroundings import surrounding_differences
from landsmith.resolve.platform.hubs import given_ids
from strategies import SELF_HOSTED, Json, changed, entry, model, small, uuid, with_all, zone

SECOND = ("secondary_region", {"region": "northeurope", "supernets": ["10.80.0.0/16"]})
AWAY = ("landing_zones.1", entry("pay", 5, region="secondary"))
GATEWAY: Json = {
    "kind": "application_gateway",
    "hosts": ["shop.example.com"],
    "certificate": {"name": "shop"},
}
CONTAINERS: Json = {"kind": "application_gateway_for_containers"}
AT = ("landing_zones", 0)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], [()]),
        ([SECOND], [()]),
        ([SECOND, AWAY], [("northeurope",), ("westeurope",)]),
        ([SECOND, AWAY, ("landing_zones.0.registry.replicas", [])], [(), ("westeurope",)]),
        ([SECOND, AWAY, ("landing_zones.0.environment", "test")], [(), ()]),
        ([SECOND, AWAY, ("landing_zones.0.environment", "preprod")], [("northeurope",), ("westeurope",)]),
        ([("landing_zones.0.registry.replicas", ["uksouth", "francecentral"])], [("francecentral", "uksouth")]),
    ],
)  # fmt: skip
def test_images_are_copied_to_where_landing_zones_stand(
    changes: list[tuple[str, Any]], expected: list[tuple[str, ...]]
) -> None:
    file = model(with_all(*changes))
    assert [replicas(file, one) for one in file.landing_zones] == expected


@pytest.mark.parametrize(
    ("ingress", "subnets", "public"),
    [
        ({"kind": "none"}, {}, False),
        ({"kind": "app_routing_internal"}, {}, False),
        (GATEWAY, {"application-gateway": 24}, False),
        (GATEWAY | {"frontend": "public"}, {"application-gateway": 24}, True),
        (GATEWAY | {"subnet_prefix_length": 26}, {"application-gateway": 26}, False),
        (CONTAINERS, {"gateway-for-containers": 24}, True),
    ],
)
def test_a_gateway_has_a_subnet_of_its_own(
    ingress: Json, subnets: dict[str, int], public: bool
) -> None:
    (one,) = model(changed("landing_zones.0.ingress", ingress)).landing_zones
    assert gateway_subnets(one) == subnets
    assert is_public(one) == public


def test_a_gateways_subnet_is_allocated_and_the_spoke_grows_with_it() -> None:
    found = zone(changed("landing_zones.0.ingress", GATEWAY))
    assert found.addresses["shop-prod"].prefixlen == 23
    assert found.addresses["shop-prod/application-gateway"].prefixlen == 24
    assert found.name("shop-prod/subnet/application-gateway") == "snet-shop-application-gateway-prod-we-001"  # fmt: skip


KEYS: Json = {"disks": "customer_key", "rotation_days": None}
CASES: dict[str, tuple[list[tuple[str, Any]], str, str, str]] = {
    "registry.quarantine": ([("landing_zones.0.registry.quarantine", True)], "true", "false", sources.QUARANTINE),
    "registry.replicas": ([SECOND, AWAY, ("landing_zones.0.registry.replicas", [])], "none", "northeurope", "aks:bc-dr-registry-geo-replication"),
    "vault.retention_days": ([("landing_zones.0.vault.retention_days", 30)], "30", "90", "aks:cluster-security-key-vault"),
    "encryption.rotation_days": ([("landing_zones.0.encryption", KEYS)], "null", "365", "aks:cluster-security-etcd-encryption-cmk"),
    "ingress.backend.protocol": ([("landing_zones.0.ingress", GATEWAY | {"backend": {"protocol": "Http"}})], "Http", "Https", sources.END_TO_END),
    "ingress.min_capacity": ([("landing_zones.0.ingress", GATEWAY | {"min_capacity": 1})], "1", "2 or more", "aks:bc-dr-availability-zones"),
    "ingress.subnet_prefix_length": ([("landing_zones.0.ingress", GATEWAY | {"subnet_prefix_length": 26})], "26", "24", sources.SUBNET_SIZE),
    "ingress.tls_policy": ([("landing_zones.0.ingress", GATEWAY | {"tls_policy": "AppGwSslPolicy20220101"})], "AppGwSslPolicy20220101", "AppGwSslPolicy20220101S", "CKV_AZURE_218"),
    "ingress.waf.mode": ([("landing_zones.0.ingress", GATEWAY | {"waf": {"mode": "Detection"}})], "Detection", "Prevention", "aks:networking-web-application-firewall"),
    "ingress.waf": ([("landing_zones.0.ingress", CONTAINERS | {"waf": None})], "null", "a firewall in Prevention", "aks:networking-web-application-firewall"),
}  # fmt: skip


@pytest.mark.parametrize("setting", CASES)
def test_a_deviation_is_found(setting: str) -> None:
    changes, chosen, recommended, source = CASES[setting]
    file = model(with_all(*changes))
    path = "landing_zones.shop-prod"
    found = list(surrounding_differences(file, file.landing_zones[0], path, AT))
    loc = (*AT, *setting.split("."))
    assert [tuple(one) for one in found] == [
        (f"{path}.{setting}", loc, chosen, recommended, source)
    ]


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [SECOND, AWAY],
        [("landing_zones.0.ingress", GATEWAY)],
        [("landing_zones.0.ingress", CONTAINERS)],
        [("landing_zones.0.ingress", {"kind": "app_routing_internal"})],
        [("landing_zones.0.encryption", {"disks": "customer_key"})],
        [("landing_zones.0.encryption.rotation_days", None)],
        [SECOND, AWAY, ("landing_zones.0.registry.replicas", ["uksouth", "northeurope"])],
    ],
)
def test_best_practice_does_not_deviate(changes: list[tuple[str, Any]]) -> None:
    file = model(with_all(*changes))
    assert list(surrounding_differences(file, file.landing_zones[0], "x", AT)) == []


def test_each_name_is_made_only_where_something_bears_it() -> None:
    before = {name for name in zone(small()).names if name.startswith("shop-prod/")}
    chosen = {
        "orders": {"namespace": "shop", "service_account": "orders", "roles": []},
    }
    file = with_all(
        ("landing_zones.0.identities", chosen),
        ("landing_zones.0.ingress", GATEWAY),
        ("landing_zones.0.encryption", KEYS),
        SELF_HOSTED,
    )
    after = {name for name in zone(file).names if name.startswith("shop-prod/")}
    assert before < after
    assert sorted(name.removeprefix("shop-prod/") for name in after - before) == [
        "application_gateway",
        "disk_encryption_set",
        "key_vault/keys",
        "key_vault_key/disks",
        "network_interface/keys",
        "network_security_group/application-gateway",
        "private_endpoint/keys",
        "subnet/application-gateway",
        "user_assigned_identity/disks",
        "user_assigned_identity/ingress",
        "user_assigned_identity/workload-orders",
        "web_application_firewall_policy",
    ]
    assert zone(file).name("shop-prod/key_vault/keys") != zone(file).name("shop-prod/key_vault")


def test_a_landing_zones_given_ids_are_known() -> None:
    vault = f"/subscriptions/{uuid(9)}/resourceGroups/rg-x/providers/Microsoft.KeyVault/vaults/kv-x"
    role = {"role": "Key Vault Reader", "on": vault.replace("kv-x", "kv-y")}
    chosen = {"orders": {"namespace": "shop", "service_account": "orders", "roles": [role]}}
    certificate = {"name": "shop", "vault_id": vault}
    file = with_all(
        ("landing_zones.0.identities", chosen),
        ("landing_zones.0.ingress", GATEWAY | {"certificate": certificate}),
    )
    assert [one.rsplit("/", 1)[1] for one in given_ids(model(file))] == ["kv-x", "kv-y"]
