"""What an optional part of an application landing zone is, from the choice to the README."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import TypeAlias

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.offers.regions import Region
from landsmith.calls.model import ModuleCall, Output, Ref
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import Name, Namer

Chosen: TypeAlias = LandingZoneEntry | ApplicationLandingZone
"""What an author chose, before or after everything else was decided."""

Whole: TypeAlias = LandingZoneFile | LandingZone
"""The same of everything above the regions."""

GROUP = Ref("resource_group", "name")
"""Resource group of what stands above the regions."""


class Component(ABC):
    """An optional part; whoever asks for its other sides has asked ``applies`` before.

    ``providers`` are the Azure resource providers that it needs registered.
    """

    providers: tuple[str, ...] = ()

    @abstractmethod
    def applies(self, entry: Chosen, /) -> bool:
        """Tell whether a landing zone has it: the one place that says when."""

    @abstractmethod
    def calls(self, zone: LandingZone, entry: ApplicationLandingZone, /) -> Iterator[ModuleCall]:
        """Yield its module calls."""

    def problems(
        self, _entry: LandingZoneEntry, _region: Region, _at: Loc, /
    ) -> Iterator[FieldProblem]:
        """Yield a problem for each choice that Azure refuses; ``at`` is the landing zone's."""
        yield from ()

    def names(self, _entry: LandingZoneEntry, _namer: Namer, _group: str, /) -> Iterator[Name]:
        """Yield its names; ``group`` is the resource group of the cluster."""
        yield from ()

    def egress(self, _entry: ApplicationLandingZone, /) -> Iterator[str]:
        """Yield the hosts that it has to get to through a firewall."""
        yield from ()


class GlobalComponent(ABC):
    """An optional part that stands above the regions; as ``Component`` otherwise."""

    providers: tuple[str, ...] = ()

    @abstractmethod
    def applies(self, whole: Whole, /) -> bool:
        """Tell whether there is one: the one place that says when."""

    @abstractmethod
    def names(self, file: LandingZoneFile, namer: Namer, group: str, /) -> Iterator[Name]:
        """Yield its names; ``group`` is its resource group."""

    @abstractmethod
    def calls(self, zone: LandingZone, /) -> Iterator[ModuleCall]:
        """Yield its module calls."""

    def outputs(self, _zone: LandingZone, /) -> Iterator[Output]:
        """Yield what its root tells."""
        yield from ()


def endpoint_names(namer: Namer, part: str, group: str) -> Iterator[Name]:
    """Yield the names of a private endpoint and of its network interface."""
    yield namer.named("azurerm_private_endpoint", part=part, detail=group)
    yield namer.named("azurerm_network_interface", part=part, detail=group)
