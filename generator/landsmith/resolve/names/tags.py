"""The required tags, on everything (catalogue P3)."""

from __future__ import annotations

import re

from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.landing_zone.tags import REQUIRED
from landsmith.resolve.names.names import PLATFORM_ENVIRONMENT

_DNS_MOST = 15
_DNS_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def platform_tags(file: LandingZoneFile, workload: str) -> dict[str, str]:
    """Return the tags of a platform workload, such as ``hub``."""
    tags = file.tags
    return required(
        file, workload, PLATFORM_ENVIRONMENT, tags.owner, tags.cost_center, tags.data_classification
    )


def landing_zone_tags(file: LandingZoneFile, entry: LandingZoneEntry) -> dict[str, str]:
    """Return the tags of an application landing zone: its own values, or the customer's."""
    tags = file.tags
    return required(
        file,
        entry.name,
        entry.environment,
        entry.owner or tags.owner,
        entry.cost_center or tags.cost_center,
        entry.data_classification or tags.data_classification,
    )


def required(
    file: LandingZoneFile, workload: str, environment: str, *values: str
) -> dict[str, str]:
    """Return the required tags and the customer's own; ``values``: owner, cost, classification."""
    owner, cost_center, classification = values
    told = (
        environment,
        owner,
        cost_center,
        workload,
        classification,
        "landsmith",
        file.blueprint,
    )
    return {**file.tags.extra, **dict(zip(REQUIRED, told, strict=True))}
