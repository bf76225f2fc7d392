"""Data sources, answered from what is in the cloud."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from landsmith.emulator.provider.fill import Filler
from landsmith.emulator.provider.ids import Account, identifier
from landsmith.emulator.provider.linked import seen
from landsmith.emulator.provider.objection import RefusedError
from landsmith.emulator.roles import role_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from landsmith.emulator.cloud import Cloud, Resource
    from landsmith.emulator.protocol.codec import Type
    from landsmith.emulator.schema import Attribute, Block
    from landsmith.emulator.values import Object, Value


@dataclass(frozen=True)
class Source:
    """A data source of one provider, read for one account."""

    provider: str
    type: str
    block: Block
    account: Account

    def read(self, config: Object, cloud: Cloud) -> Object:
        """Return the data source's state.

        Raises:
            RefusedError: nothing in the cloud matches the configuration.

        """
        direct = _DIRECT.get(self.type)
        given = direct(config, self.account) if direct else None
        if given is None:
            given = self._found(config, cloud)
        return self._state(config, given)

    def _found(self, config: Object, cloud: Cloud) -> Object:
        asked = {name: value for name, value in config.items() if _asks(value)}
        for resource in cloud.of_type(self.provider, self.type):
            if self._reachable(resource, asked) and _fits(resource, asked):
                return seen(resource, cloud) | _extras(resource, cloud)
        wanted = ", ".join(f"{name} = {value!r}" for name, value in asked.items())
        raise RefusedError(
            f"{self.type} was not found",
            f"Nothing in the emulated cloud has {wanted or 'that type'}"
            f" in subscription {self.account.subscription_id}.",
        )

    def _reachable(self, resource: Resource, asked: Object) -> bool:
        """Return whether the resource is of the provider's subscription, or asked for by id."""
        if not resource.id.startswith("/subscriptions/"):
            return True
        by_id = any(str(value).startswith("/subscriptions/") for value in asked.values())
        return by_id or resource.id.split("/")[2] == self.account.subscription_id

    def _state(self, config: Object, given: Object) -> Object:
        id_ = str(given.get("id") or identifier(self.type, str(sorted(config.items(), key=str))))
        filler = Filler(self.type, id_, self.account)
        state = {
            name: _chosen(filler, attribute, config.get(name), given)
            for name, attribute in self.block.attributes.items()
        }
        if "id" in state:
            state["id"] = id_
        return state | {name: config.get(name) for name in self.block.blocks}


def _asks(value: Value) -> bool:
    return isinstance(value, str | int | bool)


def _fits(resource: Resource, asked: Object) -> bool:
    """Return whether a resource is the one asked for: its attributes, or a parent's name in its id.

    A node pool is asked for by its cluster's name, but holds the cluster's id.
    """
    value, segments = resource.value, resource.id.lower().split("/")
    own = {name: wanted for name, wanted in asked.items() if name in value}
    above = [wanted for name, wanted in asked.items() if name not in own and _names(name)]
    inside = not resource.id.startswith("/") or all(
        str(wanted).lower() in segments for wanted in above
    )
    return inside and all(_equal(value[name], wanted) for name, wanted in own.items())


def _names(attribute: str) -> bool:
    return attribute.endswith("_name")


def _equal(one: Value, other: Value) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.lower() == other.lower()
    return bool(one == other)


def _extras(resource: Resource, cloud: Cloud) -> Object:
    """Return what only the data source tells: a network's subnets."""
    if resource.type != "azurerm_virtual_network":
        return {}
    inside = resource.id.lower() + "/subnets/"
    subnets = cloud.of_type(resource.provider, "azurerm_subnet")
    names = [item.value["name"] for item in subnets if item.id.lower().startswith(inside)]
    return {"subnets": names, "address_spaces": resource.value.get("address_space")}


def _chosen(filler: Filler, attribute: Attribute, config: Value, given: Object) -> Value:
    if config is not None:
        return config
    if attribute.name in given:
        fitted = _fitted(filler, given[attribute.name], attribute.type, attribute.name)
        return fitted if fitted is not _MISFIT else _made_up(filler, attribute)
    return _made_up(filler, attribute) if attribute.computed else None


def _made_up(filler: Filler, attribute: Attribute) -> Value:
    return filler.made_up(attribute.type, attribute.name, hidden=attribute.sensitive)


_MISFIT: Final = object()
_PRIMITIVES: Final = {"string": str, "bool": bool, "number": int}


