from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import emulator_azure
from emulator_azure import NETWORK, PLACE, RG, Azure, refused
from landsmith.emulator.values import Object

MG = "/providers/Microsoft.Management/managementGroups/"


@pytest.fixture
def azure(tmp_path: Path) -> Iterator[Azure]:
    yield from emulator_azure.azure(tmp_path)


def nic(azure: Azure, subnet: Object, group: str = "rg") -> Object:
    return azure.create(
        "network_interface",
        name="nic",
        resource_group_name=group,
        location="westeurope",
        ip_configuration=[{"name": "ip", "subnet_id": subnet["id"]}],
    )


def lock(azure: Azure, scope: str, level: str = "CanNotDelete") -> Object:
    return azure.create("management_lock", name="lock", scope=scope, lock_level=level)


def test_a_subnet_in_use_stays_and_so_does_its_network(azure: Azure) -> None:
    network = azure.network("vnet", "10.0.0.0/16")
    subnet = azure.subnet("vnet", "snet", "10.0.0.0/24")
    user = nic(azure, subnet)
    summary = "InUseSubnetCannotBeDeleted: 'snet' is in use and cannot be deleted"
    for kind, state in (("subnet", subnet), ("virtual_network", network)):
        with refused(summary, f"is still used by {user['id']}"):
            azure.delete(kind, state)
    azure.delete("network_interface", user)
    azure.delete("virtual_network", network)
    assert not azure.cloud.with_id(subnet["id"])


def test_an_association_goes_alone_and_is_no_use(azure: Azure) -> None:
    azure.network("vnet", "10.0.0.0/16")
    subnet = azure.subnet("vnet", "snet", "10.0.0.0/24")
    table = azure.create("route_table", name="rt", **PLACE)
    given = {"subnet_id": subnet["id"], "route_table_id": table["id"]}
    link = azure.create("subnet_route_table_association", **given)
    with refused("InUseRouteTableCannotBeDeleted: 'rt' is in use and cannot be deleted"):
        azure.delete("route_table", table)
    azure.delete("subnet_route_table_association", link)
    azure.delete("route_table", table)
    assert azure.cloud.get("azurerm", "azurerm_subnet", subnet["id"])
    azure.delete("subnet", subnet)


def test_a_security_group_of_a_subnet_stays(azure: Azure) -> None:
    azure.network("vnet", "10.0.0.0/16")
    group = azure.create("network_security_group", name="nsg", **PLACE)
    written = {
        "network_security_group_id_wo": group["id"],
        "network_security_group_id_wo_version": 1,
    }
    subnet = azure.subnet("vnet", "snet", "10.0.0.0/24", **written)
    summary = "InUseNetworkSecurityGroupCannotBeDeleted: 'nsg' is in use and cannot be deleted"
    with refused(summary, subnet["id"]):
        azure.delete("network_security_group", group)
    kept = azure.update("subnet", subnet, default_outbound_access_enabled=False)
    with refused(summary):
        azure.delete("network_security_group", group)
    azure.update("subnet", kept, network_security_group_id_wo_version=2)
    azure.delete("network_security_group", group)


def test_an_address_in_use_stays(azure: Azure) -> None:
    azure.network("hub", "10.0.0.0/16")
    gateway = azure.gateway("hub", "10.0.255.0/27")
    address = azure.provider("public_ip").find(
        "azurerm_public_ip", f"{NETWORK}/publicIPAddresses/pip-hub"
    )
    with refused("PublicIPAddressCannotBeDeleted: 'pip-hub' is in use and cannot be deleted"):
        azure.delete("public_ip", address)
    azure.delete("virtual_network_gateway", gateway)
    azure.delete("public_ip", address)


def test_a_nat_gateway_of_a_subnet_stays(azure: Azure) -> None:
    azure.network("vnet", "10.0.0.0/16")
    subnet = azure.subnet("vnet", "snet", "10.0.0.0/24")
    gateway = azure.create("nat_gateway", name="ng", **PLACE)
    address = azure.create("public_ip", name="pip", allocation_method="Static", **PLACE)
    azure.create(
        "nat_gateway_public_ip_association",
        nat_gateway_id=gateway["id"],
        public_ip_address_id=address["id"],
    )
    given = {"subnet_id": subnet["id"], "nat_gateway_id": gateway["id"]}
    link = azure.create("subnet_nat_gateway_association", **given)
    summary = "CannotDeleteNatGatewayAssociatedToSubnet: 'ng' is in use and cannot be deleted"
    with refused(summary, subnet["id"]):
        azure.delete("nat_gateway", gateway)
    azure.delete("subnet_nat_gateway_association", link)
    azure.delete("nat_gateway", gateway)
    azure.delete("public_ip", address)


def test_a_gateway_with_connections_stays(azure: Azure) -> None:
    azure.network("hub", "10.0.0.0/16")
    gateway = azure.gateway("hub", "10.0.255.0/27")
    site = azure.create("local_network_gateway", name="lgw", gateway_address="1.2.3.4", **PLACE)
    connection = azure.create(
        "virtual_network_gateway_connection",
        name="con",
        type="IPsec",
        virtual_network_gateway_id=gateway["id"],
        local_network_gateway_id=site["id"],
        **PLACE,
    )
    summary = "VirtualNetworkGatewayCannotBeDeleted: 'vgw-hub' is in use and cannot be deleted"
    with refused(summary, connection["id"]):
        azure.delete("virtual_network_gateway", gateway)
    with refused("BadRequest: 'lgw' is in use and cannot be deleted"):
        azure.delete("local_network_gateway", site)
    azure.delete("virtual_network_gateway_connection", connection)
    azure.delete("virtual_network_gateway", gateway)
    azure.delete("local_network_gateway", site)


