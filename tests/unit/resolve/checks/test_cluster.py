"""Clusters that AKS refuses are refused at their field, in words, with a mend."""

# ruff: noqa: E501 - a table is easier to read with one case on a line

from __future__ import annotations

from typing import Any

import pytest

from landsmith.blueprint.cluster.aks import Aks
from landsmith.resolve.checks.cluster import OPEN, check_clusters
from strategies import Json, changed, entry, model, with_all

ZONE = ("landing_zones", 0)
AKS = (*ZONE, "aks")
NETWORK = (*AKS, "network")
SERVER = (*NETWORK, "api_server")
AZURE = {"data_plane": "azure", "policy": "calico"}
WINDOWS = {"user": {"os_sku": "Windows2022"}}
PROXY = {"http": "http://proxy.example:3128", "https": "http://proxy.example:3128"}
PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
MESH = {"revisions": ["asm-1-28"]}
STANDARD = "remove it, or write mode: standard"
LEAVE = "choose sku_tier: Standard, or leave it out"
MANUAL = "write manual, or leave that out"
NO_WINDOWS = "leave it out, or the Windows pools"

Change = tuple[str, Any]


def aks(**settings: object) -> list[Change]:
    return [("landing_zones.0.aks", settings)]


def auto(**network: object) -> list[Change]:
    return aks(node_provisioning="auto", network=network)


def long_term(what: str) -> str:
    return f"Premium brings long-term support, which does not cover {what}"


def provisioning(what: str) -> str:
    return f"node auto-provisioning does not work with {what}"


ISOLATED = {"isolated": True, "images": "Cache"}


def isolated(what: str) -> str:
    return f"a network-isolated cluster has no extensions, and {what} is one"


