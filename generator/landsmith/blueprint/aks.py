"""AKS: the cluster of a landing zone and its node pools."""

from __future__ import annotations

import re
from ipaddress import IPv4Network
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from landsmith.blueprint.base import Cidr, Model, refuse, shown

Weekday: TypeAlias = Literal[
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
]
OsSku: TypeAlias = Literal["AzureLinux", "AzureLinux3", "Ubuntu", "Ubuntu2204", "Ubuntu2404"]
OsDisk: TypeAlias = Literal["Ephemeral", "Managed"]
Zone: TypeAlias = Literal["1", "2", "3"]


def _matching(pattern: str, expected: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise refuse(f"expected {expected}, not {shown(value)}")
        return value

    return AfterValidator(check)


VmSize = Annotated[
    str, _matching(r"Standard_[A-Z]+[0-9]+[A-Za-z0-9_-]*", "a VM size such as Standard_D4ds_v5")
]
PoolName = Annotated[
    str, _matching(r"[a-z][a-z0-9]{0,11}", "1 to 12 lower-case letters and digits, a letter first")
]
Surge = Annotated[str, _matching(r"([1-9][0-9]?|100)%", "a percentage of the pool such as 33%")]
KubernetesVersion = Annotated[
    str, _matching(r"1\.3[4-9]", "a quoted minor version from 1.34 on, such as '1.35'")
]
ClockTime = Annotated[
    str, _matching(r"([01][0-9]|2[0-3]):[0-5][0-9]", "a quoted time such as '02:00'")
]
UtcOffset = Annotated[
    str, _matching(r"[+-](0[0-9]|1[0-4]):[0-5][0-9]", "a quoted offset such as '+01:00'")
]
Taint = Annotated[
    str,
    _matching(
        r"[A-Za-z0-9._/-]{1,253}=[A-Za-z0-9._-]{0,63}:(NoSchedule|PreferNoSchedule|NoExecute)",
        "a taint such as workload=batch:NoSchedule",
    ),
]
LabelKey = Annotated[
    str,
    _matching(
        r"([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?",
        "a label key such as workload",
    ),
]
LabelValue = Annotated[
    str,
    _matching(
        r"([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?",
        "a label value of at most 63 characters",
    ),
]


class _Pool(Model):
    """What every node pool has; defaults from catalogue K3 and the AKS baseline."""

    vm_size: VmSize = Field(default="Standard_D4ds_v5", description="Size of each node.")
    zones: tuple[Zone, ...] | None = Field(
        default=None, description="Availability zones; default: all that the region has."
    )
    min_count: int = Field(default=3, ge=1, le=1000, description="Fewest nodes.")
    max_count: int = Field(default=5, ge=1, le=1000, description="Most nodes, without surge.")
    max_pods: int = Field(default=110, ge=50, le=250, description="Pods on a node (CKV_AZURE_168).")
    max_surge: Surge = Field(default="33%", description="Extra nodes during an upgrade.")
    os_sku: OsSku = Field(default="AzureLinux", description="Operating system of the nodes.")
    os_disk_type: OsDisk = Field(
        default="Ephemeral", description="Ephemeral disks need a VM size with a local disk."
    )
    os_disk_size_gb: int | None = Field(
        default=None, ge=30, le=2048, description="GiB; default: chosen by Azure for the VM size."
    )
    host_encryption: bool = Field(
        default=True, description="Encryption at host; the subscription must have the feature."
    )


class SystemPool(_Pool):
    """The system pool: tainted, it carries only critical add-ons."""


class UserPool(_Pool):
    """A pool for the customer's workloads."""

    min_count: int = Field(default=2, ge=0, le=1000, description="Fewest nodes; 0 scales to none.")
    labels: dict[LabelKey, LabelValue] = Field(default={}, description="Node labels.")
    taints: tuple[Taint, ...] = Field(default=(), description="Node taints.")


class MaintenanceWindow(Model):
    """A weekly window; Azure starts no planned maintenance outside it."""

    day: Weekday = "Sunday"
    """Day of the week."""
    start: ClockTime = "02:00"
    """Start of the window, in its own offset."""
    hours: int = Field(default=4, ge=4, le=24, description="Length in hours; Azure's least is 4.")
    utc_offset: UtcOffset = "+00:00"
    """Offset of the start from UTC."""


class Maintenance(Model):
    """When the cluster and its node images are upgraded (catalogue K4)."""

    cluster: MaintenanceWindow = MaintenanceWindow()
    """Window for Kubernetes upgrades."""
    nodes: MaintenanceWindow = MaintenanceWindow(day="Saturday")
    """Window for node image upgrades."""


class ClusterNetwork(Model):
    """The network inside the cluster: Azure CNI with Cilium."""

    pod_mode: Literal["overlay", "pod_subnet"] = Field(
        default="overlay",
        description="Overlay gives pods addresses of their own; pod_subnet gives them addresses "
        "of the spoke.",
    )
    pod_cidr: Cidr = Field(
        default=IPv4Network("192.168.0.0/16"),
        description="Addresses of pods in overlay mode; a /24 a node.",
    )
    service_cidr: Cidr = Field(
        default=IPv4Network("172.20.0.0/16"), description="Addresses of Kubernetes services."
    )


class Aks(Model):
    """A private AKS cluster (catalogue K1 to K4)."""

    kubernetes_version: KubernetesVersion = Field(
        default="1.35", description="Minor version; patches follow the upgrade channel."
    )
    sku_tier: Literal["Free", "Standard", "Premium"] = Field(
        default="Standard", description="Free has no uptime SLA and is a deviation."
    )
    network: ClusterNetwork = ClusterNetwork()
    """Network inside the cluster."""
    system_pool: SystemPool = SystemPool()
    """Pool of the cluster's own add-ons."""
    user_pools: dict[PoolName, UserPool] = Field(
        default={"user": UserPool()}, min_length=1, description="Pools for workloads, by name."
    )
    maintenance: Maintenance = Maintenance()
    """When Azure may upgrade."""
    ingress: Literal["none", "app_routing_internal"] = Field(
        default="none",
        description="Managed NGINX ingress with an internal address only, or none. Microsoft ends "
        "support of the NGINX add-on in November 2026, so a new landing zone starts without it.",
    )
    run_command: bool = Field(
        default=False, description="`az aks command invoke`; on is a deviation (catalogue §4.1)."
    )
    keda: bool = Field(default=False, description="Event-driven autoscaling add-on.")
    vertical_pod_autoscaler: bool = Field(default=False, description="VPA add-on.")
