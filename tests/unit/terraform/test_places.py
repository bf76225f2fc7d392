from __future__ import annotations

import pytest

from landsmith.errors import Place
from landsmith.terraform.places import SourceMap

PLACES = SourceMap(
    {
        "roots/one/main.tf": b'# Purpose.\n\nmodule "net" {\n  source = "../../modules/network"\n\n'
        b"  subnets = {\n    a = {}\n  }\n}\n\n"
        b'module "rg" {\n  source = "../../modules/group"\n}\n',
        "roots/one/extra.tf": 'resource "azurerm_subnet" "own" {\n}\n',
        "modules/network/main.tf": '\nresource "azurerm_subnet" "this" {\n}\n',
        "modules/group/rules.tf": 'resource "azurerm_resource_group" "this" {\n}\n',
        "docs/readme.md": 'module "net" {\n',
    }
)


@pytest.mark.parametrize(
    ("address", "call", "block"),
    [
        ('module.net.azurerm_subnet.this["a"]', "roots/one/main.tf:3", "modules/network/main.tf:2"),
        (
            'module.net.azurerm_subnet.this["a.b"]',
            "roots/one/main.tf:3",
            "modules/network/main.tf:2",
        ),
        (
            "module.rg.azurerm_resource_group.this",
            "roots/one/main.tf:11",
            "modules/group/rules.tf:1",
        ),
        ("azurerm_subnet.own", "roots/one/extra.tf:1", "roots/one/extra.tf:1"),
        ("module.net.azurerm_subnet.other", "roots/one/main.tf:3", "modules/network/main.tf"),
        ("module.none.azurerm_subnet.this", "roots/one/main.tf", "roots/one/main.tf"),
        ("", "roots/one/main.tf", "roots/one/main.tf"),
    ],
)
def test_places(address: str, call: str, block: str) -> None:
    assert str(PLACES.place("one", address)) == call
    assert str(PLACES.resource_place("one", address)) == block


def test_an_unknown_root_has_a_file_and_no_line() -> None:
    assert PLACES.place("two", "module.net.azurerm_subnet.this") == Place("roots/two/main.tf")
