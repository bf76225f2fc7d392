"""A name that was decided, and the words that names are found by."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from landsmith.blueprint.base import Loc
from landsmith.blueprint.offers.name_rules import RULES, NameRule, Uniqueness

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


@dataclass(frozen=True)
class Namer:
    """What names of one part of the landing zone have in common.

    ``container`` is the subscription's id; ``salt`` makes global names this customer's own.
    """

    key: str
    name: str
    environment: str
    region_code: str
    container: str
    salt: str
    field: Loc

    def named(self, type_: str, *, part: str = "", detail: str = "") -> Name:
        """Return the name of a resource of a type.

        ``part`` tells several of one type apart; ``detail`` is where it must be unique within
        the subscription, a resource group or a network, when its rule says so.
        """
        rule = RULES[type_]
        middle = [part for part in (self.name, part) if part]
        value = self._hashed(rule, type_, middle) if rule.hashed else self._plain(rule, middle)
        key = "/".join(piece for piece in (self.key, type_.split("_", 1)[1], part) if piece)
        return Name(key, type_, self._scope(rule, detail), value, self.field)

    def _plain(self, rule: NameRule, middle: list[str]) -> str:
        pieces = [rule.abbreviation, *middle, self.environment, self.region_code, "001"]
        return rule.separator.join(pieces)

    def _hashed(self, rule: NameRule, type_: str, middle: list[str]) -> str:
        workload = "-".join(middle)
        digest = stable_hash(self.salt, self.container, type_, workload, self.environment)
        tail = [self.environment, self.region_code, digest]
        if not rule.separator:
            workload = workload.replace("-", "")
        spare = rule.longest - len(rule.separator.join([rule.abbreviation, "", *tail]))
        pieces = [rule.abbreviation, workload[:spare].rstrip("-"), *tail]
        return rule.separator.join(piece for piece in pieces if piece)

    def _scope(self, rule: NameRule, detail: str) -> str:
        if rule.scope in (Uniqueness.GLOBAL, Uniqueness.TENANT):
            return str(rule.scope.value)
        return f"{self.container}/{detail}" if detail else self.container
