"""One emulated provider: what it validates, plans, applies, reads and imports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from landsmith.emulator.cloud import Cloud, Resource
from landsmith.emulator.faults import Faults
from landsmith.emulator.provider import ids
from landsmith.emulator.provider.fill import fill
from landsmith.emulator.provider.ids import Account, identifier
from landsmith.emulator.provider.linked import seen, stored
from landsmith.emulator.provider.objection import Objection, RefusedError
from landsmith.emulator.provider.planning import Planned, plan
from landsmith.emulator.provider.sources import Source
from landsmith.emulator.provider.validation import validate
from landsmith.emulator.refusals import RULES, refusal
from landsmith.emulator.refusals.change import Change, kept_references, references_in
from landsmith.emulator.rules.model import CREATE, UPDATE
from landsmith.emulator.rules.planning import refused
from landsmith.emulator.rules.reading import read_back
from landsmith.emulator.rules.view import View
from landsmith.emulator.values import UNKNOWN, Object, Value, at

if TYPE_CHECKING:
    from landsmith.emulator.facts import ProviderFacts
    from landsmith.emulator.refusals.change import Rule
    from landsmith.emulator.schema import Schema

_FEATURE: Final = "prevent_deletion_if_contains_resources"


def account_of(config: Object | None) -> Account:
    """Return the account of a provider configuration; ids it doesn't give are derived."""
    given = {name: value for name, value in (config or {}).items() if isinstance(value, str)}
    tenant = given.get("tenant_id") or identifier("tenant")
    client = given.get("client_id") or identifier("client", tenant)
    subscription = given.get("subscription_id") or identifier("subscription", tenant)
    empty = at(config, ("features", 0, "resource_group", 0, _FEATURE)) is not False
    return Account(subscription, tenant, client, identifier("object", client), empty)


@dataclass(frozen=True)
class Provider:
    """A provider over a cloud; stateless itself, so that threads can share it.

    ``rules`` say what the cloud refuses, ``faults`` what goes wrong without anybody's fault.
    """

    facts: ProviderFacts
    cloud: Cloud
    rules: tuple[Rule, ...] = RULES
    faults: Faults = field(default_factory=Faults)

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

    def validate(self, type_name: str, config: Object) -> list[Objection]:
        """Return what the provider has against a (partly unknown) configuration."""
        return validate(type_name, self.facts, config)

    def plan(
        self, type_name: str, prior: Object | None, proposed: Object | None, config: Object
    ) -> Planned:
        """Return the plan of one resource; see `planning.plan`."""
        block = self.schema(type_name).block
        return plan(block, self.facts.of(type_name), prior, proposed, config)

    def apply(
        self,
        type_name: str,
        prior: Object | None,
        planned: Object | None,
        account: Account,
        config: Object | None = None,
    ) -> Object | None:
        """Do what was planned and return the new state, None after a deletion.

        ``config`` is what write-only attributes are read from. All of it happens, or nothing.

        Raises:
            RefusedError: Azure would refuse it, or a fault was asked for.
            StoppedError: the emulator was asked to die here.

        """
        if planned is None:
            self._delete(type_name, prior or {}, account)
            return None
        id_ = str(prior["id"]) if prior else self._new_id(type_name, planned, account)
        after = self._done(type_name, prior, planned, config, id_, account)
        kept = stored(type_name, after, config)
        after |= {name: kept[name] for name in after if planned.get(name) is UNKNOWN}
        resource = Resource(self.name, type_name, str(after["id"]), kept)
        known = {name: value for name, value in after.items() if planned.get(name) is not UNKNOWN}
        references = references_in(known, config)
        with self.cloud.transaction():
            if prior:
                earlier = kept_references(self.cloud, resource, prior, after)
                references = tuple(dict.fromkeys((*references, *earlier)))
            facts = self.facts.of(type_name)
            change = Change(
                self.name, type_name, resource.id, prior, after, account, facts, references
            )
            self._check(change)
            unfinished = self.faults.strike(change)
            self.cloud.put(resource, references)
        if unfinished:
            raise unfinished
        return after

    def _done(
        self,
        type_name: str,
        prior: Object | None,
        planned: Object,
        config: Object | None,
        id_: str,
        account: Account,
    ) -> Object:
        """Return the state after the apply, as the provider reads it."""
        block, facts = self.schema(type_name).block, self.facts.of(type_name)
        told = planned if config is None else config
        state = fill(type_name, block, planned, id_, account)
        moment = CREATE if prior is None else UPDATE
        view = View(block, prior, state, told)
        for found in refused(facts.rules, view, moment):
            raise RefusedError(found.summary, found.detail, found.path)
        return read_back(facts.rules, view, facts.behaviour)

    def _delete(self, type_name: str, prior: Object, account: Account) -> None:
        facts, id_ = self.facts.of(type_name), str(prior.get("id"))
        with self.cloud.transaction():
            found = self.cloud.get(self.name, type_name, id_)
            if found:
                self._check(Change(self.name, type_name, id_, found.value, None, account, facts))
                self.cloud.remove(found)

    def _check(self, change: Change) -> None:
        found = refusal(self.cloud, change, self.rules)
        if found:
            raise RefusedError(found.summary, found.detail, found.path)

    def _new_id(self, type_name: str, planned: Object, account: Account) -> str:
        given = planned.get("id")
        if isinstance(given, str):
            return given
        known = {name: None if value is UNKNOWN else value for name, value in planned.items()}
        return ids.build(type_name, self.facts.of(type_name), known, account)

    def read(self, type_name: str, state: Object) -> Object | None:
        """Return the resource as it is in the cloud, None if it is gone."""
        found = self.cloud.get(self.name, type_name, str(state.get("id")))
        return seen(found, self.cloud) if found else None

    def find(self, type_name: str, id_: str) -> Object:
        """Return a resource to import.

        Raises:
            RefusedError: there is none with that id.

        """
        found = self.cloud.get(self.name, type_name, id_)
        if not found:
            raise RefusedError(f"{type_name} was not found", f"Nothing has the id {id_}.")
        return seen(found, self.cloud)

    def data(self, type_name: str, config: Object, account: Account) -> Value:
        """Return a data source's state.

        Raises:
            RefusedError: nothing in the cloud matches.

        """
        block = self.facts.data_source(type_name).block
        return Source(self.name, type_name, block, account).read(config, self.cloud)
