"""Two tables that ship with Landsmith: actions by resource type, and built-in roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal, TypeAlias, TypeVar

from pydantic import Field

from landsmith import content
from landsmith.blueprint.base import Model
from landsmith.blueprint.reading.load import Source, load_model
from landsmith.errors import InputError, PolicyError

Operation: TypeAlias = Literal["read", "write", "delete"]
Names: TypeAlias = tuple[str, ...]
M = TypeVar("M", bound=Model)


class TypeActions(Model):
    """What Azure asks of whoever reads, writes or deletes resources of one Terraform type."""

    arm_type: str | None = Field(
        default=None, description="Stands for <type>/read, <type>/write and <type>/delete."
    )
    granted_by: Literal["azure", "graph", "billing"] = Field(
        default="azure", description="Whose roles allow it."
    )
    read: Names = Field(default=(), description="Further actions to read.")
    write: Names = Field(default=(), description="Further actions to create and to update.")
    delete: Names = Field(default=(), description="Further actions to delete.")
    data_read: Names = Field(default=(), description="Data actions to read.")
    data_write: Names = Field(default=(), description="Data actions to create and to update.")
    data_delete: Names = Field(default=(), description="Data actions to delete.")
    linked: dict[str, str] = Field(
        default={}, description="Actions on what a planned id names, by the id's path."
    )

    def actions(self, operation: Operation) -> Names:
        """Return the actions of an operation in the control plane."""
        own = (f"{self.arm_type}/{operation}",) if self.arm_type else ()
        further: Names = getattr(self, operation)
        return (*own, *further)

    def data_actions(self, operation: Operation) -> Names:
        """Return the actions of an operation in the data plane."""
        found: Names = getattr(self, f"data_{operation}")
        return found


class Role(Model):
    """What an Azure role allows."""

    id: str | None = Field(default=None, description="A built-in role's id.")
    actions: Names = Field(default=(), description="Actions, with wildcards.")
    not_actions: Names = Field(default=(), description="What of them it leaves out.")
    data_actions: Names = Field(default=(), description="Data actions, with wildcards.")
    not_data_actions: Names = Field(default=(), description="What of them it leaves out.")

    def allows(self, action: str, *, data: bool) -> bool:
        """Return whether the role allows an action; letter case means nothing."""
        given = self.data_actions if data else self.actions
        taken = self.not_data_actions if data else self.not_actions
        return _any(given, action) and not _any(taken, action)


class _Types(Model):
    """The file of actions."""

    types: dict[str, TypeActions]
    """Actions by Terraform's resource type."""


class _Roles(Model):
    """The file of roles."""

    roles: dict[str, Role]
    """Roles by name."""


@cache
def types() -> Mapping[str, TypeActions]:
    """Return the actions of every resource type that Landsmith's modules use.

    Raises:
        PolicyError: the file is not well formed.
    """
    return _read("actions.yaml", _Types).types


@cache
def built_in_roles() -> Mapping[str, Role]:
    """Return the built-in roles that pipelines are given, by name.

    Raises:
        PolicyError: the file is not well formed.
    """
    return _read("roles.yaml", _Roles).roles


def _read(name: str, model: type[M]) -> M:
    try:
        return load_model(Source.read(content.path("policies", "access", name)), model)
    except InputError as error:
        raise PolicyError(str(error)) from error


def _any(patterns: Iterable[str], action: str) -> bool:
    return any(_pattern(pattern).fullmatch(action) for pattern in patterns)


@cache
def _pattern(wildcard: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, wildcard.split("*"))), re.IGNORECASE)
