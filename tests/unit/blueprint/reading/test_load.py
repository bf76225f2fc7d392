"""Loading valid files, and every mistake in the fields of a file."""

# ruff: noqa: E501 - a table is easier to read with one case on a line

from __future__ import annotations

from ipaddress import IPv4Network
from typing import Annotated, Literal

import pytest
from pydantic import Field, model_validator

from landsmith.blueprint.addresses import Cidr
from landsmith.blueprint.base import (
    FieldProblem,
    FieldProblems,
    IsoDate,
    Model,
    Slug,
    Text,
    Uuid,
)
from landsmith.blueprint.reading.load import Source, load_model, problem_at
from landsmith.errors import InputError, Place, Problem


class Pool(Model):
    name: Slug
    vm_size: Literal["Standard_D4s_v5", "Standard_D8s_v5"]
    count: int = Field(default=3, ge=1, le=10)


class Aks(Model):
    kubernetes_version: str = "1.31"
    private: bool = True
    pools: tuple[Pool, ...] = Field(default=(), min_length=1)


class Hub(Model):
    kind: Literal["hub"]
    cidr: Cidr
    spokes: tuple[Cidr, ...] = ()

    @model_validator(mode="after")
    def _apart(self) -> Hub:
        problems = [
            FieldProblem(("spokes", index), f"overlaps {self.cidr}", "choose another range")
            for index, spoke in enumerate(self.spokes)
            if spoke.overlaps(self.cidr)
        ]
        if problems:
            raise FieldProblems(problems)
        return self


class Vwan(Model):
    kind: Literal["vwan"]
    address: Cidr


class Zone(Model):
    name: Slug
    aks: Aks | None = None


class File(Model):
    region: Literal["norwayeast", "norwaywest", "westeurope"] = "westeurope"
    network: Annotated[Hub | Vwan, Field(discriminator="kind")] | None = None
    landing_zones: tuple[Zone, ...] = ()
    tags: dict[Slug, Text] = Field(default={})
    tenant: Uuid | None = None
    start: IsoDate | None = None
    size: int | Literal["auto"] = "auto"
    code: str | None = Field(default=None, max_length=3, description="Three letters.")
    either: Hub | Zone | None = None


def problems(
    text: str | bytes, defaults: Source | dict[str, object] | None = None
) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        load_model(text, File, defaults=defaults)
    return list(caught.value.problems)


def one(text: str) -> tuple[int, int, str, str, str]:
    (problem,) = problems(text)
    place = problem.place
    return (place.line, place.column, problem.field, problem.message, problem.mend)


def test_a_valid_file_becomes_a_frozen_model() -> None:
    loaded = load_model(
        "region: norwayeast\nnetwork: {kind: hub, cidr: 10.0.0.0/16}\nstart: 2026-05-01\n"
        "landing_zones:\n- name: shop\n  aks: {private: off, pools: [{name: sys, vm_size: Standard_D4s_v5}]}\n",
        File,
    )
    assert isinstance(loaded.network, Hub)
    assert loaded.network.cidr == IPv4Network("10.0.0.0/16")
    assert loaded.start is not None
    assert loaded.start.isoformat() == "2026-05-01"
    assert loaded.landing_zones[0].aks is not None
    assert loaded.landing_zones[0].aks.private is False
    assert loaded.landing_zones[0].aks.pools[0].count == 3


