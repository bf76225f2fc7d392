"""Which Kubernetes namespaces policy leaves out."""

from __future__ import annotations

from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.components.registry import EXTENSIONS
from landsmith.resolve.cluster.teams import exempt_namespaces

SYSTEM_NAMESPACES = (
    "app-routing-system",
    "kube-system",
    "gatekeeper-system",
    "azure-arc",
    "azure-extensions-usage-system",
)
"""Namespaces that Azure's own components live in; overriding the parameter replaces its default."""


def excluded_namespaces(file: LandingZoneFile) -> tuple[str, ...]:
    """Return the namespaces that policy leaves out everywhere."""
    there = (one.namespace for one in EXTENSIONS if any(map(one.applies, file.landing_zones)))
    return tuple(dict.fromkeys((*SYSTEM_NAMESPACES, *there, *file.policy.excluded_namespaces)))


def cluster_exclusions(file: LandingZoneFile, entry: LandingZoneEntry) -> tuple[str, ...]:
    """Return the namespaces that policy leaves out in one cluster: its platform's own too."""
    return tuple(dict.fromkeys((*excluded_namespaces(file), *exempt_namespaces(entry))))
