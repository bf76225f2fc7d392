"""Facts about the approach, the repeatable run, the customer and its deviations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from landsmith.evidence.fact import LOCK, Fact, overall, stated, without
from landsmith.evidence.level import Level
from landsmith.evidence.resources import Resource, resources

if TYPE_CHECKING:
    from landsmith.evidence.subject import Subject
    from landsmith.landing_zone.deviation import Deviation

APPROACH: Final = "approach"
REPEATABLE: Final = "repeatable"
UNIQUE: Final = "unique-customers"
JUSTIFIED: Final = "deviations"

APPROACHES: Final = {
    "start-small": "Start small and expand",
    "full": "Full Azure landing zone conceptual architecture",
}
GOVERNANCE: Final = {
    "policy assignments": (
        "azurerm_management_group_policy_assignment",
        "azurerm_resource_group_policy_assignment",
    ),
    "initiatives with pinned versions": ("azurerm_management_group_policy_set_definition",),
    "Defender for Cloud plans": ("azurerm_security_center_subscription_pricing",),
    "diagnostic settings": ("azurerm_monitor_diagnostic_setting",),
    "alerts": (
        "azurerm_monitor_activity_log_alert",
        "azurerm_monitor_alert_prometheus_rule_group",
        "azurerm_monitor_metric_alert",
    ),
    "budgets": (
        "azurerm_consumption_budget_management_group",
        "azurerm_consumption_budget_resource_group",
        "azurerm_consumption_budget_subscription",
    ),
}
POLICY_TYPES: Final = GOVERNANCE["policy assignments"]


def facts(subject: Subject) -> tuple[Fact, ...]:
    """Return the facts about approach, repeatability, customer and deviations."""
    return (*_approach(subject), *_repeatable(subject), *_unique(subject), *_deviations(subject))


def approach_name(subject: Subject) -> str:
    """Return the approach of control A-3.1 that the customer's blueprint takes."""
    name = subject.zone.blueprint
    return APPROACHES.get(name, f"Alternative approach ({name})")


def _approach(subject: Subject) -> Iterator[Fact]:
    zone = subject.zone
    yield stated(APPROACH, "The approach is stated.", approach_name(subject), subject, "blueprint")
    told = zone.approach.rationale
    yield stated(APPROACH, "Why it fits this customer.", told, subject, "approach", "rationale")
    whole = zone.blueprint == "full"
    who = "The landing zone" if whole else "The first stage"
    later = "" if whole else ": they are left for a later stage"
    for what, types in GOVERNANCE.items():
        found = resources(subject, *types)
        if found:
            yield overall(APPROACH, f"{who} has {what}.", len(found), found)
        else:
            yield without(APPROACH, f"{who} has no {what}{later}.", "not_used")
    yield from _enforced(subject)


def _enforced(subject: Subject) -> Iterator[Fact]:
    found = resources(subject, *POLICY_TYPES)
    if not found:
        return
    off = [item for item in found if item.value("enforce") is False]
    statement = (
        "Policy starts in audit: what denies comes in a later stage."
        if subject.zone.policy.effect == "audit"
        else "Policy denies from the start, where it does not audit first."
        if "audit" in subject.zone.policy.effects_at.values()
        else "Policy denies from the start."
    )
    policy = subject.zone.policy
    value = {
        "effect": policy.effect,
        **{f"effect at {scope}": effect for scope, effect in policy.effects_at.items()},
        **({"to deny from": policy.enforce_from.isoformat()} if policy.enforce_from else {}),
        "assigned": len(found),
        "not enforced": len(off),
    }
    yield overall(APPROACH, statement, value, found)


def _repeatable(subject: Subject) -> Iterator[Fact]:
    over = resources(subject)
    if not over:
        yield without(REPEATABLE, "No resource is planned.")
        return
    yield _in_modules(over)
    yield _second_plans(subject, over)
    yield _all_applied(over)
    yield _versions(subject, over)
    yield from _locked(subject)


def _in_modules(over: tuple[Resource, ...]) -> Fact:
    loose = [item for item in over if not item.change.module_address]
    statement = "Every resource comes from a Terraform module; none is made by hand."
    value = {"from modules": len(over) - len(loose), "planned": len(over)}
    return overall(REPEATABLE, statement, value, over, holds=not loose)


