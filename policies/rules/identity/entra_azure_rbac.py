"""Clusters sign people in with Entra ID and authorise them with Azure RBAC."""

from landsmith.policy.kinds import CLUSTER
from landsmith.policy.planned import expect, worst
from landsmith.policy.rule import Context, Outcome, Rule, failed, passed, unknown
from landsmith.terraform.plan import Mark, ResourceChange

_BLOCK = "azure_active_directory_role_based_access_control"


class EntraAzureRbac(Rule):
    """Judges the cluster's Entra block: tenant, Azure RBAC and administrator groups."""

    id = "identity-entra-azure-rbac"
    title = "Clusters use Entra ID, Azure RBAC and administrator groups"
    severity = "high"
    rationale = (
        "One directory then says who may do what, in Azure and inside the cluster, and people "
        "lose their access on the day they leave."
    )
    mend = (
        "Give the cluster the block azure_active_directory_role_based_access_control with the "
        "tenant, azure_rbac_enabled = true and at least one administrator group."
    )
    resource_types = (CLUSTER,)

    def judge(self, resource: ResourceChange, _context: Context) -> Outcome:
        """Return the worst of what the block's three settings say."""
        if resource.get(_BLOCK) in (None, []):
            return failed("the cluster does not sign in with Entra ID", _BLOCK)
        path = f"{_BLOCK}.0.azure_rbac_enabled"
        rbac = expect(resource, path, True, "Azure RBAC authorises", "Azure RBAC is off")
        found = [_given(resource, "tenant_id"), rbac, _given(resource, "admin_group_object_ids")]
        good = passed("Entra ID signs in, Azure RBAC authorises, groups administer", _BLOCK)
        return worst([good, *found])


def _given(resource: ResourceChange, name: str) -> Outcome:
    path = f"{_BLOCK}.0.{name}"
    value = resource.get(path)
    if isinstance(value, Mark):
        return unknown(f"{name} is {value.value}", path)
    return passed(f"{name} is set", path) if value else failed(f"{name} is not set", path)
