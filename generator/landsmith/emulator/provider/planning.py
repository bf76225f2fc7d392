"""Plans: what a resource will be, what of it isn't known yet, and what forces a replacement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from landsmith.emulator.rules.paths import names_of
from landsmith.emulator.rules.planning import Adjusted, adjusted, stored
from landsmith.emulator.rules.view import View
from landsmith.emulator.values import UNKNOWN, Object, Path, Value, at, spread, wholly_known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from landsmith.emulator.facts import TypeFacts
    from landsmith.emulator.provider.objection import Objection
    from landsmith.emulator.schema import Attribute, Block, NestedBlock

Names = tuple[str, ...]


@dataclass(frozen=True)
class Planned:
    """The planned state, None for a deletion, and the paths whose change forces a replacement.

    ``refused`` is what the provider has against the plan.
    """

    state: Object | None
    replace: tuple[Path, ...] = ()
    refused: tuple[Objection, ...] = ()


def plan(
    block: Block, facts: TypeFacts, prior: Object | None, proposed: Object | None, config: Object
) -> Planned:
    """Return the plan for one resource.

    ``proposed`` is Terraform's merge of configuration and prior state. Attributes that the
    configuration leaves out get the provider's default; computed ones are unknown in what is
    created and keep their value in what is updated.
    """
    if proposed is None:
        return Planned(None)
    config, proposed = (stored(facts.rules, block, value) for value in (config, proposed))
    state = _Planner(facts).block(block, proposed, config, prior, ())
    found = adjusted(facts.rules, View(block, prior, state, config))
    if prior is None:
        return Planned(found.state, (), found.refused)
    forcing = (*_always(facts, block, prior, found.state), *_told(block, prior, found))
    return Planned(found.state, tuple(dict.fromkeys(forcing)), found.refused)


class _Planner:
    """Fills in one resource's proposed state; holds only the facts of its type."""

    def __init__(self, facts: TypeFacts) -> None:
        self._facts = facts

    def block(
        self, block: Block, proposed: Object, config: Value, prior: Value, names: Names
    ) -> Object:
        state: Object = {}
        given = config if isinstance(config, dict) else {}
        before = prior if isinstance(prior, dict) else None
        for name, attribute in block.attributes.items():
            where = (*names, name)
            value = (proposed.get(name), given.get(name))
            state[name] = self.attribute(attribute, *value, before, where)
            shown = attribute.computed and given.get(name) is None
            if before and shown and _rewritten(name, given, before):
                state[name] = UNKNOWN
        for name, nested in block.blocks.items():
            earlier = before.get(name) if before else None
            state[name] = self.nested(
                nested, proposed.get(name), given.get(name), earlier, (*names, name)
            )
        return state

    def attribute(
        self, attribute: Attribute, proposed: Value, config: Value, before: Object | None, at: Names
    ) -> Value:
        if attribute.write_only:
            return None
        if config is not None:
            return self.given(attribute, config, at)
        default = self._facts.behaviour.get(at, {}).get("default")
        if default is not None and attribute.settable:
            return default
        if attribute.computed and before is None and proposed is None:
            return UNKNOWN
        return proposed

    def given(self, attribute: Attribute, config: Value, at: Names) -> Value:
        """Return a configured value as the provider would write it into the state."""
        members = attribute.object_type
        if members is None or not isinstance(config, list):
            return config
        return [
            {name: self.member(name, item.get(name), at) for name in members}
            if isinstance(item, dict)
            else item
            for item in config
        ]

    def member(self, name: str, config: Value, at: Names) -> Value:
        if config is not None:
            return config
        return self._facts.behaviour.get((*at, name), {}).get("default")

    def nested(
        self, nested: NestedBlock, proposed: Value, config: Value, prior: Value, names: Names
    ) -> Value:
        if names in self._facts.computed_blocks and not config:
            return UNKNOWN if prior is None else prior
        if proposed is None or proposed is UNKNOWN:
            return proposed
        if nested.nesting in ("single", "group"):
            return self.block(nested.block, proposed, config, prior, names)
        if nested.nesting == "map":
            items = proposed.items()
            return {
                key: self.block(nested.block, item, _get(config, key), _get(prior, key), names)
                for key, item in items
            }
        if nested.nesting == "set":
            return [self.element(nested.block, item, prior, names) for item in proposed]
        return [
            UNKNOWN
            if item is UNKNOWN
            else self.block(nested.block, item, _nth(config, index), _nth(prior, index), names)
            for index, item in enumerate(proposed)
        ]

    def element(self, block: Block, item: Value, prior: Value, names: Names) -> Value:
        """Return a set's element: the earlier one if it differs only in computed values."""
        if item is UNKNOWN:
            return UNKNOWN
        state = self.block(block, item, item, None, names)
        if isinstance(prior, list) and wholly_known(item):
            return next((earlier for earlier in prior if _matches(state, earlier)), state)
        return state


def _rewritten(name: str, config: Object, before: Object) -> bool:
    """Return whether the write-only argument behind a computed attribute is written again."""
    version = f"{name}_wo_version"
    return version in before and config.get(version) != before[version]


def _get(value: Value, key: str) -> Value:
    return value.get(key) if isinstance(value, dict) else None


