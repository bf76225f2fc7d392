"""Network policies: everything is denied that is not declared, in both directions."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network

from landsmith.blueprint.cluster.ingress import AppRoutingInternal
from landsmith.blueprint.workload.teams import Team
from landsmith.blueprint.workload.workloads import (
    HostConnection,
    NetworkConnection,
    Workload,
    WorkloadConnection,
)
from landsmith.compose.kubernetes.model import Manifest, Yaml
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.subnets import CONTAINERS_SUBNET

NETWORKING = "networking.k8s.io/v1"
METADATA_SERVICE = "169.254.169.254/32"
"""Azure's Instance Metadata Service, where any process of a node could get the node's tokens."""

SIGN_IN = HostConnection(kind="host", name="entra", hosts=("login.microsoftonline.com",))
"""Where a pod exchanges its token for one of its identity (Microsoft Entra Workload ID)."""

NAME = "app.kubernetes.io/name"
_DNS_PORTS: tuple[Yaml, ...] = ({"port": 53, "protocol": "UDP"}, {"port": 53, "protocol": "TCP"})


def policies(zone: LandingZone, entry: ApplicationLandingZone, team: Team) -> Iterator[Manifest]:
    """Yield a namespace's policies: the denial, DNS, then one rule for each declared connection."""
    yield default_deny(team.name)
    yield _dns(team.name)
    for workload in team.workloads:
        yield from _ingress(zone, entry, team, workload)
        yield from _metrics(team, workload)
        for connection in workload.connections:
            yield _egress(entry, team, workload, connection)
        if workload.identity and entry.policies_by_host:
            yield _hosts(team, workload, SIGN_IN, "entra.sign-in")
    yield from _from_others(entry, team)


def default_deny(namespace: str) -> Manifest:
    """Return the policy that selects every pod and allows nothing."""
    return _policy(namespace, "default-deny", {}, ("Ingress", "Egress"))


def _dns(namespace: str) -> Manifest:
    server = _peer("kube-system", {"k8s-app": "kube-dns"})
    rule: Yaml = [{"to": [server], "ports": list(_DNS_PORTS)}]
    return _policy(namespace, "allow-dns", {}, ("Egress",), egress=rule)


def _ingress(
    zone: LandingZone, entry: ApplicationLandingZone, team: Team, workload: Workload
) -> Iterator[Manifest]:
    """Yield the rule that lets the ingress reach a workload that has host names."""
    if workload.hostnames:
        rule: Yaml = [{"from": [_gateway(zone, entry)], "ports": [_port(workload.ports[0].name)]}]
        name = f"{workload.name}.from.ingress"
        yield _policy(team.name, name, selector(workload), ("Ingress",), ingress=rule)


def _gateway(zone: LandingZone, entry: ApplicationLandingZone) -> Yaml:
    """Return where requests come from: the ingress's pods, or the subnet of a gateway."""
    if isinstance(entry.ingress, AppRoutingInternal):
        return _peer("app-routing-system", {"app": "nginx"})
    return {"ipBlock": {"cidr": str(zone.addresses[f"{entry.key}/{CONTAINERS_SUBNET}"])}}


def _metrics(team: Team, workload: Workload) -> Iterator[Manifest]:
    if workload.metrics_port:
        agent = _peer("kube-system", {"rsName": "ama-metrics"})
        rule: Yaml = [{"from": [agent], "ports": [_port(workload.metrics_port)]}]
        name = f"{workload.name}.from.metrics"
        yield _policy(team.name, name, selector(workload), ("Ingress",), ingress=rule)


def _egress(
    entry: ApplicationLandingZone,
    team: Team,
    workload: Workload,
    connection: WorkloadConnection | NetworkConnection | HostConnection,
) -> Manifest:
    if isinstance(connection, HostConnection):
        return _hosts(team, workload, connection, connection.name)
    if isinstance(connection, NetworkConnection):
        to, ports = _blocks(connection), _numbers(connection.ports, connection.protocol)
        name = f"{workload.name}.to.{connection.name}"
    else:
        other = connection.team or team.name
        to = [_peer(other, {NAME: connection.workload})]
        ports = [_target(entry, other, connection)]
        name = f"{workload.name}.to.{other}.{connection.workload}.{connection.port}"
    rule: Yaml = [{"to": to, "ports": ports}]
    return _policy(team.name, name, selector(workload), ("Egress",), egress=rule)


