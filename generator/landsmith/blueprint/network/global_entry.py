"""The way into workloads of two regions, and the fleet that upgrades clusters in stages."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from landsmith.blueprint.base import Model
from landsmith.blueprint.offers.regions import Region

HostName = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$",
        max_length=253,
    ),
]
ProbePath = Annotated[str, Field(pattern=r"^/[A-Za-z0-9._~/-]*$", max_length=200)]
LandingZoneKey = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]


class Origin(Model):
    """A workload behind Front Door, on the internal load balancer of its cluster."""

    landing_zone: LandingZoneKey = Field(description="Name and environment, such as shop-prod.")
    host_name: HostName = Field(description="Name that the workload's certificate is for.")
    private_link_service: str = Field(
        default="pls-ingress",
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,78}[A-Za-z0-9_]$",
        description="Name of the private link service that AKS makes of the load balancer, by the "
        "annotation azure-pls-name of the ingress's service.",
    )
    private_link_region: Region | None = Field(
        default=None,
        description="Region of Front Door's private endpoint, where it has none in the landing "
        "zone's; default: the landing zone's.",
    )
    priority: int = Field(default=1, ge=1, le=5, description="Lower ones are used first.")
    weight: int = Field(default=500, ge=1, le=1000, description="Share among equal priorities.")


class FrontDoor(Model):
    """Front Door Premium with a firewall that prevents; origins are reached by private link."""

    kind: Literal["front_door"]
    origins: tuple[Origin, ...] = Field(
        min_length=2, max_length=10, description="The workload in each region."
    )
    host_names: tuple[HostName, ...] = Field(
        default=(), max_length=20, description="The customer's names of the workload."
    )
    probe_path: ProbePath = Field(default="/healthz", description="Path that tells its health.")
    probe_interval_seconds: int = Field(
        default=30, ge=5, le=255, description="Seconds between two probes of a location."
    )
    requests_per_minute: int = Field(
        default=1000, ge=10, le=1_000_000, description="Most requests of one address in a minute."
    )


class Endpoint(Model):
    """A public address that Traffic Manager leads to."""

    landing_zone: LandingZoneKey = Field(description="Name and environment, such as shop-prod.")
    target: HostName = Field(description="Public name of the workload in its region.")
    priority: int = Field(default=1, ge=1, le=1000, description="Lower ones are used first.")
    weight: int = Field(default=1, ge=1, le=1000, description="Share, with Weighted.")
    geo_mappings: tuple[str, ...] = Field(
        default=(), max_length=200, description="Regions of users, with Geographic: GEO-EU, DE."
    )


class TrafficManager(Model):
    """Traffic Manager: DNS answers lead to a healthy region, for what is not HTTP too."""

    kind: Literal["traffic_manager"]
    endpoints: tuple[Endpoint, ...] = Field(
        min_length=2, max_length=10, description="The workload in each region."
    )
    routing: Literal["Performance", "Priority", "Weighted", "Geographic"] = Field(
        default="Performance", description="How an endpoint is chosen."
    )
    probe_path: ProbePath = Field(default="/healthz", description="Path that tells its health.")
    port: int = Field(default=443, ge=1, le=65535, description="Port of the probe, over HTTPS.")
    ttl_seconds: int = Field(
        default=60, ge=0, le=86400, description="Seconds that an answer may be kept."
    )


GlobalEntry: TypeAlias = Annotated[FrontDoor | TrafficManager, Field(discriminator="kind")]


class Fleet(Model):
    """Fleet Manager: clusters are upgraded in stages, one environment after the other.

    Every landing zone's cluster is a member, in the group of its environment.
    """

    wait_hours: int = Field(
        default=24, ge=0, le=720, description="Hours between two stages, to see how it goes."
    )
