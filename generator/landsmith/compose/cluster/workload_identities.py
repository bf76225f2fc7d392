"""Identities of workloads: each trusts one service account of the cluster, and holds its roles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from landsmith.blueprint.workload.identity import IdentityRole, WorkloadIdentity
from landsmith.blueprint.workload.workloads import EventScaling
from landsmith.calls.identities import CALL, identity_inputs, trust
from landsmith.calls.model import ModuleCall, Output, Ref, Value
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import stable_hash, workload_part

KEDA = ("kube-system", "keda-operator")
"""Namespace and service account of the KEDA add-on's operator."""

OWN = ("registry", "vault")
"""What a role may be on by its word; anything else is a resource's id."""


def calls(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    """Yield the calls that make the identities and give them their roles."""
    if entry.identities:
        yield _identities(zone, entry)
    if any(identity.roles for identity in entry.identities.values()):
        assignments: dict[str, Value] = {
            key: grant
            for name, identity in entry.identities.items()
            for key, grant in _grants(name, identity)
        }
        yield ModuleCall("workload_roles", "role_assignments", {"assignments": assignments})


def outputs(entry: ApplicationLandingZone) -> tuple[Output, ...]:
    """Return the client ids, with which service accounts are annotated."""
    if not entry.identities:
        return ()
    value = Ref(CALL, "client_ids")
    return (Output("workload_identity_client_ids", value, "Client ids of workloads, by identity."),)


def _identities(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    identities: dict[str, Value] = {
        name: {
            "name": zone.name(f"{entry.key}/user_assigned_identity/{workload_part(name)}"),
            "federated_credentials": _credentials(entry, name, identity),
        }
        for name, identity in entry.identities.items()
    }
    return ModuleCall(CALL, "user_assigned_identities", identity_inputs(identities))


def _credentials(
    entry: ApplicationLandingZone, name: str, identity: WorkloadIdentity
) -> dict[str, Value]:
    """Return whom an identity trusts: its pods, and KEDA where it looks for their events.

    Source: AKS documentation, "Securely scale your applications using the KEDA add-on and
    workload identity".
    """
    found: dict[str, Value] = {"kubernetes": trust(identity.namespace, identity.service_account)}
    workloads = (workload for team in entry.teams for workload in team.workloads)
    if any(one.identity == name and isinstance(one.scaling, EventScaling) for one in workloads):
        found["keda"] = trust(*KEDA, "keda")
    return found


def _grants(name: str, identity: WorkloadIdentity) -> Iterator[tuple[str, Value]]:
    for role in identity.roles:
        grant: Value = {
            "scope": Ref(role.on, "id") if role.on in OWN else role.on,
            "role_definition_name": role.role,
            "principal_id": Ref(CALL, "principal_ids", (name,)),
            "principal_type": "ServicePrincipal",
        }
        yield _key(name, role), grant


def _key(name: str, role: IdentityRole) -> str:
    """Return a key that no other role of the landing zone has, whatever else is added."""
    words = re.sub(r"[^a-z0-9]+", "-", role.role.lower()).strip("-")
    on = role.on if role.on in OWN else stable_hash(role.on.lower())
    return f"{name}-{words}-{on}"
