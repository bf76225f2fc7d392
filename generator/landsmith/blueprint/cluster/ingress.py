"""How requests reach a cluster: nothing, the managed NGINX, or a gateway."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from landsmith.blueprint.base import Model

HostName = Annotated[
    str,
    Field(pattern=r"^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$", max_length=253),
]
"""A host name in lower case; ``*.`` at its beginning takes in every name below."""

ObjectName = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,127}$")]
"""Name of a secret or a certificate in a Key Vault."""

VAULT_ID = (
    r"^/subscriptions/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/resourceGroups/[A-Za-z0-9_().-]+"
    r"/providers/Microsoft\.KeyVault/vaults/[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$"
)


class NoIngress(Model):
    """No ingress: the workloads' own, or none."""

    kind: Literal["none"]


class AppRoutingInternal(Model):
    """The managed NGINX with an internal address; Microsoft ends its support in November 2026."""

    kind: Literal["app_routing_internal"]


class Certificate(Model):
    """The listener's certificate, with its chain and key in a Key Vault."""

    name: ObjectName = Field(description="Name of the certificate, which has to be there already.")
    vault_id: str | None = Field(
        default=None,
        pattern=VAULT_ID,
        description="Id of its vault; default: the landing zone's own, which a first apply "
        "without ingress makes.",
    )


class Backend(Model):
    """The ingress controller in the cluster, behind an internal load balancer."""

    protocol: Literal["Https", "Http"] = Field(
        default="Https", description="Http leaves requests unencrypted and is a deviation."
    )
    host_name: HostName | None = Field(
        default=None,
        description="Host name that the controller's certificate bears; default: the request's.",
    )
    root_certificate: ObjectName | None = Field(
        default=None,
        description="Secret with the private authority's root, in the certificate's vault; "
        "default: a public authority's.",
    )
    health_path: str = Field(
        default="/healthz",
        pattern=r"^/[A-Za-z0-9._~/-]{0,200}$",
        description="Path that answers 200 to 399 while the controller is healthy.",
    )
    timeout_seconds: int = Field(
        default=30, ge=1, le=86400, description="Seconds that a response may take."
    )


class Waf(Model):
    """The web application firewall: Microsoft's default rule set 2.1 and the bot manager's."""

    mode: Literal["Prevention", "Detection"] = Field(
        default="Prevention", description="Detection only logs, and is a deviation."
    )
    max_request_body_kb: int = Field(
        default=128, ge=8, le=2000, description="Largest request body that is let through, in KiB."
    )
    file_upload_limit_mb: int = Field(
        default=100, ge=1, le=4000, description="Largest file that may be uploaded, in MiB."
    )


class ApplicationGateway(Model):
    """Application Gateway with a web application firewall, before this cluster alone.

    It sends requests to one internal address in the subnet ``ingress``; what routes them to pods
    is the controller in the cluster that has this address.
    """

    kind: Literal["application_gateway"]
    frontend: Literal["private", "public"] = Field(
        default="private",
        description="Whether clients come from connected networks or from the internet. private "
        "needs the feature EnableApplicationGatewayNetworkIsolation in the subscription.",
    )
    hosts: tuple[HostName, ...] = Field(
        min_length=1, max_length=5, description="Host names that the listener answers to."
    )
    certificate: Certificate
    """Certificate of the host names."""
    backend: Backend = Backend()
    """What requests are sent to."""
    waf: Waf = Waf()
    """The web application firewall."""
    tls_policy: Literal["AppGwSslPolicy20220101", "AppGwSslPolicy20220101S"] = Field(
        default="AppGwSslPolicy20220101S",
        description="Both take TLS 1.2 and 1.3; that without S at its end takes weaker ciphers "
        "too, and is a deviation.",
    )
    min_capacity: int = Field(
        default=2, ge=0, le=100, description="Fewest capacity units; under 2 is a deviation."
    )
    max_capacity: int = Field(default=10, ge=2, le=125, description="Most capacity units.")
    subnet_prefix_length: int = Field(
        default=24,
        ge=22,
        le=27,
        description="Size of its subnet; smaller than a /24 is a deviation.",
    )


class ApplicationGatewayForContainers(Model):
    """Application Gateway for Containers; its controller in the cluster routes to pods directly.

    Its frontends are public: Azure gives them no private addresses yet.
    """

    kind: Literal["application_gateway_for_containers"]
    waf: Waf | None = Field(
        default=Waf(), description="The web application firewall; null is a deviation."
    )


Ingress: TypeAlias = Annotated[
    NoIngress | AppRoutingInternal | ApplicationGateway | ApplicationGatewayForContainers,
    Field(discriminator="kind"),
]
