"""Azure resource ids taken apart, and whether the cloud has what they name."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from landsmith.emulator.facts import provider_facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from landsmith.emulator.cloud import Cloud
    from landsmith.emulator.provider.ids import Account
    from landsmith.emulator.values import Object

GROUP: Final = "azurerm_resource_group"
NETWORK: Final = "azurerm_virtual_network"
SUBNET: Final = "azurerm_subnet"
MANAGEMENT_GROUP: Final = "azurerm_management_group"
CLUSTER: Final = "azurerm_kubernetes_cluster"

_GROUP: Final = re.compile(r"(/subscriptions/[^/]+/resourcegroups/([^/]+))(/.*)?", re.IGNORECASE)
_MANAGEMENT: Final = "/providers/microsoft.management/managementgroups/"
_OF_AZURE: Final = re.compile(
    r"mc_.*|ma_.*_managed|networkwatcherrg|defaultresourcegroup-.*|azurebackuprg_.*", re.IGNORECASE
)
"""Resource groups that Azure itself makes."""

_BUILT_IN: Final = ("microsoft.authorization/roledefinitions",)
"""Kinds of which Azure holds some that nobody created."""

_BORN: Final = re.compile(
    r"\$?default.*|\$root|master|current|rootmanagesharedaccesskey|noneroutetable", re.IGNORECASE
)
"""Names of what Azure makes together with its parent."""


def group_of(id_: str) -> str:
    """Return the id of the resource group that an id lies in, empty if it lies in none."""
    found = _GROUP.fullmatch(id_)
    return found[1] if found else ""


def name_of(id_: str) -> str:
    """Return the last segment of an id."""
    return id_.rpartition("/")[2]


def subscription_of(id_: str) -> str:
    """Return the subscription of an id in lower case, empty if it lies in none."""
    parts = id_.split("/")
    return parts[2].lower() if len(parts) > 2 and parts[1].lower() == "subscriptions" else ""


def kind_of(id_: str) -> str:
    """Return provider and type of an id in lower case: ``microsoft.network/virtualnetworks``.

    What is no resource of its own, such as an association of two, has none.
    """
    provider, *rest = id_.lower().rpartition("/providers/")[2].split("/")
    own = "/providers/" in id_.lower() and "|" not in id_
    return "/".join([provider, *rest[::2]]) if own else ""


def parent_of(id_: str) -> str:
    """Return the id of what a resource lies in or hangs on, empty above subscriptions."""
    head, marker, tail = id_.partition("|")[0], "/providers/", ""
    if "|" in id_:
        return head if head.startswith("/") else ""
    position = head.lower().rfind(marker)
    if position < 0:
        return head[: head.lower().find("/resourcegroups/")] if group_of(head) == head else ""
    scope, tail = head[:position], head[position + len(marker) :]
    segments = tail.split("/")
    if len(segments) <= 3:
        return scope
    return scope + marker + "/".join(segments[: -2 if len(segments) % 2 else -1])


@cache
def known_kinds() -> frozenset[str]:
    """Return the kinds that some resource type creates."""
    facts = provider_facts("azurerm")
    shapes = (facts.id_shape(name).lower() for name in facts.resources)
    return frozenset(kind_of(shape) for shape in shapes if "/providers/" in shape)


def missing(cloud: Cloud, id_: str, account: Account) -> str:
    """Return the id, or what it lies in, that is not there; empty if all is there.

    What lies in a subscription that nothing here manages is taken to be there, and so is what
    Azure makes by itself and what the cloud was given.
    """
    id_ = id_.rstrip("/")
    if any(f"{id_.lower()}/".startswith(f"{one}/") for one in cloud.given):
        return ""
    if id_.lower().startswith(_MANAGEMENT):
        return _missing_management_group(cloud, id_, account)
    if not subscription_of(id_) or not _managed(cloud, subscription_of(id_), account):
        return ""
    group = group_of(id_)
    if group and not cloud.get("azurerm", GROUP, group):
        return "" if _OF_AZURE.fullmatch(name_of(group)) or _node_group(cloud, group) else group
    return "" if group == id_ or "/providers/" not in id_.lower() else _missing(cloud, id_)


def _missing(cloud: Cloud, id_: str) -> str:
    """Return what of a resource's chain of parents is not there; its group is."""
    parent = parent_of(id_)
    if cloud.with_id(id_):
        return ""
    if kind_of(id_) in known_kinds() and kind_of(id_) not in _BUILT_IN:
        return "" if _BORN.fullmatch(name_of(id_)) or _inline(cloud, id_) else id_
    return _missing(cloud, parent) if "/providers/" in parent.lower() else ""


def _inline(cloud: Cloud, id_: str) -> bool:
    """Return whether the id is a subnet that is written inside its network's block."""
    if not kind_of(id_).endswith("virtualnetworks/subnets"):
        return False
    network = cloud.get("azurerm", NETWORK, parent_of(id_))
    names = [item["name"].lower() for item in inline_subnets(network.value)] if network else []
    return name_of(id_).lower() in names


def inline_subnets(network: Object) -> list[Object]:
    """Return the subnets written inside a virtual network."""
    found = network.get("subnet")
    return [item for item in found if item.get("name")] if isinstance(found, list) else []


def _managed(cloud: Cloud, subscription: str, account: Account) -> bool:
    if subscription == account.subscription_id.lower():
        return True
    return any(subscription_of(id_) == subscription for id_ in cloud.ids(GROUP))


def _node_group(cloud: Cloud, group: str) -> bool:
    """Return whether AKS made the resource group for a cluster's nodes."""
    clusters = cloud.of_type("azurerm", CLUSTER)
    names = [str(item.value.get("node_resource_group_id")).lower() for item in clusters]
    return group.lower() in names


def _missing_management_group(cloud: Cloud, id_: str, account: Account) -> str:
    """Return the management group of an id, if it is known not to be there.

    The tenant's root group is there, and so is what a group in the cloud has as its parent. As
    long as the cloud holds no group at all, groups are managed elsewhere.
    """
    own = id_[: len(_MANAGEMENT)] + id_[len(_MANAGEMENT) :].partition("/")[0]
    held = cloud.of_type("azurerm", MANAGEMENT_GROUP)
    there = {str(item.value.get("parent_management_group_id")).lower() for item in held}
    there |= {item.key for item in held} | {_MANAGEMENT + account.tenant_id.lower()}
    return own if held and own.lower() not in there else ""


def lies_in(id_: str, scope: str) -> bool:
    """Return whether an id is a scope or lies in it."""
    return f"{id_.lower()}/".startswith(f"{scope.rstrip('/').lower()}/")


def above(id_: str) -> Iterator[str]:
    """Yield the id and all that it lies in."""
    while id_:
        yield id_
        id_ = parent_of(id_)
