"""Cross-field rules of governance, management and identity, found before rendering."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import FieldProblem, Loc, closest
from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.platform import azure_policies
from landsmith.blueprint.platform.monitoring import Budget
from landsmith.blueprint.platform.policy import Exemption
from landsmith.components.cluster.backup_vault import check_vault
from landsmith.landing_zone.policy import Policy
from landsmith.resolve.platform.hierarchy import ALZ, TRIO, groups
from landsmith.resolve.platform.policies import policies

MOST_THRESHOLDS = 5
"""Notifications that Azure keeps in a budget."""


def check(file: LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield a problem for each combination of settings that can't be deployed."""
    yield from _management_groups(file)
    yield from _archetypes(file)
    yield from _placed_twice(file)
    yield from _policy(file)
    yield from _exemptions(file)
    yield from _roles(file)
    yield from _budgets(file)
    yield from _backup_vault(file)
    yield from _defender(file)
    yield from _vending(file)


def _management_groups(file: LandingZoneFile) -> Iterator[FieldProblem]:
    chosen, code = file.management_groups, file.customer.code
    own = {f"mg-{code}", *(f"mg-{code}-{part}" for part in ALZ)}
    for field in ("parent", "adopt"):
        name = getattr(chosen, field)
        if name and name.lower() in own:
            message = f"{name} is a management group of the landing zone itself"
            mend = "name one that exists already, or leave it out for the tenant root group"
            yield FieldProblem(("management_groups", field), message, mend)
    at: Loc = ("management_groups", "adopt")
    if chosen.adopt and chosen.adopt.lower() == file.tenant_id:
        message = "the tenant root group can't be the landing zone's root: policies would reach all"
        yield FieldProblem(at, message, "leave it out: the landing zone makes a group below it")
    if chosen.adopt and chosen.parent:
        message = "a root that is adopted has its parent already"
        yield FieldProblem(at, message, "leave out parent, or adopt")


