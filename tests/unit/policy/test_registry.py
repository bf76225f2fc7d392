from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from landsmith.errors import PolicyError
from landsmith.policy import controls, registry

if TYPE_CHECKING:
    from pathlib import Path

GOOD = '''
from __future__ import annotations
from dataclasses import dataclass
from landsmith.policy.rule import LandingZoneRule


@dataclass(frozen=True)
class Helper:
    """Dataclasses look for their module in sys.modules."""

    name: str


class Good(LandingZoneRule):
    """Says nothing."""

    id = "area-a-rule"
    title = "Title"
    severity = "low"
    controls = ("A-3.1",)
    rationale = "Why."
    mend = "How."

    def judge_landing_zone(self, context):
        return []
'''


def load(folder: Path, text: str) -> str:
    (folder / "area").mkdir()
    (folder / "area" / "a_rule.py").write_text(text, encoding="utf-8")
    return registry.load(folder)[0].id


def test_loads_by_path(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD) == "area-a-rule"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("area-a-rule", "area-other", "the id is 'area-other', and by its path 'area-a-rule'"),
        ('"Title"', '""', "title is empty"),
        ('"Why."', '" "', "rationale is empty"),
        ('"How."', '""', "mend is empty"),
        ('"low"', '"severe"', "severity 'severe' is none of high, medium, low"),
        ('("A-3.1",)', "()", "controls is empty"),
        ('"A-3.1"', '"A-9.9"', "there is no control A-9.9"),
        ("class Good(LandingZoneRule)", "class Good", "one rule, and this one 0"),
        (
            "class Good",
            "class One(LandingZoneRule):\n    judge_landing_zone = 1\n\n\nclass Good",
            "this one 2",
        ),
        ("class Good", "raise ValueError('broken')\nclass Good", "ValueError: broken"),
        ("class Good", "class class", "SyntaxError"),
    ],
)
def test_refuses_what_is_not_well_formed(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(PolicyError, match=rf"a_rule\.py.*{re.escape(message)}"):
        load(tmp_path, GOOD.replace(old, new))


def test_refuses_a_folder_without_rules(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="holds no rules"):
        registry.load(tmp_path)


def test_one_rule_by_its_id() -> None:
    assert registry.rule("network-subnet-nsg").severity == "high"
    with pytest.raises(PolicyError, match="there is no rule nothing"):
        registry.rule("nothing")


def test_controls_of_both_frameworks() -> None:
    one = controls.control("A-3.1.identity.1")
    assert (one.parent, one.grade) == ("A-3.1", "full")
    assert "aks:identity-disable-local-accounts" in one.checks
    assert controls.control("aks:identity-disable-local-accounts").title
    assert len([name for name in controls.controls() if name.startswith("aks:")]) == 156


def test_every_reference_between_controls_leads_somewhere() -> None:
    known = controls.controls()
    for control in known.values():
        assert set(control.checks) <= set(known)
        assert not control.parent or control.parent in known
        assert control.title
        assert control.requirement


def test_an_unknown_control_names_the_closest() -> None:
    with pytest.raises(PolicyError, match=r"did you mean A-3\.1\.network\.1\?"):
        controls.control("A-3.1.netwrok.1")


def test_explain_is_text_for_people() -> None:
    text = controls.explain("A-3.1.network.2")
    assert text.startswith("A-3.1.network.2: ")
    assert "VPN" in text
    assert max(map(len, text.splitlines())) <= 80
