"""Every subscription has a budget that somebody hears of."""

from collections.abc import Iterator

from landsmith.policy.planned import all_subscriptions, items, marked, subscription
from landsmith.policy.rule import Context, LandingZoneRule, Outcome, failed, passed, unknown

_TYPE = "azurerm_consumption_budget_subscription"


class Budgets(LandingZoneRule):
    """Compares the budgets with the subscriptions that the roots' providers deploy to."""

    id = "organisation-budgets"
    title = "Every subscription has a budget with notifications"
    severity = "medium"
    rationale = "What a landing zone costs should be read in a message, not in the invoice."
    mend = "Give the subscription a budget, with an amount and somebody to notify."

    def judge_landing_zone(self, context: Context) -> Iterator[tuple[str, Outcome]]:
        """Yield an outcome for each budget, and for each subscription without one."""
        covered, unread = set(), False
        for root, budget in context.resources(_TYPE):
            value = budget.get("subscription_id")
            covered.add(subscription(value))
            unread = unread or marked(value)
            heard = [it for it in items(budget, "notification") if _heard(it)]
            silent = failed("nobody is notified", "notification")
            said = passed(f"{len(heard)} notifications", "notification") if heard else silent
            yield f"{root}/{budget.address}", said
        for missing in (it for it in all_subscriptions(context) if it not in covered):
            open_ = unknown(f"whether {missing} has a budget is known after apply")
            yield f"subscription {missing}", open_ if unread else failed("has no budget")


def _heard(notification: object) -> bool:
    """Return whether a notification is on and reaches anybody."""
    if not isinstance(notification, dict) or notification.get("enabled") is False:
        return False
    kinds = ("contact_emails", "contact_groups", "contact_roles")
    return any(notification.get(kind) not in (None, []) for kind in kinds)
