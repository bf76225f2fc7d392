"""Configurations in which arguments exclude or need each other, and the diagnostics for them."""

from __future__ import annotations

from emulator_cases import CLUSTER, POOL, SECRET, SUBNET, Case, one_of

DNS = one_of("dns_prefix, dns_prefix_private_cluster", 2)
NO_DNS = one_of("dns_prefix, dns_prefix_private_cluster", 0)
PREFIXES = one_of("address_prefixes, ip_address_pool", 0)
VALUE = one_of("value, value_wo", 0)
MAIL = "At least one of mail_enabled, security_enabled must be given"
NOTHING = "None of them is."

RELATED: list[Case] = [
    (
        "two that exclude each other",
        "azurerm_kubernetes_cluster",
        CLUSTER | {"dns_prefix_private_cluster": "x"},
        [(("dns_prefix",), *DNS), (("dns_prefix_private_cluster",), *DNS)],
    ),
    (
        "neither of two",
        "azurerm_kubernetes_cluster",
        CLUSTER | {"dns_prefix": None},
        [(("dns_prefix",), *NO_DNS), (("dns_prefix_private_cluster",), *NO_DNS)],
    ),
    (
        "neither an attribute nor a block",
        "azurerm_subnet",
        SUBNET,
        [(("address_prefixes",), *PREFIXES), (("ip_address_pool",), *PREFIXES)],
    ),
    (
        "no value of a secret",
        "azurerm_key_vault_secret",
        SECRET,
        [(("value",), *VALUE), (("value_wo",), *VALUE)],
    ),
    (
        "a write-only value without its version",
        "azurerm_key_vault_secret",
        SECRET | {"value_wo": "x"},
        [
            (
                ("value_wo",),
                "value_wo needs value_wo_version as well",
                "Give both, or leave value_wo out.",
            )
        ],
    ),
    (
        "neither of two that may stand together",
        "azuread_group",
        {"display_name": "platform"},
        [(("mail_enabled",), MAIL, NOTHING), (("security_enabled",), MAIL, NOTHING)],
    ),
    (
        "an argument that is null",
        "azurerm_kubernetes_cluster",
        CLUSTER | {"default_node_pool": [POOL | {"name": None}]},
        [
            (
                ("default_node_pool", 0, "name"),
                "Missing required argument",
                "The argument 'name' is required, but no definition was found.",
            )
        ],
    ),
    (
        "a block too many",
        "azurerm_kubernetes_cluster",
        CLUSTER | {"default_node_pool": [POOL, POOL]},
        [
            (
                ("default_node_pool",),
                "Too many default_node_pool blocks",
                "no more than 1 default_node_pool blocks are allowed",
            )
        ],
    ),
    (
        "a block too few",
        "azurerm_kubernetes_cluster",
        CLUSTER | {"default_node_pool": []},
        [
            (
                (),
                "Insufficient default_node_pool blocks",
                "at least 1 default_node_pool blocks are required",
            )
        ],
    ),
]
