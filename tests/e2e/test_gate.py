"""The gate: a root is planned and applied with real terraform against the emulator."""

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from landsmith import api
from landsmith.emulator import Emulator
from landsmith.errors import PolicyError, TerraformError
from strategies import with_all

EXAMPLE = Path(__file__).parents[2] / "examples" / "baltic-mutual" / "landing-zone.yaml"
ROOT = "20-management"
TODAY = date(2026, 11, 20)
WAN = (("network.topology", "virtual_wan"), ("network.egress", "firewall_premium"))


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("gate")
    api.render(EXAMPLE, folder / "repository")
    override = folder / "repository" / "roots" / ROOT / "backend_override.tf"
    override.write_text('terraform {\n  backend "local" {}\n}\n')
    with pytest.MonkeyPatch.context() as patch, Emulator(folder / "cloud.db") as emulator:
        for name, value in emulator.environment().items():
            patch.setenv(name, value)
        empty = folder / "terraform.rc"
        empty.write_text("")
        patch.setenv("TF_CLI_CONFIG_FILE", str(empty))
        assert "TF_REATTACH_PROVIDERS" in os.environ
        yield folder / "repository"


def test_a_plan_that_was_never_judged_is_not_applied(repository: Path) -> None:
    saved = repository / "roots" / ROOT / "plan.tfplan"
    with pytest.raises(TerraformError, match="run landsmith plan"):
        api.apply(repository, ROOT)
    saved.write_bytes(b"not judged")
    with pytest.raises(PolicyError, match="was not judged"):
        api.apply(repository, ROOT)
    saved.unlink()


def test_a_root_that_is_not_there_is_told_with_those_that_are(repository: Path) -> None:
    with pytest.raises(TerraformError, match="choose 00-state, 10-governance, 20-management"):
        api.plan(repository, "../20-management", today=TODAY)


def test_a_plan_that_passed_is_applied_and_one_that_was_swapped_is_not(repository: Path) -> None:
    gate = api.plan(repository, ROOT, today=TODAY)
    failures = [f"{item.rule} {item.address}" for item in gate.findings if item.failed]
    assert failures == []
    answer = repository / "roots" / ROOT / "plan.tfplan.gate.json"
    assert json.loads(answer.read_text())["sha256"] == gate.digest
    saved = repository / "roots" / ROOT / "plan.tfplan"
    data = saved.read_bytes()
    saved.write_bytes(data + b"\n")
    with pytest.raises(PolicyError, match="is not the plan that was judged"):
        api.apply(repository, ROOT)
    saved.write_bytes(data)
    api.apply(repository, ROOT)
    again = api.plan(repository, ROOT, today=TODAY)
    assert again.passed


def test_a_plan_that_failed_the_gate_is_not_applied(repository: Path) -> None:
    answer = repository / "roots" / ROOT / "plan.tfplan.gate.json"
    judged = json.loads(answer.read_text())
    answer.write_text(json.dumps({**judged, "passed": False}))
    with pytest.raises(PolicyError, match="did not pass the gate"):
        api.apply(repository, ROOT)


def test_plan_and_gate_are_for_our_eyes_only_and_follow_no_link(repository: Path) -> None:
    root, elsewhere = repository / "roots" / ROOT, repository / "elsewhere"
    elsewhere.write_text("as it was")
    for name in ("plan.tfplan", "plan.tfplan.gate.json"):
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(elsewhere)
    api.plan(repository, ROOT, today=TODAY)
    for name in ("plan.tfplan", "plan.tfplan.gate.json"):
        assert not (root / name).is_symlink()
        assert (root / name).stat().st_mode & 0o777 == 0o600
    assert elsewhere.read_text() == "as it was"


def test_a_plan_that_reads_what_is_not_there_says_what_to_apply_first(
    repository: Path, tmp_path: Path
) -> None:
    assert repository.exists()  # the emulated Azure, which is empty, is up
    root = "50-shop-prod"
    source = tmp_path / "landing-zone.yaml"
    source.write_text(yaml.safe_dump(with_all(*WAN)))
    api.render(source, tmp_path / "repository")
    folder = tmp_path / "repository" / "roots" / root
    (folder / "backend_override.tf").write_text('terraform {\n  backend "local" {}\n}\n')
    with pytest.raises(TerraformError, match=r"apply .*30-connectivity.* first"):
        api.plan(tmp_path / "repository", root, today=TODAY)
