"""Azure Policy assignments and custom definitions as data: ``policies/azure``, read once.

What the fields mean stands in ``policies/azure/README.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import yaml

from landsmith import content

if TYPE_CHECKING:
    from pathlib import Path

Scope: TypeAlias = Literal[
    "root",
    "platform",
    "landingzones",
    "corp",
    "online",
    "sandbox",
    "decommissioned",
    "workload",
]
"""Where a policy is assigned: a management group, or ``workload``, a cluster's resource group."""

SEVERAL: dict[str, str] = {"required_tags": "{tag}"}
"""What an assignment may be repeated for, and what stands for it in the assignment's texts."""

PER_LANDING_ZONE = frozenset({"allowed_images_pattern", "node_os_window", "upgrade_window"})
"""Facts that each landing zone has its own of, so that no initiative can hold them."""


@dataclass(frozen=True)
class Role:
    """A role that the identity of an assignment needs, and at what: ``assignment`` is its scope."""

    name: str
    at: str


@dataclass(frozen=True)
class Assignment:
    """One assignment of ``policies/azure``; its fields are those of the data."""

    area: str
    key: str
    display_name: str
    kind: str
    definition: str
    version: str
    scope: Scope
    repeat: str | None
    when: str | None
    effect_parameter: str | None
    effects: Mapping[str, str | None]
    enforce: Mapping[str, bool]
    in_cluster: bool
    parameters: Mapping[str, Mapping[str, Any]]
    needs_identity: bool
    roles: tuple[Role, ...]
    message: str | None
    conflicts: tuple[int, ...]
    source: tuple[str, ...]
    note: str | None

    @property
    def pinned(self) -> bool:
        """Whether an initiative can pin its version.

        Azure nests no initiatives, keeps no versions of definitions that aren't built in, and an
        initiative holds no value that differs between landing zones.
        """
        asked = {given.get("from") for given in self.parameters.values()}
        return self.kind == "policy" and not asked & PER_LANDING_ZONE


@dataclass(frozen=True)
class Definition:
    """A definition of ours, from ``policies/azure/custom``."""

    name: str
    display_name: str
    description: str
    mode: str
    category: str
    version: str
    parameters: Mapping[str, Any]
    policy_rule: Mapping[str, Any]


@dataclass(frozen=True)
class Unmet:
    """A policy of ours that a cluster can't meet, and why, from ``policies/azure/unmet``."""

    policy: str
    reason: str


@cache
def assignments() -> tuple[Assignment, ...]:
    """Return every assignment, those that every landing zone had from the start first."""
    found = [
        _assignment(area["area"], entry)
        for area in (_read(path) for path in sorted(_folder().glob("*.yaml")))
        for entry in area["assignments"]
    ]
    first = {key: rank for rank, key in enumerate(FIRST)}
    return tuple(sorted(found, key=lambda entry: first.get(entry.key, len(first))))


@cache
def definitions() -> tuple[Definition, ...]:
    """Return every definition of ours, by name."""
    return tuple(Definition(**_read(path)) for path in sorted(_folder("custom").glob("*.yaml")))


@cache
def unmet() -> tuple[Unmet, ...]:
    """Return every policy of ours that no argument of the provider meets."""
    return tuple(Unmet(**_read(path)) for path in sorted(_folder("unmet").glob("*.yaml")))


@cache
def by_key() -> Mapping[str, Assignment]:
    """Return every assignment by its key."""
    return {entry.key: entry for entry in assignments()}


def _folder(*more: str) -> Path:
    return content.path("policies", "azure", *more)


def _read(path: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, Any] = yaml.load(path.read_bytes(), loader)  # noqa: S506 - a safe loader
    return found


def _assignment(area: str, entry: Mapping[str, Any]) -> Assignment:
    told, definition = dict(entry), entry["definition"]
    told |= {
        "kind": definition["kind"],
        "definition": definition["id"],
        "version": definition["version"],
        "roles": tuple(Role(role["name"], role["at"]) for role in entry["roles"]),
        "message": told.pop("non_compliance_message"),
        "conflicts": tuple(entry["conflicts"]),
        "source": tuple(entry["source"]),
    }
    return Assignment(area=area, **told)


FIRST = (
    "allowed-locations",
    "allowed-rg-locations",
    "tag-{tag}",
    "storage-https",
    "storage-no-shared-key",
    "subnets-private",
    "nic-no-public-ip",
    "aks-private",
    "aks-local-auth",
    "aks-entra",
    "aks-managed-identity",
    "aks-workload-identity",
    "aks-rbac",
    "aks-policy-addon",
    "aks-version",
    "aks-auto-upgrade",
    "aks-node-upgrade",
    "aks-image-cleaner",
    "aks-host-encryption",
    "aks-cni",
    "aks-command-invoke",
    "aks-logs",
    "pod-security",
    "ingress-https",
    "internal-lb",
    "default-namespace",
    "no-latest-tag",
    "no-naked-pods",
    "acr-admin",
    "acr-anonymous",
    "acr-public",
    "kv-public",
    "kv-purge",
    "kv-rbac",
    "allowed-images",
    "container-limits",
)
"""The order in which these are written; others follow, by file. A new order would be a change in
every customer's repository that means nothing."""
