"""Node pools of a cluster, and where their nodes are placed."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.cluster.node_pools import UserPool
from landsmith.calls import parts
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.calls.parts import CLUSTER_GROUP
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.name import stable_hash
from landsmith.landing_zone.node_pool import SYSTEM, NodePool

SPOT = "kubernetes.azure.com/scalesetpriority"
"""Key of the label and the taint that AKS gives spot nodes; written down, a plan stays empty."""


def cluster_inputs(entry: ApplicationLandingZone) -> dict[str, Value]:
    """Return the cluster module's inputs on nodes: the system pool and what scales all pools."""
    system = entry.pools[SYSTEM]
    described: dict[str, Value] = {"name": SYSTEM, **_pool(entry, system)}
    if entry.aks.node_provisioning == "auto":
        return {"system_pool": described, "node_provisioning": "Auto"}
    return {"system_pool": described, "auto_scaler": _autoscaler(entry)}


def user_pools(entry: ApplicationLandingZone) -> ModuleCall:
    """Return the call that makes the pools for workloads."""
    pools = entry.pools
    inputs: dict[str, Value] = {
        "kubernetes_cluster_id": Ref("cluster", "id"),
        "pools": {
            pool.name: {**_pool(entry, pool), **_workloads(pool, pool.user)}
            for pool in pools.values()
            if pool.user
        },
        "tags": parts.TAGS,
    }
    return ModuleCall("node_pools", "kubernetes_node_pools", inputs)


