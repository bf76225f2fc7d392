"""What a plan and an apply have to be, said independently of how the emulator makes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from emulator_configs import Maker, Names, kind_at
from landsmith.emulator.facts import TypeFacts
from landsmith.emulator.schema import Attribute, Block
from landsmith.emulator.values import UNKNOWN, Object, Path, Value


def mistakes(
    block: Block, facts: TypeFacts, prior: Value, config: Object, plan: Object, names: Names = ()
) -> Iterator[str]:
    """Yield where a plan isn't what configuration, defaults and prior state make."""
    for name, attribute in block.attributes.items():
        here = (*names, name)
        before = prior.get(name) if isinstance(prior, dict) else None
        fresh = not isinstance(prior, dict)
        version = f"{name}_wo_version"
        shown = attribute.computed and config[name] is None and not fresh
        if shown and version in config and config[version] != prior[version]:
            wanted = UNKNOWN
        else:
            wanted = _expected(attribute, facts, here, config[name], before, fresh)
        if not _same(attribute, wanted, plan[name]):
            yield f"{'.'.join(here)}: {plan[name]!r} is planned, not {wanted!r}"
    for name, nested in block.blocks.items():
        here = (*names, name)
        before = prior.get(name) if isinstance(prior, dict) else None
        if not config[name]:
            if here not in facts.computed_blocks and plan[name] != config[name]:
                yield f"{'.'.join(here)}: {plan[name]!r} is planned without configuration"
        elif nested.nesting == "set":
            yield from _in_set(nested.block, facts, config[name], plan[name], here)
        else:
            for old, given, planned in _pairs(before, config[name], plan[name]):
                yield from mistakes(nested.block, facts, old, given, planned, here)


def _expected(
    attribute: Attribute, facts: TypeFacts, names: Names, config: Value, before: Value, fresh: bool
) -> Value:
    if attribute.write_only:
        return None
    if config is not None:
        located = names[-1] == "location"
        return config.lower().replace(" ", "") if located else config
    default = facts.behaviour.get(names, {}).get("default")
    if default is not None:
        return default
    if attribute.computed:
        return UNKNOWN if fresh else before
    return None


def _same(attribute: Attribute, wanted: Value, planned: Value) -> bool:
    if attribute.object_type and isinstance(wanted, list) and isinstance(planned, list):
        pairs = zip(wanted, planned, strict=True)
        return all(
            new[name] == value
            for old, new in pairs
            for name, value in old.items()
            if value is not None
        )
    return bool(wanted == planned)


def _pairs(prior: Value, config: Value, plan: Value) -> Iterator[tuple[Value, Object, Object]]:
    if isinstance(config, dict):
        yield prior, config, plan
        return
    old = prior if isinstance(prior, list) else []
    assert len(config) == len(plan)
    for index, (given, planned) in enumerate(zip(config, plan, strict=True)):
        yield (old[index] if index < len(old) else None), given, planned


def _in_set(
    block: Block, facts: TypeFacts, config: list[Object], plan: list[Object], names: Names
) -> Iterator[str]:
    """Every element has to stand in the plan, whatever their order."""
    if len(config) != len(plan):
        yield f"{'.'.join(names)}: {len(plan)} elements are planned, not {len(config)}"
    for given in config:
        if not any(_fills(block, facts, given, planned, names) for planned in plan):
            yield f"{'.'.join(names)}: {given!r} is not planned"


def _fills(block: Block, facts: TypeFacts, given: Object, planned: Object, names: Names) -> bool:
    """Return whether an element is the configured one, computed values being open."""
    for name, attribute in block.attributes.items():
        wanted = _expected(attribute, facts, (*names, name), given[name], None, fresh=True)
        if wanted is not UNKNOWN and not _same(attribute, wanted, planned[name]):
            return False
    return not any(
        True
        for name, nested in block.blocks.items()
        for _ in _inner(
            nested.nesting, nested.block, facts, given[name], planned[name], (*names, name)
        )
    )


def _inner(
    nesting: str, block: Block, facts: TypeFacts, given: Value, planned: Value, names: Names
) -> Iterator[str]:
    if not given:
        yield from () if given == planned else (f"{names}",)
    elif nesting == "set":
        yield from _in_set(block, facts, given, planned, names)
    elif len(given) != len(planned):
        yield f"{names}"
    else:
        for _, one, other in _pairs(None, given, planned):
            if not _fills(block, facts, one, other, names):
                yield f"{names}"


