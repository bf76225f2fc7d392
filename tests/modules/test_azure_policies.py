"""The Azure Policy assignments and custom definitions that ship as data."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from landsmith import content
from landsmith.blueprint.platform.azure_policies import FIRST
from landsmith.landing_zone.tags import REQUIRED
from landsmith.resolve.platform.policies import FRAMEWORKS
from modules.harness import as_json, plan, values

FOLDER = content.path("policies", "azure")
GROUP = "/providers/Microsoft.Management/managementGroups/nordwind"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MODES = ("full", "start-small", "deny")
SCOPES = {"root", "platform", "landingzones", "corp", "sandbox", "decommissioned", "workload"}
EFFECTS = {"Audit", "AuditIfNotExists", "Deny", "DeployIfNotExists", "Modify", None}
FACTS = {
    "allowed_images_pattern",
    "allowed_regions",
    "ddos_plan_id",
    "excluded_namespaces",
    "log_analytics_workspace_id",
    "name_prefixes",
    "node_os_window",
    "required_tags",
    "tag",
    "upgrade_window",
}
FIELDS = {
    "key": str,
    "display_name": str,
    "definition": dict,
    "scope": str,
    "repeat": str | None,
    "when": str | None,
    "effect_parameter": str | None,
    "effects": dict,
    "enforce": dict,
    "in_cluster": bool,
    "parameters": dict,
    "needs_identity": bool,
    "roles": list,
    "non_compliance_message": str | None,
    "conflicts": list,
    "source": list,
    "note": str | None,
}


def loaded(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


AREAS = {path.stem: loaded(path) for path in sorted(FOLDER.glob("*.yaml"))}
ENTRIES = [entry for area in AREAS.values() for entry in area["assignments"]]
BY_KEY = {entry["key"]: entry for entry in ENTRIES}
CUSTOM = {path.stem: loaded(path) for path in sorted((FOLDER / "custom").glob("*.yaml"))}


def test_areas_are_named_as_their_files() -> None:
    assert {area: data["area"] for area, data in AREAS.items()} == {area: area for area in AREAS}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["key"])
def test_an_entry_has_every_field_and_nothing_else(entry: dict[str, Any]) -> None:
    assert list(entry) == list(FIELDS)
    assert [name for name, kind in FIELDS.items() if not isinstance(entry[name], kind)] == []
    assert list(entry["definition"]) == ["kind", "id", "version"]
    assert entry["scope"] in SCOPES
    assert entry["repeat"] in {None, "required_tags"}
    assert entry["when"] in {
        None,
        "backup",
        "ddos_plan",
        "defender",
        "kms",
        "public_api",
        *FRAMEWORKS,
    }
    assert tuple(entry["effects"]) == tuple(entry["enforce"]) == MODES
    assert set(entry["effects"].values()) <= EFFECTS
    assert {type(value) for value in entry["enforce"].values()} == {bool}
    for parameter in entry["parameters"].values():
        assert list(parameter) == ["value"] or parameter["from"] in FACTS
    for role in entry["roles"]:
        assert list(role) == ["id", "name", "at", "certainty"]
        assert UUID.fullmatch(role["id"])
        assert role["at"] in {"assignment", "ddos_plan", "log_analytics_workspace"}
        assert role["certainty"] in {"verified", "copied", "recalled"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["key"])
def test_an_entry_agrees_with_itself(entry: dict[str, Any]) -> None:
    kind, identity = entry["definition"]["kind"], entry["definition"]["id"]
    known = identity in CUSTOM if kind == "custom" else UUID.fullmatch(identity)
    assert known
    assert kind in {"policy", "initiative", "custom"}
    assert (entry["non_compliance_message"] is None) == entry["in_cluster"]
    assert ("excludedNamespaces" in entry["parameters"]) == entry["in_cluster"]
    assert entry["effect_parameter"] not in entry["parameters"]
    assert entry["needs_identity"] or not entry["roles"]
    if {"DeployIfNotExists", "Modify"} & set(entry["effects"].values()):
        assert entry["roles"], "what deploys or modifies needs a role"


@pytest.mark.parametrize("path", sorted((FOLDER / "unmet").glob("*.yaml")), ids=lambda p: p.stem)
def test_what_can_not_be_met_is_a_policy_of_each_cluster(path: Path) -> None:
    """An exemption from a management group's policy would need a name for each landing zone."""
    found = loaded(path)
    assert list(found) == ["policy", "reason"]
    assert found["policy"] == path.stem
    assert BY_KEY[path.stem]["scope"] == "workload"
    assert 1 <= len(found["reason"]) <= 512


def test_names_are_short_and_stand_alone() -> None:
    names = [
        entry["key"].replace("{tag}", tag.lower())
        for entry in ENTRIES
        for tag in (REQUIRED if entry["repeat"] else ("",))
    ]
    assert len(set(names)) == len(names)
    assert [name for name in names if len(name) > 24] == []


def test_start_small_assigns_what_it_always_did_and_nothing_more() -> None:
    assigned = {
        entry["key"]
        for entry in ENTRIES
        if entry["effects"]["start-small"] and entry["when"] not in FRAMEWORKS
    }
    assert assigned == set(FIRST)


@pytest.mark.skipif(
    not (shutil.which("terraform") or shutil.which("tofu")), reason="needs terraform or tofu"
)
@pytest.mark.parametrize("name", CUSTOM)
def test_the_module_takes_a_custom_definition(name: str) -> None:
    told = dict(CUSTOM[name])
    assert told.pop("name") == name
    rule, parameters = told.pop("policy_rule"), told.pop("parameters")
    definition = {
        **told,
        "policy_rule_json": json.dumps(rule),
        "parameters_json": json.dumps(parameters),
    }
    inputs = {"management_group_id": GROUP, "definitions": {name: definition}}
    made = values(plan("policy_definitions", inputs), f'azurerm_policy_definition.this["{name}"]')
    assert as_json(made["policy_rule"]) == rule
    assert as_json(made["parameters"]) == parameters
    used = set(re.findall(r"parameters\('(\w+)'\)", made["policy_rule"]))
    assert used == set(parameters)
    for entry in ENTRIES:
        if entry["definition"]["id"] == name:
            assert {*entry["parameters"], entry["effect_parameter"]} == set(parameters)