def _nth(items: Value, index: int) -> Value:
    return items[index] if isinstance(items, list) and index < len(items) else None


def _matches(state: Value, earlier: Value) -> bool:
    if state is UNKNOWN:
        return True
    if isinstance(state, dict) and isinstance(earlier, dict):
        return all(_matches(value, earlier.get(name)) for name, value in state.items())
    if isinstance(state, list) and isinstance(earlier, list):
        pairs = zip(state, earlier, strict=False)
        return len(state) == len(earlier) and all(_matches(*pair) for pair in pairs)
    return bool(state == earlier)


def _always(facts: TypeFacts, block: Block, prior: Object, state: Object) -> Iterator[Path]:
    """Yield the changes that replace the resource whatever else there is."""
    for names, told in facts.behaviour.items():
        if told.get("force_new"):
            yield from _changed(block, names, prior, state, ())


def _told(block: Block, prior: Object, found: Adjusted) -> Iterator[Path]:
    """Yield the changes that replace the resource by a rule.

    What Azure may choose has no change for a rule as long as its new value isn't known.
    """
    for path in found.replace:
        names = names_of(path)
        open_ = at(found.state, path) is UNKNOWN and _is_computed(block, names)
        if not open_ and any(True for _ in _changed(block, names, prior, found.state, ())):
            yield path


def _is_computed(block: Block, names: Names) -> bool:
    for name in names[:-1]:
        block = block.blocks[name].block
    attribute = block.attributes.get(names[-1])
    return attribute is not None and attribute.computed


def _changed(block: Block, names: Names, prior: Value, state: Value, path: Path) -> Iterator[Path]:
    """Yield where the values under ``names`` differ; a path ends at a set or a missing element.

    Of a block itself only the number counts: what is in it has facts of its own. An element of
    a set that changed is another element, so that all that stands in it changed.
    """
    head, rest = names[0], names[1:]
    old, new = _get(prior, head), _get(state, head)
    here = (*path, head)
    nested = block.blocks.get(head)
    if _same(old, new, ordered=not _is_set(block, head)):
        return
    if nested is None:
        yield from _changed_members(old, new, rest, here, ordered=not _is_set(block, head))
    elif not rest:
        if _size(old) != _size(new):
            yield here
    elif nested.nesting == "list" and isinstance(old, list) and isinstance(new, list):
        yield from _changed_items(nested.block, rest, old, new, here)
    elif nested.nesting in ("single", "group"):
        yield from _changed(nested.block, rest, old, new, here)
    elif nested.nesting == "map" and isinstance(old, dict) and isinstance(new, dict):
        pairs = ((old.get(key), new.get(key)) for key in old | new)
        if any(True for pair in pairs for _ in _changed(nested.block, rest, *pair, ())):
            yield here
    elif _tells(_moved(old, new), rest):
        yield here


def _changed_items(
    block: Block, names: Names, old: list[Value], new: list[Value], path: Path
) -> Iterator[Path]:
    for index in range(max(len(old), len(new))):
        before = old[index] if index < len(old) else None
        after = new[index] if index < len(new) else None
        if before is None or after is None:
            if any(True for _ in _changed(block, names, before, after, ())):
                yield path
        else:
            yield from _changed(block, names, before, after, (*path, index))


def _size(items: Value) -> Value:
    if isinstance(items, list | dict):
        return len(items) if isinstance(items, list) else 1
    return items


def _moved(old: Value, new: Value) -> list[Value]:
    """Return the elements that stand in one collection only; everything if one isn't known."""
    one, other = (items if isinstance(items, list) else [] for items in (old, new))
    if old is UNKNOWN or new is UNKNOWN:
        return one + other
    return [item for item in one if item not in other] + [i for i in other if i not in one]


def _changed_members(
    old: Value, new: Value, names: Names, path: Path, *, ordered: bool
) -> Iterator[Path]:
    """Yield where an attribute's own objects differ in what they hold under ``names``."""
    if not names:
        yield path
    elif not ordered or not isinstance(old, list) or not isinstance(new, list):
        yield from [path] if _tells(_moved(old, new), names) else []
    else:
        for index, pair in enumerate(zip(old, new, strict=False)):
            one, other = ([value for _, value in spread(item, names)] for item in pair)
            if one != other:
                yield (*path, index, names[0])
        shorter, longer = sorted((old, new), key=len)
        if _tells(longer[len(shorter) :], names):
            yield path


def _tells(items: list[Value], names: Names) -> bool:
    """Return whether anything is written under ``names`` in any of the elements."""
    return any(
        item is UNKNOWN or not all(_is_empty(value) for _, value in spread(item, names))
        for item in items
    )


def _is_set(block: Block, name: str) -> bool:
    attribute = block.attributes.get(name)
    return attribute is not None and isinstance(attribute.type, list) and attribute.type[0] == "set"


def _same(old: Value, new: Value, *, ordered: bool) -> bool:
    if isinstance(old, list) and isinstance(new, list) and not ordered:
        return sorted(map(repr, old)) == sorted(map(repr, new))
    return bool(old == new) or (_is_empty(old) and _is_empty(new))


def _is_empty(value: Value) -> bool:
    return value is None or value in ("", [], {})
