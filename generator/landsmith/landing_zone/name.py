"""A name that was decided, and the words that names are found by."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from landsmith.blueprint.base import Loc

_HASH_LENGTH = 5

GLOBAL = "global"
"""Begins the names of what stands above the regions."""

KEYS, BACKUP, SNAPSHOTS, FLUX = "keys", "backup", "snapshots", "flux"
"""Parts of names: the vault of encryption keys, the backup's account and group, Flux's identity."""

EXPRESS_ROUTE = "express-route"
MANAGEMENT, JUMP_HOST, STATE = "management", "jump", "state"
GATEWAY = "gateway"
"""Parts of names in the hub: the way out of management subnets, jump host, the state's endpoint,
and the routes of the gateways' subnet."""

ALERT_LEVELS = ("pod", "node", "cluster")
"""Groups of Prometheus alerts, by what they watch."""

RECORDED = ("node", "kubernetes")
"""Groups of recorded series."""

HEALTH_ALERTS = ("service-health", "resource-health", "advisor")
"""Alerts on what Azure tells of a subscription."""

WATCHED_CHANGES = ("policy", "network", "roles")
"""What the platform's activity log is watched for."""


@dataclass(frozen=True)
class Name:
    """A name that was decided: its resource type, where it has to be unique, and its value.

    ``field`` is the landing-zone file's field that the name comes from.
    """

    key: str
    type: str
    container: str
    value: str
    field: Loc


def arc_key(name: str) -> str:
    """Return what begins the keys of a cluster elsewhere."""
    return f"{GLOBAL}/{name}"


def workload_part(identity: str) -> str:
    """Return the part of a workload identity's name that tells it from the cluster's own."""
    return f"workload-{identity}"


def stable_hash(*parts: str) -> str:
    """Return five lower-case letters and digits that depend on the parts alone."""
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return base64.b32encode(digest).decode().lower()[:_HASH_LENGTH]
