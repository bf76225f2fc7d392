"""Names that are taken: some have to be unique in all of Azure, not only in their group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from landsmith.emulator.provider.objection import Objection

if TYPE_CHECKING:
    from landsmith.emulator.cloud import Cloud
    from landsmith.emulator.refusals.change import Change

_WEB: Final = tuple(
    f"azurerm_{kind}"
    for kind in (
        "linux_web_app",
        "windows_web_app",
        "linux_function_app",
        "windows_function_app",
        "function_app_flex_consumption",
        "logic_app_standard",
    )
)

GLOBAL: Final[dict[tuple[str, ...], str]] = {
    ("azurerm_storage_account",): "StorageAccountAlreadyTaken",
    ("azurerm_container_registry",): "AlreadyInUse",
    ("azurerm_key_vault",): "VaultAlreadyExists",
    ("azurerm_app_configuration",): "NameUnavailable",
    ("azurerm_cosmosdb_account",): "BadRequest",
    ("azurerm_mssql_server",): "NameAlreadyExists",
    ("azurerm_postgresql_flexible_server",): "ServerNameAlreadyExists",
    ("azurerm_mysql_flexible_server",): "ServerNameAlreadyExists",
    ("azurerm_redis_cache",): "NameNotAvailable",
    ("azurerm_servicebus_namespace", "azurerm_eventhub_namespace"): "NamespaceUnavailable",
    ("azurerm_api_management",): "ServiceAlreadyExists",
    _WEB: "Conflict",
}
"""The types that share one set of names in all of Azure, and the code of a name that is taken."""

_BY_TYPE: Final = {name: (types, code) for types, code in GLOBAL.items() for name in types}


def taken(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse a name that another resource has, in whatever group and subscription."""
    if not change.creates or change.type not in _BY_TYPE:
        return None
    types, code = _BY_TYPE[change.type]
    ending = f"/{change.name}"
    others = [id_ for name in types for id_ in cloud.ids(name, ending)]
    if not others:
        return None
    return Objection(
        f"{code}: the name {change.name!r} is taken",
        f"{change.type} names are unique in all of Azure, and {others[0]} has this one.",
        ("name",),
    )
