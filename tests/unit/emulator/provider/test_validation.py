from __future__ import annotations

import pytest

from landsmith.emulator.facts import provider_facts
from landsmith.emulator.provider.validation import validate
from landsmith.emulator.schema import Block, empty
from landsmith.emulator.values import UNKNOWN, Path, Value

AZURERM = provider_facts("azurerm")
SUBSCRIPTION = "/subscriptions/11111111-1111-1111-1111-111111111111"
NETWORK = f"{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Network"


def block_of(type_name: str, *names: str) -> Block:
    block = AZURERM.resource(type_name).block
    for name in names:
        block = block.blocks[name].block
    return block


def found(type_name: str, **given: Value) -> list[tuple[Path, str]]:
    """Return what is said against a configuration, but not that it isn't complete."""
    config = empty(block_of(type_name)) | given
    said = [(item.path, item.summary) for item in validate(type_name, AZURERM, config)]
    return [item for item in said if item[1] != "Missing required argument"]


def cluster(**given: Value) -> list[tuple[Path, str]]:
    provisioning = empty(block_of("azurerm_kubernetes_cluster", "node_provisioning_profile"))
    pool = empty(block_of("azurerm_kubernetes_cluster", "default_node_pool"))
    base = {
        "name": "aks",
        "dns_prefix": "aks",
        "default_node_pool": [pool | {"name": "system", "vm_size": "Standard_D4s_v5"}],
        "node_provisioning_profile": [provisioning | {"mode": "Manual"}],
        "identity": [empty(block_of("azurerm_kubernetes_cluster", "identity"))],
    }
    return found("azurerm_kubernetes_cluster", **(base | given))


def paths(findings: list[tuple[Path, str]]) -> list[Path]:
    return [path for path, _ in findings]


def test_a_plain_cluster_passes() -> None:
    assert cluster() == []


def test_one_of_names_the_place_the_choices_and_what_was_meant() -> None:
    ((path, summary),) = cluster(sku_tier="Standart")
    assert path == ("sku_tier",)
    assert "'Standard'" in summary


def test_one_of_within_a_block_has_the_position() -> None:
    profile = empty(block_of("azurerm_kubernetes_cluster", "network_profile"))
    findings = cluster(network_profile=[profile | {"network_plugin": "wrong"}])
    assert ("network_profile", 0, "network_plugin") in paths(findings)


@pytest.mark.parametrize(
    "zone",
    ["System", UNKNOWN, None, f"{NETWORK}/privateDnsZones/privatelink.westeurope.azmk8s.io"],
)
def test_a_private_dns_zone_may_be_a_word_or_an_id(zone: Value) -> None:
    assert cluster(private_dns_zone_id=zone) == []


def test_the_id_of_something_else_is_refused() -> None:
    findings = cluster(private_dns_zone_id=f"{NETWORK}/virtualNetworks/v")
    assert findings == [
        (("private_dns_zone_id",), "private_dns_zone_id is the id of something else")
    ]


def test_ids_in_a_collection_are_checked_one_by_one() -> None:
    identity = empty(block_of("azurerm_kubernetes_cluster", "identity"))
    identity |= {"type": "UserAssigned", "identity_ids": [f"{NETWORK}/virtualNetworks/v"]}
    assert paths(cluster(identity=[identity])) == [("identity", 0, "identity_ids")]


def test_a_role_may_come_from_any_scope() -> None:
    role = "/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c"
    for id_ in (role, SUBSCRIPTION + role):
        given = {"scope": SUBSCRIPTION, "principal_id": SUBSCRIPTION[-36:]}
        assert found("azurerm_role_assignment", role_definition_id=id_, **given) == []


def test_a_range_is_inclusive() -> None:
    rule = {"name": "r", "access": "Allow", "direction": "Inbound", "protocol": "Tcp"}
    least, most = AZURERM.of("azurerm_network_security_rule").behaviour[("priority",)]["range"]
    near = {p: found("azurerm_network_security_rule", priority=p, **rule) for p in (least, most)}
    assert [("priority",) in paths(findings) for findings in near.values()] == [False, False]
    assert ("priority",) in paths(found("azurerm_network_security_rule", priority=most + 1, **rule))


def test_a_uuid_has_to_be_one() -> None:
    assert ("tenant_id",) in paths(found("azurerm_key_vault", name="kv-shop", tenant_id="contoso"))


def test_a_name_says_what_is_wrong_with_it() -> None:
    assert paths(found("azurerm_container_registry", name="cr-shop")) == [("name",)]
    assert found("azurerm_container_registry", name="crshop") == []
    assert found("azurerm_container_registry", name=UNKNOWN) == []


def test_exactly_one_of_counts_unknown_as_perhaps() -> None:
    type_name = "azurerm_key_vault_secret"
    vault = f"{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv"
    given = {"name": "s", "key_vault_id": vault}
    assert found(type_name, value="x", **given) == []
    assert found(type_name, value=UNKNOWN, **given) == []
    assert any("Exactly one of" in summary for _, summary in found(type_name, **given))
    both = found(type_name, value="x", value_wo="y", value_wo_version=1, **given)
    assert any("Exactly one of" in summary for _, summary in both)


def test_required_with_names_what_is_missing() -> None:
    findings = found("azurerm_key_vault_secret", name="s", value_wo="y")
    assert (("value_wo",), "value_wo needs value_wo_version as well") in findings


def test_conflicts_are_found_once_per_side() -> None:
    xml = {"xml_content": "<a/>", "xml_link": "https://example.com/a.xml"}
    summaries = [s for _, s in found("azurerm_api_management_api_operation_policy", **xml)]
    assert "xml_content conflicts with xml_link" in summaries


def test_too_few_and_too_many_blocks() -> None:
    pool = empty(block_of("azurerm_kubernetes_cluster", "default_node_pool"))
    pool |= {"name": "system"}
    summaries = [s for _, s in cluster(default_node_pool=[])]
    assert "Insufficient default_node_pool blocks" in summaries
    assert "Too many default_node_pool blocks" in [
        s for _, s in cluster(default_node_pool=[pool, pool])
    ]
