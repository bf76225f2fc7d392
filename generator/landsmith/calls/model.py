"""The one intermediate form: roots, each an ordered list of module calls.

A root is a Terraform root module with its own state. The three render engines read nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True)
class Ref:
    """An output of another module call of the same root, or an element of it.

    ``Ref("hub_network", "subnet_ids", ("shared",))`` is
    ``module.hub_network.subnet_ids["shared"]``.
    """

    call: str
    output: str
    path: tuple[str | int, ...] = ()


@dataclass(frozen=True)
class Local:
    """A local value of the root, or an element of it: ``Local("tags")`` is ``local.tags``."""

    name: str
    path: tuple[str | int, ...] = ()


Value: TypeAlias = (
    "bool | int | float | str | Ref | Local | Sequence[Value] | Mapping[str, Value] | None"
)


@dataclass(frozen=True)
class ModuleCall:
    """A call of one module: ``module "<name>" { source = "../../modules/<module>" … }``.

    ``providers`` maps the module's provider names to the root's, where they are not the defaults:
    ``{"azurerm.connectivity": "azurerm.connectivity"}``.
    """

    name: str
    module: str
    inputs: Mapping[str, Value]
    depends_on: tuple[str, ...] = ()
    providers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Provider:
    """A provider configuration of a root; ``blocks`` are nested blocks by name (``features``)."""

    name: str
    settings: Mapping[str, Value]
    alias: str | None = None
    blocks: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)


@dataclass(frozen=True)
class Output:
    """An output of a root."""

    name: str
    value: Value
    description: str


@dataclass(frozen=True)
class Moved:
    """Where what Terraform manages already is to be found from now on: two addresses."""

    before: str
    after: str


@dataclass(frozen=True)
class Root:
    """A Terraform root module: its folder is ``roots/<name>`` and its state has the same name.

    ``after`` names the roots that have to be applied before this one. ``moved`` keeps what an
    earlier rendering made under another address; ``forgotten`` are addresses that Terraform stops
    managing and leaves as they are.
    """

    name: str
    purpose: str
    providers: tuple[Provider, ...]
    backend: Mapping[str, Value]
    locals: Mapping[str, Value]
    calls: tuple[ModuleCall, ...]
    outputs: tuple[Output, ...] = ()
    after: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    forgotten: tuple[str, ...] = ()
