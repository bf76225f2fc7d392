"""Landing-zone files with teams and workloads, every option of a workload turned somewhere."""

from __future__ import annotations

from typing import Any, cast

from landsmith.compose.kubernetes.tree import compose_clusters
from landsmith.render.kubernetes.manifests import document
from strategies import small, zone

Json = dict[str, Any]

DIGEST = "sha256:" + "0123456789abcdef" * 4
REGISTRY = "crshop.azurecr.io"


def workload(name: str, **more: object) -> Json:
    """Return the smallest workload that answers probes."""
    return {
        "name": name,
        "image": f"{REGISTRY}/shop/{name}:1.4.2@{DIGEST}",
        "ports": [{"name": "http", "port": 8080}],
        **more,
    }


def team(name: str, *workloads: Json, **more: object) -> Json:
    """Return a team with workloads."""
    return {"name": name, "workloads": list(workloads), **more}


def with_teams(*teams: Json, **entry: object) -> Json:
    """Return the small file with these teams in its one landing zone."""
    file = small()
    file["landing_zones"][0] |= {"teams": list(teams), **entry}
    return file


def rich() -> Json:
    """Return a file in which two teams use everything there is."""
    return with_teams(_shop(), _data(), _agents(), identities=_identities(), **_settings())


def _settings() -> Json:
    pools = {
        "user": {"vm_size": "Standard_D8ds_v5", "min_count": 3, "max_count": 12},
        "spot": {"vm_size": "Standard_D8ds_v5", "max_count": 6, "spot": {}},
        "batch": {
            "vm_size": "Standard_E8ds_v5",
            "min_count": 0,
            "max_count": 6,
            "taints": ["workload=batch:NoSchedule"],
            "ultra_disks": True,
        },
    }
    return {
        "ingress": {"kind": "app_routing_internal"},
        "headroom": {"replicas": 2, "cpu": 1, "memory_gib": 2},
        "aks": {"keda": True, "user_pools": pools, "storage": {"blobs": True}},
    }


def _identities() -> Json:
    roles = [{"role": "Key Vault Secrets User", "on": "vault"}]
    return {
        "shop-api": {"namespace": "shop", "service_account": "api", "roles": roles},
        "importer": {"namespace": "data", "service_account": "importer"},
    }


def _shop() -> Json:
    api = workload(
        "api",
        component="api",
        identity="shop-api",
        secrets=["database-password"],
        hostnames=["shop.contoso.com"],
        metrics_port="metrics",
        ports=[{"name": "http", "port": 8080}, {"name": "metrics", "port": 9090}],
        scaling={"kind": "cpu", "max_replicas": 9},
        priority="critical",
        max_start_seconds=120,
        environment={"MODE": "on", "LEVEL": "1e3"},
        connections=[
            {"kind": "workload", "workload": "cart"},
            {"kind": "workload", "team": "data", "workload": "store", "port": "sql"},
            {"kind": "network", "name": "erp", "ranges": ["10.0.0.0/16"], "ports": [8443]},
            {"kind": "network", "name": "internet", "ranges": ["0.0.0.0/0"]},
            {"kind": "host", "name": "payments", "hosts": ["api.payments.example"]},
        ],
    )
    cart = workload("cart", replicas=2, volumes=[_volume("shared", "files")])
    lock = workload("lock", singleton=True, volumes=[_volume("state", "disk")])
    return team("shop", api, cart, lock, quota={"cpu": 40, "memory_gib": 100})


def _volume(name: str, storage: str) -> Json:
    return {"name": name, "mount_path": f"/data/{name}", "size_gib": 100, "storage": storage}


def _data() -> Json:
    importer = workload(
        "importer",
        identity="importer",
        interruptible=True,
        priority="batch",
        scaling={
            "kind": "events",
            "max_replicas": 10,
            "triggers": [{"type": "azure-queue", "metadata": {"queueName": "orders"}}],
        },
    )
    ports = [{"name": "http", "port": 8080}, {"name": "sql", "port": 5432}]
    store = workload("store", kind="StatefulSet", ports=ports, volumes=[_volume("db", "disk")])
    nightly = workload("nightly", kind="CronJob", schedule="0 3 * * *", pool="batch", ports=[])
    migrate = workload("migrate", kind="Job", ports=[], args=["--all"], command=["/bin/migrate"])
    return team("data", importer, store, nightly, migrate, owner="Data & Analytics <d@x.example>")


def _agents() -> Json:
    agent = workload("agent", kind="DaemonSet", cpu="50m", memory_mib=64)
    return team("agents", agent, platform=True)


Objects = dict[tuple[str, str, str], Any]


def objects(file: Json) -> Objects:
    """Return the objects of the file's one cluster by kind, namespace and name."""
    (tree,) = compose_clusters(zone(file))
    return {
        (manifest.kind, manifest.namespace, manifest.name): document(manifest)
        for folder in tree.folders
        for manifests in folder.files.values()
        for manifest in manifests
    }


def bundles(file: Json) -> set[str]:
    """Return the bundles of the file's one cluster."""
    (tree,) = compose_clusters(zone(file))
    return {name for folder in tree.folders for name in folder.bundles}


def one(**more: object) -> Objects:
    """Return the objects of a cluster with one workload, ``api`` of team ``shop``."""
    return objects(with_teams(team("shop", workload("api", **more))))


def pod(found: Objects, kind: str = "Deployment", name: str = "api", at: str = "shop") -> Json:
    """Return the pod's spec in a controller."""
    return cast("Json", found[kind, at, name]["spec"]["template"]["spec"])


def container(found: Objects, kind: str = "Deployment") -> Json:
    """Return the container of the workload ``api``."""
    return cast("Json", pod(found, kind)["containers"][0])
