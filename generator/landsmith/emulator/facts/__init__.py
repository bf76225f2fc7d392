"""What is known about the providers, as data.

Schemas, behaviour, ids, names, references, and which texts and numbers are accepted.

The files beside this one are gzip-compressed JSON, named ``<provider>-<version>.<kind>.json.gz``.
A provider's are loaded when first asked for; a type's when that type is first used. Schemas that
a user took in from ``terraform providers schema -json`` (see `importing`) go before these.
"""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from landsmith.emulator.facts.corrections import RULES, corrected
from landsmith.emulator.facts.fitting import fitting
from landsmith.emulator.facts.identities import SHAPES, references
from landsmith.emulator.facts.probed import Probed
from landsmith.emulator.facts.stored import (
    SHIPPED,
    Stored,
    all_shipped,
    located,
    mend,
    shipped,
    stored_in,
)
from landsmith.emulator.rules.model import RuleSet, rule_set
from landsmith.emulator.schema import Block, Schema, schema_of
from landsmith.errors import EmulatorError
from landsmith.reading import read_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from landsmith.emulator.values import Object, Value


_KINDS: Final = ("provider", "resource_schemas", "data_source_schemas")
_DAMAGE: Final = (
    OSError,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    zlib.error,
)
"""What reading facts ends in where they are damaged."""


@dataclass(frozen=True)
class TypeFacts:
    """What is known of one resource type.

    ``behaviour`` maps attribute paths to facts, ``id_shape`` is the ARM id with ``{}`` for each
    name, ``name`` says what a name may look like, ``references`` maps attribute paths to the
    resource types whose ids are accepted there (``"any"`` for any ARM id), ``computed_blocks``
    are those that Azure fills in where the configuration has none, which no schema says, and
    ``rules`` is what the provider does beyond its schema.
    """

    behaviour: dict[tuple[str, ...], Object] = field(default_factory=dict)
    id_shape: str = ""
    name: Object = field(default_factory=dict)
    references: dict[tuple[str, ...], Value] = field(default_factory=dict)
    computed_blocks: frozenset[tuple[str, ...]] = frozenset()
    rules: RuleSet = field(default_factory=RuleSet)


class ProviderFacts:
    """The facts of one provider, such as ``azurerm``; read-only, shared between threads.

    ``address`` is the provider's full address, ``origin`` says where the schema comes from.
    """

    def __init__(self, stored: Stored) -> None:
        self.provider, self.version, self.origin = stored.provider, stored.version, stored.origin
        self.address, self.raw = _schema(stored)
        self._known = _known(stored, self.address)
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
            raise EmulatorError(f"{self.origin}, has no {type_name}: {mend([self.provider])}")
        return found

    def _one(self, kind: str, type_name: str, raw: Object) -> Schema:
        key = (kind, type_name)
        if key not in self._schemas:
            try:
                self._schemas[key] = schema_of(raw)
            except _DAMAGE as error:
                raise _damaged(f"{self.origin}, {type_name or 'provider'}", error) from error
        return self._schemas[key]

    def of(self, type_name: str) -> TypeFacts:
        """Return what is known of a resource type; empty where nothing is."""
        if type_name not in self._types:
            self._types[type_name] = self._type_facts(type_name)
        return self._types[type_name]

    def id_shape(self, type_name: str) -> str:
        """Return the shape of a type's ARM id, empty where it isn't known."""
        recorded = self._fact("ids", type_name) or ""
        return str(SHAPES.get(type_name, recorded) if self._known else recorded)

    def _fact(self, kind: str, type_name: str) -> Value:
        """Return what ships about a type, from the version that ships."""
        return _load(f"{self._known}.{kind}.json.gz").get(type_name) if self._known else None

    def _type_facts(self, type_name: str) -> TypeFacts:
        raw = self.raw["resource_schemas"]
        block = self.resource(type_name).block if type_name in raw else Block()
        told = fitting(self._fact("behaviour", type_name) or {}, block)
        behaviour = _probed(f"{self._known}.strings.json.gz").add(
            type_name, corrected(type_name, told, block), block
        )
        recorded = self._fact("rules", type_name) or []
        rules = rule_set([*recorded, *(RULES.get(type_name, []) if recorded else [])], block)
        return TypeFacts(
            {tuple(path.split(".")): fact for path, fact in behaviour.items()},
            self.id_shape(type_name),
            self._fact("names", type_name) or {},
            {
                tuple(path.removesuffix("[]").split(".")): targets
                for path, targets in self._references(type_name).items()
            },
            rules.computed_blocks(block),
            rules,
        )

    def _references(self, type_name: str) -> Object:
        return references(type_name, self._fact("references", type_name) or {})


@cache
def _probed(name: str) -> Probed:
    return Probed(_load(name))


@cache
def _load(name: str) -> Object:
    path = SHIPPED / name
    if not path.exists():
        return {}
    found: Object = json.loads(gzip.decompress(path.read_bytes()))
    return found


def _schema(stored: Stored) -> tuple[str, Object]:
    """Return a provider's address and its schemas."""
    try:
        document = json.loads(gzip.decompress(read_bytes(stored.path)))
        ((address, raw),) = document["provider_schemas"].items()
        if not all(isinstance(raw[kind], dict) for kind in _KINDS):
            raise _damaged(stored.path, f"not all of {', '.join(_KINDS)} are objects")
    except _DAMAGE as error:
        raise _damaged(stored.path, error) from error
    return address, raw


def _damaged(where: object, why: object) -> EmulatorError:
    said = f"{where} holds no provider's facts: {why}"
    return EmulatorError(f"{said}\n    mend: remove it and take the facts in again")


def _known(stored: Stored, address: str) -> str:
    """Return the version of the provider whose behaviour ships, empty where none does."""
    own = shipped(stored.provider)
    same = own and address.lower().endswith(f"/hashicorp/{stored.provider}")
    return f"{own.provider}-{own.version}" if own and same else ""


@cache
def _facts(stored: Stored, _changed: int) -> ProviderFacts:
    return ProviderFacts(stored)


def provider_facts(provider: str, folder: Path | None = None) -> ProviderFacts:
    """Return the facts of a provider, such as ``azurerm``.

    ``folder`` holds the user's own facts, which go before those that ship; what ships about the
    behaviour of a provider's types is kept as far as it fits the user's own schema.

    Raises:
        EmulatorError: there are no facts about that provider, or they can't be read.

    """
    stored = located(provider, folder)
    return _facts(stored, stored.path.stat().st_mtime_ns)


def known_providers(folder: Path | None = None) -> list[str]:
    """Return the names of all providers that there are facts about.

    Raises:
        EmulatorError: the folder isn't there, or has two versions of one provider.

    """
    own = stored_in(folder) if folder else {}
    return sorted({*all_shipped(), *own})
