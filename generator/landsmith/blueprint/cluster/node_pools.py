"""Node pools of an AKS cluster: the system pool, and the pools for workloads."""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from landsmith.blueprint.base import Model, refuse, shown

LinuxSku: TypeAlias = Literal["AzureLinux", "AzureLinux3", "Ubuntu", "Ubuntu2204", "Ubuntu2404"]
OsSku: TypeAlias = Literal[
    "AzureLinux", "AzureLinux3", "Ubuntu", "Ubuntu2204", "Ubuntu2404", "Windows2022"
]
OsDisk: TypeAlias = Literal["Ephemeral", "Managed"]
Zone: TypeAlias = Literal["1", "2", "3"]
MigProfile: TypeAlias = Literal["MIG1g", "MIG2g", "MIG3g", "MIG4g", "MIG7g"]


def matching(pattern: str, expected: str) -> AfterValidator:
    """Return a validator of text that matches a pattern as a whole."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise refuse(f"expected {expected}, not {shown(value)}")
        return value

    return AfterValidator(check)


VmSizeName = Annotated[
    str, matching(r"Standard_[A-Z]+[0-9]+[A-Za-z0-9_-]*", "a VM size such as Standard_D4ds_v5")
]
PoolName = Annotated[
    str, matching(r"[a-z][a-z0-9]{0,11}", "1 to 12 lower-case letters and digits, a letter first")
]
Share = Annotated[str, matching(r"([1-9][0-9]?|100)%", "a percentage of the pool such as 33%")]
Taint = Annotated[
    str,
    matching(
        r"[A-Za-z0-9._/-]{1,253}=[A-Za-z0-9._-]{0,63}:(NoSchedule|PreferNoSchedule|NoExecute)",
        "a taint such as workload=batch:NoSchedule",
    ),
]
LabelKey = Annotated[
    str,
    matching(
        r"([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?",
        "a label key such as workload",
    ),
]
LabelValue = Annotated[
    str,
    matching(
        r"([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?",
        "a label value of at most 63 characters",
    ),
]


class Kubelet(Model):
    """Settings of the node's agent; a pool without them has Azure's.

    Ranges: AKS documentation, "Customize node configuration".
    """

    container_log_max_size_mb: int = Field(
        default=50, ge=1, le=1000, description="Size of a container's log before it is rotated."
    )
    container_log_max_files: int = Field(
        default=5, ge=2, le=100, description="Log files kept for each container."
    )
    pod_max_pid: int | None = Field(
        default=None, ge=64, le=4_194_304, description="Most processes in a pod; default: no limit."
    )
    cpu_manager: Literal["none", "static"] = Field(
        default="none", description="static gives whole CPUs to pods that ask for whole CPUs."
    )


class LinuxTuning(Model):
    """Kernel settings of Linux nodes, for a measured need.

    Ranges: azurerm, ``kubernetes_cluster_node_pool``, ``linux_os_config``.
    """

    vm_max_map_count: int | None = Field(
        default=None, ge=65530, le=262144, description="Memory map areas of a process."
    )
    net_core_somaxconn: int | None = Field(
        default=None, ge=4096, le=3_240_000, description="Connections waiting to be accepted."
    )
    fs_inotify_max_user_watches: int | None = Field(
        default=None, ge=781_250, le=2_097_152, description="Files that a user may watch."
    )
    transparent_huge_page: Literal["always", "madvise", "never"] | None = Field(
        default=None, description="Transparent huge pages; default: the image's choice."
    )


class Gpu(Model):
    """GPUs of a pool whose VM size has them."""

    driver: Literal["Install", "None"] = Field(
        default="Install", description="None leaves the driver to NVIDIA's GPU operator."
    )
    partition: MigProfile | None = Field(
        default=None, description="Multi-instance GPU profile; needs an A100 or H100 size."
    )


class Spot(Model):
    """Spare capacity at a lower price, which Azure takes back when it needs it."""

    max_price: float = Field(
        default=-1, ge=-1, le=1000, description="USD an hour for a node; -1: up to the full price."
    )


class DedicatedHosts(Model):
    """Physical servers that run nothing but this pool's nodes."""

    sku: str = Field(
        pattern=r"^[A-Z]+[A-Za-z0-9]*-Type[0-9]+$", description="Host SKU such as DDSv5-Type1."
    )
    count: int = Field(default=2, ge=1, le=20, description="Hosts, spread over fault domains.")
    nodes_per_host: int = Field(ge=1, le=192, description="Nodes of the pool's size on one host.")


