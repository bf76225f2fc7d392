"""What the rules make of a state after the apply, when the provider reads the resource.

Unset attributes are filled, and values that the provider shows in another form than they were
given take that form: the next plan then shows a change for ever, as it does in Azure.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from landsmith.emulator.rules.compare import FORMS, is_zero
from landsmith.emulator.rules.model import READ, UPDATE, RuleSet
from landsmith.emulator.rules.paths import edited, names_of, parsed, value_at
from landsmith.emulator.rules.predicates import applies
from landsmith.emulator.schema import empty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from landsmith.emulator.rules.model import Rule
    from landsmith.emulator.rules.view import View
    from landsmith.emulator.values import Object, Path, Value

    Behaviour = Mapping[tuple[str, ...], Object]
    Edit = Callable[[Value, Value], Value]

IN_WORDS: Final = frozenset(
    {
        "/providers/Microsoft.Management/managementGroups/<tenant id>",
        "0 is sent; what Azure answers is stored",
        "Azure counts up with the number of endpoints",
        "a new UUID",
        "a random name",
        "a workspace that Azure attaches by itself",
        "empty",
        "the network watcher's location",
        "the prefix that the pool gave",
        "the ranges that the pool gave",
        "the scope alone",
        "what Azure answers",
        "what Azure answers, ten years on by its documentation",
    }
)
"""Filled values that are told in words: the emulator makes up its own, as for any computed one."""


def read_back(rules: RuleSet, view: View, behaviour: Behaviour) -> Object:
    """Return the state that a provider stores after an apply; everything in it is known."""
    for rule, own, told in _fills(rules, view):
        now = replace(own, planned=view.planned)
        if applies(rule, now) and told.get("value") not in IN_WORDS:
            path = own.within(told["path"], rule.each)
            view = replace(view, planned=_filled(rules, now, path, told))
    for rule, told in rules.at(READ, "normalise"):
        if applies(rule, view):
            edit = _edit(told, behaviour)
            view = replace(view, planned=_changed(view, parsed(told["path"]), edit))
    return view.planned


def _fills(rules: RuleSet, view: View) -> Iterator[tuple[Rule, View, Object]]:
    for moment in (READ, UPDATE) if view.prior else (READ,):
        for rule, told in rules.at(moment, "fill"):
            for own in view.each(rule.each):
                yield rule, own, told


def _changed(view: View, path: Path, edit: Edit) -> Object:
    found: Object = edited(view.planned, None, path, view.block.type, edit)
    return found


def _filled(rules: RuleSet, view: View, path: Path, told: Object) -> Object:
    """Return the state with a value where none is set, in a block that Azure makes if need be."""
    value = value_at(view.planned, parsed(told["from"])) if "from" in told else told["value"]
    if is_zero(value):
        return view.planned
    name = str(path[0])
    if view.planned.get(name) == [] and (name,) in rules.computed_blocks(view.block):
        made = [empty(view.block.blocks[name].block)]
        view = replace(view, planned=view.planned | {name: made})
    return _changed(view, path, lambda _, own: value if own in (None, []) else own)


def _edit(told: Object, behaviour: Behaviour) -> Edit:
    """Return what makes of a value the one that is read."""
    if "map" in told:
        return lambda _, own: told["map"].get(own, own) if isinstance(own, str) else own
    words = told["as"]
    if words == CASING:
        choices = _choices(behaviour, told["path"])
        return lambda _, own: next((item for item in choices if _alike(item, own)), own)
    form = FORMS.get(words) or READ_AS[words]
    return lambda _, own: form(own)


CASING: Final = "the casing of the allowed values"


def _choices(behaviour: Behaviour, path: str) -> list[Value]:
    found: list[Value] = behaviour.get(names_of(parsed(path)), {}).get("one_of", [])
    return found


def _alike(one: Value, other: Value) -> bool:
    return isinstance(other, str) and str(one).lower() == other.lower()


def _as_given(value: Value) -> Value:
    return value


def _without_empty(blocks: Value) -> Value:
    """Return no block where nothing in it is set."""
    items = blocks if isinstance(blocks, list) else []
    empty_ = all(is_zero(value) for item in items for value in (item or {}).values())
    return [] if empty_ else blocks


def _overlay(mode: Value) -> Value:
    return "overlay" if _alike("overlay", mode) else None


def _private_zone(value: Value) -> Value:
    return next((word for word in ("System", "None") if _alike(word, value)), value)


def _by_location(blocks: Value) -> Value:
    items = blocks if isinstance(blocks, list) else []
    return sorted(items, key=lambda item: str(item.get("location")))


def _open_to_all(rules: Value) -> Value:
    """Return no network rules where they allow what a storage account allows without."""
    shut = ("ip_rules", "virtual_network_subnet_ids", "private_link_access")
    return [
        rule
        for rule in (rules if isinstance(rules, list) else [])
        if rule.get("default_action") != "Allow"
        or rule.get("bypass") != ["AzureServices"]
        or not all(is_zero(rule.get(name)) for name in shut)
    ]


READ_AS: Final[dict[str, Callable[[Value], Value]]] = {
    "kept when Azure's answer is empty, as it is for a flow log that is off": _as_given,
    "not read back; the state keeps the configured value": _as_given,
    "not read back for an ExpressRoute gateway": lambda _: None,
    "overlay in any case becomes overlay, everything else becomes empty": _overlay,
    "reads as no block when Azure has neither IP ranges nor VNet integration nor a subnet": (
        _without_empty
    ),
    "reads as no block when Azure has neither KEDA nor VPA in its answer": _without_empty,
    "reads as no block when Azure's answer has an empty one, as for spot pools": _without_empty,
    "reads as no block when it allows everything": _open_to_all,
    "reads as no block when it is not enabled": _without_empty,
    # A cluster with the block has security monitoring on.
    "reads as no block when security monitoring is off": _as_given,
    "resource ids in their usual casing": _as_given,
    "sorted by location; the block is a list, so any other order in the configuration plans a"
    " change for ever": _by_location,
    "system and none in any case become System and None": _private_zone,
    # Neither is configured by whom it concerns.
    "the default suite TLS12_2022 reads as no block unless the configuration has the block": (
        _as_given
    ),
    "the principal msi, which an identity cluster has, reads as no block": _as_given,
}
"""By the rules' words: what a value is read as."""
