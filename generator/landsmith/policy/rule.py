"""What a policy rule is: metadata as class attributes, and one method that judges.

A rule reads planned values and the resolved landing zone, and nothing else. It says what it saw
with ``passed``, ``failed``, ``unknown`` or ``not_applicable``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias

from landsmith.policy.finding import Severity, Status
from landsmith.policy.kinds import in_shared_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from landsmith.landing_zone.landing_zone import LandingZone
    from landsmith.policy.quota import Quota
    from landsmith.terraform.plan import Plan, ResourceChange

__all__ = [
    "AnyRule",
    "Context",
    "LandingZoneRule",
    "Manifest",
    "Outcome",
    "Rule",
    "Severity",
    "Status",
    "failed",
    "not_applicable",
    "passed",
    "unknown",
]


@dataclass(frozen=True)
class Outcome:
    """What one rule says of one resource; ``attribute`` is the planned value that decided it."""

    status: Status
    message: str
    attribute: str = ""


def passed(message: str, attribute: str = "") -> Outcome:
    """Return the outcome of a resource that keeps the rule."""
    return Outcome("pass", message, attribute)


def failed(message: str, attribute: str = "") -> Outcome:
    """Return the outcome of a resource that breaks the rule."""
    return Outcome("fail", message, attribute)


def unknown(message: str, attribute: str = "") -> Outcome:
    """Return the outcome of a resource whose deciding value only the apply will tell."""
    return Outcome("unknown", message, attribute)


def not_applicable(message: str, attribute: str = "") -> Outcome:
    """Return the outcome of a resource of the right type that the rule has nothing to say of."""
    return Outcome("not_applicable", message, attribute)


class Manifest(Protocol):
    """A Kubernetes object of a cluster; ``root`` is its cluster's folder."""

    @property
    def root(self) -> str:
        """Folder of its cluster."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def address(self) -> str:
        """Kind, namespace and name."""

    @property
    def data(self) -> dict[str, Any]:
        """The object itself."""


@dataclass(frozen=True)
class Context:
    """All that a rule may read: the landing zone, every root's plan by the root's name, and more.

    ``manifests`` are the objects of the clusters; ``today`` is the day that is judged on;
    ``quotas`` are the subscriptions' vCPU quotas, None where nobody gave them.
    """

    zone: LandingZone
    plans: Mapping[str, Plan]
    manifests: Sequence[Manifest] = ()
    today: date | None = None
    quotas: Sequence[Quota] | None = None

    def resources(self, *types: str) -> Iterator[tuple[str, ResourceChange]]:
        """Yield root and resource of all managed resources that will exist, or of these types."""
        for root, plan in sorted(self.plans.items()):
            for resource in plan.resources(*types):
                yield root, resource

    def plan_of(self, resource: ResourceChange) -> Plan:
        """Return the plan that this very resource change stands in."""
        return self._owners[id(resource)]

    def in_shared_words(self, resource: ResourceChange) -> ResourceChange:
        """Return this very resource change in the words that rules are written in."""
        return self._shared[id(resource)]

    @cached_property
    def _shared(self) -> dict[int, ResourceChange]:
        changes = (change for plan in self.plans.values() for change in plan.changes)
        return {id(change): in_shared_words(change) for change in changes}

    @cached_property
    def _owners(self) -> dict[int, Plan]:
        return {
            id(one): plan
            for plan in self.plans.values()
            for change in plan.changes
            for one in (change, self._shared[id(change)])
        }


class _Described:
    """The metadata of a rule; its documentation page is made from it.

    ``id`` is the area and the file's name with hyphens; the control catalogue says which controls
    it judges. ``rationale`` says why the rule is there, ``mend`` what to do about a failure.
    ``per_root`` says whether the plan of one root is enough to judge it.
    """

    id: ClassVar[str] = ""
    title: ClassVar[str] = ""
    severity: ClassVar[Severity] = "medium"
    rationale: ClassVar[str] = ""
    mend: ClassVar[str] = ""
    per_root: ClassVar[bool] = True


class Rule(_Described, ABC):
    """A rule on single resources; ``resource_types`` may hold patterns such as ``azurerm_*``."""

    resource_types: ClassVar[tuple[str, ...]] = ()

    def concerns(self, resource: ResourceChange) -> bool:
        """Return whether the rule judges this resource; by its type, unless a rule knows better."""
        return any(fnmatchcase(resource.type, pattern) for pattern in self.resource_types)

    @abstractmethod
    def judge(self, resource: ResourceChange, context: Context, /) -> Outcome:
        """Return the outcome for one managed resource that will exist."""


class LandingZoneRule(_Described, ABC):
    """A rule on the landing zone as a whole: it needs all roots' plans, unless it says not."""

    per_root: ClassVar[bool] = False

    @abstractmethod
    def judge_landing_zone(self, context: Context, /) -> Iterable[tuple[str, Outcome]]:
        """Yield outcomes, each with ``<root>/<address>`` or a field of the landing-zone file."""


AnyRule: TypeAlias = Rule | LandingZoneRule
"""A rule of either kind."""
