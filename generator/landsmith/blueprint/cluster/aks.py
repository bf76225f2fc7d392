"""AKS: the cluster of a landing zone, how it is upgraded, and what it runs of its own."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from landsmith.blueprint.base import IsoDate, Model, listed, refuse, shown
from landsmith.blueprint.cluster.network import Certificate, ClusterNetwork
from landsmith.blueprint.cluster.node_pools import PoolName, SystemPool, UserPool, matching
from landsmith.blueprint.offers.kubernetes_versions import RELEASES

Weekday: TypeAlias = Literal[
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
]


def _supported(value: str) -> str:
    if value not in RELEASES:
        raise refuse(f"expected a quoted minor version, {listed(RELEASES)}, not {shown(value)}")
    return value


KubernetesVersion = Annotated[str, AfterValidator(_supported)]
ClockTime = Annotated[
    str, matching(r"([01][0-9]|2[0-3]):[0-5][0-9]", "a quoted time such as '02:00'")
]
UtcOffset = Annotated[
    str, matching(r"[+-](0[0-9]|1[0-4]):[0-5][0-9]", "a quoted offset such as '+01:00'")
]
Seconds = Annotated[str, matching(r"[1-9][0-9]*s", "seconds such as 10s")]
Minutes = Annotated[str, matching(r"[1-9][0-9]*m", "minutes such as 10m")]
Ratio = Annotated[str, matching(r"0\.[0-9]{1,2}|1", "a quoted share such as '0.5'")]
MeshRevision = Annotated[str, matching(r"asm-1-[0-9]{2}", "an Istio revision such as asm-1-28")]


class MaintenanceWindow(Model):
    """A weekly window; Azure starts no planned maintenance outside it."""

    day: Weekday = "Sunday"
    """Day of the week."""
    start: ClockTime = "02:00"
    """Start of the window, in its own offset."""
    hours: int = Field(default=4, ge=4, le=24, description="Length in hours; Azure's least is 4.")
    utc_offset: UtcOffset = "+00:00"
    """Offset of the start from UTC."""


class Freeze(Model):
    """Days on which nothing is upgraded, such as the weeks before Christmas."""

    start: IsoDate
    """First day."""
    end: IsoDate
    """Last day."""


class Maintenance(Model):
    """When the cluster and its node images are upgraded."""

    cluster: MaintenanceWindow = MaintenanceWindow()
    """Window for Kubernetes upgrades."""
    nodes: MaintenanceWindow = MaintenanceWindow(day="Saturday")
    """Window for node image upgrades."""
    freezes: tuple[Freeze, ...] = Field(
        default=(), max_length=10, description="Days without upgrades."
    )


class Upgrades(Model):
    """How far AKS upgrades by itself."""

    cluster: Literal["patch", "stable", "rapid", "node-image"] = Field(
        default="patch",
        description="patch follows patches; stable and rapid follow minor versions too.",
    )
    nodes: Literal["NodeImage", "SecurityPatch"] = Field(
        default="NodeImage", description="SecurityPatch is for clusters without Windows nodes."
    )


class Autoscaler(Model):
    """The cluster autoscaler, one profile for all pools.

    Defaults: AKS documentation, "Cluster autoscaler profile settings", save for the expander.
    """

    expander: Literal["least-waste", "most-pods", "priority", "random"] = Field(
        default="least-waste", description="Which pool grows where several could."
    )
    balance_similar_pools: bool | None = Field(
        default=None, description="Default: on where a pool is made per zone."
    )
    scan_interval: Seconds = Field(default="10s", description="How often it looks.")
    scale_down_delay: Minutes = Field(
        default="10m", description="How long after growth it waits before it shrinks."
    )
    scale_down_unneeded: Minutes = Field(
        default="10m", description="How long a node is idle before it goes."
    )
    scale_down_below: Ratio = Field(default="0.5", description="Use below which a node is idle.")
    keep_nodes_with_local_storage: bool = Field(
        default=False, description="Whether pods with emptyDir volumes hold a node."
    )


class Storage(Model):
    """Storage drivers of the cluster."""

    blobs: bool = Field(default=False, description="Driver for blob containers.")
    disks: bool = Field(default=True, description="Driver for disks.")
    files: bool = Field(default=True, description="Driver for file shares.")
    snapshots: bool = Field(default=True, description="Controller for volume snapshots.")


class MeshAuthority(Model):
    """A certificate authority of your own for the mesh, in the landing zone's vault."""

    root_certificate: str = Field(min_length=1, description="Name of the root certificate object.")
    chain: str = Field(min_length=1, description="Name of the certificate chain object.")
    certificate: str = Field(min_length=1, description="Name of the certificate object.")
    key: str = Field(min_length=1, description="Name of the key object.")