def _blocks(connection: NetworkConnection) -> list[Yaml]:
    """Return address blocks; one that holds the metadata service leaves it out."""
    found: list[Yaml] = []
    for network in connection.ranges:
        holds = network.supernet_of(IPv4Network(METADATA_SERVICE))
        block: dict[str, Yaml] = {"cidr": str(network)}
        found.append({"ipBlock": block | ({"except": [METADATA_SERVICE]} if holds else {})})
    return found


def _hosts(team: Team, workload: Workload, connection: HostConnection, name: str) -> Manifest:
    """Return a rule by host name, which only Cilium has; it sees the names in the pods' DNS.

    Source: AKS documentation, "Container Network Security: FQDN-based filtering".
    """
    asked: Yaml = {
        "toEndpoints": [
            {
                "matchLabels": {
                    "k8s:io.kubernetes.pod.namespace": "kube-system",
                    "k8s-app": "kube-dns",
                }
            }
        ],
        "toPorts": [
            {
                "ports": [{"port": "53", "protocol": "ANY"}],
                "rules": {"dns": [{"matchName": host} for host in connection.hosts]},
            }
        ],
    }
    allowed: Yaml = {
        "toFQDNs": [{"matchName": host} for host in connection.hosts],
        "toPorts": [
            {"ports": [{"port": str(port), "protocol": "TCP"} for port in connection.ports]}
        ],
    }
    spec: Yaml = {
        "endpointSelector": {"matchLabels": {NAME: workload.name}},
        "egress": [asked, allowed],
    }
    api, rule = "cilium.io/v2", f"{workload.name}.to.{name}"
    return Manifest(api, "CiliumNetworkPolicy", rule, team.name, {"spec": spec})


def _from_others(entry: ApplicationLandingZone, team: Team) -> Iterator[Manifest]:
    """Yield the other end of each connection to a workload of this team."""
    for source in entry.tenants:
        for workload in source.workloads:
            for connection in workload.connections:
                if isinstance(connection, WorkloadConnection) and (
                    (connection.team or source.name) == team.name
                ):
                    yield _admit(entry, source, workload, team, connection)


def _admit(
    entry: ApplicationLandingZone,
    source: Team,
    workload: Workload,
    team: Team,
    connection: WorkloadConnection,
) -> Manifest:
    ports: Yaml = [_target(entry, team.name, connection)]
    rule: Yaml = [{"from": [_peer(source.name, {NAME: workload.name})], "ports": ports}]
    name = f"{connection.workload}.from.{source.name}.{workload.name}.{connection.port}"
    return _policy(team.name, name, {NAME: connection.workload}, ("Ingress",), ingress=rule)


def _target(entry: ApplicationLandingZone, team: str, connection: WorkloadConnection) -> Yaml:
    """Return the port of a connection; by its number, which egress rules need before DNS."""
    found = next(other for other in entry.tenants if other.name == team)
    workload = next(one for one in found.workloads if one.name == connection.workload)
    port = next(one for one in workload.ports if one.name == connection.port)
    return {"port": port.port, "protocol": port.protocol}


def selector(workload: Workload) -> dict[str, str]:
    """Return the labels that select a workload's pods in its namespace."""
    return {NAME: workload.name}


def _peer(namespace: str, labels: dict[str, str]) -> dict[str, Yaml]:
    return {
        "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": namespace}},
        "podSelector": {"matchLabels": dict(labels)},
    }


def _port(name: str) -> Yaml:
    return {"port": name}


def _numbers(ports: tuple[int, ...], protocol: str) -> list[Yaml]:
    return [{"port": port, "protocol": protocol} for port in ports]


def _policy(
    namespace: str, name: str, pods: dict[str, str], types: tuple[str, ...], **rules: Yaml
) -> Manifest:
    chosen: Yaml = {"matchLabels": dict(pods)} if pods else {}
    spec: Yaml = {"podSelector": chosen, "policyTypes": list(types), **rules}
    return Manifest(NETWORKING, "NetworkPolicy", name, namespace, {"spec": spec})
