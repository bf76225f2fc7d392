from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from landsmith.emulator import Cloud, Resource
from landsmith.emulator.arm.answers import Answers
from landsmith.emulator.arm.refusal import RefusalError
from landsmith.emulator.values import Object, Value

SUBSCRIPTION = "11111111-1111-1111-1111-111111111111"
OTHER = "22222222-2222-2222-2222-222222222222"
ROOT = f"/subscriptions/{SUBSCRIPTION}"
GROUP = f"{ROOT}/resourceGroups/rg-hub"
NETWORK = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-hub"
SUBNET = f"{NETWORK}/subnets/snet-aks"
VAULT = f"{GROUP}/providers/Microsoft.KeyVault/vaults/kv-hub"
MANAGEMENT = "/providers/Microsoft.Management/managementGroups"
AUTHORIZATION = "providers/Microsoft.Authorization"
BASE = "https://127.0.0.1:1"


def put(cloud: Cloud, type_name: str, id_: str, **value: Value) -> None:
    name = id_.rpartition("/")[2]
    cloud.put(Resource("azurerm", type_name, id_, {"id": id_, "name": name, **value}))


@pytest.fixture
def cloud(tmp_path: Path) -> Iterator[Cloud]:
    with Cloud(tmp_path / "cloud.db") as cloud:
        place = {"location": "westeurope"}
        put(cloud, "azurerm_resource_group", GROUP, **place, tags={"Env": "prod"})
        tags = {"Env": "prod", "cost_centre": "42"}
        put(
            cloud,
            "azurerm_virtual_network",
            NETWORK,
            **place,
            tags=tags,
            address_space=["10.0.0.0/16"],
        )
        put(cloud, "azurerm_subnet", SUBNET, address_prefixes=["10.0.0.0/24"])
        put(cloud, "azurerm_key_vault", VAULT, **place, tags={"Env": "test"})
        yield cloud


def ask(cloud: Cloud, path: str, page: int = 1000, **query: str) -> Object:
    told = {"api-version": "2024-01-01"} | {f"${name}": value for name, value in query.items()}
    text = "&".join(f"{quote(name)}={quote(value)}" for name, value in told.items())
    return Answers(cloud, (), None, page, BASE).get(f"{quote(path)}?{text}")


def names(answer: Object) -> list[str]:
    return [item["name"] for item in answer["value"]]


def refused(cloud: Cloud, path: str, **query: str) -> str:
    with pytest.raises(RefusalError) as caught:
        ask(cloud, path, **query)
    assert caught.value.body["error"].keys() == {"code", "message"}
    return caught.value.code


def test_a_subscription_is_what_something_lies_in(cloud: Cloud) -> None:
    (found,) = ask(cloud, "/subscriptions")["value"]
    assert found == ask(cloud, ROOT)
    assert found["subscriptionId"] == SUBSCRIPTION
    assert found["state"] == "Enabled"
    named = Answers(cloud, (OTHER,), None, 1000, BASE).get("/subscriptions?api-version=2022-12-01")
    assert [item["subscriptionId"] for item in named["value"]] == [SUBSCRIPTION, OTHER]


def test_a_group_has_arms_form(cloud: Cloud) -> None:
    assert ask(cloud, f"{ROOT}/resourcegroups/RG-HUB") == {
        "id": GROUP,
        "name": "rg-hub",
        "type": "Microsoft.Resources/resourceGroups",
        "location": "westeurope",
        "tags": {"Env": "prod"},
        "properties": {"provisioningState": "Succeeded"},
    }


def test_resources_are_listed_without_what_lies_in_them(cloud: Cloud) -> None:
    found = ask(cloud, f"{ROOT}/resources")
    assert names(found) == ["kv-hub", "vnet-hub"]
    assert all("properties" not in item for item in found["value"])
    assert found == ask(cloud, f"{GROUP.lower()}/resources")


