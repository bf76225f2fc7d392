"""The pod of a workload: probes, a gentle end, a tight security context, and where it runs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from landsmith.blueprint.cluster.node_pools import Taint
from landsmith.blueprint.workload.workloads import Probes, Workload
from landsmith.compose.kubernetes.model import Yaml
from landsmith.compose.kubernetes.namespaces import cpu, mebibytes
from landsmith.compose.kubernetes.network import NAME, selector
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.node_pool import NodePool
from landsmith.landing_zone.team import PlacedWorkload

PRE_STOP_SECONDS = 5
"""How long a pod goes on answering after its end began: until no one sends requests any more."""

SPOT: Taint = "kubernetes.azure.com/scalesetpriority=spot:NoSchedule"
WINDOWS: Taint = "os=windows:NoSchedule"
GPU: Taint = "sku=gpu:NoSchedule"
"""Taints of special pools; the first is AKS's own."""

SECRETS_PATH = "/mnt/secrets"


def template(entry: ApplicationLandingZone, placed: PlacedWorkload) -> dict[str, Yaml]:
    """Return a workload's pod template."""
    labels = dict(pod_labels(placed.workload))
    return {"metadata": {"labels": labels}, "spec": _spec(entry, placed)}


def pod_labels(workload: Workload) -> dict[str, str]:
    """Return the labels of a workload's objects and pods, beside those of its folder."""
    tag = re.fullmatch(r"[^@]*:([A-Za-z0-9_.-]+)(?:@.*)?", workload.image)
    version = tag.group(1)[:63].strip("_.-") if tag else ""
    return {
        NAME: workload.name,
        "app.kubernetes.io/component": workload.component or workload.name,
        **({"app.kubernetes.io/version": version} if version else {}),
        **({"azure.workload.identity/use": "true"} if workload.identity else {}),
    }


def service_account(entry: ApplicationLandingZone, workload: Workload) -> str:
    """Return the name of the service account that a workload's pods run as."""
    identity = workload.identity
    return entry.identities[identity].service_account if identity else workload.name


def _spec(entry: ApplicationLandingZone, placed: PlacedWorkload) -> dict[str, Yaml]:
    workload = placed.workload
    batch = workload.kind in ("Job", "CronJob")
    volumes = list(_volumes(workload))
    return {
        "serviceAccountName": service_account(entry, workload),
        "automountServiceAccountToken": False,
        "enableServiceLinks": False,
        "priorityClassName": f"workload-{workload.priority}",
        **({"restartPolicy": "OnFailure"} if batch else {}),
        "terminationGracePeriodSeconds": placed.grace_seconds,
        "os": {"name": workload.os},
        "securityContext": pod_security(workload),
        **_placement(placed),
        **({} if batch or workload.kind == "DaemonSet" else spread(workload)),
        "containers": [_container(placed)],
        **({"volumes": volumes} if volumes else {}),
    }


def _container(placed: PlacedWorkload) -> dict[str, Yaml]:
    workload = placed.workload
    mounts = list(_mounts(workload))
    ports: list[Yaml] = [
        {"name": port.name, "containerPort": port.port, "protocol": port.protocol}
        for port in workload.ports
    ]
    batch = workload.kind in ("Job", "CronJob")
    stop: Yaml = {"preStop": {"sleep": {"seconds": PRE_STOP_SECONDS}}}
    return {
        "name": workload.name,
        "image": workload.image,
        "imagePullPolicy": "IfNotPresent" if "@sha256:" in workload.image else "Always",
        **({"command": list(workload.command)} if workload.command else {}),
        **({"args": list(workload.args)} if workload.args else {}),
        **({"env": _environment(workload)} if workload.environment else {}),
        **({"ports": ports} if ports else {}),
        **({} if batch else _probes(workload)),
        **({} if batch else {"lifecycle": stop}),
        "resources": _resources(placed),
        "securityContext": container_security(workload),
        **({"volumeMounts": mounts} if mounts else {}),
    }


def _environment(workload: Workload) -> list[Yaml]:
    return [{"name": name, "value": value} for name, value in workload.environment.items()]


def _probes(workload: Workload) -> dict[str, Yaml]:
    """Return three probes on different paths, of workloads that listen on a TCP port."""
    open_ports = [port.name for port in workload.ports if port.protocol == "TCP"]
    asked = workload.probes or Probes()
    if not open_ports:
        return {}
    port = asked.port or open_ports[0]
    starts = math.ceil(workload.max_start_seconds / asked.period_seconds)
    return {
        "startupProbe": _probe(asked, asked.startup, port, max(starts, 3)),
        "livenessProbe": _probe(asked, asked.liveness, port, 3),
        "readinessProbe": _probe(asked, asked.readiness, port, 3),
    }


def _probe(asked: Probes, path: str, port: str, failures: int) -> dict[str, Yaml]:
    return {
        "httpGet": {"path": path, "port": port},
        "periodSeconds": asked.period_seconds,
        "timeoutSeconds": asked.timeout_seconds,
        "failureThreshold": failures,
    }


def _resources(placed: PlacedWorkload) -> dict[str, Yaml]:
    """Return requests and limits: the same memory, and no more CPU taken away than needed."""
    workload, asked = placed.workload, placed.request
    memory, gpus = mebibytes(asked.memory), {"nvidia.com/gpu": workload.gpus}
    more: dict[str, Yaml] = dict(gpus) if workload.gpus else {}
    return {
        "requests": {"cpu": cpu(asked.cpu), "memory": memory, **more},
        "limits": {"memory": memory, **more},
    }


