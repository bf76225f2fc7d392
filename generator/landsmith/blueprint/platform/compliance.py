"""Regulation that a landing zone is under, and what that turns on."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from landsmith.blueprint.base import IsoDate, Model, refuse

Framework: TypeAlias = Literal["pci_dss", "hipaa"]


def _each_once(value: tuple[Framework, ...]) -> tuple[Framework, ...]:
    if len(set(value)) < len(value):
        raise refuse("a framework stands twice", "name each once")
    return value


class Compliance(Model):
    """The profile of regulated landing zones, ``blueprints/profiles/regulated.yaml``.

    It sets fields of the landing zone, which its own fields may override as deviations, turns FIPS
    on for Linux nodes, assigns each framework's built-in initiative to the cluster's resource
    group, and exempts the cluster for a time from policies that can't be met.

    Source: checklist, cluster-security-regulated-industry-profile.
    """

    frameworks: Annotated[tuple[Framework, ...], AfterValidator(_each_once)] = Field(
        min_length=1,
        description="What it is measured by: pci_dss is PCI DSS v4, hipaa is HITRUST/HIPAA.",
    )
    exemptions_until: IsoDate
    """Day on which the exemptions from policies that can't be met end, to be looked at again."""
