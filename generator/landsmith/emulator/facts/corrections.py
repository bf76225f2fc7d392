"""Where the recorded facts are narrower than the provider: what to say instead.

The facts were read from the provider's validators; where it accepts any of several kinds of value,
only one kind was recorded. Each correction names what the provider accepts in truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from landsmith.emulator.facts.formats import formats

if TYPE_CHECKING:
    from landsmith.emulator.schema import Block
    from landsmith.emulator.values import Object

WILDCARDS: Final = (["*"], ["IANAPrivateRanges"], ["any"])
"""Values that stand beside addresses, ports or ids: alone they are no list of choices."""

_WORD_OR_MORE: Final = frozenset(
    {
        ("azurerm_container_app", "template.custom_scale_rule.identity_id"),  # an identity's id
        ("azurerm_container_app_job", "event_trigger_config.scale.rules.identity_id"),
        ("azurerm_container_registry_task", "registry_credential.custom.identity"),
        ("azurerm_gallery_application_version", "name"),  # a version
        ("azurerm_kusto_eventgrid_data_connection", "eventhub_consumer_group_name"),  # any name
        ("azurerm_kusto_eventhub_data_connection", "consumer_group"),
        ("azurerm_mssql_managed_instance", "maintenance_configuration_name"),  # SQL_<region>_MI_1
        ("azurerm_palo_alto_local_rulestack_rule", "protocol"),  # TCP:80
        ("azurerm_shared_image_version", "name"),
        ("azurerm_storage_data_lake_gen2_filesystem", "group"),  # a UUID
        ("azurerm_storage_data_lake_gen2_filesystem", "owner"),
        ("azurerm_storage_data_lake_gen2_path", "group"),
        ("azurerm_storage_data_lake_gen2_path", "owner"),
    }
)
"""Attributes of which only the special words were recorded; beside them stands what is noted."""

_GATEWAY_SKUS: Final = [
    "Basic",
    "Standard",
    "HighPerformance",
    "UltraPerformance",
    *(f"VpnGw{size}{zonal}" for size in range(1, 6) for zonal in ("", "AZ")),
    "ErGw1AZ",
    "ErGw2AZ",
    "ErGw3AZ",
    "ErGwScale",
]

REPLACED: Final[dict[tuple[str, str], Object]] = {
    # -1 for no limit, else one gigabyte and more.
    ("azurerm_security_center_storage_defender", "malware_scanning_on_upload_cap_gb_per_month"): {
        "range": [1, 2**31 - 1]
    },
    # The sizes of VPN gateways stand beside those of ExpressRoute gateways (provider page).
    ("azurerm_virtual_network_gateway", "sku"): {"one_of": _GATEWAY_SKUS},
}
"""By resource type and attribute path: facts that replace the recorded ones."""

RULES: Final[dict[str, list[Object]]] = {
    "azurerm_storage_account": [
        {
            "id": "network-rules-hidden",
            "at": "read",
            "then": {
                "normalise": {
                    "path": "network_rules",
                    "as": "reads as no block when it allows everything",
                }
            },
            "source": "internal/services/storage/storage_account_helpers_network.go",
        }
    ]
}
"""By resource type: rules beside the recorded ones."""


def corrected(type_name: str, behaviour: Object, block: Block) -> Object:
    """Return the behaviour facts of a type, by attribute path, with what is wrong put right.

    Values whose form only the attribute's name tells get that form.
    """
    unrecorded: Object = {path: {} for kind, path in REPLACED if kind == type_name}
    facts = {**unrecorded, **behaviour}
    told = {path: _fact(type_name, path, fact) for path, fact in facts.items()}
    for path, form in formats(type_name, block):
        own = told.setdefault(path, {})
        if not {"one_of", "format", "elem"} & own.keys():
            own.update(form)
    return told


def _fact(type_name: str, path: str, fact: Object) -> Object:
    told = {**fact, **REPLACED.get((type_name, path), {})}
    if told.get("one_of") in WILDCARDS or (type_name, path) in _WORD_OR_MORE:
        told.pop("one_of", None)
    elif "one_of" in told and told.get("default", told["one_of"][0]) not in told["one_of"]:
        told["one_of"] = [*told["one_of"], told["default"]]
    if "elem" in told:
        told["elem"] = _fact("", "", told["elem"])
    return told
