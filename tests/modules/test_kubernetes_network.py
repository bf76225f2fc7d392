"""What the cluster's module plans of its network, and of how its API server is reached."""

from __future__ import annotations

import base64
from collections.abc import Mapping

import pytest

from landsmith.calls.model import Value
from modules.harness import block, picked, refusal, told, values
from modules.kubernetes import (
    API,
    CLUSTER,
    DNS_ZONE,
    FLAT,
    NODES,
    OVERLAY,
    PODS,
    POOL,
    PRIVATE,
    REGISTRY_ID,
    SYSTEM,
    THIS,
    cluster,
    pools,
)

AZURE: Mapping[str, Value] = {"data_plane": "azure", "policy": "calico"}
PUBLIC: Mapping[str, Value] = {
    "access": "public",
    "dns_prefix": "aks-x",
    "authorized_ip_ranges": ["203.0.113.0/28"],
}
BALANCER: Mapping[str, Value] = {"outbound_ips": 3, "ports_per_node": 4096, "idle_minutes": 10}
PROXY: Mapping[str, Value] = {
    "http_proxy": "http://proxy.example:3128",
    "https_proxy": "https://proxy.example:3129",
    "no_proxy": ["10.0.0.0/16", ".svc"],
}
PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
PROFILE = (
    *("network_plugin", "network_plugin_mode", "network_data_plane", "network_policy"),
    *("pod_cidr", "service_cidr", "dns_service_ip", "outbound_type", "advanced_networking"),
)


def encoded(text: str) -> str:
    """Return a text in base 64."""
    return base64.b64encode(text.encode()).decode()


# Pods and services


def test_pods_in_an_overlay_network() -> None:
    found = cluster()
    assert picked(block(found, THIS, "network_profile"), *PROFILE) == {
        "network_plugin": "azure",
        "network_plugin_mode": "overlay",
        "network_data_plane": "cilium",
        "network_policy": "cilium",
        "pod_cidr": "10.244.0.0/16",
        "service_cidr": "10.0.0.0/16",
        "dns_service_ip": "10.0.0.10",
        "outbound_type": "userDefinedRouting",
        "advanced_networking": [],
    }
    pool = block(found, THIS, "default_node_pool")
    assert pool["vnet_subnet_id"] == NODES
    assert not pool["pod_subnet_id"]


def test_pods_in_a_subnet_of_their_own() -> None:
    found = cluster(network=FLAT, system_pool={**SYSTEM, "pod_subnet_id": PODS})
    profile = block(found, THIS, "network_profile")
    assert not profile["network_plugin_mode"]
    assert picked(profile, "network_plugin", "network_data_plane", "outbound_type") == {
        "network_plugin": "azure",
        "network_data_plane": "cilium",
        "outbound_type": "userAssignedNATGateway",
    }
    assert block(found, THIS, "default_node_pool")["pod_subnet_id"] == PODS
    jobs = pools(jobs={**POOL, "pod_subnet_id": PODS})
    pool = values(jobs, 'azurerm_kubernetes_cluster_node_pool.this["jobs"]')
    assert pool["pod_subnet_id"] == PODS


def test_pods_in_the_subnet_of_nodes() -> None:
    found = cluster(network={**FLAT, **AZURE, "pod_mode": "node_subnet"})
    profile = block(found, THIS, "network_profile")
    assert not profile["network_plugin_mode"]
    assert picked(profile, "network_data_plane", "network_policy") == {
        "network_data_plane": "azure",
        "network_policy": "calico",
    }
    assert not block(found, THIS, "default_node_pool")["pod_subnet_id"]


def test_an_overlay_on_the_data_plane_of_azure() -> None:
    profile = block(cluster(network={**OVERLAY, **AZURE}), THIS, "network_profile")
    assert picked(
        profile, "network_plugin_mode", "network_data_plane", "network_policy", "pod_cidr"
    ) == {
        "network_plugin_mode": "overlay",
        "network_data_plane": "azure",
        "network_policy": "calico",
        "pod_cidr": "10.244.0.0/16",
    }


def test_a_container_network_of_ones_own() -> None:
    own = {name: value for name, value in OVERLAY.items() if name != "pod_cidr"}
    profile = block(cluster(network={**own, "plugin": "none"}), THIS, "network_profile")
    assert profile["network_plugin"] == "none"
    assert profile["service_cidr"] == "10.0.0.0/16"
    for name in ("network_plugin_mode", "network_policy", "pod_cidr"):
        assert not isinstance(profile.get(name), str), name


