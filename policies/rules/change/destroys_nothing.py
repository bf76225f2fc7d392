"""A plan destroys nothing."""

from collections.abc import Iterator

from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.policy.kinds import AUTOMATIC_CLUSTER, CLUSTER, POOL
from landsmith.policy.rule import Context, LandingZoneRule, Outcome, failed, passed
from landsmith.terraform.plan import Plan, ResourceChange

_PLACE = "azurerm_management_group_subscription_association"

_SECOND_CLUSTER = (
    "the cluster goes with all that runs in it: add a landing zone with a second cluster, move the "
    "workloads there, then remove this one"
)

_LATER_FIRST = (
    "what later roots made still uses it: apply those first, from the last root to this one"
)

_CUT_OVER = {
    "azurerm_firewall": "a hub has one firewall at a time, and Azure changes tiers between "
    "Standard and Premium only: plan a cut-over. From its deletion until the next one is there, "
    "tens of minutes, nothing behind it reaches the internet, the sites or another spoke",
    "azurerm_nat_gateway": "egress changes over to the firewall: plan a cut-over. Apply "
    "30-connectivity first, then this root: open connections break, nodes have no way out for some "
    "minutes, and who allows the old public address has to allow the firewall's",
    AUTOMATIC_CLUSTER: _SECOND_CLUSTER,
    CLUSTER: _SECOND_CLUSTER,
    POOL: "its nodes go with all that runs on them, and no "
    "temporary pool stands in: add a second pool, let the workloads move there, then remove this "
    "one",
    "azurerm_firewall_policy": "the next policy is made before the firewall changes over to it, "
    "without a gap",
}
"""What is lost and for how long while one of these is replaced, and the mend."""

_USED_LATER = {
    "azurerm_firewall",
    "azurerm_management_group_policy_set_definition",
    "azurerm_network_ddos_protection_plan",
    "azurerm_private_dns_zone",
}
"""What roots make that come before those that use it; Azure deletes none of these in use."""


class DestroysNothing(LandingZoneRule):
    """Looks for what is deleted or replaced, and for what Terraform stops managing."""

    id = "change-destroys-nothing"
    title = "The plan destroys nothing"
    severity = "high"
    rationale = (
        "A changed name or range looks harmless in a diff and may replace a cluster, a network or "
        "a vault. Whoever means it says so in a waiver."
    )
    mend = (
        "Undo the change that forces it, or waive this rule for the address, with a reason and a "
        "last day; what is replaced with a gap needs a planned cut-over."
    )
    per_root = True

    def judge_landing_zone(self, context: Context) -> Iterator[tuple[str, Outcome]]:
        """Yield a failure for each change that destroys, or that there is none."""
        found = False
        for root, plan in sorted(context.plans.items()):
            for change in plan.changes:
                message = _message(change, plan) if change.mode == "managed" else ""
                if message:
                    message = "; ".join([message, *_advice(change, context.zone)])
                    found = True
                    yield f"{root}/{change.address}", failed(message, _cause(change))
        if not found:
            yield "", passed(f"nothing is destroyed in {len(context.plans)} plans")


def _message(change: ResourceChange, plan: Plan) -> str:
    if "delete" in change.actions:
        return "is replaced" if "create" in change.actions else "is deleted"
    if "forget" in change.actions and not _placed_anew(change, plan):
        return "is no longer managed by Terraform"
    return ""


def _advice(change: ResourceChange, zone: LandingZone) -> Iterator[str]:
    """Yield what to know of an egress that changes, or of what later roots use."""
    replaced = "create" in change.actions
    if change.type == "azurerm_nat_gateway":
        if not replaced and zone.network.egress != "nat_gateway":
            yield _CUT_OVER[change.type]
    elif replaced and change.type in _CUT_OVER:
        yield _CUT_OVER[change.type]
    elif not replaced and change.type in _USED_LATER:
        yield _LATER_FIRST


def _placed_anew(change: ResourceChange, plan: Plan) -> bool:
    """Return whether a subscription that is forgotten at one group is placed in another.

    Azure moves a subscription that is placed anew; Terraform would take it out first.
    """
    subscription = (change.before or {}).get("subscription_id")
    return change.type == _PLACE and any(
        other.type == _PLACE
        and other.actions == ("create",)
        and other.get("subscription_id") == subscription
        for other in plan.changes
    )


def _cause(change: ResourceChange) -> str:
    return ", ".join(".".join(str(step) for step in path) for path in change.replace_paths)
