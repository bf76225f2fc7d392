"""Every deviation from best practice has its justification."""

from collections.abc import Iterator

from landsmith.policy.rule import Context, LandingZoneRule, Outcome, failed, passed


class DeviationsJustified(LandingZoneRule):
    """Judges the landing zone's deviations, which resolving it has found."""

    id = "change-deviations-justified"
    title = "Every deviation has its customer requirement"
    severity = "medium"
    rationale = (
        "The audit asks for the customer requirement behind every difference from the "
        "architecture, and whoever comes after wants to know it too."
    )
    mend = "Add the setting under deviations in the landing-zone file, or return to the default."

    def judge_landing_zone(self, context: Context) -> Iterator[tuple[str, Outcome]]:
        """Yield an outcome for each deviation, or that there is none."""
        for item in context.zone.deviations:
            chosen = f"{item.chosen} instead of {item.recommended}"
            if item.justification is None:
                yield item.setting, failed(f"{chosen}, without a justification ({item.source})")
            else:
                yield item.setting, passed(f"{chosen}: {item.justification.requirement}")
        if not context.zone.deviations:
            yield "", passed("nothing deviates from best practice")
