"""Hosts that a firewall lets clusters reach for extensions, Defender and traces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from landsmith.compose.cluster.extension_egress import extension_inputs
from strategies import with_all, zone

if TYPE_CHECKING:
    from collections.abc import Sequence


def names(*changes: tuple[str, object]) -> Sequence[str]:
    decided = zone(with_all(("network.egress", "firewall_standard"), *changes))
    found = extension_inputs(decided, decided.hubs[0]).get("extension_fqdns", [])
    assert isinstance(found, list)
    return [str(name) for name in found]


@pytest.mark.parametrize(("on", "there"), [(True, True), (False, False)])
def test_defenders_endpoint_is_open_where_defender_is_on(on: bool, there: bool) -> None:
    found = names(("landing_zones.0.aks.defender", on))
    assert ("*.cloud.defender.microsoft.com" in found) is there


def test_the_marketplaces_hosts_are_the_documented_ones_whatever_the_region() -> None:
    found = names(("region", "swedencentral"), ("landing_zones.0.dapr", {}))
    assert [name for name in found if "mktplace" in name or "marketplace" in name] == [
        "arcmktplaceprod.azurecr.io",
        "arcmktplaceprod.centralindia.data.azurecr.io",
        "arcmktplaceprod.eastus.data.azurecr.io",
        "arcmktplaceprod.japaneast.data.azurecr.io",
        "arcmktplaceprod.westeurope.data.azurecr.io",
        "arcmktplaceprod.westus2.data.azurecr.io",
        "marketplaceapi.microsoft.com",
    ]
    assert "swedencentral.dp.kubernetesconfiguration.azure.com" in found


def test_without_any_of_these_nothing_is_open() -> None:
    assert names() == []
