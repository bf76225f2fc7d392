"""What the provider lets through in a plan and refuses in the apply, told from the plan.

Facts: the provider's rules that ship with the emulator. A rule that hangs on a value which only
the apply will tell says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from landsmith.emulator.facts import provider_facts
from landsmith.emulator.rules.model import CREATE, UPDATE
from landsmith.emulator.rules.planning import refused
from landsmith.emulator.rules.view import Unknown, View
from landsmith.emulator.values import UNKNOWN
from landsmith.terraform.plan import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from landsmith.terraform.plan import ResourceChange, Value


def refused_in_apply(change: ResourceChange) -> Iterator[tuple[str, str]]:
    """Yield what the provider will refuse when a planned change is applied, and at which path."""
    facts = provider_facts(change.type.partition("_")[0])
    known = change.type in facts.raw["resource_schemas"]
    if not known or change.after is None or not {"create", "update"} & set(change.actions):
        return
    creates = "create" in change.actions
    prior = None if creates else _told(change.before)
    after = _told(change.after)
    block, rules = facts.resource(change.type).block, facts.of(change.type).rules
    view = View(block, prior, after, after, unknown=Unknown.OPEN)
    for finding in refused(rules, view, CREATE if creates else UPDATE):
        yield finding.summary, ".".join(map(str, finding.path))


def _told(value: Value) -> Value:
    """Return a planned value as the emulator's, in which what can't be shown isn't known."""
    if isinstance(value, Mark):
        return UNKNOWN
    if isinstance(value, list):
        return [_told(item) for item in value]
    if isinstance(value, dict):
        return {name: _told(item) for name, item in value.items()}
    return value
