"""Clusters that AKS refuses: combinations of network, nodes and upgrades.

Sources: AKS documentation, the limitations of each feature's page.
"""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.base import FieldProblem, Loc
from landsmith.blueprint.cluster.aks import Aks
from landsmith.blueprint.cluster.ingress import AppRoutingInternal
from landsmith.blueprint.landing_zone import LandingZoneEntry, LandingZoneFile
from landsmith.blueprint.offers.regions import REGIONS
from landsmith.resolve.addresses.sizing import cluster_nodes
from landsmith.resolve.checks.images import check_images
from landsmith.resolve.checks.pools import check_pools
from landsmith.resolve.platform.hubs import region_of
from landsmith.resolve.platform.policies import denies

PORTS_PER_ADDRESS = 64000
"""SNAT ports of a load balancer's public address (Azure Load Balancer, "Outbound connections")."""

NARROWEST = 24
"""Shortest prefix of an authorised range (checklist, networking-authorized-ip-ranges)."""

AUTOMATIC_ZONES = 3
"""Availability zones that AKS Automatic needs of a region."""

MOST_NODES = {"Free": 1000, "Standard": 5000, "Premium": 5000}
"""Most nodes of a cluster by tier (AKS documentation, "Quotas and limits")."""

OPEN = ("mode", "network")
"""What is said of a cluster on AKS Automatic; the rest it decides itself."""


def check_clusters(file: LandingZoneFile) -> Iterator[FieldProblem]:
    """Yield a problem for each cluster setting that can't be deployed."""
    for index, entry in enumerate(file.landing_zones):
        at: Loc = ("landing_zones", index, "aks")
        if entry.aks.mode == "automatic":
            yield from _automatic(entry.aks, at)
            yield from _automatic_surroundings(file, entry, at)
        else:
            yield from check_pools(file, entry, at)
            yield from check_images(entry, at)
            yield from _cluster(file, entry, at)


def _automatic(aks: Aks, at: Loc) -> Iterator[FieldProblem]:
    plain, mend = Aks(), "remove it, or write mode: standard"
    for field in Aks.model_fields:
        if field not in OPEN and getattr(aks, field) != getattr(plain, field):
            yield FieldProblem((*at, field), f"AKS Automatic decides {field} itself", mend)
    server, field_at = aks.network.api_server, (*at, "network", "api_server")
    if aks.network.model_copy(update={"api_server": plain.network.api_server}) != plain.network:
        message = "AKS Automatic has Azure CNI overlay with Cilium and nothing else"
        yield FieldProblem((*at, "network"), message, mend)
    if server.access == "public":
        message = "a cluster on AKS Automatic is made private here"
        yield FieldProblem((*field_at, "access"), message, mend)
    elif server.authorized_ranges:
        message = "a private API server has no authorised ranges"
        yield FieldProblem((*field_at, "authorized_ranges"), message, "leave them out")


def _automatic_surroundings(
    file: LandingZoneFile, entry: LandingZoneEntry, at: Loc
) -> Iterator[FieldProblem]:
    """Yield what stands around a cluster and does not go with AKS Automatic.

    Source: AKS documentation, "Create an AKS Automatic cluster", prerequisites; azurerm,
    ``kubernetes_automatic_cluster``, which takes no keys.
    """
    region = region_of(file, entry)
    if len(REGIONS[region].zones) < AUTOMATIC_ZONES:
        message = f"AKS Automatic needs three availability zones, which {region} lacks"
        yield FieldProblem((*at, "mode"), message, "write mode: standard, or choose another region")
    if entry.encryption.customer_keys:
        message = "a cluster on AKS Automatic takes no keys of the customer's"
        mend = "leave encryption out, or write aks.mode: standard"
        yield FieldProblem((*at[:-1], "encryption"), message, mend)
    if isinstance(entry.ingress, AppRoutingInternal):
        message = "AKS Automatic brings an ingress of its own"
        mend = "choose another kind, or write aks.mode: standard"
        yield FieldProblem((*at[:-1], "ingress", "kind"), message, mend)


