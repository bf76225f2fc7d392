"""Azure Front Door: the way into workloads of two regions, by HTTP and private links."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.landing_zone import LandingZoneFile
from landsmith.blueprint.network import global_entry
from landsmith.calls import ids, parts
from landsmith.calls.model import ModuleCall, Output, Ref, Value
from landsmith.components.component import GROUP, GlobalComponent, Whole
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import GLOBAL, Name, Namer

TYPES = (
    "azurerm_cdn_frontdoor_profile",
    "azurerm_cdn_frontdoor_endpoint",
    "azurerm_cdn_frontdoor_firewall_policy",
)
PRIVATE_LINK_SERVICES = "Microsoft.Network/privateLinkServices"
TOKENS = "Value of _dnsauth.<host name>, by host name."
HOST_NAME = "Host name that the customer's names lead to."


class FrontDoor(GlobalComponent):
    """Front Door with its firewall."""

    providers = ("Cdn",)

    def applies(self, whole: Whole) -> bool:
        """Tell whether workloads are entered by Front Door."""
        return isinstance(whole.global_entry, global_entry.FrontDoor)

    def names(self, _file: LandingZoneFile, namer: Namer, group: str) -> Iterator[Name]:
        """Yield the names of profile, endpoint and firewall policy."""
        for type_ in TYPES:
            yield namer.named(type_, detail=group)

    def calls(self, zone: LandingZone) -> Iterator[ModuleCall]:
        """Yield the call that makes it."""
        if isinstance(zone.global_entry, global_entry.FrontDoor):
            yield ModuleCall("front_door", "front_door", _front_door(zone, zone.global_entry))

    def outputs(self, zone: LandingZone) -> Iterator[Output]:
        """Yield its host name, and what proves that the customer's are his."""
        yield Output("host_name", Ref("front_door", "host_name"), HOST_NAME)
        if isinstance(zone.global_entry, global_entry.FrontDoor) and zone.global_entry.host_names:
            tokens = Ref("front_door", "validation_tokens")
            yield Output("validation_tokens", tokens, TOKENS)


def _front_door(zone: LandingZone, entry: global_entry.FrontDoor) -> dict[str, Value]:
    origins: dict[str, Value] = {
        origin.landing_zone: _origin(zone, origin) for origin in entry.origins
    }
    return {
        "name": zone.name(f"{GLOBAL}/cdn_frontdoor_profile"),
        "endpoint_name": zone.name(f"{GLOBAL}/cdn_frontdoor_endpoint"),
        "firewall_policy_name": zone.name(f"{GLOBAL}/cdn_frontdoor_firewall_policy"),
        "resource_group_name": GROUP,
        "origins": origins,
        **({"host_names": entry.host_names} if entry.host_names else {}),
        "probe": {"path": entry.probe_path, "interval_seconds": entry.probe_interval_seconds},
        "requests_per_minute": entry.requests_per_minute,
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }


def _origin(zone: LandingZone, origin: global_entry.Origin) -> dict[str, Value]:
    """Return an origin; AKS makes its private link service beside the load balancer."""
    entry = zone.entry(origin.landing_zone)
    nodes = zone.name(f"{entry.key}/resource_group/nodes")
    service = origin.private_link_service
    return {
        "host_name": origin.host_name,
        "private_link_service_id": ids.resource(
            entry.subscription, nodes, PRIVATE_LINK_SERVICES, service
        ),
        "private_link_location": origin.private_link_region or entry.region,
        "priority": origin.priority,
        "weight": origin.weight,
    }
