"""Takes secrets out of what the pack keeps of plans and states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from landsmith.terraform.state import REDACTED

Json: TypeAlias = dict[str, Any]
Value: TypeAlias = Any

SHORTEST: Final = 6
"""A sensitive text of this length is taken out wherever it stands alone; a shorter one only in
its own place, for it may mean something else elsewhere."""

EMBEDDED: Final = 12
"""A sensitive text of this length is taken out even where it is a part of another text."""

UNMARKED: Final = frozenset({"shared_key"})
"""Attributes that are secret although a provider does not say so everywhere: azurerm says it of a
VPN connection's key, but not of a Virtual WAN link's."""

_PAIRS: Final = (("before", "before_sensitive"), ("after", "after_sensitive"))


def redact_plan(raw: Json) -> Json:
    """Return terraform's JSON of a plan without sensitive values.

    A value that the plan marks sensitive in one place is taken out of every other one, too:
    the configuration and the variables repeat it without the mark.
    """
    return _mapping(_without(_marked(raw), set(secrets(raw))))


def redact_state(applied: Mapping[str, Json], known: Iterable[str] = ()) -> Json:
    """Return applied values by address, without texts that are known to be secret."""
    return _mapping(_without(dict(applied), set(known)))


def secrets(raw: Json) -> Iterator[str]:
    """Yield every text that a plan marks sensitive, of at least `SHORTEST` characters."""
    for change in _changes(raw):
        for name, mask in _PAIRS:
            yield from _hidden(change.get(name), change.get(mask))
    for name, variable in _variables(raw):
        if variable.get("sensitive"):
            yield from _hidden(raw["variables"].get(name, {}).get("value"), True)
    for output in raw.get("planned_values", {}).get("outputs", {}).values():
        yield from _hidden(output.get("value"), output.get("sensitive"))


def _changes(raw: Json) -> Iterator[Json]:
    for part in ("resource_changes", "resource_drift"):
        for item in raw.get(part, ()):
            yield item["change"]
    yield from raw.get("output_changes", {}).values()


def _variables(raw: Json) -> Iterator[tuple[str, Json]]:
    declared = raw.get("configuration", {}).get("root_module", {}).get("variables", {})
    given = raw.get("variables", {})
    return ((name, item) for name, item in declared.items() if name in given)


def _hidden(value: Value, mask: Value) -> Iterator[str]:
    """Yield the texts of a value at the places that its mask marks."""
    if mask is True:
        yield from _texts(value)
    elif isinstance(mask, dict) and isinstance(value, dict):
        for name, inner in mask.items():
            yield from _hidden(value.get(name), inner)
    elif isinstance(mask, list) and isinstance(value, list):
        for item, inner in zip(value, mask, strict=False):
            yield from _hidden(item, inner)


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str) and len(value) >= SHORTEST:
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _marked(raw: Json) -> Json:
    """Return the plan with the marks of each part applied in place, short values as well."""
    plan = dict(raw)
    for part in ("resource_changes", "resource_drift"):
        if part in raw:
            plan[part] = [item | {"change": _change(item["change"])} for item in raw[part]]
    if "output_changes" in raw:
        plan["output_changes"] = {name: _change(c) for name, c in raw["output_changes"].items()}
    if "variables" in raw:
        hidden = {name for name, item in _variables(raw) if item.get("sensitive")}
        plan["variables"] = {
            name: {"value": REDACTED} if name in hidden else item
            for name, item in raw["variables"].items()
        }
    return {name: _values(value) for name, value in plan.items()}


def _change(change: Json) -> Json:
    masked = {name: _mask(change.get(name), change.get(mask)) for name, mask in _PAIRS}
    return change | {name: value for name, value in masked.items() if name in change}


def _values(value: Value) -> Value:
    """Mask ``values`` by their ``sensitive_values``, as planned and prior values carry them."""
    if isinstance(value, list):
        return [_values(item) for item in value]
    if not isinstance(value, dict):
        return value
    inner = {name: _values(item) for name, item in value.items()}
    if "sensitive_values" in value:
        inner["values"] = _mask(value.get("values"), value["sensitive_values"])
    if value.get("sensitive") is True and "value" in value:
        inner["value"] = REDACTED
    return inner


def _mask(value: Value, mask: Value) -> Value:
    if mask is True:
        return None if value is None else REDACTED
    if isinstance(mask, dict) and isinstance(value, dict):
        return {name: _mask(item, mask.get(name)) for name, item in value.items()}
    if isinstance(mask, list) and isinstance(value, list):
        padded = [*mask, *[None] * (len(value) - len(mask))]
        return [_mask(item, inner) for item, inner in zip(value, padded, strict=False)]
    return value


def _without(value: Value, known: set[str]) -> Value:
    if isinstance(value, dict):
        return {name: _without_unmarked(name, item, known) for name, item in value.items()}
    if isinstance(value, list):
        return [_without(item, known) for item in value]
    return REDACTED if isinstance(value, str) and _holds(value, known) else value


def _without_unmarked(name: str, value: Value, known: set[str]) -> Value:
    secret = name in UNMARKED and isinstance(value, str)
    return REDACTED if secret else _without(value, known)


def _holds(text: str, known: set[str]) -> bool:
    return text in known or any(secret in text for secret in known if len(secret) >= EMBEDDED)


def _mapping(value: Value) -> Json:
    return value if isinstance(value, dict) else {}
