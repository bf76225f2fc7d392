"""What is an extension of the cluster: Azure installs and upgrades it."""

from __future__ import annotations

from collections.abc import Iterator

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
    """An extension; its pods run in ``namespace``, which policy leaves out."""

    providers: tuple[str, ...] = ("KubernetesConfiguration",)
    namespace: str = ""

    def egress(self, entry: ApplicationLandingZone) -> Iterator[str]:
        """Yield where extensions come from, and what they tell."""
        yield from (*REGISTRY, *MARKETPLACE, *TELEMETRY)
        yield f"{entry.region}.dp.kubernetesconfiguration.azure.com"


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
