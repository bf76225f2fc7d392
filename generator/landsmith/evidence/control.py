"""Control A-3.1 as the evidence pack needs it; the data ships with the policies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import yaml

from landsmith import content
from landsmith.errors import EvidenceError

Json: TypeAlias = dict[str, Any]

CONTROL: Final = "A-3.1"


@dataclass(frozen=True)
class Requirement:
    """One sub-attribute; ``derived`` ones are not in the checklist's own words."""

    id: str
    text: str
    derived: bool = False
    manual_part: str = ""


@dataclass(frozen=True)
class Control:
    """A control of the audit, in the checklist's words."""

    id: str
    title: str
    requirement: tuple[str, ...]
    alternatives: tuple[str, ...]
    required_evidence: tuple[str, ...]
    stays_manual: tuple[str, ...]
    customers_required: int
    requirements: tuple[Requirement, ...]
    source: str = ""
    note: str = ""


def control(identifier: str = CONTROL) -> Control:
    """Return a control of ``policies/controls/audit.yaml``.

    Raises:
        EvidenceError: there is no such control, or it lacks a field.

    """
    text = content.path("policies", "controls", "audit.yaml").read_text(encoding="utf-8")
    return parse(text, identifier)


def parse(text: str, identifier: str = CONTROL) -> Control:
    """Return a control of the catalogue's YAML."""
    data = yaml.safe_load(text)
    found = [item for item in data["controls"] if item["id"] == identifier]
    if not found:
        raise EvidenceError(
            f"the audit catalogue has no control {identifier}: install Landsmith again"
        )
    try:
        return _control(found[0], data.get("meta", {}))
    except KeyError as error:
        raise EvidenceError(
            f"control {identifier} lacks {error}: install Landsmith again"
        ) from error


def _control(item: Json, meta: Json) -> Control:
    return Control(
        id=item["id"],
        title=item["title"],
        requirement=tuple(item["requirement"]),
        alternatives=tuple(item["alternatives"]),
        required_evidence=tuple(item["required_evidence"]),
        stays_manual=tuple(item["what_stays_manual"]),
        customers_required=item["customers_required"],
        requirements=tuple(map(_requirement, item["sub_attributes"])),
        source=meta.get("source", ""),
        note=meta.get("validity_note", ""),
    )


def _requirement(item: Json) -> Requirement:
    return Requirement(
        item["id"], item["requirement"], item.get("derived", False), item.get("manual_part", "")
    )
