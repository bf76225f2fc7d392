"""Messages of Terraform's plugin protocol 6, built from the emulator's own values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from tf.gen import tfplugin_pb2 as pb

from landsmith.emulator.protocol.codec import Type, decode, encode
from landsmith.emulator.schema import Attribute, Block, Schema, attribute_of, schema_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from landsmith.emulator.facts import ProviderFacts
    from landsmith.emulator.provider.objection import Objection
    from landsmith.emulator.values import Object, Path, Value

_WRITE_ONLY: Final = b"\x58\x01"
"""Field 11 of an attribute, true: newer than the generated stubs."""

_NESTING: Final = {"single": 1, "list": 2, "set": 3, "map": 4, "group": 5}


def _attribute(attribute: Attribute) -> pb.Schema.Attribute:
    message = pb.Schema.Attribute(
        name=attribute.name,
        type=b"" if attribute.nested else _type(attribute.type),
        nested_type=_object(attribute.nested) if attribute.nested else None,
        required=attribute.required,
        optional=attribute.optional,
        computed=attribute.computed,
        sensitive=attribute.sensitive,
        deprecated=attribute.deprecated,
    )
    if attribute.write_only:
        message.MergeFromString(_WRITE_ONLY)
    return message


def _type(type_: Type) -> bytes:
    return json.dumps(type_, separators=(",", ":")).encode()


def _object(nested: Object) -> pb.Schema.Object:
    """Return a nested type; it lets a configuration leave out what isn't required."""
    members = nested["attributes"].items()
    return pb.Schema.Object(
        attributes=[_attribute(attribute_of(name, raw)) for name, raw in members],
        nesting=_NESTING[nested["nesting_mode"]],
    )


def _block(block: Block) -> pb.Schema.Block:
    return pb.Schema.Block(
        attributes=[_attribute(attribute) for attribute in block.attributes.values()],
        block_types=[
            pb.Schema.NestedBlock(
                type_name=nested.name,
                block=_block(nested.block),
                nesting=_NESTING[nested.nesting],
                min_items=nested.min_items,
                max_items=nested.max_items,
            )
            for nested in block.blocks.values()
        ],
        deprecated=block.deprecated,
    )


def _schema(schema: Schema) -> pb.Schema:
    return pb.Schema(version=schema.version, block=_block(schema.block))


def _schemas(raw: Object, only: frozenset[str] | None) -> dict[str, pb.Schema]:
    return {
        name: _schema(schema_of(item)) for name, item in raw.items() if only is None or name in only
    }


def schema_response(facts: ProviderFacts, only: frozenset[str] | None = None) -> bytes:
    """Return a serialised answer to GetProviderSchema.

    ``only`` leaves out all other resource types and data sources: what a configuration doesn't
    use need not be sent at every run of terraform.
    """
    response = pb.GetProviderSchema.Response(
        provider=_schema(facts.configuration()),
        provider_meta=pb.Schema(block=pb.Schema.Block()),
        resource_schemas=_schemas(facts.raw["resource_schemas"], only),
        data_source_schemas=_schemas(facts.raw["data_source_schemas"], only),
        server_capabilities=_capabilities(),
    )
    return bytes(response.SerializeToString())


def _capabilities() -> pb.ServerCapabilities:
    return pb.ServerCapabilities(get_provider_schema_optional=True, move_resource_state=True)


def metadata_response(facts: ProviderFacts) -> pb.GetMetadata.Response:
    """Return an answer to GetMetadata."""
    return pb.GetMetadata.Response(
        server_capabilities=_capabilities(),
        resources=[pb.GetMetadata.ResourceMetadata(type_name=name) for name in facts.resources],
        data_sources=[
            pb.GetMetadata.DataSourceMetadata(type_name=name) for name in facts.data_sources
        ],
    )


def attribute_path(path: Path) -> pb.AttributePath:
    """Return a path as a message; positions are list indices."""
    return pb.AttributePath(
        steps=[
            pb.AttributePath.Step(element_key_int=step)
            if isinstance(step, int)
            else pb.AttributePath.Step(attribute_name=step)
            for step in path
        ]
    )


def diagnostics(findings: Iterable[Objection]) -> list[pb.Diagnostic]:
    """Return findings as Terraform's diagnostics."""
    return [
        pb.Diagnostic(
            severity=pb.Diagnostic.WARNING if finding.warning else pb.Diagnostic.ERROR,
            summary=finding.summary,
            detail=finding.detail,
            attribute=attribute_path(finding.path) if finding.path else None,
        )
        for finding in findings
    ]


def unpack(message: pb.DynamicValue, type_: Type) -> Value:
    """Return the value in a message, whichever of the two encodings it has.

    Raises:
        EmulatorError: the bytes are not of that type.

    """
    if message.msgpack:
        return decode(message.msgpack, type_)
    return json.loads(message.json) if message.json else None


def pack(value: Value, type_: Type) -> pb.DynamicValue:
    """Return a value as a message.

    Raises:
        EmulatorError: the value is not of that type.

    """
    return pb.DynamicValue(msgpack=encode(value, type_))
