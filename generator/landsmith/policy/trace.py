"""Follows a value that is unknown before the apply back to the resource it will come from.

A plan says of such a value what its expression refers to. Following those references through
variables and outputs of modules leads to planned resources; several, where one variable carries
several of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from landsmith.terraform.plan import Plan, ResourceChange

_CALL: Final = re.compile(r"module\.([\w-]+)")
_OUTPUT: Final = re.compile(r"module\.([\w-]+)(?:\[[^]]*\])?\.([\w-]+)")
_RESOURCE: Final = re.compile(r"((?:azurerm|azuread)_\w+)\.([\w-]+)")
_VARIABLE: Final = re.compile(r"var\.([\w-]+)")
_KEY: Final = re.compile(r'\["([^"]+)"\]')


def sources(
    plan: Plan, resource: ResourceChange, path: str, *types: str
) -> tuple[ResourceChange, ...]:
    """Return the planned resources that the value at ``path`` may come from, of these types.

    ``path`` has no indices: ``default_node_pool.vnet_subnet_id``. Nothing is returned where the
    references lead out of what a plan shows, such as through local values.
    """
    calls = tuple(_CALL.findall(resource.module_address))
    prefix = "".join(f"module.{name}." for name in calls)
    address = f"{prefix}{resource.type}.{resource.name}"
    references = _whole(plan.references.get(address, {}).get(path, ()))
    walk = _Walk(plan, f"{resource.type}.{resource.name}")
    found = {item.address: item for ref in references for item in walk.follow(calls, ref, None)}
    return tuple(item for _, item in sorted(found.items()) if not types or item.type in types)


def _whole(references: Sequence[str]) -> list[str]:
    """Return the references without those that others continue: plans list every prefix too."""
    return [
        short
        for short in dict.fromkeys(references)
        if not any(long.startswith((f"{short}.", f"{short}[")) for long in references)
    ]


@dataclass(frozen=True)
class _Walk:
    """One walk along references, which remembers where it has been."""

    plan: Plan
    start: str
    seen: set[tuple[tuple[str, ...], str, str | None]] = field(default_factory=set)

    def follow(
        self, calls: tuple[str, ...], reference: str, key: str | None
    ) -> Iterator[ResourceChange]:
        """Yield the resources behind a reference that stands in the module at ``calls``."""
        if (calls, reference, key) in self.seen:
            return
        self.seen.add((calls, reference, key))
        found = _KEY.search(reference)
        key = found.group(1) if found else key
        if match := _VARIABLE.match(reference):
            yield from self.variable(calls, match.group(1), key)
        elif match := _OUTPUT.match(reference):
            yield from self.output((*calls, match.group(1)), match.group(2), key)
        elif match := _RESOURCE.match(reference):
            yield from self.resources(calls, match.group(1), match.group(2), key)
        elif reference.startswith("each."):
            yield from self.each(calls, key)

    def variable(self, calls: tuple[str, ...], name: str, key: str | None) -> Iterator[Any]:
        """Go up: a module's variable is what its caller passes."""
        if calls:
            call = self.module(calls[:-1]).get("module_calls", {}).get(calls[-1], {})
            yield from self.all(calls[:-1], call.get("expressions", {}).get(name), key)

    def output(self, calls: tuple[str, ...], name: str, key: str | None) -> Iterator[Any]:
        """Go down: a call's output is what its module says."""
        output = self.module(calls).get("outputs", {}).get(name, {})
        yield from self.all(calls, output.get("expression"), key)

    def each(self, calls: tuple[str, ...], key: str | None) -> Iterator[Any]:
        """Go on to what the resource, where the walk began, repeats over."""
        for item in self.module(calls).get("resources", ()):
            if item.get("address") == self.start:
                yield from self.all(calls, item.get("for_each_expression"), key)

    def all(self, calls: tuple[str, ...], expression: Any, key: str | None) -> Iterator[Any]:  # noqa: ANN401
        """Follow every reference of an expression, wherever in it that stands."""
        if isinstance(expression, list):
            for item in expression:
                yield from self.all(calls, item, key)
        elif isinstance(expression, dict):
            for reference in _whole(expression.get("references", ())):
                yield from self.follow(calls, reference, key)
            for name, item in expression.items():
                if name not in ("references", "constant_value"):
                    yield from self.all(calls, item, key)

    def resources(
        self, calls: tuple[str, ...], type_: str, name: str, key: str | None
    ) -> Iterator[ResourceChange]:
        """Yield the planned instances of a resource; only one, if ``key`` names it."""
        instances = [
            item
            for item in self.plan.resources(type_)
            if item.name == name and tuple(_CALL.findall(item.module_address)) == calls
        ]
        yield from [item for item in instances if item.index == key] or instances

    def module(self, calls: tuple[str, ...]) -> dict[str, Any]:
        """Return the configuration of the module that is called along ``calls``."""
        here: dict[str, Any] = self.plan.configuration.get("root_module", {})
        for name in calls:
            here = here.get("module_calls", {}).get(name, {}).get("module", {})
        return here
