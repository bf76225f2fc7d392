"""Dapr: building blocks of distributed applications, as an extension."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.operations import extensions
from landsmith.calls.model import ModuleCall
from landsmith.components.cluster.extension import MODULE, Extension, after_pools, extension_inputs
from landsmith.components.component import Chosen
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone


class Dapr(Extension):
    """The Dapr extension."""

    namespace = "dapr-system"
    field = "dapr"

    def applies(self, entry: Chosen) -> bool:
        """Tell whether Dapr was chosen."""
        return entry.dapr is not None

    def calls(self, _zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
        """Yield the call that installs it."""
        if entry.dapr:
            yield _dapr(entry, entry.dapr)


def _dapr(entry: ApplicationLandingZone, dapr: extensions.Dapr) -> ModuleCall:
    replicated = "true" if dapr.high_availability else "false"
    settings = {"global.ha.enabled": replicated, "global.mtls.enabled": "true"}
    inputs = extension_inputs("dapr", "Microsoft.Dapr", Dapr.namespace, dapr.version)
    return ModuleCall("dapr", MODULE, {**inputs, "settings": settings}, after_pools(entry))
