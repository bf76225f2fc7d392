"""Emulated Azure for tests in one process: resources are made, changed and deleted directly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from emulator_client import proposed_new
from landsmith.emulator import Cloud
from landsmith.emulator.facts import provider_facts
from landsmith.emulator.faults import Faults
from landsmith.emulator.provider.objection import RefusedError
from landsmith.emulator.provider.provider import Provider, account_of
from landsmith.emulator.schema import Block
from landsmith.emulator.values import Object, Value

SUBSCRIPTION = "11111111-1111-1111-1111-111111111111"
OTHER = "22222222-2222-2222-2222-222222222222"
TENANT = "99999999-9999-9999-9999-999999999999"
PRINCIPAL = "33333333-3333-3333-3333-333333333333"
RG = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg"
NETWORK = f"{RG}/providers/Microsoft.Network"
PLACE = {"resource_group_name": "rg", "location": "westeurope"}


class Azure:
    """Azure as one subscription's Terraform sees it; type names go without ``azurerm_``."""

    def __init__(
        self, cloud: Cloud, faults: Faults | None = None, *, keep_full_groups: bool = True
    ) -> None:
        self.cloud = cloud
        faults = faults or Faults()
        self.providers = {
            name: Provider(provider_facts(name), cloud, faults=faults)
            for name in ("azurerm", "azuread")
        }
        feature = {"prevent_deletion_if_contains_resources": keep_full_groups}
        self.features = [{"resource_group": [feature]}]

    def create(self, kind: str, subscription: str = SUBSCRIPTION, **given: Value) -> Object:
        return self._apply(kind, None, given, subscription)

    def update(self, kind: str, state: Object, **given: Value) -> Object:
        block = self.provider(kind).schema(_type(kind)).block
        kept = {name for name, one in block.attributes.items() if one.settable}
        kept |= block.blocks.keys()
        before = {name: value for name, value in state.items() if name in kept}
        return self._apply(kind, state, before | given, SUBSCRIPTION)

    def delete(self, kind: str, state: Object) -> None:
        self.provider(kind).apply(_type(kind), state, None, self.account(SUBSCRIPTION))

    def provider(self, kind: str) -> Provider:
        return self.providers[_type(kind).partition("_")[0]]

    def account(self, subscription: str) -> Value:
        given = {"subscription_id": subscription, "tenant_id": TENANT, "features": self.features}
        return account_of(given)

    def _apply(self, kind: str, prior: Object | None, given: Object, subscription: str) -> Object:
        provider, type_name = self.provider(kind), _type(kind)
        block = provider.schema(type_name).block
        config = complete(block, given)
        planned = provider.plan(type_name, prior, proposed_new(block, prior, config), config)
        state = provider.apply(type_name, prior, planned.state, self.account(subscription), config)
        assert state is not None
        return state

    def group(self, name: str = "rg", subscription: str = SUBSCRIPTION) -> Object:
        return self.create("resource_group", subscription, name=name, location="westeurope")

    def network(self, name: str, *space: str, **given: Value) -> Object:
        return self.create(
            "virtual_network", name=name, address_space=list(space), **PLACE, **given
        )

    def subnet(self, network: str, name: str, prefix: str, **given: Value) -> Object:
        return self.create(
            "subnet",
            name=name,
            resource_group_name="rg",
            virtual_network_name=network,
            address_prefixes=[prefix],
            **given,
        )

    def peering(self, name: str, network: str, remote: Object, **given: Value) -> Object:
        return self.create(
            "virtual_network_peering",
            name=name,
            resource_group_name="rg",
            virtual_network_name=network,
            remote_virtual_network_id=remote["id"],
            **given,
        )

    def gateway(self, network: str, prefix: str) -> Object:
        subnet = self.subnet(network, "GatewaySubnet", prefix)
        ip = self.create("public_ip", name=f"pip-{network}", allocation_method="Static", **PLACE)
        return self.create(
            "virtual_network_gateway",
            name=f"vgw-{network}",
            type="Vpn",
            sku="VpnGw1AZ",
            ip_configuration=[{"subnet_id": subnet["id"], "public_ip_address_id": ip["id"]}],
            **PLACE,
        )

    def assignment(self, scope: str = RG, role: str = "Reader", **given: Value) -> Object:
        return self.create(
            "role_assignment",
            scope=scope,
            role_definition_name=role,
            principal_id=PRINCIPAL,
            **given,
        )


def _type(kind: str) -> str:
    return kind if kind.startswith("azuread_") else f"azurerm_{kind}"


def complete(block: Block, given: Object) -> Object:
    """Return a whole configuration: null for every attribute that isn't given, at any depth."""
    config: Object = {name: given.get(name) for name in block.attributes}
    for name, nested in block.blocks.items():
        value = given.get(name)
        if isinstance(value, list):
            config[name] = [complete(nested.block, item) for item in value]
        elif isinstance(value, dict):
            config[name] = complete(nested.block, value)
        else:
            config[name] = {"list": [], "set": [], "map": {}}.get(nested.nesting)
    return config


@contextmanager
def refused(summary: str, *details: str) -> Iterator[None]:
    """Expect exactly this summary, and a detail that holds each of the texts."""
    with pytest.raises(RefusedError) as caught:
        yield
    assert caught.value.finding.summary == summary
    for detail in details:
        assert detail in caught.value.finding.detail


def azure(folder: Path) -> Iterator[Azure]:
    """Yield emulated Azure with one resource group, ``rg``."""
    with Cloud(folder / "cloud.db") as cloud:
        found = Azure(cloud)
        found.group()
        yield found
