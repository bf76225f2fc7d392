"""What is asked of the cloud, in the form that the rules judge."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

from landsmith.emulator.cloud import Cloud, Reference, Resource
from landsmith.emulator.provider.objection import Objection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from landsmith.emulator.facts import TypeFacts
    from landsmith.emulator.provider.ids import Account
    from landsmith.emulator.values import Object, Value

_ID: Final = re.compile(
    r"/(subscriptions/[^/\s]+|providers/Microsoft\.Management/managementGroups/)[^\s|]*",
    re.IGNORECASE,
)
_WRITE_ONLY: Final = "_wo"


@dataclass(frozen=True)
class Change:
    """One creation (``before`` is None), update or deletion (``after`` is None).

    ``after`` holds every value that the resource will have, ``references`` the ids that its
    configuration names.
    """

    provider: str
    type: str
    id: str
    before: Object | None
    after: Object | None
    account: Account
    facts: TypeFacts
    references: tuple[Reference, ...] = ()

    @property
    def creates(self) -> bool:
        """Whether the resource is new."""
        return self.before is None

    @property
    def deletes(self) -> bool:
        """Whether the resource is to go."""
        return self.after is None

    @property
    def resource(self) -> Resource:
        """The resource as it will be, or as it was before its deletion."""
        return Resource(self.provider, self.type, self.id, self.after or self.before or {})

    @cached_property
    def name(self) -> str:
        """The resource's own name."""
        return str((self.after or self.before or {}).get("name") or self.id.rpartition("/")[2])

    def changes(self, attribute: str) -> bool:
        """Return whether an attribute is new or gets another value."""
        old = (self.before or {}).get(attribute)
        return self.after is not None and (self.creates or old != self.after.get(attribute))


Rule: TypeAlias = Callable[[Cloud, Change], Objection | None]
"""Judges one change; None means that the rule has nothing against it."""


def references_in(value: Value, config: Value = None) -> tuple[Reference, ...]:
    """Return the ids within a resource's value, and those in write-only attributes of ``config``.

    Ids that the resource gives to itself or to its own children are no references: its ``id``
    is not looked at.
    """
    found = {Reference(path, id_) for path, id_ in _ids(value, "") if path != "id"}
    given = _ids(config, "") if config is not None else ()
    found |= {Reference(path, id_) for path, id_ in given if path.endswith(_WRITE_ONLY)}
    return tuple(sorted(found, key=lambda item: (item.path, item.target)))


def _ids(value: Value, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if _ID.fullmatch(value):
            yield path, value.rstrip("/")
    elif isinstance(value, list):
        for item in value:
            yield from _ids(item, path)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _ids(item, f"{path}.{name}" if path else name)


def kept_references(
    cloud: Cloud, resource: Resource, before: Object, after: Object
) -> Iterator[Reference]:
    """Yield what a resource still names in write-only attributes whose version didn't change."""
    for item in cloud.references(resource):
        version = f"{item.path}_version"
        if item.path.endswith(_WRITE_ONLY) and before.get(version) == after.get(version):
            yield item
