"""Every subscription stands in one management group of the landing zone's."""

from collections import Counter
from collections.abc import Iterator

from landsmith.policy.planned import all_subscriptions, marked, subscription
from landsmith.policy.rule import Context, LandingZoneRule, Outcome, failed, passed, unknown
from landsmith.policy.trace import sources
from landsmith.terraform.plan import Mark, ResourceChange

_GROUP = "azurerm_management_group"
_PLACE = "azurerm_management_group_subscription_association"


class ManagementGroups(LandingZoneRule):
    """Judges the tree of groups, and where the roots' subscriptions are placed in it."""

    id = "organisation-management-groups"
    title = "Every subscription is placed in one management group"
    severity = "high"
    rationale = (
        "Policies and roles reach a subscription through its management group: one that stands "
        "outside is governed by nobody."
    )
    mend = "Name the subscription in the landing-zone file, so that it is placed in a group."

    def judge_landing_zone(self, context: Context) -> Iterator[tuple[str, Outcome]]:
        """Yield an outcome for each group, each placement and each subscription without one."""
        for root, group in context.resources(_GROUP):
            yield f"{root}/{group.address}", _parent(group, context)
        placements = list(context.resources(_PLACE))
        values = [it.get("subscription_id") for _, it in placements]
        count = Counter(subscription(value) for value in values)
        for root, placement in placements:
            yield f"{root}/{placement.address}", _placement(placement, count, context)
        for missing in (it for it in all_subscriptions(context) if it not in count):
            open_ = unknown(f"whether {missing} is placed is known after apply")
            said = open_ if marked(values) else failed("is in no management group of ours")
            yield f"subscription {missing}", said


def _parent(group: ResourceChange, context: Context) -> Outcome:
    parent = group.get("parent_management_group_id")
    if isinstance(parent, str):
        return passed(f"stands under {parent.rpartition('/')[2]}", "parent_management_group_id")
    if parent is None:
        return failed(
            "has no parent: it would hang in the tenant root", "parent_management_group_id"
        )
    return _known(group, context, "parent_management_group_id")


def _placement(placement: ResourceChange, count: Counter[str | None], context: Context) -> Outcome:
    value = placement.get("subscription_id")
    if isinstance(value, Mark):
        return unknown("the subscription is known after apply", "subscription_id")
    if count[subscription(value)] > 1:
        return failed("this subscription is placed more than once", "subscription_id")
    if isinstance(placement.get("management_group_id"), str):
        return passed("placed in one group", "management_group_id")
    return _known(placement, context, "management_group_id")


def _known(resource: ResourceChange, context: Context, path: str) -> Outcome:
    """Judge an id that the apply will tell: it has to come from groups of ours."""
    found = sources(context.plan_of(resource), resource, path, _GROUP)
    if found:
        return passed("in a management group of this landing zone", path)
    return unknown(f"{path} is known after apply", path)
