"""The plugin protocol's calls, answered by a `Provider`; one service for each provider."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import grpc
from tf.gen import grpc_controller_pb2 as controller
from tf.gen import tfplugin_pb2 as pb

from landsmith.emulator.protocol import wire
from landsmith.emulator.protocol.codec import convert
from landsmith.emulator.provider.objection import (
    Objection,
    RefusedError,
    StoppedError,
    UnfinishedError,
)
from landsmith.emulator.provider.provider import Provider, account_of
from landsmith.errors import EmulatorError

if TYPE_CHECKING:
    from landsmith.emulator.provider.ids import Account
    from landsmith.emulator.schema import Schema
    from landsmith.emulator.values import Object, Value

Message: TypeAlias = Any
"""A protobuf message; the stubs carry no types."""

Call: TypeAlias = Callable[[Message, str], Message]
"""Answers a request that came from a peer."""

Handler: TypeAlias = "grpc.GenericRpcHandler[Message, Message]"
"""Handles the calls of one gRPC service."""

_FIELD: Final = "diagnostics"


class Service:
    """Answers one provider's calls; remembers the account of each connection.

    Every provider configuration of every terraform run opens a connection of its own, so that
    the peer's address tells aliased configurations apart.
    """

    def __init__(self, provider: Provider, only: frozenset[str] | None = None) -> None:
        self._provider = provider
        self._only = only
        self._schema: bytes | None = None
        self._accounts: dict[str, Account] = {}

    def handlers(self) -> tuple[Handler, ...]:
        """Return the gRPC handlers of the provider and of the plugin controller."""
        methods = {name: self._handler(name, call) for name, call in self._calls().items()}
        methods["GetProviderSchema"] = grpc.unary_unary_rpc_method_handler(self._get_schema)
        shutdown = grpc.unary_unary_rpc_method_handler(
            self._shutdown, controller.Empty.FromString, controller.Empty.SerializeToString
        )
        stdio = grpc.unary_stream_rpc_method_handler(_no_output)
        return (
            _generic("tfplugin6.Provider", methods),
            _generic("plugin.GRPCController", {"Shutdown": shutdown}),
            _generic("plugin.GRPCStdio", {"StreamStdio": stdio}),
        )

    def _calls(self) -> Mapping[str, Call]:
        return {
            "GetMetadata": self._metadata,
            "ValidateProviderConfig": self._validate_provider,
            "ConfigureProvider": self._configure,
            "ValidateResourceConfig": self._validate_resource,
            "ValidateDataResourceConfig": self._validate_data,
            "UpgradeResourceState": self._upgrade,
            "ReadResource": self._read,
            "PlanResourceChange": self._plan,
            "ApplyResourceChange": self._apply,
            "ImportResourceState": self._import,
            "MoveResourceState": self._move,
            "ReadDataSource": self._data,
            "GetFunctions": self._functions,
            "StopProvider": self._stop,
        }

    def _handler(self, name: str, call: Call) -> grpc.RpcMethodHandler[Message, Message]:
        method: Message = getattr(pb, name)
        answer = partial(_answer, method.Response, call)
        return grpc.unary_unary_rpc_method_handler(
            answer, method.Request.FromString, method.Response.SerializeToString
        )

    def _account(self, peer: str) -> Account:
        return self._accounts.get(peer) or account_of(None)

    def _get_schema(self, _request: bytes, _context: grpc.ServicerContext) -> bytes:
        if self._schema is None:
            self._schema = wire.schema_response(self._provider.facts, self._only)
        return self._schema

    def _shutdown(self, request: Message, context: grpc.ServicerContext) -> Message:
        self._accounts.pop(context.peer(), None)
        return request

    def _metadata(self, _request: Message, _peer: str) -> Message:
        return wire.metadata_response(self._provider.facts)

    def _validate_provider(self, _request: Message, _peer: str) -> Message:
        return pb.ValidateProviderConfig.Response()

    def _configure(self, request: Message, peer: str) -> Message:
        block = self._provider.facts.configuration().block
        self._accounts[peer] = account_of(wire.unpack(request.config, block.type))
        return pb.ConfigureProvider.Response()

    def _validate_resource(self, request: Message, _peer: str) -> Message:
        config = wire.unpack(request.config, self._of(request).block.type)
        findings = self._provider.validate(request.type_name, config)
        return pb.ValidateResourceConfig.Response(diagnostics=wire.diagnostics(findings))

    def _validate_data(self, _request: Message, _peer: str) -> Message:
        return pb.ValidateDataResourceConfig.Response()

    def _of(self, request: Message) -> Schema:
        return self._provider.schema(request.type_name)

    def _upgrade(self, request: Message, _peer: str) -> Message:
        type_ = self._of(request).block.type
        state = convert(json.loads(request.raw_state.json, parse_float=Decimal), type_)
        return pb.UpgradeResourceState.Response(upgraded_state=wire.pack(state, type_))

    def _read(self, request: Message, _peer: str) -> Message:
        type_ = self._of(request).block.type
        state = self._provider.read(request.type_name, wire.unpack(request.current_state, type_))
        return pb.ReadResource.Response(new_state=wire.pack(state, type_), private=request.private)

    def _plan(self, request: Message, _peer: str) -> Message:
        type_ = self._of(request).block.type
        values = (request.prior_state, request.proposed_new_state, request.config)
        planned = self._provider.plan(
            request.type_name, *(wire.unpack(value, type_) for value in values)
        )
        return pb.PlanResourceChange.Response(
            planned_state=wire.pack(planned.state, type_),
            requires_replace=[wire.attribute_path(path) for path in planned.replace],
            planned_private=request.prior_private,
            legacy_type_system=True,
            diagnostics=wire.diagnostics(planned.refused),
        )

    def _apply(self, request: Message, peer: str) -> Message:
        type_ = self._of(request).block.type
        prior, planned = (
            wire.unpack(value, type_) for value in (request.prior_state, request.planned_state)
        )
        config = wire.unpack(request.config, type_)
        response = pb.ApplyResourceChange.Response(legacy_type_system=True)
        try:
            state = self._provider.apply(
                request.type_name, prior, planned, self._account(peer), config
            )
        except RefusedError as error:
            response.diagnostics.extend(wire.diagnostics([error.finding]))
            state = error.state if isinstance(error, UnfinishedError) else prior
        response.new_state.CopyFrom(wire.pack(state, type_))
        return response

    def _import(self, request: Message, _peer: str) -> Message:
        type_ = self._of(request).block.type
        state = self._provider.find(request.type_name, request.id)
        imported = pb.ImportResourceState.ImportedResource(
            type_name=request.type_name, state=wire.pack(state, type_)
        )
        return pb.ImportResourceState.Response(imported_resources=[imported])

    def _move(self, request: Message, _peer: str) -> Message:
        moved = f"{request.source_type_name} can't become {request.target_type_name}"
        raise RefusedError("Moving between resource types is not supported", moved)

    def _data(self, request: Message, peer: str) -> Message:
        type_ = self._provider.facts.data_source(request.type_name).block.type
        config: Object = wire.unpack(request.config, type_)
        state: Value = self._provider.data(request.type_name, config, self._account(peer))
        return pb.ReadDataSource.Response(state=wire.pack(state, type_))

    def _functions(self, _request: Message, _peer: str) -> Message:
        return pb.GetFunctions.Response()

    def _stop(self, _request: Message, _peer: str) -> Message:
        return pb.StopProvider.Response()


def _generic(service: str, methods: dict[str, grpc.RpcMethodHandler[Message, Message]]) -> Handler:
    return grpc.method_handlers_generic_handler(service, methods)


def _no_output(_request: bytes, _context: grpc.ServicerContext) -> Iterable[bytes]:
    return iter(())


def _answer(
    response: Message, call: Call, request: Message, context: grpc.ServicerContext
) -> Message:
    """Return the call's answer; an error becomes a diagnostic, never a traceback."""
    try:
        return call(request, context.peer())
    except RefusedError as error:
        finding = error.finding
    except StoppedError as error:
        context.abort(grpc.StatusCode.UNAVAILABLE, str(error))
    except EmulatorError as error:
        finding = Objection("Emulated Azure can't do this", str(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, terraform has to be told
        detail = f"{type(error).__name__}: {error}"
        finding = Objection("Emulated Azure failed: this is a mistake in Landsmith", detail)
    if _FIELD in response.DESCRIPTOR.fields_by_name:
        return response(diagnostics=wire.diagnostics([finding]))
    return response()
