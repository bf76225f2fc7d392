"""Facts about several attributes of one resource: which exclude, need or replace each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from landsmith.emulator.finding import Finding
from landsmith.emulator.values import UNKNOWN, Object, Path, Value, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from landsmith.emulator.schema import Block

Names: TypeAlias = tuple[str, ...]

Given: TypeAlias = "Mapping[Names, bool | None]"
"""Whether something is written at each path; None where that isn't known yet."""

Said: TypeAlias = tuple[str, str] | None
"""A finding's summary and detail, None if there is nothing to say."""

_KINDS: Final = ("conflicts_with", "exactly_one_of", "at_least_one_of", "required_with")


def check(behaviour: Mapping[Names, Object], block: Block, config: Object) -> Iterator[Finding]:
    """Yield where a configuration breaks such a fact.

    A fact holds within each instance of the block that both paths share; it is not applied where
    that block isn't written.
    """
    for names, told in behaviour.items():
        for kind in _KINDS:
            if kind in told and _exists(block, names):
                others = [tuple(other.split(".")) for other in told[kind]]
                if kind.endswith("one_of") and names not in others:
                    others.append(names)
                yield from _check(kind, names, others, config)


def _exists(block: Block, names: Names) -> bool:
    for name in names[:-1]:
        if name not in block.blocks:
            return names[0] in block.attributes
        block = block.blocks[name].block
    return names[-1] in block.attributes or names[-1] in block.blocks


def _check(kind: str, names: Names, others: list[Names], config: Object) -> Iterator[Finding]:
    shared = _shared([names, *others])
    for base, scope in _scopes(config, names[:shared]):
        own = _given(scope, names[shared:])
        rest = {other: _given(scope, other[shared:]) for other in others}
        message = _MESSAGES[kind](own, rest, ".".join(names))
        if message:
            path = (*base, *names[shared:]) if own is True and len(names) == shared + 1 else base
            yield Finding(message[0], message[1], path)


def _shared(paths: list[Names]) -> int:
    """Return how many leading block names the paths share, never a whole path."""
    length = 0
    for steps in zip(*(path[:-1] for path in paths), strict=False):
        if len(set(steps)) > 1:
            break
        length += 1
    return length


def _scopes(config: Object, names: Names) -> Iterator[tuple[Path, Value]]:
    found = spread(config, names) if names else [((), config)]
    for path, value in found:
        if isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict):
                    yield (*path, index), item
        elif isinstance(value, dict):
            yield path, value


def _given(scope: Value, names: Names) -> bool | None:
    """Return whether something is written there; None where that isn't known yet."""
    values = [value for _, value in spread(scope, names)]
    if any(_written(value) for value in values):
        return True
    return None if any(value is UNKNOWN for value in values) else False


def _written(value: Value) -> bool:
    return value is not UNKNOWN and value is not None and value not in ("", [], {})


def _listing(paths: Mapping[Names, object]) -> str:
    return ", ".join(".".join(path) for path in sorted(paths))


def _conflicts(own: bool | None, rest: Given, name: str) -> Said:
    bad = {path: given for path, given in rest.items() if given and ".".join(path) != name}
    summary = f"{name} conflicts with {_listing(bad)}"
    return (summary, "Give one of them only.") if own and bad else None


def _required(own: bool | None, rest: Given, name: str) -> Said:
    gone = {path: given for path, given in rest.items() if given is False}
    return (f"{name} needs {_listing(gone)} as well", "") if own and gone else None


def _exactly(_own: bool | None, rest: Given, _name: str) -> Said:
    given = [path for path, there in rest.items() if there]
    open_ = None in rest.values()
    if len(given) == 1 or (not given and open_):
        return None
    detail = f"{len(given)} of them are given."
    return (f"Exactly one of {_listing(rest)} must be given", detail)


def _at_least(_own: bool | None, rest: Given, _name: str) -> Said:
    if any(there is not False for there in rest.values()):
        return None
    return (f"At least one of {_listing(rest)} must be given", "None of them is.")


_MESSAGES: Final = {
    "conflicts_with": _conflicts,
    "exactly_one_of": _exactly,
    "at_least_one_of": _at_least,
    "required_with": _required,
}