class _Pool(Model):
    """What every node pool has; defaults from the AKS baseline."""

    vm_size: VmSizeName = Field(default="Standard_D4ds_v5", description="Size of each node.")
    zones: tuple[Zone, ...] | None = Field(
        default=None, description="Availability zones; default: all that the region has."
    )
    min_count: int = Field(default=3, ge=1, le=1000, description="Fewest nodes.")
    max_count: int = Field(default=5, ge=1, le=1000, description="Most nodes, without surge.")
    max_pods: int = Field(default=110, ge=30, le=250, description="Pods on a node.")
    max_surge: Share = Field(default="33%", description="Extra nodes during an upgrade.")
    drain_timeout_minutes: int = Field(
        default=30, ge=1, le=1440, description="How long an upgrade waits for pods to leave a node."
    )
    os_disk_type: OsDisk | None = Field(
        default=None,
        description="Ephemeral disks need a VM size with a local disk; default: Ephemeral, or "
        "Managed where a key of the customer's own that rotates encrypts disks.",
    )
    os_disk_size_gb: int | None = Field(
        default=None, ge=30, le=2048, description="GiB; default: chosen by Azure for the VM size."
    )
    host_encryption: bool = Field(
        default=True, description="Encryption at host; the subscription must have the feature."
    )
    fips: bool | None = Field(
        default=None,
        description="Cryptographic modules validated to FIPS 140, on the nodes; default: on for "
        "Linux nodes where compliance is given.",
    )
    kubelet: Kubelet | None = Field(default=None, description="Kubelet settings.")
    linux: LinuxTuning | None = Field(default=None, description="Kernel settings.")


class SystemPool(_Pool):
    """The system pool: tainted, it carries only critical add-ons."""

    os_sku: LinuxSku = Field(default="AzureLinux", description="Operating system of the nodes.")

    @property
    def windows(self) -> bool:
        """Whether the nodes run Windows; the system pool's never do."""
        return False


class UserPool(_Pool):
    """A pool for the customer's workloads."""

    os_sku: OsSku = Field(default="AzureLinux", description="Operating system of the nodes.")
    min_count: int = Field(default=2, ge=0, le=1000, description="Fewest nodes; 0 scales to none.")
    labels: dict[LabelKey, LabelValue] = Field(default={}, description="Node labels.")
    taints: tuple[Taint, ...] = Field(
        default=(), description="Node taints; spot, Windows and GPU pools have theirs besides."
    )
    per_zone: bool = Field(
        default=False,
        description="One pool in each zone, named with its number, for disks that stay in a zone; "
        "counts are per zone.",
    )
    spot: Spot | None = Field(default=None, description="Spot capacity; default: regular.")
    gpu: Gpu | None = Field(default=None, description="GPUs of the VM size.")
    ultra_disks: bool = Field(default=False, description="Whether ultra disks may be attached.")
    proximity_placement: bool = Field(
        default=False, description="Nodes close together, in one zone, for latency."
    )
    dedicated_hosts: DedicatedHosts | None = Field(
        default=None, description="Physical servers of its own; default: shared."
    )
    sandboxing: bool = Field(
        default=False, description="Pods in light virtual machines (Kata), on Azure Linux."
    )
    scale_down: Literal["Delete", "Deallocate"] = Field(
        default="Delete", description="Deallocate keeps disks, and starts faster."
    )

    @property
    def windows(self) -> bool:
        """Whether the nodes run Windows."""
        return self.os_sku.startswith("Windows")