def test_a_resource_is_found_whatever_the_case_of_its_id(cloud: Cloud) -> None:
    found = ask(cloud, NETWORK.upper().replace("/PROVIDERS/", "/providers/"))
    assert found["id"] == NETWORK
    assert found["type"] == "Microsoft.Network/virtualNetworks"
    assert found["properties"]["addressSpace"] == {"addressPrefixes": ["10.0.0.0/16"]}
    assert found["tags"] == {"Env": "prod", "cost_centre": "42"}
    assert ask(cloud, SUBNET)["type"] == "Microsoft.Network/virtualNetworks/subnets"


def test_a_type_is_listed_at_any_scope_and_in_its_parent(cloud: Cloud) -> None:
    for scope in (ROOT, GROUP):
        path = f"{scope}/providers/Microsoft.Network/virtualNetworks"
        assert names(ask(cloud, path)) == ["vnet-hub"]
    assert names(ask(cloud, f"{NETWORK}/subnets")) == ["snet-aks"]
    assert names(ask(cloud, f"{NETWORK}x/subnets")) == []


def test_an_association_is_part_of_what_it_associates(cloud: Cloud) -> None:
    own = f"{GROUP}/providers/Microsoft.Network/networkSecurityGroups/nsg"
    kind = "azurerm_subnet_network_security_group_association"
    put(cloud, kind, SUBNET, subnet_id=SUBNET, network_security_group_id=own)
    found = ask(cloud, SUBNET)
    assert found["properties"]["networkSecurityGroup"] == {"id": own}
    assert found["properties"]["addressPrefixes"] == ["10.0.0.0/24"]


def test_joined_ids_become_arms(cloud: Cloud) -> None:
    put(cloud, "azurerm_monitor_diagnostic_setting", f"{VAULT}|diag", target_resource_id=VAULT)
    found = ask(cloud, f"{VAULT}/providers/Microsoft.Insights/diagnosticSettings/diag")
    assert found["type"] == "Microsoft.Insights/diagnosticSettings"
    joined = "azurerm_nat_gateway_public_ip_association"
    put(cloud, joined, f"{GROUP}/providers/a/b/c|{GROUP}/providers/a/d/e")
    assert names(ask(cloud, f"{ROOT}/resources")) == ["kv-hub", "vnet-hub"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("tagName eq 'env' and tagValue eq 'prod'", ["vnet-hub"]),
        ("tagName eq 'Env' and tagValue eq 'Prod'", []),
        ("tagName eq 'cost_centre' and tagValue eq 'prod'", []),
        ("startswith(tagName, 'cost')", ["vnet-hub"]),
        ("resourceType eq 'microsoft.keyvault/VAULTS'", ["kv-hub"]),
        ("resourceType ne 'Microsoft.KeyVault/vaults'", ["vnet-hub"]),
        ("substringof('hub', name)", ["kv-hub", "vnet-hub"]),
        ("name eq 'kv-hub' or name eq 'vnet-hub' and location eq 'north'", ["kv-hub"]),
        ("resourceGroup eq 'rg-hub'", ["kv-hub", "vnet-hub"]),
        ("name eq 'o''clock'", []),
        ("", ["kv-hub", "vnet-hub"]),
    ],
)
def test_a_filter_is_read_as_azure_reads_it(cloud: Cloud, wanted: str, expected: list[str]) -> None:
    assert names(ask(cloud, f"{ROOT}/resources", filter=wanted)) == expected


@pytest.mark.parametrize("wanted", ["name", "colour eq 'red'", "name eq 'a' and", "name eq 'a' b"])
def test_another_filter_is_refused(cloud: Cloud, wanted: str) -> None:
    code = refused(cloud, f"{ROOT}/resources", filter=wanted)
    assert code == "InvalidFilterInQueryString"


def test_groups_are_filtered_by_tag(cloud: Cloud) -> None:
    path = f"{ROOT}/resourcegroups"
    assert names(ask(cloud, path, filter="tagName eq 'env' and tagValue eq 'prod'")) == ["rg-hub"]
    assert names(ask(cloud, path, filter="tagName eq 'owner'")) == []


