"""The facts of control A-3.1: pure functions from a subject to facts, one module for each area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from landsmith.evidence.fact import Fact, without
from landsmith.evidence.facts import approach, identity, network, organisation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from landsmith.evidence.control import Control
    from landsmith.evidence.subject import Subject


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
    for requirement in control.requirements:
        own = tuple(fact for fact in found if fact.control == requirement.id)
        if not own:
            own = (without(requirement.id, "Nothing in this pack speaks of this requirement."),)
        if requirement.manual_part:
            own += (without(requirement.id, requirement.manual_part, "manual"),)
        by_id[requirement.id] = own
    return by_id
