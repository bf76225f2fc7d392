"""Configurations and the diagnostics that they have to get, written down by hand."""

from __future__ import annotations

from typing import TypeAlias

from emulator_configs import SUBSCRIPTION
from landsmith.emulator.values import UNKNOWN, Object, Value

GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg"
NETWORK = f"{GROUP}/providers/Microsoft.Network"
VNET = f"{NETWORK}/virtualNetworks/vnet"
VAULT = f"{GROUP}/providers/Microsoft.KeyVault/vaults/kv"
SERVER = f"{GROUP}/providers/Microsoft.Sql/servers/sql"
HOME = {"resource_group_name": "rg", "location": "westeurope"}
POOL = {"name": "system", "vm_size": "Standard_D4s_v5", "node_count": 3}
CLUSTER = HOME | {
    "name": "aks",
    "dns_prefix": "aks",
    "default_node_pool": [POOL],
    "identity": [{"type": "SystemAssigned"}],
    "node_provisioning_profile": [{"mode": "Manual"}],
}
SUBNET = {"resource_group_name": "rg", "virtual_network_name": "vnet", "name": "snet"}
RULE = {
    "name": "r",
    "priority": 100,
    "direction": "Inbound",
    "access": "Allow",
    "protocol": "Tcp",
    "source_port_range": "*",
    "destination_port_range": "*",
    "source_address_prefix": "*",
    "destination_address_prefix": "*",
}
BARE_RULE = RULE | {"resource_group_name": "rg", "network_security_group_name": "nsg"}
STORAGE = HOME | {"name": "st", "account_tier": "Standard", "account_replication_type": "LRS"}
SECRET = {"name": "s", "key_vault_id": VAULT}
ID = "/subscriptions/<name>/resourceGroups/<name>/providers"
RANGE = "must be an address range that starts where its length says, such as 10.0.0.0/16"


Case: TypeAlias = tuple[str, str, Object, list[tuple[Value, str, str]]]
"""What it is about, the resource type, the configuration, and each path, summary and detail."""


def one_of(names: str, there: int) -> tuple[str, str]:
    return f"Exactly one of {names} must be given", f"{there} of them are given."


ROLE = one_of("role_definition_id, role_definition_name", 2)

