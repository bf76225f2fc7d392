"""Texts, numbers and ids that the provider's own checks refuse or accept, written down by hand."""

from __future__ import annotations

from decimal import Decimal

from emulator_cases import CLUSTER, GROUP, HOME, NETWORK, POOL, VAULT, VNET, Case
from landsmith.emulator.values import UNKNOWN, Object

ROLE = {"scope": GROUP, "principal_id": "6f1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"}
NSG = HOME | {"name": "nsg"}
INLINE = dict.fromkeys(
    (
        "description",
        "destination_address_prefix",
        "destination_address_prefixes",
        "destination_application_security_group_ids",
        "destination_port_range",
        "destination_port_ranges",
        "protocol",
        "source_address_prefix",
        "source_address_prefixes",
        "source_application_security_group_ids",
        "source_port_range",
        "source_port_ranges",
    )
) | {"name": "r", "access": "Allow", "direction": "Inbound", "priority": 100}
BUDGET = {
    "name": "b",
    "resource_group_id": GROUP,
    "amount": 1,
    "notification": [
        {"operator": "EqualTo", "threshold": 90, "contact_emails": ["ops@nordwind.example"]}
    ],
}
TIME = "time_period.0.start_date must be a time in RFC 3339, such as 2026-01-01T00:00:00Z"
LOWER = f"{NETWORK}/virtualnetworks/vnet/subnets/s"
WORKSPACE = f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/log"
LATER = "azurerm says so only once all of this block's values are known."


def budget(start: str) -> Object:
    return BUDGET | {"time_period": [{"start_date": start}]}


TEXTS: list[Case] = [
    (
        "an empty text",
        "azurerm_role_assignment",
        ROLE | {"role_definition_name": ""},
        [(("role_definition_name",), "role_definition_name must not be empty", "It is ''.")],
    ),
    (
        "a day that no month has",
        "azurerm_consumption_budget_resource_group",
        budget("2026-02-30T00:00:00Z"),
        [(("time_period", 0, "start_date"), TIME, "It is '2026-02-30T00:00:00Z'.")],
    ),
    (
        "an id in the wrong case",
        "azurerm_kubernetes_cluster",
        CLUSTER | {"default_node_pool": [POOL | {"vnet_subnet_id": LOWER}]},
        [
            (
                ("default_node_pool", 0, "vnet_subnet_id"),
                "default_node_pool.0.vnet_subnet_id is an id in the wrong case",
                f"Expected '{VNET}/subnets/s', got '{LOWER}'.",
            )
        ],
    ),
    (
        "a name with a character that no name has",
        "azurerm_monitor_diagnostic_setting",
        {
            "name": "to<workspace",
            "target_resource_id": VAULT,
            "log_analytics_workspace_id": WORKSPACE,
            "enabled_log": [{"category_group": "audit"}],
        },
        [(("name",), "name must not have '<'", "It is 'to<workspace'.")],
    ),
    (
        "a fraction where a whole number is wanted",
        "azurerm_network_security_group",
        NSG | {"security_rule": [INLINE | {"protocol": "Tcp", "priority": Decimal("100.5")}]},
        [
            (
                ("security_rule",),
                "security_rule.0.priority must be a whole number",
                "It is 100.5.",
            )
        ],
    ),
    (
        "an inline rule without its protocol",
        "azurerm_network_security_group",
        NSG | {"security_rule": [INLINE]},
        [
            (
                ("security_rule",),
                "Missing required argument",
                "The argument 'protocol' is required, but no definition was found.",
            )
        ],
    ),
    (
        "a description that is too long, in a rule that isn't known yet",
        "azurerm_network_security_group",
        NSG
        | {
            "security_rule": [
                INLINE | {"protocol": "Tcp", "name": UNKNOWN, "description": "word " * 29}
            ]
        },
        [
            (
                ("security_rule",),
                "security_rule.0.description must have 1 to 140 characters",
                f"It is {'word ' * 29!r}. {LATER}",
            )
        ],
    ),
]
"""What is refused."""

FINE: list[tuple[str, str, Object]] = [
    (
        "a time in a zone of its own",
        "azurerm_consumption_budget_resource_group",
        budget("2030-01-01T00:00:00.5+01:00"),
    ),
    (
        "a choice in another case, where the provider ignores it",
        "azurerm_app_configuration",
        HOME | {"name": "config", "public_network_access": "disabled"},
    ),
]
"""What is accepted."""
