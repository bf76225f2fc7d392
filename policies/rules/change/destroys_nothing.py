"""A plan destroys nothing."""

from collections.abc import Iterator

from landsmith.policy.rule import Context, LandingZoneRule, Outcome, failed, passed
from landsmith.terraform.plan import ResourceChange


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
                message = _message(change) if change.mode == "managed" else ""
                if message:
                    found = True
                    yield f"{root}/{change.address}", failed(message, _cause(change))
        if not found:
            yield "", passed(f"nothing is destroyed in {len(context.plans)} plans")


def _message(change: ResourceChange) -> str:
    if "delete" in change.actions:
        return "is replaced" if "create" in change.actions else "is deleted"
    return "is no longer managed by Terraform" if "forget" in change.actions else ""


def _cause(change: ResourceChange) -> str:
    return ", ".join(".".join(str(step) for step in path) for path in change.replace_paths)
