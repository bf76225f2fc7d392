"""What the plans give to the pipelines' identities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from landsmith.policy.access.conditions import excluded, role_id
from landsmith.policy.access.scopes import covers, scope
from landsmith.policy.access.tables import Role, built_in_roles
from landsmith.policy.trace import sources
from landsmith.terraform.plan import Mark

if TYPE_CHECKING:
    from landsmith.policy.access.needs import Need
    from landsmith.policy.rule import Context
    from landsmith.terraform.plan import Plan, ResourceChange

_IDENTITY: Final = "azurerm_user_assigned_identity"
_CONDITIONED: Final = re.compile(r"Microsoft\.Authorization/roleAssignments/(?:write|delete)", re.I)


@dataclass(frozen=True)
class Grant:
    """A role that an identity has at a scope; None as ``excluded``: no one can tell which."""

    scope: str
    role: Role
    excluded: frozenset[str] | None = frozenset()

    def allows(self, need: Need, context: Context) -> bool:
        """Return whether the grant allows what is needed."""
        if not covers(context.zone, self.scope, need.scope):
            return False
        return self.role.allows(need.action, data=need.data) and self._met(need)

    def _met(self, need: Need) -> bool:
        """Return whether the condition, if there is one, is met."""
        if not _CONDITIONED.fullmatch(need.action) or self.excluded == frozenset():
            return True
        return self.excluded is not None and role_id(need.role) not in self.excluded


def grants(context: Context, stage: str) -> tuple[Grant, ...]:
    """Return the roles that the plans give to the identity of a stage."""
    name = context.zone.name(f"pipeline/user_assigned_identity/{stage}")
    custom = dict(_custom(context))
    roles = {**built_in_roles(), **custom}
    found = []
    for _, resource in context.resources("azurerm_role_assignment"):
        plan = context.plan_of(resource)
        role = roles.get(_role_name(plan, resource))
        if role is not None and _is_to(plan, resource, name, stage):
            found.append(Grant(scope(plan, resource), role, excluded(resource)))
    return tuple(found)


def _is_to(plan: Plan, resource: ResourceChange, name: str, stage: str) -> bool:
    """Return whether an assignment is to the identity of that name.

    Before the apply its id leads back to all identities that the call names; then the key of the
    assignment, which begins with the stage, tells which of them.
    """
    given = resource.get("principal_id")
    made = sources(plan, resource, "principal_id", _IDENTITY)
    if isinstance(given, str):
        made = tuple(one for one in made if one.get("principal_id") == given)
    names = {one.get("name") for one in made}
    return name in names and (len(names) == 1 or str(resource.index).startswith(f"{stage}-"))


def _custom(context: Context) -> Iterator[tuple[str, Role]]:
    """Yield the roles that the plans define, by name."""
    for _, made in context.resources("azurerm_role_definition"):
        yield (
            str(made.get("name")),
            Role(
                actions=_names(made, "actions"),
                not_actions=_names(made, "not_actions"),
                data_actions=_names(made, "data_actions"),
                not_data_actions=_names(made, "not_data_actions"),
            ),
        )


def _names(made: ResourceChange, kind: str) -> tuple[str, ...]:
    value: Any = made.get(f"permissions.0.{kind}", ())
    return () if isinstance(value, Mark) else tuple(map(str, value))


def _role_name(plan: Plan, resource: ResourceChange) -> str:
    name = resource.get("role_definition_name")
    if isinstance(name, str):
        return name
    made = sources(plan, resource, "role_definition_id", "azurerm_role_definition")
    return str(made[0].get("name")) if made else ""
