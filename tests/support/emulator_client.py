"""What Terraform does to a provider, without Terraform: requests and answers in real messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tf.gen import tfplugin_pb2 as pb

from landsmith.emulator import Cloud
from landsmith.emulator.facts import ProviderFacts
from landsmith.emulator.protocol.codec import decode, encode
from landsmith.emulator.protocol.service import Service
from landsmith.emulator.provider.provider import Provider
from landsmith.emulator.refusals.change import Rule
from landsmith.emulator.schema import Block
from landsmith.emulator.values import Object, Path, Value

Message = Any


class _Details:
    """Names the method that is called."""

    def __init__(self, name: str) -> None:
        self.method = f"/tfplugin6.Provider/{name}"
        self.invocation_metadata = ()


class _Context:
    """Stands for the connection."""

    def peer(self) -> str:
        return "ipv4:127.0.0.1:1"


class RefusedByProviderError(AssertionError):
    """An answer with errors where none were expected."""


@dataclass(frozen=True)
class Said:
    """A diagnostic."""

    summary: str
    detail: str
    path: Path
    warning: bool


@dataclass(frozen=True)
class Plan:
    """The answer to a plan."""

    state: Object | None
    replace: tuple[Path, ...]


class Client:
    """Calls one provider's service through its handlers, each message serialised and parsed.

    ``rules`` are those of Azure itself; none by default, so that one resource can live alone.
    """

    def __init__(
        self, facts: ProviderFacts, cloud: Cloud, subscription: str, rules: tuple[Rule, ...] = ()
    ) -> None:
        self.facts = facts
        self.handlers, *_ = Service(Provider(facts, cloud, rules=rules)).handlers()
        block = facts.configuration().block
        config = {"subscription_id": subscription, "features": [{}]}
        packed = encode(config, block.type)
        request = pb.ConfigureProvider.Request(config=pb.DynamicValue(msgpack=packed))
        self.call("ConfigureProvider", request)

    def call(self, name: str, request: Message) -> Message:
        """Send a request.

        Raises:
            RefusedByProviderError: the answer has errors.

        """
        handler = self.handlers.service(_Details(name))
        parsed = handler.request_deserializer(request.SerializeToString())
        answer = handler.unary_unary(parsed, _Context())
        answer = type(answer).FromString(handler.response_serializer(answer))
        if name != "ValidateResourceConfig":
            errors = [said for said in answer.diagnostics if said.severity == pb.Diagnostic.ERROR]
            if errors:
                raise RefusedByProviderError(f"{name}: {errors[0].summary}: {errors[0].detail}")
        return answer

    def _pack(self, type_name: str, value: Value) -> Message:
        return pb.DynamicValue(msgpack=encode(value, self.facts.resource(type_name).block.type))

    def _unpack(self, type_name: str, message: Message) -> Value:
        return decode(message.msgpack, self.facts.resource(type_name).block.type)

    def validate(self, type_name: str, config: Object) -> list[Said]:
        request = pb.ValidateResourceConfig.Request(
            type_name=type_name, config=self._pack(type_name, config)
        )
        answer = self.call("ValidateResourceConfig", request)
        return [
            Said(
                said.summary,
                said.detail,
                tuple(getattr(step, step.WhichOneof("selector")) for step in said.attribute.steps),
                said.severity == pb.Diagnostic.WARNING,
            )
            for said in answer.diagnostics
        ]

    def errors(self, type_name: str, config: Object) -> list[Said]:
        return [said for said in self.validate(type_name, config) if not said.warning]

    def plan(self, type_name: str, prior: Object | None, config: Object | None) -> Plan:
        block = self.facts.resource(type_name).block
        proposed = None if config is None else proposed_new(block, prior, config)
        answer = self.call(
            "PlanResourceChange",
            pb.PlanResourceChange.Request(
                type_name=type_name,
                prior_state=self._pack(type_name, prior),
                proposed_new_state=self._pack(type_name, proposed),
                config=self._pack(type_name, config),
            ),
        )
        paths = (
            tuple(getattr(step, step.WhichOneof("selector")) for step in path.steps)
            for path in answer.requires_replace
        )
        return Plan(self._unpack(type_name, answer.planned_state), tuple(paths))

    def apply(
        self, type_name: str, prior: Object | None, planned: Object | None, config: Object | None
    ) -> Object | None:
        answer = self.call(
            "ApplyResourceChange",
            pb.ApplyResourceChange.Request(
                type_name=type_name,
                prior_state=self._pack(type_name, prior),
                planned_state=self._pack(type_name, planned),
                config=self._pack(type_name, config),
            ),
        )
        return self._unpack(type_name, answer.new_state)

    def read(self, type_name: str, state: Object) -> Object | None:
        request = pb.ReadResource.Request(
            type_name=type_name, current_state=self._pack(type_name, state)
        )
        return self._unpack(type_name, self.call("ReadResource", request).new_state)

    def imported(self, type_name: str, id_: str) -> Object:
        request = pb.ImportResourceState.Request(type_name=type_name, id=id_)
        (found,) = self.call("ImportResourceState", request).imported_resources
        return self._unpack(found.type_name, found.state)


def proposed_new(block: Block, prior: Object | None, config: Object) -> Object:
    """Merge configuration and prior state as Terraform does before it asks for a plan."""
    before = prior or {}
    merged: Object = {}
    for name, attribute in block.attributes.items():
        kept = attribute.computed and config[name] is None
        merged[name] = before.get(name) if kept else config[name]
    for name, nested in block.blocks.items():
        merged[name] = _proposed(nested.nesting, nested.block, before.get(name), config[name])
    return merged


def _proposed(nesting: str, block: Block, prior: Value, config: Value) -> Value:
    if isinstance(config, dict):
        return proposed_new(block, prior, config)
    if not isinstance(config, list):
        return config
    merged, left = [], list(prior or [])
    for index, item in enumerate(config):
        if nesting == "list":
            before = left[index] if index < len(left) else None
        else:
            before = next((old for old in left if _came_from(block, old, item)), None)
            left = [old for old in left if old is not before]
        merged.append(proposed_new(block, before, item))
    return merged


def _came_from(block: Block, old: Object, config: Object) -> bool:
    """Return whether a set's element is the configured one with computed values filled in."""
    for name, attribute in block.attributes.items():
        if old[name] != config[name] and not (attribute.computed and config[name] is None):
            return False
    return all(old[name] == config[name] for name in block.blocks)
