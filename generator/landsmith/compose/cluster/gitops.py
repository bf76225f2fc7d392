"""Extensions of a landing zone's cluster: Flux with what it applies, and Dapr."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.operations.extensions import Dapr
from landsmith.blueprint.operations.gitops import GitOps
from landsmith.compose.cluster.workload_identities import CALL, identity_inputs, trust
from landsmith.compose.kubernetes.model import client_id_variable
from landsmith.compose.kubernetes.tree import INFRASTRUCTURE, TENANTS
from landsmith.compose.model import ModuleCall, Ref, Value
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import FLUX

NAMESPACE = "flux-system"
EXTENSION = "cluster_extension"


def calls(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    """Yield the calls of a cluster's extensions, those that were chosen."""
    if entry.gitops:
        yield from _flux(zone, entry, entry.gitops)
    if entry.dapr:
        yield _dapr(entry.dapr)


def _dapr(dapr: Dapr) -> ModuleCall:
    replicated = "true" if dapr.high_availability else "false"
    settings = {"global.ha.enabled": replicated, "global.mtls.enabled": "true"}
    inputs = _extension("dapr", "Microsoft.Dapr", "dapr-system", dapr.version)
    return ModuleCall("dapr", EXTENSION, {**inputs, "settings": settings})


def _extension(name: str, type_: str, namespace: str, version: str | None) -> dict[str, Value]:
    return {
        "name": name,
        "cluster_id": Ref("cluster", "id"),
        "extension_type": type_,
        **({"pinned_version": version} if version else {}),
        "namespace": namespace,
    }


def _flux(zone: LandingZone, entry: ApplicationLandingZone, gitops: GitOps) -> Iterator[ModuleCall]:
    signs_in = gitops.sign_in == "workload_identity"
    if signs_in:
        yield _identity(zone, entry)
    settings = {"settings": _sign_in(zone)} if signs_in else {}
    inputs = _extension("flux", "microsoft.flux", NAMESPACE, gitops.version)
    yield ModuleCall(FLUX, EXTENSION, {**inputs, **settings})
    yield _configuration(entry, gitops)


def _identity(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    """Return the identity that Flux reads the repository as; Azure DevOps has to know it."""
    identities: Value = {
        FLUX: {
            "name": zone.name(f"{entry.key}/user_assigned_identity/{FLUX}"),
            "federated_credentials": {"kubernetes": trust(NAMESPACE, "source-controller")},
        }
    }
    return ModuleCall("flux_identity", "user_assigned_identities", identity_inputs(identities))


def _sign_in(zone: LandingZone) -> dict[str, Value]:
    return {
        "workloadIdentity.enable": "true",
        "workloadIdentity.azureClientId": Ref("flux_identity", "client_ids", (FLUX,)),
        "workloadIdentity.azureTenantId": zone.tenant_id,
    }


def _configuration(entry: ApplicationLandingZone, gitops: GitOps) -> ModuleCall:
    substitutions: dict[str, Value] = {
        client_id_variable(name): Ref(CALL, "client_ids", (name,)) for name in entry.identities
    }
    inputs: dict[str, Value] = {
        "name": "cluster",
        "cluster_id": Ref("cluster", "id"),
        "git_repository": repository(gitops),
        "kustomizations": _kustomizations(entry, gitops),
        **({"substitutions": substitutions} if substitutions else {}),
    }
    return ModuleCall("gitops", "flux_configuration", inputs, depends_on=(FLUX,))


def repository(gitops: GitOps) -> dict[str, Value]:
    """Return where Flux reads, what of it, and how often."""
    kind, value = gitops.reference
    return {
        "url": gitops.url,
        "reference_type": kind,
        "reference_value": value,
        **({"provider": "Azure"} if gitops.sign_in == "workload_identity" else {}),
        "interval_seconds": gitops.interval_minutes * 60,
    }


def _kustomizations(entry: ApplicationLandingZone, gitops: GitOps) -> dict[str, Value]:
    """Return what is applied: the customer's choice, or the rendered folders of the cluster."""
    if not gitops.kustomizations:
        folder = f"cluster/{entry.key}"
        return {
            INFRASTRUCTURE: {"path": f"{folder}/{INFRASTRUCTURE}"},
            TENANTS: {"path": f"{folder}/{TENANTS}", "depends_on": [INFRASTRUCTURE]},
        }
    return chosen(gitops)


def chosen(gitops: GitOps) -> dict[str, Value]:
    """Return the folders that the customer named."""
    return {
        name: {
            "path": one.path,
            **({"depends_on": one.depends_on} if one.depends_on else {}),
            **({} if one.prune else {"prune": False}),
        }
        for name, one in gitops.kustomizations.items()
    }
