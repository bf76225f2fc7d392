"""The catalogue of controls: every reference in it leads somewhere, and nothing is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from landsmith.errors import PolicyError
from landsmith.evidence.facts import TOPICS
from landsmith.policy import registry
from landsmith.policy.controls.catalogue import control, controls, of_check, of_rule, read
from landsmith.policy.controls.explain import explain
from landsmith.policy.waiver import EXPIRED, UNMATCHED

if TYPE_CHECKING:
    from pathlib import Path

RULES = {rule.id for rule in registry.rules()}

FRAMEWORK = "title: Own\nsource: A page.\n"
CONTROL = "controls:\n  - {id: X-1, title: One, requirement: [Do it.]}\n"


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_belongs_to_a_control(rule: str) -> None:
    assert of_rule(rule)


def test_every_rule_and_fact_that_a_control_names_is_there() -> None:
    for item in controls().values():
        assert set(item.rules) <= RULES | {EXPIRED, UNMATCHED}, item.id
        assert set(item.facts) <= TOPICS, item.id


def test_what_one_of_checkovs_checks_belongs_to() -> None:
    assert of_check("CKV_AZURE_141") == ("aks:identity-disable-local-accounts",)
    assert of_check("CKV_AZURE_0") == ()


def test_an_id_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
        (tmp_path / name / "all.yaml").write_text(CONTROL, encoding="utf-8")
    with pytest.raises(PolicyError, match="X-1 is there twice"):
        read(tmp_path)


def test_text_that_nothing_reads_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "framework.yaml").write_text(FRAMEWORK + "more: text\n", encoding="utf-8")
    with pytest.raises(PolicyError, match="more"):
        read(tmp_path)
    (tmp_path / "one" / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    broken = CONTROL.replace("title: One", "titel: One")
    (tmp_path / "one" / "all.yaml").write_text(broken, encoding="utf-8")
    with pytest.raises(PolicyError, match="titel"):
        read(tmp_path)


def test_controls_of_both_frameworks() -> None:
    one = control("A-3.1.identity.1")
    assert (one.parent, one.grade) == ("A-3.1", "full")
    assert "aks:identity-disable-local-accounts" in one.see
    assert control("aks:identity-disable-local-accounts").title
    assert len([name for name in controls() if name.startswith("aks:")]) == 156


def test_every_reference_between_controls_leads_somewhere() -> None:
    known = controls()
    for item in known.values():
        assert set(item.see) <= set(known)
        assert not item.parent or item.parent in known
        assert item.title
        assert item.requirement


def test_an_unknown_control_names_the_closest() -> None:
    with pytest.raises(PolicyError, match=r"did you mean A-3\.1\.network\.1\?"):
        control("A-3.1.netwrok.1")


def test_explain_is_text_for_people() -> None:
    text = explain("A-3.1.network.2")
    assert text.startswith("A-3.1.network.2: ")
    assert "VPN" in text
    assert max(map(len, text.splitlines())) <= 80
