"""Commands that a repository would run here are found, however they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from landsmith import content
from landsmith.terraform.local_commands import LocalCommandsError, check_local_commands

COMMANDS = {
    "plain": 'resource "a" "b" {\n  provisioner "local-exec" {\n    command = "x"\n  }\n}\n',
    "one line": 'resource "terraform_data" "b" { provisioner "local-exec" { command = "x" } }',
    "unquoted": "resource a b {\n  provisioner local-exec {}\n}\n",
    "remark between": 'resource "a" "b" {\n  provisioner /* = */ "remote-exec" {}\n}\n',
    "behind a remark": 'resource "a" "b" {\n  /*\n# */ provisioner "file" {}\n}\n',
    "escaped label": 'resource "a" "b" {\n  provisioner "local\\u002dexec" {}\n}\n',
    "key of a state": 'terraform { encryption { key_provider "external" "x" {} } }',
    "method": 'terraform {\n encryption {\n  method "external" "x" {\n  }\n }\n}\n',
}


@pytest.mark.parametrize("text", COMMANDS.values(), ids=COMMANDS)
def test_a_command_is_refused_with_its_place_and_the_flag(tmp_path: Path, text: str) -> None:
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    with pytest.raises(LocalCommandsError, match=r"main\.tf:\d.*\n.*--allow-local-commands"):
        check_local_commands(tmp_path)


def test_json_is_read_with_its_escapes(tmp_path: Path) -> None:
    text = '{"resource": {"a": {"b": [{"provi\\u0073ioner": {"local-exec": {}}}]}}}'
    (tmp_path / "main.tf.json").write_text(text, encoding="utf-8")
    with pytest.raises(LocalCommandsError, match=r"main\.tf\.json: provisioner"):
        check_local_commands(tmp_path)


def test_fetched_modules_and_links_are_looked_into(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    (outside / "main.tf").write_text(COMMANDS["plain"], encoding="utf-8")
    (outside / "round").symlink_to(outside)
    (root / ".terraform" / "modules").mkdir(parents=True)
    (root / ".terraform" / "modules" / "x").symlink_to(outside)
    with pytest.raises(LocalCommandsError, match=r"\.terraform/modules/x/main\.tf:2"):
        check_local_commands(root)


def test_what_only_has_the_name_is_let_through(tmp_path: Path) -> None:
    text = 'x = {\n  provisioner = "disk.csi.azure.com"\n  method = "GET"\n}\ny = x.provisioner\n'
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    check_local_commands(content.path("modules", "terraform"))
    with pytest.raises(LocalCommandsError):  # the last line reads like a block's name
        check_local_commands(tmp_path)
    (tmp_path / "main.tf").write_text(text.replace("y = x.provisioner\n", ""), encoding="utf-8")
    check_local_commands(tmp_path)
