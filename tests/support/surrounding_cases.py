"""Landing-zone files with everything around a cluster, for each kind of gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from strategies import SSH_KEY, entry, uuid, with_all

if TYPE_CHECKING:
    from strategies import Json

GIVEN = f"/subscriptions/{uuid(4)}/resourceGroups/rg-given/providers"
GATEWAY: Json = {
    "kind": "application_gateway",
    "hosts": ["shop.example.com", "*.shop.example.com"],
    "certificate": {"name": "shop", "vault_id": f"{GIVEN}/Microsoft.KeyVault/vaults/kv-given"},
    "backend": {"root_certificate": "root"},
}
INGRESSES: dict[str, Json] = {
    "private": GATEWAY,
    "public": GATEWAY | {"frontend": "public"},
    "containers": {"kind": "application_gateway_for_containers"},
}
MANAGEMENT: Json = {"runners": "self_hosted", "jump_host": {"ssh_public_key": SSH_KEY}}
SURROUNDED: Json = {
    "archetype": "online",
    "registry": {
        "retention_days": 30,
        "permissions": "repository",
        "push": {"build": {"object_id": uuid(9), "repositories": ["shop/"]}},
        "cache": {"dotnet": {"source": "mcr.microsoft.com/dotnet/*", "target": "dotnet/*"}},
    },
    "vault": {"sku": "premium"},
    "encryption": {
        "etcd": "customer_key",
        "disks": "customer_key",
        "key_type": "RSA-HSM",
        "rotation_days": None,
    },
    "aks": {"network": {"api_server": {"access": "vnet_integration"}}},
    "identities": {
        "orders": {
            "namespace": "shop",
            "service_account": "orders",
            "roles": [
                {"role": "Key Vault Secrets User", "on": "vault"},
                {"role": "Container Registry Repository Reader", "on": "registry"},
                {
                    "role": "Storage Blob Data Reader",
                    "on": f"{GIVEN}/Microsoft.Storage/storageAccounts/stgiven",
                },
            ],
        }
    },
}


def surrounded(kind: str) -> Json:
    """Return a file with one of the gateways and everything else around its cluster."""
    return with_all(
        ("management_groups.hierarchy", "alz"),
        ("monitoring.metric_alerts", True),
        ("network.ddos", "per_ip"),
        ("network.management", MANAGEMENT),
        ("secondary_region", {"region": "northeurope", "supernets": ["10.80.0.0/16"]}),
        ("landing_zones.0", entry("shop", 4, ingress=INGRESSES[kind], **SURROUNDED)),
        ("landing_zones.1", entry("pay", 5, region="secondary")),
    )


SURROUNDINGS: dict[str, Json] = {f"a gateway: {kind}": surrounded(kind) for kind in INGRESSES}
