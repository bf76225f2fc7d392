"""API servers are private, and so are their names."""

from landsmith.policy.kinds import CLUSTER
from landsmith.policy.planned import expect, worst
from landsmith.policy.rule import Context, Outcome, Rule, failed, passed, unknown
from landsmith.terraform.plan import Mark, ResourceChange


class PrivateApiServer(Rule):
    """Judges how a cluster's API server is reached and how its name resolves."""

    id = "network-private-api-server"
    title = "The API server is private and its name resolves in the hub"
    severity = "high"
    rationale = (
        "An API server on the internet is one leaked token away from anybody. A private one needs "
        "a private DNS zone that networks on premises can ask, which is why the hub holds it."
    )
    mend = (
        "Set private_cluster_enabled, leave private_cluster_public_fqdn_enabled off, and give the "
        "id of the hub's private DNS zone."
    )
    resource_types = (CLUSTER,)

    def judge(self, resource: ResourceChange, _context: Context) -> Outcome:
        """Return the worst of what the three settings say."""
        public, private = "private_cluster_public_fqdn_enabled", "private_cluster_enabled"
        return worst(
            [
                passed("the API server is private, and so is its name", private),
                expect(resource, private, True, "private", "the API server is public"),
                expect(resource, public, False, "no public name", "the server has a public name"),
                _zone(resource),
            ]
        )


def _zone(resource: ResourceChange) -> Outcome:
    zone = resource.get("private_dns_zone_id")
    if isinstance(zone, Mark):
        return unknown(f"the private DNS zone is {zone.value}", "private_dns_zone_id")
    if zone in (None, "None", "System"):
        return failed(f"the private DNS zone is {zone}", "private_dns_zone_id")
    return passed("the private DNS zone is given", "private_dns_zone_id")