def test_an_identity_in_use_goes_as_azure_lets_it(azure: Azure) -> None:
    identity = azure.create("user_assigned_identity", name="id", **PLACE)
    azure.create(
        "container_registry",
        name="crshop",
        identity=[{"type": "UserAssigned", "identity_ids": [identity["id"]]}],
        **PLACE,
    )
    azure.delete("user_assigned_identity", identity)


def test_a_private_zone_with_links_stays(azure: Azure) -> None:
    zone = azure.create("private_dns_zone", name="x.internal", resource_group_name="rg")
    network = azure.network("vnet", "10.0.0.0/16")
    given = {"private_dns_zone_id": zone["id"], "virtual_network_id": network["id"]}
    link = azure.create("private_dns_zone_virtual_network_link", name="link", **given)
    with refused("CannotDeleteResource: 'x.internal' still has nested resources", link["id"]):
        azure.delete("private_dns_zone", zone)
    azure.delete("private_dns_zone_virtual_network_link", link)
    azure.delete("private_dns_zone", zone)


def test_a_full_resource_group_stays_by_the_providers_default(azure: Azure) -> None:
    group = azure.cloud.with_id(RG)[0].value
    azure.assignment()
    network = azure.network("vnet", "10.0.0.0/16")
    summary = "deleting Resource Group 'rg': the Resource Group still contains Resources"
    with refused(summary, network["id"], "prevent_deletion_if_contains_resources"):
        azure.delete("resource_group", group)
    azure.delete("virtual_network", network)
    azure.delete("resource_group", group)
    assert azure.cloud.resources() == []


def test_a_full_resource_group_goes_with_all_that_is_in_it_if_wanted(azure: Azure) -> None:
    azure.network("vnet", "10.0.0.0/16")
    azure.subnet("vnet", "snet", "10.0.0.0/24")
    azure.assignment()
    azure.features = Azure(azure.cloud, keep_full_groups=False).features
    azure.delete("resource_group", azure.cloud.with_id(RG)[0].value)
    assert azure.cloud.resources() == []


def test_a_group_that_is_used_from_outside_stays(azure: Azure) -> None:
    azure.network("vnet", "10.0.0.0/16")
    user_group = azure.group("rg-user")
    user = nic(azure, azure.subnet("vnet", "snet", "10.0.0.0/24"), "rg-user")
    azure.features = Azure(azure.cloud, keep_full_groups=False).features
    group = azure.cloud.with_id(RG)[0].value
    with refused("ResourceGroupDeletionBlocked: 'rg' cannot be deleted", user["id"]):
        azure.delete("resource_group", group)
    azure.delete("resource_group", user_group)
    azure.delete("resource_group", group)


def test_a_lock_covers_what_lies_below_it_and_protects_what_lies_above(azure: Azure) -> None:
    account = azure.create("storage_account", name="stlogs", **PLACE)
    container = azure.create("storage_container", name="c", storage_account_id=account["id"])
    assignment = azure.assignment(account["id"])
    found = lock(azure, account["id"])
    azure.features = Azure(azure.cloud, keep_full_groups=False).features
    for kind, state in (
        ("storage_account", account),
        ("storage_container", container),
        ("role_assignment", assignment),
        ("resource_group", azure.cloud.with_id(RG)[0].value),
    ):
        name = state.get("name") or state["id"].rpartition("/")[2]
        with refused(f"ScopeLocked: {name!r} cannot be deleted", "'lock' (CanNotDelete)"):
            azure.delete(kind, state)
    azure.update("storage_account", account, tags={"a": "b"})
    azure.delete("management_lock", found)
    azure.delete("storage_account", account)
    assert not azure.cloud.with_id(container["id"])


def test_a_read_only_lock_forbids_writing_too(azure: Azure) -> None:
    network = azure.network("vnet", "10.0.0.0/16")
    found = lock(azure, RG, "ReadOnly")
    with refused("ScopeLocked: 'vnet' cannot be written", "(ReadOnly)"):
        azure.update("virtual_network", network, tags={"a": "b"})
    with refused("ScopeLocked: 'other' cannot be written"):
        azure.network("other", "10.1.0.0/16")
    azure.delete("management_lock", found)
    azure.network("other", "10.1.0.0/16")


def test_a_management_group_with_children_stays(azure: Azure) -> None:
    root = azure.create("management_group", name="mg")
    child = azure.create("management_group", name="sub", parent_management_group_id=f"{MG}mg")
    with refused("BadRequest: management group 'mg' is not empty", f"{MG}sub"):
        azure.delete("management_group", root)
    azure.delete("management_group", child)
    azure.delete("management_group", root)


def test_a_policy_in_use_stays(azure: Azure) -> None:
    given = {"name": "tags", "policy_type": "Custom", "mode": "All", "display_name": "Tags"}
    policy = azure.create("policy_definition", **given)
    assignment = azure.create(
        "resource_group_policy_assignment",
        name="tags",
        resource_group_id=RG,
        policy_definition_id=policy["id"],
    )
    summary = "InvalidDeletePolicyDefinitionRequest: 'tags' is in use and cannot be deleted"
    with refused(summary, assignment["id"]):
        azure.delete("policy_definition", policy)
    azure.delete("resource_group_policy_assignment", assignment)
    azure.delete("policy_definition", policy)
