"""What the roots ask of whoever runs them, by their planned resources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from landsmith.calls import ids
from landsmith.policy.access.conditions import excludes_itself
from landsmith.policy.access.scopes import scope
from landsmith.policy.access.tables import Operation, TypeActions, types
from landsmith.policy.trace import sources

if TYPE_CHECKING:
    from landsmith.policy.rule import Context
    from landsmith.terraform.plan import Plan, ResourceChange

OPERATIONS: Final[dict[str, tuple[Operation, ...]]] = {
    "plan": ("read",),
    "apply": ("read", "write", "delete"),
}
"""What each stage does: whoever applies a resource has to change and to remove it, too."""

_STATE: Final = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs"


@dataclass(frozen=True, order=True)
class Need:
    """One action that a stage has to be allowed at a scope.

    ``role`` is the role that an assignment gives, by name or id, where that matters.
    """

    root: str
    address: str
    action: str
    scope: str
    data: bool = False
    role: str | None = None


def needs(context: Context, stage: str) -> Iterator[Need]:
    """Yield what a stage needs in Azure, each action once for a root and a scope."""
    for root, plan in sorted(context.plans.items()):
        yield from _state(context, root)
        seen: set[tuple[object, ...]] = set()
        for need in _of_root(root, plan, stage):
            key = (need.action.lower(), need.scope, need.data, need.role)
            if key not in seen:
                seen.add(key)
                yield need


def elsewhere(context: Context, stage: str) -> dict[str, dict[str, set[str]]]:
    """Return what a stage needs outside Azure roles: roots and permissions by who grants them."""
    found: dict[str, dict[str, set[str]]] = {}
    for root, plan in sorted(context.plans.items()):
        for change in _managed(plan):
            known = types().get(change.type)
            if known is not None and known.granted_by != "azure":
                for operation in OPERATIONS[stage]:
                    wanted = set(known.actions(operation))
                    found.setdefault(known.granted_by, {}).setdefault(root, set()).update(wanted)
    return found


def untold(context: Context) -> Iterator[tuple[str, str]]:
    """Yield root and address of each resource whose actions the table doesn't know."""
    for root, plan in sorted(context.plans.items()):
        for change in _managed(plan):
            if change.type.startswith(("azurerm_", "azuread_")) and change.type not in types():
                yield root, change.address


def _managed(plan: Plan) -> Iterator[ResourceChange]:
    return (change for change in plan.changes if change.mode == "managed")


def _state(context: Context, root: str) -> Iterator[Need]:
    """Yield what the backend asks: the state is read, locked by a lease and written."""
    where = ids.state_group(context.zone).lower()
    for operation in ("read", "write"):
        yield Need(root, "terraform.backend", f"{_STATE}/{operation}", where, data=True)


def _of_root(root: str, plan: Plan, stage: str) -> Iterator[Need]:
    for change in _managed(plan):
        known = types().get(change.type)
        if known is not None and known.granted_by == "azure":
            yield from _of_resource(root, plan, change, known, stage)


def _of_resource(
    root: str, plan: Plan, change: ResourceChange, known: TypeActions, stage: str
) -> Iterator[Need]:
    where, role = scope(plan, change), _role(plan, change)
    for operation in ("read",) if excludes_itself(change, role) else OPERATIONS[stage]:
        for action in known.actions(operation):
            yield Need(root, change.address, action, where, role=role)
        for action in known.data_actions(operation):
            yield Need(root, change.address, action, where, data=True)
    if stage == "apply":
        yield from _linked(root, change, known)


def _linked(root: str, change: ResourceChange, known: TypeActions) -> Iterator[Need]:
    """Yield what is needed on resources that a planned id names, such as to join a subnet."""
    if change.after is None:
        return
    for path, action in known.linked.items():
        value = change.get(path)
        if isinstance(value, str) and "/providers/" in value:
            yield Need(root, change.address, f"{_type(value)}/{action}", value.lower())


def _type(value: str) -> str:
    """Return the type that an id names, such as Microsoft.Network/virtualNetworks/subnets."""
    namespace, *levels = value.rpartition("/providers/")[2].split("/")
    return "/".join((namespace, *levels[::2]))


def _role(plan: Plan, change: ResourceChange) -> str | None:
    """Return the role that an assignment gives: its id, or its name."""
    if change.type != "azurerm_role_assignment" or change.after is None:
        return None
    for name in ("role_definition_name", "role_definition_id"):
        value = change.get(name)
        if isinstance(value, str):
            return value.rpartition("/")[2]
    made = sources(plan, change, "role_definition_id", "azurerm_role_definition")
    return str(made[0].get("name")) if made else None
