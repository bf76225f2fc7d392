"""One change of one resource, as the rules see it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from landsmith.emulator.rules.paths import elements, is_block, parsed, type_at, value_at
from landsmith.emulator.values import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from landsmith.emulator.rules.model import Rule
    from landsmith.emulator.schema import Block
    from landsmith.emulator.values import Object, Path, Value


class Unknown(Enum):
    """What a value that isn't known yet means to a predicate."""

    ZERO = "it reads as its type's zero"
    FALSE = "the predicate is false"
    OPEN = "whether the predicate is true isn't known either"


@dataclass(frozen=True)
class View:
    """A change from ``prior`` (None: a create) to ``planned``, as ``config`` wants it.

    ``element`` is the place of the block at hand, which paths with a leading dot mean.
    """

    block: Block
    prior: Object | None
    planned: Object
    config: Object
    element: Path = ()
    unknown: Unknown = Unknown.ZERO

    def of(self, rule: Rule) -> View:
        """Return the view as one rule wants it."""
        skips = rule.skips_unknown and self.unknown is Unknown.ZERO
        return replace(self, unknown=Unknown.FALSE) if skips else self

    def each(self, path: str) -> Iterator[View]:
        """Yield a view for each of the blocks at a path; for no path this one."""
        if not path:
            yield self
        else:
            for place in elements(self.planned, parsed(path)):
                yield replace(self, element=place)

    def place(self, path: str) -> Path:
        """Return the steps of a path, those of an element with the element's own before them."""
        return (*self.element, *parsed(path[1:])) if path.startswith(".") else parsed(path)

    def within(self, path: str, each: str) -> Path:
        """Return a path that goes through the blocks of ``each``, at the element at hand."""
        steps, through = parsed(path), len(self.element)
        inside = each and steps[: through - 1] == parsed(each)
        return (*self.element, *steps[through:]) if inside else steps

    def new(self, path: str) -> Value:
        """Return the planned value, null for one that reads as its type's zero."""
        found = self.planned_at(path)
        return _without_unknowns(found) if self.unknown is Unknown.ZERO else found

    def planned_at(self, path: str) -> Value:
        """Return the planned value as it is, unknown or not."""
        return value_at(self.planned, self.place(path))

    def old(self, path: str) -> Value:
        """Return the prior state's value; null at a create."""
        return value_at(self.prior, self.place(path))

    def configured(self, path: str) -> bool:
        """Return whether the configuration has a value, be it empty or unknown, or such a block."""
        place = self.place(path)
        found = value_at(self.config, place)
        return found is not None and not (found == [] and is_block(self.block, place))

    def ordered(self, path: str) -> bool:
        """Return whether the order of what stands at a path matters: it is no set."""
        type_ = type_at(self.block, self.place(path))
        return not (isinstance(type_, list) and type_[0] == "set")


def _without_unknowns(value: Value) -> Value:
    if value is UNKNOWN:
        return None
    if isinstance(value, list):
        return [_without_unknowns(item) for item in value]
    if isinstance(value, dict):
        return {name: _without_unknowns(item) for name, item in value.items()}
    return value
