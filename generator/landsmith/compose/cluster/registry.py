"""The container registry of a landing zone, and who pulls from it and pushes to it."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.cluster.registry import Pusher, Registry
from landsmith.blueprint.offers.regions import REGIONS
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.calls.private_service import named_first, private_inputs
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone

MICROSOFT = "aks-managed-mcr"
PULL_ROLES = {"registry": "AcrPull", "repository": "Container Registry Repository Reader"}
PUSH_ROLES = {"registry": "AcrPush", "repository": "Container Registry Repository Writer"}
"""Roles by the kind of permissions; a registry heeds only those of its own kind (Azure Container
Registry, "Microsoft Entra attribute-based access control for repository permissions")."""

PUSH_ACTIONS = ("content/read", "content/write", "metadata/read", "metadata/write")
"""Data actions of the Repository Writer, after ``registries/repositories/``."""


def calls(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    """Yield the calls that make the registry and let builds push to it."""
    yield _registry(zone, entry)
    if entry.registry.push:
        assignments: dict[str, Value] = {
            name: _push(entry.registry, pusher) for name, pusher in entry.registry.push.items()
        }
        yield ModuleCall("registry_push", "role_assignments", {"assignments": assignments})


def pull_role(entry: ApplicationLandingZone) -> str:
    """Return the role with which nodes pull images (aks:identity-acr-passwordless-pull)."""
    return PULL_ROLES[entry.registry.permissions]


def _registry(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    inputs: dict[str, Value] = {"zone_redundancy_enabled": bool(entry.hub.zones)}
    inputs |= _chosen(entry.registry)
    if cached := _cache(entry):
        inputs["cache_rules"] = cached
    copies = entry.replicas
    if copies:
        inputs["replicas"] = {
            region: {"zone_redundancy_enabled": bool(REGIONS[region].zones)} for region in copies
        }
    inputs |= private_inputs(
        zone, entry, "container_registry", "registry", "privatelink.azurecr.io"
    )
    return ModuleCall("registry", "container_registry", named_first(inputs))


def _chosen(registry: Registry) -> dict[str, Value]:
    """Return the inputs of those choices that differ from the module's defaults."""
    inputs: dict[str, Value] = {}
    if registry.retention_days != Registry.model_fields["retention_days"].default:
        inputs["retention_in_days"] = registry.retention_days
    if registry.quarantine:
        inputs["quarantine_policy_enabled"] = True
    if registry.permissions == "repository":
        inputs["role_assignment_mode"] = "AbacRepositoryPermissions"
    if not registry.trusted_services:
        inputs["network_rule_bypass_option"] = "None"
    return inputs


def _cache(entry: ApplicationLandingZone) -> dict[str, Value]:
    """Return the cache rules; with AKS's own images from the registry, one for all of Microsoft's.

    Source: AKS documentation, "Create a network isolated AKS cluster", a registry of your own.
    """
    rules: dict[str, Value] = {
        name: {"source_repo": rule.source, "target_repo": rule.target}
        for name, rule in entry.registry.cache.items()
    }
    if entry.aks.network.images == "Cache":
        rules[MICROSOFT] = {"source_repo": "mcr.microsoft.com/*", "target_repo": "*"}
    return rules


def _push(registry: Registry, pusher: Pusher) -> dict[str, Value]:
    limited: dict[str, Value] = {}
    if pusher.repositories:
        limited["condition"] = condition(pusher.repositories)
    return {
        "scope": Ref("registry", "id"),
        "role_definition_name": PUSH_ROLES[registry.permissions],
        "principal_id": pusher.object_id,
        "principal_type": pusher.type,
        **limited,
    }


def condition(prefixes: tuple[str, ...]) -> str:
    """Return the condition that limits a role to repositories whose names begin so.

    Source: Azure Container Registry, "Microsoft Entra attribute-based access control for
    repository permissions", scoping by a prefix.
    """
    repositories = "Microsoft.ContainerRegistry/registries/repositories"
    actions = " AND ".join(
        f"!(ActionMatches{{'{repositories}/{action}'}})" for action in PUSH_ACTIONS
    )
    names = " OR ".join(
        f"@Request[{repositories}:name] StringStartsWith '{prefix}'" for prefix in prefixes
    )
    return f"(({actions}) OR ({names}))"