REFUSED: list[Case] = [
    (
        "a typing mistake in a choice",
        "azurerm_storage_account",
        STORAGE | {"name": "stshop", "account_replication_type": "LSR"},
        [
            (
                ("account_replication_type",),
                (
                    "account_replication_type must be one of"
                    " 'LRS', 'ZRS', 'GRS', 'RAGRS', 'GZRS', 'RAGZRS'"
                ),
                "It is 'LSR'. Did you mean 'LRS'?",
            )
        ],
    ),
    (
        "a choice in the wrong case",
        "azurerm_key_vault",
        HOME
        | {
            "name": "kv-shop",
            "sku_name": "Standard",
            "tenant_id": SUBSCRIPTION,
            "rbac_authorization_enabled": True,
        },
        [
            (
                ("sku_name",),
                "sku_name must be one of 'standard', 'premium'",
                "It is 'Standard'. Did you mean 'standard'?",
            )
        ],
    ),
    (
        "a choice in a block",
        "azurerm_kubernetes_cluster",
        CLUSTER | {"network_profile": [{"network_plugin": "azur"}]},
        [
            (
                ("network_profile", 0, "network_plugin"),
                "network_profile.0.network_plugin must be one of 'azure', 'kubenet', 'none'",
                "It is 'azur'. Did you mean 'azure'?",
            )
        ],
    ),
    (
        "a choice in a set, whose elements have no address",
        "azurerm_network_security_group",
        HOME | {"name": "nsg", "security_rule": [RULE | {"direction": "In"}]},
        [
            (
                ("security_rule",),
                "security_rule.0.direction must be one of 'Inbound', 'Outbound'",
                "It is 'In'.",
            )
        ],
    ),
    (
        "a number out of range",
        "azurerm_network_security_rule",
        BARE_RULE | {"priority": 5000},
        [(("priority",), "priority must lie in 100 to 4096", "It is 5000.")],
    ),
    (
        "a text that is too long",
        "azurerm_monitor_action_group",
        {"resource_group_name": "rg", "name": "ag", "short_name": "platformteam1"},
        [(("short_name",), "short_name must have 1 to 12 characters", "It is 'platformteam1'.")],
    ),
    (
        "a number that is neither the word for never nor in range",
        "azurerm_mssql_database",
        {"name": "db", "server_id": SERVER, "auto_pause_delay_in_minutes": 5},
        [
            (
                ("auto_pause_delay_in_minutes",),
                "auto_pause_delay_in_minutes must be one of -1 or lie in 15 to 10080",
                "It is 5.",
            )
        ],
    ),
    (
        "a tenant by its domain",
        "azurerm_key_vault",
        HOME
        | {
            "name": "kv-shop",
            "sku_name": "standard",
            "tenant_id": "contoso.onmicrosoft.com",
            "rbac_authorization_enabled": True,
        },
        [(("tenant_id",), "tenant_id must be a UUID", "It is 'contoso.onmicrosoft.com'.")],
    ),
    (
        "a person by mail address, and a role given twice",
        "azurerm_role_assignment",
        {
            "scope": GROUP,
            "principal_id": "me@contoso.com",
            "role_definition_name": "Reader",
            "role_definition_id": "r",
        },
        [
            (("principal_id",), "principal_id must be a UUID", "It is 'me@contoso.com'."),
            (("role_definition_id",), *ROLE),
            (("role_definition_name",), *ROLE),
        ],
    ),
    (
        "an address range without length",
        "azurerm_kubernetes_cluster",
        CLUSTER | {"network_profile": [{"network_plugin": "azure", "pod_cidr": "10.0.0.0"}]},
        [
            (
                ("network_profile", 0, "pod_cidr"),
                "network_profile.0.pod_cidr must be an address range, such as 10.0.0.0/16",
                "It is '10.0.0.0'.",
            )
        ],
    ),
    (
        "a subnet that starts in the middle of its range",
        "azurerm_subnet",
        SUBNET | {"address_prefixes": ["10.0.0.0/24", "10.0.1.1/24"]},
        [
            (
                ("address_prefixes", 1),
                f"address_prefixes.1 {RANGE}",
                "It is '10.0.1.1/24'. With that length it starts at 10.0.1.0/24.",
            )
        ],
    ),
    (
        "a network that starts in the middle of its range, in a set",
        "azurerm_virtual_network",
        HOME | {"name": "vnet", "address_space": ["10.0.0.1/16"]},
        [
            (
                ("address_space",),
                f"address_space.0 {RANGE}",
                "It is '10.0.0.1/16'. With that length it starts at 10.0.0.0/16.",
            )
        ],
    ),
    (
        "a network where a subnet belongs",
        "azurerm_private_endpoint",
        HOME
        | {
            "name": "pep",
            "subnet_id": VNET,
            "private_service_connection": [
                {
                    "name": "c",
                    "is_manual_connection": False,
                    "private_connection_resource_id": VAULT,
                }
            ],
        },
        [
            (
                ("subnet_id",),
                "subnet_id is the id of something else",
                (
                    f"Expected {ID}/Microsoft.Network/virtualNetworks/<name>/subnets/<name>,"
                    f" got '{VNET}'."
                ),
            )
        ],
    ),
    (
        "a network where an identity belongs, in a set",
        "azurerm_kubernetes_cluster",
        CLUSTER | {"identity": [{"type": "UserAssigned", "identity_ids": [VNET]}]},
        [
            (
                ("identity", 0, "identity_ids"),
                "identity.0.identity_ids.0 is the id of something else",
                (
                    f"Expected {ID}/Microsoft.ManagedIdentity/userAssignedIdentities/<name>,"
                    f" got '{VNET}'."
                ),
            )
        ],
    ),
    (
        "a server of another service",
        "azurerm_mssql_database",
        {"name": "db", "server_id": SERVER.replace("Sql", "AnalysisServices")},
        [
            (
                ("server_id",),
                "server_id is the id of something else",
                (
                    f"Expected {ID}/Microsoft.Sql/servers/<name>,"
                    f" got '{SERVER.replace('Sql', 'AnalysisServices')}'."
                ),
            )
        ],
    ),
    (
        "no id at all where any would do",
        "azurerm_management_lock",
        {"name": "l", "scope": "rg-hub", "lock_level": "ReadOnly"},
        [(("scope",), "scope must be an Azure resource id", "It is 'rg-hub'.")],
    ),
    (
        "a cluster's name with a period, which only Azure refuses",
        "azurerm_kubernetes_cluster",
        CLUSTER | {"name": "aks.shop"},
        [
            (
                ("name",),
                "name is not valid",
                (
                    "'aks.shop': the name of azurerm_kubernetes_cluster consists of letters,"
                    " digits, underscores and hyphens; it starts and ends with a letter or digit."
                ),
            )
        ],
    ),
    (
        "a node pool's name that is too long",
        "azurerm_kubernetes_cluster_node_pool",
        {
            "name": "systempool001",
            "vm_size": "Standard_D4s_v5",
            "kubernetes_cluster_id": f"{GROUP}/providers/Microsoft.ContainerService"
            "/managedClusters/aks",
        },
        [
            (
                ("name",),
                "name has the wrong length",
                (
                    "'systempool001' has a length of 13;"
                    " azurerm_kubernetes_cluster_node_pool takes 1 to 12."
                ),
            )
        ],
    ),
    (
        "a storage account's name with a hyphen",
        "azurerm_storage_account",
        STORAGE | {"name": "st-Shop"},
        [
            (
                ("name",),
                "name is not valid",
                (
                    "'st-Shop': the name of azurerm_storage_account consists of"
                    " lower-case letters and digits."
                ),
            )
        ],
    ),
    (
        "a resource group's name that ends in a period",
        "azurerm_resource_group",
        {"name": "rg-hub.", "location": "westeurope"},
        [
            (
                ("name",),
                "name is not valid",
                "'rg-hub.' can't have a period at its end in the name of azurerm_resource_group.",
            )
        ],
    ),
]


