"""Where an Azure landing zone's policies set diagnostic settings, none of ours is made."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from connectivity_cases import FULL
from landsmith import api
from strategies import changed, text

if TYPE_CHECKING:
    from pathlib import Path

    from strategies import Json

pytestmark = pytest.mark.skipif(
    not (shutil.which("terraform") or shutil.which("tofu")), reason="needs terraform or tofu"
)

SETTING = "azurerm_monitor_diagnostic_setting"


def settings(file: Json, folder: Path) -> list[str]:
    """Rehearse a file, whose second plan has to be empty; return its diagnostic settings."""
    source = folder / "landing-zone.yaml"
    source.write_text(text(file), encoding="utf-8")
    roots = api.rehearse(api.build(source), folder / "rehearsal").roots
    return [address for root in roots for address in root.applied if f".{SETTING}." in address]


def test_no_setting_of_ours_is_made_where_policy_makes_them(tmp_path: Path) -> None:
    file = changed("blueprint", "full", FULL["hub and spoke with everything"])
    assert settings(changed("monitoring.diagnostics", "policy", file), tmp_path) == []


def test_settings_of_ours_are_made_otherwise(tmp_path: Path) -> None:
    found = settings(changed("monitoring.activity_log_export", True), tmp_path)
    calls = {address.split(".")[1] for address in found}
    assert {"activity_log_export", "cluster", "log_analytics", "vault"} <= calls
