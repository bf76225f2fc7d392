"""A repository is read as it would be deployed; what can't be read is told, each with its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from landsmith.api.on_disk import on_disk
from landsmith.errors import InputError

ROOT = "roots/20-management"


def write(folder: Path, *names: str, data: bytes = b"\n") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def problems(folder: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        on_disk(folder)
    assert all(problem.mend for problem in caught.value.problems)
    return [str(problem) for problem in caught.value.problems]


def test_everything_that_could_be_deployed_is_read(tmp_path: Path) -> None:
    names = {
        *(f"{ROOT}/{name}" for name in ("main.tf", "a.tf.json", "backend_override.tf", "o.tfvars")),
        *(f"modules/x/{name}" for name in ("main.tf", "policy.json", "deep/script.sh")),
        *(f"cluster/shop/{name}" for name in ("a.yaml", "b.yml", "c.json", "Kustomization", "d")),
    }
    write(tmp_path, *names)
    assert on_disk(tmp_path).keys() == names


def test_what_terraform_keeps_and_what_lies_elsewhere_is_left_out(tmp_path: Path) -> None:
    kept = ("plan.tfplan", "plan.tfplan.gate.json", "terraform.tfstate", "terraform.tfstate.backup")
    write(tmp_path, *(f"{ROOT}/{name}" for name in kept), f"{ROOT}/.terraform/x/main.tf")
    write(tmp_path, "docs/x.tf", f"{ROOT}/my notes.txt")
    (tmp_path / ROOT / "folder.tf").mkdir()
    assert on_disk(tmp_path) == {}


def test_what_cannot_be_read_is_told_all_at_once(tmp_path: Path) -> None:
    write(tmp_path, f"{ROOT}/a.tf", data=b"\xff")
    (tmp_path / ROOT / "b.tf").symlink_to("nowhere")
    os.mkfifo(tmp_path / ROOT / "c.tf")
    write(tmp_path, f"{ROOT}/d e.tf", "modules/x/f.tofu")
    told = problems(tmp_path)
    for name, said in zip(
        ("a.tf", "b.tf", "c.tf", "d e.tf", "f.tofu"),
        ("not UTF-8", "No such file", "a pipe", "is not a relative path", "OpenTofu alone"),
        strict=True,
    ):
        assert any(name in line and said in line for line in told), (name, told)
