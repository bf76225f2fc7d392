"""Ids as Azure shapes them, built from a resource's configuration alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, uuid5

from landsmith.emulator.facts.identities import LITERALS, NAMED_BY

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
    """Who a provider configuration speaks for: the ids are UUIDs.

    ``keeps_full_groups`` is the provider's feature that a resource group has to be empty before
    it is deleted.
    """

    subscription_id: str
    tenant_id: str
    client_id: str
    object_id: str
    keeps_full_groups: bool = True


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
    builder = _Builder(type_name, state, account)
    own = builder.joined(shape) or builder.hung(shape) or builder.scoped(shape)
    return own or builder.part(shape)


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


def _matching(shape: str, state: Object) -> str:
    found = (value for _, value in ids_in(state) if pattern(shape).fullmatch(value))
    return next(found, "")


def _any_fits(value: str, shapes: tuple[str, ...]) -> bool:
    return any(pattern(shape).fullmatch(value) for shape in shapes)


@dataclass(frozen=True)
class _Builder:
    """Builds the id of one resource from what its configuration says."""

    type_name: str
    state: Object
    account: Account

    def joined(self, shape: str) -> str:
        """Build an association's id, ``{one id}|{other id}``, from the two ids."""
        cut = shape.find("/subscriptions/{}/resourceGroups/", 1)
        if cut < 0:
            return ""
        one = self.part(shape[:cut])
        taken = next((name for name, value in ids_in(self.state) if one.startswith(value)), "")
        rest = {name: value for name, value in self.state.items() if name != taken}
        other = _Builder(self.type_name, rest, self.account).part(shape[cut:])
        return f"{one}|{other}"

    def hung(self, shape: str) -> str:
        """Build the id of an extension resource from the id of the kind that its shape names."""
        head, _, _ = shape.rpartition("/providers/")
        found = _matching(head, self.state) if "/providers/" in head else ""
        return found + self.filled(shape[len(head) :]) if found else ""

    def scoped(self, shape: str) -> str:
        """Build the id of an extension resource: the scope's id, then its own provider and type."""
        kind = shape.rpartition("/providers/")[2].replace("{}", "")
        scope = next((_text(self.state, name) for name in SCOPES if _text(self.state, name)), "")
        extends = shape.count("/providers/") > 1 or "scope" in self.state
        if not scope.startswith("/") or "/" not in kind or not extends:
            return ""
        if pattern(shape).fullmatch(scope) or _any_fits(scope, prefixes(shape)[1:-2]):
            return ""
        own = kind.rstrip("/").replace("//", "/default/")
        return f"{scope.rstrip('/')}/providers/{own}/{last_name(self.state)}"

    def part(self, shape: str) -> str:
        """Build an id of a shape from the ids, or else the names, that the state has."""
        return self.nested(shape) or self.beside(shape) or self.named(shape)

    def nested(self, shape: str) -> str:
        """Build an id from the id of what the resource lies in, which an attribute holds."""
        for parent in prefixes(shape) if shape else ():
            found = _matching(parent, self.trusted(parent))
            if found:
                return found + self.filled(shape[len(parent) :])
        return ""

    def beside(self, shape: str) -> str:
        """Build an id from the id of a sibling: of something in what the resource lies in."""
        if "resource_group_name" in self.state:
            return ""
        for parent in prefixes(shape)[1:] if shape else ():
            inside = re.compile(f"({pattern(parent).pattern})/.*", re.IGNORECASE)
            found = (inside.fullmatch(value) for _, value in ids_in(self.state))
            match = next((match for match in found if match), None)
            if match and "/providers/" in parent:
                return match[1] + self.filled(shape[len(parent) :])
        return ""

    def trusted(self, parent: str) -> Object:
        """Return the attributes that may hold the id of a parent.

        Beside the name of a resource group, only an attribute that is called like the parent.
        """
        if "resource_group_name" not in self.state:
            return self.state
        kind = parent.split("/")[-2]
        called = {name.replace("_", "") for name in _called(kind, ("_id", "_resource_id"))}
        return {name: self.state[name] for name in self.state if name.replace("_", "") in called}

    def named(self, shape: str) -> str:
        """Build an id from the names of what the resource lies in."""
        state, subscription = self.state, f"/subscriptions/{self.account.subscription_id}"
        if shape and "/resourceGroups/{}/" not in shape:
            own = _text(state, "subscription_id").rpartition("/")[2] or self.account.subscription_id
            return self.filled(shape.replace("subscriptions/{}", f"subscriptions/{own}", 1))
        group_name = _text(state, "resource_group_name")
        home = f"{subscription}/resourceGroups/{group_name}" if group_name else _neighbour(state)
        if not shape or not home:
            kind = self.type_name.removeprefix("azurerm_")
            return f"{subscription}/providers/Microsoft.Resources/{kind}/{last_name(state)}"
        return home + self.filled(shape.removeprefix("/subscriptions/{}/resourceGroups/{}"))

    def filled(self, shape: str) -> str:
        """Return the shape with names in it: those that match by their kind, then the others."""
        segments = shape.split("/")
        holes = [index for index, segment in enumerate(segments) if segment == "{}"]
        kinds = {index: segments[index - 1] for index in holes}
        pool = [name for name in self.state if name not in _NO_NAMES and self.usable(name)]
        taken = {index: "name" for index in holes[-1:] if _text(self.state, "name")}
        for index in holes:
            if index not in taken:
                taken[index] = next((n for n in self.candidates(kinds[index]) if n in pool), "")
                pool = [name for name in pool if name != taken[index]]
        rest = [name for name in pool if name.endswith("_name")]
        for index in holes:
            name = taken[index] or ("" if kinds[index] in LITERALS else rest.pop(0) if rest else "")
            last = index == holes[-1]
            segments[index] = _text(self.state, name) or self.unnamed(kinds[index], last=last)
        return "/".join(segments)

    def usable(self, name: str) -> bool:
        """Return whether an attribute holds a plain name."""
        value = _text(self.state, name)
        return bool(value) and "/" not in value

    def candidates(self, kind: str) -> list[str]:
        """Return the attributes that may name a segment of a kind, the likeliest first."""
        known = NAMED_BY.get((self.type_name, kind))
        return [known] if known else _called(kind, ("_name", "_id", ""))

    def unnamed(self, kind: str, *, last: bool) -> str:
        return LITERALS.get(kind) or (last_name(self.state) if last else "default")


