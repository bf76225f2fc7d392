"""The evidence as data: what ``pack.json`` holds, and what every page is made from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from landsmith.evidence.fact import Fact, line
from landsmith.evidence.facts import facts
from landsmith.evidence.facts.approach import approach_name, providers, tree_digest
from landsmith.evidence.level import HIGHEST, MEANING, Level, weakest
from landsmith.evidence.pages.comparison import comparison
from landsmith.evidence.pages.summary import summary
from landsmith.evidence.pages.tables import tables
from landsmith.evidence.redaction import redact_plan, redact_state, secrets
from landsmith.policy.controls.catalogue import framework_of
from landsmith.terraform.plan import parse

if TYPE_CHECKING:
    from landsmith.evidence.subject import Subject
    from landsmith.landing_zone.deviation import Deviation
    from landsmith.policy.controls.control import Control
    from landsmith.terraform.rehearsal import RootRehearsal

Json: TypeAlias = dict[str, Any]

SCHEMA_VERSION: Final = 1


def document(
    subjects: Sequence[Subject], control: Control, *, built_at: datetime, generator_version: str
) -> Json:
    """Return the evidence of all customers as JSON values.

    The subjects' plans should be redacted (`redacted`): nothing is taken out here.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "built_at": built_at.astimezone(UTC).isoformat(timespec="seconds"),
        "generator_version": generator_version,
        "highest_level": HIGHEST.word,
        "levels": {level.word: MEANING[level] for level in Level},
        "control": _control(control),
        "customers": [customer(subject, control) for subject in subjects],
        "comparison": comparison(subjects),
    }


def customer(subject: Subject, control: Control) -> Json:
    """Return what is known about one customer."""
    zone = subject.zone
    stated = requirements(subject, control)
    return {
        "code": subject.code,
        "name": zone.customer.name,
        "industry": zone.customer.industry,
        "tenant_id": zone.tenant_id,
        "region": zone.region,
        "approach": {
            "name": approach_name(subject),
            "blueprint": zone.blueprint,
            "rationale": zone.approach.rationale,
        },
        "requirements": stated,
        "facts_sha256": facts_digest(stated),
        "tables": tables(subject),
        "deviations": [_deviation(subject, item) for item in subject.zone.deviations],
        "findings": summary(subject),
        "rehearsal": _rehearsal(subject),
        "generator_version": subject.lock.generator_version,
        "blueprint_sha256": subject.lock.blueprint_digest,
        "repository_sha256": tree_digest(subject),
        "has_waivers": subject.waivers is not None,
    }


def requirements(subject: Subject, control: Control) -> list[Json]:
    """Return every sub-attribute of the control with its facts and what they amount to."""
    found = facts(subject, control)
    return [_requirement(item, found[item.id]) for item in control.parts]


def facts_digest(stated: Sequence[Mapping[str, Any]]) -> str:
    """Return one sha256 over a customer's facts."""
    return sha256(canonical([item["facts"] for item in stated])).hexdigest()


def canonical(value: object) -> bytes:
    """Return a JSON value as the bytes that digests are taken over."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def redacted(subject: Subject) -> Subject:
    """Return the subject with every sensitive value taken out of its plans and states."""
    roots = tuple(map(_redacted_root, subject.rehearsal.roots))
    return replace(subject, rehearsal=replace(subject.rehearsal, roots=roots))


def _redacted_root(root: RootRehearsal) -> RootRehearsal:
    raw = redact_plan(root.plan_json)
    applied = redact_state(root.applied, secrets(root.plan_json))
    return replace(
        root, plan=parse(raw, root.name, root.plan.digest), plan_json=raw, applied=applied
    )


def _control(item: Control) -> Json:
    """Return the control in the framework's words."""
    about = framework_of(item.id)
    return {
        "id": item.id,
        "title": item.title,
        "requirement": list(item.requirement),
        "alternatives": list(item.alternatives),
        "required_evidence": list(item.evidence),
        "stays_manual": list(item.manual),
        "customers_required": item.customers,
        "requirements": [_part(part) for part in item.parts],
        "source": about.source,
        "note": about.note,
    }


def _part(item: Control) -> Json:
    return {
        "id": item.id,
        "text": " ".join(item.requirement),
        "derived": item.derived,
        "manual_part": " ".join(item.manual),
    }


def _requirement(item: Control, found: Sequence[Fact]) -> Json:
    shown = [fact.level for fact in found if fact.status == "shown" and fact.level]
    return {
        "id": item.id,
        "text": " ".join(item.requirement),
        "derived": item.derived,
        "status": _verdict(found),
        "manual": any(fact.status == "manual" for fact in found),
        "level": weakest(shown).word if shown else None,
        "levels": _counts(level.word for level in sorted(shown, reverse=True)),
        "facts": [fact.as_json() for fact in found],
    }


def _verdict(found: Sequence[Fact]) -> str:
    """Say what the facts amount to: a gap weighs more than an open end, and that than a proof."""
    statuses = {fact.status for fact in found}
    if statuses & {"refuted", "missing"}:
        return "gap"
    if "unknown" in statuses:
        return "open"
    return "shown" if "shown" in statuses else "manual"


def _counts(words: Iterable[str]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for word in words:
        counted[word] = counted.get(word, 0) + 1
    return counted


def _deviation(subject: Subject, item: Deviation) -> Json:
    said = item.justification
    return {
        "setting": item.setting,
        "chosen": item.chosen,
        "recommended": item.recommended,
        "source": item.source,
        "place": line(subject.place(*item.loc)),
        "justified": said is not None,
        "requirement": said.requirement if said else "",
        "approved_by": said.approved_by if said else "",
        "approved_on": said.approved_on.isoformat() if said else "",
    }


def _rehearsal(subject: Subject) -> Json:
    run = subject.rehearsal
    return {
        "terraform_version": run.terraform_version,
        "providers": providers(subject),
        "seconds": round(run.seconds, 2),
        "roots": [_root(root) for root in run.roots],
    }


def _root(root: RootRehearsal) -> Json:
    return {
        "name": root.name,
        "planned": len(root.plan.resources()),
        "applied": len(root.applied),
        "second_plan_empty": root.second_plan_empty,
        "plan_sha256": root.plan.digest,
        "seconds": {stage: round(took, 2) for stage, took in root.seconds.items()},
    }
