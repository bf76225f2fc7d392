"""The allow-list of a public API server holds the addresses that the cluster's nodes come from."""

from landsmith.policy.kinds import CLUSTER
from landsmith.policy.planned import items, marked
from landsmith.policy.rule import Context, Outcome, Rule, failed, not_applicable, passed, unknown
from landsmith.terraform.plan import ResourceChange

RANGES = "api_server_access_profile.0.authorized_ip_ranges"


class ApiServerEgress(Rule):
    """Judges the authorised ranges of a cluster by what its author wrote: egress comes on top."""

    id = "network-api-server-egress"
    title = "A public API server lets in its own nodes"
    severity = "high"
    rationale = (
        "Nodes reach a public API server by the address of their NAT gateway or firewall. If the "
        "allow-list lacks it, no node registers and the cluster never comes up."
    )
    mend = "Add the public addresses of the NAT gateway or the firewall to the authorised ranges."
    resource_types = (CLUSTER,)

    def judge(self, resource: ResourceChange, context: Context) -> Outcome:
        """Return a failure where the list holds nothing but what its author wrote."""
        if resource.get("private_cluster_enabled") is not False:
            return not_applicable("the API server is private", "private_cluster_enabled")
        if resource.get("network_profile.0.outbound_type") == "loadBalancer":
            return not_applicable("AKS adds the load balancer's addresses itself")
        ranges = resource.get(RANGES)
        if marked(ranges):
            return unknown("the authorised ranges are known after the apply", RANGES)
        if set(items(resource, RANGES)) - _written(resource, context):
            return passed("the allow-list holds the cluster's egress", RANGES)
        return failed("the allow-list lacks the address that nodes come from", RANGES)


def _written(resource: ResourceChange, context: Context) -> set[str]:
    """Return the ranges that the landing-zone file names for this cluster."""
    zone, name = context.zone, resource.get("name")
    return {
        str(range_)
        for entry in zone.landing_zones
        if zone.name(f"{entry.key}/kubernetes_cluster") == name
        for range_ in entry.aks.network.api_server.authorized_ranges
    }
