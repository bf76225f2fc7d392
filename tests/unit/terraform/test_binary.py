from __future__ import annotations

import stat
from pathlib import Path

import pytest

from landsmith.errors import TerraformError
from landsmith.terraform.binary import Binary, Terraform, environment, find


def fake(folder: Path, text: str, name: str = "terraform") -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return path


def test_the_variable_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = fake(tmp_path, """echo '{"terraform_version": "1.12.0"}'""", "mine")
    monkeypatch.setenv("LANDSMITH_TERRAFORM", str(path))
    assert find() == Binary(str(path), "1.12.0")


def test_tofu_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = fake(tmp_path, """echo '{"terraform_version": "1.11.0"}'""", "tofu")
    monkeypatch.delenv("LANDSMITH_TERRAFORM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find().path == str(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("""echo '{"terraform_version": "1.9.8"}'""", "is version 1.9.8, too old"),
        ("echo nonsense", "doesn't run"),
    ],
)
def test_a_binary_that_will_not_do_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str
) -> None:
    monkeypatch.setenv("LANDSMITH_TERRAFORM", str(fake(tmp_path, text)))
    with pytest.raises(TerraformError, match=message):
        find()


def test_a_missing_binary_says_where_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LANDSMITH_TERRAFORM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TerraformError, match=r"developer\.hashicorp\.com/terraform/install"):
        find()


def test_the_environment_is_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TF_LOG", "trace")
    monkeypatch.setenv("ARM_CLIENT_SECRET", "hush")
    found = environment({"A": "b"})
    assert "TF_LOG" not in found
    assert "ARM_CLIENT_SECRET" not in found
    assert found["A"] == "b"


def test_command_lines_are_argument_lists(tmp_path: Path) -> None:
    terraform = Terraform(tmp_path, {}, binary=Binary("/bin/terraform", "1.11.4"))
    options = {"json": True, "no_color": True, "destroy": False, "lock": False, "out": "a b"}
    assert terraform.arguments("plan", options, "x y") == [
        "/bin/terraform",
        "plan",
        "-json",
        "-no-color",
        "-lock=false",
        "-out=a b",
        "x y",
    ]