CASES: dict[str, tuple[list[Change], tuple[Any, ...], str, str]] = {
    "tunnelled nodes don't reach a public API server": (
        [*aks(network={"api_server": {"access": "public", "authorized_ranges": ["203.0.113.0/28"]}}), ("network.forced_tunnelling", True)],
        (*SERVER, "access"), "nodes leave on premises, by addresses that the allow-list can't know",
        "choose private_link or vnet_integration, or leave forced_tunnelling off"),
    # Images from the registry's cache, and network isolation
    "isolation needs the cache": (
        aks(network={"isolated": True}), (*NETWORK, "images"),
        "a network-isolated cluster takes AKS's own images from the registry's cache", "write images: Cache"),
    "isolation excludes a public API server": (
        aks(network={**ISOLATED, "api_server": {"access": "public", "authorized_ranges": ["203.0.113.0/28"]}}),
        (*SERVER, "access"), "nodes without a way out can't reach a public API server",
        "choose private_link or vnet_integration, or leave isolated off"),
    "isolation excludes Flux": (
        [*aks(network=ISOLATED), ("landing_zones.0.gitops", {"url": "https://git.example/x", "branch": "main"})],
        (*ZONE, "gitops"), isolated("gitops"), "write gitops: null, or leave aks.network.isolated off"),
    "isolation excludes Dapr": (
        [*aks(network=ISOLATED), ("landing_zones.0.dapr", {})],
        (*ZONE, "dapr"), isolated("dapr"), "write dapr: null, or leave aks.network.isolated off"),
    "isolation excludes backup": (
        [*aks(network=ISOLATED), ("landing_zones.0.backup", {})],
        (*ZONE, "backup"), isolated("backup"), "write backup: null, or leave aks.network.isolated off"),
    "a cache of everything excludes other wildcards": (
        [*aks(network={"images": "Cache"}), ("landing_zones.0.registry.cache", {"dotnet": {"source": "mcr.microsoft.com/dotnet/*", "target": "dotnet/*"}})],
        (*ZONE, "registry", "cache", "dotnet", "target"),
        "images from the registry's cache take a rule for every repository, so that dotnet/* would overlap it",
        "name single repositories, or write aks.network.images: Direct"),
    # Long-term support
    "long-term support does not cover KEDA": (
        aks(sku_tier="Premium", keda=True), (*AKS, "keda"), long_term("the KEDA add-on"), LEAVE),
    "long-term support does not cover Istio": (
        aks(sku_tier="Premium", mesh=MESH), (*AKS, "mesh"), long_term("the Istio add-on"), LEAVE),
    "long-term support does not cover Calico": (
        aks(sku_tier="Premium", network=AZURE), (*NETWORK, "policy"), long_term("Calico"), LEAVE),
    "long-term support does not cover etcd's keys": (
        [*aks(sku_tier="Premium", network={"api_server": {"access": "vnet_integration"}}), ("landing_zones.0.encryption", {"etcd": "customer_key"})],
        (*ZONE, "encryption", "etcd"), long_term("a customer's key for etcd"), LEAVE),
    "long-term support does not cover Dapr": (
        [*aks(sku_tier="Premium"), ("landing_zones.0.dapr", {})],
        (*ZONE, "dapr"), long_term("the Dapr extension"), LEAVE),
    # Upgrades
    "node images follow their own channel": (
        aks(upgrades={"cluster": "node-image", "nodes": "SecurityPatch"}), (*AKS, "upgrades", "nodes"),
        "the channel node-image upgrades node images, and nodes says SecurityPatch", "write NodeImage"),
    "a cluster on the registry's cache has no security patches": (
        aks(upgrades={"nodes": "SecurityPatch"}, network={"images": "Cache"}), (*AKS, "upgrades", "nodes"),
        "nodes that take images from the registry's cache have no channel SecurityPatch", "write NodeImage"),
    "a freeze ends before it starts": (
        aks(maintenance={"freezes": [{"start": "2026-12-20", "end": "2026-12-24"}, {"start": "2027-12-24", "end": "2027-12-20"}]}),
        (*AKS, "maintenance", "freezes", 1, "end"), "2027-12-20 is before 2027-12-24", "swap the two"),
    # Network
    "the Cilium data plane has Cilium's policies": (
        aks(network={"policy": "calico"}), (*NETWORK, "policy"),
        "the data plane cilium goes with cilium, not calico", "write data_plane: cilium with policy: cilium, or azure with calico"),
    "Azure's data plane has Calico's policies": (
        aks(network={"data_plane": "azure"}), (*NETWORK, "policy"),
        "the data plane azure goes with calico, not cilium", "write data_plane: cilium with policy: cilium, or azure with calico"),
    "Cilium has no pods in the nodes' subnet": (
        aks(network={"pod_mode": "node_subnet"}), (*NETWORK, "pod_mode"),
        "azurerm makes the Cilium data plane with an overlay or a pod subnet only",
        "write data_plane: azure and policy: calico, or another pod_mode"),
    "a network of one's own gives pods their addresses": (
        aks(network={"plugin": "none", "pod_mode": "pod_subnet"}), (*NETWORK, "pod_mode"),
        "a container network of your own gives pods their addresses itself", "leave pod_mode out"),
    "the proxy for HTTP speaks HTTP": (
        aks(network={"http_proxy": {**PROXY, "http": "https://proxy.example:3128"}}), (*NETWORK, "http_proxy", "http"),
        "AKS takes an address of the proxy for HTTP that starts with http://", "write http://proxy.example:3128"),
    "what bypasses a proxy has no wildcard": (
        aks(network={"http_proxy": {**PROXY, "no_proxy": ["a.example", "*.b.example"]}}), (*NETWORK, "http_proxy", "no_proxy", 1),
        "*.b.example has a wildcard, which AKS refuses", "write the domain with a dot before it, such as .contoso.example"),
    # Windows
    "Windows nodes don't run Cilium": (
        aks(user_pools=WINDOWS), (*NETWORK, "data_plane"),
        "Windows nodes (pool user) can't run the Cilium data plane", "write data_plane: azure and policy: calico"),
    "Windows nodes have no security patches": (
        aks(user_pools=WINDOWS, network=AZURE, upgrades={"nodes": "SecurityPatch"}), (*AKS, "upgrades", "nodes"),
        "Windows nodes (pool user) have no channel SecurityPatch", "write NodeImage"),
    "Windows Server 2022 ends": (
        aks(user_pools=WINDOWS, network=AZURE, kubernetes_version="1.37"), (*AKS, "kubernetes_version"),
        "Windows Server 2022 (pool user) ends before Kubernetes 1.37", "write '1.36' or earlier"),
    "Windows nodes have no proxy": (
        aks(user_pools=WINDOWS, network={**AZURE, "http_proxy": PROXY}), (*NETWORK, "http_proxy"),
        "Windows nodes (pool user) can't have an HTTP proxy", NO_WINDOWS),
    "Windows nodes have no cache": (
        aks(user_pools=WINDOWS, network={**AZURE, "images": "Cache"}), (*NETWORK, "images"),
        "Windows nodes (pool user) can't have images from the registry's cache", NO_WINDOWS),
    "Windows nodes trust no certificates besides": (
        aks(user_pools=WINDOWS, network=AZURE, trusted_certificates=[PEM]), (*AKS, "trusted_certificates"),
        "Windows nodes (pool user) can't have trusted certificates", NO_WINDOWS),
    # Mesh
    "a revision stands twice": (
        aks(mesh={"revisions": ["asm-1-28", "asm-1-28"]}), (*AKS, "mesh", "revisions"),
        "asm-1-28 stands twice", "name each revision once"),
    # API server
    "a private API server has no ranges": (
        aks(network={"api_server": {"authorized_ranges": ["203.0.113.0/28"]}}), (*SERVER, "authorized_ranges"),
        "a private API server has no authorised ranges", "leave them out"),
    "an integrated API server has no ranges": (
        aks(network={"api_server": {"access": "vnet_integration", "authorized_ranges": ["203.0.113.0/28"]}}), (*SERVER, "authorized_ranges"),
        "a private API server has no authorised ranges", "leave them out"),
    "a public API server needs ranges": (
        aks(network={"api_server": {"access": "public"}}), (*SERVER, "access"),
        "a public API server answers authorised ranges only, and there are none", "give authorized_ranges"),
    "an authorised range is too wide": (
        aks(network={"api_server": {"access": "public", "authorized_ranges": ["203.0.113.0/24", "198.51.0.0/16"]}}),
        (*SERVER, "authorized_ranges", 1), "198.51.0.0/16 authorises 65,536 addresses", "name ranges of a /24 or smaller"),
    "deny refuses a public API server": (
        [("policy.effect", "deny"), *aks(network={"api_server": {"access": "public", "authorized_ranges": ["203.0.113.0/28"]}})],
        (*SERVER, "access"), "the policy effect deny refuses a cluster with a public API server",
        "choose private_link or vnet_integration, or set policy.effect: audit"),
    # Virtual nodes
    "virtual nodes need addresses of the network": (
        aks(virtual_nodes=True), (*AKS, "virtual_nodes"),
        "virtual nodes need pods with addresses of the network", "write network.pod_mode: pod_subnet, or leave it off"),
    "virtual nodes need Azure CNI": (
        aks(virtual_nodes=True, network={"plugin": "none"}), (*AKS, "virtual_nodes"),
        "virtual nodes need pods with addresses of the network", "write network.pod_mode: pod_subnet, or leave it off"),
    "virtual nodes don't reach authorised ranges": (
        aks(virtual_nodes=True, network={"pod_mode": "pod_subnet", "api_server": {"access": "public", "authorized_ranges": ["203.0.113.0/28"]}}),
        (*AKS, "virtual_nodes"), "virtual nodes can't reach an API server that has authorised ranges", "make the API server private, or leave it off"),
    # Node auto-provisioning
    "node auto-provisioning knows no Calico": (
        auto(**AZURE), (*AKS, "node_provisioning"), provisioning("Calico"), MANUAL),
    "node auto-provisioning knows no pod subnet": (
        auto(pod_mode="pod_subnet"), (*AKS, "node_provisioning"), provisioning("a pod subnet"), MANUAL),
    "node auto-provisioning knows no proxy": (
        auto(http_proxy=PROXY), (*AKS, "node_provisioning"), provisioning("an HTTP proxy"), MANUAL),
    "node auto-provisioning knows no certificates": (
        aks(node_provisioning="auto", trusted_certificates=[PEM]), (*AKS, "node_provisioning"),
        provisioning("certificate authorities of your own"), MANUAL),
    # Size
    "there are more nodes than the tier takes": (
        [*aks(sku_tier="Free", user_pools={"user": {"max_count": 1000}}), ("landing_zones.0.aks.network.pod_cidr", "10.128.0.0/12")],
        (*AKS, "user_pools"), "pools grow to 1,337 nodes; the tier Free takes 1,000", "lower max_count, or add a cluster"),
    "there are too few ports for egress": (
        [("network.egress", "load_balancer"), *aks(network={"load_balancer": {"outbound_ips": 1, "ports_per_node": 8000}})],
        (*NETWORK, "load_balancer", "ports_per_node"), "14 nodes take 112,000 SNAT ports, and there are 64,000",
        "raise outbound_ips to 2, or lower ports_per_node"),
    # AKS Automatic
    "AKS Automatic has its own network": (
        aks(mode="automatic", network={"service_cidr": "172.22.0.0/16"}), NETWORK,
        "AKS Automatic has Azure CNI overlay with Cilium and nothing else", STANDARD),
    "AKS Automatic has one subnet for nodes": (
        aks(mode="automatic", network={"subnet_per_pool": True}), NETWORK,
        "AKS Automatic has Azure CNI overlay with Cilium and nothing else", STANDARD),
    "AKS Automatic is private": (
        aks(mode="automatic", network={"api_server": {"access": "public", "authorized_ranges": ["203.0.113.0/28"]}}),
        (*SERVER, "access"), "a cluster on AKS Automatic is made private here", STANDARD),
    "AKS Automatic has no authorised ranges": (
        aks(mode="automatic", network={"api_server": {"authorized_ranges": ["203.0.113.0/28"]}}),
        (*SERVER, "authorized_ranges"), "a private API server has no authorised ranges", "leave them out"),
    "AKS Automatic takes no keys": (
        [*aks(mode="automatic"), ("landing_zones.0.encryption", {"disks": "customer_key"})],
        (*ZONE, "encryption"), "a cluster on AKS Automatic takes no keys of the customer's",
        "leave encryption out, or write aks.mode: standard"),
    "AKS Automatic has its own ingress": (
        [*aks(mode="automatic"), ("landing_zones.0.ingress", {"kind": "app_routing_internal"})],
        (*ZONE, "ingress", "kind"), "AKS Automatic brings an ingress of its own",
        "choose another kind, or write aks.mode: standard"),
    "AKS Automatic needs zones": (
        [("region", "ukwest"), ("state.replication", "GRS"), *aks(mode="automatic")],
        (*AKS, "mode"), "AKS Automatic needs three availability zones, which ukwest lacks",
        "write mode: standard, or choose another region"),
}  # fmt: skip