def placements(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    """Yield what nodes stand on: proximity placement groups and dedicated hosts."""
    close: dict[str, Value] = {}
    hosts: dict[str, Value] = {}
    for pool in entry.pools.values():
        name = f"{entry.key}/{{}}/{pool.name}"
        at: dict[str, Value] = {"zone": pool.zones[0]} if pool.zones else {}
        if pool.user and pool.user.proximity_placement:
            close[pool.name] = zone.name(name.format("proximity_placement_group"))
        if pool.user and pool.user.dedicated_hosts:
            hosts[pool.name] = {
                "name": zone.name(name.format("dedicated_host_group")),
                **at,
                "host_name": zone.name(name.format("dedicated_host")),
                "host_sku": pool.user.dedicated_hosts.sku,
                "host_count": pool.user.dedicated_hosts.count,
            }
    where: dict[str, Value] = {"location": parts.LOCATION, "resource_group_name": CLUSTER_GROUP}
    if close:
        inputs = {**where, "names": close, "tags": parts.TAGS}
        yield ModuleCall("proximity_placement", "proximity_placement_groups", inputs)
    if hosts:
        identity = Ref("cluster_identities", "principal_ids", ("control-plane",))
        inputs = {**where, "groups": hosts, "principal_id": identity, "tags": parts.TAGS}
        yield ModuleCall("dedicated_hosts", "dedicated_hosts", inputs)


def _pool(entry: ApplicationLandingZone, pool: NodePool) -> dict[str, Value]:
    settings = pool.settings
    described: dict[str, Value] = {
        "vm_size": settings.vm_size,
        "zones": pool.zones,
        "min_count": settings.min_count,
        "max_count": settings.max_count,
        "max_pods": settings.max_pods,
        "drain_timeout_in_minutes": settings.drain_timeout_minutes,
        "os_sku": settings.os_sku,
        "os_disk_type": pool.os_disk_type,
        "host_encryption_enabled": settings.host_encryption,
        **_subnets(entry, pool),
        "temporary_name": _temporary(pool.name),
    }
    if not (pool.user and pool.user.spot):
        described["max_surge"] = settings.max_surge
    if entry.aks.node_provisioning == "auto":
        described["auto_scaling"] = False
    if settings.os_disk_size_gb:
        described["os_disk_size_gb"] = settings.os_disk_size_gb
    if pool.fips:
        described["fips_enabled"] = True
    return described | _tuning(pool)


def _subnets(entry: ApplicationLandingZone, pool: NodePool) -> dict[str, Value]:
    network = entry.aks.network
    subnet = f"nodes-{pool.name}" if network.subnet_per_pool else "nodes"
    described: dict[str, Value] = {
        "vnet_subnet_id": Ref("spoke_network", "subnet_ids", (subnet,)),
    }
    if network.pod_mode == "pod_subnet":
        described["pod_subnet_id"] = Ref("spoke_network", "subnet_ids", ("pods",))
    return described


def _temporary(pool: str) -> str:
    """Return a pool's name while its nodes are replaced: unique, at most 12 characters."""
    return f"t{pool[:6]}{stable_hash(pool)}"


def _tuning(pool: NodePool) -> dict[str, Value]:
    """Return kubelet and kernel settings; Windows nodes know those of container logs only."""
    described: dict[str, Value] = {}
    kubelet, linux = pool.settings.kubelet, pool.settings.linux
    if kubelet:
        described["kubelet"] = {
            "container_log_max_size_mb": kubelet.container_log_max_size_mb,
            "container_log_max_files": kubelet.container_log_max_files,
            **({"pod_max_pid": kubelet.pod_max_pid} if kubelet.pod_max_pid else {}),
            **({} if pool.settings.windows else {"cpu_manager_policy": kubelet.cpu_manager}),
        }
    if linux:
        described["linux"] = linux.model_dump(exclude_none=True)
    return described


def _workloads(pool: NodePool, settings: UserPool) -> dict[str, Value]:
    """Return what only pools for workloads have."""
    described: dict[str, Value] = {}
    if settings.spot:
        described["spot_max_price"] = settings.spot.max_price
    if pool.gpu:
        described["gpu_driver"] = pool.gpu.driver
        described |= {"gpu_instance": pool.gpu.partition} if pool.gpu.partition else {}
    if settings.ultra_disks:
        described["ultra_ssd_enabled"] = True
    if settings.sandboxing:
        described["sandboxing"] = True
    if settings.scale_down != "Delete":
        described["scale_down_mode"] = settings.scale_down
    return described | _placed(pool, settings) | _steering(pool, settings)


def _placed(pool: NodePool, settings: UserPool) -> dict[str, Value]:
    described: dict[str, Value] = {}
    if settings.proximity_placement:
        described["proximity_placement_group_id"] = Ref("proximity_placement", "ids", (pool.name,))
    if settings.dedicated_hosts:
        described["host_group_id"] = Ref("dedicated_hosts", "ids", (pool.name,))
    return described


def _steering(pool: NodePool, settings: UserPool) -> dict[str, Value]:
    """Return labels and taints: the file's, and those that keep unfit workloads away."""
    labels, taints = dict(settings.labels), list(settings.taints)
    if settings.spot:
        labels[SPOT] = "spot"
        taints.append(f"{SPOT}=spot:NoSchedule")
    if settings.windows:
        taints.append("os=windows:NoSchedule")
    if pool.gpu:
        taints.append("sku=gpu:NoSchedule")
    unique: Value = list(dict.fromkeys(taints))
    return {**({"labels": labels} if labels else {}), **({"taints": unique} if taints else {})}


def _autoscaler(entry: ApplicationLandingZone) -> dict[str, Value]:
    chosen = entry.aks.autoscaler
    zonal = any(pool.per_zone for pool in entry.aks.user_pools.values())
    balance = zonal if chosen.balance_similar_pools is None else chosen.balance_similar_pools
    return {
        "expander": chosen.expander,
        "balance_similar_node_groups": balance,
        "scan_interval": chosen.scan_interval,
        "scale_down_delay_after_add": chosen.scale_down_delay,
        "scale_down_unneeded": chosen.scale_down_unneeded,
        "scale_down_utilization_threshold": chosen.scale_down_below,
        "skip_nodes_with_local_storage": chosen.keep_nodes_with_local_storage,
    }