class ServiceMesh(Model):
    """The Istio add-on."""

    revisions: tuple[MeshRevision, ...] = Field(
        min_length=1, max_length=2, description="One, or two while a newer one is tried."
    )
    internal_gateway: bool = Field(default=True, description="Ingress gateway inside the network.")
    authority: MeshAuthority | None = Field(default=None, description="Default: Istio's own.")


class Aks(Model):
    """A private AKS cluster."""

    mode: Literal["standard", "automatic"] = Field(
        default="standard",
        description="automatic: AKS Automatic, which chooses nodes, network and upgrades itself.",
    )
    kubernetes_version: KubernetesVersion = Field(
        default="1.36", description="Minor version; patches follow the upgrade channel."
    )
    sku_tier: Literal["Free", "Standard", "Premium"] = Field(
        default="Standard",
        description="Free has no uptime SLA and is a deviation; Premium brings long-term support.",
    )
    network: ClusterNetwork = ClusterNetwork()
    """Network inside the cluster."""
    system_pool: SystemPool = SystemPool()
    """Pool of the cluster's own add-ons."""
    user_pools: dict[PoolName, UserPool] = Field(
        default={"user": UserPool()}, min_length=1, description="Pools for workloads, by name."
    )
    node_provisioning: Literal["manual", "auto"] = Field(
        default="manual",
        description="auto: AKS makes nodes as pods need them, besides the pools written here.",
    )
    autoscaler: Autoscaler = Autoscaler()
    """The cluster autoscaler."""
    upgrades: Upgrades = Upgrades()
    """Which upgrades come by themselves."""
    maintenance: Maintenance = Maintenance()
    """When Azure may upgrade."""
    storage: Storage = Storage()
    """Storage drivers."""
    mesh: ServiceMesh | None = Field(default=None, description="Service mesh; default: none.")
    virtual_nodes: bool = Field(
        default=False, description="Pods on Azure Container Instances, for bursts."
    )
    defender: bool = Field(
        default=False, description="Defender's sensor in the cluster, for threats at run time."
    )
    image_cleaner_hours: int = Field(
        default=168, ge=24, le=336, description="Hours between removals of unused images."
    )
    secret_rotation: Minutes = Field(
        default="2m", description="How often mounted secrets are read again from the vault."
    )
    trusted_certificates: tuple[Certificate, ...] = Field(
        default=(), max_length=10, description="Certificate authorities that nodes trust besides."
    )
    ingress: Literal["none", "app_routing_internal"] = Field(
        default="none",
        description="Managed NGINX ingress with an internal address only, or none. Microsoft ends "
        "support of the NGINX add-on in November 2026, so a new landing zone starts without it.",
    )
    run_command: bool = Field(
        default=False, description="`az aks command invoke`; on is a deviation."
    )
    keda: bool = Field(default=False, description="Event-driven autoscaling add-on.")
    vertical_pod_autoscaler: bool = Field(default=False, description="VPA add-on.")

    @property
    def keeps_minor_version(self) -> bool:
        """Whether the minor version stays as written; two channels, and AKS Automatic, raise it."""
        return self.mode == "standard" and self.upgrades.cluster not in ("stable", "rapid")
