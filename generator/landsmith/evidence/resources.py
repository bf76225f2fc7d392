"""Reads planned and rehearsed values, and knows how far each of them is proven."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from landsmith.errors import LandsmithError
from landsmith.evidence.level import Level
from landsmith.policy.kinds import CLUSTER, in_shared_words, shared_values
from landsmith.terraform.plan import UNKNOWN, Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from landsmith.errors import Place
    from landsmith.evidence.subject import Subject
    from landsmith.terraform.plan import ResourceChange

Value: TypeAlias = Any

PLAN: Final = "plan"
STATE: Final = "rehearsal state"


@dataclass(frozen=True)
class Reading:
    """One value, how far it is proven, and where it was read."""

    value: Value
    level: Level
    source: str


@dataclass(frozen=True)
class Resource:
    """A resource that a plan will make; ``applied`` are its values after the rehearsal's apply.

    ``settled`` says that the root's second plan was empty.
    """

    root: str
    change: ResourceChange
    applied: Mapping[str, Value] | None
    settled: bool
    place: Place | None = None
    call: Place | None = None

    @property
    def level(self) -> Level:
        """How far the resource itself is proven."""
        return Level.REHEARSED if self.applied is not None and self.settled else Level.PLANNED

    def read(self, path: str) -> Reading:
        """Return the value at a dotted path: the planned one, else what the rehearsal gave it."""
        planned = self.change.get(path)
        after = dig(self.applied, path)
        if marked(planned, UNKNOWN) and after is not None and self.level is Level.REHEARSED:
            return Reading(after, Level.REHEARSED, STATE)
        same = self.level is Level.REHEARSED and planned == after
        return Reading(planned, Level.REHEARSED if same else Level.PLANNED, PLAN)

    def value(self, path: str) -> Value:
        """Return the value at a path alone."""
        return self.read(path).value

    def text(self, path: str) -> str:
        """Return the value at a path if it is text, else nothing."""
        value = self.value(path)
        return value if isinstance(value, str) else ""


def resources(subject: Subject, *types: str) -> tuple[Resource, ...]:
    """Return the resources of these types, or of all, that the plans will make, root by root.

    A type stands for all that are of its kind: ``azurerm_kubernetes_cluster`` for every cluster,
    each read in that type's words.
    """
    return tuple(
        Resource(
            root.name,
            change,
            shared_values(planned.type, root.applied.get(change.address)),
            root.second_plan_empty,
            _found(subject.places.resource_place, root.name, change.address),
            _found(subject.places.place, root.name, change.address),
        )
        for root in subject.rehearsal.roots
        for planned in root.plan.resources()
        for change in (in_shared_words(planned) if CLUSTER in types else planned,)
        if not types or change.type in types
    )


def marked(value: Value, mark: Mark | None = None) -> bool:
    """Tell whether a value is, or holds, a mark (this one, or any)."""
    if isinstance(value, Mark):
        return mark is None or value is mark
    if isinstance(value, dict):
        return any(marked(item, mark) for item in value.values())
    return isinstance(value, list) and any(marked(item, mark) for item in value)


def dig(value: Value, path: str) -> Value:
    """Return what lies at a dotted path of plain values, None where nothing does."""
    for step in path.split("."):
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            value = value.get(step) if hasattr(value, "get") else None
    return value


def last_segment(arm_id: Value) -> str:
    """Return the name at the end of an ARM id."""
    return arm_id.rpartition("/")[2] if isinstance(arm_id, str) else ""


def _found(lookup: Callable[[str, str], Place], root: str, address: str) -> Place | None:
    try:
        return lookup(root, address)
    except LandsmithError:
        return None
