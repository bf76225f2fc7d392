"""What teams may do with kubectl: roles on their own namespace, given in Azure.

Azure RBAC decides in these clusters, so that a role assignment on the namespace's path is all it
takes; a RoleBinding in the cluster needs the object id of a group that Terraform makes only later.
Source: AKS documentation, "Use Microsoft Entra ID authorization for the Kubernetes API".
"""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.workload.teams import Team
from landsmith.calls import ids
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone

_ROLES = {"reader": "RBAC Reader", "writer": "RBAC Writer"}


def groups(zone: LandingZone, entry: ApplicationLandingZone) -> dict[str, Value]:
    """Return the Entra groups of teams that bring none of their own."""
    return {
        f"team-{team.name}": {
            "display_name": zone.name(f"{entry.key}/group/team-{team.name}"),
            "description": team.description,
        }
        for team in entry.teams
        if team.group_object_id is None
    }


def calls(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    """Yield the call that gives each team its role on its namespace, and the way to sign in."""
    if entry.teams:
        assignments: dict[str, Value] = {}
        for team in entry.teams:
            scope = f"{ids.cluster(zone, entry)}/namespaces/{team.name}"
            assignments[f"{team.name}-namespace"] = _grant(team, scope, _ROLES[team.access])
            assignments[f"{team.name}-cluster-user"] = _grant(
                team, Ref("cluster", "id"), "Cluster User Role"
            )
        inputs: dict[str, Value] = {"assignments": assignments}
        yield ModuleCall("team_access", "role_assignments", inputs, depends_on=("cluster",))


def _grant(team: Team, scope: Value, role: str) -> dict[str, Value]:
    made = Ref("entra_groups", "object_ids", (f"team-{team.name}",))
    return {
        "scope": scope,
        "role_definition_name": f"Azure Kubernetes Service {role}",
        "principal_id": team.group_object_id or made,
    }
