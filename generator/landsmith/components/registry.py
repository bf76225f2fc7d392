"""Which optional parts there are, in the order that their calls come in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from landsmith.components.above.arc import Arc
from landsmith.components.above.fleet import Fleet
from landsmith.components.above.front_door import FrontDoor
from landsmith.components.above.traffic_manager import TrafficManager
from landsmith.components.cluster.backup import Backup
from landsmith.components.cluster.dapr import Dapr
from landsmith.components.cluster.events import Events
from landsmith.components.cluster.extension import Extension
from landsmith.components.cluster.gitops import GitOps
from landsmith.components.cluster.grafana import Grafana
from landsmith.components.cluster.safeguards import Safeguards
from landsmith.components.cluster.tracing import Tracing
from landsmith.components.component import Chosen, Component, GlobalComponent, Whole

BACKUP, DAPR, GITOPS, GRAFANA = Backup(), Dapr(), GitOps(), Grafana()

WATCHING: Final[tuple[Component, ...]] = (GRAFANA, Tracing())
"""What shows a cluster to people; it comes with the cluster's monitoring."""

OPERATING: Final[tuple[Component, ...]] = (BACKUP, Safeguards(), GITOPS, DAPR, Events())
"""What operates a cluster; it comes when the cluster is there."""

EXTENSIONS: Final[tuple[Extension, ...]] = (BACKUP, DAPR, GITOPS)
"""Those that are extensions, in the order in which policy names their namespaces."""

GLOBAL: Final[tuple[GlobalComponent, ...]] = (FrontDoor(), TrafficManager(), Fleet(), Arc())
"""What stands above the regions."""


def chosen(entry: Chosen) -> Iterator[Component]:
    """Yield the parts that a landing zone has."""
    yield from (one for one in (*WATCHING, *OPERATING) if one.applies(entry))


def global_parts(whole: Whole) -> tuple[GlobalComponent, ...]:
    """Return the parts above the regions that there are."""
    return tuple(one for one in GLOBAL if one.applies(whole))
