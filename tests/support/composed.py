"""What a landing-zone file is composed to, flat: every input of every module call by its path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from landsmith.compose.roots import compose
from strategies import Json, zone

GONE = "gone"


def flat(file: Json) -> dict[str, Any]:
    """Return every input of every call by path, such as ``20-management/budget.amount``."""
    found: dict[str, Any] = {}
    for root in compose(zone(file)):
        found |= _leaves(f"{root.name}/backend", root.backend)
        found |= _leaves(f"{root.name}/local", root.locals)
        found |= {f"{root.name}/after": root.after}
        for provider in root.providers:
            alias = f"{provider.name}.{provider.alias}" if provider.alias else provider.name
            found |= _leaves(f"{root.name}/provider {alias}", provider.settings)
        for call in root.calls:
            found |= _leaves(f"{root.name}/{call.name}", call.inputs)
            found[f"{root.name}/{call.name}.depends_on"] = call.depends_on
    return found


def _leaves(at: str, value: object) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return {
            path: leaf
            for key, below in value.items()
            for path, leaf in _leaves(f"{at}.{key}", below).items()
        }
    return {at: list(value) if isinstance(value, tuple) else value}


def calls(paths: Mapping[str, Any]) -> set[str]:
    return {path.split(".")[0] for path in paths}


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return what differs: a new value by path, GONE, and one entry for a new or lost call."""
    changes: dict[str, Any] = dict.fromkeys(calls(before) - calls(after), GONE)
    changes |= dict.fromkeys(calls(after) - calls(before), "new")
    for path in {**before, **after}:
        if path.split(".")[0] not in changes and before.get(path) != after.get(path):
            changes[path] = after.get(path, GONE)
    return changes
