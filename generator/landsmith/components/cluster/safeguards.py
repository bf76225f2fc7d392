"""Deployment safeguards: AKS warns of, or refuses, workloads against best practice."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.blueprint.offers.regions import Region
from landsmith.blueprint.operations import safeguards
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.components.component import Chosen, Component
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone


class Safeguards(Component):
    """The safeguards of one cluster."""

    def applies(self, entry: Chosen) -> bool:
        """Tell whether safeguards were chosen."""
        return entry.safeguards is not None

    def problems(self, entry: LandingZoneEntry, _region: Region, at: Loc) -> Iterator[FieldProblem]:
        """Yield a problem where the cluster brings its own ("What is AKS Automatic")."""
        if entry.safeguards and entry.aks.mode == "automatic":
            message = "AKS Automatic has deployment safeguards already"
            mend = "leave it out, or choose aks.mode: standard"
            yield FieldProblem((*at, "safeguards"), message, mend)

    def calls(self, _zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
        """Yield the call that sets them."""
        if entry.safeguards:
            yield _safeguards(entry, entry.safeguards)


def _safeguards(entry: ApplicationLandingZone, chosen: safeguards.Safeguards) -> ModuleCall:
    inputs: dict[str, Value] = {
        "cluster_id": Ref("cluster", "id"),
        "level": chosen.level,
        "pod_security_level": chosen.pod_security,
        "excluded_namespaces": list(
            dict.fromkeys((*entry.excluded_namespaces, *chosen.excluded_namespaces))
        ),
    }
    return ModuleCall("safeguards", "deployment_safeguards", inputs)
