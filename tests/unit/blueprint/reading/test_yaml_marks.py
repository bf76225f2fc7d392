"""Files that can't be read, and YAML that would be read otherwise than it was meant."""

# ruff: noqa: E501 - a table is easier to read with one case on a line

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from landsmith.blueprint.base import Model
from landsmith.blueprint.reading.load import MAX_BYTES, Source, load_model
from landsmith.blueprint.reading.yaml_marks import read_scalar
from landsmith.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


class Anything(Model):
    a: Any = None
    b: Any = None
    on: Any = None


class Lists(Model):
    a: tuple[int, ...]


class Words(Model):
    a: str = ""
    b: str = ""


def said(origin: str | bytes | Path, model: type[Model] = Anything) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_model(origin, model)
    return [
        f"{p.place.line}:{p.place.column} {p.field}: {p.message} -> {p.mend}"
        for p in caught.value.problems
    ]


REFUSED = {
    "empty": ("", "1:1 : the file is empty -> write one with landsmith init"),
    "only a comment": ("# x\n", "1:1 : the file is empty -> write one with landsmith init"),
    "only a mark": ("---\n", "1:1 : the file is empty -> write one with landsmith init"),
    "a list": ("- a\n", "1:1 : expected keys and values at the top of the file, not a list -> start with a line such as `key: value`"),
    "a word": ("hello\n", "1:1 : expected keys and values at the top of the file, not a single value -> start with a line such as `key: value`"),
    "two documents": ("a: 1\n---\nb: 2\n", "2:1 : a second document starts here, and a file holds one -> remove the line `---`, or make two files"),
    "tab": ("a:\n\tb: 1\n", "2:1 : a tab stands in the indentation -> indent with spaces only"),
    "tab after spaces": ("a:\n  b: 1\n  \tc: 2\n", "3:3 : a tab stands in the indentation -> indent with spaces only"),
    "duplicate key": ("a: 1\nb: 2\na: 3\n", "3:1 a: this key is already on line 1 -> keep one of the two"),
    "duplicate key in a list": ("a:\n- x: 1\n  x: 2\n", "3:3 a[0].x: this key is already on line 2 -> keep one of the two"),
    "anchor": ("a: &x 1\n", "1:4 a: anchors (&x) are not read -> remove it, and write the value out where it is used"),
    "alias": ("a: *x\n", "1:4 a: aliases (*x) are not read -> write the value out here"),
    "merge key": ("a:\n  <<: {b: 1}\n", "2:3 a: merge keys (<<) are not read -> write the keys out"),
    "tag": ("a: !!str 1\n", "1:4 a: tags (such as !!str) are not read -> remove the tag; put text in quotes"),
    "python tag": ("a: !!python/object:os.system x\n", "1:4 a: tags (such as !!str) are not read -> remove the tag; put text in quotes"),
    "octal": ("a: 010\n", '1:4 a: YAML reads an unquoted 010 as an octal number, 8 -> write "010" in quotes if it is text, or 10 if it is a number'),
    "time": ("a: 22:30\n", '1:4 a: YAML reads an unquoted 22:30 as a number in base 60, 1350 -> write "22:30" in quotes if it is text'),
    "template": ("a: {{ x }}\n", "1:5 a: a key must be text, not a map, list or alias -> put a value that starts with { or [ in quotes"),
    "complex key": ("? [a]\n: b\n", "1:3 : a key must be text, not a map, list or alias -> put a value that starts with { or [ in quotes"),
    "NUL": ("a: x\0\n", "1:5 : the character U+0000 may not stand in a YAML file -> remove it"),
    "lone surrogate": ("a: 1\nb: \ud800\n", None),
    "second colon": ("a: b: c\n", "1:5 : a second `: ` on one line, or a line that is indented too far -> put the whole value in quotes"),
    "open quote": ("a: 'x\nb: 1\n", "1:4 : a quote is opened here and never closed -> close it"),
    "open list": ("a: [1, 2\nb: 1\n", "1:4 : a [ is opened here and not closed -> close it with ]"),
    "at sign": ("a: @x\n", "1:4 : a value can't start with this character -> put the whole value in quotes"),
    "backslash": ('a: "C:\\path"\n', "1:7 : a backslash in double quotes starts an escape -> use single quotes"),
    "no colon": ("a: 1\nb\nc: 2\n", "2:1 : this line is not `key: value` -> add the colon after the key"),
    "misaligned": ("a: 1\n b: 2\n", "2:3 : a second `: ` on one line, or a line that is indented too far -> put the whole value in quotes"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_names_its_place_and_mend(text: str, expected: str | None) -> None:
    (found,) = said(text)
    assert expected is None or found == expected


READ_AS = {"no": "false", "Yes": "true", "off": "false", "on": "true", "1.30": "the number 1.3",
           "1_000": "the number 1000", "0x1F": "the number 31", "~": "nothing", "+1": "the number 1"}  # fmt: skip


@pytest.mark.parametrize(("raw", "read"), READ_AS.items())
def test_text_that_yaml_reads_as_something_else_is_explained(raw: str, read: str) -> None:
    (found,) = said(f"a: {raw}\n", Words)
    assert found == (
        f'1:4 a: expected text, but YAML reads an unquoted {raw} as {read} -> write "{raw}" in quotes'
    )
    assert load_model(f'a: "{raw}"\n', Words).a == raw


def test_reading_problems_come_with_the_problems_of_the_fields() -> None:
    assert [line.split(" ")[0] for line in said("a: 010\na: 1\nb: no\nc: &x 1\n", Words)] == [
        "1:4", "2:1", "3:4", "4:1", "4:4",
    ]  # fmt: skip


def test_a_refused_value_is_not_judged_again() -> None:
    assert len(said("a: *x\n", Words)) == 1


def test_keys_are_always_text() -> None:
    assert load_model("on: 1\n", Anything).on == 1


def test_dates_stay_text() -> None:
    loaded = load_model("a: 2026-05-01\nb: 2026-05-01T10:00:00Z\n", Words)
    assert (loaded.a, loaded.b) == ("2026-05-01", "2026-05-01T10:00:00Z")


def test_values_are_read_as_the_c_loader_reads_them() -> None:
    words = [
        "1",
        "-1",
        "0",
        "1.5",
        "-.5",
        ".inf",
        "1e3",
        "1.0e+3",
        "0b11",
        "true",
        "NO",
        "null",
        "",
        "09",
        "0o7",
        "x",
        "=",
        "1:99",
    ]
    for word in words:
        if word != "=":
            expected = yaml.load(f"a: {word}", yaml.CSafeLoader)["a"]
            assert not isinstance(expected, datetime.date)
            assert read_scalar(word) == (expected, "")


def test_a_number_with_thousands_of_digits_stays_text() -> None:
    for word in ("9" * 5000, "0x" + "f" * 5000, "0" * 5000 + "7", "9" * 400 + ":30"):
        assert load_model(f"a: {word}\n", Words).a == word


def test_a_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    data = b"\xef\xbb\xbfa: 1\r\nb: 2\r\n"
    assert load_model(data, Anything).b == 2
    assert Source.from_bytes(data).place(("b",)).line == 2


def test_bytes_that_are_not_utf8_name_line_column_and_offset() -> None:
    (found,) = said(b"a: 1\nb: \xc3\xb8 \xff\n")
    assert found == "2:6 : the file is not UTF-8: byte 0xFF at offset 11 -> save the file as UTF-8"
    assert said("a: 1".encode("utf-16"))[0].startswith(
        "1:1 : the file is not UTF-8: byte 0xFF at offset 0"
    )


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"a: 1\n" * 2_000_000)
    (found,) = said(path)
    assert "larger than 1 MiB, the limit" in found
    assert "larger than 1 MiB" in said("#" * (MAX_BYTES + 1))[0]


def test_files_that_are_not_there_or_not_files(tmp_path: Path) -> None:
    assert "there is no such file" in said(tmp_path / "none.yaml")[0]
    assert "this is a directory" in said(tmp_path)[0]
    assert "can't be read" in said(tmp_path / "a\0b")[0]
    (tmp_path / "file").write_text("a: 1")
    assert "can't be read" in said(tmp_path / "file" / "below")[0]


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "a: " + "{a: " * 50_000, "\n".join(" " * n + "a:" for n in range(700))]
)
def test_deep_nesting_is_refused(text: str) -> None:
    (found,) = said(text)
    assert "more than 32 levels lie in one another" in found


def test_an_alias_bomb_is_refused() -> None:
    lines = ["a: &a0 [x]"] + [
        f"b{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)
    ]
    assert len(said("\n".join(lines))) == 201


@pytest.mark.parametrize("entry", ["x,", "010,", "*a,", "{b: 1},", "[],"])
def test_a_file_full_of_mistakes_names_the_first_ones(entry: str) -> None:
    found = said("a: [" + entry * 100_000 + "]", Lists)
    assert len(found) == 201
    assert "more problems are not listed" in found[-1]


def test_a_source_is_parsed_once_and_gives_plain_values() -> None:
    source = Source("x.yaml", "a: {b: [1, yes]}\n")
    assert source.mapping() == {"a": {"b": [1, True]}}
    assert source.tree is source.tree
    with pytest.raises(InputError, match=r"x\.yaml:1:4: a: anchors"):
        Source("x.yaml", "a: &x 1\n").mapping()
