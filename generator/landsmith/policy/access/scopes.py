"""Where in Azure a planned resource stands, as far as its plan can say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from landsmith.calls import ids
from landsmith.policy.planned import subscription
from landsmith.policy.trace import sources

if TYPE_CHECKING:
    from landsmith.landing_zone.landing_zone import LandingZone
    from landsmith.terraform.plan import Plan, ResourceChange

GROUPS: Final = "/providers/microsoft.management/managementgroups/"

_NAMING: Final = ("scope", "management_group_id", "target_resource_id", "key_vault_id")
_CALL: Final = re.compile(r"module\.([\w-]+)")


def scope(plan: Plan, resource: ResourceChange) -> str:
    """Return the narrowest scope that is known, in lower case: its subscription at worst."""
    if resource.type == "azurerm_management_group":
        return f"{GROUPS}{_value(resource, 'name')}".lower()
    for name in _NAMING:
        found = _named(plan, resource, name)
        if found:
            return found.rstrip("/").lower()
    home = ids.subscription(_home(plan, resource))
    group = _value(resource, "resource_group_name")
    return (f"{home}/resourceGroups/{group}" if isinstance(group, str) else home).lower()


def covers(zone: LandingZone, given: str, needed: str) -> bool:
    """Return whether what is given at one scope holds at another.

    The landing zone's root management group holds its other groups and all its subscriptions.
    """
    top = ids.root_group(zone).lower()
    return given in (top, needed) or needed.startswith(f"{given}/")


def _named(plan: Plan, resource: ResourceChange, name: str) -> str | None:
    """Return the id in an attribute: as planned, or of the management group that it comes from."""
    value = _value(resource, name)
    if isinstance(value, str):
        return value if value.startswith("/") else None
    groups = sources(plan, resource, name, "azurerm_management_group")
    return f"{GROUPS}{groups[0].get('name')}" if groups else None


def _value(resource: ResourceChange, name: str) -> object:
    """Return a planned value; of what is deleted, the value that it has."""
    return (resource.after or resource.before or {}).get(name)


def _home(plan: Plan, resource: ResourceChange) -> str:
    """Return the subscription of the provider that a resource is made by."""
    here: dict[str, Any] = plan.configuration.get("root_module", {})
    for call in _CALL.findall(resource.module_address):
        here = here.get("module_calls", {}).get(call, {}).get("module", {})
    address = f"{resource.type}.{resource.name}"
    keys = [
        str(one.get("provider_config_key"))
        for one in here.get("resources", ())
        if one.get("address") == address
    ]
    providers = plan.configuration.get("provider_config", {})
    provider = providers.get(keys[0] if keys else "azurerm", providers.get("azurerm", {}))
    written = provider.get("expressions", {}).get("subscription_id", {}).get("constant_value")
    return subscription(written) or "unknown"
