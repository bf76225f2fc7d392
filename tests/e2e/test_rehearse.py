"""Rehearsing and judging through the command line: the two verdicts, faults, other providers."""

import json
from pathlib import Path

from command_line import EXAMPLE, landsmith


def test_a_rehearsal_tells_each_root_and_keeps_its_plans_when_asked(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    done = landsmith("rehearse", EXAMPLE, "--keep", kept, "--format", "json")
    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr, told["level"]) == (0, "", "rehearsed")
    assert [root["name"] for root in told["roots"]] == [
        "00-state",
        "10-governance",
        "20-management",
        "30-connectivity",
        "50-claims-prod",
    ]
    assert [root["name"] for root in told["roots"] if not root["second_plan_empty"]] == []
    assert list((kept / "repository" / "roots" / "20-management").glob("*.tfstate"))


def test_a_fault_is_survived_and_told() -> None:
    done = landsmith("rehearse", EXAMPLE, "--fault", "create:azurerm_key_vault:quota")
    assert done.returncode == 0, done.stderr
    assert "failed 50-claims-prod" in done.stdout
    assert "QuotaExceeded" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("survived: ")


def test_a_fault_that_is_none_is_told_with_its_mend() -> None:
    done = landsmith("rehearse", EXAMPLE, "--fault", "create:azurerm_key_valt:quota")
    assert (done.returncode, done.stdout) == (1, "")
    assert "did you mean 'azurerm_key_vault'?" in done.stderr


def test_the_verdict_on_an_example_is_clean_and_the_same_in_every_format() -> None:
    done = landsmith("validate", EXAMPLE, "--format", "json")
    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert {finding["status"] for finding in told["findings"]} <= {"pass", "not_applicable"}
    scanners = {finding["scanner"] for finding in told["findings"]}
    assert scanners == {"landsmith", "checkov", "kubernetes"}


def test_a_deviation_without_its_reason_fails_the_verdict(tmp_path: Path) -> None:
    text = EXAMPLE.read_text()
    start, end = text.index("  - setting: network.egress"), text.index("  - setting: state.allowed")
    file = tmp_path / "landing-zone.yaml"
    file.write_text(text[:start] + text[end:])
    done = landsmith("validate", file)
    assert done.returncode == 2
    assert "change-deviations-justified" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_waiver_that_has_expired_fails_the_verdict(tmp_path: Path) -> None:
    file = tmp_path / "landing-zone.yaml"
    file.write_text(EXAMPLE.read_text())
    (tmp_path / "waivers.yaml").write_text(
        "waivers:\n"
        "  - rule: network-no-default-outbound\n"
        '    address: "*"\n'
        "    reason: The subnet is being moved.\n"
        "    owner: Platform team\n"
        "    expires_on: 2026-12-31\n"
    )
    late = landsmith("validate", file, "--today", "2027-01-01")
    assert late.returncode == 2
    assert "waiver-expired" in late.stdout


def test_a_resource_of_an_unknown_provider_is_told_with_the_command_that_helps(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "repository"
    assert landsmith("render", EXAMPLE, "--out", folder).returncode == 0
    own = folder / "roots" / "20-management" / "own.tf"
    own.write_text('resource "random_id" "this" {\n  byte_length = 4\n}\n')
    done = landsmith("rehearse", folder)
    assert done.returncode == 1
    assert "own.tf:1" in done.stderr
    assert "landsmith emulator facts --from" in done.stderr


def test_a_hand_edit_that_opens_the_network_is_found_in_the_repository(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    assert landsmith("render", EXAMPLE, "--out", folder).returncode == 0
    vault = folder / "modules" / "key_vault" / "main.tf"
    edited = vault.read_text().replace(
        "public_network_access_enabled = false", "public_network_access_enabled = true"
    )
    assert edited != vault.read_text()
    vault.write_text(edited)
    done = landsmith("validate", folder)
    assert done.returncode == 2
    assert "CKV_AZURE_189" in done.stdout
