from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from landsmith.emulator import Cloud, refusals
from landsmith.emulator.facts import TypeFacts
from landsmith.emulator.provider.ids import Account
from landsmith.emulator.refusals import RULES, refusal
from landsmith.emulator.refusals.change import Change, Rule, references_in
from landsmith.emulator.refusals.scope import kind_of, known_kinds, parent_of

MODULES = [module for module in vars(refusals).values() if inspect.ismodule(module)]
GROUP = "/subscriptions/s/resourceGroups/rg"
SUBNET = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/v/subnets/n"


def judges(value: object) -> bool:
    names = [*inspect.signature(value).parameters] if inspect.isfunction(value) else []
    return [name.lstrip("_") for name in names] == ["cloud", "change"]


def test_every_rule_is_registered_once() -> None:
    written = {
        value
        for module in MODULES
        for name, value in vars(module).items()
        if judges(value) and not name.startswith("_") and value.__module__ == module.__name__
    }
    assert written - {refusal} == set(RULES)
    assert len(RULES) == len(set(RULES))
    assert all(rule.__doc__ and rule.__doc__.startswith("Refuse") for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("deletes", [True, False])
def test_a_rule_has_nothing_against_what_it_is_not_about(
    rule: Rule, tmp_path: Path, *, deletes: bool
) -> None:
    value = {"id": "x", "name": "x"}
    before, after = (value, None) if deletes else (None, value)
    change = Change("x", "x_thing", "x", before, after, Account("s", "t", "c", "o"), TypeFacts())
    with Cloud(tmp_path / "cloud.db") as cloud:
        assert rule(cloud, change) is None


@pytest.mark.parametrize(
    ("id_", "kind", "parent"),
    [
        (GROUP, "", "/subscriptions/s"),
        ("/subscriptions/s", "", ""),
        (SUBNET, "microsoft.network/virtualnetworks/subnets", SUBNET.removesuffix("/subnets/n")),
        (
            f"{SUBNET}/providers/Microsoft.Authorization/locks/l",
            "microsoft.authorization/locks",
            SUBNET,
        ),
        (f"{SUBNET}|diag", "", SUBNET),
        (
            "/providers/Microsoft.Management/managementGroups/mg",
            "microsoft.management/managementgroups",
            "",
        ),
        ("https://kv.vault.azure.net/keys/k/1", "", ""),
    ],
)
def test_ids_are_taken_apart(id_: str, kind: str, parent: str) -> None:
    assert (kind_of(id_), parent_of(id_)) == (kind, parent)


def test_the_kinds_that_rules_name_exist() -> None:
    named = {*refusals.deletions.IN_USE, *refusals.deletions.NESTED}
    assert named - known_kinds() <= {"microsoft.authorization/roledefinitions"}


def test_references_are_ids_anywhere_but_in_the_id() -> None:
    value = {"id": GROUP, "a": [{"b": f"{SUBNET}/"}], "text": f"see {SUBNET}", "none": None}
    (found,) = references_in(value, {"c_wo": GROUP, "d": GROUP})[:1]
    assert (found.path, found.target) == ("a.b", SUBNET)
    assert [item.path for item in references_in(value, {"c_wo": GROUP, "d": GROUP})] == [
        "a.b",
        "c_wo",
    ]
