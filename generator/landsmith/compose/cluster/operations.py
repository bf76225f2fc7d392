"""What operates a cluster besides its monitoring: backup, extensions, safeguards and events."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.operations.events import ClusterEvents, EventHub, StorageQueue
from landsmith.blueprint.operations.safeguards import Safeguards
from landsmith.compose import parts
from landsmith.compose.cluster import backup, gitops
from landsmith.compose.model import ModuleCall, Ref, Value
from landsmith.compose.network.private_service import GROUP
from landsmith.compose.policy import policy_facts
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone

CLUSTER = Ref("cluster", "id")


def calls(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    """Yield the calls of what a landing zone chose to operate its cluster with."""
    yield from backup.calls(zone, entry)
    if entry.safeguards:
        yield _safeguards(zone, entry, entry.safeguards)
    yield from gitops.calls(zone, entry)
    if entry.events:
        yield _events(zone, entry, entry.events)


def _safeguards(zone: LandingZone, entry: ApplicationLandingZone, chosen: Safeguards) -> ModuleCall:
    everywhere = policy_facts.cluster_exclusions(zone, entry)
    inputs: dict[str, Value] = {
        "cluster_id": CLUSTER,
        "level": chosen.level,
        "pod_security_level": chosen.pod_security,
        "excluded_namespaces": list(dict.fromkeys((*everywhere, *chosen.excluded_namespaces))),
    }
    return ModuleCall("safeguards", "deployment_safeguards", inputs)


def _events(zone: LandingZone, entry: ApplicationLandingZone, events: ClusterEvents) -> ModuleCall:
    subscription = f"{entry.key}/eventgrid_system_topic_event_subscription"
    inputs: dict[str, Value] = {
        "topic_name": zone.name(f"{entry.key}/eventgrid_system_topic"),
        "subscription_name": zone.name(subscription),
        "location": parts.LOCATION,
        "resource_group_name": GROUP,
        "cluster_id": CLUSTER,
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
