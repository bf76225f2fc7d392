"""Names that a cluster gets, by how its API server is reached."""

from __future__ import annotations

import pytest

from landsmith.emulator.provider.ids import Account
from landsmith.emulator.provider.known import known
from landsmith.emulator.values import Value

GROUP = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-x"
ID = f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/aks-x"


@pytest.mark.parametrize(
    ("profile", "label"),
    [
        ([], "privatelink"),
        ([{"virtual_network_integration_enabled": False}], "privatelink"),
        ([{"virtual_network_integration_enabled": True}], "private"),
    ],
)
def test_the_private_name_of_a_cluster(profile: list[Value], label: str) -> None:
    account = Account("00000000-0000-4000-8000-000000000001", "t", "c", "o")
    state: dict[str, Value] = {
        "id": ID,
        "name": "aks-x",
        "resource_group_name": "rg-x",
        "location": "westeurope",
        "private_cluster_enabled": True,
        "api_server_access_profile": profile,
    }
    name = known("azurerm_kubernetes_cluster", state, account)["private_fqdn"]
    assert str(name).split(".")[2:] == [label, "westeurope", "azmk8s", "io"]
