"""What governance, management and identity can't combine is refused, in words, with a mend."""

# ruff: noqa: E501 - a table is easier to read with one case on a line

from __future__ import annotations

from typing import Any

import pytest

from landsmith.resolve.checks.governance import check
from strategies import entry, model, small, uuid, with_all

ALZ = ("management_groups.hierarchy", "alz")
SCOPE = "/providers/Microsoft.Billing/billingAccounts/1/enrollmentAccounts/2"
EXEMPTION = {
    "name": "legacy",
    "policy": "kv-purge",
    "at": "shop-prod",
    "category": "waiver",
    "reason": "Until it moves.",
    "expires_on": "2028-02-29",
}
ELIGIBLE = {"group": "auditors", "role": "Reader", "justification": "Audits."}
BUDGET = {"amount": 5, "start": "2027-01"}
NEW = {"name": "pay", "environment": "prod"}

Change = tuple[str, Any]
CASES: dict[str, tuple[list[Change], tuple[Any, ...], str, str]] = {
    "the parent is a group of ours": (
        [("management_groups.parent", "mg-cts-platform")],
        ("management_groups", "parent"),
        "mg-cts-platform is a management group of the landing zone itself",
        "name one that exists already, or leave it out for the tenant root group",
    ),
    "the adopted root is a group of ours": (
        [("management_groups.adopt", "MG-cts-corp")],
        ("management_groups", "adopt"),
        "MG-cts-corp is a management group of the landing zone itself",
        "name one that exists already, or leave it out for the tenant root group",
    ),
    "the adopted root is the tenant's": (
        [("management_groups.adopt", uuid(1))],
        ("management_groups", "adopt"),
        "the tenant root group can't be the landing zone's root: policies would reach all",
        "leave it out: the landing zone makes a group below it",
    ),
    "a root that is adopted has a parent": (
        [("management_groups", {"adopt": "alz", "parent": "contoso"})],
        ("management_groups", "adopt"),
        "a root that is adopted has its parent already",
        "leave out parent, or adopt",
    ),
    "the trio has no online": (
        [("landing_zones.0.archetype", "online")],
        ("landing_zones", 0, "archetype"),
        "the trio has no management group online",
        "write management_groups.hierarchy: alz",
    ),
    "the trio has no sandbox": (
        [("management_groups.sandbox", [uuid(9)])],
        ("management_groups", "sandbox"),
        "the trio has no management group sandbox",
        "write management_groups.hierarchy: alz",
    ),
    "the trio has no effect at corp": (
        [("policy.effects_at", {"corp": "deny"})],
        ("policy", "effects_at", "corp"),
        "the trio has no management group corp",
        "write management_groups.hierarchy: alz",
    ),
    "a sandbox is a landing zone": (
        [ALZ, ("management_groups.sandbox", [uuid(4)])],
        ("management_groups", "sandbox", 0),
        "this subscription is a landing zone already",
        "place each subscription once",
    ),
    "a decommissioned subscription is a sandbox": (
        [ALZ, ("management_groups.sandbox", [uuid(9)]), ("management_groups.decommissioned", [uuid(9)])],
        ("management_groups", "decommissioned", 0),
        "this subscription is sandbox already",
        "place each subscription once",
    ),
    "one subscription is corp and online": (
        [ALZ, ("landing_zones.1", entry("pay", 4, archetype="online"))],
        ("landing_zones", 1, "archetype"),
        "shop-prod has the same subscription and is corp",
        "give both one archetype, or each its own subscription",
    ),
    "an override of no policy": (
        [("policy.overrides", {"aks-privat": "deny"})],
        ("policy", "overrides", "aks-privat"),
        "there is no policy aks-privat",
        "did you mean aks-private?",
    ),
    "an override that can't deny": (
        [("policy.overrides", {"aks-entra": "deny"})],
        ("policy", "overrides", "aks-entra"),
        "aks-entra can't deny: Azure's definition only audits",
        "write audit or off",
    ),
    "a day of enforcement when all denies": (
        [("policy", {"effect": "deny", "enforce_from": "2027-06-01"})],
        ("policy", "enforce_from"),
        "nothing audits that could deny from that day on",
        "leave it out, or write effect: audit, or effects_at for some scopes",
    ),
    "two exemptions of one name": (
        [("policy.exemptions", [EXEMPTION, EXEMPTION])],
        ("policy", "exemptions", 1, "name"),
        "legacy names two exemptions",
        "give each its own name",
    ),
    "an exemption from no policy": (
        [("policy.exemptions", [{**EXEMPTION, "policy": "kv-purg"}])],
        ("policy", "exemptions", 0, "policy"),
        "there is no policy kv-purg",
        "did you mean kv-purge?",
    ),
    "an exemption from what is not assigned": (
        [("policy.exemptions", [{**EXEMPTION, "policy": "no-classic"}])],
        ("policy", "exemptions", 0, "policy"),
        "no-classic is not assigned, so nothing can be exempt from it",
        "remove the exemption",
    ),
    "an exemption nowhere": (
        [("policy.exemptions", [{**EXEMPTION, "at": "shop-prd"}])],
        ("policy", "exemptions", 0, "at"),
        "shop-prd is neither a landing zone nor a management group",
        "did you mean shop-prod?",
    ),
    "an exemption of a cluster's policy at a group": (
        [("policy.exemptions", [{**EXEMPTION, "at": "root"}])],
        ("policy", "exemptions", 0, "at"),
        "kv-purge is assigned to each landing zone's cluster",
        "name a landing zone: shop-prod",
    ),
    "an eligible role that is none": (
        [("identity.eligible", [{**ELIGIBLE, "role": None}])],
        ("identity", "eligible", 0),
        "needs a role that is built in, or a custom role, and not both",
        "write role or custom_role",
    ),
    "an eligible custom role that is not there": (
        [("identity.eligible", [{**ELIGIBLE, "role": None, "custom_role": "ops"}])],
        ("identity", "eligible", 0, "custom_role"),
        "there is no custom role ops",
        "add it to identity.custom_roles, or name one of those",
    ),
    "an eligible role twice": (
        [("identity.eligible", [ELIGIBLE, {**ELIGIBLE, "days": 3}])],
        ("identity", "eligible", 1),
        "auditors is eligible for this role at root already",
        "remove one of the two",
    ),
    "two custom roles of one name": (
        [("identity.custom_roles", [{"name": "ops", "description": "x", "actions": ["Microsoft.Network/*"]}] * 2)],
        ("identity", "custom_roles", 1, "name"),
        "ops names two roles",
        "give each its own name",
    ),
    "a budget with six thresholds": (
        [("monitoring.budget", {**BUDGET, "actual": [10, 20, 30, 40], "forecast": [90, 100]})],
        ("monitoring", "budget", "actual"),
        "has more than 5 thresholds; Azure keeps no more",
        "leave out some of actual or forecast",
    ),
    "a budget with one threshold twice": (
        [("landing_zones.0.budget", {**BUDGET, "actual": [10, 10]})],
        ("landing_zones", 0, "budget", "actual"),
        "a threshold stands twice",
        "write each once",
    ),
    "a vault in zones where there are none": (
        [("region", "ukwest"), ("monitoring.backup_vault", {"redundancy": "ZoneRedundant"})],
        ("monitoring", "backup_vault", "redundancy"),
        "ukwest has no availability zones",
        "write LocallyRedundant or GeoRedundant",
    ),
    "a vault in a pair where there is none": (
        [("region", "qatarcentral"), ("monitoring.backup_vault", {"redundancy": "GeoRedundant"})],
        ("monitoring", "backup_vault", "redundancy"),
        "qatarcentral has no paired region to copy backups to",
        "write ZoneRedundant",
    ),
    "a restore in another region without copies there": (
        [("monitoring.backup_vault", {"cross_region_restore": True})],
        ("monitoring", "backup_vault", "cross_region_restore"),
        "only a vault that is GeoRedundant has backups in another region",
        "write redundancy: GeoRedundant, or leave cross_region_restore out",
    ),
    "a Defender plan twice": (
        [("monitoring.defender", ["Arm", "Arm"])],
        ("monitoring", "defender", 1),
        "Arm stands twice",
        "name each plan once",
    ),
    "a new subscription twice": (
        [("vending", {"billing_scope": SCOPE, "subscriptions": [NEW, NEW]})],
        ("vending", "subscriptions", 1),
        "pay-prod stands twice",
        "ask for each subscription once",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_refused(case: str) -> None:
    changes, loc, message, mend = CASES[case]
    assert [tuple(problem) for problem in check(model(with_all(*changes)))] == [
        (loc, message, mend)
    ]


ALLOWED: dict[str, list[Change]] = {
    "small": [],
    "alz": [ALZ, ("landing_zones.0.archetype", "online"), ("management_groups.sandbox", [uuid(9)])],
    "an adopted root": [("management_groups.adopt", "alz")],
    "an exemption": [("policy.exemptions", [EXEMPTION])],
    "five thresholds": [("monitoring.budget", {**BUDGET, "actual": [1, 2, 3], "forecast": [4, 5]})],
}


@pytest.mark.parametrize("case", ALLOWED)
def test_what_is_not(case: str) -> None:
    assert list(check(model(with_all(*ALLOWED[case])))) == []
    assert small()["blueprint"] == "start-small"
