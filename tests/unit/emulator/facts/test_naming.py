from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landsmith.blueprint.offers import name_rules
from landsmith.emulator.facts import provider_facts
from landsmith.emulator.facts.naming import RULES
from landsmith.emulator.provider.constraints import check_name

AZURERM = provider_facts("azurerm")
SHARED = sorted(RULES.keys() & name_rules.RULES.keys())


@pytest.mark.parametrize("type_name", SHARED)
@settings(derandomize=True, max_examples=10, database=None)
@given(data=st.data())
def test_a_name_that_landsmith_makes_is_one_that_azure_takes(
    type_name: str, data: st.DataObject
) -> None:
    made = name_rules.RULES[type_name]
    longest = min(made.longest, RULES[type_name].longest)
    name = data.draw(st.from_regex(made.pattern, fullmatch=True).map(lambda text: text[:longest]))
    fits = len(name) >= max(made.shortest, 5) and name[-1] not in "-._"
    told = AZURERM.of(type_name).name
    assert not fits or list(check_name(type_name, told, name)) == []


@pytest.mark.parametrize("type_name", sorted(RULES))
def test_a_name_with_a_space_is_refused(type_name: str) -> None:
    (finding,) = check_name(type_name, AZURERM.of(type_name).name, "shop shop")
    assert (finding.summary, finding.path) == ("name is not valid", ("name",))
