"""Which scopes lie in which: management groups, subscriptions, resource groups, resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from landsmith.emulator.arm import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from landsmith.emulator.arm.estate import Item
    from landsmith.emulator.cloud import Resource

_GROUP = "azurerm_management_group"
_JOINED = "azurerm_management_group_subscription_association"


class Hierarchy:
    """The management groups of a cloud, with what lies in them; scopes are compared lower-case."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._parents: dict[str, str] = {}
        for resource in resources:
            if resource.type == _GROUP:
                self._add_group(resource)
            elif resource.type == _JOINED:
                self._add(resource.value.get("subscription_id"), _group_of(resource))

    def _add_group(self, resource: Resource) -> None:
        parent = resource.value.get("parent_management_group_id")
        if isinstance(parent, str):
            self._parents[resource.id.lower()] = parent.lower()
        for subscription in resource.value.get("subscription_ids") or ():
            self._add(subscription, resource.id)

    def _add(self, subscription: object, group: str) -> None:
        own = str(subscription).rpartition("/")[2].lower()
        self._parents[f"/subscriptions/{own}"] = group.lower()

    def above(self, scope: str) -> list[str]:
        """Return a scope and all that it lies in, the tenant (empty) last."""
        found, here = [], scope.lower().rstrip("/")
        while here and here not in found:
            found.append(here)
            here = self._parents.get(here) or _parent(here)
        return [*found, ""]

    def listed(self, assignments: Iterable[Item], scope: str, wanted: str) -> list[Item]:
        """Return the assignments that hold at a scope, or within it, as ``wanted`` narrows it.

        Those at the scope and above it always count, for ``atExactScope()`` those at it alone;
        those below it don't count for ``atScope()``.
        """
        own = scope.lower().rstrip("/")
        over = self.above(own)
        return [item for item in assignments if self._counts(item, own, over, wanted.lower())]

    def _counts(self, item: Item, own: str, over: list[str], wanted: str) -> bool:
        where = item.scope.lower()
        if wanted == "atexactscope()":
            return where == own
        return where in over or (wanted != "atscope()" and own in self.above(where))


def _group_of(resource: Resource) -> str:
    return str(resource.value.get("management_group_id") or resource.id.rpartition("/subs")[0])


def _parent(scope: str) -> str:
    """Return what a scope lies in by its id alone: a resource in its group, for example."""
    head = "/".join(scope.split("/")[:-2])
    above, cut, rest = head.rpartition("/providers/")
    return above if cut and "/" not in rest else head


def narrowed(text: str) -> tuple[str, str]:
    """Return the scope function of an assignments' filter, and the rest of the filter.

    Raises:
        RefusalError: both are given.

    """
    plain = text.strip()
    if plain.lower() in ("atscope()", "atexactscope()"):
        return plain, ""
    if "scope()" in plain.lower():
        raise refusal.wrong_filter(text)
    return "", plain
