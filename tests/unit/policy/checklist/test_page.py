"""The page of the AKS checklist says of every item how it is kept, or by whom."""

from __future__ import annotations

from functools import cache

import pytest

from landsmith.policy.checklist.page import OURS, checklist_page
from landsmith.policy.controls.catalogue import controls
from landsmith.policy.controls.check import Unreachable
from landsmith.policy.controls.control import Control
from landsmith.render.docs.markdown import encode

ITEMS = {name: item for name, item in controls().items() if item.levers}
KEPT = {name: item for name, item in ITEMS.items() if set(OURS) & set(item.levers)}


@cache
def page() -> str:
    return checklist_page()


def line(item: Control) -> str:
    """Return the only line about an item."""
    (found,) = [line for line in page().splitlines() if f"(`{item.id}`)" in line]
    return found


@pytest.mark.parametrize("name", sorted(KEPT))
def test_an_item_that_is_rendered_has_a_row_that_says_how_it_is_checked_or_why_not(
    name: str,
) -> None:
    _, item, setting, on, rule, missing, _, _ = line(KEPT[name]).replace("\\|", "").split("|")
    assert on.strip() == ("by default" if KEPT[name].default == "on" else "chosen")
    assert rule.strip() != "—" or missing.strip() != "—"
    assert setting.strip()
    assert item.strip()


@pytest.mark.parametrize("name", sorted(ITEMS.keys() - KEPT.keys()))
def test_any_other_item_is_left_to_others(name: str) -> None:
    found = line(ITEMS[name])
    assert found.startswith("- ")
    assert found.endswith(": " + ", ".join(ITEMS[name].levers))


@pytest.mark.parametrize(
    ("name", "one"), [(name, one) for name, item in ITEMS.items() for one in item.unreachable]
)
def test_what_is_not_reached_is_told_with_its_reason(name: str, one: Unreachable) -> None:
    found = line(KEPT[name])
    assert f"{encode(one.argument)}: {encode(one.reason)}" in found


def test_the_setting_of_a_check_stands_in_its_row() -> None:
    found = line(ITEMS["aks:cluster-security-regulated-industry-profile"])
    assert "| `compliance` | chosen |" in found
    assert "`checklist-cluster-security-regulated-industry-profile`" in found
