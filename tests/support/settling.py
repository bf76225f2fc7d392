"""Whether what a plan makes settles: is refused by no apply, and read back as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator_client import proposed_new
from landsmith.emulator.facts import provider_facts
from landsmith.emulator.provider.planning import plan
from landsmith.emulator.rules.compare import same
from landsmith.emulator.rules.reading import read_back
from landsmith.emulator.rules.view import View
from landsmith.policy.apply_refusals import refused_in_apply
from landsmith.terraform.plan import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from landsmith.emulator.schema import Block, NestedBlock
    from landsmith.emulator.values import Object, Value
    from landsmith.terraform.plan import Plan, ResourceChange


def unsettled(found: Plan) -> list[str]:
    """Return what the apply of a plan would refuse, and what the plan after it would change."""
    made = [change for change in found.resources() if "create" in change.actions]
    return [
        f"{change.address}: {words}"
        for change in made
        if change.type.startswith(("azurerm_", "azuread_"))
        for words in (*(said for said, _ in refused_in_apply(change)), *_changed_again(change))
    ]


def _changed_again(change: ResourceChange) -> Iterator[str]:
    facts = provider_facts(change.type.partition("_")[0])
    block, own = facts.resource(change.type).block, facts.of(change.type)
    config = _known(block, change.after or {})
    view = View(block, None, config, config)
    state = read_back(own.rules, view, own.behaviour)
    again = plan(block, own, state, proposed_new(block, state, config), config).state or {}
    for name, value in state.items():
        if not same(value, again[name]):
            yield f"{name} is read back as {value}, and planned as {again[name]}"


def _known(block: Block, after: Object) -> Object:
    """Return the configuration of a planned resource; what isn't known yet stays unset."""
    config = {name: _told(after.get(name)) for name in block.attributes}
    for name, nested in block.blocks.items():
        config[name] = _blocks(nested, after.get(name))
    return config


def _blocks(nested: NestedBlock, told: Value) -> Value:
    if isinstance(told, dict):
        return _known(nested.block, told)
    if nested.nesting not in ("list", "set"):
        return None
    items = told if isinstance(told, list) else []
    return [_known(nested.block, item) for item in items if isinstance(item, dict)]


def _told(value: Value) -> Value:
    if isinstance(value, list):
        return [_told(item) for item in value]
    if isinstance(value, dict):
        return {name: _told(item) for name, item in value.items()}
    return None if isinstance(value, Mark) else value
