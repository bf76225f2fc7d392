"""The cluster of an application landing zone, and what it needs before and beside it."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.cluster.aks import Freeze, MaintenanceWindow, ServiceMesh
from landsmith.blueprint.operations.monitoring import ContainerInsights
from landsmith.calls import parts, private_service
from landsmith.calls.model import ModuleCall, Ref, Value
from landsmith.calls.parts import CLUSTER_GROUP
from landsmith.calls.private_endpoint import dns_zone_ref
from landsmith.compose.cluster import automatic, encryption, ingress, network, node_pools, registry
from landsmith.compose.monitoring import cluster
from landsmith.compose.network.private_dns import api_zone
from landsmith.compose.network.spoke import join, routed, translated
from landsmith.landing_zone.application import ApplicationLandingZone
from landsmith.landing_zone.landing_zone import LandingZone


def calls(zone: LandingZone, entry: ApplicationLandingZone) -> Iterator[ModuleCall]:
    """Yield the module calls of a cluster: identities and their roles come before it."""
    yield parts.resource_group(
        "cluster_resource_group", zone.name(f"{entry.key}/resource_group/aks")
    )
    yield _identities(zone, entry)
    yield _identity_roles(entry)
    yield from registry.calls(zone, entry)
    yield private_service.vault(zone, entry)
    yield from encryption.calls(zone, entry)
    if entry.aks.mode == "automatic":
        yield automatic.cluster(zone, entry, _before(zone, entry))
    else:
        yield from node_pools.placements(zone, entry)
        yield _cluster(zone, entry)
        yield node_pools.user_pools(entry)
    yield from cluster.calls(zone, entry)


def _identities(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    parts_of = ("control-plane", "kubelet")
    identities: Value = {
        part: {"name": zone.name(f"{entry.key}/user_assigned_identity/{part}")} for part in parts_of
    }
    inputs: dict[str, Value] = {
        "identities": identities,
        "location": parts.LOCATION,
        "resource_group_name": CLUSTER_GROUP,
        "tags": parts.TAGS,
    }
    return ModuleCall("cluster_identities", "user_assigned_identities", inputs)


def _identity_roles(entry: ApplicationLandingZone) -> ModuleCall:
    """Return the roles that the identities need before the cluster is made.

    AKS links the private DNS zone to the spoke itself, which takes Network Contributor on the
    whole network ("Create a private AKS cluster", hub and spoke with custom DNS).
    """
    dns_zone = dns_zone_ref(api_zone(entry))
    grants: dict[str, tuple[Value, str]] = {
        "network": (Ref("spoke_network", "id"), "Network Contributor")
    }
    if routed(entry):
        grants["route-table"] = (Ref("spoke_network", "route_table_id"), "Network Contributor")
    grants["private-dns"] = (dns_zone, "Private DNS Zone Contributor")
    kubelet = Ref("cluster_identities", "ids", ("kubelet",))
    grants["kubelet"] = (kubelet, "Managed Identity Operator")
    assignments: dict[str, Value] = {
        key: _grant(scope, role, "control-plane") for key, (scope, role) in grants.items()
    }
    assignments["pull-images"] = _grant(Ref("registry", "id"), registry.pull_role(entry), "kubelet")
    return ModuleCall("cluster_roles", "role_assignments", {"assignments": assignments})


def _grant(scope: Value, role: str, identity: str) -> dict[str, Value]:
    return {
        "scope": scope,
        "role_definition_name": role,
        "principal_id": Ref("cluster_identities", "principal_ids", (identity,)),
        "principal_type": "ServicePrincipal",
    }


def _cluster(zone: LandingZone, entry: ApplicationLandingZone) -> ModuleCall:
    inputs: dict[str, Value] = {
        "name": zone.name(f"{entry.key}/kubernetes_cluster"),
        "location": parts.LOCATION,
        "resource_group_name": CLUSTER_GROUP,
        "node_resource_group": zone.name(f"{entry.key}/resource_group/nodes"),
        **_version(entry),
        **_cluster_identity(zone),
        **network.inputs(zone, entry),
        **node_pools.cluster_inputs(entry),
        **encryption.cluster_inputs(zone, entry),
        **_maintenance(entry),
        **_features(zone, entry),
        **_monitoring(zone, entry),
        "tags": parts.TAGS,
    }
    return ModuleCall("cluster", "kubernetes_cluster", inputs, depends_on=_before(zone, entry))


def _before(zone: LandingZone, entry: ApplicationLandingZone) -> tuple[str, ...]:
    """Roles, peering, egress and a cache of images come before the first node starts."""
    egress = ("nat_gateway",) if translated(entry) else ()
    cache = ("registry",) if entry.aks.network.images == "Cache" else ()
    return ("cluster_roles", join(zone), "dns_links", *egress, *cache, *encryption.before(entry))


def _version(entry: ApplicationLandingZone) -> dict[str, Value]:
    """Return tier, version and channels; stable and rapid choose the minor version themselves."""
    aks = entry.aks
    return {
        "kubernetes_version": aks.kubernetes_version if aks.keeps_minor_version else None,
        "sku_tier": aks.sku_tier,
        "automatic_upgrade_channel": aks.upgrades.cluster,
        "node_os_upgrade_channel": aks.upgrades.nodes,
    }


def _cluster_identity(zone: LandingZone) -> dict[str, Value]:
    kubelet: Value = {
        "id": Ref("cluster_identities", "ids", ("kubelet",)),
        "client_id": Ref("cluster_identities", "client_ids", ("kubelet",)),
        "object_id": Ref("cluster_identities", "principal_ids", ("kubelet",)),
    }
    return {
        "tenant_id": zone.tenant_id,
        "admin_group_object_ids": [Ref("entra_groups", "object_ids", ("aks-admins",))],
        "control_plane_identity_id": Ref("cluster_identities", "ids", ("control-plane",)),
        "kubelet_identity": kubelet,
    }


def _maintenance(entry: ApplicationLandingZone) -> dict[str, Value]:
    maintenance = entry.aks.maintenance
    return {
        "maintenance_window_auto_upgrade": _window(maintenance.cluster),
        "maintenance_window_node_os": _window(maintenance.nodes),
        **(
            {"maintenance_freezes": list(map(_freeze, maintenance.freezes))}
            if maintenance.freezes
            else {}
        ),
    }


def _window(window: MaintenanceWindow) -> dict[str, Value]:
    return {
        "day_of_week": window.day,
        "start_time": window.start,
        "duration": window.hours,
        "utc_offset": window.utc_offset,
    }


def _freeze(freeze: Freeze) -> dict[str, Value]:
    # AKS keeps whole days, and the provider reads any other time of day back as midnight.
    return {"start": f"{freeze.start}T00:00:00Z", "end": f"{freeze.end}T00:00:00Z"}


def _features(zone: LandingZone, entry: ApplicationLandingZone) -> dict[str, Value]:
    aks = entry.aks
    add_ons: dict[str, Value] = {
        "keda": aks.keda,
        "vertical_pod_autoscaler": aks.vertical_pod_autoscaler,
        "defender": aks.defender,
        "secret_rotation_interval": aks.secret_rotation,
    }
    if aks.virtual_nodes:
        add_ons["virtual_node_subnet"] = {
            "id": Ref("spoke_network", "subnet_ids", ("virtual-nodes",)),
            "name": zone.name(f"{entry.key}/subnet/virtual-nodes"),
        }
    inputs: dict[str, Value] = {
        "add_ons": add_ons,
        "storage_drivers": aks.storage.model_dump(),
        "ingress": ingress.add_on(entry),
        "run_command_enabled": aks.run_command,
        "image_cleaner_interval_hours": aks.image_cleaner_hours,
        "cost_analysis_enabled": aks.sku_tier != "Free",
    }
    return inputs | ({"service_mesh": _mesh(aks.mesh)} if aks.mesh else {})


def _mesh(mesh: ServiceMesh) -> dict[str, Value]:
    inputs: dict[str, Value] = {
        "revisions": mesh.revisions,
        "internal_gateway": mesh.internal_gateway,
    }
    if mesh.authority:
        inputs["certificate_authority"] = {
            "key_vault_id": Ref("vault", "id"),
            "root_cert_object_name": mesh.authority.root_certificate,
            "cert_chain_object_name": mesh.authority.chain,
            "cert_object_name": mesh.authority.certificate,
            "key_object_name": mesh.authority.key,
        }
    return inputs


def _insights(entry: ApplicationLandingZone) -> dict[str, Value]:
    """Return what Container insights collects, where it is not what the module collects anyway."""
    chosen = entry.observability.container_insights
    if chosen == ContainerInsights():
        return {}
    described: dict[str, Value] = {
        "streams": chosen.streams,
        "interval": f"{chosen.interval_minutes}m",
        "namespace_filtering": chosen.namespace_filtering,
    }
    named: dict[str, Value] = {"namespaces": chosen.namespaces} if chosen.namespaces else {}
    return {"container_insights": described | named}


def _monitoring(zone: LandingZone, entry: ApplicationLandingZone) -> dict[str, Value]:
    rule = zone.name(f"{entry.key}/monitor_data_collection_rule/insights")
    return {
        "data_collection_rule_name": rule,
        **parts.away(zone, entry, "data_collection_rule_location"),
        **_insights(entry),
        "log_analytics_workspace_id": parts.WORKSPACE,
    }
