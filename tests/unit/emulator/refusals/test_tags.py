from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import emulator_azure
from emulator_azure import PLACE, Azure, refused

COUNT = "BadRequest: too many tags"
NAME = "InvalidTagName: a tag's name is too long"
LETTERS = "InvalidTagNameCharacters: a tag's name has reserved characters"
VALUE = "InvalidTagValueLength: a tag's value is too long"


@pytest.fixture
def azure(tmp_path: Path) -> Iterator[Azure]:
    yield from emulator_azure.azure(tmp_path)


@pytest.mark.parametrize(
    ("kind", "tags", "summary", "detail"),
    [
        ("virtual_network", {f"t{n}": "" for n in range(51)}, COUNT, "51, and 50 are allowed"),
        ("virtual_network", {"t" * 513: ""}, NAME, "513 characters, and 512 are allowed"),
        ("storage_account", {"t" * 129: ""}, NAME, "129 characters, and 128 are allowed"),
        ("virtual_network", {"a/b": ""}, LETTERS, "'a/b'"),
        ("virtual_network", {"a": "v" * 257}, VALUE, "257 characters, and 256 are allowed"),
        ("automation_account", {f"t{n}": "" for n in range(16)}, COUNT, "15 are allowed"),
    ],
)
def test_tags_have_limits(
    azure: Azure, kind: str, tags: dict[str, str], summary: str, detail: str
) -> None:
    given = {"address_space": ["10.0.0.0/16"]} if kind == "virtual_network" else {}
    with refused(summary, detail):
        azure.create(kind, name="thing01", tags=tags, **given, **PLACE)


def test_tags_at_the_limits_are_fine(azure: Azure) -> None:
    tags = {f"t{n}": "v" * 256 for n in range(48)} | {"t" * 512: "x", "hidden-link:/a/b": "y"}
    network = azure.network("vnet", "10.0.0.0/16", tags=tags)
    with refused(COUNT):
        azure.update("virtual_network", network, tags=tags | {"one": "more"})
