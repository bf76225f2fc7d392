from __future__ import annotations

import pytest

from landsmith.emulator.facts import provider_facts
from landsmith.emulator.provider import ids
from landsmith.emulator.provider.ids import Account
from landsmith.emulator.values import Value

AZURERM = provider_facts("azurerm")
ACCOUNT = Account("sub", "tenant", "client", "object")
GROUP = "/subscriptions/sub/resourceGroups/rg"
VNET = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/v"
CLUSTER = f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/aks"
VAULT = f"{GROUP}/providers/Microsoft.KeyVault/vaults/kv"
MANAGEMENT = "/providers/Microsoft.Management/managementGroups/mg"
NETWORK = f"{GROUP}/providers/Microsoft.Network"
NIC = f"{NETWORK}/networkInterfaces/nic"
BALANCER = f"{NETWORK}/loadBalancers/lb"
PERIMETER = f"{NETWORK}/networkSecurityPerimeters/nsp"
FLEET = f"{GROUP}/providers/Microsoft.ContainerService/fleets/f"
NAMED = {"name": "n", "resource_group_name": "rg"}


@pytest.mark.parametrize(
    ("type_name", "state", "expected"),
    [
        ("azurerm_resource_group", {"name": "rg"}, GROUP),
        ("azurerm_subnet", NAMED | {"virtual_network_name": "v"}, f"{VNET}/subnets/n"),
        (
            "azurerm_virtual_network_peering",
            NAMED | {"virtual_network_name": "v", "remote_virtual_network_id": f"{VNET}2"},
            f"{VNET}/virtualNetworkPeerings/n",
        ),
        (
            "azurerm_kubernetes_cluster_node_pool",
            {"name": "n", "kubernetes_cluster_id": CLUSTER, "vnet_subnet_id": f"{VNET}/subnets/s"},
            f"{CLUSTER}/agentPools/n",
        ),
        (
            "azurerm_subnet_network_security_group_association",
            {"subnet_id": f"{VNET}/subnets/s", "network_security_group_id": f"{GROUP}/x"},
            f"{VNET}/subnets/s",
        ),
        (
            "azurerm_nat_gateway_public_ip_association",
            {
                "nat_gateway_id": f"{GROUP}/providers/Microsoft.Network/natGateways/n",
                "public_ip_address_id": f"{GROUP}/providers/Microsoft.Network/publicIPAddresses/p",
            },
            (
                f"{GROUP}/providers/Microsoft.Network/natGateways/n"
                f"|{GROUP}/providers/Microsoft.Network/publicIPAddresses/p"
            ),
        ),
        (
            "azurerm_monitor_diagnostic_setting",
            {"name": "d", "target_resource_id": VAULT},
            f"{VAULT}|d",
        ),
        ("azurerm_management_group", {"name": "mg"}, MANAGEMENT),
        (
            "azurerm_management_group_policy_assignment",
            {
                "name": "a",
                "management_group_id": MANAGEMENT,
                "policy_definition_id": "/providers/x",
            },
            f"{MANAGEMENT}/providers/Microsoft.Authorization/policyAssignments/a",
        ),
        (
            "azurerm_subscription_policy_assignment",
            {"name": "a", "subscription_id": "/subscriptions/other"},
            "/subscriptions/other/providers/Microsoft.Authorization/policyAssignments/a",
        ),
        (
            "azurerm_kubernetes_cluster_extension",
            {"name": "flux", "cluster_id": CLUSTER},
            f"{CLUSTER}/providers/Microsoft.KubernetesConfiguration/extensions/flux",
        ),
        (
            "azurerm_management_lock",
            {"name": "l", "scope": GROUP},
            f"{GROUP}/providers/Microsoft.Authorization/locks/l",
        ),
        (
            "azurerm_kubernetes_fleet_member",
            {"name": "m", "kubernetes_cluster_id": CLUSTER, "kubernetes_fleet_id": FLEET},
            f"{FLEET}/members/m",
        ),
        (
            "azurerm_network_interface_backend_address_pool_association",
            {
                "network_interface_id": NIC,
                "ip_configuration_name": "ipc",
                "backend_address_pool_id": f"{BALANCER}/backendAddressPools/b",
            },
            f"{NIC}/ipConfigurations/ipc|{BALANCER}/backendAddressPools/b",
        ),
        (
            "azurerm_virtual_network_gateway_nat_rule",
            NAMED | {"virtual_network_gateway_id": f"{NETWORK}/virtualNetworkGateways/vgw"},
            f"{NETWORK}/virtualNetworkGateways/vgw/natRules/n",
        ),
        (
            "azurerm_network_security_perimeter_association",
            {"name": "n", "network_security_perimeter_profile_id": f"{PERIMETER}/profiles/p"},
            f"{PERIMETER}/resourceAssociations/n",
        ),
        (
            "azurerm_app_service_connection",
            {
                "name": "c",
                "app_service_id": f"{GROUP}/providers/Microsoft.Web/sites/a",
                "target_resource_id": VAULT,
            },
            f"{GROUP}/providers/Microsoft.Web/sites/a/providers/Microsoft.ServiceLinker/linkers/c",
        ),
        (
            "azurerm_chaos_studio_target",
            {"target_resource_id": CLUSTER, "target_type": "Microsoft-AKS"},
            f"{CLUSTER}/providers/Microsoft.Chaos/targets/Microsoft-AKS",
        ),
    ],
)
def test_ids_have_azures_shape(type_name: str, state: Value, expected: Value) -> None:
    assert ids.build(type_name, AZURERM.of(type_name), state, ACCOUNT) == expected


def test_a_role_assignment_without_name_has_the_same_id_every_time() -> None:
    state = {"scope": GROUP, "principal_id": "p", "role_definition_name": "Reader"}
    one, other = (
        ids.build("azurerm_role_assignment", AZURERM.of("azurerm_role_assignment"), state, ACCOUNT)
        for _ in range(2)
    )
    assert one == other
    assert one.startswith(f"{GROUP}/providers/Microsoft.Authorization/roleAssignments/")


@pytest.mark.parametrize(
    ("shape", "value", "expected"),
    [
        ("/subscriptions/{}", "/Subscriptions/x", True),
        ("/subscriptions/{}", "/subscriptions/x/resourceGroups/y", False),
        (
            "/subscriptions/{}/providers/Microsoft.Authorization/policyDefinitions/{}",
            f"{MANAGEMENT}/providers/Microsoft.Authorization/policyDefinitions/x",
            True,
        ),
    ],
)
def test_fits(shape: str, value: Value, expected: Value) -> None:
    assert ids.fits(shape, value) is expected
