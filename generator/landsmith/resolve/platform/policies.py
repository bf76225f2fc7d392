"""Which policies a landing zone assigns: where, with which effect, and whether in an initiative."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.platform import azure_policies
from landsmith.blueprint.platform.azure_policies import Assignment, Scope, Unmet
from landsmith.blueprint.platform.policy import Exemption
from landsmith.components.registry import BACKUP
from landsmith.landing_zone.policy import FRAMEWORKS, Policy
from landsmith.landing_zone.tags import REQUIRED

AUDITS = frozenset({"Audit", "AuditIfNotExists"})


def policies(file: LandingZoneFile) -> Iterator[Policy]:
    """Yield every policy that a landing zone assigns."""
    for entry in azure_policies.assignments():
        if entry.when is None or _chosen(file, entry.when):
            yield from _policy(file, entry)


def denies(file: LandingZoneFile, key: str) -> bool:
    """Tell whether a policy refuses what violates it."""
    found = [policy for policy in policies(file) if policy.entry.key == key]
    return any(policy.enforce and policy.effect == "Deny" for policy in found)


def _chosen(file: LandingZoneFile, what: str) -> bool:
    """Tell whether what an assignment depends on was chosen."""
    given = [entry.compliance for entry in file.landing_zones if entry.compliance]
    chosen = {framework for compliance in given for framework in compliance.frameworks}
    return {
        "backup": any(map(BACKUP.applies, file.landing_zones)),
        "ddos_plan": file.network.ddos == "plan",
        "defender": "Containers" in file.monitoring.defender,
        **{framework: framework in chosen for framework in FRAMEWORKS},
    }.get(what, False)


def exemptions(file: LandingZoneFile) -> Iterator[Exemption]:
    """Yield where policies do not apply: what the file says, and what regulation can't have."""
    yield from file.policy.exemptions
    assigned = {policy.entry.key for policy in policies(file)}
    own = {(exemption.policy, exemption.at) for exemption in file.policy.exemptions}
    regulated = [(one.key, one.compliance) for one in file.landing_zones if one.compliance]
    for key, compliance in regulated:
        for unmet in azure_policies.unmet():
            if unmet.policy in assigned and (unmet.policy, key) not in own:
                yield _unmet(unmet, key, compliance.exemptions_until)


def _unmet(unmet: Unmet, key: str, until: date) -> Exemption:
    """Return an exemption of a regulated landing zone.

    A full stop is in no name that a file may give, so that none is taken twice.
    """
    return Exemption.model_construct(
        name=f"compliance.{unmet.policy}",
        policy=unmet.policy,
        at=key,
        category="mitigated",
        reason=unmet.reason,
        expires_on=until,
    )


def _policy(file: LandingZoneFile, entry: Assignment) -> Iterator[Policy]:
    scope = scope_of(file, entry)
    decided = _decided(file, entry, scope) if scope else None
    if scope is not None and decided is not None:
        grouped = _is_grouped(file, entry, enforce=decided[1])
        for tag in REQUIRED if entry.repeat else ("",):
            yield Policy(entry, scope, *decided, grouped, tag)


def scope_of(file: LandingZoneFile, entry: Assignment) -> Scope | None:
    """Return where an assignment stands; None where there is no such management group.

    What start-small assigned to all landing zones stays there where nothing may be taken away.
    """
    trio = file.management_groups.hierarchy == "trio"
    if entry.scope == "corp" and (trio or _is_kept(file, entry)):
        return "landingzones"
    return None if trio and entry.scope in {"online", "sandbox", "decommissioned"} else entry.scope


def _is_kept(file: LandingZoneFile, entry: Assignment) -> bool:
    """Tell whether an assignment stays as start-small made it."""
    return file.policy.grouping == "added" and entry.effects["start-small"] is not None


def _decided(
    file: LandingZoneFile, entry: Assignment, scope: Scope
) -> tuple[str, bool, bool] | None:
    """Return the effect, whether it is enforced, and whether it will deny later; None: unassigned.

    An override wins over the effect of the scope.
    """
    override = file.policy.overrides.get(entry.key)
    complete = file.policy.assignments == "complete"
    listed = entry.effects["full" if complete else "start-small"] is not None
    if override == "off" or (override is None and not listed):
        return None
    if override == "deny":
        return entry.effects["deny"] or "Deny", True, False
    column = "full" if complete else "deny"
    full, enforced = entry.effects[column] or "Audit", entry.enforce[column]
    if override is None and file.policy.effect_at(scope) == "deny":
        return full, enforced, False
    effect, now = _audited(entry, full, enforced=enforced)
    planned = file.policy.enforce_from is not None and override is None
    return effect, now, planned and full == "Deny" and enforced


def _audited(entry: Assignment, full: str, *, enforced: bool) -> tuple[str, bool]:
    """Return what only audits: a softer effect, or, where there is none, an assignment at rest."""
    if full in AUDITS:
        return full, enforced
    if entry.effect_parameter is not None and full == "Deny":
        return "Audit", enforced
    return full, False


def _is_grouped(file: LandingZoneFile, entry: Assignment, *, enforce: bool) -> bool:
    """Tell whether a policy goes into an initiative, which is enforced as a whole or not at all."""
    if file.policy.grouping == "single" or not enforce:
        return False
    return entry.pinned and not _is_kept(file, entry)
