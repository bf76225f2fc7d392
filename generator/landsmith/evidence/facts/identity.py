"""Facts about identity: a solution is adopted, and privilege is least."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from landsmith.evidence.fact import Fact, about, overall, stated, without
from landsmith.evidence.resources import Resource, last_segment, resources
from landsmith.policy.kinds import CLUSTER

if TYPE_CHECKING:
    from landsmith.evidence.subject import Subject

ADOPTED: Final = "identity-solution"
LEAST_PRIVILEGE: Final = "least-privilege"

PRIVILEGED: Final = ("Owner", "User Access Administrator")
DELEGATOR: Final = "Role Based Access Control Administrator"
SECRETS: Final = (
    "azuread_application_password",
    "azuread_service_principal_password",
    "azuread_user",
)
SCOPES: Final = ("management group", "subscription", "resource group", "cluster", "resource")

_ENTRA: Final = "azure_active_directory_role_based_access_control.0"


def facts(subject: Subject) -> tuple[Fact, ...]:
    """Return the facts about identity."""
    return (*_adopted(subject), *_least_privilege(subject))


def scope_kind(scope: str) -> str:
    """Return what kind of scope an ARM id is; "unknown" where it isn't one."""
    parts = scope.lower().strip("/").split("/")
    if parts[:3] == ["providers", "microsoft.management", "managementgroups"]:
        return "management group"
    if parts[:1] != ["subscriptions"]:
        return "unknown"
    if len(parts) == 2:
        return "subscription"
    if len(parts) == 4:
        return "resource group"
    return "cluster" if parts[-2] == "managedclusters" else "resource"


def principals(subject: Subject) -> dict[str, str]:
    """Return the display name of every group and managed identity, by its rehearsed object id."""
    groups = {
        item.text("object_id"): item.text("display_name")
        for item in resources(subject, "azuread_group")
    }
    identities = {
        item.text("principal_id"): item.text("name")
        for item in resources(subject, "azurerm_user_assigned_identity")
    }
    return {key: name for key, name in (groups | identities).items() if key}


def _adopted(subject: Subject) -> Iterator[Fact]:
    clusters = resources(subject, CLUSTER)
    if not clusters:
        yield without(ADOPTED, "No cluster is planned, so none is tied to Microsoft Entra ID.")
    for cluster in clusters:
        yield from _cluster(subject, cluster)
    yield from _groups(subject)
    yield from _workload_identities(subject)
    yield _no_secrets(subject)
    told = subject.zone.identity.break_glass
    yield stated(
        ADOPTED, "Emergency access is described.", told, subject, "identity", "break_glass"
    )


def _cluster(subject: Subject, cluster: Resource) -> Iterator[Fact]:
    tenant = subject.zone.tenant_id
    name = cluster.text("name")
    yield about(
        ADOPTED,
        f"Sign-in to {name} goes to the customer's Entra tenant.",
        cluster,
        f"{_ENTRA}.tenant_id",
        lambda value: value == tenant,
    )
    yield about(
        ADOPTED,
        f"Entra groups administer {name}.",
        cluster,
        f"{_ENTRA}.admin_group_object_ids",
        lambda value: isinstance(value, list) and len(value) > 0,
        show=_named(subject, cluster.value(f"{_ENTRA}.admin_group_object_ids")),
    )
    yield about(
        ADOPTED,
        f"Local accounts of {name} are off.",
        cluster,
        "local_account_disabled",
        lambda value: value is True,
    )
    yield about(
        ADOPTED,
        f"Workloads in {name} sign in with workload identity.",
        cluster,
        ("oidc_issuer_enabled", "workload_identity_enabled"),
        lambda *values: values == (True, True),
    )


def _named(subject: Subject, ids: object) -> list[str]:
    known = principals(subject)
    return [known.get(str(item), str(item)) for item in ids] if isinstance(ids, list) else []


def _groups(subject: Subject) -> Iterator[Fact]:
    groups = resources(subject, "azuread_group")
    if not groups:
        yield without(ADOPTED, "No Entra group is planned.")
    for group in groups:
        yield about(
            ADOPTED,
            f"{group.text('display_name')} is an Entra security group.",
            group,
            ("description", "security_enabled"),
            lambda _, enabled: enabled is True,
        )


def _workload_identities(subject: Subject) -> Iterator[Fact]:
    for identity in resources(subject, "azurerm_user_assigned_identity"):
        statement = "Automation and the cluster run as a managed identity."
        yield about(ADOPTED, statement, identity, "name")
    credentials = resources(subject, "azurerm_federated_identity_credential")
    if not credentials:
        yield without(
            ADOPTED, "No federated credential is planned: nothing shows how pipelines sign in."
        )
    for credential in credentials:
        statement = (
            "A pipeline signs in by federation with this issuer and subject, without a secret."
        )
        yield about(ADOPTED, statement, credential, ("issuer", "subject"))


