from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest

from landsmith.emulator import Cloud, Resource
from landsmith.emulator.cloud import Reference
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


def test_a_transaction_happens_wholly_or_not_at_all(tmp_path: Path) -> None:
    with Cloud(tmp_path / "cloud.db") as cloud:
        with suppress(KeyError), cloud.transaction():
            cloud.put(group("one"), [Reference("a", group("two").id)])
            raise KeyError
        assert cloud.resources() == []
        assert cloud.users(group("two").id) == []
        with cloud.transaction():
            cloud.put(group("one"))
        assert cloud.resources() == [group("one")]


def test_what_names_an_id_is_found_by_it(tmp_path: Path) -> None:
    with Cloud(tmp_path / "cloud.db") as cloud:
        cloud.put(group("one"), [Reference("a.b", group("TWO").id)])
        assert cloud.users(group("two").id) == [(group("one"), "a.b")]
        cloud.put(group("one"))
        assert cloud.users(group("two").id) == []


def test_what_lies_in_a_resource_goes_with_it(tmp_path: Path) -> None:
    inner = [Resource("azurerm", "azurerm_x", f"{group('rg').id}{end}", {}) for end in ("/a", "|b")]
    beside = Resource("azurerm", "azurerm_x", f"{group('rg').id}2/a", {})
    with Cloud(tmp_path / "cloud.db") as cloud:
        for item in (group("rg"), *inner, beside):
            cloud.put(item)
        assert cloud.inside(group("RG").id) == inner
        cloud.remove(group("rg"))
        assert cloud.resources() == [beside]


def test_an_association_goes_alone(tmp_path: Path) -> None:
    one = Resource("azurerm", "azurerm_subnet", "/s", {})
    link = Resource("azurerm", "azurerm_subnet_route_table_association", "/s", {})
    with Cloud(tmp_path / "cloud.db") as cloud:
        cloud.put(one)
        cloud.put(link)
        cloud.remove(link)
        assert cloud.with_id("/S") == [one]
        cloud.put(link)
        cloud.remove(one)
        assert cloud.resources() == []


def test_processes_may_share_it_and_one_may_be_killed(tmp_path: Path) -> None:
    path = tmp_path / "cloud.db"
    with Cloud(path) as cloud:
        writers = [
            subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(number)])
            for number in range(3)
        ]
        while len(cloud.of_type("azurerm", "azurerm_resource_group")) < 30:
            time.sleep(0.01)
        for writer in writers:
            writer.kill()
            writer.wait()
    with Cloud(path) as cloud:
        found = cloud.of_type("azurerm", "azurerm_resource_group")
        pairs = {item.id.partition("-")[0] for item in found}
        assert len(found) == 2 * len(pairs) >= 30
        cloud.put(group("after"))


WRITER = """
import itertools, pathlib, sys
from landsmith.emulator import Cloud, Resource
with Cloud(pathlib.Path(sys.argv[1])) as cloud:
    for number in itertools.count():
        with cloud.transaction():
            for half in ("a", "b"):
                id_ = f"/{sys.argv[2]}_{number}-{half}"
                cloud.put(Resource("azurerm", "azurerm_resource_group", id_, {}))
"""
