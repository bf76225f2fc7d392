"""Nobody becomes Owner, and whoever assigns roles does so under a condition."""

from landsmith.policy.rule import Context, Outcome, Rule, failed, passed, unknown
from landsmith.terraform.plan import Mark, ResourceChange

_FORBIDDEN = {
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
}
_ADMINISTRATOR = "Role Based Access Control Administrator"
_ADMINISTRATOR_ID = "f58310d9-a9f6-439a-9e8d-f62e7b41a168"
_PRIVILEGED = (*_FORBIDDEN, _ADMINISTRATOR_ID)


class NoOwner(Rule):
    """Judges the role of an assignment, and the condition on the one that may assign roles."""

    id = "identity-no-owner"
    title = "Nobody is Owner; who assigns roles can't assign privileged ones"
    severity = "high"
    rationale = (
        "Whoever may assign any role may become anything. The pipeline needs to assign roles, but "
        "a condition keeps it from handing out the power to do so."
    )
    mend = (
        "Choose a narrower role; give Role Based Access Control Administrator a condition that "
        "excludes Owner, User Access Administrator and itself, for write and for delete."
    )
    resource_types = ("azurerm_role_assignment",)

    def judge(self, resource: ResourceChange, _context: Context) -> Outcome:
        """Return the outcome for one role assignment."""
        role, attribute = _role(resource)
        if role is None:
            return unknown("the plan does not say which role is given", attribute)
        if role in _FORBIDDEN.values():
            return failed(f"the role {role} is given", attribute)
        if role == _ADMINISTRATOR:
            return _condition(resource)
        return passed(f"the role {role} can't assign roles", attribute)


def _role(resource: ResourceChange) -> tuple[str | None, str]:
    """Return the role's name, by its id if it has to be, and the attribute that says so."""
    name = resource.get("role_definition_name")
    if isinstance(name, str):
        return name, "role_definition_name"
    identifier = resource.get("role_definition_id")
    if not isinstance(identifier, str):
        return None, "role_definition_name"
    guid = identifier.rpartition("/")[2].lower()
    known = {**_FORBIDDEN, _ADMINISTRATOR_ID: _ADMINISTRATOR}
    return known.get(guid, guid), "role_definition_id"


def _condition(resource: ResourceChange) -> Outcome:
    condition = resource.get("condition", "")
    if isinstance(condition, Mark):
        return unknown(f"the condition is {condition.value}", "condition")
    if not condition:
        return failed(f"{_ADMINISTRATOR} is given without a condition", "condition")
    lower = condition.lower()
    for action in ("write", "delete"):
        if f"roleassignments/{action}" not in lower:
            return failed(f"the condition leaves {action} of role assignments open", "condition")
    if any(lower.count(guid) < 2 for guid in _PRIVILEGED):
        return failed("the condition does not exclude every privileged role", "condition")
    return passed("the condition excludes privileged roles", "condition")
