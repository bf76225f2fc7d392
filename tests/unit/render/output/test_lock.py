"""The lock is written one way and read back, or refused with its place and mend."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from landsmith.errors import RenderError
from landsmith.render.output.lock import LOCK_FILE, Lock, read

if TYPE_CHECKING:
    from pathlib import Path

LOCK = Lock(
    "0.1",
    "é",
    "d",
    {"spoke": "10.1.0.0/16", "hub": "10.0.0.0/16"},
    {"m": "0" * 64},
    {"a": "f" * 64},
)


def test_round_trip(tmp_path: Path) -> None:
    path = tmp_path / LOCK_FILE
    assert read(path) is None
    path.write_bytes(LOCK.to_json())
    assert read(path) == LOCK
    assert LOCK.to_json().startswith(b'{\n  "addresses": {\n    "hub": "10.0.0.0/16",\n')
    assert b'"blueprint": "\xc3\xa9"' in LOCK.to_json()
    assert LOCK.to_json().endswith(b"}\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{\n<<<<<<< HEAD\n", ":2:1: not a lock: "),
        ("[]", "a lock is a JSON object"),
        ("\ufeff{}", "BOM"),
        ("[" * 100_000, "not a lock"),
        ('{"files": {"a": "1", "a": "2"}}', "a key is there twice"),
    ],
)
def test_what_is_no_lock(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / LOCK_FILE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RenderError, match=message) as caught:
        read(path)
    assert str(caught.value).startswith(str(path))
    assert "mend: restore it from version control" in str(caught.value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"more": 1}, "more: not a lock: is unknown"),
        ({"blueprint": 1}, "blueprint: not a lock: must be a string"),
        ({"addresses": ["x"]}, "addresses: not a lock: must be an object of strings"),
        ({"addresses": {"hub": "10.0.0.1/16"}}, "addresses.hub: not a lock: must be an IPv4 range"),
        ({"modules": {"a": "x"}}, r"modules\.a: not a lock: must be a sha256"),
        ({"files": {"../a": "0" * 64}}, "'../a': '..' can't be"),
    ],
)
def test_the_wrong_shape(tmp_path: Path, change: dict[str, object], message: str) -> None:
    path = tmp_path / LOCK_FILE
    path.write_text(json.dumps(json.loads(LOCK.to_json()) | change), encoding="utf-8")
    with pytest.raises(RenderError, match=message):
        read(path)


def test_a_missing_field_and_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / LOCK_FILE
    path.write_bytes(b"{}")
    with pytest.raises(RenderError, match="addresses: not a lock: is missing"):
        read(path)
    path.write_bytes(b"\xff")
    with pytest.raises(RenderError, match="utf-8"):
        read(path)


@pytest.mark.parametrize("version", ["99.0.0", "0.1.1", "0.2", "1.0.0rc1"])
def test_a_lock_of_a_newer_version_is_told_as_that(version: str, tmp_path: Path) -> None:
    path = tmp_path / LOCK_FILE
    path.write_bytes(replace(LOCK, generator_version=version).to_json())
    with pytest.raises(RenderError, match=f"(?s)Landsmith {version} wrote this.*mend: install"):
        read(path)


@pytest.mark.parametrize("version", ["0.1.0", "0.0.9", "0.1"])
def test_a_lock_of_an_older_version_is_ours(version: str, tmp_path: Path) -> None:
    path = tmp_path / LOCK_FILE
    path.write_bytes(replace(LOCK, generator_version=version).to_json())
    assert read(path) == replace(LOCK, generator_version=version)