def _second_plans(subject: Subject, over: tuple[Resource, ...]) -> Fact:
    roots = subject.rehearsal.roots
    value = {root.name: "empty" if root.second_plan_empty else "not empty" for root in roots}
    statement = "After the rehearsal's apply a second plan changes nothing."
    holds = all(root.second_plan_empty for root in roots)
    return overall(REPEATABLE, statement, value, over, holds=holds)


def _all_applied(over: tuple[Resource, ...]) -> Fact:
    done = [item for item in over if item.applied is not None]
    statement = "The rehearsal made every planned resource in emulated Azure."
    value = {"made": len(done), "planned": len(over)}
    return overall(REPEATABLE, statement, value, over, holds=len(done) == len(over))


def _versions(subject: Subject, over: tuple[Resource, ...]) -> Fact:
    value = {"terraform": subject.rehearsal.terraform_version, **providers(subject)}
    statement = (
        "Terraform of this version made the plans, with the emulator in place of the providers "
        "that the roots require."
    )
    return overall(REPEATABLE, statement, value, over)


def providers(subject: Subject) -> dict[str, str]:
    """Return the version constraint of each provider in the plans, by its name."""
    found: dict[str, set[str]] = {}
    for root in subject.rehearsal.roots:
        for item in root.plan.configuration.get("provider_config", {}).values():
            found.setdefault(item.get("name", "?"), set()).add(item.get("version_constraint", ""))
    return {name: ", ".join(sorted(filter(None, said))) for name, said in sorted(found.items())}


def tree_digest(subject: Subject) -> str:
    """Return one sha256 over the rendered repository, as ``sha256sum`` over its files gives it."""
    lines = (f"{sha256(data).hexdigest()}  {path}\n" for path, data in sorted(subject.tree.items()))
    return sha256("".join(lines).encode()).hexdigest()


def _locked(subject: Subject) -> Iterator[Fact]:
    lock = subject.lock
    said = {
        "The generator's version.": lock.generator_version,
        "The blueprint and its digest.": {
            "blueprint": lock.blueprint,
            "sha256": lock.blueprint_digest,
        },
        "The modules, and one digest over theirs.": _modules(lock.modules),
        "One digest over the rendered repository.": tree_digest(subject),
    }
    for statement, value in said.items():
        yield Fact(REPEATABLE, statement, "shown", value, Level.DESIGNED, LOCK)


def _modules(digests: Mapping[str, str]) -> dict[str, int | str]:
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
    return {"modules": len(digests), "sha256": sha256(lines.encode()).hexdigest()}


def _unique(subject: Subject) -> Iterator[Fact]:
    zone = subject.zone
    told = {
        "name": zone.customer.name,
        "code": zone.customer.code,
        "industry": zone.customer.industry,
    }
    yield stated(UNIQUE, "The customer.", told, subject, "customer")
    yield stated(UNIQUE, "The customer's Entra tenant.", zone.tenant_id, subject, "tenant_id")
    clusters = Counter(entry.environment for entry in zone.landing_zones)
    yield stated(UNIQUE, "Its application landing zones.", dict(clusters), subject, "landing_zones")


def _deviations(subject: Subject) -> Iterator[Fact]:
    found = subject.zone.deviations
    if not found:
        yield stated(JUSTIFIED, "No setting deviates from best practice.", "none", subject)
    for item in found:
        yield _deviation(subject, item)


def _deviation(subject: Subject, item: Deviation) -> Fact:
    said = item.justification
    if said is None:
        statement = (
            f"{item.setting} is {item.chosen}, not {item.recommended}, and nothing justifies it."
        )
        return replace(without(JUSTIFIED, statement), place=subject.place(*item.loc))
    value = {
        "chosen": item.chosen,
        "recommended": item.recommended,
        "requirement": said.requirement,
        "approved by": said.approved_by,
        "approved on": said.approved_on.isoformat(),
    }
    statement = f"{item.setting} deviates by a requirement of the customer's."
    return stated(JUSTIFIED, statement, value, subject, *item.loc)
