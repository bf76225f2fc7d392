"""Events of a cluster, sent on to what acts on them."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.blueprint.offers.regions import Region
from landsmith.blueprint.operations.events import ClusterEvents, EventHub, StorageQueue
from landsmith.calls import parts
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.calls.parts import CLUSTER_GROUP
from landsmith.components.component import Chosen, Component
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import Name, Namer


class Events(Component):
    """A topic of Event Grid with its one subscription."""

    providers = ("EventGrid",)

    def applies(self, entry: Chosen) -> bool:
        """Tell whether events are sent on."""
        return entry.events is not None

    def problems(self, entry: LandingZoneEntry, _region: Region, at: Loc) -> Iterator[FieldProblem]:
        """Yield a problem for each type of event that is named twice."""
        if entry.events:
            yield from _repeated(entry.events.types, (*at, "events", "types"))

    def names(self, _entry: LandingZoneEntry, namer: Namer, group: str) -> Iterator[Name]:
        """Yield the names of topic and subscription."""
        topic = namer.named("azurerm_eventgrid_system_topic", detail=group)
        yield topic
        yield namer.named("azurerm_eventgrid_system_topic_event_subscription", detail=topic.value)

    def calls(self, zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
        """Yield the call that sends them on."""
        if entry.events:
            yield _events(zone, entry, entry.events)


def _events(zone: LandingZone, entry: ApplicationLandingZone, events: ClusterEvents) -> ModuleCall:
    subscription = f"{entry.key}/eventgrid_system_topic_event_subscription"
    inputs: dict[str, Value] = {
        "topic_name": zone.name(f"{entry.key}/eventgrid_system_topic"),
        "subscription_name": zone.name(subscription),
        "location": parts.LOCATION,
        "resource_group_name": CLUSTER_GROUP,
        "cluster_id": Ref("cluster", "id"),
        "event_types": [f"Microsoft.ContainerService.{type_}" for type_ in events.types],
        **_target(zone, events),
        "tags": parts.TAGS,
    }
    return ModuleCall("cluster_events", "cluster_events", inputs)


def _target(zone: LandingZone, events: ClusterEvents) -> dict[str, Value]:
    target = events.target
    if isinstance(target, StorageQueue):
        queue = {"storage_account_id": target.storage_account_id, "name": target.queue}
        return {"storage_queue": queue}
    if isinstance(target, EventHub):
        return {"event_hub_id": target.event_hub_id}
    token = {"tenant_id": zone.tenant_id, "application_id": target.application_id}
    return {"webhook": {"url": target.url, **token}}


def _repeated(words: tuple[str, ...], at: Loc) -> Iterator[FieldProblem]:
    for index, word in enumerate(words):
        if word in words[:index]:
            yield FieldProblem((*at, index), f"{word} stands twice", "name each once")
