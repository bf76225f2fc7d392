"""Names of what stands above the regions."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.components.registry import global_parts
from landsmith.landing_zone.name import Name, Namer


def global_names(file: LandingZoneFile, namer: Namer) -> Iterator[Name]:
    """Yield the names, if there is anything global."""
    there = global_parts(file)
    if not there:
        return
    group = namer.named("azurerm_resource_group")
    yield group
    for part in there:
        yield from part.names(file, namer, group.value)