def _neighbour(state: Object) -> str:
    """Return the resource group of whatever the resource points to, empty if of nothing."""
    found = (_GROUP.match(value) for _, value in ids_in(state))
    return next((match[0] for match in found if match), "")


def _called(kind: str, ends: tuple[str, ...]) -> list[str]:
    """Return the attributes that may name a kind of resource: ``virtual_network_name``."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", kind).lower()
    singular = re.sub(r"ies$", "y", words) if words.endswith("ies") else words.rstrip("s")
    short = singular.rpartition("_")[2]
    return [f"{word}{end}" for end in ends for word in (singular, short)]


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


def _chaos_target(state: Object, _account: Account) -> str:
    scope, kind = _text(state, "target_resource_id"), _text(state, "target_type")
    return f"{scope}/providers/Microsoft.Chaos/targets/{kind}"


def _chaos_capability(state: Object, _account: Account) -> str:
    target, kind = _text(state, "chaos_studio_target_id"), _text(state, "capability_type")
    return f"{target}/capabilities/{kind}"


def _protected_machine(state: Object, account: Account) -> str:
    machine = _text(state, "source_vm_id") or "////default////default"
    own = f"iaasvmcontainerv2;{machine.split('/')[4]};{machine.rpartition('/')[2]}"
    vault, group_name = _text(state, "recovery_vault_name"), _text(state, "resource_group_name")
    home = f"/subscriptions/{account.subscription_id}/resourceGroups/{group_name}"
    container = f"backupFabrics/Azure/protectionContainers/iaasvmcontainer;{own}"
    kind = f"providers/Microsoft.RecoveryServices/vaults/{vault}"
    return f"{home}/{kind}/{container}/protectedItems/vm;{own}"


_SPECIAL: Final[dict[str, Callable[[Object, Account], str]]] = {
    "azurerm_backup_protected_vm": _protected_machine,
    "azurerm_chaos_studio_capability": _chaos_capability,
    "azurerm_chaos_studio_target": _chaos_target,
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
