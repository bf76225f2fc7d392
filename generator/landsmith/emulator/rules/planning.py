"""What the rules do to a plan.

Values get the form in which they are kept before anything is planned. Then differences that are
none go, values are set, and the rules say what is refused and what forces a replacement.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from landsmith.emulator.provider.objection import Objection
from landsmith.emulator.rules.compare import COMPARES, FORMS
from landsmith.emulator.rules.model import PLAN, READ, RuleSet
from landsmith.emulator.rules.paths import edited, parsed, shown, value_at
from landsmith.emulator.rules.predicates import applies
from landsmith.emulator.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from landsmith.emulator.rules.view import View
    from landsmith.emulator.schema import Block
    from landsmith.emulator.values import Object, Path, Value

    Edit = Callable[[Value, Value], Value]


@dataclass(frozen=True)
class Adjusted:
    """A plan after the rules: the state, the paths that force a replacement, the refusals."""

    state: Object
    replace: tuple[Path, ...] = ()
    refused: tuple[Objection, ...] = ()


def adjusted(rules: RuleSet, view: View) -> Adjusted:
    """Return what the rules make of a plan."""
    for change in (_suppressed, _decided):
        view = replace(view, planned=change(rules, view))
    replacing = () if view.prior is None else tuple(_replaced(rules, view))
    return Adjusted(view.planned, replacing, tuple(refused(rules, view, PLAN)))


def _edit(view: View, path: Path, edit: Edit) -> Object:
    found: Object = edited(view.planned, view.prior, path, view.block.type, edit)
    return found


def stored(rules: RuleSet, block: Block, value: Object) -> Object:
    """Return a configuration, or what it is merged to, in the form in which it is kept."""
    for _, told in rules.at(READ, "store"):
        edit = _formed(FORMS[told["as"]])
        value = edited(value, None, parsed(told["path"]), block.type, edit)
    return value


def _formed(form: Callable[[Value], Value]) -> Edit:
    return lambda _old, new: form(new)


def _suppressed(rules: RuleSet, view: View) -> Object:
    """Return the planned values without the differences that are none to the provider."""
    state = view.planned
    if view.prior is None:
        return state
    for rule, told in rules.at(READ, "suppress"):
        if applies(rule, view):
            state = _edit(replace(view, planned=state), parsed(told["path"]), _kept(told))
    return state


def _kept(told: Object) -> Edit:
    compare = COMPARES[told["compare"]]

    def keep(old: Value, new: Value) -> Value:
        differs = old != new and old is not None and new is not UNKNOWN
        return old if differs and compare(old, new, told) else new

    return keep


def _decided(rules: RuleSet, view: View) -> Object:
    """Return the plan with the values that the provider sets or leaves to Azure."""
    state = view.planned
    for rule, told in rules.at(PLAN, "set"):
        if applies(rule, view.of(rule)):
            edit = _set(told["value"])
            state = _edit(replace(view, planned=state), parsed(told["path"]), edit)
    for rule, paths in rules.at(PLAN, "unknown"):
        if applies(rule, view.of(rule)):
            for path in paths:
                state = _edit(replace(view, planned=state), parsed(path), _set(UNKNOWN))
    return state


def _set(value: Value) -> Edit:
    return lambda _old, _new: value


def _replaced(rules: RuleSet, view: View) -> Iterator[Path]:
    """Yield the paths whose change forces a replacement, where a rule says so."""
    for rule, paths in rules.at(PLAN, "replace"):
        for own in view.of(rule).each(rule.each):
            if applies(rule, own):
                yield from (own.within(path, rule.each) for path in paths)


def refused(rules: RuleSet, view: View, moment: str) -> Iterator[Objection]:
    """Yield what the provider refuses at a moment: ``plan``, ``create`` or ``update``."""
    for rule, words in rules.at(moment, "refuse"):
        for own in view.of(rule).each(rule.each):
            if applies(rule, own):
                path = own.within(rule.then["paths"][0], rule.each)
                yield Objection(words, _detail(rule.id, moment, own, path), shown(view.block, path))


_MOMENTS = {PLAN: "when it plans", "create": "when it creates", "update": "when it updates"}


def _detail(rule: str, moment: str, view: View, path: Path) -> str:
    said = f"The provider refuses this {_MOMENTS[moment]} (rule {rule!r})."
    if value_at(view.config, path) is UNKNOWN:
        return f"{said} A value that is known only after the apply counts as not set."
    return said
