"""Which failures of a plan are put down to roots that were not applied yet."""

from __future__ import annotations

import pytest

from landsmith.api import gating
from landsmith.terraform.binary import Diagnostic

FIREWALL = "module.hub_firewall.data.azurerm_firewall.this"
MADE = "module.hub_firewall.azurerm_firewall.this"


@pytest.mark.parametrize(
    ("summary", "address", "missing"),
    [
        ("Firewall afw-hub was not found", FIREWALL, True),
        ("ResourceNotFound: could not find it", FIREWALL, True),
        ("Firewall afw-hub was not found", MADE, False),
        ("AuthorizationFailed: no permission to read", FIREWALL, False),
    ],
)
def test_only_a_source_that_found_nothing_waits_for_another_root(
    summary: str, address: str, missing: bool
) -> None:
    said = Diagnostic("error", summary, address=address)
    assert gating._missing(said) is missing