def pod_security(workload: Workload) -> dict[str, Yaml]:
    """Return the security context of a workload's pods: never root, and the default filter."""
    if workload.os == "windows":
        options: Yaml = {"runAsUserName": "ContainerUser", "hostProcess": False}
        return {"runAsNonRoot": True, "windowsOptions": options}
    user = workload.run_as_user
    return {
        "runAsNonRoot": True,
        "runAsUser": user,
        "runAsGroup": user,
        "fsGroup": user,
        "fsGroupChangePolicy": "OnRootMismatch",
        "seccompProfile": {"type": "RuntimeDefault"},
    }


def container_security(workload: Workload) -> dict[str, Yaml]:
    """Return what the restricted Pod Security Standard asks, and a root that can't be written.

    Windows takes none of the fields of Linux (Kubernetes, "Pod Security Standards").
    """
    if workload.os == "windows":
        return {"runAsNonRoot": True, "windowsOptions": {"runAsUserName": "ContainerUser"}}
    return {
        "runAsNonRoot": True,
        "allowPrivilegeEscalation": False,
        "privileged": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
        "seccompProfile": {"type": "RuntimeDefault"},
    }


def _placement(placed: PlacedWorkload) -> dict[str, Yaml]:
    workload, chosen = placed.workload, placed.pools
    nodes: dict[str, Yaml] = {"kubernetes.io/os": workload.os, "kubernetes.io/arch": workload.arch}
    skus = {pool.settings.os_sku for pool in chosen if pool.settings.windows}
    if workload.os == "windows" and len(skus) == 1:
        nodes["kubernetes.azure.com/os-sku"] = skus.pop()
    tolerated = [_toleration(taint) for taint in dict.fromkeys(_taints(workload, chosen))]
    affinity = _affinity(workload, chosen)
    return {
        "nodeSelector": nodes,
        **({"tolerations": tolerated} if tolerated else {}),
        **({"affinity": affinity} if affinity else {}),
    }


def _taints(workload: Workload, chosen: tuple[NodePool, ...]) -> Iterator[Taint]:
    if workload.os == "windows":
        yield WINDOWS
    if workload.gpus:
        yield GPU
    if workload.interruptible:
        yield SPOT
    if workload.pool:
        yield from (taint for pool in chosen if pool.user for taint in pool.user.taints)


def _toleration(taint: Taint) -> Yaml:
    key, _, rest = taint.partition("=")
    value, _, effect = rest.partition(":")
    return {"key": key, "operator": "Equal", "value": value, "effect": effect}


def _affinity(workload: Workload, chosen: tuple[NodePool, ...]) -> dict[str, Yaml]:
    """Return the pool that is asked for, and a liking of spot nodes, without need of them."""
    rules: dict[str, Yaml] = {}
    if workload.pool:
        names = sorted(pool.name for pool in chosen)
        term: Yaml = {"matchExpressions": [_in("kubernetes.azure.com/agentpool", names)]}
        rules["requiredDuringSchedulingIgnoredDuringExecution"] = {"nodeSelectorTerms": [term]}
    if workload.interruptible:
        liked: Yaml = {"matchExpressions": [_in(SPOT.partition("=")[0], ["spot"])]}
        rules["preferredDuringSchedulingIgnoredDuringExecution"] = [
            {"weight": 100, "preference": liked}
        ]
    return {"nodeAffinity": rules} if rules else {}


def _in(key: str, values: list[str]) -> Yaml:
    return {"key": key, "operator": "In", "values": list(values)}


def spread(workload: Workload) -> dict[str, Yaml]:
    """Spread over zones and nodes; where a zone is lost, the others take its pods."""
    revision: dict[str, Yaml] = (
        {"matchLabelKeys": ["pod-template-hash"]} if workload.kind == "Deployment" else {}
    )
    constraints: list[Yaml] = [
        {
            "maxSkew": 1,
            "topologyKey": key,
            "whenUnsatisfiable": "ScheduleAnyway",
            "labelSelector": {"matchLabels": dict(selector(workload))},
            **revision,
        }
        for key in ("topology.kubernetes.io/zone", "kubernetes.io/hostname")
    ]
    return {"topologySpreadConstraints": constraints}


def _volumes(workload: Workload) -> Iterator[Yaml]:
    if workload.os == "linux":
        yield {"name": "tmp", "emptyDir": {"sizeLimit": mebibytes(workload.scratch_mib)}}
    if workload.secrets:
        attributes: Yaml = {"secretProviderClass": workload.name}
        driver = "secrets-store.csi.k8s.io"
        yield {
            "name": "secrets",
            "csi": {"driver": driver, "readOnly": True, "volumeAttributes": attributes},
        }
    if workload.kind != "StatefulSet":
        for volume in workload.volumes:
            claim: Yaml = {"claimName": f"{workload.name}-{volume.name}"}
            yield {"name": f"data-{volume.name}", "persistentVolumeClaim": claim}


def _mounts(workload: Workload) -> Iterator[Yaml]:
    if workload.os == "linux":
        yield {"name": "tmp", "mountPath": "/tmp"}  # noqa: S108  a volume of the pod's own
    if workload.secrets:
        yield {"name": "secrets", "mountPath": SECRETS_PATH, "readOnly": True}
    for volume in workload.volumes:
        yield {"name": f"data-{volume.name}", "mountPath": volume.mount_path}
