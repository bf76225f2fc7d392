"""Everything that can be tagged has the required tags."""

from landsmith.landing_zone.tags import REQUIRED
from landsmith.policy.kinds import CLUSTER
from landsmith.policy.rule import Context, Outcome, Rule, failed, passed, unknown
from landsmith.terraform.plan import Mark, ResourceChange

_POOL = "default_node_pool.0.tags"


class Tags(Rule):
    """Judges every planned resource that has a ``tags`` attribute, and the cluster's own pool."""

    id = "organisation-tags"
    title = "Everything that can be tagged has the required tags"
    severity = "medium"
    rationale = (
        "Cost, ownership and data classification are read from tags; a resource without them is "
        "nobody's."
    )
    mend = "Pass the landing zone's tags to the resource."
    resource_types = ("*",)

    def concerns(self, resource: ResourceChange) -> bool:
        """Return whether the resource can be tagged: its planned values have tags, or null."""
        return resource.after is not None and "tags" in resource.after

    def judge(self, resource: ResourceChange, _context: Context) -> Outcome:
        """Return the outcome for one resource."""
        cluster = resource.type == CLUSTER
        for path in ("tags", _POOL) if cluster else ("tags",):
            outcome = _judge(resource, path)
            if outcome.status != "pass":
                return outcome
        return passed("has every required tag", "tags")


def _judge(resource: ResourceChange, path: str) -> Outcome:
    tags = resource.get(path, {})
    if isinstance(tags, Mark):
        return unknown(f"{path} is {tags.value}", path)
    missing = [name for name in REQUIRED if tags.get(name) in (None, "")]
    if missing:
        return failed(f"lacks {', '.join(missing)}", path)
    return passed("has every required tag", path)
