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
        ("""echo '{"terraform_version": "1.11.0-rc1"}'""", "is version 1.11.0-rc1, too old"),
        ("echo nonsense", "doesn't run"),
        ("echo '[]'", "doesn't run"),
        ("echo 7", "doesn't run"),
        ("echo null", "doesn't run"),
        ("printf '\\377'", "doesn't run"),
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


def talking(folder: Path, said: str) -> Terraform:
    """Return a terraform that says one thing, whatever it is asked, and calls that a success."""
    return Terraform(folder, binary=Binary(str(fake(folder, f"echo '{said}'")), "1.12.0"))


@pytest.mark.parametrize("said", ["", "nonsense", "[1]", "7", "null", "{}", '{"a": 1}'])
def test_an_answer_that_is_no_plan_is_never_an_empty_one(tmp_path: Path, said: str) -> None:
    with pytest.raises(TerraformError, match=r"terraform show .* is no plan .* run it again"):
        talking(tmp_path, said).show(tmp_path / "tfplan")


@pytest.mark.parametrize("said", ["", "nonsense", "[1]", "{}"])
def test_an_answer_that_is_no_verdict_is_never_a_good_one(tmp_path: Path, said: str) -> None:
    with pytest.raises(TerraformError, match=r"terraform validate .* is no verdict"):
        talking(tmp_path, said).validate()
