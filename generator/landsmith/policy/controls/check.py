"""How a control is judged where data can say it: what it asks of plans and manifests.

A check says where its setting is made, and holds assertions: ``each`` resource of a type keeps what
is expected, ``some`` resource does, or ``never`` is there one. ``where`` picks among resources. A
type is Terraform's, or ``manifest/<Kind>``, ``pod`` for the pod templates of all workloads, or
``pool`` for all node pools, the system pool among them.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from landsmith.blueprint.base import Model, Text, refuse
from landsmith.policy.finding import Severity

Plain: TypeAlias = bool | int | float | str


class Condition(Model):
    """What a value has to be, where it is more than one given value."""

    one_of: tuple[Plain, ...] | None = None
    at_least: float | None = None
    at_most: float | None = None
    matches: str | None = None
    present: bool | None = None
    off: bool | None = None
    includes: Plain | None = None
    excludes: Plain | None = None
    items_at_least: int | None = None


Expected: TypeAlias = bool | int | float | str | Condition
Paths: TypeAlias = dict[Annotated[str, Field(min_length=1)], Expected]


class Assertion(Model):
    """One statement about resources; exactly one of ``each``, ``some`` and ``never`` is given."""

    each: str | None = Field(default=None, description="Every resource of the type.")
    some: str | None = Field(default=None, description="At least one resource of the type.")
    never: str | None = Field(default=None, description="No resource of the type.")
    where: Paths = Field(default={}, description="Which resources are meant, by their values.")
    expect: Paths = Field(default={}, description="What their values are; a * is every item.")

    @model_validator(mode="after")
    def _one(self) -> Assertion:
        if sum(word is not None for word in (self.each, self.some, self.never)) != 1:
            raise refuse("expected one of each, some and never")
        if self.each and not self.expect:
            raise refuse("each says what to expect of the resources")
        return self

    @property
    def type(self) -> str:
        """The type of resource it is about."""
        return self.each or self.some or self.never or ""


class Check(Model):
    """How one control is checked."""

    setting: Text = Field(
        description="Where it is set: a field of a landing zone or of the file, or always."
    )
    severity: Severity = "medium"
    """How bad a failure is."""
    scope: Literal["cluster", "estate"] = Field(
        default="cluster", description="Each cluster's root by itself, or all roots together."
    )
    environments: tuple[str, ...] = Field(
        default=(), description="Environments it is for; default: all."
    )
    when: tuple[Assertion, ...] = Field(
        default=(), description="What has to hold for it to apply; else it is not chosen."
    )
    asserts: tuple[Assertion, ...] = Field(min_length=1, description="What it asks for.")
    mend: Text = Field(description="What to do about a failure.")


class Unreachable(Model):
    """What a control asks for that the provider has no argument for."""

    argument: Text = Field(description="The property of Azure's API.")
    reason: Text = Field(description="What stands in its place, or why nothing does.")