def _fitted(filler: Filler, value: Value, type_: Type, path: str) -> Value:
    """Return the resource's value as one of the data source's type, `_MISFIT` if it is none."""
    if value is None:
        return None
    if isinstance(type_, str):
        return value if isinstance(value, _PRIMITIVES.get(type_, object)) else _MISFIT
    kind, inner = type_[0], type_[1]
    if kind in ("list", "set"):
        items = value if isinstance(value, list) else [value]
        fitted = [_fitted(filler, item, inner, path) for item in items]
        return _MISFIT if _MISFIT in fitted else fitted
    if not isinstance(value, dict):
        return _MISFIT
    if kind == "map":
        return value
    return {
        name: _member(filler, value.get(name), of, f"{path}.{name}") for name, of in inner.items()
    }


def _member(filler: Filler, value: Value, type_: Type, path: str) -> Value:
    fitted = _fitted(filler, value, type_, path)
    return filler.made_up(type_, path) if fitted is None or fitted is _MISFIT else fitted


def _client(_config: Object, account: Account) -> Object:
    return {
        "id": identifier("client", account.tenant_id, account.subscription_id),
        "client_id": account.client_id,
        "object_id": account.object_id,
        "tenant_id": account.tenant_id,
        "subscription_id": account.subscription_id,
    }


def _subscription(config: Object, account: Account) -> Object:
    own = config.get("subscription_id") or account.subscription_id
    return {
        "id": f"/subscriptions/{own}",
        "subscription_id": own,
        "tenant_id": account.tenant_id,
        "display_name": f"subscription {own}",
        "state": "Enabled",
        "location_placement_id": "Public_2014-09-01",
        "quota_id": "PayAsYouGo_2014-09-01",
        "spending_limit": "Off",
        "tags": {},
    }


def _role_definition(config: Object, _account: Account) -> Object | None:
    own = config.get("role_definition_id") or role_id(str(config.get("name")))
    path = f"/providers/Microsoft.Authorization/roleDefinitions/{own}"
    scope = str(config.get("scope") or "").rstrip("/")
    return {"id": scope + path, "role_definition_id": own, "type": "BuiltInRole"}


def _policy(kind: str) -> Callable[[Object, Account], Object | None]:
    def answer(config: Object, _account: Account) -> Object | None:
        if config.get("management_group_name") or config.get("management_group_id"):
            return None
        own = config.get("name") or identifier(kind, str(config.get("display_name")))
        path = f"/providers/Microsoft.Authorization/{kind}/{own}"
        return {"id": path, "name": own, "policy_type": "BuiltIn", "type": kind}

    return answer


def _billing(*steps: str) -> Callable[[Object, Account], Object | None]:
    """Return the answer of a billing scope, whose id the provider computes from the names."""

    def answer(config: Object, _account: Account) -> Object | None:
        parts = [
            f"{step}/{config[name]}" for step, name in zip(steps[::2], steps[1::2], strict=True)
        ]
        return {"id": "/providers/Microsoft.Billing/" + "/".join(parts)}

    return answer


def _signature(config: Object, _account: Account) -> Object | None:
    """Answer for a signature, which the provider computes from a key: this one opens nothing."""
    told = identifier("sas", str(sorted(config.items(), key=str)))
    return {"id": told, "sas": f"?emulated-sas={told}"}


_ACCOUNT: Final = ("billingAccounts", "billing_account_name")

_DIRECT: Final[dict[str, Callable[[Object, Account], Object | None]]] = {
    "azuread_client_config": _client,
    "azurerm_billing_enrollment_account_scope": _billing(
        *_ACCOUNT, "enrollmentAccounts", "enrollment_account_name"
    ),
    "azurerm_billing_mca_account_scope": _billing(
        *_ACCOUNT,
        "billingProfiles",
        "billing_profile_name",
        "invoiceSections",
        "invoice_section_name",
    ),
    "azurerm_billing_mpa_account_scope": _billing(*_ACCOUNT, "customers", "customer_name"),
    "azurerm_client_config": _client,
    "azurerm_eventhub_sas": _signature,
    "azurerm_policy_definition_built_in": _policy("policyDefinitions"),
    "azurerm_policy_set_definition_built_in": _policy("policySetDefinitions"),
    "azurerm_role_definition": _role_definition,
    "azurerm_storage_account_blob_container_sas": _signature,
    "azurerm_storage_account_sas": _signature,
    "azurerm_subscription": _subscription,
}
"""What Azure knows without anything having been created."""
