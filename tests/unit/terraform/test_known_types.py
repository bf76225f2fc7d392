from __future__ import annotations

from pathlib import Path

import pytest

from landsmith import content
from landsmith.errors import Place
from landsmith.terraform.known_types import UnknownTypesError, Use, check_types, uses


def write(folder: Path, text: str, name: str = "main.tf") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return folder


def test_blocks_are_found_with_their_places(tmp_path: Path) -> None:
    write(tmp_path, 'resource "a_b" "c" {\n}\n  data a_d e {}\n', "modules/x/main.tf")
    write(tmp_path, 'ephemeral "a_f" "g" {}\nmodule "resource" {}\n')
    write(tmp_path, 'resource "a_hidden" "x" {}\n', ".terraform/modules/y/main.tf")
    assert list(uses(tmp_path)) == [
        Use(Place("main.tf", 1, 1), "ephemeral", "a_f"),
        Use(Place("modules/x/main.tf", 1, 1), "resource", "a_b"),
        Use(Place("modules/x/main.tf", 3, 3), "data", "a_d"),
    ]


def test_comments_texts_and_heredocs_are_passed_over(tmp_path: Path) -> None:
    text = """
# resource "a_1" "x" {}
// resource "a_2" "x" {}
/* resource "a_3" "x" {}
resource "a_4" "x" {
} */
locals {
  path  = "/* not a comment"
  other = 1 # /* nor this
  text  = <<-EOT
resource "a_5" "x" {
/*
  EOT
  last = <<EOT
EOT
}
resource "a_6" "x" {}
"""
    assert [use.type for use in uses(write(tmp_path, text))] == ["a_6"]


def test_json_is_read_too(tmp_path: Path) -> None:
    text = '{\n "resource": {\n  "a_b": {"c": {}}},\n "data": [{"a_d": {"e": {}}}]\n}'
    write(tmp_path, text, "main.tf.json")
    write(tmp_path, "{", "broken.tf.json")
    write(tmp_path, "[]", "list.tf.json")
    assert [(use.place.line, use.kind, use.type) for use in uses(tmp_path)] == [
        (3, "resource", "a_b"),
        (4, "data", "a_d"),
    ]


def test_our_own_modules_are_known() -> None:
    modules = content.path("modules", "terraform")
    assert len(list(uses(modules))) > 20
    check_types(modules)


def test_terraforms_own_types_are_known(tmp_path: Path) -> None:
    text = 'resource "terraform_data" "x" {}\ndata "terraform_remote_state" "x" {}\n'
    check_types(write(tmp_path, text))


def test_each_use_is_a_problem_and_the_command_is_named_once(tmp_path: Path) -> None:
    text = 'resource "azurerm_resource_grup" "x" {}\ndata "random_x" "x" {}\n'
    with pytest.raises(UnknownTypesError) as caught:
        check_types(write(tmp_path, text))
    assert str(caught.value) == (
        "main.tf:1:1: resource azurerm_resource_grup: not in the emulator's facts:"
        " azurerm 5.2.0, shipped with Landsmith (did you mean azurerm_resource_group?)\n"
        "main.tf:2:1: data random_x: the emulator has no facts about the provider random\n"
        "    mend: run `terraform providers schema -json > schema.json` where the provider is"
        " installed, then `landsmith emulator facts --from schema.json"
        " --provider-version azurerm=<version> --provider-version random=<version>`"
    )


def test_ephemeral_resources_are_said_to_be_beyond_it(tmp_path: Path) -> None:
    text = 'ephemeral "azurerm_key_vault_secret" "x" {}\n'
    with pytest.raises(UnknownTypesError, match="ephemeral resources are not emulated"):
        check_types(write(tmp_path, text))