MISTAKES = {
    "unquoted no": (
        "region: no\n",
        (1, 9, "region", "expected norwayeast, norwaywest or westeurope, but YAML reads an unquoted no as false", "did you mean norwayeast?"),
    ),
    "misspelt choice": (
        "region: norwayeats\n",
        (1, 9, "region", "expected norwayeast, norwaywest or westeurope, not norwayeats", "did you mean norwayeast?"),
    ),
    "misspelt choice in a list": (
        "landing_zones:\n- name: shop\n  aks:\n    pools:\n    - {name: one, vm_size: Standard_D4s_v5}\n    - name: two\n      vm_size: standard_d8s\n",
        (7, 16, "landing_zones[0].aks.pools[1].vm_size", "expected Standard_D4s_v5 or Standard_D8s_v5, not standard_d8s", "did you mean Standard_D8s_v5?"),
    ),
    "misspelt key": (
        "regoin: westeurope\n",
        (1, 1, "regoin", "the key regoin is not known here", "did you mean region?"),
    ),
    "misspelt key that is required": (
        "landing_zones:\n- nam: shop\n",
        (2, 3, "landing_zones[0].nam", "the key nam is not known here", "did you mean name?"),
    ),
    "misspelt key below a union": (
        "network:\n  kind: hub\n  cidr: 10.0.0.0/16\n  spoke: []\n",
        (4, 3, "network.spoke", "the key spoke is not known here", "did you mean spokes?"),
    ),
    "unknown key": (
        "landing_zones:\n- name: shop\n  zzz: 1\n",
        (3, 3, "landing_zones[0].zzz", "the key zzz is not known here", "the keys here are name and aks"),
    ),
    "missing key": (
        "landing_zones:\n- name: shop\n- aks: {pools: [{name: sys, vm_size: Standard_D4s_v5}]}\n",
        (3, 3, "landing_zones[1].name", "is missing; expected text", "add `name: …` here"),
    ),
    "missing key points at the parent's key": (
        "\nnetwork:\n\n  kind: hub\n",
        (2, 1, "network.cidr", "is missing; expected an IPv4 range such as 10.0.0.0/16", "add `cidr: …` here"),
    ),
    "unknown variant": (
        "network:\n  kind: hubb\n  cidr: 10.0.0.0/16\n",
        (2, 9, "network.kind", "expected hub or vwan, not hubb", "did you mean hub?"),
    ),
    "missing variant": (
        "network:\n  cidr: 10.0.0.0/16\n",
        (1, 1, "network.kind", "is missing; expected hub or vwan", "add `kind: …` here"),
    ),
    "union of scalars": (
        "size: atuo\n",
        (1, 7, "size", "expected a whole number or auto, not atuo", "did you mean auto?"),
    ),
    "union of models": (
        "either:\n  name: Shop\n",
        (2, 9, "either.name", "expected 2 to 24 lower-case letters, digits and single hyphens, not Shop", "write shop"),
    ),
    "a version that reads as a number": (
        "landing_zones:\n- name: shop\n  aks: {kubernetes_version: 1.30, pools: [{name: sys, vm_size: Standard_D4s_v5}]}\n",
        (3, 29, "landing_zones[0].aks.kubernetes_version", "expected text, but YAML reads an unquoted 1.30 as the number 1.3", 'write "1.30" in quotes'),
    ),
    "a number in quotes": (
        'landing_zones:\n- name: shop\n  aks:\n    pools:\n    - {name: sys, vm_size: Standard_D4s_v5, count: "3"}\n',
        (5, 52, "landing_zones[0].aks.pools[0].count", "expected a whole number, not 3", "remove the quotes"),
    ),
    "out of range": (
        "landing_zones:\n- name: shop\n  aks:\n    pools:\n    - {name: sys, vm_size: Standard_D4s_v5, count: 11}\n",
        (5, 52, "landing_zones[0].aks.pools[0].count", "expected 10 or less, not the number 11", ""),
    ),
    "y for yes": (
        "landing_zones:\n- name: shop\n  aks: {private: tru, pools: [{name: sys, vm_size: Standard_D4s_v5}]}\n",
        (3, 18, "landing_zones[0].aks.private", "expected true or false, not tru", "did you mean true?"),
    ),
    "a scalar for a list": (
        "landing_zones: shop\n",
        (1, 16, "landing_zones", "expected a list, not shop", "start each entry on its own line with `- `"),
    ),
    "a list for a map": (
        "tags: [a]\n",
        (1, 1, "tags", "expected a map of keys and values, not a list of 1", ""),
    ),
    "a scalar for a model": (
        "landing_zones: [shop]\n",
        (1, 17, "landing_zones[0]", "expected a map with the keys name and aks, not shop", ""),
    ),
    "nothing for a list": (
        "landing_zones:\n",
        (1, 1, "landing_zones", "expected a list, but nothing is written here", "start each entry on its own line with `- `"),
    ),
    "an empty list": (
        "landing_zones:\n- name: shop\n  aks: {pools: []}\n",
        (3, 9, "landing_zones[0].aks.pools", "expected 1 or more entries, not an empty list", ""),
    ),
    "a refused entry of a list is not missing from it": (
        "landing_zones:\n- name: shop\n  aks: {pools: [1]}\n",
        (3, 17, "landing_zones[0].aks.pools[0]", "expected a map with the keys name, vm_size and count, not the number 1", ""),
    ),
    "text too long": (
        "code: abcd\n",
        (1, 7, "code", "expected text of at most 3 characters, and there are 4", "about code: Three letters."),
    ),
    "a bad key of a dict": (
        "tags:\n  Cost Center: x\n",
        (2, 3, 'tags["Cost Center"]', "expected 2 to 24 lower-case letters, digits and single hyphens, not Cost Center", "write cost-center"),
    ),
    "host bits": (
        "network: {kind: hub, cidr: 10.0.1.0/16}\n",
        (1, 28, "network.cidr", "10.0.1.0/16 is an address inside a range, not a range", "write 10.0.0.0/16"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MISTAKES.values(), ids=MISTAKES)
def test_one_mistake_is_one_problem(text: str, expected: tuple[object, ...]) -> None:
    assert one(text) == expected


def test_all_mistakes_come_at_once_in_the_order_of_the_file() -> None:
    text = (
        "region: no\ntags: {cost: 007}\nregion: x\nlanding_zones:\n- nam: shop\nstart: 2026-02-30\n"
    )
    assert [(p.place.line, p.field) for p in problems(text)] == [
        (2, "tags.cost"),
        (3, "region"),
        (5, "landing_zones[0].nam"),
        (6, "start"),
    ]


def test_a_model_validator_points_at_each_field_it_refuses() -> None:
    text = "network:\n  kind: hub\n  cidr: 10.0.0.0/16\n  spokes:\n  - 10.0.1.0/24\n  - 10.1.0.0/24\n  - 10.0.2.0/24\n"
    assert problems(text) == [
        Problem(Place("landing-zone.yaml", line, 5), f"network.spokes[{index}]", "overlaps 10.0.0.0/16", "choose another range")
        for line, index in ((5, 0), (7, 2))
    ]  # fmt: skip


def test_maps_merge_over_the_defaults_and_lists_replace() -> None:
    defaults = {
        "region": "norwayeast",
        "network": {"kind": "hub", "cidr": "10.0.0.0/16", "spokes": ["10.1.0.0/16"]},
        "tags": {"owner": "a", "cost": "b"},
    }
    loaded = load_model("network: {spokes: []}\ntags: {cost: c}\n", File, defaults=defaults)
    assert loaded.region == "norwayeast"
    assert loaded.tags == {"owner": "a", "cost": "c"}
    assert loaded.network == Hub(kind="hub", cidr=IPv4Network("10.0.0.0/16"), spokes=())
    assert defaults["tags"] == {"owner": "a", "cost": "b"}


def test_a_problem_of_the_defaults_points_at_the_blueprint() -> None:
    defaults = Source("blueprints/a.yaml", "tags:\n  owner: ''\nregion: mars\n")
    found = problems("tags: {cost: ''}\nregion: no\n", defaults)
    assert [(str(p.place), p.field) for p in found] == [
        ("blueprints/a.yaml:2:10", "tags.owner"),
        ("landing-zone.yaml:1:14", "tags.cost"),
        ("landing-zone.yaml:2:9", "region"),
    ]


def test_a_list_of_the_file_owns_what_is_missing_in_it() -> None:
    defaults = Source("blueprints/a.yaml", "landing_zones:\n- name: shop\n")
    (found,) = problems("landing_zones:\n- {}\n", defaults)
    assert str(found.place) == "landing-zone.yaml:2:3"


def test_defaults_without_a_source_are_named() -> None:
    (found,) = problems("{}", {"region": "mars"})
    assert str(found.place) == "blueprint defaults"


def test_a_later_stage_points_at_a_field() -> None:
    source = Source("lz.yaml", "a:\n  b:\n  - c: 1\n    d: {}\n")
    found = problem_at(source, ("a", "b", 0, "c"), "overlaps", "move it")
    assert found == Problem(Place("lz.yaml", 3, 8), "a.b[0].c", "overlaps", "move it")
    assert source.place(("a", "b", 0, "zz")) == Place("lz.yaml", 3, 5)
    assert source.place(("a", "b", 0, "d", "e")) == Place("lz.yaml", 4, 5)
    assert source.place(("a", "b", 0, "c"), on_key=True) == Place("lz.yaml", 3, 5)
    assert source.place(("nothing",)) == Place("lz.yaml", 1, 1)


def test_many_problems_are_cut_with_a_count() -> None:
    text = "".join(f"zz{n}: 1\n" for n in range(300))
    found = problems(text)
    assert len(found) == 201
    assert found[-1].message == "at least 100 more problems are not listed"


def test_python_callers_may_pass_lists_and_get_tuples() -> None:
    assert Zone.model_validate(
        {"name": "shop", "aks": {"pools": ({"name": "sys", "vm_size": "Standard_D4s_v5"},)}}
    )
    assert (
        Aks.model_validate({"pools": [Pool(name="sys", vm_size="Standard_D4s_v5")]}).pools[0].name
        == "sys"
    )
