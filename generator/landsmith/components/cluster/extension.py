"""What is an extension of the cluster: Azure installs and upgrades it."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.blueprint.offers.regions import Region
from landsmith.calls.model import Ref, Value
from landsmith.components.component import Component
from landsmith.landing_zone.application import ApplicationLandingZone

MODULE = "cluster_extension"
REGISTRY = ("mcr.microsoft.com", "*.data.mcr.microsoft.com")
MARKETPLACE = (
    "arcmktplaceprod.azurecr.io",
    *(
        f"arcmktplaceprod.{region}.data.azurecr.io"
        for region in ("centralindia", "eastus", "japaneast", "westeurope", "westus2")
    ),
    "marketplaceapi.microsoft.com",
)
"""The marketplace's registry has data endpoints in these regions, wherever the cluster stands."""

TELEMETRY = ("*.ingestion.msftcloudes.com", "*.microsoftmetrics.com")
"""Source: AKS documentation, "Outbound network and FQDN rules for AKS clusters", extensions."""


class Extension(Component):
    """An extension, chosen by ``field``; policy leaves out the ``namespace`` of its pods."""

    providers: tuple[str, ...] = ("KubernetesConfiguration",)
    namespace: str = ""
    field: str = ""

    def problems(
        self, entry: LandingZoneEntry, _region: Region, at: Loc, /
    ) -> Iterator[FieldProblem]:
        """Yield a problem where its pods can't start: nodes aren't ready without a network.

        Source: AKS documentation, "Bring your own Container Network Interface plugin".
        """
        if entry.aks.network.plugin == "none":
            message = "its pods can't start before the cluster's own container network is there"
            mend = f"write {self.field}: null, or network.plugin: azure"
            yield FieldProblem((*at, self.field), message, mend)

    def egress(self, entry: ApplicationLandingZone) -> Iterator[str]:
        """Yield where extensions come from, and what they tell."""
        yield from (*REGISTRY, *MARKETPLACE, *TELEMETRY)
        yield f"{entry.region}.dp.kubernetesconfiguration.azure.com"


def after_pools(entry: ApplicationLandingZone) -> tuple[str, ...]:
    """Return the calls that extensions wait for: the system pool takes none of their pods."""
    return ("node_pools",) if entry.aks.mode == "standard" else ()


def extension_inputs(
    name: str, type_: str, namespace: str, version: str | None
) -> dict[str, Value]:
    """Return the inputs of the call that installs an extension."""
    return {
        "name": name,
        "cluster_id": Ref("cluster", "id"),
        "extension_type": type_,
        **({"pinned_version": version} if version else {}),
        "namespace": namespace,
    }
