"""What is there already: a given id, and what lies in it, may be referred to."""

from __future__ import annotations

from pathlib import Path

from landsmith.emulator.cloud import Cloud
from landsmith.emulator.provider.ids import Account
from landsmith.emulator.refusals.scope import missing

ACCOUNT = Account(
    subscription_id="00000000-0000-4000-8000-000000000003",
    tenant_id="00000000-0000-4000-8000-000000000001",
    client_id="00000000-0000-4000-8000-000000000005",
    object_id="00000000-0000-4000-8000-000000000006",
)
CIRCUIT = (
    "/subscriptions/00000000-0000-4000-8000-000000000003/resourceGroups/rg-x"
    "/providers/Microsoft.Network/expressRouteCircuits/erc-x"
)


def test_a_circuit_that_nobody_made_is_missing(tmp_path: Path) -> None:
    with Cloud(tmp_path / "cloud.db") as cloud:
        assert missing(cloud, CIRCUIT, ACCOUNT)


def test_a_given_circuit_and_its_peering_are_there(tmp_path: Path) -> None:
    with Cloud(tmp_path / "cloud.db") as cloud:
        cloud.given = frozenset({CIRCUIT.lower()})
        assert missing(cloud, CIRCUIT, ACCOUNT) == ""
        assert missing(cloud, f"{CIRCUIT}/peerings/AzurePrivatePeering", ACCOUNT) == ""
        assert missing(cloud, f"{CIRCUIT}-other", ACCOUNT)
