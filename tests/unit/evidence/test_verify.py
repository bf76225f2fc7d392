from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from landsmith import __version__
from landsmith.errors import EvidenceError
from landsmith.evidence.pack import write
from landsmith.evidence.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from landsmith.evidence.pack import Pack
    from landsmith.evidence.verify import VerifyReport


@pytest.fixture
def folder(pack: Pack, tmp_path: Path) -> Path:
    write(pack, tmp_path / "pack")
    return tmp_path / "pack"


def failed(report: VerifyReport) -> set[tuple[str, str]]:
    return {(check.area, check.subject) for check in report.failed}


def reseal(folder: Path) -> None:
    """Write the digests anew, as somebody would who wants to hide a change."""
    manifest = json.loads((folder / "manifest.json").read_text())
    for path, said in manifest["files"].items():
        data = (folder / path).read_bytes()
        said |= {"sha256": sha256(data).hexdigest(), "size": len(data)}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def edit(folder: Path, path: str, old: str, new: str) -> None:
    file = folder / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_an_untouched_pack_verifies(folder: Path, seams: dict[str, Any], pack: Pack) -> None:
    report = verify(folder, **seams)
    assert report.ok, report.failed
    assert report.complete
    assert report.manifest_sha256 == pack.digest
    assert report.generator_version == __version__
    areas = {check.area for check in report.checks}
    assert areas == {"files", "origin", "rendering", "facts", "pages"}


def test_a_changed_byte_is_named(folder: Path, seams: dict[str, Any]) -> None:
    edit(folder, "customers/acme/findings.json", "{", " {")
    assert failed(verify(folder, **seams)) == {("files", "customers/acme/findings.json")}


def test_a_removed_file_is_named(folder: Path, seams: dict[str, Any]) -> None:
    (folder / "customers/acme/findings.sarif").unlink()
    report = verify(folder, **seams)
    assert failed(report) == {("files", "customers/acme/findings.sarif")}
    assert "is missing" in report.failed[0].detail


@pytest.mark.parametrize("name", ["extra.txt", "customers/zen/plans/x.json"])
def test_an_extra_file_is_named(folder: Path, seams: dict[str, Any], name: str) -> None:
    (folder / name).write_text("{}")
    report = verify(folder, **seams)
    assert failed(report) == {("files", name)}
    assert "not in the manifest" in report.failed[0].detail


def test_a_link_is_not_followed(folder: Path, seams: dict[str, Any], tmp_path: Path) -> None:
    file = folder / "customers/acme/findings.json"
    (tmp_path / "elsewhere").write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(tmp_path / "elsewhere")
    assert ("files", "customers/acme/findings.json") in failed(verify(folder, **seams))


def test_a_path_that_leaves_the_pack_is_refused(folder: Path, seams: dict[str, Any]) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["../outside"] = {"sha256": "0" * 64, "size": 1}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert ("files", "../outside") in failed(verify(folder, **seams))


def test_a_plan_changed_with_its_digest_contradicts_the_facts(
    folder: Path, seams: dict[str, Any]
) -> None:
    plan = "customers/acme/plans/50-shop-prod.json"
    edit(folder, plan, '"local_account_disabled": true', '"local_account_disabled": false')
    reseal(folder)
    report = verify(folder, **seams)
    assert failed(report) == {("facts", "acme: computed anew")}
    assert "requirements" in report.failed[0].detail


def test_a_fact_changed_with_its_digest_is_found(folder: Path, seams: dict[str, Any]) -> None:
    edit(folder, "pack.json", '"statement": "Local accounts', '"statement": "No local accounts')
    reseal(folder)
    assert failed(verify(folder, **seams)) == {
        ("facts", "acme: digest"),
        ("facts", "acme: computed anew"),
        ("pages", "customers/acme/customer.html"),
    }


def test_a_page_changed_with_its_digest_is_found(folder: Path, seams: dict[str, Any]) -> None:
    edit(folder, "index.html", "rehearsed", "applied")
    reseal(folder)
    assert failed(verify(folder, **seams)) == {("pages", "index.html")}


def test_an_edited_landing_zone_file_renders_differently(
    folder: Path, seams: dict[str, Any]
) -> None:
    edit(folder, "customers/acme/landing-zone.yaml", "amount: 10", "amount: 99")
    reseal(folder)
    found = failed(verify(folder, **seams))
    assert ("rendering", "acme: landing-zone.yaml") in found
    assert ("rendering", "acme: repository") in found


def test_a_lock_that_names_another_module_is_found(folder: Path, seams: dict[str, Any]) -> None:
    lock = json.loads((folder / "customers/acme/landsmith.lock.json").read_text())
    lock["modules"]["kubernetes_cluster"] = "0" * 64
    (folder / "customers/acme/landsmith.lock.json").write_text(json.dumps(lock))
    reseal(folder)
    found = failed(verify(folder, **seams))
    assert ("rendering", "acme: modules") in found
    assert ("facts", "acme: computed anew") in found


def test_a_broken_landing_zone_file_fails_and_does_not_crash(
    folder: Path, seams: dict[str, Any]
) -> None:
    (folder / "customers/acme/landing-zone.yaml").write_text("blueprint: [")
    reseal(folder)
    report = verify(folder, **seams)
    assert any("can't be checked" in check.detail for check in report.failed)


def test_provenance_is_compared(folder: Path, seams: dict[str, Any]) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["provenance"]["built_at"] = "2020-01-01T00:00:00+00:00"
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert failed(verify(folder, **seams)) == {("origin", "provenance")}


def test_another_version_is_stated_and_not_held_against_the_pack(
    folder: Path, seams: dict[str, Any]
) -> None:
    report = verify(folder, **seams, installed="9.9.9")
    assert report.ok
    assert not report.complete
    skipped = [check for check in report.checks if check.outcome == "skipped"]
    assert ("origin", "generator version") in {(check.area, check.subject) for check in skipped}
    assert all("9.9.9 is installed" in check.detail for check in skipped)


def test_without_a_renderer_that_part_is_skipped(folder: Path) -> None:
    report = verify(folder)
    assert report.ok
    assert {check.subject for check in report.checks if check.outcome == "skipped"} == {
        "comparison",
        *(
            f"{code}: {what}"
            for code in ("acme", "zen")
            for what in ("repository", "computed anew")
        ),
    }


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"files": {}, "kind": "other"}'])
def test_what_is_no_pack_is_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(EvidenceError):
        verify(tmp_path)


def test_a_comparison_changed_with_its_digest_is_found(folder: Path, seams: dict[str, Any]) -> None:
    edit(folder, "pack.json", '"differ": true', '"differ": false')
    reseal(folder)
    assert failed(verify(folder, **seams)) == {("facts", "comparison"), ("pages", "index.html")}


def test_counts_of_findings_are_compared(folder: Path, seams: dict[str, Any]) -> None:
    edit(folder, "pack.json", '"checkov": {}', '"checkov": {"pass": 7}')
    reseal(folder)
    assert ("facts", "acme: findings") in failed(verify(folder, **seams))
