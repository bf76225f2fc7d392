from __future__ import annotations

import json
import logging
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from landsmith.errors import Place, PolicyError
from landsmith.scanners import checkov, checkov_manifests, checkov_run
from landsmith.scanners.checkov import Skip
from landsmith.terraform.places import SourceMap

if TYPE_CHECKING:
    from pathlib import Path

STORAGE = "module.state.azurerm_storage_account.this"
SUBNET = "module.network.azurerm_subnet.this"
REGISTRY = "module.registry.azurerm_container_registry.this"
VALUES: dict[str, dict[str, Any]] = {
    STORAGE: {
        "name": "stshop",
        "account_replication_type": "ZRS",
        "https_traffic_only_enabled": False,
        "min_tls_version": "TLS1_2",
        "allow_nested_items_to_be_public": False,
        "public_network_access_enabled": True,
    },
    SUBNET: {"name": "snet-shop", "address_prefixes": ["10.0.0.0/24"]},
    REGISTRY: {
        "name": "crshop",
        "sku": "Premium",
        "zone_redundancy_enabled": True,
        "admin_enabled": False,
        "georeplications": [],
    },
}


def planned(address: str) -> dict[str, Any]:
    type_, name = address.split(".")[2:]
    return {
        "address": address,
        "mode": "managed",
        "type": type_,
        "name": name,
        "provider_name": "registry.terraform.io/hashicorp/azurerm",
        "schema_version": 0,
    }


def raw(*addresses: str) -> dict[str, Any]:
    """Return a plan as terraform shows it, with what Checkov reads of one."""
    modules = [
        {
            "address": address.rsplit(".", 2)[0],
            "resources": [planned(address) | {"values": VALUES[address]}],
        }
        for address in addresses
    ]
    changes = [
        planned(address)
        | {
            "module_address": address.rsplit(".", 2)[0],
            "change": {
                "actions": ["create"],
                "before": None,
                "after": VALUES[address],
                "after_unknown": {"id": True},
            },
        }
        for address in addresses
    ]
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.0",
        "planned_values": {"root_module": {"child_modules": modules}},
        "resource_changes": changes,
        "configuration": {"provider_config": {}, "root_module": {}},
    }


PLANS = {"00-state": raw(STORAGE), "50-shop": raw(SUBNET, REGISTRY)}


@pytest.fixture
def registry() -> Any:  # noqa: ANN401
    checkov_run.engine()
    from checkov.terraform.checks.resource.registry import resource_registry

    return resource_registry


def test_findings_of_all_roots() -> None:
    places = SourceMap({"roots/50-shop/main.tf": 'module "network" {\n}\n'})
    report = checkov.scan(PLANS, places, skips=())
    found = {(one.rule, one.where): one for one in report.findings}
    http = found["CKV_AZURE_59", f"00-state/{STORAGE}"]
    assert (http.status, http.scanner, http.severity) == ("fail", "checkov", "medium")
    assert http.attribute == "public_network_access_enabled"
    assert "public access" in http.message
    assert found["CKV_AZURE_44", f"00-state/{STORAGE}"].status == "pass"
    subnet = found["CKV2_AZURE_31", f"50-shop/{SUBNET}"]
    assert subnet.status == "fail"
    assert subnet.place == Place("roots/50-shop/main.tf", 1)
    assert report.findings == tuple(sorted(report.findings))
    assert report.version.startswith("3.")


def test_is_the_same_every_time() -> None:
    assert checkov.scan(PLANS) == checkov.scan(dict(reversed(PLANS.items())))


TEXTS = [
    "🚲",
    "𠮷" * 512,
    "é" * 512,
    "e\u0301",
    "\u2028\x85",
    "\x7f\ufeff\uffff",
    'A🚲\\"\n',
    "{{${",
]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_any_text_can_stand_in_a_plan(text: str) -> None:
    address = f'{SUBNET}["{text}"]'
    told = json.loads(json.dumps(raw(SUBNET)).replace(SUBNET, json.dumps(address)[1:-1]))
    for change in told["resource_changes"]:
        change["change"]["after"] = {"name": "snet-shop", "tags": {text: text}}
    report = checkov.scan({"50-shop": told}, skips=())
    (one,) = [one for one in report.findings if one.rule == "CKV2_AZURE_31"]
    assert (one.status, one.address) == ("fail", address)


def test_a_check_that_crashes_is_an_error() -> None:
    report = checkov.scan(PLANS, skips=())
    (crash,) = [one for one in report.findings if one.rule == "CKV_AZURE_233"]
    assert crash.status == "error"
    assert crash.failed
    assert "the check crashed" in crash.message


