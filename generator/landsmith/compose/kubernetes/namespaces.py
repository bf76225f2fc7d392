"""A team's namespace: its labels, its quota, and the limits of its containers."""

from __future__ import annotations

import re

from landsmith.compose.kubernetes.model import Manifest, Yaml
from landsmith.landing_zone.room import Room
from landsmith.landing_zone.team import Share

_LABEL_MOST = 63
DEFAULT_REQUEST = Room(100, 256)
"""What a container gets that asks for nothing."""


def label(text: str) -> str:
    """Return free text as a label's value: 63 characters of letters, digits, ``.``, ``_``, ``-``.

    Source: Kubernetes, "Labels and Selectors", syntax and character set.
    """
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", text.replace("@", ".at."))[:_LABEL_MOST]
    return plain.strip("._-") or "none"


def namespace(share: Share, labels: dict[str, str]) -> Manifest:
    """Return the namespace; ``labels`` say whose it is.

    Pods below the restricted standard are told of in warnings and in the audit log even where a
    lower one is enforced. Source: Kubernetes, "Pod Security Admission".
    """
    level = share.pod_security
    standard = {
        "pod-security.kubernetes.io/enforce": level,
        "pod-security.kubernetes.io/audit": "restricted",
        "pod-security.kubernetes.io/warn": "restricted",
    }
    told = {"landsmith/owner": share.owner, "landsmith/cost-center": share.cost_center}
    return Manifest("v1", "Namespace", share.team.name, labels=labels | standard, annotations=told)


def quota(share: Share) -> Manifest:
    """Return what all pods of the namespace may ask for together.

    Load balancers are the ingress's alone (checklist, resource-management-resource-quotas).
    """
    own = share.team.quota
    hard: Yaml = {
        "requests.cpu": cpu(share.quota.cpu),
        "requests.memory": mebibytes(share.quota.memory),
        "limits.memory": mebibytes(share.quota.memory),
        "pods": str(own.pods),
        "persistentvolumeclaims": str(own.volumes),
        "requests.storage": f"{own.storage_gib}Gi",
        "services.loadbalancers": "0",
        "services.nodeports": "0",
    }
    return Manifest("v1", "ResourceQuota", "quota", share.team.name, {"spec": {"hard": hard}})


def limits(share: Share) -> Manifest:
    """Return what one container may have, and what it gets that asks for nothing.

    The limit of CPU that a container gets is the largest there is, so that none is slowed down
    while its node idles; Kubernetes would take ``max`` for it anyway.
    """
    asked = Room(
        min(DEFAULT_REQUEST.cpu, share.largest.cpu),
        min(DEFAULT_REQUEST.memory, share.largest.memory),
    )
    container: dict[str, Yaml] = {
        "type": "Container",
        "defaultRequest": _room(asked),
        "default": {"cpu": cpu(share.largest.cpu), "memory": mebibytes(asked.memory)},
        "max": _room(share.largest),
        "min": {"cpu": "1m", "memory": "4Mi"},
    }
    body: Yaml = {"limits": [container]}
    return Manifest("v1", "LimitRange", "limits", share.team.name, {"spec": body})


def cpu(thousandths: int) -> str:
    """Return a quantity of CPU: whole cores where they are whole."""
    return str(thousandths // 1000) if thousandths % 1000 == 0 else f"{thousandths}m"


def mebibytes(count: int) -> str:
    """Return a quantity of memory: GiB where they are whole."""
    return f"{count // 1024}Gi" if count % 1024 == 0 else f"{count}Mi"


def _room(room: Room) -> dict[str, Yaml]:
    return {"cpu": cpu(room.cpu), "memory": mebibytes(room.memory)}