@pytest.mark.parametrize(("page", "top"), [(3, ""), (1000, "3"), (3, "9")])
def test_pages_follow_each_other_and_lose_nothing(cloud: Cloud, page: int, top: str) -> None:
    for number in range(10):
        put(cloud, "azurerm_resource_group", f"{ROOT}/resourceGroups/rg-{number}", location="we")
    found, path = [], f"{ROOT}/resourcegroups"
    answer = ask(cloud, path, page, **({"top": top} if top else {}))
    while True:
        assert len(answer["value"]) <= 3
        found += names(answer)
        if "nextLink" not in answer:
            break
        assert answer["nextLink"].startswith(f"{BASE}{ROOT}/resourcegroups?")
        link = urlsplit(answer["nextLink"])
        answer = Answers(cloud, (), None, page, BASE).get(f"{link.path}?{link.query}")
    assert found == [*(f"rg-{number}" for number in range(10)), "rg-hub"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (f"/subscriptions/{OTHER}", "SubscriptionNotFound"),
        (f"/subscriptions/{OTHER}/resources", "SubscriptionNotFound"),
        (f"/subscriptions/{OTHER}/{AUTHORIZATION}/roleAssignments", "SubscriptionNotFound"),
        (f"{ROOT}/resourceGroups/none", "ResourceGroupNotFound"),
        (f"{ROOT}/resourceGroups/none/resources", "ResourceGroupNotFound"),
        (f"{ROOT}/resourceGroups/none/providers/a/b/c", "ResourceGroupNotFound"),
        (f"{VAULT}x", "ResourceNotFound"),
        (f"{VAULT}x/providers/Microsoft.Resources/tags/default", "ResourceNotFound"),
        (f"{ROOT}/nothing", "NotFound"),
        (f"{ROOT}/providers/Microsoft.Network", "NotFound"),
        ("/", "NotFound"),
    ],
)
def test_what_is_not_there_has_azures_code(cloud: Cloud, path: str, code: str) -> None:
    assert refused(cloud, path) == code


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "MissingApiVersionParameter"),
        ("?api-version=latest", "InvalidApiVersionParameter"),
        ("?api-version=2024-01-01&$top=0", "InvalidQueryParameterValue"),
        ("?api-version=2024-01-01&$top=x", "InvalidQueryParameterValue"),
        ("?api-version=2024-01-01&$skiptoken=!", "InvalidQueryParameterValue"),
    ],
)
def test_a_query_that_means_nothing_is_refused(cloud: Cloud, query: str, code: str) -> None:
    with pytest.raises(RefusalError) as caught:
        Answers(cloud, (), None, 1000, BASE).get(f"{ROOT}/resources{query}")
    assert caught.value.code == code


@pytest.fixture
def governed(cloud: Cloud) -> Cloud:
    """A management group over another over the subscription, with an assignment at each scope."""
    top, low = f"{MANAGEMENT}/top", f"{MANAGEMENT}/low"
    put(cloud, "azurerm_management_group", top)
    put(cloud, "azurerm_management_group", low, parent_management_group_id=top)
    join = "azurerm_management_group_subscription_association"
    put(
        cloud,
        join,
        f"{low}/subscriptions/{SUBSCRIPTION}",
        subscription_id=ROOT,
        management_group_id=low,
    )
    for scope, name in (
        (top, "a-top"),
        (low, "b-low"),
        (ROOT, "c-root"),
        (GROUP, "d-rg"),
        (VAULT, "e-kv"),
    ):
        put(
            cloud,
            "azurerm_role_assignment",
            f"{scope}/{AUTHORIZATION}/roleAssignments/{name}",
            principal_id=name,
        )
        id_ = f"{scope}/{AUTHORIZATION}/policyAssignments/{name}"
        put(cloud, "azurerm_resource_group_policy_assignment", id_, policy_definition_id=name)
    return cloud


ALL = {"a-top", "b-low", "c-root", "d-rg", "e-kv"}