def _cluster(file: LandingZoneFile, entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    yield from _long_term(entry, at)
    yield from _upgrades(entry.aks, at)
    yield from _data_plane(entry.aks, (*at, "network"))
    yield from _windows(entry.aks, at)
    yield from _proxy(entry.aks, (*at, "network", "http_proxy"))
    yield from _mesh(entry.aks, (*at, "mesh", "revisions"))
    yield from _api_server(file, entry, (*at, "network", "api_server"))
    yield from _virtual_nodes(entry.aks, (*at, "virtual_nodes"))
    yield from _provisioning(entry.aks, (*at, "node_provisioning"))
    yield from _capacity(file, entry, at)
    for index, freeze in enumerate(entry.aks.maintenance.freezes):
        if freeze.end < freeze.start:
            loc = (*at, "maintenance", "freezes", index, "end")
            yield FieldProblem(loc, f"{freeze.end} is before {freeze.start}", "swap the two")


def _long_term(entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    """Long-term support: "Long-term support for AKS versions", unsupported add-ons and features."""
    aks = entry.aks
    if aks.sku_tier != "Premium":
        return
    calico = aks.network.plugin == "azure" and aks.network.policy == "calico"
    left_out: dict[str, tuple[bool, Loc]] = {
        "the KEDA add-on": (aks.keda, (*at, "keda")),
        "the Istio add-on": (aks.mesh is not None, (*at, "mesh")),
        "Calico": (calico, (*at, "network", "policy")),
        "a customer's key for etcd": (
            "etcd" in entry.encryption.customer_keys,
            (*at[:-1], "encryption", "etcd"),
        ),
        "the Dapr extension": (entry.dapr is not None, (*at[:-1], "dapr")),
    }
    for what, (there, loc) in left_out.items():
        if there:
            message = f"Premium brings long-term support, which does not cover {what}"
            yield FieldProblem(loc, message, "choose sku_tier: Standard, or leave it out")


def _upgrades(aks: Aks, at: Loc) -> Iterator[FieldProblem]:
    """Yield what a channel excludes ("Network isolated AKS clusters", limitations)."""
    if aks.upgrades.nodes != "SecurityPatch":
        return
    if aks.upgrades.cluster == "node-image":
        message = "the channel node-image upgrades node images, and nodes says SecurityPatch"
        yield FieldProblem((*at, "upgrades", "nodes"), message, "write NodeImage")
    if aks.network.images == "Cache":
        message = "nodes that take images from the registry's cache have no channel SecurityPatch"
        yield FieldProblem((*at, "upgrades", "nodes"), message, "write NodeImage")


def _data_plane(aks: Aks, at: Loc) -> Iterator[FieldProblem]:
    network = aks.network
    if network.plugin == "none":
        if network.pod_mode != "overlay":
            message = "a container network of your own gives pods their addresses itself"
            yield FieldProblem((*at, "pod_mode"), message, "leave pod_mode out")
        return
    if network.pod_mode == "node_subnet" and network.data_plane == "cilium":
        message = "azurerm makes the Cilium data plane with an overlay or a pod subnet only"
        mend = "write data_plane: azure and policy: calico, or another pod_mode"
        yield FieldProblem((*at, "pod_mode"), message, mend)
    pair = {"cilium": "cilium", "azure": "calico"}
    if network.policy != pair[network.data_plane]:
        message = f"the data plane {network.data_plane} goes with {pair[network.data_plane]}"
        mend = "write data_plane: cilium with policy: cilium, or azure with calico"
        yield FieldProblem((*at, "policy"), f"{message}, not {network.policy}", mend)


def _windows(aks: Aks, at: Loc) -> Iterator[FieldProblem]:
    """Yield what Windows nodes exclude: the limitations of each feature's page."""
    named = [name for name, pool in aks.user_pools.items() if pool.windows]
    if not named:
        return
    if aks.network.plugin == "azure" and aks.network.data_plane == "cilium":
        message = f"Windows nodes (pool {named[0]}) can't run the Cilium data plane"
        mend = "write data_plane: azure and policy: calico"
        yield FieldProblem((*at, "network", "data_plane"), message, mend)
    if aks.upgrades.nodes == "SecurityPatch":
        message = f"Windows nodes (pool {named[0]}) have no channel SecurityPatch"
        yield FieldProblem((*at, "upgrades", "nodes"), message, "write NodeImage")
    if int(aks.kubernetes_version.split(".")[1]) >= 37:
        message = f"Windows Server 2022 (pool {named[0]}) ends before Kubernetes 1.37"
        yield FieldProblem((*at, "kubernetes_version"), message, "write '1.36' or earlier")
    network = aks.network
    for inner, there, what in (
        (("network", "http_proxy"), network.http_proxy is not None, "an HTTP proxy"),
        (("network", "images"), network.images == "Cache", "images from the registry's cache"),
        (("trusted_certificates",), bool(aks.trusted_certificates), "trusted certificates"),
    ):
        if there:
            message = f"Windows nodes (pool {named[0]}) can't have {what}"
            yield FieldProblem((*at, *inner), message, "leave it out, or the Windows pools")


def _proxy(aks: Aks, at: Loc) -> Iterator[FieldProblem]:
    """HTTP proxy: "HTTP proxy support in AKS", limitations and requirements."""
    proxy = aks.network.http_proxy
    if proxy is None:
        return
    if not proxy.http.startswith("http://"):
        message = "AKS takes an address of the proxy for HTTP that starts with http://"
        yield FieldProblem((*at, "http"), message, f"write http://{proxy.http.split('//')[1]}")
    for index, host in enumerate(proxy.no_proxy):
        if "*" in host:
            message = f"{host} has a wildcard, which AKS refuses"
            mend = "write the domain with a dot before it, such as .contoso.example"
            yield FieldProblem((*at, "no_proxy", index), message, mend)


def _mesh(aks: Aks, at: Loc) -> Iterator[FieldProblem]:
    revisions = aks.mesh.revisions if aks.mesh else ()
    if len(set(revisions)) < len(revisions):
        yield FieldProblem(at, f"{revisions[0]} stands twice", "name each revision once")


def _api_server(file: LandingZoneFile, entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    server = entry.aks.network.api_server
    if server.access != "public":
        if server.authorized_ranges:
            message = "a private API server has no authorised ranges"
            yield FieldProblem((*at, "authorized_ranges"), message, "leave them out")
        return
    if denies(file, "aks-private"):
        message = "the policy effect deny refuses a cluster with a public API server"
        mend = "choose private_link or vnet_integration, or set policy.effect: audit"
        yield FieldProblem((*at, "access"), message, mend)
    if not server.authorized_ranges:
        message = "a public API server answers authorised ranges only, and there are none"
        yield FieldProblem((*at, "access"), message, "give authorized_ranges")
    if file.network.forced_tunnelling:
        message = "nodes leave on premises, by addresses that the allow-list can't know"
        mend = "choose private_link or vnet_integration, or leave forced_tunnelling off"
        yield FieldProblem((*at, "access"), message, mend)
    for index, range_ in enumerate(server.authorized_ranges):
        if range_.prefixlen < NARROWEST:
            message = f"{range_} authorises {range_.num_addresses:,} addresses"
            mend = f"name ranges of a /{NARROWEST} or smaller"
            yield FieldProblem((*at, "authorized_ranges", index), message, mend)


def _virtual_nodes(aks: Aks, at: Loc) -> Iterator[FieldProblem]:
    if not aks.virtual_nodes:
        return
    if aks.network.plugin == "none" or aks.network.pod_mode == "overlay":
        message = "virtual nodes need pods with addresses of the network"
        yield FieldProblem(at, message, "write network.pod_mode: pod_subnet, or leave it off")
    if aks.network.api_server.authorized_ranges:
        message = "virtual nodes can't reach an API server that has authorised ranges"
        yield FieldProblem(at, message, "make the API server private, or leave it off")


def _provisioning(aks: Aks, at: Loc) -> Iterator[FieldProblem]:
    """Node auto-provisioning: "Overview of node auto-provisioning", limitations."""
    if aks.node_provisioning == "manual":
        return
    against = {
        "Windows pools": any(pool.windows for pool in aks.user_pools.values()),
        "Calico": aks.network.plugin == "azure" and aks.network.policy == "calico",
        "a pod subnet": aks.network.pod_mode == "pod_subnet",
        "an HTTP proxy": aks.network.http_proxy is not None,
        "certificate authorities of your own": bool(aks.trusted_certificates),
    }
    for name, there in against.items():
        if there:
            message = f"node auto-provisioning does not work with {name}"
            yield FieldProblem(at, message, "write manual, or leave that out")


def _capacity(file: LandingZoneFile, entry: LandingZoneEntry, at: Loc) -> Iterator[FieldProblem]:
    nodes, most = cluster_nodes(file, entry), MOST_NODES[entry.aks.sku_tier]
    if nodes > most:
        message = f"pools grow to {nodes:,} nodes; the tier {entry.aks.sku_tier} takes {most:,}"
        yield FieldProblem((*at, "user_pools"), message, "lower max_count, or add a cluster")
    balancer = entry.aks.network.load_balancer
    wanted, there = nodes * balancer.ports_per_node, balancer.outbound_ips * PORTS_PER_ADDRESS
    if file.network.egress == "load_balancer" and wanted > there:
        message = f"{nodes} nodes take {wanted:,} SNAT ports, and there are {there:,}"
        mend = f"raise outbound_ips to {-(-wanted // PORTS_PER_ADDRESS)}, or lower ports_per_node"
        yield FieldProblem((*at, "network", "load_balancer", "ports_per_node"), message, mend)
