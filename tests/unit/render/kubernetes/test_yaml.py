"""Text stands plain only where every YAML parser takes it for text."""

from __future__ import annotations

import pytest
import yaml as pyyaml

from landsmith.compose.kubernetes.model import Substitution
from landsmith.errors import RenderError
from landsmith.render.kubernetes import yaml


@pytest.mark.parametrize("word", ["api", "Deployment", "apps/v1", "app.kubernetes.io/name"])
def test_plain_words_stand_plain(word: str) -> None:
    assert yaml.encode([{"a": word}]) == f"a: {word}\n".encode()


@pytest.mark.parametrize(
    "text",
    ["no", "On", "y", "NULL", "~", "1e3", "0o7", "012", "1_000", "250m", ".inf", "=", "<<", ""],
)
def test_what_some_parser_takes_for_another_type_is_quoted(text: str) -> None:
    assert yaml.encode([{"a": text}]) == f'a: "{text}"\n'.encode()


@pytest.mark.parametrize(
    "text", ["a: b", "# c", "- d", "${e}", "é\nf", "\u2028", "\x85", "😀", "'\"\\"]
)
def test_text_comes_back_as_it_was(text: str) -> None:
    written = yaml.encode([{text: text, "list": [text]}])
    assert pyyaml.safe_load(written) == {text: text, "list": [text]}


def test_numbers_booleans_and_nothing_keep_their_types() -> None:
    document = {"a": 1, "b": True, "c": None, "d": (1, 2), "e": {}}
    assert pyyaml.safe_load(yaml.encode([document])) == {**document, "d": [1, 2]}


def test_documents_are_a_stream_in_their_order() -> None:
    assert yaml.encode([{"b": 1, "a": 2}, {"c": 3}]) == b"b: 1\na: 2\n---\nc: 3\n"


def test_the_same_value_twice_is_written_twice() -> None:
    shared = {"x": "z"}
    assert yaml.encode([{"a": shared, "b": shared}]) == b"a:\n  x: z\nb:\n  x: z\n"


def test_a_long_line_is_not_folded() -> None:
    assert len(yaml.encode([{"a": "word " * 100}]).splitlines()) == 1


def test_a_substitution_is_a_flux_variable() -> None:
    assert yaml.encode([{"a": Substitution("client_id")}]) == b'a: "${client_id}"\n'


@pytest.mark.parametrize("name", ["", "a-b", "1a", "a}b", "A"])
def test_a_substitution_that_flux_has_no_name_for_is_refused(name: str) -> None:
    with pytest.raises(RenderError, match="Flux variable"):
        yaml.encode([{"a": Substitution(name)}])


def test_what_is_no_plain_value_is_refused() -> None:
    with pytest.raises(RenderError, match="can't be written as YAML"):
        yaml.encode([{"a": object()}])  # type: ignore[dict-item]
