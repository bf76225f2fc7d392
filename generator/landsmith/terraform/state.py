"""What terraform's state says was deployed, without anything sensitive in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from landsmith.emulator.facts import provider_facts
from landsmith.errors import EmulatorError, TerraformError

if TYPE_CHECKING:
    from landsmith.emulator.schema import Block

Json: TypeAlias = dict[str, Any]

REDACTED: Final = "(sensitive)"
"""Stands in place of a sensitive value."""


def applied(state: Json) -> dict[str, Json]:
    """Return the managed resources of a state file: address to attribute values.

    Raises:
        TerraformError: the state file has a form that isn't known here.

    """
    if state.get("version") != 4:
        raise TerraformError(f"state file version {state.get('version')} is not known")
    found: dict[str, Json] = {}
    for resource in state.get("resources", ()):
        if resource["mode"] == "managed":
            found |= _instances(resource)
    return dict(sorted(found.items()))


def _instances(resource: Json) -> dict[str, Json]:
    type_name, module = resource["type"], resource.get("module", "")
    base = ".".join(part for part in (module, type_name, resource["name"]) if part)
    return {
        base + _index(instance.get("index_key")): _redacted(type_name, instance)
        for instance in resource["instances"]
    }


def _index(key: str | int | None) -> str:
    if key is None:
        return ""
    return f"[{key}]" if isinstance(key, int) else f'["{key}"]'


def _redacted(type_name: str, instance: Json) -> Json:
    values: Json = dict(instance["attributes"])
    for path in instance.get("sensitive_attributes", ()):
        if path and path[0].get("type") == "get_attr":
            values[path[0]["value"]] = REDACTED
    try:
        block = provider_facts(type_name.partition("_")[0]).resource(type_name).block
    except EmulatorError:
        return values
    return _without_secrets(block, values)


def _without_secrets(block: Block, values: Json) -> Json:
    clean = dict(values)
    for name, attribute in block.attributes.items():
        if attribute.sensitive and clean.get(name) is not None:
            clean[name] = REDACTED
    for name, nested in block.blocks.items():
        value = clean.get(name)
        if isinstance(value, list):
            clean[name] = [_without_secrets(nested.block, item) for item in value]
        elif isinstance(value, dict):
            clean[name] = _without_secrets(nested.block, value)
    return clean
