"""vCPU quotas beside a landing-zone file: the command line judges clusters by them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from command_line import landsmith
from strategies import small, text, uuid

pytestmark = pytest.mark.skipif(
    not (shutil.which("terraform") or shutil.which("tofu")), reason="needs terraform or tofu"
)

FAMILY = "standardDDSv5Family"


def beside(folder: Path, limit: int) -> Path:
    """Write the small file and a quota beside it; return the file."""
    source = folder / "landing-zone.yaml"
    source.write_text(text(small()), encoding="utf-8")
    place = {"subscription": uuid(4), "region": "westeurope"}
    quotas = [{**place, "name": name, "limit": limit} for name in (FAMILY, "cores")]
    (folder / "quotas.yaml").write_text(text({"quotas": quotas}), encoding="utf-8")
    return source


def test_clusters_that_outgrow_their_quota_are_a_finding_that_names_it(tmp_path: Path) -> None:
    done = landsmith("validate", beside(tmp_path, 10))
    assert done.returncode == 2
    told = " ".join(done.stdout.split())
    assert "workload-vcpu-quota" in told
    assert f"{uuid(4)}/westeurope/{FAMILY}" in told.replace(" ", "")
    assert "of 10 free vCPUs" in told


def test_a_quota_file_that_is_not_valid_stops_before_anything_is_planned(tmp_path: Path) -> None:
    source = beside(tmp_path, 10)
    (tmp_path / "quotas.yaml").write_text("quotas: []\n", encoding="utf-8")
    done = landsmith("validate", source)
    assert done.returncode == 1
    assert "quotas.yaml:1:1: quotas: expected 1 or more entries" in done.stderr
