"""Monitoring: log retention, who is told, and budgets."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from landsmith.blueprint.base import Email, Model, Slug, refuse, shown

EARLIEST_MONTH = "2017-06"


def _first_of_month(value: str) -> str:
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", value):
        raise refuse(f"expected a month, not {shown(value)}", "write year-month, such as 2026-12")
    if value < EARLIEST_MONTH:
        message = f"Azure's budgets begin in {EARLIEST_MONTH} at the earliest, not in {value}"
        raise refuse(message, "write the month in which the landing zone starts")
    return value


Month = Annotated[str, AfterValidator(_first_of_month)]


class Contact(Model):
    """A person or mailbox that is told about alerts and budgets."""

    name: Slug
    """Short name of the contact."""
    email: Email
    """Address that is written to."""


class Budget(Model):
    """A monthly budget of a subscription, in the subscription's billing currency."""

    amount: int = Field(gt=0, le=1_000_000_000, description="Amount a month.")
    start: Month = Field(description="First month the budget counts, such as 2026-12.")


class Monitoring(Model):
    """Log Analytics, alerts and the platform's budget (catalogue P7 to P11)."""

    retention_days: int = Field(
        default=90,
        ge=30,
        le=730,
        description="Log retention in days (Checkov asks for 90 or more).",
    )
    contacts: tuple[Contact, ...] = Field(min_length=1, max_length=50, description="Who is told.")
    budget: Budget = Field(description="Budget of each platform subscription.")
