"""The required tags, on everything (catalogue P3)."""

from __future__ import annotations

from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.resolve.names import PLATFORM_ENVIRONMENT

REQUIRED = (
    "environment",
    "owner",
    "costCenter",
    "workload",
    "dataClassification",
    "managedBy",
    "blueprint",
)


def platform_tags(file: LandingZoneFile, workload: str) -> dict[str, str]:
    """Return the tags of a platform workload, such as ``hub``."""
    tags = file.tags
    return _tags(
        file, workload, PLATFORM_ENVIRONMENT, tags.owner, tags.cost_center, tags.data_classification
    )


def landing_zone_tags(file: LandingZoneFile, entry: LandingZoneEntry) -> dict[str, str]:
    """Return the tags of an application landing zone: its own values, or the customer's."""
    tags = file.tags
    return _tags(
        file,
        entry.name,
        entry.environment,
        entry.owner or tags.owner,
        entry.cost_center or tags.cost_center,
        entry.data_classification or tags.data_classification,
    )


def _tags(file: LandingZoneFile, workload: str, environment: str, *values: str) -> dict[str, str]:
    owner, cost_center, classification = values
    required = (
        environment,
        owner,
        cost_center,
        workload,
        classification,
        "landsmith",
        file.blueprint,
    )
    return {**file.tags.extra, **dict(zip(REQUIRED, required, strict=True))}