ACCEPTED: list[tuple[str, str, Object]] = [
    ("a plain cluster", "azurerm_kubernetes_cluster", CLUSTER),
    ("one of two, not known yet", "azurerm_kubernetes_cluster", CLUSTER | {"dns_prefix": UNKNOWN}),
    (
        "blocks that are not known yet",
        "azurerm_kubernetes_cluster",
        CLUSTER | {"default_node_pool": UNKNOWN},
    ),
    (
        "the word for never",
        "azurerm_mssql_database",
        {"name": "db", "server_id": SERVER, "auto_pause_delay_in_minutes": -1},
    ),
    (
        "a route to a service tag",
        "azurerm_route",
        {
            "name": "r",
            "resource_group_name": "rg",
            "route_table_name": "rt",
            "address_prefix": "AzureCloud",
            "next_hop_type": "Internet",
        },
    ),
    (
        "a role of the tenant",
        "azurerm_role_assignment",
        {
            "scope": GROUP,
            "principal_id": SUBSCRIPTION,
            "role_definition_id": "/providers/Microsoft.Authorization/roleDefinitions/r",
        },
    ),
    (
        "a gateway of a size for VPN",
        "azurerm_virtual_network_gateway",
        HOME
        | {
            "name": "vgw",
            "type": "Vpn",
            "sku": "VpnGw2AZ",
            "ip_configuration": [
                {
                    "subnet_id": f"{VNET}/subnets/GatewaySubnet",
                    "public_ip_address_id": f"{NETWORK}/publicIPAddresses/pip",
                }
            ],
        },
    ),
    (
        "an application version's own number",
        "azurerm_gallery_application_version",
        {
            "name": "1.0.0",
            "location": "westeurope",
            "gallery_application_id": f"{GROUP}/providers/Microsoft.Compute/galleries/g"
            "/applications/a",
            "manage_action": [{"install": "i", "remove": "r"}],
            "source": [{"media_link": "https://example.com/a"}],
            "target_region": [{"name": "westeurope", "regional_replica_count": 1}],
        },
    ),
]
