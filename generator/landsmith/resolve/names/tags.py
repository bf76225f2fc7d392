"""The required tags, on everything."""

from __future__ import annotations

from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.landing_zone.landing_zone import Tags
from landsmith.landing_zone.name import GLOBAL
from landsmith.landing_zone.tags import REQUIRED
from landsmith.resolve.names.names import PLATFORM_ENVIRONMENT

PLATFORM_PARTS = ("tfstate", "pipeline", "mgmt", "hub", "identity", "security", GLOBAL)
"""Parts of the platform, as the tag workload names them."""


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


def decided_tags(file: LandingZoneFile) -> Tags:
    """Return the tags of everything that is no application landing zone's."""
    tags = file.tags
    vended = file.vending.subscriptions if file.vending else ()
    return Tags(
        platform={part: platform_tags(file, part) for part in PLATFORM_PARTS},
        vended={
            new.key: required(
                file,
                new.name,
                new.environment,
                tags.owner,
                tags.cost_center,
                tags.data_classification,
            )
            for new in vended
        },
    )
