"""What a control is: one requirement of a framework, with everything that speaks of it.

``policies/frameworks/<framework>/`` holds ``framework.yaml`` and files of controls. Rules and facts
know no framework; here alone stands which of them belong to which requirement.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from landsmith.blueprint.base import Model
from landsmith.policy.controls.check import Check, Unreachable

Lever: TypeAlias = Literal["terraform", "kubernetes", "policy", "pipeline", "document", "advisory"]
Text: TypeAlias = Annotated[str, Field(min_length=1)]
Texts: TypeAlias = tuple[Text, ...]


class Control(Model):
    """One requirement of a framework."""

    id: Text = Field(description="Its id in the framework, with the framework's prefix once read.")
    title: str = Field(default="", description="What it is called; a part has its control's.")
    requirement: Texts = Field(min_length=1, description="What it asks for.")
    derived: bool = Field(default=False, description="Whether the words are ours.")
    alternatives: Texts = Field(default=(), description="Ways to meet it, one of which is chosen.")
    customers: int | None = Field(default=None, description="Customers it has to be shown for.")
    evidence: Texts = Field(default=(), description="What shows it.")
    grade: Literal["full", "partial", "manual", ""] = Field(
        default="", description="How far facts of ours show it; empty where its parts say so."
    )
    manual: Texts = Field(default=(), description="What only people can show.")
    see: Texts = Field(default=(), description="Controls of other frameworks that belong to it.")
    rules: Texts = Field(default=(), description="Policy rules that judge it.")
    checks: Texts = Field(default=(), description="Checkov's checks that judge it.")
    facts: Texts = Field(default=(), description="Facts of the evidence that speak of it.")
    parts: tuple[Control, ...] = Field(default=(), description="Its sub-attributes.")
    levers: tuple[Lever, ...] = Field(default=(), description="What keeps it, the first foremost.")
    default: Literal["on", "off", "decision", ""] = Field(
        default="", description="Whether a landing zone keeps it unless its file says otherwise."
    )
    check: Check | None = Field(default=None, description="How it is judged, where data can say.")
    unreachable: tuple[Unreachable, ...] = Field(
        default=(), description="What it asks for that no argument of the provider sets."
    )
    framework: str = Field(default="", exclude=True, description="Title of the framework.")
    section: str = Field(default="", exclude=True, description="Section that it stands in.")
    parent: str = Field(default="", exclude=True, description="Id of the control it is a part of.")


class Framework(Model):
    """A framework: what all of its controls have in common."""

    title: Text = Field(description="What people call it.")
    source: Text = Field(description="Where its words were published.")
    note: str = Field(default="", description="How long it is valid, and what comes after it.")
    prefix: str = Field(default="", description="What begins the ids of its controls.")


class ControlsFile(Model):
    """Controls of one section of a framework."""

    section: str = Field(default="", description="What the section is called.")
    controls: tuple[Control, ...] = Field(min_length=1, description="In the framework's order.")
