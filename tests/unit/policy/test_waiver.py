from __future__ import annotations

import time
from datetime import date

import pytest

from landsmith.errors import InputError, Place
from landsmith.policy import waiver
from landsmith.policy.finding import Finding

TODAY = date(2027, 1, 15)
ADDRESS = 'module.a.azurerm_x.this["one"]'
TEXT = f"""\
waivers:
  - rule: some-rule
    address: root/{ADDRESS}
    reason: It is being replaced.
    owner: Storage team
    expires_on: 2027-01-15
"""


def finding(**changes: str) -> Finding:
    values = {"rule": "some-rule", "root": "root", "address": ADDRESS, "status": "fail"} | changes
    return Finding(**values, severity="high", message="is bad")  # type: ignore[arg-type]


def test_loads_with_places() -> None:
    (one,) = waiver.load(TEXT)
    assert one.rule == "some-rule"
    assert one.expires_on == TODAY
    assert one.place == Place("waivers.yaml", 2, 5)


@pytest.mark.parametrize("missing", ["rule", "address", "reason", "owner", "expires_on"])
def test_everything_is_required(missing: str) -> None:
    lines = [
        line.replace("  - ", "    ")
        for line in TEXT.splitlines()[1:]
        if not line.strip(" -").startswith(missing)
    ]
    text = "waivers:\n  - " + "\n".join(lines).lstrip() + "\n"
    with pytest.raises(InputError) as raised:
        waiver.load(text)
    (problem,) = raised.value.problems
    assert problem.field == f"waivers[0].{missing}"
    assert problem.place == Place("waivers.yaml", 2, 5)


def test_unknown_keys_and_bad_dates_are_refused_with_their_lines() -> None:
    text = TEXT.replace("owner:", "ownr:").replace("2027-01-15", "15.1.2027")
    with pytest.raises(InputError) as raised:
        waiver.load(text)
    assert [problem.place.line for problem in raised.value.problems] == [5, 6]


def test_waives_to_the_end_of_its_last_day() -> None:
    (one,) = waiver.apply([finding()], waiver.load(TEXT), TODAY)
    assert one.status == "waived"
    assert one.waiver is not None
    assert not one.failed


def test_expired_is_a_failure_and_waives_nothing() -> None:
    found = waiver.apply([finding()], waiver.load(TEXT), date(2027, 1, 16))
    assert {(one.rule, one.status) for one in found} == {
        ("some-rule", "fail"),
        (waiver.EXPIRED, "fail"),
    }
    expired = next(one for one in found if one.rule == waiver.EXPIRED)
    assert expired.place == Place("waivers.yaml", 2, 5)
    assert "2027-01-15" in expired.message


@pytest.mark.parametrize(
    "changes", [{"status": "pass"}, {"status": "unknown"}, {"rule": "other"}, {"root": "other"}]
)
def test_unmatched_is_a_failure(changes: dict[str, str]) -> None:
    found = waiver.apply([finding(**changes)], waiver.load(TEXT), TODAY)
    assert [one.rule for one in found if one.rule == waiver.UNMATCHED] == [waiver.UNMATCHED]
    assert next(one for one in found if one.rule == waiver.UNMATCHED).failed


def test_errors_can_be_waived_and_stay_visible() -> None:
    found = waiver.apply([finding(status="error")], waiver.load(TEXT), TODAY)
    assert [one.status for one in found] == ["waived"]


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("*", True),
        ("root/*", True),
        (f"root/{ADDRESS}", True),
        ("root/module.?.azurerm_x.*", True),
        ('*["two"]', False),
        ("root", False),
        ("root/module.a.azurerm_x.this[on]", False),
    ],
)
def test_patterns(pattern: str, matches: bool) -> None:
    assert waiver.matches(pattern, f"root/{ADDRESS}") is matches


@pytest.mark.parametrize(
    ("pattern", "where", "means"),
    [
        ("*", "", True), ("", "", True), ("", "a", False), ("a*c", "abbc", True),
        ("a*c", "abbd", False), ("*a*b*", "xaxbx", True), ("?", "", False), ("a?c", "a\nc", True),
        ("**", "a", True), ("*?", "", False), ("[a]", "a", False), ("a", "ab", False),
    ],
)  # fmt: skip
def test_wildcards(pattern: str, where: str, means: bool) -> None:
    assert waiver.matches(pattern, where) == means


def test_many_wildcards_take_no_time() -> None:
    begun = time.process_time()
    assert not waiver.matches("*a" * 250, "a" * 249 + "b" * 500)
    assert not waiver.matches("*a*?" * 120 + "c", "a" * 2000)
    assert time.process_time() - begun < 2
