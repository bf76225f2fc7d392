"""What can't be deleted: because it is locked, not empty, or still in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from landsmith.emulator.provider.objection import Objection
from landsmith.emulator.refusals.scope import (
    GROUP,
    MANAGEMENT_GROUP,
    NETWORK,
    kind_of,
    lies_in,
    name_of,
    parent_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from landsmith.emulator.cloud import Cloud, Resource
    from landsmith.emulator.refusals.change import Change

LOCK: Final = "azurerm_management_lock"
ROLE: Final = "azurerm_role_definition"

IN_USE: Final = {
    "microsoft.network/virtualnetworks/subnets": "InUseSubnetCannotBeDeleted",
    "microsoft.network/networksecuritygroups": "InUseNetworkSecurityGroupCannotBeDeleted",
    "microsoft.network/routetables": "InUseRouteTableCannotBeDeleted",
    "microsoft.network/publicipaddresses": "PublicIPAddressCannotBeDeleted",
    "microsoft.network/natgateways": "CannotDeleteNatGatewayAssociatedToSubnet",
    "microsoft.network/virtualnetworkgateways": "VirtualNetworkGatewayCannotBeDeleted",
    "microsoft.network/localnetworkgateways": "BadRequest",
    "microsoft.network/firewallpolicies": "BadRequest",
    "microsoft.web/serverfarms": "Conflict",
    "microsoft.authorization/policydefinitions": "InvalidDeletePolicyDefinitionRequest",
    "microsoft.authorization/policysetdefinitions": "InvalidDeletePolicySetDefinitionRequest",
    "microsoft.authorization/roledefinitions": "RoleDefinitionHasAssignments",
}
"""By kind: the code when something that is still used is to be deleted.

A user-assigned identity is not among them: Azure deletes one that is in use, too.
"""

NESTED: Final = {
    "microsoft.network/privatednszones": "virtualnetworklinks",
}
"""By kind: the kind of children that Azure doesn't delete along with their parent."""

_ONLOOKERS: Final = ("azurerm_monitor_", "azurerm_network_watcher_", LOCK)
"""Types that look at a resource without using it."""

_BESIDE: Final = {"microsoft.network/natgateways": "_public_ip"}
"""By kind: what a user's type holds that belongs to the resource itself."""

_RULES: Final = ("network_rules", "network_acls", "network_rule_set", "ip_restriction")
"""Blocks that let a subnet in, without taking an address of it."""


def _uses(user: Resource, path: str, target: str) -> bool:
    """Return whether a resource that names another is in the way of its deletion."""
    key, kind = target.lower(), kind_of(target)
    own = user.key == key or user.key.startswith((f"{key}/", f"{key}|"))
    loose = user.type.startswith(_ONLOOKERS) or any(name in _RULES for name in path.split("."))
    beside = kind in _BESIDE and _BESIDE[kind] in user.type
    return not own and not loose and not beside and not path.endswith("virtual_network_subnet_ids")


def occupants(cloud: Cloud, id_: str) -> list[Resource]:
    """Return what still uses a resource, each once."""
    found = {user.key: user for user, path in cloud.users(id_) if _uses(user, path, id_)}
    return list(found.values())


def _listing(items: Iterable[Resource], most: int = 5) -> str:
    ids = [item.id for item in items]
    more = f" and {len(ids) - most} more" if len(ids) > most else ""
    return ", ".join(ids[:most]) + more


def in_use(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse to delete what others still reference; with a network go its subnets."""
    if not change.deletes or _association(cloud, change):
        return None
    subnets = [item for item in cloud.inside(change.id) if kind_of(item.id) in IN_USE]
    for target in [change.resource, *(subnets if change.type == NETWORK else ())]:
        id_ = target.id.partition("|")[0] if target.type == ROLE else target.id
        users = occupants(cloud, id_) if kind_of(id_) in IN_USE else []
        if users:
            return Objection(
                f"{IN_USE[kind_of(id_)]}: {name_of(id_)!r} is in use and cannot be deleted",
                f"{id_} is still used by {_listing(users)}.",
            )
    return None


def _association(cloud: Cloud, change: Change) -> bool:
    """Return whether the change is about an association that has another resource's id."""
    shorter = [item.type for item in cloud.with_id(change.id)]
    return any(change.type.startswith(f"{name}_") for name in shorter)


def nested_resources(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse to delete a parent whose children have to be deleted first."""
    child = NESTED.get(kind_of(change.id)) if change.deletes else None
    if not child:
        return None
    inner = [item for item in cloud.inside(change.id) if kind_of(item.id).endswith(f"/{child}")]
    if not inner:
        return None
    return Objection(
        f"CannotDeleteResource: {change.name!r} still has nested resources",
        f"Delete these first: {_listing(inner)}.",
    )


def scope_locked(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse what a lock at the resource, above it or (for a deletion) below it forbids."""
    if change.type == LOCK or change.provider != "azurerm":
        return None
    for lock in cloud.of_type("azurerm", LOCK):
        scope = str(lock.value.get("scope"))
        forbids = change.deletes or lock.value.get("lock_level") == "ReadOnly"
        below = change.deletes and lies_in(scope, change.id) and not _association(cloud, change)
        if forbids and (lies_in(change.id, scope) or below):
            verb = "deleted" if change.deletes else "written"
            return Objection(
                f"ScopeLocked: {change.name!r} cannot be {verb}",
                f"{scope} is locked by {name_of(lock.id)!r} ({lock.value.get('lock_level')}):"
                " remove that lock first. A resource that the lock covers and that is to go"
                " together with it needs the lock to depend on it.",
            )
    return None


def _top(cloud: Cloud, group: str) -> list[Resource]:
    """Return the resources of a group, not what is nested in them or hangs on them."""
    found = cloud.inside(group)
    own = [item for item in found if parent_of(item.key) == group.lower() and "|" not in item.id]
    return [item for item in own if not kind_of(item.id).startswith("microsoft.authorization/")]


def group_not_empty(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse to delete a resource group that holds resources, unless the provider is told to."""
    if change.type != GROUP or not change.deletes or not change.account.keeps_full_groups:
        return None
    inner = _top(cloud, change.id)
    if not inner:
        return None
    return Objection(
        f"deleting Resource Group {change.name!r}: the Resource Group still contains Resources",
        f"These are in it: {_listing(inner)}. The provider looks before it deletes a group; its"
        " feature resource_group.prevent_deletion_if_contains_resources = false stops that.",
    )


def group_used_from_outside(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse to delete a group with something in it that is used from outside."""
    if change.type != GROUP or not change.deletes:
        return None
    for item in cloud.inside(change.id):
        users = occupants(cloud, item.id) if kind_of(item.id) in IN_USE else []
        outside = [user for user in users if not lies_in(user.id, change.id)]
        if outside:
            return Objection(
                f"ResourceGroupDeletionBlocked: {change.name!r} cannot be deleted",
                f"{item.id} in it is used by {_listing(outside)}.",
            )
    return None


def management_group_not_empty(cloud: Cloud, change: Change) -> Objection | None:
    """Refuse to delete a management group that others lie in."""
    if change.type != MANAGEMENT_GROUP or not change.deletes:
        return None
    users = cloud.users(change.id)
    inner = [user for user, path in users if path == "parent_management_group_id"]
    inner += [item for item in cloud.inside(change.id) if "/subscriptions/" in item.key]
    if not inner:
        return None
    return Objection(
        f"BadRequest: management group {change.name!r} is not empty",
        f"It still holds {_listing(inner)}.",
    )