def found(*changes: Change) -> list[tuple[Any, ...]]:
    return [tuple(problem) for problem in check_clusters(model(with_all(*changes)))]


@pytest.mark.parametrize("case", CASES)
def test_what_is_refused(case: str) -> None:
    changes, loc, message, mend = CASES[case]
    assert found(*changes) == [(loc, message, mend)]


def test_node_auto_provisioning_knows_no_windows() -> None:
    problems = found(*aks(node_provisioning="auto", user_pools=WINDOWS, network=AZURE))
    at = (*AKS, "node_provisioning")
    assert problems == [
        (at, provisioning("Windows pools"), MANUAL),
        (at, provisioning("Calico"), MANUAL),
    ]


CHOSEN: dict[str, object] = {
    "kubernetes_version": "1.34",
    "sku_tier": "Premium",
    "system_pool": {"min_count": 4},
    "user_pools": {"other": {}},
    "node_provisioning": "auto",
    "autoscaler": {"scan_interval": "20s"},
    "upgrades": {"cluster": "stable"},
    "maintenance": {"cluster": {"day": "Monday"}},
    "storage": {"blobs": True},
    "mesh": MESH,
    "virtual_nodes": True,
    "defender": True,
    "image_cleaner_hours": 48,
    "secret_rotation": "5m",
    "trusted_certificates": [PEM],
    "ingress": "app_routing_internal",
    "run_command": True,
    "keda": True,
    "vertical_pod_autoscaler": True,
}


