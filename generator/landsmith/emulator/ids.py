"""Ids as Azure shapes them, built from a resource's configuration alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from landsmith.emulator.facts import TypeFacts
    from landsmith.emulator.values import Object, Value

SCOPES: Final = ("scope", "target_resource_id", "resource_id")
"""Attributes that name the resource an extension resource hangs on."""

_GROUP: Final = re.compile(r"/subscriptions/[^/]+/resourceGroups/[^/]+", re.IGNORECASE)
_NO_NAMES: Final = ("resource_group_name", "subscription_id", "tenant_id", "display_name")

_PREFIXES: Final = ("/subscriptions/", "/providers/", "https://")


@dataclass(frozen=True)
class Account:
    """Who a provider configuration speaks for: the ids are UUIDs."""

    subscription_id: str
    tenant_id: str
    client_id: str
    object_id: str


def identifier(*parts: str) -> str:
    """Return a UUID that depends on the parts and nothing else."""
    return str(uuid5(NAMESPACE_URL, "landsmith:" + "|".join(parts)))


def build(type_name: str, facts: TypeFacts, state: Object, account: Account) -> str:
    """Return the id of a resource of a type with this (partly unknown) state.

    The same state has the same id, in any run.
    """
    special = _SPECIAL.get(type_name)
    if special:
        return special(state, account)
    if not type_name.startswith("azurerm_"):
        return identifier(type_name, *_identity(state))
    shape = facts.id_shape
    found = _joined(shape, state) or _scoped(shape, state) or _nested(shape, state)
    return found or _named(type_name, shape, state, account)


def _text(state: Object, name: str) -> str:
    value = state.get(name)
    return value if isinstance(value, str) else ""


def _identity(state: Object) -> list[str]:
    """Return what tells resources of one type apart where no ARM id does: all that was given."""
    return [f"{name}={value}" for name, value in sorted(state.items()) if isinstance(value, str)]


@cache
def pattern(shape: str) -> re.Pattern[str]:
    """Return the regular expression that matches ids of a shape, without regard to case."""
    return re.compile(re.escape(shape).replace(r"\{\}", "[^/]+"), re.IGNORECASE)


def fits(shape: str, value: str) -> bool:
    """Return whether a value is an id of a shape; an extension resource may lie in any scope."""
    if pattern(shape).fullmatch(value):
        return True
    head, _, kind = shape.rpartition("/providers/")
    anywhere = "/providers/" in head or kind.startswith("Microsoft.Authorization/")
    return anywhere and pattern("/providers/" + kind).search(value) is not None


@cache
def prefixes(shape: str) -> tuple[str, ...]:
    """Return the shapes of all that an id lies in, itself first, the subscription last.

    ``/subscriptions/{}/resourceGroups/{}`` lies in ``/subscriptions/{}``.
    """
    pieces = shape.split("/{}")
    return tuple("/{}".join(pieces[:n]) + "/{}" for n in range(len(pieces) - 1, 0, -1))


def ids_in(state: Object) -> Iterator[tuple[str, str]]:
    """Yield the top-level attributes that hold an id, with it."""
    for name, value in state.items():
        if name != "id" and isinstance(value, str) and value.startswith(_PREFIXES):
            yield name, value


def last_name(state: Object) -> str:
    """Return the resource's own name; derived from the whole where it has none."""
    for name in ("name", "alias", "subscription_name", "data_collection_rule_name"):
        if _text(state, name):
            return _text(state, name)
    return identifier(*_identity(state))


def _joined(shape: str, state: Object) -> str:
    """Build an association's id, ``{one id}|{other id}``, from the two ids."""
    cut = shape.find("/subscriptions/{}", 1)
    if cut < 0:
        return ""
    one, other = (_matching(part, state) for part in (shape[:cut], shape[cut:]))
    return f"{one}|{other}" if one and other else ""


def _matching(shape: str, state: Object) -> str:
    found = (value for _, value in ids_in(state) if pattern(shape).fullmatch(value))
    return next(found, "")


