"""In which order the clusters of a fleet are upgraded."""

from __future__ import annotations

from landsmith.blueprint.environment import Environment
from landsmith.blueprint.landing_zone import LandingZoneFile

ORDER: tuple[Environment, ...] = ("dev", "test", "preprod", "prod")
"""Environments, the one with the least to lose first."""


def stages(file: LandingZoneFile) -> tuple[Environment, ...]:
    """Return the environments that have clusters, in the order they are upgraded."""
    there = {entry.environment for entry in file.landing_zones}
    return tuple(environment for environment in ORDER if environment in there)