@pytest.mark.parametrize("kind", ["roleAssignments", "policyAssignments"])
@pytest.mark.parametrize(
    ("scope", "wanted", "expected"),
    [
        (ROOT, "", ALL),
        (ROOT, "atScope()", {"a-top", "b-low", "c-root"}),
        (ROOT, "atExactScope()", {"c-root"}),
        (GROUP, "", ALL),
        (GROUP, "atScope()", ALL - {"e-kv"}),
        (VAULT, "atScope()", ALL),
        (NETWORK, "", ALL - {"e-kv"}),
        (f"{MANAGEMENT}/low", "", ALL),
        (f"{MANAGEMENT}/low", "atScope()", {"a-top", "b-low"}),
    ],
)
def test_assignments_hold_below_their_scope(
    governed: Cloud, kind: str, scope: str, wanted: str, expected: set[str]
) -> None:
    found = ask(governed, f"{scope}/{AUTHORIZATION}/{kind}", filter=wanted)
    assert set(names(found)) == expected


def test_assignments_are_found_by_principal_and_definition(governed: Cloud) -> None:
    path = f"{ROOT}/{AUTHORIZATION}/roleAssignments"
    for wanted in ("principalId eq 'd-rg'", "principalId eq d-rg", "assignedTo('d-rg')"):
        assert names(ask(governed, path, filter=wanted)) == ["d-rg"]
    path = f"{ROOT}/{AUTHORIZATION}/policyAssignments"
    assert names(ask(governed, path, filter="policyDefinitionId eq 'e-kv'")) == ["e-kv"]


def test_assignments_are_no_resources_of_the_group(governed: Cloud) -> None:
    assert names(ask(governed, f"{GROUP}/resources")) == ["kv-hub", "vnet-hub"]


def test_a_policy_assignment_has_arms_form(cloud: Cloud) -> None:
    id_ = f"{GROUP}/{AUTHORIZATION}/policyAssignments/deny-ip"
    given = {
        "policy_definition_id": f"/{AUTHORIZATION}/policyDefinitions/x",
        "display_name": "Deny public IPs",
        "parameters": '{"effect": {"value": "Deny"}}',
        "enforce": False,
        "location": "westeurope",
        "identity": [{"type": "SystemAssigned", "principal_id": "p", "tenant_id": "t"}],
        "non_compliance_message": [{"content": "No public IPs."}],
    }
    put(cloud, "azurerm_resource_group_policy_assignment", id_, **given)
    found = ask(cloud, id_)
    assert found["identity"] == {"type": "SystemAssigned", "principalId": "p", "tenantId": "t"}
    assert found["properties"] == {
        "displayName": "Deny public IPs",
        "policyDefinitionId": f"/{AUTHORIZATION}/policyDefinitions/x",
        "scope": GROUP,
        "notScopes": [],
        "parameters": {"effect": {"value": "Deny"}},
        "enforcementMode": "DoNotEnforce",
        "nonComplianceMessages": [{"message": "No public IPs."}],
    }


def test_a_built_in_role_is_known_at_any_scope(cloud: Cloud) -> None:
    own = "7f951dda-4ed3-4680-a7ca-43fe172d538d"
    for scope in ("", ROOT):
        found = ask(cloud, f"{scope}/{AUTHORIZATION}/roleDefinitions/{own}")
        assert found["properties"]["roleName"] == "AcrPull"
        assert found["properties"]["type"] == "BuiltInRole"


def test_custom_roles_are_listed_where_they_hold(cloud: Cloud) -> None:
    id_ = f"{ROOT}/{AUTHORIZATION}/roleDefinitions/{OTHER}"
    given = {"name": "Joiner", "scope": ROOT, "permissions": [{"actions": ["a/read"]}]}
    cloud.put(Resource("azurerm", "azurerm_role_definition", f"{id_}|{ROOT}", given))
    found = ask(cloud, f"{GROUP}/{AUTHORIZATION}/roleDefinitions")
    own = {item["properties"]["roleName"]: item for item in found["value"]}
    assert own["Joiner"]["id"] == id_
    assert own["Joiner"]["properties"]["permissions"] == [{"actions": ["a/read"]}]
    assert "Owner" in own


def test_tags_are_told_for_any_scope(cloud: Cloud) -> None:
    ending = "/providers/Microsoft.Resources/tags/default"
    assert ask(cloud, VAULT + ending)["properties"] == {"tags": {"Env": "test"}}
    assert ask(cloud, ROOT + ending)["properties"] == {"tags": {}}