@pytest.mark.parametrize("field", [name for name in Aks.model_fields if name not in OPEN])
def test_aks_automatic_decides_the_rest_itself(field: str) -> None:
    assert found(*aks(mode="automatic", **{field: CHOSEN[field]})) == [
        ((*AKS, field), f"AKS Automatic decides {field} itself", STANDARD)
    ]


ACCEPTED: dict[str, list[Change]] = {
    "nothing chosen": aks(),
    "AKS Automatic": aks(mode="automatic"),
    "AKS Automatic with its API server in the network": aks(
        mode="automatic", network={"api_server": {"access": "vnet_integration"}}
    ),
    "long-term support": aks(sku_tier="Premium", vertical_pod_autoscaler=True),
    "long-term support with a network of one's own": aks(
        sku_tier="Premium", network={"plugin": "none", "policy": "calico"}
    ),
    "a network of one's own": aks(network={"plugin": "none"}),
    "Azure's data plane": aks(network=AZURE),
    "pods in the nodes' subnet": aks(network={**AZURE, "pod_mode": "node_subnet"}),
    "Windows nodes": aks(user_pools=WINDOWS, network=AZURE, kubernetes_version="1.36"),
    "Windows nodes on a network of one's own": aks(user_pools=WINDOWS, network={"plugin": "none"}),
    "the registry's cache": aks(network={"images": "Cache"}),
    "network isolation": aks(network=ISOLATED),
    "security patches": aks(upgrades={"nodes": "SecurityPatch"}),
    "a proxy": aks(network={"http_proxy": {**PROXY, "no_proxy": [".b.example"]}}),
    "two revisions": aks(mesh={"revisions": ["asm-1-28", "asm-1-29"]}),
    "an API server in the network": aks(network={"api_server": {"access": "vnet_integration"}}),
    "a public API server": aks(
        network={"api_server": {"access": "public", "authorized_ranges": ["203.0.113.0/24"]}}
    ),
    "virtual nodes": aks(virtual_nodes=True, network={"pod_mode": "pod_subnet"}),
    "virtual nodes in the nodes' subnet": aks(
        virtual_nodes=True, network={**AZURE, "pod_mode": "node_subnet"}
    ),
    "node auto-provisioning": auto(),
    "node auto-provisioning on a network of one's own": auto(plugin="none", policy="calico"),
    "the last port for egress": [
        ("network.egress", "load_balancer"),
        *aks(network={"load_balancer": {"outbound_ips": 2, "ports_per_node": 9136}}),
    ],
    "ports that Azure divides": [
        ("network.egress", "load_balancer"),
        *aks(network={"load_balancer": {"ports_per_node": 0}}),
    ],
    "ports where there is no load balancer": aks(
        network={"load_balancer": {"outbound_ips": 1, "ports_per_node": 64000}}
    ),
    "a freeze of a day": aks(
        maintenance={"freezes": [{"start": "2026-12-24", "end": "2026-12-24"}]}
    ),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_what_is_accepted(case: str) -> None:
    assert found(*ACCEPTED[case]) == []


def test_every_cluster_is_looked_at() -> None:
    second: Json = entry("pay", 5, aks={"mode": "automatic", "keda": True})
    file = changed("landing_zones.1", second, with_all(*aks(sku_tier="Premium", keda=True)))
    assert [problem.loc for problem in check_clusters(model(file))] == [
        (*AKS, "keda"),
        ("landing_zones", 1, "aks", "keda"),
    ]
