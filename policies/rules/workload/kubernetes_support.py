"""Clusters run a Kubernetes version that AKS supports, and will for a while."""

from collections.abc import Iterator
from datetime import date

from landsmith.blueprint.offers.kubernetes_versions import NEAR_END, RELEASES, TABLE_AS_OF
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.policy.rule import (
    Context,
    LandingZoneRule,
    Outcome,
    failed,
    not_applicable,
    passed,
    unknown,
)


class KubernetesSupport(LandingZoneRule):
    """Judges each cluster's minor version on the day, by AKS's release calendar."""

    id = "workload-kubernetes-support"
    title = "Clusters run a supported Kubernetes version"
    severity = "high"
    rationale = (
        "A version out of support gets no security patches, and AKS upgrades it without asking. "
        "An upgrade by hand takes preparation, so a version within 90 days of its end is a finding."
    )
    mend = (
        "Write a newer minor version, one step at a time, or sku_tier: Premium for long-term "
        "support. `landsmith explain` says what the calendar was."
    )

    def judge_landing_zone(self, context: Context, /) -> Iterator[tuple[str, Outcome]]:
        """Yield the outcome of each cluster, at its field in the landing-zone file."""
        for index, entry in enumerate(context.zone.landing_zones):
            where = f"landing_zones[{index}].aks.kubernetes_version"
            yield where, _judged(entry, context.today)


def _judged(entry: ApplicationLandingZone, today: date | None) -> Outcome:
    aks = entry.aks
    if aks.mode == "automatic" or aks.upgrades.cluster in ("stable", "rapid"):
        return not_applicable("AKS chooses the minor version, and upgrades it")
    if today is None:
        return unknown("nobody said which day it is")
    end = RELEASES[aks.kubernetes_version].ends_on(long_term=aks.sku_tier == "Premium")
    said = f"Kubernetes {aks.kubernetes_version} is supported until {end} (AKS, {TABLE_AS_OF})"
    if today > end:
        return failed(f"{said}, which is over")
    if today > end - NEAR_END:
        return failed(f"{said}, in {(end - today).days} days")
    return passed(said)
