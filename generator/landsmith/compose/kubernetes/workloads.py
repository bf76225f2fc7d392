"""A workload as Kubernetes runs it: its controller and everything that goes with it."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.cluster.ingress import AppRoutingInternal
from landsmith.blueprint.workload.teams import Team
from landsmith.blueprint.workload.workloads import CpuScaling, EventScaling, Volume, Workload
from landsmith.compose.kubernetes import pods, routes
from landsmith.compose.kubernetes.model import REPLACED, Manifest, Substitution, Yaml
from landsmith.compose.kubernetes.network import selector
from landsmith.compose.kubernetes.storage import CLASSES
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.gitops import client_id_variable
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.landing_zone.team import PlacedWorkload


def objects(
    zone: LandingZone, entry: ApplicationLandingZone, team: Team, placed: PlacedWorkload
) -> Iterator[Manifest]:
    """Yield a workload's objects, its controller first."""
    workload = placed.workload
    yield _controller(entry, team, placed)
    if workload.ports or workload.kind == "StatefulSet":
        yield _service(team, workload)
    if workload.kind != "StatefulSet":
        yield from (_claim(team, workload, volume) for volume in workload.volumes)
    yield from _availability(team, placed)
    yield from _scaling(team, placed)
    if workload.secrets:
        yield _secrets(zone, entry, team, workload)
    if workload.metrics_port:
        yield _monitor(team, workload)
    if workload.hostnames:
        route = routes.ingress if isinstance(entry.ingress, AppRoutingInternal) else routes.http
        yield route(team, workload)


def service_accounts(entry: ApplicationLandingZone, team: Team) -> Iterator[Manifest]:
    """Yield the service accounts of a team: one for each identity, and for each other workload."""
    for name, identity in entry.identities.items():
        if identity.namespace == team.name:
            client = Substitution(client_id_variable(name))
            told: dict[str, Yaml] = {"azure.workload.identity/client-id": client}
            yield _account(team, identity.service_account, told)
    for workload in team.workloads:
        if workload.identity is None:
            yield _account(team, workload.name, {})


def _account(team: Team, name: str, annotations: dict[str, Yaml]) -> Manifest:
    body: dict[str, Yaml] = {"automountServiceAccountToken": False}
    return Manifest("v1", "ServiceAccount", name, team.name, body, annotations=annotations)


def _made(team: Team, workload: Workload, api: str, kind: str, body: dict[str, Yaml]) -> Manifest:
    labels = {
        key: value
        for key, value in pods.pod_labels(workload).items()
        if key.startswith("app.kubernetes.io/")
    }
    return Manifest(api, kind, workload.name, team.name, body, labels)


def _controller(entry: ApplicationLandingZone, team: Team, placed: PlacedWorkload) -> Manifest:
    workload = placed.workload
    template = pods.template(entry, placed)
    if workload.kind == "CronJob":
        return _made(team, workload, "batch/v1", "CronJob", {"spec": _cron(workload, template)})
    if workload.kind == "Job":
        return Manifest(
            "batch/v1",
            "Job",
            workload.name,
            team.name,
            {"spec": _job(workload, template)},
            pods.pod_labels(workload),
            REPLACED,
        )
    spec: dict[str, Yaml] = {
        **(
            {}
            if workload.scaling or workload.kind == "DaemonSet"
            else {"replicas": placed.replicas}
        ),
        "revisionHistoryLimit": 5,
        "minReadySeconds": 10,
        "selector": {"matchLabels": dict(selector(workload))},
        **_updates(workload),
        "template": template,
    }
    return _made(team, workload, "apps/v1", workload.kind, {"spec": spec})


