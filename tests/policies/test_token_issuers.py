"""When the issuer of a federated credential is a finding."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from landsmith.policy import registry
from landsmith.policy.rule import Context, Rule
from landsmith.terraform.plan import UNKNOWN

OLD = "https://vstoken.dev.azure.com/00000000-0000-4000-8000-000000000060"
NEW = "https://login.microsoftonline.com/00000000-0000-4000-8000-000000000001/v2.0"
RETIRED = "the issuer is retired on 2027-07-01"
BEFORE = date(2026, 11, 28)


def judged(issuer: object, today: date | None) -> tuple[str, str]:
    rule = registry.rule("identity-token-issuers")
    assert isinstance(rule, Rule)
    resource: Any = SimpleNamespace(get=lambda *_: issuer)
    zone: Any = None
    outcome = rule.judge(resource, Context(zone, {}, today=today))
    return outcome.status, outcome.message


@pytest.mark.parametrize(
    ("issuer", "today", "expected"),
    [
        (OLD, BEFORE, ("pass", RETIRED)),
        (OLD, date(2027, 1, 1), ("pass", RETIRED)),
        (OLD, date(2027, 1, 2), ("fail", f"{RETIRED}, in 180 days")),
        (OLD, date(2027, 6, 30), ("fail", f"{RETIRED}, in 1 days")),
        (OLD, date(2027, 7, 1), ("fail", f"{RETIRED}, which is past")),
        (OLD, None, ("unknown", "nobody said which day it is")),
        (NEW, date(2030, 1, 1), ("pass", "no end of the issuer is known")),
        (UNKNOWN, BEFORE, ("not_applicable", "the issuer is made by the apply, a cluster's own")),
    ],
)
def test_an_issuer_near_its_end_is_a_finding(
    issuer: object, today: date | None, expected: tuple[str, str]
) -> None:
    assert judged(issuer, today) == expected