def _scoped(shape: str, state: Object) -> str:
    """Build the id of an extension resource: the scope's id, then its own provider and type."""
    kind = shape.rpartition("/providers/")[2].replace("{}", "")
    scope = next((_text(state, name) for name in SCOPES if _text(state, name)), "")
    if (
        not scope.startswith("/")
        or "/" not in kind
        or (shape.count("/providers/") < 2 and "scope" not in state)
    ):
        return ""
    if pattern(shape).fullmatch(scope) or any(map(_text_in(scope), prefixes(shape)[1:-2])):
        return ""
    return f"{scope.rstrip('/')}/providers/{kind.rstrip('/')}/{last_name(state)}"


def _text_in(value: str) -> Callable[[str], bool]:
    return lambda shape: pattern(shape).fullmatch(value) is not None


def _nested(shape: str, state: Object) -> str:
    """Build an id from the id of what the resource lies in, which an attribute holds."""
    if not shape or "resource_group_name" in state:
        return ""
    for parent in prefixes(shape):
        found = _matching(parent, state)
        if found:
            return found + _filled(shape[len(parent) :], state)
    return ""


def _named(type_name: str, shape: str, state: Object, account: Account) -> str:
    """Build an id from the names of what the resource lies in."""
    subscription = f"/subscriptions/{account.subscription_id}"
    if shape and "/resourceGroups/{}/" not in shape:
        own = _text(state, "subscription_id").rpartition("/")[2] or account.subscription_id
        return _filled(shape.replace("subscriptions/{}", f"subscriptions/{own}", 1), state)
    group_name = _text(state, "resource_group_name")
    home = f"{subscription}/resourceGroups/{group_name}" if group_name else _neighbour(state)
    if not shape or not home:
        kind = type_name.removeprefix("azurerm_")
        return f"{subscription}/providers/Microsoft.Resources/{kind}/{last_name(state)}"
    return home + _filled(shape.removeprefix("/subscriptions/{}/resourceGroups/{}"), state)


def _neighbour(state: Object) -> str:
    """Return the resource group of whatever the resource points to, empty if of nothing."""
    found = (_GROUP.match(value) for _, value in ids_in(state))
    return next((match[0] for match in found if match), "")


def _filled(shape: str, state: Object) -> str:
    """Return the shape with names in it: those that match by their kind, then the others."""
    segments = shape.split("/")
    holes = [index for index, segment in enumerate(segments) if segment == "{}"]
    pool = [name for name in state if name.endswith(("_name", "_id")) and name not in _NO_NAMES]
    pool = [name for name in pool if _text(state, name) and "/" not in _text(state, name)]
    taken = {index: "name" for index in holes[-1:] if _text(state, "name")}
    for index in holes:
        if index not in taken:
            match = next((name for name in _called(segments[index - 1]) if name in pool), "")
            taken[index] = match
            pool = [name for name in pool if name != match]
    rest = [name for name in pool if name.endswith("_name")]
    for index in holes:
        name = taken[index] or (rest.pop(0) if rest else "")
        segments[index] = _text(state, name) or _unnamed(state, last=index == holes[-1])
    return "/".join(segments)


def _unnamed(state: Object, *, last: bool) -> str:
    return last_name(state) if last else "default"


