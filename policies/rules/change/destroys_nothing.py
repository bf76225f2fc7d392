"""A plan destroys nothing."""

from collections.abc import Iterator

from landsmith.policy.rule import Context, LandingZoneRule, Outcome, failed, passed
from landsmith.terraform.plan import Plan, ResourceChange

_PLACE = "azurerm_management_group_subscription_association"


class DestroysNothing(LandingZoneRule):
    """Looks for what is deleted or replaced, and for what Terraform stops managing."""

    id = "change-destroys-nothing"
    title = "The plan destroys nothing"
    severity = "high"
    controls = ("A-3.1.evidence.1", "aks:application-infrastructure-as-code")
    rationale = (
        "A changed name or range looks harmless in a diff and may replace a cluster, a network or "
        "a vault. Whoever means it says so in a waiver."
    )
    mend = (
        "Undo the change that forces it, or waive this rule for the address, with a reason and a "
        "last day."
    )
    per_root = True

    def judge_landing_zone(self, context: Context) -> Iterator[tuple[str, Outcome]]:
        """Yield a failure for each change that destroys, or that there is none."""
        found = False
        for root, plan in sorted(context.plans.items()):
            for change in plan.changes:
                message = _message(change, plan) if change.mode == "managed" else ""
                if message:
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