@pytest.mark.parametrize(("logs", "names"), [(True, True), (True, False), (False, True)])
def test_container_networking_services(logs: bool, names: bool) -> None:
    network: Mapping[str, Value] = {**OVERLAY, "flow_logs": logs, "host_name_policies": names}
    (advanced,) = block(cluster(network=network), THIS, "network_profile")["advanced_networking"]
    assert picked(advanced, "observability_enabled", "security_enabled") == {
        "observability_enabled": logs,
        "security_enabled": names,
    }


# The way out


@pytest.mark.parametrize(
    "way", ["userDefinedRouting", "userAssignedNATGateway", "managedNATGateway", "none"]
)
def test_other_ways_out_of_a_cluster(way: str) -> None:
    profile = block(cluster(network={**OVERLAY, "outbound_type": way}), THIS, "network_profile")
    assert profile["outbound_type"] == way


def test_the_way_out_by_a_load_balancer() -> None:
    network: Mapping[str, Value] = {**OVERLAY, "outbound_type": "loadBalancer"}
    profile = block(cluster(network=network, load_balancer=BALANCER), THIS, "network_profile")
    assert profile["outbound_type"] == "loadBalancer"
    (balancer,) = profile["load_balancer_profile"]
    assert picked(
        balancer,
        *("managed_outbound_ip_count", "outbound_ports_allocated", "idle_timeout_in_minutes"),
    ) == {
        "managed_outbound_ip_count": 3,
        "outbound_ports_allocated": 4096,
        "idle_timeout_in_minutes": 10,
    }


@pytest.mark.parametrize("authority", [None, PEM])
def test_the_way_out_by_a_proxy(authority: str | None) -> None:
    """The authority's certificate is sensitive to the provider, so that no plan shows it."""
    proxy = block(cluster(http_proxy={**PROXY, "trusted_ca": authority}), THIS, "http_proxy_config")
    assert picked(proxy, "http_proxy", "https_proxy") == {
        "http_proxy": "http://proxy.example:3128",
        "https_proxy": "https://proxy.example:3129",
    }
    assert sorted(proxy["no_proxy"]) == [".svc", "10.0.0.0/16"]


def test_nodes_trust_certificates_besides() -> None:
    found = cluster(trusted_certificates=[PEM])
    assert told(found, THIS, "custom_ca_trust_certificates_base64") == {
        "custom_ca_trust_certificates_base64": [encoded(PEM)]
    }


def test_images_from_the_registrys_cache() -> None:
    found = cluster(image_cache_registry_id=REGISTRY_ID)
    assert picked(
        block(found, THIS, "bootstrap_profile"), "artifact_source", "container_registry_id"
    ) == {"artifact_source": "Cache", "container_registry_id": REGISTRY_ID}


def test_nodes_without_a_way_out_start_from_a_cache() -> None:
    isolated: Mapping[str, Value] = {**OVERLAY, "outbound_type": "none"}
    profile = block(cluster(network=isolated), THIS, "bootstrap_profile")
    assert profile["artifact_source"] == "Cache"


# API server


def test_an_api_server_behind_a_private_endpoint() -> None:
    found = cluster()
    assert told(found, THIS, "private_cluster_enabled", "private_dns_zone_id", "dns_prefix") == {
        "private_cluster_enabled": True,
        "private_dns_zone_id": DNS_ZONE,
        "dns_prefix": None,
    }
    assert (
        not isinstance(values(found, THIS).get("api_server_access_profile"), list)
        or not values(found, THIS)["api_server_access_profile"]
    )


def test_an_api_server_in_the_network() -> None:
    server: Mapping[str, Value] = {**PRIVATE, "access": "vnet_integration", "subnet_id": API}
    found = cluster(api_server=server)
    assert told(found, THIS, "private_cluster_enabled", "dns_prefix_private_cluster") == {
        "private_cluster_enabled": True,
        "dns_prefix_private_cluster": "aks-x",
    }
    profile = block(found, THIS, "api_server_access_profile")
    assert picked(profile, "virtual_network_integration_enabled", "subnet_id") == {
        "virtual_network_integration_enabled": True,
        "subnet_id": API,
    }
    assert not profile["authorized_ip_ranges"]


