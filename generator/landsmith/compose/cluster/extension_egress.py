"""Where extensions and traces of clusters have to get to through a firewall."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.compose.model import Value
from landsmith.landing_zone.hub import HubRegion
from landsmith.resolve.platform.hubs import hub_of

REGISTRY = ("mcr.microsoft.com", "*.data.mcr.microsoft.com", "arcmktplaceprod.azurecr.io")
TELEMETRY = ("*.ingestion.msftcloudes.com", "*.microsoftmetrics.com")
"""Source: AKS documentation, "Outbound network and FQDN rules for AKS clusters", extensions."""


TRACES = ("*.in.applicationinsights.azure.com", "*.livediagnostics.monitor.azure.com")
"""Source: Azure Monitor documentation, "Azure Monitor endpoint access and firewall"."""


def extension_inputs(file: LandingZoneFile, hub: HubRegion) -> dict[str, Value]:
    """Return the input of a hub's firewall, if a cluster behind it has any to go to."""
    names = sorted(set(_names(file, hub)))
    return {"extension_fqdns": names} if names else {}


def _names(file: LandingZoneFile, hub: HubRegion) -> Iterator[str]:
    for entry in file.landing_zones:
        if hub_of(file, entry) == hub:
            yield from _of(entry, hub)


def _of(entry: LandingZoneEntry, hub: HubRegion) -> Iterator[str]:
    if _has_extensions(entry):
        yield from (*REGISTRY, *TELEMETRY)
        yield f"{hub.region}.dp.kubernetesconfiguration.azure.com"
        yield f"arcmktplaceprod.{hub.region}.data.azurecr.io"
    if entry.gitops:
        yield (urlsplit(entry.gitops.url).hostname or "").lower()
    if entry.observability.tracing:
        yield from TRACES


def _has_extensions(entry: LandingZoneEntry) -> bool:
    return bool(entry.backup or entry.gitops or entry.dapr)