def _no_secrets(subject: Subject) -> Fact:
    found = resources(subject, *SECRETS)
    statement = "No plan makes a client secret or a user account."
    if found:
        names = [f"{item.root}/{item.change.address}" for item in found]
        return overall(ADOPTED, statement, names, found, holds=False)
    return overall(
        ADOPTED, statement, {"planned": 0, "looked for": list(SECRETS)}, resources(subject)
    )


def _least_privilege(subject: Subject) -> Iterator[Fact]:
    roles = resources(subject, "azurerm_role_assignment")
    if not roles:
        yield without(LEAST_PRIVILEGE, "No role assignment is planned.")
        return
    yield from _scopes(roles)
    yield _no_owner(roles)
    yield from _people(roles)
    yield from _delegation(roles)
    yield from _cluster_roles(subject)
    known = principals(subject)
    for role in roles:
        yield _assignment(role, known)
    yield _eligible(subject)


def _scopes(roles: tuple[Resource, ...]) -> Iterator[Fact]:
    counted = Counter(scope_kind(role.text("scope")) for role in roles)
    value = {
        kind: counted[kind] for kind in (*SCOPES, "unknown") if kind in SCOPES or counted[kind]
    }
    holds = all(counted[kind] for kind in ("management group", "subscription", "cluster"))
    statement = "Roles are assigned at these scopes."
    yield overall(LEAST_PRIVILEGE, statement, value, roles, holds=holds, reads=("scope",))
    if not counted["resource group"] and not counted["unknown"]:
        statement = (
            "No role is assigned on a whole resource group: roles on one resource are narrower."
        )
        yield without(LEAST_PRIVILEGE, statement, "not_used")


def _no_owner(roles: tuple[Resource, ...]) -> Fact:
    found = [role for role in roles if role.value("role_definition_name") in PRIVILEGED]
    statement = f"No plan makes anybody {' or '.join(PRIVILEGED)}."
    value = [f"{role.root}/{role.change.address}" for role in found] or f"0 of {len(roles)} roles"
    return overall(
        LEAST_PRIVILEGE,
        statement,
        value,
        found or roles,
        holds=not found,
        reads=("role_definition_name",),
    )


def _people(roles: tuple[Resource, ...]) -> Iterator[Fact]:
    people = [role for role in roles if role.value("principal_type") != "ServicePrincipal"]
    users = [role for role in people if role.value("principal_type") != "Group"]
    statement = "People get roles through groups, never one by one."
    if not people:
        yield without(LEAST_PRIVILEGE, "No role is planned for a group of people.")
        return
    value = {"to groups": len(people) - len(users), "to anything else": len(users)}
    yield overall(
        LEAST_PRIVILEGE, statement, value, people, holds=not users, reads=("principal_type",)
    )


def _delegation(roles: tuple[Resource, ...]) -> Iterator[Fact]:
    for role in roles:
        if role.value("role_definition_name") == DELEGATOR:
            yield about(
                LEAST_PRIVILEGE,
                "The identity that assigns roles can't hand out the privileged ones (condition).",
                role,
                "condition",
                bool,
            )


def _cluster_roles(subject: Subject) -> Iterator[Fact]:
    for cluster in resources(subject, CLUSTER):
        yield about(
            LEAST_PRIVILEGE,
            f"Azure roles decide what is allowed inside {cluster.text('name')}.",
            cluster,
            f"{_ENTRA}.azure_rbac_enabled",
            lambda value: value is True,
        )


def _assignment(role: Resource, known: dict[str, str]) -> Fact:
    scope, principal = role.text("scope"), role.text("principal_id")
    statement = "A role is assigned."
    if scope and principal:
        to, what = known.get(principal, principal), role.text("role_definition_name")
        statement = f"{to} is {what} on {scope_kind(scope)} {last_segment(scope)}."
    paths = ("role_definition_name", "principal_type", "principal_id", "scope")
    show = {"principal_type": role.value("principal_type"), "scope": scope}
    return about(LEAST_PRIVILEGE, statement, role, paths, _not_a_person, show=show)


def _not_a_person(_role: object, principal_type: object, *_: object) -> bool:
    return principal_type in ("Group", "ServicePrincipal")


def _eligible(subject: Subject) -> Fact:
    found = resources(subject, "azurerm_pim_eligible_role_assignment")
    if found:
        return overall(LEAST_PRIVILEGE, "Privileged roles are eligible (PIM).", len(found), found)
    statement = (
        "No eligible assignment (Privileged Identity Management) is planned; whether group "
        "membership is just in time is shown by the customer."
    )
    return without(LEAST_PRIVILEGE, statement, "not_used")
