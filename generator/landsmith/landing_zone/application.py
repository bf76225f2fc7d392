"""An application landing zone: a spoke with a cluster, with everything decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from landsmith.blueprint.cluster.aks import Aks
from landsmith.blueprint.cluster.encryption import Encryption
from landsmith.blueprint.cluster.ingress import Ingress
from landsmith.blueprint.cluster.registry import Registry, Vault
from landsmith.blueprint.environment import Environment
from landsmith.blueprint.landing_zone import DataClassification
from landsmith.blueprint.offers.regions import Region
from landsmith.blueprint.operations.backup import ClusterBackup
from landsmith.blueprint.operations.events import ClusterEvents
from landsmith.blueprint.operations.extensions import Dapr
from landsmith.blueprint.operations.gitops import GitOps
from landsmith.blueprint.operations.monitoring import Observability
from landsmith.blueprint.operations.safeguards import Safeguards
from landsmith.blueprint.platform.compliance import Compliance
from landsmith.blueprint.platform.governance import Archetype
from landsmith.blueprint.platform.identity import Group
from landsmith.blueprint.platform.monitoring import Budget
from landsmith.blueprint.workload.identity import WorkloadIdentity
from landsmith.blueprint.workload.teams import Headroom, Team
from landsmith.landing_zone.alert import MetricAlert
from landsmith.landing_zone.demand import PoolDemand, PortDemand, SubnetDemand
from landsmith.landing_zone.hub import Hub
from landsmith.landing_zone.node_pool import NodePool
from landsmith.landing_zone.room import Room
from landsmith.landing_zone.team import Share

OutboundType: TypeAlias = Literal[
    "none", "userAssignedNATGateway", "loadBalancer", "userDefinedRouting"
]
"""How nodes leave their network, in AKS's words."""


@dataclass(frozen=True)
class Capacity:
    """What a cluster takes when it has grown, and what it leaves for pods.

    ``room`` is None where AKS makes nodes as pods need them, ``ports`` where they have no way out.
    """

    nodes: int
    room: Room | None
    pools: tuple[PoolDemand, ...]
    subnets: tuple[SubnetDemand, ...]
    ports: PortDemand | None


@dataclass(frozen=True)
class ApplicationLandingZone:
    """One application landing zone.

    The first fields are as its author chose them; from ``owner`` on they were decided. ``subnets``
    are prefix lengths by name, ``pools`` node pools by name (the system pool first; AKS Automatic
    has none), ``outbound_type`` its nodes' way out, ``replicas`` the further regions of its
    registry, ``policies_by_host`` whether network policies may name hosts.
    """

    key: str
    name: str
    environment: Environment
    subscription: str
    archetype: Archetype
    compliance: Compliance | None
    budget: Budget
    cluster_budget: Budget | None
    admins: Group
    readers: Group
    aks: Aks
    observability: Observability
    backup: ClusterBackup | None
    safeguards: Safeguards | None
    gitops: GitOps | None
    dapr: Dapr | None
    events: ClusterEvents | None
    registry: Registry
    vault: Vault
    encryption: Encryption
    ingress: Ingress
    identities: Mapping[str, WorkloadIdentity]
    teams: tuple[Team, ...]
    headroom: Headroom | None

    owner: str
    cost_center: str
    data_classification: DataClassification
    tags: Mapping[str, str]
    hub: Hub
    pools: Mapping[str, NodePool]
    subnets: Mapping[str, int]
    outbound_type: OutboundType
    shares: tuple[Share, ...]
    alerts: tuple[MetricAlert, ...]
    replicas: tuple[Region, ...]
    excluded_namespaces: tuple[str, ...]
    is_public: bool
    policies_by_host: bool
    capacity: Capacity

    @property
    def region(self) -> Region:
        """The region it stands in."""
        return self.hub.region

    @property
    def tenants(self) -> tuple[Team, ...]:
        """All teams; without any in the file, one that is named after the landing zone."""
        return tuple(share.team for share in self.shares)

    @property
    def zones(self) -> tuple[str, ...]:
        """Availability zones of its region."""
        return self.hub.zones
