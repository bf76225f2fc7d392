"""What the encoder writes, Terraform reads back exactly, and ``terraform fmt`` leaves alone.

Hypothesis draws the values; one run of Terraform judges them all.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from landsmith.calls.model import Local
from landsmith.errors import RenderError
from landsmith.render.terraform import hcl

if TYPE_CHECKING:
    from pathlib import Path

    from landsmith.calls.model import Value

MARKS = [chr(c) for c in range(0x300, 0x370)] + ["\u09be", "\u1161", "\u11a8", "\u20dd"]
TRICKY = '$%{}"\\~nuU0 \n\r\t\0\x7f\u0085\u2028\ufeff\u00ad\U0001f600\uffff<>&#/*'

characters = st.characters(exclude_categories=["Cs"])
texts = st.one_of(
    st.text(characters, max_size=20),
    st.text(st.sampled_from(TRICKY), max_size=12),
    st.text(st.sampled_from(["e", "q", "\u0915", "\u1100", *MARKS]), max_size=50),
    st.text(st.sampled_from("abc-_09"), max_size=40),
)
numbers = st.one_of(
    st.integers(),
    st.integers(min_value=-(2**512) + 1, max_value=2**512 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
)
scalars = st.one_of(st.none(), st.booleans(), numbers, texts)
JOINERS = "\u0e01\u0e33\u1100\u1161\u11a8\uff76\uff9e\u65e5\u00e9\u20ac"
keys = st.one_of(
    texts,
    st.text(st.sampled_from(JOINERS), max_size=8),
    st.sampled_from(["null", "true", "for", "if", "in", "a-", "_", "local"]),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=12,
)


def drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """Return the drawn values that the encoder takes; the others it has to have refused."""
    found: list[Any] = []

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(value: Value) -> None:
        try:
            hcl.encode(value)
        except RenderError:
            return
        found.append(value)

    collect()
    return found


def terraform(folder: Path, *arguments: str) -> str:
    """Run Terraform in ``folder``; the test fails with what it says."""
    env = os.environ | {"TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"}
    command = ["terraform", f"-chdir={folder}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, f"{done.stdout[:3000]}\n{done.stderr[:3000]}"
    return done.stdout


def read_back(folder: Path, sent: list[Any]) -> list[Any]:
    """Return what Terraform makes of ``sent``, each the value of one local."""
    names = [f"v{i}" for i in range(len(sent))]
    body = hcl.attributes(dict(zip(names, sent, strict=True)), 2)
    outputs = hcl.attributes({"value": [Local(name) for name in names]}, 2)
    text = f'locals {{\n{body}\n}}\n\noutput "all" {{\n{outputs}\n}}\n'
    (folder / "main.tf").write_bytes(text.encode())
    terraform(folder, "apply", "-auto-approve", "-no-color")
    state = json.loads((folder / "terraform.tfstate").read_bytes())
    received: list[Any] = state["outputs"]["all"]["value"]
    return received


def assert_round_trip(folder: Path, sent: list[Any]) -> None:
    received = read_back(folder, sent)
    for before, after in zip(sent, received, strict=True):
        assert same(before, after), f"{before!a} was read as {after!a}: {hcl.encode(before)}"


def same(before: object, after: object) -> bool:
    """Compare strictly: ``True`` is no number, and a number is the same double or integer."""
    if isinstance(before, dict):
        return (
            isinstance(after, dict)
            and before.keys() == after.keys()
            and all(same(before[key], after[key]) for key in before)
        )
    if isinstance(before, list):
        return (
            isinstance(after, list) and len(before) == len(after) and all(map(same, before, after))
        )
    if isinstance(before, float):
        return type(after) in (int, float) and float(str(after)) == before
    return type(before) is type(after) and bool(before == after)


def test_values_round_trip(tmp_path: Path) -> None:
    sent = drawn(values, 400)
    assert len(sent) > 200
    assert_round_trip(tmp_path, sent)


def test_strings_round_trip(tmp_path: Path) -> None:
    sent = drawn(texts, 1500)
    assert len(sent) > 600
    assert_round_trip(tmp_path, sent)


def test_every_short_run_of_template_characters_round_trips(tmp_path: Path) -> None:
    short = [itertools.product('$%{"\\', repeat=length) for length in range(6)]
    long = [itertools.product("$%{", repeat=length) for length in (6, 7)]
    runs = itertools.chain.from_iterable(short + long)
    assert_round_trip(tmp_path, ["".join(run) for run in runs])


def test_every_code_point_round_trips_or_is_refused(tmp_path: Path) -> None:
    everything = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000]
    kept = [c for c in everything if unicodedata.is_normalized("NFC", c)]
    assert_round_trip(tmp_path, ["~".join(kept[i : i + 4096]) for i in range(0, len(kept), 4096)])
    for char in set(everything) - set(kept):
        with pytest.raises(RenderError, match="normal form C"):
            hcl.encode(char)


def test_nothing_is_left_for_fmt(tmp_path: Path) -> None:
    maps = drawn(st.dictionaries(keys, values, max_size=6), 300)
    lists = drawn(st.lists(values, max_size=6), 100)
    bodies = [{f"n{'x' * (i * 7 % 11)}{i}": v for i, v in enumerate(lists[:50])}]
    blocks = [hcl.attributes({"a": value, "long_name": 1}, 2) for value in [*maps, *lists]]
    blocks += [hcl.attributes(body, 2) for body in bodies]
    text = "\n\n".join(f"locals {{\n{block}\n}}" for block in blocks) + "\n"
    (tmp_path / "main.tf").write_bytes(text.encode())
    terraform(tmp_path, "fmt", "-check", "-diff", "-no-color")


@pytest.mark.parametrize("run", ["q" + mark * 31 for mark in ("\u0316", "\u09be", "\u1161")])
def test_what_terraform_would_break_up_is_refused(run: str) -> None:
    assert unicodedata.is_normalized("NFC", run)
    with pytest.raises(RenderError, match=r"^tags\.owner: more than 30"):
        hcl.encode({"owner": run}, at="tags")
