"""When two values are the same to a provider, and the forms in which it keeps values."""

from __future__ import annotations

import base64
import binascii
import json
import re
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import TYPE_CHECKING, Final

from landsmith.emulator.values import UNKNOWN, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from landsmith.emulator.values import Object


def is_zero(value: Value) -> bool:
    """Return whether a value is its type's zero; null and what isn't known yet count as zero."""
    return value is None or value is UNKNOWN or value in ("", 0, False, [], {})


def same(old: Value, new: Value, *, ordered: bool = True) -> bool:
    """Return whether two values are the same where zero and null are."""
    if is_zero(old) or is_zero(new):
        return is_zero(old) and is_zero(new)
    if isinstance(old, dict) and isinstance(new, dict):
        return all(same(old.get(name), new.get(name)) for name in old | new)
    if isinstance(old, list) and isinstance(new, list):
        pair = (old, new) if ordered else (sorted(old, key=repr), sorted(new, key=repr))
        return len(old) == len(new) and all(map(same, *pair))
    return bool(old == new)


def azure_location(value: Value) -> Value:
    """Return a region as Azure names it: ``West Europe`` is ``westeurope``."""
    return value.replace(" ", "").lower() if isinstance(value, str) else value


def lower_case(value: Value) -> Value:
    """Return a text in lower case."""
    return value.lower() if isinstance(value, str) else value


def json_object(text: Value) -> Object | None:
    """Return the JSON object in a text, None if it holds none."""
    try:
        found = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def json_equivalent(old: Value, new: Value, told: Object | None = None) -> bool:
    """Return whether two texts hold the same JSON object."""
    ignored = (told or {}).get("ignore_keys", ())
    new = (told or {}).get("new_unset_is", new) if is_zero(new) else new
    pair = [json_object(old), json_object(new)]
    one, other = (
        found and {key: value for key, value in found.items() if key not in ignored}
        for found in pair
    )
    return None not in pair and one == other


def instant(text: Value) -> datetime | None:
    """Return the time that an RFC 3339 text means, None if it means none."""
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _same_instant(old: Value, new: Value) -> bool:
    one = instant(old)
    return one is not None and one == instant(new)


def _same_minute(old: Value, new: Value) -> bool:
    one, other = instant(old), instant(new)
    return one is not None and other is not None and _minute(one) == _minute(other)


def _minute(time: datetime) -> datetime:
    return time.astimezone(UTC).replace(second=0, microsecond=0)


def _single_host(address: str) -> str:
    try:
        network = ip_network(address, strict=False)
    except ValueError:
        return address
    return str(network.network_address) if network.num_addresses == 1 else address


def _members(items: Value, form: Callable[[str], str]) -> list[str]:
    return sorted(form(str(item)) for item in items) if isinstance(items, list) else []


def _without(text: Value, pattern: str) -> Value:
    return re.sub(pattern, "", text).strip() if isinstance(text, str) else text


COMPARES: Final[dict[str, Callable[[Value, Value, Object], bool]]] = {
    "always": lambda _old, _new, _: True,
    "azure_location": lambda old, new, _: azure_location(old) == azure_location(new),
    "case_insensitive": lambda old, new, _: lower_case(old) == lower_case(new),
    "json_equivalent": json_equivalent,
    "new_is_unset": lambda _old, new, _: is_zero(new),
    "old_is_set": lambda old, _new, _: not is_zero(old),
    "same_instant": lambda old, new, _: _same_instant(old, new),
    "same_minute": lambda old, new, _: _same_minute(old, new),
    "set_address_or_single_host_cidr": lambda old, new, _: (
        _members(old, _single_host) == _members(new, _single_host)
    ),
    "set_case_insensitive": lambda old, new, _: (
        _members(old, str.lower) == _members(new, str.lower)
    ),
    "ssh_key": lambda old, new, _: _without(old, r"[\r\n]") == _without(new, r"[\r\n]"),
    "these_pairs": lambda old, new, told: [old, new] in told["pairs"],
    "xml_equivalent": lambda old, new, _: _without(old, r">\s+<") == _without(new, r">\s+<"),
}
"""By the rules' words: whether an old and a new value are the same; the third is the effect."""


def json_compact(value: Value) -> Value:
    """Return a text of a JSON object without white space; of any other the provider's complaint."""
    if not isinstance(value, str) or not value:
        return value
    found = json_object(value)
    compact = json.dumps(found, separators=(",", ":"), ensure_ascii=False)
    return "Error parsing JSON" if found is None else compact


def base64_encoded(value: Value) -> Value:
    """Return a text in base64, if it isn't yet."""
    if not isinstance(value, str):
        return value
    try:
        base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return base64.b64encode(value.encode()).decode()
    return value


def midnight(value: Value) -> Value:
    """Return the start of an instant's day in UTC: ``2026-12-24T23:59:59Z`` loses its time."""
    time = instant(value)
    return f"{time.astimezone(UTC):%Y-%m-%d}T00:00:00Z" if time else value


FORMS: Final[dict[str, Callable[[Value], Value]]] = {
    "azure_location": azure_location,
    "base64_encoded_if_not_yet": base64_encoded,
    "date_at_midnight_utc": midnight,
    "json_compact": json_compact,
    "lower_case": lower_case,
}
"""By the rules' words: the form in which a value is kept."""
