"""Provider schemas as typed values, read from ``terraform providers schema -json`` output."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from landsmith.emulator.protocol.codec import Type
    from landsmith.emulator.values import Object, Value


@dataclass(frozen=True)
class Attribute:
    """One attribute; ``type`` in Terraform's JSON notation.

    ``nested`` is the JSON form of a nested type, whose members may be optional.
    """

    name: str
    type: Type
    required: bool = False
    optional: bool = False
    computed: bool = False
    sensitive: bool = False
    write_only: bool = False
    deprecated: bool = False
    nested: Object | None = None

    @property
    def settable(self) -> bool:
        """Whether a configuration may give it."""
        return self.required or self.optional

    @property
    def object_type(self) -> dict[str, Type] | None:
        """The attributes of its elements where it is a collection of objects, else None."""
        kind = self.type
        if isinstance(kind, list) and kind[0] in ("list", "set", "map"):
            kind = kind[1]
        return kind[1] if isinstance(kind, list) and kind[0] == "object" else None


@dataclass(frozen=True)
class Block:
    """Attributes and nested blocks."""

    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    blocks: Mapping[str, NestedBlock] = field(default_factory=dict)
    deprecated: bool = False

    @cached_property
    def type(self) -> Type:
        """The object type of the block's value."""
        members = {name: attribute.type for name, attribute in self.attributes.items()}
        members |= {name: block.type for name, block in self.blocks.items()}
        return ["object", members]


@dataclass(frozen=True)
class NestedBlock:
    """A kind of block within a block; ``nesting`` is single, group, list, set or map."""

    name: str
    block: Block
    nesting: str
    min_items: int = 0
    max_items: int = 0

    @cached_property
    def type(self) -> Type:
        """The type of the value under the block's name."""
        inner = self.block.type
        return inner if self.nesting in ("single", "group") else [self.nesting, inner]


@dataclass(frozen=True)
class Schema:
    """The schema of a resource, a data source or a provider's configuration."""

    block: Block
    version: int = 0


def attribute_of(name: str, raw: Object) -> Attribute:
    """Return an attribute from its JSON form; a nested type becomes the type it implies."""
    flags = ("required", "optional", "computed", "sensitive", "write_only", "deprecated")
    type_ = raw["type"] if "type" in raw else _nested_type(raw["nested_type"])
    told = {flag: bool(raw.get(flag)) for flag in flags}
    return Attribute(name, type_, **told, nested=raw.get("nested_type"))


def _nested_type(raw: Object) -> Type:
    inner: Type = [
        "object",
        {name: attribute_of(name, item).type for name, item in raw["attributes"].items()},
    ]
    return inner if raw["nesting_mode"] == "single" else [raw["nesting_mode"], inner]


def block_of(raw: Object) -> Block:
    """Return a block from its JSON form."""
    return Block(
        {name: attribute_of(name, item) for name, item in raw.get("attributes", {}).items()},
        {name: _nested_of(name, item) for name, item in raw.get("block_types", {}).items()},
        bool(raw.get("deprecated")),
    )


def _nested_of(name: str, raw: Object) -> NestedBlock:
    return NestedBlock(
        name,
        block_of(raw["block"]),
        raw["nesting_mode"],
        raw.get("min_items", 0),
        raw.get("max_items", 0),
    )


def schema_of(raw: Object) -> Schema:
    """Return a schema from its JSON form."""
    return Schema(block_of(raw["block"]), int(raw.get("version", 0)))


def empty(block: Block) -> dict[str, Value]:
    """Return the value of a block in which nothing was written."""
    value: dict[str, Value] = dict.fromkeys(block.attributes)
    for name, nested in block.blocks.items():
        value[name] = {"list": [], "set": [], "map": {}}.get(nested.nesting)
    return value
