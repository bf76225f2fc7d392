"""Computes a customer's facts anew, from the plans and states that a pack keeps."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from landsmith.evidence.document import requirements
from landsmith.evidence.subject import Subject
from landsmith.evidence.tables import tables
from landsmith.terraform.places import SourceMap
from landsmith.terraform.plan import parse
from landsmith.terraform.rehearsal import Rehearsal, RootRehearsal

if TYPE_CHECKING:
    from landsmith.evidence.control import Control
    from landsmith.render.lock import Lock
    from landsmith.resolve.landing_zone import LandingZone

Json: TypeAlias = dict[str, Any]


def recomputed(
    item: Json,
    zone: LandingZone,
    source: str,
    lock: Lock,
    tree: Mapping[str, bytes],
    stored: Mapping[str, Mapping[str, Json]],
    control: Control,
) -> Json:
    """Return the parts of a customer's document that plans and states decide.

    ``item`` is the customer as ``pack.json`` has it; ``stored`` holds "plans" and "state" by root.
    """
    rehearsal = _rehearsal(item["rehearsal"], stored)
    subject = Subject(zone, source, tree, lock, rehearsal, SourceMap(tree))
    return {"requirements": requirements(subject, control), "tables": tables(subject)}


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
