"""One emulated provider: what it validates, plans, applies, reads and imports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from landsmith.emulator import ids
from landsmith.emulator.cloud import Cloud, Resource
from landsmith.emulator.fill import fill
from landsmith.emulator.finding import Finding, RefusedError
from landsmith.emulator.ids import Account, identifier
from landsmith.emulator.planning import Planned, plan
from landsmith.emulator.sources import Source
from landsmith.emulator.validation import validate
from landsmith.emulator.values import UNKNOWN, Object, Value

if TYPE_CHECKING:
    from landsmith.emulator.facts import ProviderFacts
    from landsmith.emulator.schema import Schema

_IN_GROUP: Final = re.compile(r"(/subscriptions/[^/]+/resourceGroups/([^/]+))/.+", re.IGNORECASE)
_OWN_GROUPS: Final = re.compile(r"(MC_.*|NetworkWatcherRG|DefaultResourceGroup-.*)", re.IGNORECASE)
"""Resource groups that Azure itself makes."""

_GROUP: Final = "azurerm_resource_group"


def account_of(config: Object | None) -> Account:
    """Return the account of a provider configuration; ids it doesn't give are derived."""
    given = {name: value for name, value in (config or {}).items() if isinstance(value, str)}
    tenant = given.get("tenant_id") or identifier("tenant")
    client = given.get("client_id") or identifier("client", tenant)
    subscription = given.get("subscription_id") or identifier("subscription", tenant)
    return Account(subscription, tenant, client, identifier("object", client))


@dataclass(frozen=True)
class Provider:
    """A provider over a cloud; stateless itself, so that threads can share it."""

    facts: ProviderFacts
    cloud: Cloud

    @property
    def name(self) -> str:
        """``azurerm`` or ``azuread``."""
        return self.facts.provider

    def schema(self, type_name: str) -> Schema:
        """Return a resource type's schema.

        Raises:
            EmulatorError: the provider has no such type.

        """
        return self.facts.resource(type_name)

    def validate(self, type_name: str, config: Object) -> list[Finding]:
        """Return what the provider has against a (partly unknown) configuration."""
        return validate(type_name, self.facts, config)

    def plan(
        self, type_name: str, prior: Object | None, proposed: Object | None, config: Object
    ) -> Planned:
        """Return the plan of one resource; see `planning.plan`."""
        block = self.schema(type_name).block
        return plan(block, self.facts.of(type_name), prior, proposed, config)

    def apply(
        self, type_name: str, prior: Object | None, planned: Object | None, account: Account
    ) -> Object | None:
        """Do what was planned and return the new state, None after a deletion.

        Raises:
            RefusedError: the resource exists already, or its resource group doesn't.

        """
        if planned is None:
            self.cloud.delete(self.name, type_name, str((prior or {}).get("id")))
            return None
        id_ = str(prior["id"]) if prior else self._new_id(type_name, planned, account)
        state = fill(type_name, self.schema(type_name).block, planned, id_, account)
        self.cloud.put(Resource(self.name, type_name, str(state["id"]), state))
        return state

    def _new_id(self, type_name: str, planned: Object, account: Account) -> str:
        given = planned.get("id")
        if isinstance(given, str):
            return given
        known = {name: None if value is UNKNOWN else value for name, value in planned.items()}
        id_ = ids.build(type_name, self.facts.of(type_name), known, account)
        if self.cloud.get(self.name, type_name, id_):
            raise RefusedError(
                "The resource already exists",
                f"{type_name} {id_} is in the emulated cloud already: import it into this state,"
                " or choose another name.",
            )
        self._check_group(type_name, id_)
        return id_

    def _check_group(self, type_name: str, id_: str) -> None:
        """Refuse a resource whose resource group is not there."""
        inside = _IN_GROUP.match(id_)
        if self.name != "azurerm" or type_name == _GROUP or not inside:
            return
        group, name = inside[1], inside[2]
        if not _OWN_GROUPS.fullmatch(name) and not self.cloud.get(self.name, _GROUP, group):
            raise RefusedError(
                f"ResourceGroupNotFound: resource group {name!r} could not be found",
                f"{type_name} {id_} needs {group}, which is not in the emulated cloud.",
            )

    def read(self, type_name: str, state: Object) -> Object | None:
        """Return the resource as it is in the cloud, None if it is gone."""
        found = self.cloud.get(self.name, type_name, str(state.get("id")))
        return found.value if found else None

    def find(self, type_name: str, id_: str) -> Object:
        """Return a resource to import.

        Raises:
            RefusedError: there is none with that id.

        """
        found = self.cloud.get(self.name, type_name, id_)
        if not found:
            raise RefusedError(f"{type_name} was not found", f"Nothing has the id {id_}.")
        return found.value

    def data(self, type_name: str, config: Object, account: Account) -> Value:
        """Return a data source's state.

        Raises:
            RefusedError: nothing in the cloud matches.

        """
        block = self.facts.data_source(type_name).block
        return Source(self.name, type_name, block, account).read(config, self.cloud)
