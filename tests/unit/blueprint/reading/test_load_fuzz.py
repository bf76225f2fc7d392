"""Whatever stands in a file, loading it returns a model or raises InputError."""

# ruff: noqa: E501 - a table is easier to read with one case on a line

from __future__ import annotations

import json
from contextlib import suppress
from typing import Annotated, Literal

from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from landsmith.blueprint.addresses import Cidr
from landsmith.blueprint.base import IsoDate, Model, Slug, Text, Uuid
from landsmith.blueprint.reading.load import load_model
from landsmith.errors import InputError, Problem


class Pool(Model):
    name: Slug
    vm_size: Literal["Standard_D4s_v5", "Standard_D8s_v5"]
    count: int = Field(default=3, ge=1, le=10)


class Aks(Model):
    pools: tuple[Pool, ...] = Field(default=(), min_length=1)


class Hub(Model):
    kind: Literal["hub"]
    cidr: Cidr
    spokes: tuple[Cidr, ...] = ()


class Vwan(Model):
    kind: Literal["vwan"]
    start: IsoDate


class Zone(Model):
    name: Slug
    aks: Aks | None = None


class File(Model):
    region: Literal["norwayeast", "westeurope"] = "westeurope"
    network: Annotated[Hub | Vwan, Field(discriminator="kind")] | None = None
    landing_zones: tuple[Zone, ...] = ()
    tags: dict[Slug, Text] = Field(default={})
    tenant: Uuid | None = None
    start: IsoDate | None = None
    size: int | Literal["auto"] = "auto"
    either: Hub | Zone | None = None


KEYS = ["region", "network", "landing_zones", "tags", "tenant", "start", "size", "kind", "either",
        "cidr", "spokes", "name", "aks", "pools", "vm_size", "count", "regoin", "<<", "on", "?"]  # fmt: skip
WORDS = ["no", "010", "22:30", "1.30", "2026-05-01", "~", "", "hub", "vwan", "10.0.0.0/16", ".inf",
         "0x_", "0b_", "-", "[", "{", "}", "*a", "&a x", "!!int x", "!!set {a}", "|", ">", "'", '"',
         "\t", "@", "%", "\x00", "\ud800", "\u2028", "é", "1_0", "=", "${x}", "10.0.0.0/99", "[]"]  # fmt: skip

word = st.one_of(st.sampled_from(WORDS), st.text(max_size=8))
line = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["", "  ", "    ", "- ", "  - ", "\t"]),
    st.one_of(st.sampled_from(KEYS), word),
    st.sampled_from([": ", ":", " ", ""]),
    word,
    st.sampled_from(["\n", "\r\n", ""]),
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | word,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
)


def problems(text: str) -> tuple[Problem, ...]:
    try:
        load_model(text, File)
    except InputError as error:
        return error.problems
    return ()


def load(origin: str | bytes) -> None:
    with suppress(InputError):
        load_model(origin, File)


@given(st.binary(max_size=200))
def test_random_bytes(data: bytes) -> None:
    load(data)


@given(st.text(max_size=200))
def test_random_text(text: str) -> None:
    load(text)


@given(st.lists(line, max_size=12).map("".join))
def test_random_lines_of_yaml(text: str) -> None:
    load(text)


@given(st.dictionaries(st.sampled_from(KEYS), values, max_size=6))
def test_random_values(mapping: dict[str, object]) -> None:
    load(json.dumps(mapping))


@given(st.dictionaries(st.sampled_from(KEYS), values, max_size=6))
def test_every_problem_has_a_place_and_a_message_on_one_line(mapping: dict[str, object]) -> None:
    for problem in problems(json.dumps(mapping)):
        assert problem.place.line
        assert problem.place.column
        assert problem.message
        assert "\n" not in str(problem).split("\n    mend: ")[0]
        assert "Input should" not in problem.message
