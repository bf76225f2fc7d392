"""Predicates: conditions on a change, combined by ``all``, ``any`` and ``not``.

Each is True, False, or None where it hangs on a value that isn't known yet (`Unknown.OPEN`). A
rule holds only where its predicate is True.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from ipaddress import ip_network
from typing import TYPE_CHECKING, Final

from landsmith.emulator.rules.compare import azure_location, is_zero, json_object, lower_case, same
from landsmith.emulator.rules.view import Unknown
from landsmith.emulator.values import UNKNOWN, wholly_known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from landsmith.emulator.rules.model import Rule
    from landsmith.emulator.rules.view import View
    from landsmith.emulator.values import Object, Value

_MODIFIERS: Final = frozenset({"path", "ignore_case", "compare"})


def applies(rule: Rule, view: View) -> bool:
    """Return whether a rule holds for a change."""
    return holds(rule.when, view) is True and (
        rule.unless is None or holds(rule.unless, view) is False
    )


def holds(predicate: Object, view: View) -> bool | None:
    """Return whether a predicate is true; several keys in one mean all of them."""
    parts = (key for key in predicate if key not in _MODIFIERS)
    return _all(_part(key, predicate, view) for key in parts)


def _part(key: str, predicate: Object, view: View) -> bool | None:
    told = predicate[key]
    if key == "all":
        return _all(holds(inner, view) for inner in told)
    if key == "any":
        return _not(_all(_not(holds(inner, view)) for inner in told))
    if key == "not":
        return _not(holds(told, view))
    if key == "resource":
        return bool((view.prior is None) == (told == "new"))
    return _tested(key, told, _Subject(view, predicate))


def _all(parts: Iterable[bool | None]) -> bool | None:
    found = set(parts)
    return False if False in found else None if None in found else True


def _not(part: bool | None) -> bool | None:
    return None if part is None else not part


@dataclass(frozen=True)
class _Subject:
    """The values at a predicate's path, and how they are compared."""

    view: View
    predicate: Object

    @property
    def path(self) -> str:
        return str(self.predicate["path"])

    @property
    def new(self) -> Value:
        return self.view.new(self.path)

    @property
    def old(self) -> Value:
        return self.view.old(self.path)

    @property
    def number(self) -> Decimal:
        return _number(self.new)

    @property
    def earlier_number(self) -> Decimal:
        return _number(self.old)

    def form(self, value: Value) -> Value:
        """Return a value in the form in which this predicate compares it."""
        if self.predicate.get("compare") == "azure_location":
            return azure_location(value)
        if self.predicate.get("compare") == "json_equivalent":
            return json_object(value) or value
        return lower_case(value) if self.predicate.get("ignore_case") else value

    def equal(self, one: Value, other: Value) -> bool:
        return same(self.form(one), self.form(other))

    def among(self, value: Value, told: Value) -> bool:
        """Return whether a value is ``told``, or one of them."""
        choices = told if isinstance(told, list) else [told]
        return any(self.equal(value, choice) for choice in choices)

    @property
    def changed(self) -> bool:
        pair = (self.form(self.old), self.form(self.new))
        return not same(*pair, ordered=self.view.ordered(self.path))

    def hidden(self, key: str, told: Value) -> bool:
        """Return whether a test looks at something that isn't known yet."""
        new = self.new
        if key.endswith("_path") and not wholly_known(self.view.new(told)):
            return True
        return new is UNKNOWN if key in _SHAPE else not wholly_known(new)

    @property
    def members(self) -> list[Value]:
        found = self.new
        return found if isinstance(found, list) else []


def _tested(key: str, told: Value, subject: _Subject) -> bool | None:
    if key in _OLD:
        return _OLD[key](subject, told)
    if subject.view.unknown is not Unknown.ZERO and subject.hidden(key, told):
        return None if subject.view.unknown is Unknown.OPEN else False
    return _NEW[key](subject, told)


def _number(value: Value) -> Decimal:
    if isinstance(value, bool) or value is None or value is UNKNOWN:
        return Decimal(0)
    return _text_number(value, Decimal(0))


def _text_number(value: Value, otherwise: Decimal) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return otherwise


def _size(value: Value) -> int:
    return len(value) if isinstance(value, list | dict) else 0


def _counted(size: int, told: Object) -> bool:
    tests = {"equals": size.__eq__, "gt": size.__gt__, "lt": size.__lt__}
    return all(tests[key](bound) for key, bound in told.items())


def _stands(value: Value) -> bool:
    """Return whether the first block stands there with an argument in it."""
    first = value[0] if isinstance(value, list) and value else None
    return isinstance(first, dict) and any(item not in (None, []) for item in first.values())


def _starts(value: Value, told: list[str]) -> bool:
    return isinstance(value, str) and value.startswith(tuple(told))


def _is_cidr(value: Value) -> bool:
    try:
        return "/" in str(value) and bool(ip_network(str(value), strict=False))
    except ValueError:
        return False


