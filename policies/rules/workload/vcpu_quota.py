"""Grown clusters fit into the subscription's vCPU quotas."""

from collections.abc import Iterator

from landsmith.policy.quota import quota_key
from landsmith.policy.rule import Context, LandingZoneRule, Outcome, failed, passed, unknown


class VcpuQuota(LandingZoneRule):
    """Judges the vCPUs that pools take at the most against the quotas that the customer gave."""

    id = "workload-vcpu-quota"
    title = "Grown clusters fit into the vCPU quota"
    severity = "high"
    rationale = (
        "A pool that meets its quota stops growing, and an upgrade that can't add its surge node "
        "stops as well. Azure raises a quota within days, not while pods wait."
    )
    mend = "Ask Azure for a higher limit, or lower max_count; docs/capacity.md adds it up."

    def judge_landing_zone(self, context: Context, /) -> Iterator[tuple[str, Outcome]]:
        """Yield the outcome of each quota that clusters draw on; none without a quota file."""
        if context.quotas is None:
            return
        given = {quota.key: quota for quota in context.quotas}
        for (subscription, region, name), wanted in context.zone.quotas.items():
            where = f"quotas/{subscription}/{region}/{name}"
            quota = given.get(quota_key(subscription, region, name))
            if quota is None:
                yield where, unknown(f"clusters take {wanted} vCPUs; quotas.yaml doesn't say more")
                continue
            free = quota.limit - quota.used
            said = f"clusters take {wanted} of {free} free vCPUs"
            yield where, passed(said) if wanted <= free else failed(said)
