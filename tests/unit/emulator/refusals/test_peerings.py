from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import emulator_azure
from emulator_azure import Azure, refused

TRANSIT = {"allow_gateway_transit": True}
REMOTE = {"use_remote_gateways": True}


@pytest.fixture
def azure(tmp_path: Path) -> Iterator[Azure]:
    yield from emulator_azure.azure(tmp_path)


def test_peered_networks_share_no_addresses(azure: Azure) -> None:
    hub = azure.network("hub", "10.0.0.0/16")
    azure.network("spoke", "10.0.4.0/24")
    with refused(
        "VnetAddressSpacesOverlap: 'spoke' and 'hub' cannot be peered",
        "overlap: 10.0.4.0/24",
    ):
        azure.peering("peer", "spoke", hub)
    azure.network("other", "10.1.0.0/16")
    azure.peering("peer", "other", hub)


@pytest.mark.parametrize("from_hub", [True, False])
def test_two_spokes_of_a_hub_share_no_addresses(azure: Azure, *, from_hub: bool) -> None:
    hub = azure.network("hub", "10.0.0.0/16")
    one, two = azure.network("one", "10.1.0.0/16"), azure.network("two", "10.1.8.0/24")
    azure.peering("hub-one", "hub", one)
    names = "'hub' and 'two'" if from_hub else "'two' and 'hub'"
    summary = f"VnetAddressSpaceOverlapsWithAlreadyPeeredVnet: {names} cannot be peered"
    with refused(summary, "hub is peered with", "virtualNetworks/one", "two in 10.1.8.0/24"):
        if from_hub:
            azure.peering("hub-two", "hub", two)
        else:
            azure.peering("two-hub", "two", hub)


def test_two_networks_are_peered_once(azure: Azure) -> None:
    hub, spoke = azure.network("hub", "10.0.0.0/16"), azure.network("spoke", "10.1.0.0/16")
    azure.peering("one", "spoke", hub)
    with refused("AnotherPeeringAlreadyReferencesRemoteVnet: 'one' peers with 'hub' already"):
        azure.peering("two", "spoke", hub)
    azure.peering("back", "hub", spoke)


def test_the_hub_offers_its_gateway_first(azure: Azure) -> None:
    hub, spoke = azure.network("hub", "10.0.0.0/16"), azure.network("spoke", "10.1.0.0/16")
    azure.gateway("hub", "10.0.255.0/27")
    summary = "BadRequest: 'spoke-hub' cannot use remote gateways"
    with refused(summary, "remote peering has to be there with allow_gateway_transit"):
        azure.peering("spoke-hub", "spoke", hub, **REMOTE)
    half = azure.peering("hub-spoke", "hub", spoke)
    with refused(summary, half["id"]):
        azure.peering("spoke-hub", "spoke", hub, **REMOTE)
    azure.update("virtual_network_peering", half, **TRANSIT)
    azure.peering("spoke-hub", "spoke", hub, **REMOTE)


def test_the_hub_has_a_gateway_first(azure: Azure) -> None:
    hub, spoke = azure.network("hub", "10.0.0.0/16"), azure.network("spoke", "10.1.0.0/16")
    azure.peering("hub-spoke", "hub", spoke, **TRANSIT)
    with refused(
        "RemoteVnetHasNoGateways: 'spoke-hub' cannot use remote gateways", "hub has no gateway"
    ):
        azure.peering("spoke-hub", "spoke", hub, **REMOTE)
    azure.gateway("hub", "10.0.255.0/27")
    azure.peering("spoke-hub", "spoke", hub, **REMOTE)


def test_a_network_with_a_gateway_uses_no_other(azure: Azure) -> None:
    hub, spoke = azure.network("hub", "10.0.0.0/16"), azure.network("spoke", "10.1.0.0/16")
    azure.gateway("hub", "10.0.255.0/27")
    azure.gateway("spoke", "10.1.255.0/27")
    azure.peering("hub-spoke", "hub", spoke, **TRANSIT)
    summary = "BadRequest: 'spoke-hub' cannot use remote gateways"
    with refused(summary, "has a gateway of its own", "vgw-spoke"):
        azure.peering("spoke-hub", "spoke", hub, **REMOTE)


def test_one_peering_uses_remote_gateways(azure: Azure) -> None:
    spoke = azure.network("spoke", "10.1.0.0/16")
    hubs = [azure.network(f"hub{n}", f"10.{n}.0.0/16") for n in (2, 3)]
    for number, hub in zip((2, 3), hubs, strict=True):
        azure.gateway(hub["name"], f"10.{number}.255.0/27")
        azure.peering("to-spoke", hub["name"], spoke, **TRANSIT)
    azure.peering("to-hub2", "spoke", hubs[0], **REMOTE)
    summary = "BadRequest: 'to-hub3' cannot use remote gateways"
    with refused(summary, "to-hub2 uses remote gateways already"):
        azure.peering("to-hub3", "spoke", hubs[1], **REMOTE)
    azure.peering("to-hub3", "spoke", hubs[1])
