"""The facts: pure functions from a subject to facts, one module for each area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from landsmith.evidence.fact import Fact, without
from landsmith.evidence.facts import approach, identity, network, organisation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from landsmith.evidence.subject import Subject
    from landsmith.policy.controls.control import Control


TOPICS = frozenset(
    {
        approach.APPROACH,
        approach.JUSTIFIED,
        approach.REPEATABLE,
        approach.UNIQUE,
        identity.ADOPTED,
        identity.LEAST_PRIVILEGE,
        network.HYBRID,
        network.TOPOLOGY,
        organisation.NAMING,
        organisation.PLACEMENT,
        organisation.TAGGING,
    }
)
"""What facts speak of."""


def facts(subject: Subject, control: Control) -> Mapping[str, tuple[Fact, ...]]:
    """Return the facts of every sub-attribute of a control, by its id.

    A sub-attribute that nothing was found for says so, and one with a part that stays manual
    ends in that part.
    """
    found = (
        *identity.facts(subject),
        *network.facts(subject),
        *organisation.facts(subject),
        *approach.facts(subject),
    )
    by_id: dict[str, tuple[Fact, ...]] = {}
    for requirement in control.parts:
        own = tuple(fact for fact in found if fact.topic in requirement.facts)
        if not own:
            own = (without("", "Nothing in this pack speaks of this requirement."),)
        own += tuple(without("", text, "manual") for text in requirement.manual)
        by_id[requirement.id] = own
    return by_id
