from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import emulator_azure
from emulator_azure import NETWORK, PLACE, RG, Azure
from landsmith.emulator import Cloud
from landsmith.emulator.faults import FAILURES, Fault, Faults, disturb
from landsmith.emulator.provider.objection import RefusedError, StoppedError, UnfinishedError
from landsmith.errors import EmulatorError


@pytest.fixture
def azure(tmp_path: Path) -> Iterator[Azure]:
    yield from emulator_azure.azure(tmp_path)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("create:3:quota", Fault("create", "", 3, "quota")),
        ("create:azurerm_subnet:throttled", Fault("create", "azurerm_subnet", 0, "throttled")),
        ("create:azuread_group:timeout", Fault("create", "azuread_group", 0, "timeout")),
        ("create:2:crash", Fault("create", "", 2, "crash")),
        (
            "drift:azurerm_key_vault:tags.owner=a=b",
            Fault("drift", "azurerm_key_vault", 0, "", ("tags", "owner"), "a=b"),
        ),
        (
            'drift:module.a["x.y:z"].azurerm_subnet.b[0]:name=n',
            Fault("drift", 'module.a["x.y:z"].azurerm_subnet.b[0]', 0, "", ("name",), "n"),
        ),
        ("delete:azurerm_subnet", Fault("delete", "azurerm_subnet")),
        ("delete:azurerm_subnet.b", Fault("delete", "azurerm_subnet.b")),
    ],
)
def test_a_fault_is_one_line_of_text(text: str, fault: Fault) -> None:
    assert Fault.parse(text) == fault
    assert str(fault) == text


@pytest.mark.parametrize(
    ("text", "wrong", "mend"),
    [
        ("", "'' is no kind of fault: choose one of create, drift, delete", "create:3:quota or"),
        ("creat:3:quota", "'creat' is no kind of fault: did you mean 'create'?", "create:3:quota"),
        ("create:3", "it needs which creation and how it fails", "create:3:quota"),
        ("create:0:quota", "creations are counted from 1", "create:3:quota"),
        ("create:3:qouta", "'qouta' is no failure: did you mean 'quota'?", "create:3:quota"),
        (
            "create:azurerm_subnt:quota",
            "'azurerm_subnt' is no resource type: did you mean 'azurerm_subnet'?",
            "create:3:quota",
        ),
        ("create:subnet:quota", "'subnet' is no resource type", "create:3:quota"),
        ("create:-1:quota", "'-1' is no resource type", "create:3:quota"),
        ("drift:azurerm_subnet", "it needs a resource, an attribute", "drift:azurerm_key_vault:"),
        ("delete:module.x", "the address 'module.x' holds no resource type", "delete:azurerm_sub"),
        ("delete:a b", "'a b' is neither a resource type nor an address", "delete:azurerm_subnet"),
    ],
)
def test_what_is_no_fault_says_how_to_mend_it(text: str, wrong: str, mend: str) -> None:
    with pytest.raises(EmulatorError) as caught:
        Fault.parse(text)
    first, second = str(caught.value).split("\n")
    assert first.startswith(f"the fault {text!r} can't be: {wrong}")
    assert second.startswith(f"    mend: {mend}")


@pytest.mark.parametrize("failure", ["quota", "throttled", "conflict"])
def test_the_nth_creation_fails_and_leaves_nothing(tmp_path: Path, failure: str) -> None:
    with Cloud(tmp_path / "cloud.db") as cloud:
        faults = Faults(Fault.parse(f"create:2:{failure}"))
        azure = Azure(cloud, faults)
        azure.group()
        with pytest.raises(RefusedError) as caught:
            azure.network("vnet", "10.0.0.0/16")
        assert caught.value.finding.summary == FAILURES[failure][0]
        assert f"{NETWORK}/virtualNetworks/vnet" in caught.value.finding.detail
        assert [item.type for item in cloud.resources()] == ["azurerm_resource_group"]
        assert [item.id for item in faults.struck] == [f"{NETWORK}/virtualNetworks/vnet"]
        azure.network("vnet", "10.0.0.0/16")
        assert faults.created == 3


def test_every_creation_of_a_type_fails_until_it_is_disarmed(tmp_path: Path) -> None:
    with Cloud(tmp_path / "cloud.db") as cloud:
        faults = Faults(Fault.parse("create:azurerm_virtual_network:quota"))
        azure = Azure(cloud, faults)
        azure.group()
        for name in ("a", "b"):
            with pytest.raises(RefusedError, match="QuotaExceeded"):
                azure.network(name, "10.0.0.0/16")
        faults.disarm()
        azure.network("a", "10.0.0.0/16")
        assert len(faults.struck) == 2


def test_what_azure_refuses_anyway_is_not_counted(tmp_path: Path) -> None:
    with Cloud(tmp_path / "cloud.db") as cloud:
        azure = Azure(cloud, Faults(Fault.parse("create:1:quota")))
        with pytest.raises(RefusedError, match="ResourceGroupNotFound"):
            azure.network("vnet", "10.0.0.0/16")
        with pytest.raises(RefusedError, match="QuotaExceeded"):
            azure.group()