def conforms(plan: Value, state: Value) -> bool:
    """Return whether a state keeps what was planned; what was unknown may be anything known."""
    if plan is UNKNOWN:
        return state is not UNKNOWN
    if isinstance(plan, dict) and isinstance(state, dict):
        return plan.keys() == state.keys() and all(conforms(plan[k], state[k]) for k in plan)
    if isinstance(plan, list) and isinstance(state, list):
        return len(plan) == len(state) and all(map(conforms, plan, state))
    return bool(plan == state)


def differences(old: Value, new: Value, path: Path = ()) -> Iterator[Path]:
    """Yield where two states differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in old:
            yield from differences(old[name], new[name], (*path, name))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, pair in enumerate(zip(old, new, strict=True)):
            yield from differences(*pair, (*path, index))
    elif old != new:
        yield path


@dataclass(frozen=True)
class Change:
    """A change of one argument: where, how deep that can be addressed, and the new value."""

    path: Path
    value: Value

    @property
    def names(self) -> Names:
        return tuple(step for step in self.path if isinstance(step, str))


def changes(maker: Maker, config: Object) -> list[Change]:
    """Return a change of every argument that is given and could have another value."""
    found = []
    for path, attribute, value in _arguments(maker.schema, config, ()):
        names = tuple(step for step in path if isinstance(step, str))
        for _ in range(6):
            other = maker.value(names, attribute.type)
            if other != value:
                found.append(Change(path, other))
                break
    return found


def _arguments(block: Block, config: Object, path: Path) -> Iterator[tuple[Path, Attribute, Value]]:
    for name, attribute in block.attributes.items():
        value = config[name]
        if value is not None and not attribute.write_only:
            yield (*path, name), attribute, value
    for name, nested in block.blocks.items():
        inner = config[name]
        if isinstance(inner, dict):
            yield from _arguments(nested.block, inner, (*path, name))
        for index, item in enumerate(inner if isinstance(inner, list) else ()):
            yield from _arguments(nested.block, item, (*path, name, index))


def changed(value: Value, path: Path, new: Value) -> Value:
    """Return a copy of a configuration with another value at a path."""
    if not path:
        return new
    if isinstance(value, dict):
        return value | {path[0]: changed(value[path[0]], path[1:], new)}
    copy = list(value)
    copy[int(path[0])] = changed(copy[int(path[0])], path[1:], new)
    return copy


def address(block: Block, path: Path) -> tuple[Path, Names]:
    """Return the path as far as it can be addressed, and the names of the set it ends at, if any.

    The elements of a set have no address.
    """
    type_: Value = block.type
    for position, step in enumerate(path):
        if type_[0] == "set":
            cut = path[:position]
            return cut, tuple(step for step in cut if isinstance(step, str))
        type_ = type_[1] if isinstance(step, int) or type_[0] == "map" else type_[1][step]
    return path, ()


def replaces(maker: Maker, change: Change, prior: Object, plan: Object) -> set[Path]:
    """Return the paths that force a replacement, by the facts alone."""
    place, in_set = address(maker.schema, change.path)
    old, new = _at(prior, place), _at(plan, place)
    if not in_set:
        told = maker.own.behaviour.get(change.names, {})
        return ({place} if told.get("force_new") else set()) | _members(maker, change, old, new)
    moved = [item for item in old if item not in new] + [item for item in new if item not in old]
    for names, told in maker.own.behaviour.items():
        inner = names[len(in_set) :]
        told_here = told.get("force_new") and names[: len(in_set)] == in_set and inner
        if told_here and any(_holds(item, inner) for item in moved):
            return {place}
    return set()


def _members(maker: Maker, change: Change, old: Value, new: Value) -> set[Path]:
    """Return the changed members of an attribute's own objects that force a replacement."""
    depth, found = len(change.names), set()
    for names, told in maker.own.behaviour.items():
        if names[:depth] != change.names or len(names) == depth or not told.get("force_new"):
            continue
        kind = kind_at(maker.schema, change.names)
        ordered = isinstance(kind, Attribute) and kind.type[0] == "list"
        for index, (one, other) in enumerate(zip(old, new, strict=False) if ordered else ()):
            if one[names[depth]] != other[names[depth]]:
                found.add((*change.path, index, names[depth]))
        longer = max(old, new, key=len)[min(len(old), len(new)) :] if ordered else old + new
        if any(_holds(item, names[depth:]) for item in longer):
            found.add(change.path)
    return found


def _holds(value: Value, names: Names) -> bool:
    if isinstance(value, list) and names:
        return any(_holds(item, names) for item in value)
    if not names:
        return value not in (None, "", [], {})
    return isinstance(value, dict) and _holds(value.get(names[0]), names[1:])


def _at(value: Value, path: Path) -> Value:
    for step in path:
        value = value[step]
    return value
