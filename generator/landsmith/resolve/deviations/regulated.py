"""What a regulated landing zone weakens of its profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from landsmith.blueprint.base import Loc, dotted
from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.blueprint.reading.load import profile
from landsmith.landing_zone.deviation import Difference
from landsmith.landing_zone.node_pool import Settings
from landsmith.resolve.cluster.pools import has_fips

SOURCE = "aks:cluster-security-regulated-industry-profile"

STRONGER: Mapping[Loc, str] = {("aks", "sku_tier"): "Premium"}
"""Settings that may go beyond the profile, each with the value that does."""


def regulated_differences(entry: LandingZoneEntry, path: str, at: Loc) -> Iterator[Difference]:
    """Yield each weakened setting; ``path`` and ``at`` lead to the landing zone's entry."""
    if entry.compliance is None:
        return
    for loc, chosen, recommended in (*_settings(entry), *_pools(entry)):
        setting = f"{path}.{dotted(loc)}"
        yield Difference(setting, (*at, *loc), _said(chosen), _said(recommended), SOURCE)


def _settings(entry: LandingZoneEntry) -> Iterator[tuple[Loc, object, object]]:
    """Yield the place of what differs from the profile, its value and the profile's."""
    weakened: dict[Loc, tuple[object, object]] = {}
    for loc, wanted in _leaves(profile("regulated")):
        found, chosen = _chosen(entry, loc)
        if chosen is None:
            weakened[found] = (None, "some")
        elif wanted != {} and chosen not in (wanted, STRONGER.get(loc)):
            weakened[found] = (chosen, wanted)
    yield from ((loc, *values) for loc, values in weakened.items())


def _leaves(values: Mapping[str, object], at: Loc = ()) -> Iterator[tuple[Loc, object]]:
    """Yield each value of a profile with its place; an empty map asks for a field as such."""
    for name, value in values.items():
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, (*at, name))
        else:
            yield (*at, name), value


def _chosen(entry: LandingZoneEntry, loc: Loc) -> tuple[Loc, object]:
    """Return the value at a place; where something above it is missing, that place and None."""
    value: object = entry
    for depth, step in enumerate(loc):
        value = getattr(value, str(step))
        if value is None:
            return loc[: depth + 1], None
    return loc, value


def _pools(entry: LandingZoneEntry) -> Iterator[tuple[Loc, object, object]]:
    """Yield what nodes lack: FIPS, which Windows nodes needn't have, and encryption at host."""
    if entry.aks.mode == "automatic":
        return
    every: dict[Loc, Settings] = {("aks", "system_pool"): entry.aks.system_pool}
    every |= {("aks", "user_pools", name): pool for name, pool in entry.aks.user_pools.items()}
    for at, pool in every.items():
        if not (pool.windows or has_fips(entry, pool)):
            yield (*at, "fips"), False, True
        if not pool.host_encryption:
            yield (*at, "host_encryption"), False, True


def _said(value: object) -> str:
    """Return a value as a landing-zone file has it."""
    if value is None:
        return "none"
    return str(value).lower() if isinstance(value, bool) else str(value)