def _updates(workload: Workload) -> dict[str, Yaml]:
    """Return how pods are replaced: the new one is ready before an old one goes."""
    if workload.kind == "DaemonSet":
        rolling: Yaml = {"maxUnavailable": 1, "maxSurge": 0}
        return {"updateStrategy": {"type": "RollingUpdate", "rollingUpdate": rolling}}
    if workload.kind == "StatefulSet":
        kept: Yaml = {"whenDeleted": "Retain", "whenScaled": "Retain"}
        return {
            "serviceName": workload.name,
            "updateStrategy": {"type": "RollingUpdate"},
            "persistentVolumeClaimRetentionPolicy": kept,
            **_templates(workload),
        }
    deadline: dict[str, Yaml] = {
        "progressDeadlineSeconds": max(600, 2 * workload.max_start_seconds)
    }
    if workload.singleton:
        return {"strategy": {"type": "Recreate"}, **deadline}
    rolling = {"maxSurge": "25%", "maxUnavailable": 0}
    return {"strategy": {"type": "RollingUpdate", "rollingUpdate": rolling}, **deadline}


def _templates(workload: Workload) -> dict[str, Yaml]:
    claims: list[Yaml] = [
        {
            "apiVersion": "v1",
            "kind": "PersistentVolumeClaim",
            "metadata": {"name": f"data-{volume.name}"},
            "spec": _claimed(volume, shared=False),
        }
        for volume in workload.volumes
    ]
    return {"volumeClaimTemplates": claims} if claims else {}


def _job(workload: Workload, template: dict[str, Yaml]) -> dict[str, Yaml]:
    return {
        "backoffLimit": 3,
        "ttlSecondsAfterFinished": 86400,
        "parallelism": workload.replicas or 1,
        "completions": workload.replicas or 1,
        "template": template,
    }


def _cron(workload: Workload, template: dict[str, Yaml]) -> dict[str, Yaml]:
    return {
        "schedule": workload.schedule or "",
        "timeZone": "Etc/UTC",
        "concurrencyPolicy": "Forbid",
        "startingDeadlineSeconds": 300,
        "successfulJobsHistoryLimit": 3,
        "failedJobsHistoryLimit": 3,
        "jobTemplate": {
            "metadata": {"labels": dict(pods.pod_labels(workload))},
            "spec": _job(workload, template),
        },
    }


def _service(team: Team, workload: Workload) -> Manifest:
    """Return the Service: inside the cluster only; of a StatefulSet without an address."""
    ports: list[Yaml] = [
        {
            "name": port.name,
            "port": port.port,
            "targetPort": port.name,
            "protocol": port.protocol,
        }
        for port in workload.ports
    ]
    headless: dict[str, Yaml] = {"clusterIP": "None"} if workload.kind == "StatefulSet" else {}
    spec: Yaml = {
        "type": "ClusterIP",
        **headless,
        "selector": dict(selector(workload)),
        **({"ports": ports} if ports else {}),
    }
    return _made(team, workload, "v1", "Service", {"spec": spec})


def _claim(team: Team, workload: Workload, volume: Volume) -> Manifest:
    shared = not workload.singleton and workload.kind not in ("Job", "CronJob")
    name, body = f"{workload.name}-{volume.name}", {"spec": _claimed(volume, shared=shared)}
    labels = selector(workload)
    return Manifest("v1", "PersistentVolumeClaim", name, team.name, body, labels)


def _claimed(volume: Volume, *, shared: bool) -> dict[str, Yaml]:
    many = shared and volume.storage in ("files", "blob")
    return {
        "accessModes": ["ReadWriteMany" if many else "ReadWriteOnce"],
        "storageClassName": CLASSES[volume.storage],
        "resources": {"requests": {"storage": f"{volume.size_gib}Gi"}},
    }


def _availability(team: Team, placed: PlacedWorkload) -> Iterator[Manifest]:
    """Yield the disruption budget of replicas: one may go at a time, so that nodes can drain."""
    workload = placed.workload
    if workload.kind in ("Deployment", "StatefulSet") and placed.replicas > 1:
        spec: Yaml = {
            "maxUnavailable": 1,
            "unhealthyPodEvictionPolicy": "AlwaysAllow",
            "selector": {"matchLabels": dict(selector(workload))},
        }
        yield _made(team, workload, "policy/v1", "PodDisruptionBudget", {"spec": spec})


