from __future__ import annotations

import json as json_module
from datetime import date
from xml.etree import ElementTree

from landsmith.errors import Place
from landsmith.policy import registry
from landsmith.policy.finding import Finding
from landsmith.policy.formats import json, junit, sarif, table
from landsmith.policy.waiver import Waiver

RULE = "network-storage-https-only"
WAIVER = Waiver(
    RULE, "*", "Until May.", "Storage team", date(2027, 5, 31), Place("waivers.yaml", 2)
)
FAILED = Finding(
    RULE,
    "00-state",
    "module.state.azurerm_storage_account.this",
    "fail",
    "high",
    "the account takes plain HTTP",
    "https_traffic_only_enabled",
    ("A-3.1.network.1",),
    Place("roots/00-state/main.tf", 12),
)
PASSED = Finding("identity-no-client-secrets", "", "", "pass", "high", "no client secret")
UNKNOWN = Finding(RULE, "10-x", "azurerm_storage_account.b", "unknown", "high", "later")
CRASHED = Finding("CKV_AZURE_1", "10-x", "azurerm_x.b", "error", "medium", "crashed \x00 [b]&<")
WAIVED = Finding(RULE, "10-x", "azurerm_storage_account.c", "waived", "high", "HTTP", waiver=WAIVER)
NOTHING = Finding(RULE, "", "", "not_applicable", "high", "nothing of its type")
ALL = [PASSED, FAILED, UNKNOWN, CRASHED, WAIVED, NOTHING]


def test_formats_do_not_depend_on_the_order_of_findings() -> None:
    for write in (table.write, json.write, sarif.write, junit.write):
        assert write(ALL) == write(reversed(ALL)) == write(ALL)


def test_table_is_quiet_when_nothing_fails() -> None:
    assert table.write([PASSED, NOTHING]) == "1 not applicable, 1 pass\n"
    assert table.write([]) == "nothing was judged\n"


def test_table_golden() -> None:
    assert table.write([FAILED, WAIVED, PASSED]) == (
        "status  severity  finding\n"
        "fail    high      network-storage-https-only\n"
        "                  00-state/module.state.azurerm_storage_account.this\n"
        "                  the account takes plain HTTP\n"
        "                  at roots/00-state/main.tf:12\n"
        "waived  high      network-storage-https-only\n"
        "                  10-x/azurerm_storage_account.c\n"
        "                  HTTP\n"
        "                  waived by Storage team until 2027-05-31: Until May.\n"
        "1 fail, 1 waived, 1 pass\n"
    )


def test_table_keeps_to_its_width_and_takes_no_markup() -> None:
    long = Finding("rule", "root", "a." * 90, "fail", "low", "[bold]no markup[/bold] " * 9)
    text = table.write([long], width=80)
    assert max(map(len, text.splitlines())) <= 80
    assert "[bold]" in text
    assert "\x1b" in table.write([FAILED], color=True)
    assert "\x1b" not in text


def test_json_golden() -> None:
    document = json_module.loads(json.write([FAILED, WAIVED]))
    assert document["schema_version"] == 1
    assert document["passed"] is False
    assert document["counts"]["fail"] == 1
    assert document["findings"][0] == {
        "rule": RULE,
        "scanner": "landsmith",
        "root": "00-state",
        "address": "module.state.azurerm_storage_account.this",
        "attribute": "https_traffic_only_enabled",
        "status": "fail",
        "severity": "high",
        "message": "the account takes plain HTTP",
        "controls": ["A-3.1.network.1"],
        "place": {"file": "roots/00-state/main.tf", "line": 12},
        "waiver": None,
    }
    assert document["findings"][1]["waiver"] == {
        "reason": "Until May.",
        "owner": "Storage team",
        "expires_on": "2027-05-31",
    }


def test_sarif_structure() -> None:
    document = json_module.loads(sarif.write(ALL))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["CKV_AZURE_1", RULE]
    assert all(rule["help"]["text"] for rule in rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert (result["kind"] == "fail") == (result["level"] != "none")
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert not uri.startswith("/")
    kinds = {result["properties"]["status"]: result["kind"] for result in run["results"]}
    assert kinds == {
        "error": "fail",
        "fail": "fail",
        "unknown": "open",
        "waived": "fail",
    }


def test_sarif_points_at_the_line_and_suppresses_what_is_waived() -> None:
    document = json_module.loads(sarif.write([FAILED, WAIVED], registry.rules()))
    failed, waived = document["runs"][0]["results"]
    place = failed["locations"][0]["physicalLocation"]
    assert place["region"]["startLine"] == 12
    assert failed["level"] == "error"
    assert "suppressions" not in failed
    assert waived["suppressions"][0]["justification"].startswith("Until May.")


def test_junit_parses_and_counts() -> None:
    suites = ElementTree.fromstring(junit.write(ALL))  # noqa: S314  it is our own
    assert suites.attrib == {
        "name": "landsmith",
        "tests": "6",
        "failures": "1",
        "errors": "1",
        "skipped": "3",
    }
    assert [suite.get("name") for suite in suites] == ["landing zone", "00-state", "10-x"]
    case = suites.find(".//failure/..")
    assert case is not None
    assert case.get("classname") == RULE
    assert case.get("line") == "12"
    crash = suites.find(".//error")
    assert crash is not None
    assert crash.get("message") == "crashed � [b]&<"
    skipped = [item.get("message") for item in suites.iter("skipped")]
    assert "waived: waived: Until May." in skipped
