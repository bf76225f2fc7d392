"""The landing zone: every name, address range and default decided; one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Literal

from landsmith.blueprint.cluster.arc import ArcCluster
from landsmith.blueprint.environment import Environment
from landsmith.blueprint.landing_zone import Approach, Customer, LandingZoneFile, State
from landsmith.blueprint.network.global_entry import Fleet, GlobalEntry
from landsmith.blueprint.network.network import Network
from landsmith.blueprint.offers.regions import Region
from landsmith.blueprint.platform import policy as authored
from landsmith.blueprint.platform.governance import ManagementGroups, Subscriptions, Vending
from landsmith.blueprint.platform.identity import Identity
from landsmith.blueprint.platform.monitoring import Monitoring
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.demand import Quota
from landsmith.landing_zone.deviation import Deviation
from landsmith.landing_zone.hierarchy import ManagementGroup
from landsmith.landing_zone.hub import Hub
from landsmith.landing_zone.name import Name
from landsmith.landing_zone.policy import Policy


@dataclass(frozen=True)
class Tags:
    """Tags of what is no application landing zone's: by part of the platform, and by new one."""

    platform: Mapping[str, Mapping[str, str]]
    vended: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class LandingZone:
    """A landing zone.

    The fields up to ``arc_clusters`` are as its author chose them; the others were decided.
    ``file`` is what the author wrote, for quoting it. ``hubs`` are those of the regions, the
    primary first. ``hierarchy`` holds management groups, and ``placements`` the part of the
    hierarchy of each subscription. ``owners`` names, for each subscription, the root that deploys
    to it first: ``mgmt``, ``hub``, … or an application landing zone's key. ``names`` is by key
    (``hub/virtual_network``), ``addresses`` by key (``shop-prod/nodes``). ``given_ids`` are ids of
    what somebody else made.
    """

    file: LandingZoneFile
    blueprint: Literal["start-small", "full"]
    customer: Customer
    approach: Approach
    tenant_id: str
    region: Region
    subscriptions: Subscriptions
    management_groups: ManagementGroups
    vending: Vending | None
    network: Network
    identity: Identity
    monitoring: Monitoring
    policy: authored.Policy
    state: State
    global_entry: GlobalEntry | None
    fleet: Fleet | None
    arc_clusters: Mapping[str, ArcCluster]

    hubs: tuple[Hub, ...]
    landing_zones: tuple[ApplicationLandingZone, ...]
    allowed_regions: tuple[Region, ...]
    hierarchy: Mapping[str, ManagementGroup]
    placements: Mapping[str, str]
    own_subscriptions: Mapping[str, str]
    owners: Mapping[str, str]
    locked: tuple[str, ...]
    policies: tuple[Policy, ...]
    exemptions: tuple[authored.Exemption, ...]
    excluded_namespaces: tuple[str, ...]
    stages: tuple[Environment, ...]
    quotas: Mapping[Quota, int]
    tags: Tags
    names: Mapping[str, Name]
    addresses: Mapping[str, IPv4Network]
    deviations: tuple[Deviation, ...]
    given_ids: tuple[str, ...]

    def name(self, key: str) -> str:
        """Return a decided name, such as ``hub/virtual_network``."""
        return self.names[key].value

    def entry(self, key: str) -> ApplicationLandingZone:
        """Return an application landing zone by its key, such as ``shop-prod``."""
        return next(entry for entry in self.landing_zones if entry.key == key)

    @property
    def crosses_regions(self) -> bool:
        """Whether two hub networks are peered; virtual hubs find each other."""
        return len(self.hubs) > 1 and not self.network.virtual_wan
