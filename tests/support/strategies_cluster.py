"""Draws what a cluster may have beside the plainest: its network, its pools, its add-ons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]

PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
PROXY = {"http": "http://proxy.example:3128", "https": "http://proxy.example:3128"}
AZURE = {"data_plane": "azure", "policy": "calico"}
LONGEST = 11
"""Most characters of a pool's name to which a zone's number may be added."""

_autoscalers = st.fixed_dictionaries(
    {},
    optional={
        "expander": st.sampled_from(["least-waste", "most-pods", "priority", "random"]),
        "balance_similar_pools": st.booleans(),
        "scan_interval": st.sampled_from(["10s", "90s"]),
        "scale_down_below": st.sampled_from(["0.5", "0.75", "1"]),
    },
)
_kubelets = st.fixed_dictionaries(
    {},
    optional={
        "container_log_max_size_mb": st.integers(1, 1000),
        "container_log_max_files": st.integers(2, 100),
        "pod_max_pid": st.integers(64, 4_194_304),
        "cpu_manager": st.sampled_from(["none", "static"]),
    },
)
_kernels = st.fixed_dictionaries(
    {},
    optional={
        "vm_max_map_count": st.integers(65530, 262144),
        "net_core_somaxconn": st.integers(4096, 3_240_000),
        "transparent_huge_page": st.sampled_from(["always", "madvise", "never"]),
    },
)
_add_ons = st.fixed_dictionaries(
    {},
    optional={
        "autoscaler": _autoscalers,
        "upgrades": st.sampled_from(
            [{}, {"cluster": "stable"}, {"cluster": "rapid"}, {"cluster": "node-image"}]
        ),
        "storage": st.fixed_dictionaries({}, optional={"blobs": st.booleans()}),
        "mesh": st.sampled_from([None, {"revisions": ["asm-1-27", "asm-1-28"]}]),
        "defender": st.booleans(),
        "image_cleaner_hours": st.integers(24, 336),
        "secret_rotation": st.sampled_from(["1m", "60m"]),
        "trusted_certificates": st.sampled_from([[], [PEM]]),
        "node_provisioning": st.sampled_from(["manual", "auto"]),
        "virtual_nodes": st.booleans(),
    },
)
_networks = st.fixed_dictionaries(
    {},
    optional={
        "container_networking_services": st.booleans(),
        "subnet_per_pool": st.booleans(),
        "images": st.sampled_from(["Direct", "Cache"]),
        "http_proxy": st.sampled_from([None, PROXY]),
        "api_server": st.sampled_from([{}, {"access": "vnet_integration"}]),
        "load_balancer": st.sampled_from([{}, {"outbound_ips": 16, "ports_per_node": 2048}]),
    },
)
_kinds = st.sampled_from(["plain", "plain", "tuned", "zonal", "close", "ultra", "kata", "spot"])


@st.composite
def richer(draw: st.DrawFn, cluster: Json, zones: Sequence[str]) -> Json:
    """Draw a cluster with more in it, of what goes together."""
    chosen = {**cluster, **draw(_add_ons)}
    network = {**cluster.get("network", {}), **draw(_networks)}
    if chosen["sku_tier"] == "Premium":
        chosen.pop("mesh", None)
    elif draw(st.integers(0, 3)) == 0:
        network |= AZURE
    if network.get("pod_mode") != "pod_subnet":
        chosen.pop("virtual_nodes", None)
    if chosen.get("node_provisioning") == "auto":
        network = {**network, "pod_mode": "overlay", "data_plane": "cilium", "policy": "cilium"}
        network.pop("http_proxy", None)
        chosen.pop("trusted_certificates", None)
        chosen.pop("virtual_nodes", None)
    pools = {
        name: draw(_pool(pool, name, zones, first=name == next(iter(cluster["user_pools"]))))
        for name, pool in cluster["user_pools"].items()
    }
    return {**chosen, "network": network, "user_pools": pools}


@st.composite
def _pool(draw: st.DrawFn, pool: Json, name: str, zones: Sequence[str], *, first: bool) -> Json:
    """Draw a pool of one kind; the first is no spot pool, since one of them has to be regular."""
    kind = draw(_kinds)
    in_zones = bool(zones) and pool.get("zones") != []
    premium = "s_v" in pool.get("vm_size", "Standard_D4ds_v5")
    if kind == "tuned":
        return {**pool, "kubelet": draw(_kubelets), "linux": draw(_kernels)}
    if kind == "zonal" and in_zones and len(name) <= LONGEST and not name[-1].isdigit():
        return {**pool, "per_zone": True}
    if kind == "close":
        return {**pool, "proximity_placement": True}
    if kind == "ultra" and in_zones and premium:
        return {**pool, "ultra_disks": True}
    if kind == "kata" and pool.get("os_sku", "AzureLinux").startswith("AzureLinux"):
        return {**pool, "sandboxing": True}
    if kind == "spot" and not first:
        return {**pool, "spot": {"max_price": draw(st.sampled_from([-1, 0.25, 12.5]))}}
    return pool
