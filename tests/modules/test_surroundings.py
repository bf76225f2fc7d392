"""What the modules around a cluster plan for each option, and which inputs each of them refuses."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from landsmith.calls.model import Value
from landsmith.terraform.binary import TerraformFailedError
from landsmith.terraform.plan import Plan
from modules.harness import SUBSCRIPTION, addresses, plan, values
from modules.test_network import GUARDED, SUBNET, VNET
from modules.test_workload import (
    HERE,
    IDENTITIES,
    LOGGED,
    NETWORK,
    REGISTRY,
    SUBNETS,
    TAGS,
    VAULT,
    assert_logs,
    block,
    picked,
    told,
)

GATEWAY = "azurerm_application_gateway.this"
FIREWALL = "azurerm_web_application_firewall_policy.this"
POLICY_ID = f"{NETWORK}/applicationGatewayWebApplicationFirewallPolicies/waf-x"
VAULT_ID = (
    f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-x"
)
KEY = "https://kv-x.vault.azure.net/keys/key-disks"

WAF: Mapping[str, Value] = {**HERE, "name": "waf-x"}
APPLICATION_GATEWAY: Mapping[str, Value] = {
    **LOGGED,
    "name": "agw-x",
    "subnet_id": f"{SUBNETS}/snet-gateway",
    "zones": ["1", "2", "3"],
    "identity_id": f"{IDENTITIES}/id-ingress",
    "private_ip_address": "10.0.0.254",
    "hosts": ["shop.example.com"],
    "certificate_secret_id": "https://kv-x.vault.azure.net/secrets/shop",
    "backend": {"address": "10.0.1.30"},
    "firewall_policy_id": POLICY_ID,
}
PUBLIC: Mapping[str, Value] = {"private_ip_address": None, "public_ip_name": "pip-x"}
CONTAINERS: Mapping[str, Value] = {
    **LOGGED,
    "name": "agc-x",
    "frontend_name": "fe-x",
    "association_name": "as-x",
    "subnet_id": f"{SUBNETS}/snet-containers",
}
KEYS: Mapping[str, Value] = {
    "key_vault_id": VAULT_ID,
    "keys": {"etcd": {"name": "key-etcd"}},
    "tags": TAGS,
}
DISKS: Mapping[str, Value] = {
    **HERE,
    "name": "des-x",
    "identity_id": f"{IDENTITIES}/id-disks",
    "key_vault_key_id": KEY,
}


# Registry and vault


def test_registry_with_copies_in_further_regions() -> None:
    copies: Value = {
        "uksouth": {"zone_redundancy_enabled": True},
        "northeurope": {"zone_redundancy_enabled": True},
        "northcentralus": {"zone_redundancy_enabled": False},
    }
    found = plan("container_registry", {**REGISTRY, "replicas": copies})
    replicas = values(found, "azurerm_container_registry.this")["georeplications"]
    assert isinstance(replicas, list)
    assert replicas == [
        {
            "location": region,
            "zone_redundancy_enabled": zones,
            "global_endpoint_routing_enabled": True,
            "tags": TAGS,
        }
        for region, zones in (
            ("northcentralus", False),
            ("northeurope", True),
            ("uksouth", True),
        )
    ]


def test_registry_with_permissions_for_repositories_quarantine_and_no_way_past_the_network() -> (
    None
):
    chosen: Mapping[str, Value] = {
        "role_assignment_mode": "AbacRepositoryPermissions",
        "quarantine_policy_enabled": True,
        "network_rule_bypass_option": "None",
    }
    found = plan("container_registry", {**REGISTRY, **chosen})
    assert told(found, "azurerm_container_registry.this", *chosen) == chosen


def test_registry_that_keeps_copies_of_approved_upstreams() -> None:
    rules: Value = {"dotnet": {"source_repo": "mcr.microsoft.com/dotnet/*", "target_repo": "net/*"}}
    found = plan("container_registry", {**REGISTRY, "cache_rules": rules})
    rule = 'azurerm_container_registry_cache_rule.this["dotnet"]'
    assert told(found, rule, "name", "source_repo", "target_repo") == {
        "name": "cache-dotnet",
        "source_repo": "mcr.microsoft.com/dotnet/*",
        "target_repo": "net/*",
    }


def test_vault_that_keeps_keys_in_hardware_and_forgets_sooner() -> None:
    chosen: Mapping[str, Value] = {"sku_name": "premium", "soft_delete_retention_days": 7}
    found = plan("key_vault", {**VAULT, **chosen, "network_bypass": "None"})
    assert told(found, "azurerm_key_vault.this", *chosen) == chosen
    assert block(found, "azurerm_key_vault.this", "network_acls")["bypass"] == "None"


# Keys


def test_key_without_rotation_has_no_policy_and_no_end() -> None:
    found = plan("key_vault_keys", KEYS)
    key = 'azurerm_key_vault_key.this["etcd"]'
    assert addresses(found) == [key]
    names = ("name", "key_vault_id", "key_type", "key_size", "key_opts", "expiration_date", "tags")
    assert told(found, key, *names) == {
        "name": "key-etcd",
        "key_vault_id": VAULT_ID,
        "key_type": "RSA",
        "key_size": 3072,
        "key_opts": ["decrypt", "encrypt", "unwrapKey", "wrapKey"],
        "expiration_date": None,
        "tags": TAGS,
    }
    assert values(found, key)["rotation_policy"] == []


def test_key_in_hardware_that_key_vault_rotates() -> None:
    chosen: Value = {
        "disks": {"name": "key-disks", "type": "RSA-HSM", "size": 4096, "rotation_days": 90}
    }
    found = plan("key_vault_keys", {**KEYS, "keys": chosen})
    key = 'azurerm_key_vault_key.this["disks"]'
    assert told(found, key, "key_type", "key_size") == {"key_type": "RSA-HSM", "key_size": 4096}
    policy = block(found, key, "rotation_policy")
    assert policy["expire_after"] is None
    assert policy["automatic"][0]["time_after_creation"] == "P90D"


@pytest.mark.parametrize(("rotates", "key"), [(True, KEY), (False, f"{KEY}/{'0' * 32}")])
def test_disk_encryption_set_follows_its_key_or_stays(rotates: bool, key: str) -> None:
    more: Mapping[str, Value] = {"auto_key_rotation_enabled": rotates, "key_vault_key_id": key}
    found = plan("disk_encryption_set", {**DISKS, **more})
    this = "azurerm_disk_encryption_set.this"
    assert addresses(found) == [this]
    assert told(found, this, "name", "encryption_type", *more) == {
        "name": "des-x",
        "encryption_type": "EncryptionAtRestWithCustomerKey",
        **more,
    }
    assert picked(block(found, this, "identity"), "type", "identity_ids") == {
        "type": "UserAssigned",
        "identity_ids": [f"{IDENTITIES}/id-disks"],
    }


# Ingress


def test_firewall_blocks_with_the_default_rule_set_and_the_bot_managers() -> None:
    found = plan("web_application_firewall_policy", WAF)
    assert addresses(found) == [FIREWALL]
    settings = block(found, FIREWALL, "policy_settings")
    names = ("enabled", "mode", "request_body_check", "max_request_body_size_in_kb")
    assert picked(settings, *names, "file_upload_limit_in_mb") == {
        "enabled": True,
        "mode": "Prevention",
        "request_body_check": True,
        "max_request_body_size_in_kb": 128,
        "file_upload_limit_in_mb": 100,
    }
    sets = block(found, FIREWALL, "managed_rules")["managed_rule_set"]
    assert [(item["type"], item["version"]) for item in sets] == [
        ("Microsoft_DefaultRuleSet", "2.1"),
        ("Microsoft_BotManagerRuleSet", "1.1"),
    ]


def test_firewall_that_only_logs_and_lets_more_through() -> None:
    more: Mapping[str, Value] = {
        "mode": "Detection",
        "max_request_body_in_kb": 2000,
        "file_upload_limit_in_mb": 500,
    }
    settings = block(
        plan("web_application_firewall_policy", {**WAF, **more}), FIREWALL, "policy_settings"
    )
    names = ("mode", "max_request_body_size_in_kb", "file_upload_limit_in_mb")
    assert picked(settings, *names) == {
        "mode": "Detection",
        "max_request_body_size_in_kb": 2000,
        "file_upload_limit_in_mb": 500,
    }


def gateway(**changes: Value) -> Plan:
    """Return the plan of a gateway with some other inputs."""
    return plan("application_gateway", {**APPLICATION_GATEWAY, **changes})


def test_private_gateway_listens_by_https_alone_at_an_address_of_its_subnet() -> None:
    found = gateway()
    assert addresses(found) == [GATEWAY, "azurerm_monitor_diagnostic_setting.gateway[0]"]
    assert told(found, GATEWAY, "name", "zones", "firewall_policy_id", "http2_enabled", "tags") == {
        "name": "agw-x",
        "zones": ["1", "2", "3"],
        "firewall_policy_id": POLICY_ID,
        "http2_enabled": True,
        "tags": TAGS,
    }
    assert picked(block(found, GATEWAY, "sku"), "name", "tier") == {
        "name": "WAF_v2",
        "tier": "WAF_v2",
    }
    frontend = block(found, GATEWAY, "frontend_ip_configuration")
    names = ("private_ip_address", "private_ip_address_allocation", "subnet_id")
    assert picked(frontend, *names) == {
        "private_ip_address": "10.0.0.254",
        "private_ip_address_allocation": "Static",
        "subnet_id": f"{SUBNETS}/snet-gateway",
    }
    assert frontend["public_ip_address_id"] is None
    assert block(found, GATEWAY, "frontend_port")["port"] == 443
    listener = block(found, GATEWAY, "http_listener")
    assert picked(listener, "protocol", "host_names") == {
        "protocol": "Https",
        "host_names": ["shop.example.com"],
    }
    policy = block(found, GATEWAY, "ssl_policy")
    assert policy["policy_name"] == "AppGwSslPolicy20220101S"
    assert_logs(found, "gateway[0]")


def test_gateway_sends_requests_to_the_clusters_controller_by_https() -> None:
    found = gateway()
    assert block(found, GATEWAY, "backend_address_pool")["ip_addresses"] == ["10.0.1.30"]
    settings = block(found, GATEWAY, "backend_http_settings")
    assert picked(settings, "protocol", "port", "request_timeout", "host_name") == {
        "protocol": "Https",
        "port": 443,
        "request_timeout": 30,
        "host_name": None,
    }
    probe = block(found, GATEWAY, "probe")
    assert picked(probe, "protocol", "host", "path") == {
        "protocol": "Https",
        "host": "shop.example.com",
        "path": "/healthz",
    }
    assert values(found, GATEWAY)["trusted_root_certificate"] == []


def test_gateway_to_a_controller_with_a_private_certificate() -> None:
    backend: Mapping[str, Value] = {
        "address": "10.0.1.30",
        "host_name": "ingress.internal.example.com",
        "root_certificate_secret_id": "https://kv-x.vault.azure.net/secrets/root",
        "health_path": "/ready",
        "timeout_in_seconds": 60,
    }
    found = gateway(backend=backend, hosts=["*.example.com"])
    root = block(found, GATEWAY, "trusted_root_certificate")
    assert root["key_vault_secret_id"] == backend["root_certificate_secret_id"]
    settings = block(found, GATEWAY, "backend_http_settings")
    assert picked(settings, "host_name", "trusted_root_certificate_names", "request_timeout") == {
        "host_name": "ingress.internal.example.com",
        "trusted_root_certificate_names": ["backend"],
        "request_timeout": 60,
    }
    probe = block(found, GATEWAY, "probe")
    assert picked(probe, "host", "path") == {
        "host": "ingress.internal.example.com",
        "path": "/ready",
    }


def test_gateway_to_a_controller_without_encryption() -> None:
    found = gateway(backend={"address": "10.0.1.30", "protocol": "Http"})
    settings = block(found, GATEWAY, "backend_http_settings")
    assert picked(settings, "protocol", "port") == {"protocol": "Http", "port": 80}


def test_public_gateway_with_an_address_of_its_own_ddos_protection() -> None:
    more: Mapping[str, Value] = {
        "ddos_protection_mode": "Enabled",
        "capacity": {"min": 0, "max": 125},
        "tls_policy": "AppGwSslPolicy20220101",
        "diagnostic_settings": False,
    }
    found = gateway(**PUBLIC, **more)
    assert addresses(found) == [GATEWAY, "azurerm_public_ip.this[0]"]
    names = ("name", "sku", "allocation_method", "zones", "ddos_protection_mode")
    assert told(found, "azurerm_public_ip.this[0]", *names) == {
        "name": "pip-x",
        "sku": "Standard",
        "allocation_method": "Static",
        "zones": ["1", "2", "3"],
        "ddos_protection_mode": "Enabled",
    }
    frontend = block(found, GATEWAY, "frontend_ip_configuration")
    assert frontend["subnet_id"] is None
    scale = block(found, GATEWAY, "autoscale_configuration")
    assert picked(scale, "min_capacity", "max_capacity") == {"min_capacity": 0, "max_capacity": 125}


def test_gateway_for_containers_with_a_firewall() -> None:
    security: Value = {"name": "sp-x", "firewall_policy_id": POLICY_ID}
    found = plan("application_gateway_for_containers", {**CONTAINERS, "security_policy": security})
    type_ = "azurerm_application_load_balancer"
    assert addresses(found) == [
        f"{type_}.this",
        f"{type_}_frontend.this",
        f"{type_}_security_policy.this[0]",
        f"{type_}_subnet_association.this",
        "azurerm_monitor_diagnostic_setting.gateway[0]",
    ]
    assert told(found, f"{type_}.this", "name", "tags") == {"name": "agc-x", "tags": TAGS}
    assert told(found, f"{type_}_frontend.this", "name") == {"name": "fe-x"}
    assert told(found, f"{type_}_subnet_association.this", "name", "subnet_id") == {
        "name": "as-x",
        "subnet_id": f"{SUBNETS}/snet-containers",
    }
    policy = f"{type_}_security_policy.this[0]"
    assert told(found, policy, "name", "web_application_firewall_policy_id") == {
        "name": "sp-x",
        "web_application_firewall_policy_id": POLICY_ID,
    }
    assert_logs(found, "gateway[0]")


def test_gateway_for_containers_without_firewall_and_with_a_policys_diagnostic_settings() -> None:
    found = plan("application_gateway_for_containers", {**CONTAINERS, "diagnostic_settings": False})
    assert addresses(found) == [
        "azurerm_application_load_balancer.this",
        "azurerm_application_load_balancer_frontend.this",
        "azurerm_application_load_balancer_subnet_association.this",
    ]


# Subnets


def test_subnet_of_a_gateway_lets_in_who_manages_it_and_who_uses_it() -> None:
    rules: Value = {
        "AllowGatewayManagerInbound": {
            "priority": 100,
            "source_address_prefix": "GatewayManager",
            "ports": ["65200-65535"],
        }
    }
    found = plan("virtual_network", {**VNET, "subnets": {"x": {**GUARDED, "inbound_rules": rules}}})
    rule = 'azurerm_network_security_rule.inbound["x/AllowGatewayManagerInbound"]'
    names = ("priority", "direction", "access", "protocol", "source_address_prefix")
    assert told(found, rule, *names, "destination_port_ranges") == {
        "priority": 100,
        "direction": "Inbound",
        "access": "Allow",
        "protocol": "Tcp",
        "source_address_prefix": "GatewayManager",
        "destination_port_ranges": ["65200-65535"],
    }


# Refusals

INBOUND: Mapping[str, Value] = {
    "priority": 100,
    "source_address_prefix": "Internet",
    "ports": ["443"],
}

BACKEND: Mapping[str, Value] = {"address": "10.0.1.30"}
REFUSED: list[tuple[str, Mapping[str, Value], Mapping[str, Value], str]] = [
    (
        "container_registry",
        REGISTRY,
        {"role_assignment_mode": "Abac"},
        "Expected LegacyRegistryPermissions or AbacRepositoryPermissions",
    ),
    (
        "container_registry",
        REGISTRY,
        {"network_rule_bypass_option": "Everybody"},
        "Expected AzureServices or None",
    ),
    (
        "container_registry",
        REGISTRY,
        {"replicas": {"westeurope": {"zone_redundancy_enabled": True}}},
        "own region needs no copy",
    ),
    (
        "container_registry",
        REGISTRY,
        {"cache_rules": {"A": {"source_repo": "a/b", "target_repo": "b"}}},
        "The name of a cache rule has 2 to 44 lower-case letters",
    ),
    (
        "container_registry",
        REGISTRY,
        {"cache_rules": {"ab": {"source_repo": "a/*", "target_repo": "b"}}},
        "both end with /*, or neither",
    ),
    (
        "virtual_network",
        VNET,
        {"subnets": {"x": {**SUBNET, "inbound_rules": {"a": INBOUND}}}},
        "Expected a network security group on a subnet with inbound_rules",
    ),
    (
        "virtual_network",
        VNET,
        {"subnets": {"x": {**GUARDED, "inbound_rules": {"a": {**INBOUND, "priority": 4095}}}}},
        "Expected priorities of inbound_rules from 100 to 4094",
    ),
    ("key_vault", VAULT, {"sku_name": "basic"}, "The vault is standard or premium"),
    ("key_vault", VAULT, {"soft_delete_retention_days": 6}, "can be recovered for 7 to 90 days"),
    ("key_vault", VAULT, {"network_bypass": "All"}, "Expected AzureServices or None"),
    (
        "key_vault_keys",
        KEYS,
        {"keys": {"a": {"name": "a", "type": "EC"}}},
        "The type of a key is RSA or RSA-HSM",
    ),
    (
        "key_vault_keys",
        KEYS,
        {"keys": {"a": {"name": "a", "size": 1024}}},
        "The size of a key is 2048, 3072 or 4096 bits",
    ),
    (
        "key_vault_keys",
        KEYS,
        {"keys": {"a": {"name": "a", "rotation_days": 7}}},
        "A key is rotated every 28 to 730 days",
    ),
    (
        "web_application_firewall_policy",
        WAF,
        {"mode": "Off"},
        "The mode is Prevention or Detection",
    ),
    (
        "web_application_firewall_policy",
        WAF,
        {"max_request_body_in_kb": 7},
        "The largest request body has 8 to 2000 KiB",
    ),
    (
        "web_application_firewall_policy",
        WAF,
        {"file_upload_limit_in_mb": 0},
        "The largest upload has 1 to 4000 MiB",
    ),
    *(
        ("application_gateway", APPLICATION_GATEWAY, bad, message)
        for bad, message in (
            ({"private_ip_address": "10.0.0"}, "The private address is an IPv4 address"),
            ({"private_ip_address": None}, "either a private address or a public one"),
            ({"public_ip_name": "pip-x"}, "either a private address or a public one"),
            ({"ddos_protection_mode": "Disabled"}, "Expected VirtualNetworkInherited or Enabled"),
            ({"capacity": {"min": 3, "max": 2}}, "min is not above max"),
            ({"hosts": []}, "A listener answers to one to five host names"),
            ({"certificate_secret_id": "https://kv/secrets/a/1"}, "without a version"),
            ({"tls_policy": "AppGwSslPolicy20150501"}, "The TLS policy is AppGwSslPolicy20220101"),
            ({"backend": {"address": "ingress"}}, "The backend's address is an IPv4 address"),
            ({"backend": {**BACKEND, "protocol": "Tcp"}}, "protocol is Https or Http"),
            (
                {
                    "backend": {
                        **BACKEND,
                        "protocol": "Http",
                        "root_certificate_secret_id": "https://kv/secrets/a",
                    }
                },
                "A root certificate belongs to the protocol Https",
            ),
            ({"hosts": ["*.example.com"]}, "Expected a host name of the backend"),
        )
    ),
]


@pytest.mark.parametrize(("module", "inputs", "changes", "message"), REFUSED)
def test_refusal(
    module: str, inputs: Mapping[str, Value], changes: Mapping[str, Value], message: str
) -> None:
    with pytest.raises(TerraformFailedError) as error:
        plan(module, {**inputs, **changes})
    assert message in " ".join(str(error.value).split())
