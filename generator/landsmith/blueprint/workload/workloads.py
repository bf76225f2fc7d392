"""What runs in a cluster: one workload, its pods, how it scales, and what it may reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field, model_validator

from landsmith.blueprint.addresses import RuleRange
from landsmith.blueprint.base import FieldProblem, FieldProblems, Model, Port, Slug
from landsmith.blueprint.cluster.node_pools import PoolName
from landsmith.blueprint.workload.mounts import mount_path
from landsmith.blueprint.workload.schedule import Schedule, cron_problem

WorkloadKind: TypeAlias = Literal["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"]
StorageKind: TypeAlias = Literal["disk", "disk_v2", "disk_ultra", "files", "blob"]

ObjectName = Annotated[
    str,
    Field(
        pattern=r"^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$",
        description="1 to 40 lower-case letters, digits and hyphens, a letter first.",
    ),
]
"""A name that a Service may have too: it starts with a letter (RFC 1035)."""

HostName = Annotated[
    str,
    Field(
        pattern=r"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$",
        max_length=253,
        description="A fully qualified host name in lower case.",
    ),
]
HttpPath = Annotated[
    str, Field(pattern=r"^/[A-Za-z0-9._~/-]*$", max_length=200, description="Path of a request.")
]
MountPath = Annotated[
    str,
    Field(pattern=r"^(/[A-Za-z0-9._-]+)+$", max_length=200, description="A folder of a container."),
    AfterValidator(mount_path),
]
Image = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)+"
        r"(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$",
        max_length=400,
        description="Registry, repository, and a tag, a digest or both.",
    ),
]
EnvironmentName = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,99}$")]
EnvironmentValue = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00-\x1f\x7f$]*$")]


class WorkloadPort(Model):
    """A port that the workload listens on; it becomes a port of its Service."""

    name: str = Field(
        default="http",
        pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
        max_length=15,
        description="1 to 15 lower-case letters, digits and single hyphens, a letter first.",
    )
    port: int = Field(
        default=8080, ge=1024, le=65535, description="From 1024 on: pods don't run as root."
    )
    protocol: Literal["TCP", "UDP"] = "TCP"
    """Protocol of the port."""


class Probes(Model):
    """How Kubernetes asks the workload over HTTP; readiness may look at what it depends on."""

    port: str | None = Field(
        default=None, description="Name of the port that answers; default: the first."
    )
    startup: HttpPath = "/healthz/startup"
    """Answers once the process has started."""
    liveness: HttpPath = "/healthz/live"
    """Answers as long as the process is alive, without looking at anything else."""
    readiness: HttpPath = "/healthz/ready"
    """Answers when the workload can do its work."""
    period_seconds: int = Field(default=10, ge=1, le=300, description="Seconds between two asks.")
    timeout_seconds: int = Field(default=2, ge=1, le=60, description="Seconds until it failed.")


class CpuScaling(Model):
    """More replicas with more load: a HorizontalPodAutoscaler."""

    kind: Literal["cpu"]
    max_replicas: int = Field(ge=2, le=1000, description="Most replicas.")
    cpu_percent: int = Field(
        default=70, ge=10, le=95, description="Use of the requested CPU to aim at."
    )


class EventTrigger(Model):
    """What KEDA watches, such as a queue."""

    type: str = Field(pattern=r"^[a-z][a-z0-9-]{1,60}$", description="Name of KEDA's scaler.")
    metadata: dict[EnvironmentName, EnvironmentValue] = Field(
        min_length=1, max_length=20, description="The scaler's own settings."
    )

    @model_validator(mode="after")
    def _check_times(self) -> EventTrigger:
        """Refuse a trigger of times whose start or end is no schedule."""
        if self.type == "cron":
            problems = [*_time_problems(self.metadata)]
            if problems:
                raise FieldProblems(problems)
        return self


def _time_problems(metadata: Mapping[str, str]) -> Iterator[FieldProblem]:
    for key in ("start", "end"):
        problem = cron_problem(metadata[key]) if key in metadata else "is missing"
        if problem:
            message = f"{key} of a cron trigger: {problem}"
            yield FieldProblem(("metadata",), message, 'write it as in "0 6 * * 1-5"')


class EventScaling(Model):
    """Replicas by the number of waiting events: a ScaledObject; needs aks.keda."""

    kind: Literal["events"]
    min_replicas: int = Field(default=0, ge=0, le=1000, description="Fewest replicas.")
    max_replicas: int = Field(ge=1, le=1000, description="Most replicas.")
    triggers: tuple[EventTrigger, ...] = Field(
        min_length=1, max_length=10, description="What is watched."
    )


Scaling: TypeAlias = Annotated[CpuScaling | EventScaling, Field(discriminator="kind")]


class WorkloadConnection(Model):
    """A connection to another workload of the same cluster."""

    kind: Literal["workload"]
    team: Slug | None = Field(default=None, description="The other's team; default: the same.")
    workload: ObjectName
    """Its name."""
    port: str = Field(default="http", max_length=15, description="Name of its port.")


class NetworkConnection(Model):
    """A connection to addresses outside the cluster."""

    kind: Literal["network"]
    name: ObjectName
    """What stands there; it names the rule."""
    ranges: tuple[RuleRange, ...] = Field(min_length=1, max_length=50, description="Its addresses.")
    ports: tuple[Port, ...] = Field(default=(443,), min_length=1, max_length=20)
    """Its ports."""
    protocol: Literal["TCP", "UDP"] = "TCP"
    """Protocol of the ports."""


class HostConnection(Model):
    """A connection to hosts outside the cluster, by name: a CiliumNetworkPolicy."""

    kind: Literal["host"]
    name: ObjectName
    """What stands there; it names the rule."""
    hosts: tuple[HostName, ...] = Field(min_length=1, max_length=50, description="Its host names.")
    ports: tuple[Port, ...] = Field(default=(443,), min_length=1, max_length=20)
    """Its ports."""


Connection: TypeAlias = Annotated[
    WorkloadConnection | NetworkConnection | HostConnection, Field(discriminator="kind")
]


class Volume(Model):
    """Storage that outlives a pod; state is better kept in a managed service."""

    name: ObjectName
    """Name of the claim."""
    mount_path: MountPath
    """Where the containers see it."""
    size_gib: int = Field(ge=1, le=65536, description="Size in GiB.")
    storage: StorageKind = Field(
        default="disk",
        description="disk: premium, in three zones where there are zones; disk_v2: premium v2, in "
        "one zone; disk_ultra: in one zone, on pools that allow it; files and blob are shared.",
    )


class Workload(Model):
    """One workload, with defaults that keep to the restricted Pod Security Standard."""

    name: ObjectName
    """Name, unique in the team."""
    kind: WorkloadKind = "Deployment"
    """What Kubernetes runs it as."""
    image: Image
    """Image; with a digest it is pulled once, with a tag alone each time."""
    component: ObjectName | None = Field(default=None, description="Role, such as api or worker.")
    command: tuple[EnvironmentValue, ...] = Field(default=(), max_length=50)
    """Command instead of the image's own."""
    args: tuple[EnvironmentValue, ...] = Field(default=(), max_length=50)
    """Arguments of the command."""
    environment: dict[EnvironmentName, EnvironmentValue] = Field(
        default={}, max_length=100, description="Environment variables; secrets never."
    )
    replicas: int | None = Field(
        default=None,
        ge=1,
        le=1000,
        description="Replicas; default: one a zone, two without zones, one of a singleton. With "
        "scaling: the fewest.",
    )
    singleton: bool = Field(default=False, description="Only one may ever run.")
    scaling: Scaling | None = Field(default=None, description="Replicas by load; default: fixed.")
    cpu: str = Field(
        default="250m",
        pattern=r"^([1-9][0-9]{0,5}m|[1-9][0-9]{0,2})$",
        description="CPU that each pod is given, in cores or thousandths (m).",
    )
    memory_mib: int = Field(
        default=256, ge=16, le=4_000_000, description="Memory of each pod: request and limit."
    )
    gpus: int = Field(default=0, ge=0, le=16, description="NVIDIA GPUs of each pod.")
    ports: tuple[WorkloadPort, ...] = Field(default=(), max_length=20)
    """Ports it listens on; with any it gets a Service."""
    metrics_port: str | None = Field(
        default=None, description="Name of the port that Prometheus reads; default: none."
    )
    probes: Probes | None = Field(
        default=None, description="Default: on the first TCP port, at /healthz/…"
    )
    hostnames: tuple[HostName, ...] = Field(
        default=(), max_length=20, description="Names under which the ingress serves it."
    )
    connections: tuple[Connection, ...] = Field(
        default=(), max_length=50, description="What it may reach; everything else is denied."
    )
    pool: PoolName | None = Field(default=None, description="Pool it runs on; default: any.")
    os: Literal["linux", "windows"] = "linux"
    """Operating system of its nodes."""
    arch: Literal["amd64", "arm64"] = "amd64"
    """Processor architecture of its image."""
    interruptible: bool = Field(default=False, description="May run on spot nodes.")
    priority: Literal["critical", "standard", "batch"] = "standard"
    """Who goes first when there is no room."""
    identity: Slug | None = Field(
        default=None, description="One of the landing zone's identities, by its name."
    )
    secrets: tuple[ObjectName, ...] = Field(
        default=(),
        max_length=50,
        description="Secrets of the vault that are mounted at /mnt/secrets; needs an identity.",
    )
    volumes: tuple[Volume, ...] = Field(default=(), max_length=10)
    """Storage that outlives a pod."""
    scratch_mib: int = Field(
        default=128, ge=1, le=1_000_000, description="Size of /tmp; the rest is read-only."
    )
    max_start_seconds: int = Field(
        default=60, ge=1, le=3600, description="Longest time until it has started."
    )
    longest_request_seconds: int = Field(
        default=20, ge=0, le=1500, description="Longest request or step it has to finish."
    )
    schedule: Schedule | None = Field(default=None, description="When a CronJob runs, in UTC.")
    run_as_user: int = Field(
        default=10001, ge=10000, le=2_000_000_000, description="User id of its processes."
    )
