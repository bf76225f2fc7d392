"""Roots 50-…: one application landing zone each, in the order network, access, cluster, policy."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.calls import parts
from landsmith.calls.model import ModuleCall, Output, Ref, Root, Value
from landsmith.calls.private_endpoint import DNS_ZONES
from landsmith.components.registry import OPERATING
from landsmith.compose.cluster import cluster, ingress, team_access, workload_identities
from landsmith.compose.monitoring import alerts, baseline, metric_alerts
from landsmith.compose.network import spoke
from landsmith.compose.policy import exemptions, initiatives, policies, policy_facts
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone


def root_name(entry: ApplicationLandingZone) -> str:
    """Return the name of a landing zone's root: ``50-shop-prod``."""
    return f"50-{entry.key}"


def root(zone: LandingZone, entry: ApplicationLandingZone) -> Root:
    """Return the root that makes one application landing zone."""
    name = root_name(entry)
    return Root(
        name=name,
        purpose=f"Landing zone {entry.key}: spoke network, private AKS cluster, registry, vault.",
        providers=(
            parts.azurerm(zone, entry.subscription),
            parts.azurerm(zone, zone.subscriptions.connectivity, "connectivity"),
            parts.azuread(zone),
        ),
        backend=parts.backend(zone, name),
        locals=_locals(zone, entry),
        calls=tuple(_calls(zone, entry)),
        outputs=(
            Output("cluster_id", Ref("cluster", "id"), "Id of the AKS cluster."),
            Output(
                "oidc_issuer_url",
                Ref("cluster", "oidc_issuer_url"),
                "Issuer that federated credentials of workloads trust.",
            ),
            Output(
                "registry_login_server",
                Ref("registry", "login_server"),
                "Host name that images are pushed to and pulled from.",
            ),
            Output("vault_uri", Ref("vault", "vault_uri"), "Address of the Key Vault."),
            *ingress.outputs(entry),
            *workload_identities.outputs(entry),
        ),
        after=("10-governance", "30-connectivity"),
    )


def _locals(zone: LandingZone, entry: ApplicationLandingZone) -> dict[str, Value]:
    tags = entry.tags
    return {
        **parts.logging_locals(zone, tags),
        parts.LOCATION.name: entry.region,
        **parts.dns_locals(tags),
        parts.EXCLUDED_NAMESPACES.name: entry.excluded_namespaces,
        DNS_ZONES.name: spoke.dns_zone_ids(zone),
    }


def _calls(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    yield from spoke.calls(zone, entry)
    yield from _groups(zone, entry)
    yield from cluster.calls(zone, entry)
    yield from ingress.calls(zone, entry)
    yield from workload_identities.calls(zone, entry)
    for part in OPERATING:
        if part.applies(entry):
            yield from part.calls(zone, entry)
    yield _access()
    yield from team_access.calls(zone, entry)
    yield _policies(zone, entry)
    yield from exemptions.workload(zone, entry, "policies")
    name = zone.name(f"{entry.key}/consumption_budget_subscription")
    yield parts.budget(zone, name, entry.subscription, entry.budget)
    yield from _cluster_budget(zone, entry)
    yield from metric_alerts.calls(zone, entry)
    yield from alerts.landing_zone(zone, entry)
    yield from baseline.calls(zone, entry.key, entry.subscription, parts.WORKSPACE)


def _cluster_budget(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    """Yield the budget of the cluster's resource group, if it has one."""
    if entry.cluster_budget is not None:
        inputs: dict[str, Value] = {
            "name": zone.name(f"{entry.key}/consumption_budget_resource_group/aks"),
            "resource_group_id": Ref("cluster_resource_group", "id"),
            **parts.amounts(entry.cluster_budget),
            **parts.told(zone),
        }
        yield ModuleCall("cluster_budget", "resource_group_budget", inputs)


def _groups(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    described = {"aks-admins": entry.admins.description, "aks-readers": entry.readers.description}
    groups: dict[str, Value] = {
        key: {"display_name": zone.name(f"{entry.key}/group/{key}"), "description": text}
        for key, text in described.items()
    } | team_access.groups(zone, entry)
    yield ModuleCall("entra_groups", "entra_groups", {"groups": groups})


def _access() -> ModuleCall:
    """Return who may do what in a landing zone: groups only, each on the narrowest scope."""
    cluster, vault = Ref("cluster", "id"), Ref("vault", "id")
    group = Ref("cluster_resource_group", "id")
    grants = {
        "admins-cluster-admin": _grant(cluster, "RBAC Cluster Admin", "aks-admins"),
        "admins-cluster-user": _grant(cluster, "Cluster User Role", "aks-admins"),
        "admins-vault-secrets": _grant(vault, "Key Vault Secrets Officer", "aks-admins"),
        "readers-cluster-reader": _grant(cluster, "RBAC Reader", "aks-readers"),
        "readers-cluster-user": _grant(cluster, "Cluster User Role", "aks-readers"),
        "readers-resource-group": _grant(group, "Reader", "aks-readers"),
    }
    return ModuleCall("cluster_access", "role_assignments", {"assignments": grants})


def _grant(scope: Ref, role: str, group: str) -> dict[str, Value]:
    service = "Azure Kubernetes Service " if scope.call == "cluster" else ""
    return {
        "scope": scope,
        "role_definition_name": f"{service}{role}",
        "principal_id": Ref("entra_groups", "object_ids", (group,)),
    }


def _policies(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    facts = policy_facts.landing_zone_facts(zone, entry)
    assignments: dict[str, Value] = {
        **policies.single_inputs(zone, "workload", facts, entry),
        **initiatives.assignment_inputs(zone, "workload"),
    }
    inputs: dict[str, Value] = {
        "resource_group_id": Ref("cluster_resource_group", "id"),
        "location": parts.LOCATION,
        "assignments": assignments,
    }
    return ModuleCall("policies", "resource_group_policy_assignments", inputs)
