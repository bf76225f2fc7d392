"""Roots 40-identity and 45-security: what watches those subscriptions, ready for what goes in."""

from __future__ import annotations

from landsmith.calls import ids, parts
from landsmith.calls.model import Root
from landsmith.compose.monitoring import alerts, baseline
from landsmith.landing_zone.landing_zone import LandingZone

NAMES = {"identity": "40-identity", "security": "45-security"}
PURPOSES = {
    "identity": "Identity: a subscription for domain controllers and the like, watched.",
    "security": "Security: a subscription for the security team's tools, watched.",
}


def roots(zone: LandingZone) -> tuple[Root, ...]:
    """Return the roots of the identity and security subscriptions, where they are given."""
    return tuple(_root(zone, part, sub) for part, sub in zone.own_subscriptions.items())


def _root(zone: LandingZone, part: str, subscription: str) -> Root:
    name = NAMES[part]
    budget = zone.name(f"{part}/consumption_budget_subscription")
    return Root(
        name=name,
        purpose=PURPOSES[part],
        providers=(parts.azurerm(zone, subscription),),
        backend=parts.backend(zone, name),
        locals=parts.logging_locals(zone, zone.tags.platform[part]),
        calls=(
            parts.resource_group("resource_group", zone.name(f"{part}/resource_group")),
            alerts.call(zone, part, subscription, ids.action_group(zone)),
            parts.budget(zone, budget, subscription, zone.monitoring.budget),
            *baseline.calls(zone, part, subscription, parts.WORKSPACE),
        ),
        after=("20-management",),
    )
