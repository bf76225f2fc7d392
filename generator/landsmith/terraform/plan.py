"""The typed plan: what ``terraform show -json`` says, with unknown and sensitive as values."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from landsmith.errors import TerraformError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Json: TypeAlias = dict[str, Any]
Value: TypeAlias = Any
"""None, bool, int, float, str, UNKNOWN, SENSITIVE, or a list or dict of them."""


class Mark(Enum):
    """Stands where a plan has no value to show."""

    UNKNOWN = "known after apply"
    SENSITIVE = "sensitive"
    PRESET = "left to AKS Automatic, for azurerm has no argument for it"

    def __repr__(self) -> str:
        return self.name

    def __bool__(self) -> bool:
        """Refuse to pass for true or false: a rule has to say what it makes of a mark."""
        raise TypeError(f"{self.name} is neither true nor false: compare with `is`")


UNKNOWN: Final = Mark.UNKNOWN
"""A value that only the apply will tell."""

SENSITIVE: Final = Mark.SENSITIVE
"""A value that must not be shown."""

PRESET: Final = Mark.PRESET
"""A value that AKS Automatic decides, or that its type of resource has no argument for."""


@dataclass(frozen=True)
class ResourceChange:
    """What a plan does to one resource.

    ``mode`` is managed or data; ``index`` the key of an instance, None if there is only one;
    ``actions`` are terraform's (``("create",)``, ``("delete", "create")``, ``("no-op",)``);
    ``before`` and ``after`` are None where the resource isn't there; ``replace_paths`` are the
    paths whose change forces a replacement.
    """

    address: str
    module_address: str
    mode: str
    type: str
    name: str
    index: str | int | None
    provider: str
    actions: tuple[str, ...]
    before: Json | None
    after: Json | None
    replace_paths: tuple[tuple[str | int, ...], ...] = ()
    previous_address: str | None = None

    def get(self, path: str, default: Value = None) -> Value:
        """Return the planned value at a dotted path: ``default_node_pool.0.vm_size``.

        Past an unknown or sensitive value everything is that mark; ``default`` stands for
        what is absent or null.
        """
        value: Value = self.after
        for step in path.split("."):
            if isinstance(value, Mark):
                return value
            value = _step(value, step)
        return default if value is None else value


def _step(value: Value, step: str) -> Value:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and step.isdigit() and int(step) < len(value):
        return value[int(step)]
    return None


@dataclass(frozen=True)
class Plan:
    """A root's plan; ``digest`` is the SHA-256 of the saved plan file, in hex.

    ``references`` maps a resource's address in the configuration (no instance keys) to what each
    of its attribute paths refers to: ``{"identity.identity_ids": ("azurerm_…",)}``.
    """

    root: str
    changes: tuple[ResourceChange, ...]
    configuration: Json
    terraform_version: str
    digest: str
    references: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    outputs: tuple[str, ...] = ()

    def resources(self, *types: str) -> tuple[ResourceChange, ...]:
        """Return the managed resources that will exist, of these types or of all."""
        return tuple(
            change
            for change in self.changes
            if change.mode == "managed"
            and change.after is not None
            and (not types or change.type in types)
        )

    def change(self, address: str) -> ResourceChange | None:
        """Return the change of one resource address."""
        return next((item for item in self.changes if item.address == address), None)

    def changing(self) -> tuple[ResourceChange, ...]:
        """Return what is created, updated, replaced or deleted."""
        quiet = (("no-op",), ("read",))
        return tuple(change for change in self.changes if change.actions not in quiet)


def parse(raw: Json, root: str, digest: str = "") -> Plan:
    """Return the typed plan of ``terraform show -json`` output.

    Without ``digest`` it is taken over the JSON itself.

    Raises:
        TerraformError: that is no plan.

    """
    try:
        changes = tuple(map(_change, raw.get("resource_changes", ())))
        version = str(raw["terraform_version"])
    except (KeyError, TypeError, AttributeError) as error:
        raise TerraformError(f"the plan of {root} is not one: {error!r}") from error
    configuration: Json = raw.get("configuration", {})
    return Plan(
        root,
        changes,
        configuration,
        version,
        digest or json_digest(raw),
        dict(_references(configuration.get("root_module", {}), "")),
        tuple(name for name, item in raw.get("output_changes", {}).items() if _changes(item)),
    )


def json_digest(raw: Json) -> str:
    """Return the SHA-256 of a JSON value in a canonical form, in hex."""
    text = json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _changes(item: Json) -> bool:
    return item.get("actions") not in (["no-op"], ["read"])


def _change(raw: Json) -> ResourceChange:
    change = raw["change"]
    after = change.get("after")
    unknown = change.get("after_unknown") or {}
    return ResourceChange(
        address=raw["address"],
        module_address=raw.get("module_address", ""),
        mode=raw["mode"],
        type=raw["type"],
        name=raw["name"],
        index=raw.get("index"),
        provider=raw.get("provider_name", ""),
        actions=tuple(change["actions"]),
        before=merge(change.get("before"), {}, change.get("before_sensitive")),
        after=None if after is None else merge(after, unknown, change.get("after_sensitive")),
        replace_paths=tuple(tuple(path) for path in change.get("replace_paths", ())),
        previous_address=raw.get("previous_address"),
    )


def merge(value: Value, unknown: Value, sensitive: Value) -> Value:
    """Return ``value`` with marks in place of what is sensitive, then of what is unknown.

    ``unknown`` and ``sensitive`` mirror the value's structure, with true at the places meant. What
    is not set holds no secret.
    """
    if sensitive is True:
        return None if value is None and not unknown else SENSITIVE
    if unknown is True:
        return UNKNOWN
    if isinstance(value, dict) or isinstance(unknown, dict):
        return _merge_dict(value or {}, unknown or {}, sensitive or {})
    if isinstance(value, list) or isinstance(unknown, list):
        return _merge_list(value or [], unknown or [], sensitive or [])
    return value


def _merge_dict(value: Json, unknown: Value, sensitive: Value) -> Json:
    unknown = unknown if isinstance(unknown, dict) else {}
    sensitive = sensitive if isinstance(sensitive, dict) else {}
    names = list(value) + [name for name in unknown if name not in value and unknown[name]]
    return {name: merge(value.get(name), unknown.get(name), sensitive.get(name)) for name in names}


def _merge_list(value: list[Value], unknown: Value, sensitive: Value) -> list[Value]:
    def nth(items: Value, index: int) -> Value:
        return items[index] if isinstance(items, list) and index < len(items) else None

    length = max(len(value), len(unknown) if isinstance(unknown, list) else 0)
    return [
        merge(nth(value, index), nth(unknown, index), nth(sensitive, index))
        for index in range(length)
    ]


def _references(module: Json, prefix: str) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    for resource in module.get("resources", ()):
        found = dict(_expressions(resource.get("expressions", {}), ""))
        yield prefix + resource["address"], found
    for name, call in module.get("module_calls", {}).items():
        yield from _references(call.get("module", {}), f"{prefix}module.{name}.")


def _expressions(value: Value, path: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(value, list):
        for item in value:
            yield from _expressions(item, path)
    elif isinstance(value, dict):
        if isinstance(value.get("references"), list):
            yield path, tuple(value["references"])
        for name, item in value.items():
            if isinstance(item, dict | list) and name not in ("references", "constant_value"):
                yield from _expressions(item, f"{path}.{name}" if path else name)
