from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from landsmith.errors import Place
from landsmith.policy import runner
from landsmith.policy.rule import Context, LandingZoneRule, Outcome, Rule, passed, unknown
from landsmith.policy.verdict import verdict
from landsmith.terraform.places import SourceMap
from landsmith.terraform.plan import UNKNOWN, Plan, ResourceChange

if TYPE_CHECKING:
    from collections.abc import Iterator

TREE = {
    "roots/root/main.tf": 'module "a" {\n  source = "../../modules/thing"\n}\n',
    "modules/thing/main.tf": '\nresource "azurerm_x" "this" {\n}\n',
}


def resource(address: str = "module.a.azurerm_x.this", **after: Any) -> ResourceChange:  # noqa: ANN401
    return ResourceChange(
        address, "module.a", "managed", "azurerm_x", "this", None, "p", ("create",), None, after
    )


def context(*resources: ResourceChange) -> Context:
    zone: Any = None
    return Context(zone, {"root": Plan("root", resources, {}, "1.11.0", "")})


class Simple(Rule):
    """Says what ``verdict`` holds, or crashes with it."""

    id = "simple"
    severity = "high"
    resource_types = ("azurerm_*",)

    def judge(self, resource: ResourceChange, _context: Context) -> Outcome:
        found = resource.get("verdict")
        if isinstance(found, Exception):
            raise found
        return found


class Whole(LandingZoneRule):
    """Says one thing, then crashes."""

    id = "whole"

    def judge_landing_zone(self, _context: Context) -> Iterator[tuple[str, Outcome]]:
        yield "root/module.a.azurerm_x.this", passed("fine")
        yield "network.hybrid", unknown("who knows")
        raise KeyError("gone")


class Silent(LandingZoneRule):
    """Says nothing."""

    id = "silent"

    def judge_landing_zone(self, _context: Context) -> list[tuple[str, Outcome]]:
        return []


def test_every_resource_has_an_outcome_and_its_place() -> None:
    found = runner.run(
        [Simple()], context(resource(verdict=passed("fine", "name"))), SourceMap(TREE)
    )
    assert len(found) == 1
    (one,) = found
    assert (one.rule, one.root, one.address) == ("simple", "root", "module.a.azurerm_x.this")
    assert (one.status, one.severity, one.controls) == ("pass", "high", ())
    assert (one.message, one.attribute) == ("fine", "name")
    assert one.place == Place("roots/root/main.tf", 1)


def test_a_finding_names_the_controls_of_its_rule() -> None:
    class Known(Simple):
        id = "identity-no-owner"

    (one,) = runner.run([Known()], context(resource(verdict=passed("fine"))))
    assert one.controls == ("A-3.1.identity.2",)


def test_a_crash_is_an_error_and_fails() -> None:
    found = runner.run([Simple()], context(resource(verdict=ValueError("no number"))))
    assert found[0].status == "error"
    assert found[0].message == "the rule crashed: ValueError: no number"
    assert verdict(found).exit_code == 2


@pytest.mark.parametrize("returned", [None, True, "pass", Outcome("waived", "no")])
def test_what_is_no_outcome_is_an_error(returned: object) -> None:
    assert runner.run([Simple()], context(resource(verdict=returned)))[0].status == "error"


def test_a_careless_rule_cannot_pass_an_unknown_value() -> None:
    class Careless(Simple):
        def judge(self, resource: ResourceChange, _context: Context) -> Outcome:
            return passed("on") if resource.get("on") else passed("off")

    found = runner.run([Careless()], context(resource(on=UNKNOWN)))
    assert found[0].status == "error"
    assert "neither true nor false" in found[0].message


def test_a_crash_in_concerns_is_an_error() -> None:
    class Broken(Simple):
        def concerns(self, resource: ResourceChange) -> bool:
            raise KeyError(resource.type)

    assert runner.run([Broken()], context(resource()))[0].status == "error"


def test_a_rule_that_met_nothing_says_so() -> None:
    for rule in (Simple(), Silent()):
        (one,) = runner.run([rule], context())
        assert (one.status, one.root, one.address) == ("not_applicable", "", "")
        assert one.message


def test_what_is_deleted_or_read_is_not_judged() -> None:
    gone = ResourceChange(
        "azurerm_x.a", "", "managed", "azurerm_x", "a", None, "p", ("delete",), {}, None
    )
    data = ResourceChange(
        "data.azurerm_x.a", "", "data", "azurerm_x", "a", None, "p", ("read",), None, {}
    )
    (one,) = runner.run([Simple()], context(gone, data))
    assert one.status == "not_applicable"


def test_a_landing_zone_rule_keeps_what_it_said_before_it_crashed() -> None:
    found = runner.run([Whole()], context(resource()), SourceMap(TREE))
    said = {(one.status, one.root, one.address) for one in found}
    assert said == {
        ("error", "", ""),
        ("unknown", "", "network.hybrid"),
        ("pass", "root", "module.a.azurerm_x.this"),
    }
    assert {str(one.place) for one in found} == {"landing-zone.yaml", "roots/root/main.tf:1"}


def test_findings_are_sorted_and_the_same_every_time() -> None:
    these = [resource(f"module.a.azurerm_x.this[{n}]", verdict=passed("fine")) for n in (2, 1, 3)]
    bad = resource("module.a.azurerm_x.bad", verdict=Outcome("fail", "bad"))
    found = runner.run([Simple(), Silent()], context(*these, bad))
    again = runner.run([Silent(), Simple()], context(bad, *reversed(these)))
    assert found == again
    assert [one.status for one in found] == ["fail", "not_applicable", "pass", "pass", "pass"]


def test_verdict_counts_and_shows_unknown_without_failing() -> None:
    found = runner.run([Simple()], context(resource(verdict=unknown("later"))))
    judged = verdict(found)
    assert judged.passed
    assert judged.exit_code == 0
    assert str(judged) == "1 unknown"
    assert str(verdict(())) == "nothing was judged"
