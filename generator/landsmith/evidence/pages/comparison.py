"""Customers side by side: what is the same, what differs, and that they are two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from landsmith.evidence.facts.approach import providers
from landsmith.evidence.resources import resources

if TYPE_CHECKING:
    from landsmith.evidence.subject import Subject

Json: TypeAlias = dict[str, Any]

_OWN_TEXT: Final = ("deviations",)
"""Parts of a landing-zone file that are compared elsewhere."""


def comparison(subjects: Sequence[Subject]) -> Json:
    """Return customers side by side; every list of values is in the order of ``customers``."""
    flat = [flatten(subject.zone.file.model_dump(mode="json")) for subject in subjects]
    fields = _united(flat)
    differing = [name for name in fields if len({repr(one.get(name)) for one in flat}) > 1]
    return {
        "customers": [subject.code for subject in subjects],
        "same": _same(subjects),
        "modules": _rows(subjects, lambda subject: subject.lock.modules),
        "fields": [{"name": name, "values": [one.get(name) for one in flat]} for name in differing],
        "equal_fields": len(fields) - len(differing),
        "names": _names(subjects),
        "resources": _rows(subjects, _types),
        "unique": list(_unique(subjects)),
    }


def flatten(value: object, path: str = "") -> dict[str, Any]:
    """Return the single values of a landing-zone file by path.

    Landing zones go by their position, so that the first is compared with the first; what else
    has a name goes by that.
    """
    if isinstance(value, dict) and value:
        pairs = [(name, item) for name, item in value.items() if path or name not in _OWN_TEXT]
        return _joined((f"{path}.{name}" if path else name, item) for name, item in pairs)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return _joined((f"{path}.{_key(item, n)}", item) for n, item in enumerate(value))
    return {path: value}


def _joined(pairs: Iterator[tuple[str, Any]]) -> dict[str, Any]:
    return {name: leaf for path, item in pairs for name, leaf in flatten(item, path).items()}


def _key(item: Mapping[str, Any], position: int) -> str:
    return str(position + 1 if "environment" in item else item.get("name", position + 1))


def _united(parts: Sequence[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for part in parts for name in part))


def _rows(
    subjects: Sequence[Subject], values: Callable[[Subject], Mapping[str, Any]]
) -> list[Json]:
    """Return one row for each name; ``same`` where every customer that has it has the same."""
    parts = [values(subject) for subject in subjects]
    rows = []
    for name in sorted(_united(parts)):
        row = [part.get(name) for part in parts]
        same = len({repr(value) for value in row if value is not None}) == 1
        rows.append({"name": name, "values": row, "same": same, "shared": None not in row})
    return rows


def _types(subject: Subject) -> Mapping[str, int]:
    return Counter(item.change.type for item in resources(subject))


def _same(subjects: Sequence[Subject]) -> list[Json]:
    said = {
        "generator version": [subject.lock.generator_version for subject in subjects],
        "blueprint": [subject.lock.blueprint for subject in subjects],
        "blueprint sha256": [subject.lock.blueprint_digest for subject in subjects],
        "terraform version": [subject.rehearsal.terraform_version for subject in subjects],
        "required providers": [_text(providers(subject)) for subject in subjects],
    }
    return [
        {"name": name, "values": values, "same": len(set(values)) == 1}
        for name, values in said.items()
    ]


def _text(versions: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in versions.items())


def _names(subjects: Sequence[Subject]) -> list[Json]:
    """Return the platform's names side by side: the keys that every customer has."""
    common = set.intersection(*(set(subject.zone.names) for subject in subjects))
    keys = [key for key in subjects[0].zone.names if key in common]
    return [
        {"name": key, "values": [subject.zone.name(key) for subject in subjects]} for key in keys
    ]


def _unique(subjects: Sequence[Subject]) -> Iterator[Json]:
    zones = [subject.zone for subject in subjects]
    yield _apart("customer", [[zone.customer.name] for zone in zones])
    yield _apart("customer code", [[zone.customer.code] for zone in zones])
    yield _apart("Entra tenant", [[zone.tenant_id] for zone in zones])
    yield _apart("subscriptions", [_subscriptions(subject) for subject in subjects])
    yield _apart("supernets", [[str(net) for net in zone.network.supernets] for zone in zones])


def _subscriptions(subject: Subject) -> list[str]:
    zone = subject.zone
    used = {zone.subscriptions.management, zone.subscriptions.connectivity}
    return sorted(used | {entry.subscription for entry in zone.landing_zones})


def _apart(name: str, values: Sequence[Sequence[str]]) -> Json:
    """Say whether no two customers have a value in common."""
    every = [value.casefold() for own in values for value in set(own)]
    differ = len(set(every)) == len(every) and len(values) > 1
    return {"name": name, "values": [list(own) for own in values], "differ": differ}
