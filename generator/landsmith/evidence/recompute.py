"""Computes a customer's facts anew, from the plans and states that a pack keeps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from landsmith.evidence.pages.document import customer
from landsmith.evidence.subject import Subject
from landsmith.terraform.places import SourceMap
from landsmith.terraform.plan import parse
from landsmith.terraform.rehearsal import Rehearsal, RootRehearsal

if TYPE_CHECKING:
    from landsmith.landing_zone.landing_zone import LandingZone
    from landsmith.policy.controls.control import Control
    from landsmith.render.output.lock import Lock

Json: TypeAlias = dict[str, Any]


APART: Final = ("findings", "has_waivers")
"""Parts of a customer's document that plans and states don't decide."""


def subject_again(
    item: Json,
    zone: LandingZone,
    source: str,
    lock: Lock,
    tree: Mapping[str, bytes],
    stored: Mapping[str, Mapping[str, Json]],
) -> Subject:
    """Return a customer's run, but for its findings, from what a pack keeps of it.

    ``item`` is the customer as ``pack.json`` has it; ``stored`` holds "plans" and "state" by root.
    """
    rehearsal = _rehearsal(item["rehearsal"], stored)
    return Subject(zone, source, tree, lock, rehearsal, SourceMap(tree))


def differing(item: Json, subject: Subject, control: Control) -> list[str]:
    """Return the parts of a customer's document that are not what its run gives."""
    new = as_read(customer(subject, control))
    return [part for part in new if part not in APART and new[part] != item.get(part)]


def as_read(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return a value as it is after being written as JSON and read again."""
    return json.loads(json.dumps(value))


def _rehearsal(said: Json, stored: Mapping[str, Mapping[str, Json]]) -> Rehearsal:
    roots = tuple(
        _root(root, stored["plans"][root["name"]], stored["state"][root["name"]])
        for root in said["roots"]
    )
    return Rehearsal(roots, said["terraform_version"], said["seconds"])


def _root(said: Json, raw: Json, applied: Mapping[str, Json]) -> RootRehearsal:
    name = said["name"]
    return RootRehearsal(
        name=name,
        plan=parse(raw, name, said["plan_sha256"]),
        plan_json=raw,
        plan_file=Path(f"plans/{name}.json"),
        applied=applied,
        second_plan_empty=said["second_plan_empty"],
        seconds=said["seconds"],
    )
