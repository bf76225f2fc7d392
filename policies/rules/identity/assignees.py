"""Roles are given to groups and to workload identities, never to people."""

from landsmith.policy.rule import Context, Outcome, Rule, failed, passed, unknown
from landsmith.policy.trace import sources
from landsmith.terraform.plan import ResourceChange

_KINDS = {"Group": "a group", "ServicePrincipal": "a workload identity"}
_ORIGINS = {
    "azuread_group": "a group",
    "azuread_service_principal": "a workload identity",
    "azurerm_user_assigned_identity": "a workload identity",
}


class Assignees(Rule):
    """Judges whom a role assignment is for, by its type or by where its id comes from."""

    id = "identity-assignees"
    title = "Roles go to groups and workload identities, never to people"
    severity = "high"
    rationale = (
        "A role given to a person outlives the person's job, and no review of groups finds it."
    )
    mend = "Assign the role to a group, and make the person a member of it."
    resource_types = ("azurerm_role_assignment",)

    def judge(self, resource: ResourceChange, context: Context) -> Outcome:
        """Return the outcome for one role assignment."""
        kind = resource.get("principal_type")
        if isinstance(kind, str):
            if kind in _KINDS:
                return passed(f"the role is given to {_KINDS[kind]}", "principal_type")
            return failed(f"the role is given to a principal of type {kind}", "principal_type")
        return _by_origin(resource, context)


def _by_origin(resource: ResourceChange, context: Context) -> Outcome:
    origins = {
        _ORIGINS.get(item.type, "")
        for item in sources(context.plan_of(resource), resource, "principal_id")
    }
    if origins and all(origins):
        return passed(f"the role is given to {' or '.join(sorted(origins))}", "principal_id")
    return unknown("the plan does not say whom the role is given to", "principal_type")
