"""A cluster's API server stays where AKS can't move it from."""

from landsmith.policy.kinds import CLUSTER
from landsmith.policy.rule import Context, Outcome, Rule, failed, not_applicable, passed, unknown
from landsmith.terraform.plan import Json, Mark, ResourceChange


class ApiServerKept(Rule):
    """Judges a change of how an existing cluster's API server is reached."""

    id = "change-api-server-kept"
    title = "An existing API server is not moved where AKS can't move it"
    severity = "high"
    rationale = (
        "AKS converts public clusters to API server VNet integration, not those on a private "
        "endpoint, and takes the integration back from none. Terraform plans both as updates."
    )
    mend = (
        "Keep aks.network.api_server.access as the cluster has it; for another, build a second "
        "cluster and move the workloads."
    )
    resource_types = (CLUSTER,)

    def judge(self, resource: ResourceChange, _context: Context) -> Outcome:
        """Return a failure for a conversion that Azure refuses."""
        if resource.before is None or resource.after is None:
            return not_applicable("a new cluster")
        before, after = _integrated(resource.before), _integrated(resource.after)
        path = "api_server_access_profile.0.virtual_network_integration_enabled"
        if isinstance(after, Mark):
            return unknown(f"{path} is {after.value}", path)
        if before and not after:
            return failed("VNet integration can't be taken back", path)
        if after and not before and resource.before.get("private_cluster_enabled"):
            return failed("a private endpoint can't be changed for VNet integration", path)
        return passed("the API server stays as it is", path)


def _integrated(values: Json) -> bool | Mark:
    profiles = values.get("api_server_access_profile")
    if isinstance(profiles, Mark):
        return profiles
    found = profiles[0].get("virtual_network_integration_enabled") if profiles else False
    return found if isinstance(found, Mark) else bool(found)
