"""Where extensions and traces of clusters have to get to through a firewall."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from landsmith.compose.model import Value
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.hub import Hub
from landsmith.landing_zone.landing_zone import LandingZone

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


DEFENDER = "*.cloud.defender.microsoft.com"
"""Source: Microsoft Defender for Containers, network requirements of the sensor."""

TRACES = ("*.in.applicationinsights.azure.com", "*.livediagnostics.monitor.azure.com")
"""Source: Azure Monitor documentation, "Azure Monitor endpoint access and firewall"."""


def extension_inputs(zone: LandingZone, hub: Hub) -> dict[str, Value]:
    """Return the input of a hub's firewall, if a cluster behind it has any to go to."""
    names = sorted(set(_names(zone, hub)))
    return {"extension_fqdns": names} if names else {}


def _names(zone: LandingZone, hub: Hub) -> Iterator[str]:
    for entry in zone.landing_zones:
        if entry.hub.key == hub.key:
            yield from _of(entry, hub)


def _of(entry: ApplicationLandingZone, hub: Hub) -> Iterator[str]:
    if _has_extensions(entry):
        yield from (*REGISTRY, *MARKETPLACE, *TELEMETRY)
        yield f"{hub.region}.dp.kubernetesconfiguration.azure.com"
    if entry.gitops:
        yield (urlsplit(entry.gitops.url).hostname or "").lower()
    if entry.aks.defender:
        yield DEFENDER
    if entry.observability.tracing:
        yield from TRACES


def _has_extensions(entry: ApplicationLandingZone) -> bool:
    return bool(entry.backup or entry.gitops or entry.dapr)