def test_a_time_out_leaves_what_was_begun(tmp_path: Path) -> None:
    with Cloud(tmp_path / "cloud.db") as cloud:
        azure = Azure(cloud, Faults(Fault.parse("create:1:timeout")))
        with pytest.raises(UnfinishedError) as caught:
            azure.group()
        assert cloud.resources()[0].value == caught.value.state
        assert caught.value.finding.summary.startswith("context deadline exceeded")


def test_a_crash_undoes_what_was_begun_and_answers_nobody(tmp_path: Path) -> None:
    with Cloud(tmp_path / "cloud.db") as cloud:
        faults = Faults(Fault.parse("create:2:crash"))
        died: list[bool] = []
        faults.on_crash = lambda: died.append(faults.dead)
        azure = Azure(cloud, faults)
        group = azure.group()
        with pytest.raises(StoppedError):
            azure.network("vnet", "10.0.0.0/16")
        with pytest.raises(StoppedError):
            azure.update("resource_group", group, tags={"a": "b"})
        assert died == [True]
    with Cloud(tmp_path / "cloud.db") as cloud:
        assert [item.value for item in cloud.resources()] == [group]


@pytest.mark.parametrize(
    ("what", "path", "value"),
    [
        ("tags.owner=somebody", "tags", {"owner": "somebody"}),
        ("tags.year=2027", "tags", {"year": "2027"}),
        ('tags={"a": "b"}', "tags", {"a": "b"}),
        ("retention_in_days=90", "retention_in_days", 90),
        ("local_authentication_enabled=false", "local_authentication_enabled", False),
        ("sku=123", "sku", "123"),
    ],
)
def test_a_drift_changes_one_value_in_its_type(
    azure: Azure, what: str, path: str, value: object
) -> None:
    state = azure.create("log_analytics_workspace", name="log", **PLACE)
    disturb(azure.cloud, Fault.parse(f"drift:azurerm_log_analytics_workspace:{what}"))
    (found,) = azure.cloud.with_id(state["id"])
    assert found.value == state | {path: value}


def test_a_drift_reaches_into_blocks(azure: Azure) -> None:
    given = {"name": "stlogs", "blob_properties": [{"versioning_enabled": False}]}
    state = azure.create("storage_account", **given, **PLACE)
    fault = "drift:azurerm_storage_account:blob_properties.0.versioning_enabled=true"
    disturb(azure.cloud, Fault.parse(fault))
    (found,) = azure.cloud.with_id(state["id"])
    assert found.value["blob_properties"][0]["versioning_enabled"] is True


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("drift:azurerm_key_vault:tags.a=b", "there is no azurerm_key_vault"),
        ("drift:azurerm_resource_group:tag.a=b", "has no 'tag': did you mean 'tags'?"),
        ("drift:azurerm_resource_group:location=westeurope", "has that value already"),
        ("drift:azurerm_resource_group:tags=7", "'7' is not a value for that"),
        ("drift:azurerm_resource_group:tags.a.b=7", "'7' is not a value for that"),
        ("drift:azurerm_resource_group:id=x", "has no 'id'"),
        ("delete:azurerm_key_vault", "there is no azurerm_key_vault"),
    ],
)
def test_a_fault_that_cannot_be_says_why(azure: Azure, fault: str, said: str) -> None:
    with pytest.raises(EmulatorError) as caught:
        disturb(azure.cloud, Fault.parse(fault))
    assert str(caught.value).startswith(f"{fault}: ")
    assert said in str(caught.value)


def test_what_is_deleted_goes_with_what_lies_in_it(azure: Azure) -> None:
    network = azure.network("vnet", "10.0.0.0/16")
    azure.subnet("vnet", "snet", "10.0.0.0/24")
    assert disturb(azure.cloud, Fault.parse("delete:azurerm_virtual_network")).id == network["id"]
    assert [item.id for item in azure.cloud.resources()] == [RG]


def test_nothing_is_deleted_that_azure_would_keep(azure: Azure) -> None:
    azure.network("vnet", "10.0.0.0/16")
    busy = azure.subnet("vnet", "a", "10.0.0.0/24")
    azure.create("network_interface", name="nic", ip_configuration=[_ip(busy)], **PLACE)
    with pytest.raises(EmulatorError, match="nobody could delete that in Azure either"):
        disturb(azure.cloud, Fault.parse("delete:azurerm_subnet"))
    free = azure.subnet("vnet", "b", "10.0.1.0/24")
    assert disturb(azure.cloud, Fault.parse("delete:azurerm_subnet")).id == free["id"]


def test_a_drift_or_deletion_may_be_of_one_id(azure: Azure) -> None:
    one, two = azure.network("a", "10.0.0.0/16"), azure.network("b", "10.0.0.0/16")
    fault = Fault.parse("delete:module.m.azurerm_virtual_network.v[1]")
    assert disturb(azure.cloud, fault, two["id"]).id == two["id"]
    assert azure.cloud.with_id(one["id"])


def _ip(subnet: dict[str, str]) -> dict[str, str]:
    return {"name": "ip", "subnet_id": subnet["id"]}