def _called(kind: str) -> list[str]:
    """Return the attributes that may name a kind of resource: ``virtual_network_name``."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", kind).lower()
    singular = re.sub(r"ies$", "y", words) if words.endswith("ies") else words.rstrip("s")
    short = singular.rpartition("_")[2]
    return [f"{word}{end}" for end in ("_name", "_id") for word in (singular, short)]


def group(name: str) -> str:
    """Return the id of a management group."""
    return f"/providers/Microsoft.Management/managementGroups/{name}"


def _management_group(state: Object, _account: Account) -> str:
    own = _text(state, "name") or identifier(
        "azurerm_management_group", _text(state, "display_name")
    )
    return group(own)


def _diagnostic_setting(state: Object, _account: Account) -> str:
    return f"{_text(state, 'target_resource_id')}|{_text(state, 'name')}"


def _role_definition(state: Object, _account: Account) -> str:
    scope = _text(state, "scope")
    own = _text(state, "role_definition_id") or identifier("role", scope, _text(state, "name"))
    return f"{scope}/providers/Microsoft.Authorization/roleDefinitions/{own}|{scope}"


def _role_assignment(state: Object, _account: Account) -> str:
    who = [_text(state, name) for name in ("scope", "principal_id")]
    role = _text(state, "role_definition_name") or _text(state, "role_definition_id")
    own = _text(state, "name") or identifier("assignment", *who, role)
    return f"{who[0].rstrip('/')}/providers/Microsoft.Authorization/roleAssignments/{own}"


def _pim(state: Object, _account: Account) -> str:
    return "|".join(_text(state, name) for name in ("scope", "role_definition_id", "principal_id"))


def _in_vault(kind: str) -> Callable[[Object, Account], str]:
    def build_id(state: Object, _account: Account) -> str:
        vault, name = _text(state, "key_vault_id").rpartition("/")[2].lower(), _text(state, "name")
        version = identifier(kind, vault, name).replace("-", "")
        return f"https://{vault}.vault.azure.net/{kind}/{name}/{version}"

    return build_id


def _provider_registration(state: Object, account: Account) -> str:
    return f"/subscriptions/{account.subscription_id}/providers/{_text(state, 'name')}"


def _association(state: Object, _account: Account) -> str:
    name = _text(state, "name") or "configurationAccessEndpoint"
    kind = "Microsoft.Insights/dataCollectionRuleAssociations"
    return f"{_text(state, 'target_resource_id')}/providers/{kind}/{name}"


def _pricing(state: Object, account: Account) -> str:
    plan = _text(state, "resource_type") or "VirtualMachines"
    return f"/subscriptions/{account.subscription_id}/providers/Microsoft.Security/pricings/{plan}"


def _subscription_association(state: Object, _account: Account) -> str:
    subscription = _text(state, "subscription_id").rpartition("/")[2]
    return f"{_text(state, 'management_group_id')}/subscriptions/{subscription}"


def _policy_definition(state: Object, account: Account) -> str:
    scope = _text(state, "management_group_id") or f"/subscriptions/{account.subscription_id}"
    kind = "Microsoft.Authorization/policyDefinitions"
    return f"{scope}/providers/{kind}/{_text(state, 'name')}"


def _access_policy(state: Object, _account: Account) -> str:
    base = f"{_text(state, 'key_vault_id')}/objectId/{_text(state, 'object_id')}"
    application: Value = _text(state, "application_id")
    return f"{base}/applicationId/{application}" if application else base


_SPECIAL: Final[dict[str, Callable[[Object, Account], str]]] = {
    "azurerm_key_vault_access_policy": _access_policy,
    "azurerm_key_vault_certificate": _in_vault("certificates"),
    "azurerm_key_vault_key": _in_vault("keys"),
    "azurerm_key_vault_secret": _in_vault("secrets"),
    "azurerm_management_group": _management_group,
    "azurerm_management_group_subscription_association": _subscription_association,
    "azurerm_monitor_data_collection_rule_association": _association,
    "azurerm_monitor_diagnostic_setting": _diagnostic_setting,
    "azurerm_pim_active_role_assignment": _pim,
    "azurerm_pim_eligible_role_assignment": _pim,
    "azurerm_policy_definition": _policy_definition,
    "azurerm_resource_provider_registration": _provider_registration,
    "azurerm_role_assignment": _role_assignment,
    "azurerm_role_definition": _role_definition,
    "azurerm_security_center_subscription_pricing": _pricing,
}
"""Builders for the types whose id the recorded shape doesn't tell."""
