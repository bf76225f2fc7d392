"""A plan holds nothing that the provider refuses in the apply."""

from collections.abc import Iterator

from landsmith.policy.apply_refusals import refused_in_apply
from landsmith.policy.rule import Context, LandingZoneRule, Outcome, failed, passed


class ApplyNotRefused(LandingZoneRule):
    """Looks for changes that pass the plan and fail the apply."""

    id = "change-apply-not-refused"
    title = "The provider refuses nothing in the apply"
    severity = "high"
    rationale = (
        "Some values can't be changed back, a vault's purge protection and its retention among "
        "them, and azurerm says so in the middle of the apply only, with half of the root done."
    )
    mend = "Keep the value that the resource has, or change what the message names."
    per_root = True

    def judge_landing_zone(self, context: Context) -> Iterator[tuple[str, Outcome]]:
        """Yield a failure for each refusal, or that there is none."""
        found = False
        for root, plan in sorted(context.plans.items()):
            for change in plan.changes:
                if change.mode == "managed" and change.type.startswith(("azurerm_", "azuread_")):
                    for words, path in refused_in_apply(change):
                        found = True
                        yield f"{root}/{change.address}", failed(words, path)
        if not found:
            yield "", passed(f"the provider refuses nothing in {len(context.plans)} plans")