def test_a_public_api_server_answers_ranges() -> None:
    found = cluster(api_server=PUBLIC)
    assert told(
        found, THIS, "private_cluster_enabled", "dns_prefix", "dns_prefix_private_cluster"
    ) == {
        "private_cluster_enabled": False,
        "dns_prefix": "aks-x",
        "dns_prefix_private_cluster": None,
    }
    profile = block(found, THIS, "api_server_access_profile")
    assert profile["authorized_ip_ranges"] == ["203.0.113.0/28"]
    assert not profile["virtual_network_integration_enabled"]


# What is refused

OWN = {name: value for name, value in OVERLAY.items() if name != "pod_cidr"}
BELONGS = "pod_cidr belongs to the overlay network, and only to it"
GOES = "The data plane cilium goes with the policy engine cilium, and azure with calico"
CILIUM = "Flow logs and policies on host names need the data plane cilium"
NETWORKS: list[tuple[Mapping[str, Value], str]] = [
    ({**OWN, "plugin": "kubenet"}, "plugin is azure or none, and pod_mode is overlay, pod_subnet"),
    ({**OWN, "pod_mode": "flat"}, "plugin is azure or none, and pod_mode is overlay, pod_subnet"),
    ({**OVERLAY, "policy": "calico"}, GOES),
    ({**OVERLAY, "data_plane": "azure"}, GOES),
    ({**OVERLAY, "data_plane": "azure", "policy": "azure"}, GOES),
    (OWN, BELONGS),
    ({**OVERLAY, "plugin": "none"}, BELONGS),
    ({**OVERLAY, "pod_mode": "pod_subnet"}, BELONGS),
    ({**OVERLAY, **AZURE, "flow_logs": True}, CILIUM),
    ({**OVERLAY, **AZURE, "host_name_policies": True}, CILIUM),
    ({**OWN, "pod_mode": "node_subnet"}, "The data plane cilium needs an overlay or a pod subnet"),
    ({**OVERLAY, "pod_cidr": "10.244.0.0"}, "are IPv4 ranges such as"),
    ({**OVERLAY, "dns_service_ip": "10.1.0.10"}, "inside service_cidr"),
    ({**OVERLAY, "dns_service_ip": "dns"}, "inside service_cidr"),
    ({**OVERLAY, "outbound_type": "nat"}, "outbound_type is userDefined"),
]
SERVERS: list[tuple[Mapping[str, Value], str]] = [
    ({**PRIVATE, "access": "private"}, "access is private_link, vnet_integration or public"),
    ({**PRIVATE, "dns_prefix": "aks_x"}, "The DNS prefix has 1 to 54 letters"),
    ({**PRIVATE, "dns_prefix": "a" * 55}, "The DNS prefix has 1 to 54 letters"),
    (
        {"access": "private_link", "dns_prefix": "x"},
        "A private API server has a private DNS zone, and a public one has none",
    ),
    (
        {**PUBLIC, "private_dns_zone_id": DNS_ZONE},
        "A private API server has a private DNS zone, and a public one has none",
    ),
    ({**PRIVATE, "subnet_id": API}, "subnet_id belongs to vnet_integration"),
    ({"access": "public", "dns_prefix": "x"}, "A public API server answers authorised ranges only"),
    (
        {**PRIVATE, "authorized_ip_ranges": ["203.0.113.0/28"]},
        "A public API server answers authorised ranges only, and a private one has none",
    ),
    *(
        ({**PUBLIC, "authorized_ip_ranges": [bad]}, "An authorised range is an IPv4 range of a /24")
        for bad in ("203.0.0.0/16", "203.0.113.10", "any/thing")
    ),
]
REFUSED: list[tuple[Mapping[str, Value], str]] = [
    *(({"network": network}, message) for network, message in NETWORKS),
    *(({"api_server": server}, message) for server, message in SERVERS),
    (
        {"load_balancer": BALANCER},
        "load_balancer is given with outbound_type loadBalancer, and only",
    ),
    (
        {"network": {**OVERLAY, "outbound_type": "loadBalancer"}},
        "load_balancer is given with outbound_type loadBalancer, and only then",
    ),
    (
        {
            "network": {**OVERLAY, "outbound_type": "loadBalancer"},
            "load_balancer": {**BALANCER, "ports_per_node": 1001},
        },
        "SNAT ports for each node are a multiple of 8",
    ),
    ({"trusted_certificates": [PEM] * 11}, "Nodes trust ten certificates besides at most"),
]


@pytest.mark.parametrize(("bad", "message"), REFUSED)
def test_what_the_module_refuses(bad: Mapping[str, Value], message: str) -> None:
    assert message in refusal("kubernetes_cluster", {**CLUSTER, **bad})
