"""The network of a cluster: pods and services, the API server, and load balancer egress."""

from __future__ import annotations

from ipaddress import IPv4Network
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from landsmith.blueprint.addresses import ClusterRange, PublicRange
from landsmith.blueprint.base import Model, Prose
from landsmith.blueprint.cluster.node_pools import matching

ApiAccess: TypeAlias = Literal["private_link", "vnet_integration", "public"]
PodMode: TypeAlias = Literal["overlay", "pod_subnet", "node_subnet"]

ProxyUrl = Annotated[
    str,
    matching(
        r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/?",
        "an address such as http://proxy.example:3128, without user and password",
    ),
]
ProxyException = Annotated[
    str,
    matching(
        r"(\*?\.)?[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_-]+)*(/[0-9]{1,2})?",
        "a host, a domain such as .corp.example, an address or a range",
    ),
]
Certificate = Annotated[
    Prose,
    matching(
        r"-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+\n-----END CERTIFICATE-----\n?",
        "one certificate in PEM form",
    ),
]


class ApiServer(Model):
    """How the API server is reached."""

    access: ApiAccess = Field(
        default="private_link",
        description="private_link: a private endpoint; vnet_integration: an internal load balancer "
        "in a subnet of the spoke, private too; public: the internet, for authorised ranges only.",
    )
    authorized_ranges: tuple[PublicRange, ...] = Field(
        default=(),
        max_length=200,
        description="Ranges that may reach a public API server.",
    )


class LoadBalancer(Model):
    """Egress by the cluster's load balancer, where network.egress is load_balancer."""

    outbound_ips: int = Field(default=2, ge=1, le=100, description="Public addresses for egress.")
    ports_per_node: int = Field(
        default=1024,
        ge=0,
        le=64000,
        multiple_of=8,
        description="SNAT ports kept for each node; 0 lets Azure divide them by the pool's size.",
    )
    idle_minutes: int = Field(default=4, ge=4, le=100, description="Minutes an idle flow lives.")


class HttpProxy(Model):
    """A proxy that nodes reach the internet through."""

    http: ProxyUrl = Field(description="Address of the proxy for HTTP.")
    https: ProxyUrl = Field(description="Address of the proxy for HTTPS.")
    no_proxy: tuple[ProxyException, ...] = Field(
        default=(),
        max_length=200,
        description="Hosts and ranges reached directly, besides the spoke's and the cluster's own.",
    )
    trusted_ca: Certificate | None = Field(
        default=None, description="Certificate of the proxy's authority."
    )


class ClusterNetwork(Model):
    """The network inside the cluster: by default Azure CNI overlay with Cilium."""

    plugin: Literal["azure", "none"] = Field(
        default="azure", description="none leaves the container network to you; see pod_mode."
    )
    pod_mode: PodMode = Field(
        default="overlay",
        description="Overlay gives pods addresses of their own; pod_subnet gives them addresses of "
        "a subnet of the spoke, node_subnet those of the nodes' subnet.",
    )
    data_plane: Literal["cilium", "azure"] = Field(
        default="cilium", description="What forwards packets; Windows nodes need azure."
    )
    policy: Literal["cilium", "calico"] = Field(
        default="cilium", description="Network policy engine; Windows nodes need calico."
    )
    container_networking_services: bool = Field(
        default=True,
        description="Flow logs and policies on host names, on the Cilium data plane; charged per "
        "node.",
    )
    pod_cidr: ClusterRange = Field(
        default=IPv4Network("192.168.0.0/16"),
        description="Addresses of pods in overlay mode; a /24 a node.",
    )
    service_cidr: ClusterRange = Field(
        default=IPv4Network("172.20.0.0/16"), description="Addresses of Kubernetes services."
    )
    subnet_per_pool: bool = Field(
        default=False, description="A subnet for each node pool instead of one for all."
    )
    api_server: ApiServer = ApiServer()
    """The API server: private or public, and whom it answers."""
    load_balancer: LoadBalancer = LoadBalancer()
    """Egress by load balancer."""
    http_proxy: HttpProxy | None = Field(default=None, description="Proxy; default: none.")
    images: Literal["Direct", "Cache"] = Field(
        default="Direct",
        description="Where nodes take AKS's own images from; Cache: the landing zone's registry, "
        "which fetches them from Microsoft's.",
    )
    isolated: bool = Field(
        default=False,
        description="A network-isolated cluster: its nodes have no way out to the internet, "
        "whatever network.egress says for others. Needs images: Cache.",
    )

    @property
    def cilium(self) -> bool:
        """Whether AKS runs Cilium; a container network of your own may be anything."""
        return self.plugin == "azure" and self.data_plane == "cilium"