def _archetypes(file: LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield a problem for each choice that the trio has no management group for."""
    if file.management_groups.hierarchy == "alz":
        return
    mend = "write management_groups.hierarchy: alz"
    for index, entry in enumerate(file.landing_zones):
        if entry.archetype != "corp":
            message = f"the trio has no management group {entry.archetype}"
            yield FieldProblem(("landing_zones", index, "archetype"), message, mend)
    for part in ("sandbox", "decommissioned"):
        if getattr(file.management_groups, part):
            message = f"the trio has no management group {part}"
            yield FieldProblem(("management_groups", part), message, mend)
    for scope in file.policy.effects_at:
        if scope in ALZ and scope not in TRIO:
            message = f"the trio has no management group {scope}"
            yield FieldProblem(("policy", "effects_at", scope), message, mend)


def _placed_twice(file: LandingZoneFile) -> Iterator[FieldProblem]:
    platform = file.subscriptions
    used = {entry.subscription: "a landing zone" for entry in file.landing_zones}
    for part in ("management", "connectivity", "identity", "security"):
        used |= {getattr(platform, part): f"the platform's {part}"}
    for part in ("sandbox", "decommissioned"):
        for index, subscription in enumerate(getattr(file.management_groups, part)):
            if subscription in used:
                message = f"this subscription is {used[subscription]} already"
                loc: Loc = ("management_groups", part, index)
                yield FieldProblem(loc, message, "place each subscription once")
            used[subscription] = part
    for index, entry in enumerate(file.landing_zones):
        for other in file.landing_zones[:index]:
            if other.subscription == entry.subscription and other.archetype != entry.archetype:
                message = f"{other.key} has the same subscription and is {other.archetype}"
                mend = "give both one archetype, or each its own subscription"
                yield FieldProblem(("landing_zones", index, "archetype"), message, mend)
                break


def _policy(file: LandingZoneFile) -> Iterator[FieldProblem]:
    known = azure_policies.by_key()
    for key, effect in file.policy.overrides.items():
        loc: Loc = ("policy", "overrides", key)
        if key not in known:
            yield _unknown(loc, key)
        elif effect == "deny" and known[key].effects["deny"] not in {"Deny", "Modify"}:
            message = f"{key} can't deny: Azure's definition only audits"
            yield FieldProblem(loc, message, "write audit or off")
    if file.policy.enforce_from and not any(policy.later for policy in policies(file)):
        message = "nothing audits that could deny from that day on"
        mend = "leave it out, or write effect: audit, or effects_at for some scopes"
        yield FieldProblem(("policy", "enforce_from"), message, mend)


def _unknown(loc: Loc, key: str) -> FieldProblem:
    near = closest(key, azure_policies.by_key())
    mend = f"did you mean {near}?" if near else "see docs/reference/azure-policies.md"
    return FieldProblem(loc, f"there is no policy {key}", mend)


def _exemptions(file: LandingZoneFile) -> Iterator[FieldProblem]:
    assigned: dict[str, Policy] = {policy.entry.key: policy for policy in policies(file)}
    names = [exemption.name for exemption in file.policy.exemptions]
    for index, exemption in enumerate(file.policy.exemptions):
        at: Loc = ("policy", "exemptions", index)
        if exemption.name in names[:index]:
            message = f"{exemption.name} names two exemptions"
            yield FieldProblem((*at, "name"), message, "give each its own name")
        if exemption.policy not in azure_policies.by_key():
            yield _unknown((*at, "policy"), exemption.policy)
        elif exemption.policy not in assigned:
            message = f"{exemption.policy} is not assigned, so nothing can be exempt from it"
            yield FieldProblem((*at, "policy"), message, "remove the exemption")
        else:
            yield from _exempt(file, exemption, assigned[exemption.policy], (*at, "at"))


def _exempt(
    file: LandingZoneFile, exemption: Exemption, policy: Policy, loc: Loc
) -> Iterator[FieldProblem]:
    entries = [entry.key for entry in file.landing_zones]
    known = [*entries, "root", *groups(file)]
    if exemption.at not in known:
        near = closest(exemption.at, known)
        mend = f"did you mean {near}?" if near else f"choose {', '.join(known[:8])}"
        message = f"{exemption.at} is neither a landing zone nor a management group"
        yield FieldProblem(loc, message, mend)
    elif policy.scope == "workload" and exemption.at not in entries:
        message = f"{policy.entry.key} is assigned to each landing zone's cluster"
        yield FieldProblem(loc, message, f"name a landing zone: {', '.join(entries[:8])}")
    elif any(
        one.key == exemption.at and not policy.is_for(one.compliance) for one in file.landing_zones
    ):
        message = f"{policy.entry.key} is not assigned to {exemption.at}"
        yield FieldProblem(loc, message, "remove the exemption")


def _roles(file: LandingZoneFile) -> Iterator[FieldProblem]:
    names = [role.name for role in file.identity.custom_roles]
    for index, name in enumerate(names):
        if name in names[:index]:
            loc: Loc = ("identity", "custom_roles", index, "name")
            yield FieldProblem(loc, f"{name} names two roles", "give each its own name")
    seen: set[tuple[str, ...]] = set()
    for index, role in enumerate(file.identity.eligible):
        loc = ("identity", "eligible", index)
        if (role.role is None) == (role.custom_role is None):
            message = "needs a role that is built in, or a custom role, and not both"
            yield FieldProblem(loc, message, "write role or custom_role")
        elif role.custom_role is not None and role.custom_role not in names:
            message = f"there is no custom role {role.custom_role}"
            mend = "add it to identity.custom_roles, or name one of those"
            yield FieldProblem((*loc, "custom_role"), message, mend)
        key = (role.group, role.role or role.custom_role or "", role.at)
        if key in seen:
            message = f"{role.group} is eligible for this role at {role.at} already"
            yield FieldProblem(loc, message, "remove one of the two")
        seen.add(key)


def _budgets(file: LandingZoneFile) -> Iterator[FieldProblem]:
    found: list[tuple[Loc, Budget | None]] = [
        (("monitoring", "budget"), file.monitoring.budget),
        (("monitoring", "total_budget"), file.monitoring.total_budget),
    ]
    for index, entry in enumerate(file.landing_zones):
        found.append((("landing_zones", index, "budget"), entry.budget))
        found.append((("landing_zones", index, "cluster_budget"), entry.cluster_budget))
    for loc, budget in found:
        if budget and len(budget.actual) + len(budget.forecast) > MOST_THRESHOLDS:
            message = f"has more than {MOST_THRESHOLDS} thresholds; Azure keeps no more"
            yield FieldProblem((*loc, "actual"), message, "leave out some of actual or forecast")
        for part in ("actual", "forecast") if budget else ():
            values = getattr(budget, part)
            if len(set(values)) < len(values):
                message = "a threshold stands twice"
                yield FieldProblem((*loc, part), message, "write each once")


def _backup_vault(file: LandingZoneFile) -> Iterator[FieldProblem]:
    vault = file.monitoring.backup_vault
    if vault is not None:
        yield from check_vault(vault, file.region, ("monitoring", "backup_vault"))


def _defender(file: LandingZoneFile) -> Iterator[FieldProblem]:
    plans = file.monitoring.defender
    for index, plan in enumerate(plans):
        if plan in plans[:index]:
            loc: Loc = ("monitoring", "defender", index)
            yield FieldProblem(loc, f"{plan} stands twice", "name each plan once")


def _vending(file: LandingZoneFile) -> Iterator[FieldProblem]:
    keys = [new.key for new in file.vending.subscriptions] if file.vending else []
    for index, key in enumerate(keys):
        if key in keys[:index]:
            loc: Loc = ("vending", "subscriptions", index)
            yield FieldProblem(loc, f"{key} stands twice", "ask for each subscription once")
