"""The cloud as Azure Resource Manager sees it: one item for each ARM id."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Final

from landsmith.emulator.arm.properties import camel, identity, shown
from landsmith.emulator.arm.shapes import shaped
from landsmith.emulator.facts import provider_facts
from landsmith.errors import EmulatorError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from landsmith.emulator.cloud import Resource
    from landsmith.emulator.values import Object

GROUPS: Final = "Microsoft.Resources/resourceGroups"

_WHERE: Final = re.compile(
    r"/subscriptions/(?P<subscription>[^/]+)(?:/resourceGroups/(?P<group>[^/]+))?", re.IGNORECASE
)
_ID: Final = re.compile(
    r"/subscriptions/[^/]+(/resourceGroups/[^/]+)?"
    r"|(/[^|]*)?/providers/[^/|]+(/[^/|]+/[^/|]+)+",
    re.IGNORECASE,
)
_OUTSIDE: Final = frozenset(
    ("id", "name", "location", "tags", "identity", "resourceGroupName", "timeouts")
)
"""Attributes that stand beside ``properties`` in ARM's form, or are Terraform's own."""

_TRACKED: Final = frozenset({"microsoft.network/privatednszones/virtualnetworklinks"})
"""Nested types that are listed among the resources though Terraform gives them no location."""


@dataclass(frozen=True)
class Item:
    """An ARM resource; ``parts`` are the Terraform resources that describe it, the main one first.

    A subnet and its association with a network security group are one item, for example.
    ``facts`` is the folder of the user's own provider facts.
    """

    id: str
    parts: tuple[Resource, ...]
    facts: Path | None = None

    @cached_property
    def _steps(self) -> list[str]:
        """The provider's namespace, then types and names in turn."""
        _, cut, rest = self.id.rpartition("/providers/")
        return rest.split("/") if cut else ["Microsoft.Resources", *self.id.split("/")[-2:]]

    @property
    def type(self) -> str:
        """The ARM type, such as ``Microsoft.Network/virtualNetworks``."""
        return "/".join([self._steps[0], *self._steps[1::2]])

    @property
    def name(self) -> str:
        """The name within what the resource lies in."""
        return self._steps[-1]

    @property
    def full_name(self) -> str:
        """The names of what it lies in within its provider, and its own."""
        return "/".join(self._steps[2::2])

    @property
    def scope(self) -> str:
        """What an extension resource hangs on; empty for the tenant."""
        return self.id.rpartition("/providers/")[0]

    @property
    def subscription(self) -> str:
        """The subscription's id, empty for what lies in none."""
        return self._where("subscription")

    @property
    def group(self) -> str:
        """The resource group's name, empty for what lies in none."""
        return self._where("group")

    def _where(self, part: str) -> str:
        found = _WHERE.match(self.id)
        return (found[part] or "") if found else ""

    @cached_property
    def told(self) -> Object:
        """What may be shown, in Terraform's spelling."""
        return self._shown(str)

    def _shown(self, spelling: Callable[[str], str]) -> Object:
        merged: Object = {}
        for part in self.parts:
            merged = _attributes(part, self.facts, spelling) | merged
        return merged

    @property
    def tags(self) -> dict[str, str]:
        """The tags."""
        found = self.told.get("tags")
        return dict(found) if isinstance(found, dict) else {}

    @property
    def location(self) -> str:
        """The region; ``global`` for a resource that may have tags but has no region."""
        given = self.told.get("location")
        if isinstance(given, str):
            return given
        tagged = "tags" in self.parts[0].value and len(self._steps) == 3 and bool(self.group)
        return "global" if tagged or self.type.lower() in _TRACKED else ""

    @property
    def identity(self) -> Object:
        """Its managed identity, in ARM's form."""
        return identity(self.told)

    @property
    def tracked(self) -> bool:
        """Whether ARM lists it among the resources of its group or subscription."""
        own = self.id.lower().count("/providers/") == 1 and bool(self.subscription)
        return own and bool(self.location) and self._steps[0].lower() != "microsoft.authorization"

    def properties(self) -> Object:
        """Return what ARM tells under ``properties``."""
        plain = {name: value for name, value in self._shown(camel).items() if name not in _OUTSIDE}
        found = shaped(self.type, str(self.told.get("name", self.name)), self.scope, plain)
        return found | ({"provisioningState": "Succeeded"} if self._provisioned else {})

    @property
    def _provisioned(self) -> bool:
        return self.tracked or self.type == GROUPS

    def brief(self) -> Object:
        """Return ARM's form as lists of resources have it."""
        found: Object = {"id": self.id, "name": self.full_name, "type": self.type}
        if self.location:
            found |= {"location": self.location, "tags": self.tags}
        return found | ({"identity": self.identity} if self.identity else {})

    def whole(self) -> Object:
        """Return ARM's form with the properties."""
        return self.brief() | {"name": self.name, "properties": self.properties()}


def _attributes(part: Resource, facts: Path | None, spelling: Callable[[str], str]) -> Object:
    """Return what may be shown of a Terraform resource; nothing where its schema isn't known."""
    try:
        raw = provider_facts(part.provider, facts).raw["resource_schemas"][part.type]
    except (EmulatorError, KeyError):
        return {}
    return shown(raw["block"], part.value, spelling)


def arm_id(resource: Resource) -> str:
    """Return the ARM id of a Terraform resource, empty where it has none.

    Terraform joins two ids, or an id and a name, where Azure has one id only.
    """
    id_, value = resource.id, resource.value
    if resource.type == "azurerm_subscription":
        id_ = f"/subscriptions/{value.get('subscription_id') or ''}"
    elif resource.type == "azurerm_monitor_diagnostic_setting":
        id_ = id_.replace("|", "/providers/Microsoft.Insights/diagnosticSettings/")
    elif resource.type == "azurerm_role_definition":
        id_ = id_.partition("|")[0]
    elif resource.type.startswith("azurerm_key_vault") and id_.startswith("https:"):
        id_ = str(value.get("resource_manager_versionless_id") or "")
    return id_ if _ID.fullmatch(id_) else ""


def items(resources: Iterable[Resource], facts: Path | None = None) -> dict[str, Item]:
    """Return the items of a cloud by lower-case id, in that order.

    Of several Terraform types with one id the shortest is the resource itself; the longer are
    settings and associations of it.
    """
    named = [(arm_id(resource), resource) for resource in resources]
    named = [pair for pair in named if pair[0]]
    named.sort(key=lambda pair: (pair[0].lower(), len(pair[1].type), pair[1].type))
    found = {}
    for key, group in groupby(named, key=lambda pair: pair[0].lower()):
        pairs = list(group)
        found[key] = Item(pairs[0][0], tuple(resource for _, resource in pairs), facts)
    return found
