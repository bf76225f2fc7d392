"""GitOps: Flux keeps a cluster as a Git repository says."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.blueprint.offers.regions import Region
from landsmith.blueprint.operations import gitops as authored
from landsmith.calls.identities import CALL, identity_inputs, trust
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.components.cluster.extension import MODULE, Extension, after_pools, extension_inputs
from landsmith.components.cluster.flux import NAMESPACE, check_gitops, chosen, repository
from landsmith.components.component import Chosen
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.gitops import INFRASTRUCTURE, TENANTS, client_id_variable
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import FLUX, Name, Namer


class GitOps(Extension):
    """Flux with what it applies."""

    namespace = NAMESPACE
    field = "gitops"

    def applies(self, entry: Chosen) -> bool:
        """Tell whether Flux keeps the cluster."""
        return entry.gitops is not None

    def problems(self, entry: LandingZoneEntry, region: Region, at: Loc) -> Iterator[FieldProblem]:
        """Yield a problem for each part that Flux does not follow."""
        yield from super().problems(entry, region, at)
        if entry.gitops:
            yield from check_gitops(entry.gitops, (*at, "gitops"))

    def names(self, entry: LandingZoneEntry, namer: Namer, group: str) -> Iterator[Name]:
        """Yield the name of the identity that Flux reads the repository as."""
        if signs_in(entry):
            yield namer.named("azurerm_user_assigned_identity", part=FLUX, detail=group)

    def egress(self, entry: ApplicationLandingZone) -> Iterator[str]:
        """Yield the host of the repository, besides those of every extension."""
        yield from super().egress(entry)
        if entry.gitops:
            yield (urlsplit(entry.gitops.url).hostname or "").lower()

    def calls(self, zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
        """Yield the calls of Flux and of what it applies."""
        if entry.gitops:
            yield from _flux(zone, entry, entry.gitops)


def signs_in(entry: Chosen) -> bool:
    """Tell whether Flux reads the repository as an identity of its own."""
    return entry.gitops is not None and entry.gitops.sign_in == "workload_identity"


def _flux(
    zone: LandingZone, entry: ApplicationLandingZone, gitops: authored.GitOps
) -> Iterator[ModuleCall]:
    own = signs_in(entry)
    if own:
        yield _identity(zone, entry)
    settings = {"settings": _sign_in(zone)} if own else {}
    inputs = extension_inputs("flux", "microsoft.flux", NAMESPACE, gitops.version)
    yield ModuleCall(FLUX, MODULE, {**inputs, **settings}, after_pools(entry))
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


def _configuration(entry: ApplicationLandingZone, gitops: authored.GitOps) -> ModuleCall:
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


def _kustomizations(entry: ApplicationLandingZone, gitops: authored.GitOps) -> dict[str, Value]:
    """Return what is applied: the customer's choice, or the rendered folders of the cluster."""
    if not gitops.kustomizations:
        folder = f"cluster/{entry.key}"
        return {
            INFRASTRUCTURE: {"path": f"{folder}/{INFRASTRUCTURE}"},
            TENANTS: {"path": f"{folder}/{TENANTS}", "depends_on": [INFRASTRUCTURE]},
        }
    return chosen(gitops)
