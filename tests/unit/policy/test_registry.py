from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from landsmith.errors import PolicyError
from landsmith.policy import registry

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
        ('mend = "How."', 'mend = "How."; controls = ()', "named in policies/frameworks"),
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