def _ranks(subject: _Subject, told: list[Value]) -> tuple[int, int]:
    """Return the places of the old and the new value among the ranks; equal if one has none."""
    old, new = (
        next((place for place, rank in enumerate(told) if subject.equal(rank, value)), -1)
        for value in (subject.old, subject.new)
    )
    return (old, new) if min(old, new) >= 0 else (0, 0)


def _lost_keys(subject: _Subject) -> bool:
    old, new = subject.old, subject.new
    return isinstance(old, dict) and bool(set(old) - set(new or {}))


def _lost_members(subject: _Subject) -> bool:
    old = subject.old if isinstance(subject.old, list) else []
    return any(not any(same(item, kept) for kept in subject.members) for item in old)


def _lost_json_keys(subject: _Subject) -> bool:
    old = json_object(subject.old)
    return old is not None and len(old) > len(json_object(subject.new) or {})


def _has_duplicates(items: list[Value]) -> bool:
    told = [repr(item) for item in items]
    return len(set(told)) < len(told)


_OLD: Final[dict[str, Callable[[_Subject, Value], bool]]] = {
    "configured": lambda on, told: on.view.configured(on.path) is told,
    "was_set": lambda on, told: (not is_zero(on.old)) is told,
    "old_equals": lambda on, told: on.equal(on.old, told),
    "old_matches": lambda on, told: bool(re.search(told, str(on.old or ""))),
    "old_starts_with": lambda on, told: _starts(on.old, told),
    "old_not_starts_with": lambda on, told: not _starts(on.old, told),
}
"""Tests that don't look at the planned value."""

_SHAPE: Final = frozenset({"set", "given", "count", "count_changed"})
"""Tests that look at what is there, not at what is in it."""

_NEW: Final[dict[str, Callable[[_Subject, Value], bool]]] = {
    "equals": lambda on, told: on.equal(on.new, told),
    "not_equals": lambda on, told: not on.equal(on.new, told),
    "one_of": lambda on, told: on.among(on.new, told),
    "not_one_of": lambda on, told: not on.among(on.new, told),
    "set": lambda on, told: (not is_zero(on.new)) is told,
    "given": lambda on, told: _stands(on.view.planned_at(on.path)) is told,
    "blank": lambda on, told: (not str(on.new or "").strip()) is told,
    "changed": lambda on, told: on.changed is told,
    "changed_from": lambda on, told: on.changed and on.among(on.old, told),
    "changed_to": lambda on, told: on.changed and on.among(on.new, told),
    "equals_old_of": lambda on, told: on.equal(on.new, on.view.old(told)),
    "emptied": lambda on, told: (not is_zero(on.old) and is_zero(on.new)) is told,
    "decreased": lambda on, told: (
        on.view.prior is not None and (on.number < on.earlier_number) is told
    ),
    "increased": lambda on, told: (
        on.view.prior is not None and (on.number > on.earlier_number) is told
    ),
    "lowered_in": lambda on, told: _ranks(on, told)[1] < _ranks(on, told)[0],
    "raised_in": lambda on, told: _ranks(on, told)[1] > _ranks(on, told)[0],
    "gt": lambda on, told: on.number > told,
    "lt": lambda on, told: on.number < told,
    "number_gt": lambda on, told: _text_number(on.new, Decimal(1)) > told,
    "number_lt": lambda on, told: _text_number(on.new, Decimal(1)) < told,
    "gt_path": lambda on, told: on.number > _number(on.view.new(told)),
    "lt_path": lambda on, told: on.number < _number(on.view.new(told)),
    "ge_path": lambda on, told: on.number >= _number(on.view.new(told)),
    "le_path": lambda on, told: on.number <= _number(on.view.new(told)),
    "equals_path": lambda on, told: on.equal(on.new, on.view.new(told)),
    "not_equals_path": lambda on, told: not on.equal(on.new, on.view.new(told)),
    "matches": lambda on, told: bool(re.search(told, str(on.new or ""))),
    "starts_with": lambda on, told: _starts(on.new, told),
    "not_starts_with": lambda on, told: not _starts(on.new, told),
    "longer_than": lambda on, told: len(str(on.new or "")) > told,
    "format": lambda on, _told: _is_cidr(on.new),
    "contains": lambda on, told: any(on.equal(item, told) for item in on.members),
    "contains_all": lambda on, told: all(
        any(on.equal(item, wanted) for item in on.members) for wanted in told
    ),
    "has_duplicates": lambda on, told: _has_duplicates(on.members) is told,
    "count": lambda on, told: _counted(_size(on.new), told),
    "count_set": lambda on, told: _counted(sum(not is_zero(item) for item in on.members), told),
    "all_set": lambda on, told: all(not is_zero(item) for item in on.members) is told,
    "count_changed": lambda on, told: (_size(on.old) != _size(on.new)) is told,
    "lost_members": lambda on, told: _lost_members(on) is told,
    "lost_keys": lambda on, told: _lost_keys(on) is told,
    "lost_json_keys": lambda on, told: _lost_json_keys(on) is told,
}
"""Tests that look at the planned value."""
