"""Runs policy rules over the plans of a landing zone: every rule and resource has an outcome."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from landsmith.errors import Place
from landsmith.policy.controls.catalogue import of_rule
from landsmith.policy.finding import Finding
from landsmith.policy.rule import LandingZoneRule, Outcome, not_applicable
from landsmith.terraform.plan import PRESET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from landsmith.policy.rule import AnyRule, Context, Rule
    from landsmith.terraform.places import SourceMap
    from landsmith.terraform.plan import ResourceChange


def run(
    rules: Iterable[AnyRule], context: Context, places: SourceMap | None = None
) -> tuple[Finding, ...]:
    """Return what every rule says, sorted.

    A rule that crashes yields a finding of status error, which fails the gate. A rule that met
    nothing it could judge yields one finding that says so.
    """
    return tuple(
        sorted(
            _finding(rule, where, outcome, context, places)
            for rule in rules
            for where, outcome in _outcomes(rule, context)
        )
    )


def _outcomes(rule: AnyRule, context: Context) -> list[tuple[str, Outcome]]:
    if isinstance(rule, LandingZoneRule):
        found = _judged_landing_zone(rule, context)
        met = "the plans hold nothing that this rule judges"
    else:
        found = list(_judged(rule, context))
        met = f"no resource of type {', '.join(rule.resource_types)} is planned"
    return found or [("", Outcome("not_applicable", met))]


def _judged(rule: Rule, context: Context) -> Iterator[tuple[str, Outcome]]:
    for root, resource in context.resources():
        outcome = _judge(rule, resource, context)
        if outcome is not None:
            yield f"{root}/{resource.address}", outcome


def _judge(rule: Rule, resource: ResourceChange, context: Context) -> Outcome | None:
    """Return what a rule says of one resource, None if it doesn't concern the rule."""
    found = _concerned(rule, resource, context)
    if found is None or isinstance(found, Outcome):
        return found
    return _preset(found, _checked(_guarded(lambda: rule.judge(found, context))))


def _concerned(
    rule: Rule, resource: ResourceChange, context: Context
) -> ResourceChange | Outcome | None:
    """Return the resource as the rule knows it: by its own type, else by what it is."""
    for seen in (resource, context.in_shared_words(resource)):
        concerns = _guarded(partial(rule.concerns, seen))
        if isinstance(concerns, Outcome):
            return concerns
        if concerns:
            return seen
    return None


def _preset(resource: ResourceChange, outcome: Outcome) -> Outcome:
    """Return that a rule doesn't apply where Azure itself sets what it asks for."""
    if outcome.attribute and resource.get(outcome.attribute) is PRESET:
        return not_applicable(f"{outcome.attribute} is {PRESET.value}", outcome.attribute)
    return outcome


def _judged_landing_zone(rule: LandingZoneRule, context: Context) -> list[tuple[str, Outcome]]:
    found: list[tuple[str, Outcome]] = []

    def judge() -> None:
        found.extend((where, _checked(it)) for where, it in rule.judge_landing_zone(context))

    crash = _guarded(judge)
    return [*found, ("", crash)] if isinstance(crash, Outcome) else found


def _guarded(work: Callable[[], object]) -> object:
    """Return the work's result; if it crashes, the outcome that says so."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001  a rule's crash is a finding, whatever it is
        return Outcome("error", f"the rule crashed: {type(error).__name__}: {error}")


def _checked(outcome: object) -> Outcome:
    """Refuse what no rule may say: nothing at all, or that a finding is waived."""
    if isinstance(outcome, Outcome) and outcome.status != "waived":
        return outcome
    return Outcome("error", f"the rule returned {outcome!r}, which is no outcome")


def _finding(
    rule: AnyRule, where: str, outcome: Outcome, context: Context, places: SourceMap | None
) -> Finding:
    root, _, address = where.partition("/")
    if root not in context.plans:
        root, address = "", where
    return Finding(
        rule=rule.id,
        root=root,
        address=address,
        status=outcome.status,
        severity=rule.severity,
        message=outcome.message,
        attribute=outcome.attribute,
        controls=of_rule(rule.id),
        place=_place(root, address, places),
    )


def _place(root: str, address: str, places: SourceMap | None) -> Place | None:
    if places is None:
        return None
    return places.place(root, address) if root else Place("landing-zone.yaml")