def _scaling(team: Team, placed: PlacedWorkload) -> Iterator[Manifest]:
    workload = placed.workload
    target: Yaml = {"apiVersion": "apps/v1", "kind": workload.kind, "name": workload.name}
    if isinstance(workload.scaling, CpuScaling):
        use: Yaml = {"type": "Utilization", "averageUtilization": workload.scaling.cpu_percent}
        spec: dict[str, Yaml] = {
            "scaleTargetRef": target,
            "minReplicas": placed.replicas,
            "maxReplicas": workload.scaling.max_replicas,
            "metrics": [{"type": "Resource", "resource": {"name": "cpu", "target": use}}],
        }
        kind = "HorizontalPodAutoscaler"
        yield _made(team, workload, "autoscaling/v2", kind, {"spec": spec})
    elif isinstance(workload.scaling, EventScaling):
        yield from _events(team, workload, workload.scaling, target)


def _events(
    team: Team, workload: Workload, scaling: EventScaling, target: Yaml
) -> Iterator[Manifest]:
    """Yield the ScaledObject, and how KEDA signs in where the workload has an identity."""
    reference: dict[str, Yaml] = (
        {"authenticationRef": {"name": workload.name}} if workload.identity else {}
    )
    triggers: list[Yaml] = [
        {"type": trigger.type, "metadata": dict(trigger.metadata), **reference}
        for trigger in scaling.triggers
    ]
    spec: dict[str, Yaml] = {
        "scaleTargetRef": target,
        "minReplicaCount": scaling.min_replicas,
        "maxReplicaCount": scaling.max_replicas,
        "triggers": triggers,
    }
    yield _made(team, workload, "keda.sh/v1alpha1", "ScaledObject", {"spec": spec})
    if workload.identity:
        client = Substitution(client_id_variable(workload.identity))
        identity: Yaml = {"provider": "azure-workload", "identityId": client}
        body: dict[str, Yaml] = {"spec": {"podIdentity": identity}}
        yield _made(team, workload, "keda.sh/v1alpha1", "TriggerAuthentication", body)


def _secrets(
    zone: LandingZone, entry: ApplicationLandingZone, team: Team, workload: Workload
) -> Manifest:
    """Return what the secrets driver reads from the vault, as the workload's own identity.

    Source: AKS documentation, "Provide an identity to access the Azure Key Vault provider for
    Secrets Store CSI Driver".
    """
    listed = "".join(
        f"  - |\n    objectName: {name}\n    objectType: secret\n" for name in workload.secrets
    )
    parameters: Yaml = {
        "usePodIdentity": "false",
        "clientID": Substitution(client_id_variable(workload.identity or "")),
        "keyvaultName": zone.name(f"{entry.key}/key_vault"),
        "tenantId": zone.tenant_id,
        "objects": f"array:\n{listed}",
    }
    spec: Yaml = {"provider": "azure", "parameters": parameters}
    api = "secrets-store.csi.x-k8s.io/v1"
    return _made(team, workload, api, "SecretProviderClass", {"spec": spec})


def _monitor(team: Team, workload: Workload) -> Manifest:
    """Return what tells managed Prometheus to read the workload's metrics.

    Source: Azure Monitor, "Create Pod or Service Monitor to scrape Prometheus metrics".
    """
    endpoints: Yaml = [{"port": workload.metrics_port, "interval": "30s"}]
    spec: Yaml = {
        "selector": {"matchLabels": dict(selector(workload))},
        "podMetricsEndpoints": endpoints,
    }
    return _made(team, workload, "azmonitoring.coreos.com/v1", "PodMonitor", {"spec": spec})
