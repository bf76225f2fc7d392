"""Facts about several attributes of one resource: which exclude, need or replace each other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Final, TypeAlias

from landsmith.emulator.provider.objection import Objection
from landsmith.emulator.values import UNKNOWN, Object, Path, Value, at, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from landsmith.emulator.schema import Block

Names: TypeAlias = tuple[str, ...]

Given: TypeAlias = "Mapping[Names, bool | None]"
"""Whether something is written at each path; None where that isn't known yet."""

Said: TypeAlias = tuple[str, str] | None
"""A finding's summary and detail, None if there is nothing to say."""

_KINDS: Final = ("conflicts_with", "exactly_one_of", "at_least_one_of", "required_with")


def check(behaviour: Mapping[Names, Object], block: Block, config: Object) -> Iterator[Objection]:
    """Yield where a configuration breaks such a fact, at the attribute that carries it.

    A fact holds in each instance of the block that carries it, written blocks only; the other
    paths mean the same instance as far as they share its blocks. As in the provider, an empty
    text or list counts as given, an absent block doesn't.
    """
    for names, told in behaviour.items():
        for kind in _KINDS:
            if kind in told and _exists(block, names):
                others = [tuple(other.split(".")) for other in told[kind]]
                if kind.endswith("one_of") and names not in others:
                    others.append(names)
                yield from _Fact(block, config, names, others).check(kind)


def _exists(block: Block, names: Names) -> bool:
    for name in names[:-1]:
        if name not in block.blocks:
            return names[0] in block.attributes
        block = block.blocks[name].block
    return names[-1] in block.attributes or names[-1] in block.blocks


@dataclass(frozen=True)
class _Fact:
    """One fact about ``names``, within one configuration; ``others`` are the paths it speaks of."""

    block: Block
    config: Object
    names: Names
    others: list[Names]

    def check(self, kind: str) -> Iterator[Objection]:
        own_name = self.names[-1]
        for base, scope in _scopes(self.config, self.names[:-1]):
            own = self.given(scope, self.names[-1:], self.names)
            rest = {other: self.other(base, other) for other in self.others}
            message = _MESSAGES[kind](own, rest, ".".join(self.names))
            if message:
                yield Objection(message[0], message[1], (*base, own_name))

    def other(self, base: Path, names: Names) -> bool | None:
        """Return whether another path is given, seen from the instance at ``base``."""
        depth = _shared(self.names, names)
        return self.given(_above(self.config, base, depth), names[depth:], names)

    def given(self, scope: Value, rest: Names, names: Names) -> bool | None:
        """Return whether something is written there; None where that isn't known yet."""
        values = [value for _, value in spread(scope, rest)]
        absent: list[Value] = [None, []] if _is_block(self.block, names) else [None]
        if any(value not in absent and value is not UNKNOWN for value in values):
            return True
        return None if any(value is UNKNOWN for value in values) else False


def _is_block(block: Block, names: Names) -> bool:
    for name in names:
        if name not in block.blocks:
            return False
        block = block.blocks[name].block
    return True


def _shared(one: Names, other: Names) -> int:
    """Return how many leading block names two paths share, never a whole path."""
    pairs = zip(one[:-1], other[:-1], strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _above(config: Object, base: Path, depth: int) -> Value:
    """Return the block around the instance at ``base`` that is ``depth`` names deep."""
    steps: list[str | int] = []
    for step in base:
        if isinstance(step, str):
            if depth == 0:
                break
            depth -= 1
        steps.append(step)
    return at(config, tuple(steps))


def _scopes(config: Object, names: Names) -> Iterator[tuple[Path, Value]]:
    found = spread(config, names) if names else [((), config)]
    for path, value in found:
        if isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict):
                    yield (*path, index), item
        elif isinstance(value, dict):
            yield path, value


def _listing(paths: Mapping[Names, object]) -> str:
    return ", ".join(".".join(path) for path in sorted(paths))


def _conflicts(own: bool | None, rest: Given, name: str) -> Said:
    bad = {path: given for path, given in rest.items() if given and ".".join(path) != name}
    summary = f"{name} conflicts with {_listing(bad)}"
    return (summary, "Give one of them only.") if own and bad else None


def _required(own: bool | None, rest: Given, name: str) -> Said:
    gone = {path: given for path, given in rest.items() if given is False}
    summary = f"{name} needs {_listing(gone)} as well"
    return (summary, f"Give both, or leave {name} out.") if own is not False and gone else None


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
