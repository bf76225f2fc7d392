"""How requests from outside reach workloads: by host name, and only by those that are declared."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.cluster.ingress import ApplicationGatewayForContainers, AppRoutingInternal
from landsmith.blueprint.workload.teams import Team
from landsmith.blueprint.workload.workloads import Workload
from landsmith.calls import ids
from landsmith.compose.kubernetes import network
from landsmith.compose.kubernetes.model import Manifest, Yaml
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone

GATEWAY = "gateway"
"""Name and namespace of the one Gateway of a cluster."""

GATEWAY_API = "gateway.networking.k8s.io/v1"


def routed(entry: ApplicationLandingZone) -> bool:
    """Tell whether the landing zone brings an ingress that routes to pods by host name."""
    return isinstance(entry.ingress, AppRoutingInternal | ApplicationGatewayForContainers)


def host_names(team: Team) -> tuple[str, ...]:
    """Return the host names that a team may use."""
    return tuple(sorted({host for workload in team.workloads for host in workload.hostnames}))


def allowed(entry: ApplicationLandingZone, team: Team) -> Iterator[Manifest]:
    """Yield the list that admission compares Ingresses and HTTPRoutes with."""
    if routed(entry):
        data: Yaml = {"hostnames": ",".join(host_names(team))}
        yield Manifest("v1", "ConfigMap", "allowed-hostnames", team.name, {"data": data})


def ingress(team: Team, workload: Workload) -> Manifest:
    """Return the Ingress of the managed NGINX; its certificate is a secret of the namespace."""
    backend: Yaml = {"service": {"name": workload.name, "port": {"name": workload.ports[0].name}}}
    rules: list[Yaml] = [
        {"host": host, "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": backend}]}}
        for host in workload.hostnames
    ]
    certificate: Yaml = {"hosts": list(workload.hostnames), "secretName": f"{workload.name}-tls"}
    spec: Yaml = {
        "ingressClassName": "webapprouting.kubernetes.azure.com",
        "tls": [certificate],
        "rules": rules,
    }
    told = {
        "kubernetes.io/ingress.allow-http": "false",
        "nginx.ingress.kubernetes.io/force-ssl-redirect": "true",
    }
    return Manifest(
        "networking.k8s.io/v1", "Ingress", workload.name, team.name, {"spec": spec}, {}, told
    )


def http(team: Team, workload: Workload) -> Manifest:
    """Return the HTTPRoute to a workload; it hangs on the cluster's Gateway."""
    backends: Yaml = [{"name": workload.name, "port": workload.ports[0].port}]
    spec: Yaml = {
        "parentRefs": [{"name": GATEWAY, "namespace": GATEWAY}],
        "hostnames": list(workload.hostnames),
        "rules": [{"backendRefs": backends}],
    }
    return Manifest(GATEWAY_API, "HTTPRoute", workload.name, team.name, {"spec": spec})


def gateway(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[Manifest]:
    """Yield the Gateway with a listener for each host name, open to its team's namespace alone.

    Source: AKS documentation, "Application Gateway for Containers", bring your own deployment.
    """
    hosts = [(team, host) for team in entry.tenants for host in host_names(team)]
    if not isinstance(entry.ingress, ApplicationGatewayForContainers) or not hosts:
        return
    balancer = "azurerm_application_load_balancer".removeprefix("azurerm_")
    group = zone.name(f"{entry.key}/resource_group/aks")
    kind = "Microsoft.ServiceNetworking/trafficControllers"
    name = zone.name(f"{entry.key}/{balancer}")
    frontend: Yaml = {
        "type": "alb.networking.azure.io/alb-frontend",
        "value": zone.name(f"{entry.key}/{balancer}_frontend"),
    }
    told: dict[str, Yaml] = {
        "alb.networking.azure.io/alb-id": ids.resource(entry.subscription, group, kind, name)
    }
    listeners: list[Yaml] = [_listener(team, host) for team, host in hosts]
    spec: Yaml = {
        "gatewayClassName": "azure-alb-external",
        "addresses": [frontend],
        "listeners": listeners,
    }
    standard = {"pod-security.kubernetes.io/enforce": "restricted"}
    yield Manifest("v1", "Namespace", GATEWAY, labels=standard)
    yield Manifest("v1", "ResourceQuota", "no-pods", GATEWAY, {"spec": {"hard": {"pods": "0"}}})
    yield network.default_deny(GATEWAY)
    yield Manifest(GATEWAY_API, "Gateway", GATEWAY, GATEWAY, {"spec": spec}, annotations=told)


def _listener(team: Team, host: str) -> Yaml:
    chosen: Yaml = {"matchLabels": {"kubernetes.io/metadata.name": team.name}}
    return {
        "name": host,
        "hostname": host,
        "port": 443,
        "protocol": "HTTPS",
        "tls": {"mode": "Terminate", "certificateRefs": [{"name": f"{host}-tls"}]},
        "allowedRoutes": {"namespaces": {"from": "Selector", "selector": chosen}},
    }
