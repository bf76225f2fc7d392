"""What is known about the providers, as data: schemas, behaviour, ids, names and references.

The files beside this one are gzip-compressed JSON, named ``<provider>-<version>.<kind>.json.gz``.
A provider's are loaded when first asked for; a type's when that type is first used.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from landsmith.emulator.facts.corrections import corrected
from landsmith.emulator.schema import Schema, schema_of
from landsmith.errors import EmulatorError

if TYPE_CHECKING:
    from landsmith.emulator.values import Object, Value

_FOLDER = Path(__file__).parent

_COMPUTED_BLOCKS = {"azurerm_kubernetes_cluster": frozenset({("kubelet_identity",)})}


@dataclass(frozen=True)
class TypeFacts:
    """What is known of one resource type.

    ``behaviour`` maps attribute paths to facts, ``id_shape`` is the ARM id with ``{}`` for each
    name, ``name`` says what a name may look like, ``references`` maps attribute paths to the
    resource types whose ids are accepted there (``"any"`` for any ARM id), ``computed_blocks``
    are those that Azure fills in where the configuration has none, which no schema says.
    """

    behaviour: dict[tuple[str, ...], Object] = field(default_factory=dict)
    id_shape: str = ""
    name: Object = field(default_factory=dict)
    references: dict[tuple[str, ...], Value] = field(default_factory=dict)
    computed_blocks: frozenset[tuple[str, ...]] = frozenset()


class ProviderFacts:
    """The facts of one provider, such as ``azurerm``; read-only, shared between threads."""

    def __init__(self, provider: str) -> None:
        self.provider = provider
        self.version, self.raw = _schema(provider)
        self._schemas: dict[tuple[str, str], Schema] = {}
        self._types: dict[str, TypeFacts] = {}

    @property
    def resources(self) -> list[str]:
        """The names of the resource types."""
        return list(self.raw["resource_schemas"])

    @property
    def data_sources(self) -> list[str]:
        """The names of the data sources."""
        return list(self.raw["data_source_schemas"])

    def configuration(self) -> Schema:
        """Return the schema of the provider's own configuration."""
        return self._one("provider", "", self.raw["provider"])

    def resource(self, type_name: str) -> Schema:
        """Return the schema of a resource type.

        Raises:
            EmulatorError: the provider has no such resource type.

        """
        return self._one("resource", type_name, self._raw("resource_schemas", type_name))

    def data_source(self, type_name: str) -> Schema:
        """Return the schema of a data source.

        Raises:
            EmulatorError: the provider has no such data source.

        """
        return self._one("data", type_name, self._raw("data_source_schemas", type_name))

    def _raw(self, kind: str, type_name: str) -> Object:
        found: Object | None = self.raw[kind].get(type_name)
        if found is None:
            raise EmulatorError(f"{self.provider} {self.version} has no {type_name}")
        return found

    def _one(self, kind: str, type_name: str, raw: Object) -> Schema:
        key = (kind, type_name)
        if key not in self._schemas:
            self._schemas[key] = schema_of(raw)
        return self._schemas[key]

    def of(self, type_name: str) -> TypeFacts:
        """Return what is known of a resource type; empty where nothing is."""
        if type_name not in self._types:
            self._types[type_name] = self._type_facts(type_name)
        return self._types[type_name]

    def id_shape(self, type_name: str) -> str:
        """Return the shape of a type's ARM id, empty where it isn't known."""
        return str(_load(f"{self.provider}-{self.version}.ids.json.gz").get(type_name, ""))

    def _type_facts(self, type_name: str) -> TypeFacts:
        def kind(name: str) -> Value:
            return _load(f"{self.provider}-{self.version}.{name}.json.gz").get(type_name)

        behaviour = corrected(type_name, kind("behaviour") or {})
        return TypeFacts(
            {tuple(path.split(".")): fact for path, fact in behaviour.items()},
            kind("ids") or "",
            kind("names") or {},
            {
                tuple(path.removesuffix("[]").split(".")): targets
                for path, targets in (kind("references") or {}).items()
            },
            _COMPUTED_BLOCKS.get(type_name, frozenset()),
        )


@cache
def _load(name: str) -> Object:
    path = _FOLDER / name
    if not path.exists():
        return {}
    found: Object = json.loads(gzip.decompress(path.read_bytes()))
    return found


def _schema(provider: str) -> tuple[str, Object]:
    for path in sorted(_FOLDER.glob(f"{provider}-*.schema.json.gz")):
        version = path.name.removeprefix(f"{provider}-").removesuffix(".schema.json.gz")
        (raw,) = _load(path.name)["provider_schemas"].values()
        return version, raw
    raise EmulatorError(f"no facts about the provider {provider}")


@cache
def provider_facts(provider: str) -> ProviderFacts:
    """Return the facts of a provider, ``azurerm`` or ``azuread``.

    Raises:
        EmulatorError: no facts about that provider ship with Landsmith.

    """
    return ProviderFacts(provider)
