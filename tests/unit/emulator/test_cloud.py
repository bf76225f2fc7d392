from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from landsmith.emulator import Cloud, Resource
from landsmith.emulator.values import Value
from landsmith.errors import EmulatorError


def group(name: str, **value: Value) -> Resource:
    return Resource(
        "azurerm", "azurerm_resource_group", f"/subscriptions/s/resourceGroups/{name}", value
    )


def test_what_was_put_survives_in_the_file(tmp_path: Path) -> None:
    with Cloud(tmp_path / "cloud.db") as cloud:
        cloud.put(group("rg", size=Decimal("0.1"), tags={"a": None}))
    with Cloud(tmp_path / "cloud.db") as cloud:
        assert cloud.resources() == [group("rg", size=Decimal("0.1"), tags={"a": None})]


def test_ids_are_the_same_whatever_their_case(tmp_path: Path) -> None:
    with Cloud(tmp_path / "cloud.db") as cloud:
        cloud.put(group("RG"))
        assert cloud.get("azurerm", "azurerm_resource_group", group("rg").id) == group("RG")
        assert cloud.delete("azurerm", "azurerm_resource_group", group("rg").id)
        assert not cloud.delete("azurerm", "azurerm_resource_group", group("rg").id)


def test_threads_may_share_it(tmp_path: Path) -> None:
    with Cloud(tmp_path / "cloud.db") as cloud, ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: cloud.put(group(f"rg{n:03}")), range(100)))
        assert len(cloud.of_type("azurerm", "azurerm_resource_group")) == 100


def test_a_file_that_is_no_cloud_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cloud.db").write_text("not a database, but long enough to be looked at" * 50)
    with pytest.raises(EmulatorError, match="can't be used as a cloud"):
        Cloud(tmp_path / "cloud.db")
