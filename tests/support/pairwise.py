"""Covering arrays: few combinations that hold every pair of choices, each built and planned.

A choice is one of the values of a dotted path in the landing-zone file; the first value, unless
said otherwise, is the one that mends a refusal.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeAlias

from initialised import initialise
from landsmith import api
from landsmith.blueprint.reading.load import Source
from landsmith.compose.roots import compose
from landsmith.errors import InputError
from landsmith.render.repository import lock, repository
from strategies import changed, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from landsmith.terraform.binary import Terraform
    from strategies import Json

Choices: TypeAlias = "Mapping[str, Sequence[Any]]"
Picks: TypeAlias = "Mapping[str, int]"
Pair: TypeAlias = tuple[tuple[str, int], tuple[str, int]]


def pairs(picks: Picks) -> set[Pair]:
    """Return the pairs of choices that a combination holds."""
    return set(combinations(picks.items(), 2))


def every_pair(choices: Choices) -> set[Pair]:
    """Return all the pairs that there are."""
    return {
        ((one, i), (other, j))
        for one, other in combinations(choices, 2)
        for i in range(len(choices[one]))
        for j in range(len(choices[other]))
    }


def covering(choices: Choices) -> tuple[Picks, ...]:
    """Return few combinations that hold every pair; each is grown greedily, always the same way."""
    left = every_pair(choices)
    order = {name: place for place, name in enumerate(choices)}
    rows: list[Picks] = []
    while left:
        (one, i), (other, j) = min(left)
        row = {one: i, other: j}
        for name in choices:
            if name not in row:
                gains = [_gain(row, (name, n), left, order) for n in range(len(choices[name]))]
                row[name] = gains.index(max(gains))
        ordered = {name: row[name] for name in choices}
        left -= pairs(ordered)
        rows.append(ordered)
    return tuple(rows)


def _gain(row: Picks, pick: tuple[str, int], left: set[Pair], order: Mapping[str, int]) -> int:
    """Return how many pairs that are still missing a pick adds to a row."""
    return sum(
        ((other, pick) if order[other[0]] < order[pick[0]] else (pick, other)) in left
        for other in row.items()
    )


def file_of(picks: Picks, choices: Choices, base: Json) -> Json:
    """Return the landing-zone file that makes these choices."""
    for path, pick in picks.items():
        base = changed(path, choices[path][pick], base)
    return base


def built(file: Json) -> api.Built | InputError:
    """Return what a file renders to, or its refusal."""
    source = Source("landing-zone.yaml", text(file))
    try:
        zone = api.load(source)
        roots = compose(zone)
        tree = repository(zone, roots, source.text)
        return api.Built(source, zone, roots, tree, lock(zone, roots))
    except InputError as error:
        return error


def mended(
    picks: Picks, make: Callable[[Picks], api.Built | InputError], defaults: Picks
) -> tuple[Picks, api.Built]:
    """Return a combination with each refused choice put back to its default, until it is valid."""
    tried = dict(picks)
    for _ in picks:
        made = make(tried)
        if not isinstance(made, InputError):
            return tried, made
        name = refused(made.problems[0].field, picks)
        assert tried[name] != defaults.get(name, 0), made
        tried[name] = defaults.get(name, 0)
    raise AssertionError(f"nothing mends {picks}")


def refused(field: str, picks: Picks) -> str:
    """Return the choice that a refused field belongs to."""
    path = re.sub(r"\[(\d+)\]", r".\1", field)
    found = [name for name in picks if f"{path}.".startswith(f"{name}.")]
    assert found, f"{field} is no choice of this array"
    return max(found, key=len)


def plan(terraform: Terraform) -> None:
    """Plan a root with local state."""
    initialise(terraform.folder)
    terraform.plan(terraform.folder / "tfplan", refresh=False)
