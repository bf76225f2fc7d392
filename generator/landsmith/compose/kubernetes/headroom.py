"""Room kept free by pods of no use, which give way to any other (overprovisioning)."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.workload.teams import Headroom, Team
from landsmith.blueprint.workload.workloads import Workload
from landsmith.compose.kubernetes import namespaces, network, pods
from landsmith.compose.kubernetes.model import Manifest, Yaml
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.room import Room
from landsmith.landing_zone.team import Share

NAME = "headroom"
IMAGE = "mcr.microsoft.com/oss/kubernetes/pause:3.9"


def objects(entry: ApplicationLandingZone) -> Iterator[Manifest]:
    """Yield a namespace with pods that ask for room and use none.

    Source: Kubernetes, "Overprovision Node Capacity For A Cluster".
    """
    if entry.headroom:
        yield from _objects(entry, entry.headroom)


def _objects(entry: ApplicationLandingZone, asked: Headroom) -> Iterator[Manifest]:
    team = Team(name=NAME, description="Keeps room free.")
    each = Room(asked.cpu * 1000, asked.memory_gib * 1024)
    share = Share(
        team=team,
        quota=each.times(asked.replicas),
        largest=each,
        owner=entry.owner,
        cost_center=entry.cost_center,
        classification=entry.data_classification,
        pod_security="restricted",
        workloads=(),
    )
    yield namespaces.namespace(share, {"team": NAME})
    yield namespaces.quota(share)
    yield namespaces.limits(share)
    yield network.default_deny(NAME)
    yield Manifest("v1", "ServiceAccount", NAME, NAME, {"automountServiceAccountToken": False})
    yield _pods(asked)


def _pods(asked: Headroom) -> Manifest:
    pause = Workload(name=NAME, image=IMAGE)
    room: dict[str, Yaml] = {"cpu": str(asked.cpu), "memory": f"{asked.memory_gib}Gi"}
    container: Yaml = {
        "name": NAME,
        "image": IMAGE,
        "imagePullPolicy": "Always",
        "resources": {"requests": room, "limits": room},
        "securityContext": pods.container_security(pause),
    }
    spec: Yaml = {
        "serviceAccountName": NAME,
        "automountServiceAccountToken": False,
        "priorityClassName": NAME,
        "terminationGracePeriodSeconds": 1,
        "securityContext": pods.pod_security(pause),
        "nodeSelector": {"kubernetes.io/os": "linux"},
        **pods.spread(pause),
        "containers": [container],
    }
    labels = pods.pod_labels(pause)
    body: Yaml = {
        "replicas": asked.replicas,
        "selector": {"matchLabels": network.selector(pause)},
        "strategy": {"type": "Recreate"},
        "template": {"metadata": {"labels": labels}, "spec": spec},
    }
    return Manifest("apps/v1", "Deployment", NAME, NAME, {"spec": body}, labels)
