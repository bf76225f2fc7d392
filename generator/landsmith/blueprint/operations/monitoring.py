"""Observability of a cluster: alerts, recorded series, dashboards and tracing."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from landsmith.blueprint.base import FieldProblems, Model
from landsmith.blueprint.environment import PRODUCTION, Environment
from landsmith.blueprint.platform.policy import Namespace

Share = Annotated[int, Field(ge=1, le=99)]
LogStream: TypeAlias = Literal[
    "ContainerLogV2", "KubeEvents", "KubePodInventory", "KubeNodeInventory"
]


class NodeThresholds(Model):
    """Shares of a node's capacity, in percent, above which a metric alert fires.

    Defaults: Azure Monitor baseline alerts.
    """

    cpu: Share = 95
    """Processors."""
    memory: Share = 95
    """Memory, as the working set."""
    disk: Share = 80
    """Disk of the operating system."""


class Grafana(Model):
    """Azure Managed Grafana (Standard), reached through a private endpoint only."""

    major_version: Literal["12", "13"] = Field(default="12", description="Version of Grafana.")
    zone_redundant: bool | None = Field(
        default=None, description="Default: where the region has availability zones."
    )
    environments: tuple[Environment, ...] = Field(
        default=PRODUCTION,
        min_length=1,
        max_length=4,
        description="Environments of landing zones that have one of their own. The metrics of all "
        "stand in one Monitor workspace, so that each Grafana shows the others' too.",
    )


class Tracing(Model):
    """Application Insights on the landing zone's workspace, with Entra sign-in only."""

    sampling_percentage: int = Field(
        default=100, ge=1, le=100, description="Share of telemetry that is kept."
    )
    daily_cap_gb: int = Field(
        default=100, ge=1, le=1000, description="GB a day after which no more is taken in."
    )


class ContainerInsights(Model):
    """Logs and events of containers; metrics are Prometheus' part."""

    streams: tuple[LogStream, ...] = Field(
        default=("ContainerLogV2", "KubeEvents", "KubePodInventory"),
        min_length=1,
        description="What is collected.",
    )
    interval_minutes: int = Field(
        default=1, ge=1, le=30, description="Minutes between two collections."
    )
    namespace_filtering: Literal["Off", "Include", "Exclude"] = Field(
        default="Off", description="Whether some namespaces alone are collected, or all but some."
    )
    namespaces: tuple[Namespace, ...] = Field(
        default=(), max_length=100, description="Those namespaces."
    )

    @model_validator(mode="after")
    def _named(self) -> ContainerInsights:
        if (self.namespace_filtering == "Off") != (not self.namespaces):
            problem = "namespaces go with namespace_filtering Include or Exclude"
            raise FieldProblems([(("namespaces",), problem, "write both, or neither")])
        return self


class Observability(Model):
    """What is watched of a cluster, and where it is shown."""

    alerts: Literal["essential", "complete"] = Field(
        default="essential",
        description="Which Prometheus alerts there are: on what stops workloads, or also on what "
        "finds trouble earlier.",
    )
    recording_rules: bool = Field(
        default=True, description="Record the series that Azure's dashboards read."
    )
    health_alerts: bool = Field(
        default=True,
        description="Alerts on the health of Azure and of the subscription's resources, and on "
        "recommendations of Azure Advisor.",
    )
    node_thresholds: NodeThresholds = NodeThresholds()
    """When the metric alerts on nodes fire; monitoring.metric_alerts turns them on."""
    runbooks: str | None = Field(
        default=None,
        pattern=r"^https://[A-Za-z0-9.-]+/[\x21-\x7e]*$",
        max_length=400,
        description="Address of the runbooks up to an alert's anchor, such as "
        "https://wiki.contoso.com/runbooks#; default: docs/runbooks.md of the pipeline's "
        "repository, on its branch main.",
    )
    container_insights: ContainerInsights = ContainerInsights()
    """Which logs and events are collected, and of which namespaces."""
    grafana: Grafana | None = Field(
        default=None,
        description="A Managed Grafana; default: none, the portal's dashboards show the metrics.",
    )
    tracing: Tracing | None = Field(
        default=None, description="Application Insights for traces; default: none."
    )
