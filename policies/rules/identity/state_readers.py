"""Only the pipelines' identities read Terraform's state."""

from typing import Final

from landsmith.policy.rule import Context, Outcome, Rule, failed, passed, unknown
from landsmith.policy.trace import sources
from landsmith.terraform.plan import Mark, ResourceChange

_ROLES: Final = {
    "b7e6dc6d-f1e8-4753-8033-0f276bb0955b": "Storage Blob Data Owner",
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe": "Storage Blob Data Contributor",
    "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1": "Storage Blob Data Reader",
}
"""Built-in roles that read blobs; the account has no keys that others could list."""

_IDENTITIES: Final = ("azurerm_user_assigned_identity", "azuread_service_principal")
_STATE: Final = ("azurerm_storage_account", "azurerm_resource_group")
_STAGES: Final = ("plan", "apply")


class StateReaders(Rule):
    """Judges who is given a role on blobs where the state account is."""

    id = "identity-state-readers"
    title = "Only the pipelines' identities read the state"
    severity = "high"
    rationale = (
        "Whatever a provider reads back stands in the state, secrets as well: the shared keys of "
        "VPN connections do, though no file sets them."
    )
    mend = (
        "Give the role on the account that the workload uses, not on the state's resource group "
        "or above it; people read what a pipeline shows."
    )
    resource_types = ("azurerm_role_assignment",)

    def concerns(self, resource: ResourceChange) -> bool:
        """Return whether a resource gives a role that reads blobs."""
        return super().concerns(resource) and _role(resource) in _ROLES.values()

    def judge(self, resource: ResourceChange, context: Context) -> Outcome:
        """Return the outcome for one role assignment."""
        scope = resource.get("scope")
        if isinstance(scope, Mark):
            return _unknown_scope(resource, context)
        if not _covers(str(scope), context):
            return passed("the state account is not in its scope", "scope")
        return _reader(resource, context)


def _reader(resource: ResourceChange, context: Context) -> Outcome:
    """Judge who reads the state, by type and by where the id comes from."""
    kind = resource.get("principal_type")
    if isinstance(kind, str) and kind != "ServicePrincipal":
        return failed(f"a principal of type {kind} reads the state", "principal_type")
    given = sources(context.plan_of(resource), resource, "principal_id", *_IDENTITIES)
    names = {one.get("name") for one in given}
    wanted = {context.zone.name(f"pipeline/user_assigned_identity/{stage}") for stage in _STAGES}
    if names and names <= wanted:
        return passed("the pipeline reads the state", "principal_id")
    if names & wanted:
        return unknown("the plan does not say which identity reads the state", "principal_id")
    return failed("somebody besides the pipeline reads the state", "principal_id")


def _role(resource: ResourceChange) -> object:
    identifier = resource.get("role_definition_id")
    if isinstance(identifier, str):
        return _ROLES.get(identifier.rpartition("/")[2].lower())
    return resource.get("role_definition_name")


def _unknown_scope(resource: ResourceChange, context: Context) -> Outcome:
    """Judge a scope that the apply will tell: it is something that the same plan makes."""
    names = {context.zone.name(f"tfstate/{part}") for part in ("storage_account", "resource_group")}
    plan = context.plan_of(resource)
    made = {one.get("name") for one in plan.resources(*_STATE)}
    if names & made:
        return unknown("where the role is given is known after apply", "scope")
    return passed("the state account is not in its scope", "scope")


def _covers(scope: str, context: Context) -> bool:
    """Return whether a scope holds the state's resource group or lies in it."""
    subscription = f"/subscriptions/{context.zone.subscriptions.management}"
    group = f"{subscription}/resourceGroups/{context.zone.name('tfstate/resource_group')}".lower()
    lower = scope.rstrip("/").lower()
    above = f"{group}/".startswith(f"{lower}/") or "/managementgroups/" in lower
    return above or lower.startswith(f"{group}/")
