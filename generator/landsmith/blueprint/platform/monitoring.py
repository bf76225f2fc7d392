"""Monitoring: log retention, who is told, and budgets."""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

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


Percentage = Annotated[int, Field(ge=1, le=1000)]
DefenderPlan: TypeAlias = Literal[
    "Arm",
    "CloudPosture",
    "Containers",
    "CosmosDbs",
    "KeyVaults",
    "OpenSourceRelationalDatabases",
    "SqlServers",
    "StorageAccounts",
    "VirtualMachines",
]
Month = Annotated[str, AfterValidator(_first_of_month)]


class Contact(Model):
    """A person or mailbox that is told about alerts and budgets."""

    name: Slug
    """Short name of the contact."""
    email: Email
    """Address that is written to."""
    phone: str | None = Field(
        default=None,
        pattern=r"^\+[1-9][0-9]{6,14}$",
        description="Telephone with its country, such as '+4930123456'; Defender for Cloud keeps "
        "the first contact's.",
    )


class Budget(Model):
    """A monthly budget of a subscription, in the subscription's billing currency."""

    amount: int = Field(gt=0, le=1_000_000_000, description="Amount a month.")
    start: Month = Field(description="First month the budget counts, such as 2026-12.")
    actual: tuple[Percentage, ...] = Field(
        default=(50, 80, 100),
        min_length=1,
        max_length=4,
        description="Percentages of the amount at which the cost so far notifies.",
    )
    forecast: tuple[Percentage, ...] = Field(
        default=(100,),
        min_length=1,
        max_length=4,
        description="Percentages of the amount at which the forecast notifies; five in all.",
    )


class BackupVault(Model):
    """A vault for the backups of clusters and disks."""

    redundancy: Literal["LocallyRedundant", "ZoneRedundant", "GeoRedundant"] | None = Field(
        default=None,
        description="How backups are kept; default: across zones where the region has them.",
    )
    soft_delete: Literal["On", "AlwaysOn"] = Field(
        default="On", description="Deleted backups are kept a while; AlwaysOn can't be taken back."
    )
    retention_days: int = Field(
        default=14, ge=14, le=180, description="Days that deleted backups are kept."
    )
    immutability: Literal["Disabled", "Unlocked", "Locked"] = Field(
        default="Unlocked",
        description="Backups can't be deleted before their time; Locked can't be taken back.",
    )
    cross_region_restore: bool = Field(
        default=False, description="Restore in the paired region; needs GeoRedundant."
    )


class Monitoring(Model):
    """Log Analytics, alerts and the platform's budget."""

    retention_days: int = Field(
        default=90,
        ge=30,
        le=730,
        description="Log retention in days (Checkov asks for 90 or more).",
    )
    contacts: tuple[Contact, ...] = Field(min_length=1, max_length=50, description="Who is told.")
    budget: Budget = Field(description="Budget of each platform subscription.")
    diagnostics: Literal["terraform", "policy"] = Field(
        default="terraform",
        description="Who sets diagnostic settings: Terraform, or the policies of an Azure landing "
        "zone that is there already; never both.",
    )
    activity_log_export: bool = Field(
        default=False,
        description="Send each subscription's activity log to Log Analytics, where diagnostics is "
        "terraform.",
    )
    metric_alerts: bool = Field(
        default=False, description="The baseline metric alerts of clusters, vaults and the hub."
    )
    virtual_machines: bool = Field(
        default=False, description="A data collection rule for virtual machines (VM insights)."
    )
    locks: bool = Field(
        default=False, description="Locks against deletion on the workspaces and the backup vault."
    )
    backup_vault: BackupVault | None = Field(
        default=None, description="A backup vault; default: none."
    )
    defender: tuple[DefenderPlan, ...] = Field(
        default=(), description="Plans of Defender for Cloud, in every subscription."
    )
    total_budget: Budget | None = Field(
        default=None, description="Budget of everything together, at the root management group."
    )