def test_a_graph_check_that_crashes_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    checkov_run.engine()
    from checkov.common.checks_infra.registry import get_graph_checks_registry

    checks = get_graph_checks_registry("terraform").checks
    check = next(check for check in checks if check.id == "CKV2_AZURE_31")

    def crash(_graph: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(check, "run", crash)
    report = checkov.scan(PLANS, skips=())
    (one,) = [one for one in report.findings if one.rule == "CKV2_AZURE_31"]
    assert (one.status, one.address) == ("error", SUBNET)
    assert "RecursionError: too deep" in one.message


def test_a_check_that_gives_no_answer_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
    registry: Any,  # noqa: ANN401
) -> None:
    lost = registry.get_checks("azurerm_storage_account")[0]
    monkeypatch.setattr(
        checkov_run.Watch,
        "run_check",
        lambda _watch, check, *_: {"result": checkov_run._unknown(), "check": check},
    )
    report = checkov.scan(PLANS, skips=())
    silent = [one for one in report.findings if one.rule == lost.id]
    assert silent
    assert all(one.status == "error" and "gave no answer" in one.message for one in silent)


def test_the_inventory_is_complete(registry: Any) -> None:  # noqa: ANN401
    report = checkov.scan(PLANS)
    inventory = {one.check: one for one in report.inventory}
    wanted = {
        check.id
        for type_ in ("azurerm_storage_account", "azurerm_container_registry", "azurerm_subnet")
        for check in registry.get_checks(type_)
    }
    assert wanted <= set(inventory)
    assert {"CKV2_AZURE_31", "CKV_AZURE_3"} <= set(inventory)
    for one in inventory.values():
        assert one.name
        assert one.resources == sum(one.counts.values()) > 0
    assert sum(one.resources for one in inventory.values()) == len(report.findings) + len(
        report.skipped
    )


def test_skips_leave_the_answer_in_the_inventory() -> None:
    report = checkov.scan(PLANS)
    skipped = {one.finding.rule: one for one in report.skipped}
    assert skipped["CKV_AZURE_33"].finding.status == "fail"
    assert skipped["CKV_AZURE_3"].finding.status == "pass"
    assert "removed" in skipped["CKV_AZURE_33"].reason
    assert not {one.rule for one in report.findings} & {"CKV_AZURE_33", "CKV_AZURE_3"}
    assert "CKV_AZURE_33" in {one.check for one in report.inventory}


def test_a_skip_may_be_for_one_root_only() -> None:
    skip = Skip(check="CKV_AZURE_59", reason="Because.", address="10-other/*")
    assert not checkov.scan(PLANS, skips=(skip,)).skipped
    skip = Skip(check="CKV_AZURE_59", reason="Because.", address="00-state/*")
    assert len(checkov.scan(PLANS, skips=(skip,)).skipped) == 1


@pytest.mark.parametrize(
    "text",
    [
        "skips:\n  - check: CKV_AZURE_1\n",
        "skips:\n  - {check: CKV_AZURE_1, reason: ''}\n",
        "skips:\n  - {check: everything, reason: too noisy}\n",
        "skips:\n  - {check: CKV_AZURE_1, reason: a, until: b}\n",
    ],
)
def test_a_skip_without_a_reason_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "checkov.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError, match=r"checkov\.yaml:2:\d+: skips\[0\]"):
        checkov.load_skips(file)


def test_every_shipped_skip_is_of_a_check_that_exists(registry: Any) -> None:  # noqa: ANN401
    graph = checkov_run.engine()._graph.checks
    known = {check.id for checks in registry.checks.values() for check in checks}
    known |= {check.id for check in graph} | set(checkov_manifests.engine().describe())
    skips = checkov.load_skips()
    assert {skip.check for skip in skips} <= known
    assert len({(skip.check, skip.address) for skip in skips}) == len(skips)


def test_nothing_is_printed_and_nobody_is_called(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("no network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    checkov.scan(PLANS)
    assert capfd.readouterr() == ("", "")


def test_logging_and_the_registries_are_left_as_they_were(registry: Any) -> None:  # noqa: ANN401
    root = logging.getLogger()
    before = (list(root.handlers), root.level, logging.root.manager.disable)
    checkov.scan(PLANS)
    assert (list(root.handlers), root.level, logging.root.manager.disable) == before
    assert "run_check" not in vars(registry)


def test_a_fresh_process_is_silent_even_where_warnings_are_errors() -> None:
    code = (
        "import sys, landsmith.scanners.checkov as c; assert 'checkov' not in sys.modules; "
        "c.scan({'a': {'terraform_version': '1.11.0', 'planned_values': {'root_module': {}}}})"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_plans_are_not_left_on_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    checkov.scan(PLANS)  # the first import leaves a parser's cache behind, which is no plan
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    checkov.scan(PLANS)
    assert list(tmp_path.iterdir()) == []


def test_explain() -> None:
    text = checkov.explain("CKV_AZURE_59")
    assert "azurerm_storage_account" in text
    assert "not used on 00-state/*" in text
    assert "not used" not in checkov.explain("CKV2_AZURE_31")
    with pytest.raises(PolicyError, match="no check CKV_AZURE_9999"):
        checkov.explain("CKV_AZURE_9999")
