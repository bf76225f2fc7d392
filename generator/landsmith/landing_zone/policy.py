"""A policy as a landing zone assigns it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from landsmith.blueprint.platform.azure_policies import SEVERAL, Assignment, Scope
from landsmith.blueprint.platform.compliance import Compliance

FRAMEWORKS = ("pci_dss", "hipaa")
"""What assignments depend on that each landing zone chooses for itself (compliance)."""


@dataclass(frozen=True)
class Policy:
    """One policy as a landing zone assigns it; ``tag`` is the one that it is repeated for.

    ``later`` tells that it denies from the day on which enforcement begins, ``grouped`` that it
    stands in an initiative.
    """

    entry: Assignment
    scope: Scope
    effect: str
    enforce: bool
    later: bool
    grouped: bool
    tag: str = ""

    @property
    def name(self) -> str:
        """Name of its assignment, or of its place in an initiative."""
        return self.entry.key.replace(SEVERAL["required_tags"], self.tag.lower())[:24]

    @property
    def display_name(self) -> str:
        """What people read."""
        return self.entry.display_name.replace("{tag}", self.tag)

    @property
    def message(self) -> str | None:
        """What Azure says of a violation; it takes no such message of a policy in a cluster."""
        return self.entry.message and self.entry.message.replace("{tag}", self.tag)

    def parameters(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of its parameters, the effect last."""
        told = {
            name: given["value"] if "value" in given else {**facts, "tag": self.tag}[given["from"]]
            for name, given in self.entry.parameters.items()
        }
        parameter = self.entry.effect_parameter
        return told if parameter is None else {**told, parameter: self.effect}

    def is_for(self, compliance: Compliance | None) -> bool:
        """Tell whether it is assigned to a landing zone under a regulation, or under none."""
        if self.entry.when not in FRAMEWORKS:
            return True
        return compliance is not None and self.entry.when in compliance.frameworks
