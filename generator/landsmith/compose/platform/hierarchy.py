"""Management groups, and which subscription stands in which.

The trio and the hierarchy of the Azure landing zone architecture come from two module calls: a
placement can't change its group, so a landing zone that grows forgets its placements and makes
them anew, while its groups move from one call to the other (docs/adr/0007).
"""

from __future__ import annotations

from landsmith.blueprint.platform.azure_policies import Scope
from landsmith.calls import ids
from landsmith.calls.model import ModuleCall, Moved, Ref, Value
from landsmith.landing_zone.landing_zone import LandingZone

TRIO = "management_groups"
ALZ = "management_group_hierarchy"
LEVELS = 4


def call(zone: LandingZone) -> ModuleCall:
    """Return the call that makes the management groups and places the subscriptions."""
    adopted = zone.management_groups.adopt
    parent = adopted or zone.management_groups.parent or zone.tenant_id
    described: dict[str, Value] = {}
    for part, group in zone.hierarchy.items():
        told: dict[str, Value] = {"display_name": group.display_name}
        if group.parent is not None:
            told["parent"] = zone.name(f"management_group/{group.parent}")
        described[zone.name(f"management_group/{part}")] = told
    inputs: dict[str, Value] = {
        "parent_management_group_id": ids.management_group(parent),
        "management_groups": described,
        "subscriptions": {
            subscription: zone.name(f"management_group/{part}")
            for subscription, part in zone.placements.items()
        },
    }
    return ModuleCall(call_name(zone), "management_groups", inputs)


def call_name(zone: LandingZone) -> str:
    """Return the name of the module call that makes the groups."""
    return ALZ if is_alz(zone) else TRIO


def is_alz(zone: LandingZone) -> bool:
    """Tell whether the hierarchy is that of the Azure landing zone architecture."""
    return zone.management_groups.hierarchy == "alz"


def group(zone: LandingZone, scope: Scope) -> Value:
    """Return the id of a management group, for the root that makes them."""
    if scope == "root" and zone.management_groups.adopt:
        return ids.root_group(zone)
    return Ref(call_name(zone), "ids", (zone.name(f"management_group/{scope}"),))


def moved(zone: LandingZone) -> tuple[Moved, ...]:
    """Return where a grown landing zone's groups are to be found."""
    if not is_alz(zone):
        return ()
    levels = [f"azurerm_management_group.level_{level}" for level in range(1, LEVELS + 1)]
    return tuple(Moved(f"module.{TRIO}.{level}", f"module.{ALZ}.{level}") for level in levels)


def forgotten(zone: LandingZone) -> tuple[str, ...]:
    """Return the placements that a grown landing zone makes anew elsewhere."""
    if not is_alz(zone):
        return ()
    return (f"module.{TRIO}.azurerm_management_group_subscription_association.this",)
