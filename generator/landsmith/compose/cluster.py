"""The cluster of an application landing zone, and what it needs before and beside it."""

from __future__ import annotations

from collections.abc import Iterator

from landsmith.blueprint.aks import Aks, MaintenanceWindow, SystemPool, UserPool
from landsmith.blueprint.landing_zone import LandingZoneEntry
from landsmith.compose import ids, parts
from landsmith.compose.model import ModuleCall, Ref, Value
from landsmith.compose.spoke import dns_zone_ref, join, routed
from landsmith.resolve.hubs import hub_of, region_of
from landsmith.resolve.landing_zone import LandingZone
from landsmith.resolve.naming import stable_hash

GROUP = Ref("cluster_resource_group", "name")


def calls(zone: LandingZone, entry: LandingZoneEntry) -> Iterator[ModuleCall]:
    """Yield the module calls of a cluster: identities and their roles come before it."""
    yield parts.resource_group(
        "cluster_resource_group", zone.name(f"{entry.key}/resource_group/aks")
    )
    yield _identities(zone, entry)
    yield _identity_roles(zone, entry)
    yield _registry(zone, entry)
    yield _vault(zone, entry)
    yield _cluster(zone, entry)
    yield _metrics(zone, entry)


def _identities(zone: LandingZone, entry: LandingZoneEntry) -> ModuleCall:
    parts_of = ("control-plane", "kubelet")
    identities: Value = {
        part: {"name": zone.name(f"{entry.key}/user_assigned_identity/{part}")} for part in parts_of
    }
    inputs: dict[str, Value] = {
        "identities": identities,
        "location": parts.LOCATION,
        "resource_group_name": GROUP,
        "tags": parts.TAGS,
    }
    return ModuleCall("cluster_identities", "user_assigned_identities", inputs)


def _identity_roles(zone: LandingZone, entry: LandingZoneEntry) -> ModuleCall:
    """Return the roles that the identities need before the cluster is made (catalogue K1).

    AKS links the private DNS zone to the spoke itself, which takes Network Contributor on the
    whole network ("Create a private AKS cluster", hub and spoke with custom DNS).
    """
    dns_zone = dns_zone_ref(f"privatelink.{region_of(zone.file, entry)}.azmk8s.io")
    grants: dict[str, tuple[Value, str]] = {
        "network": (Ref("spoke_network", "id"), "Network Contributor")
    }
    if routed(zone):
        grants["route-table"] = (Ref("spoke_network", "route_table_id"), "Network Contributor")
    grants["private-dns"] = (dns_zone, "Private DNS Zone Contributor")
    kubelet = Ref("cluster_identities", "ids", ("kubelet",))
    grants["kubelet"] = (kubelet, "Managed Identity Operator")
    assignments: dict[str, Value] = {
        key: _grant(scope, role, "control-plane") for key, (scope, role) in grants.items()
    }
    assignments["pull-images"] = _grant(Ref("registry", "id"), "AcrPull", "kubelet")
    return ModuleCall("cluster_roles", "role_assignments", {"assignments": assignments})


def _grant(scope: Value, role: str, identity: str) -> dict[str, Value]:
    return {
        "scope": scope,
        "role_definition_name": role,
        "principal_id": Ref("cluster_identities", "principal_ids", (identity,)),
        "principal_type": "ServicePrincipal",
    }


def _registry(zone: LandingZone, entry: LandingZoneEntry) -> ModuleCall:
    inputs = _private(zone, entry, "container_registry", "registry", "privatelink.azurecr.io")
    redundant = bool(hub_of(zone.file, entry).zones)
    inputs = {"zone_redundancy_enabled": redundant, **inputs}
    return ModuleCall("registry", "container_registry", _named_first(inputs))


def _vault(zone: LandingZone, entry: LandingZoneEntry) -> ModuleCall:
    inputs = _private(zone, entry, "key_vault", "vault", "privatelink.vaultcore.azure.net")
    inputs = {"tenant_id": zone.file.tenant_id, **inputs}
    return ModuleCall("vault", "key_vault", _named_first(inputs))


def _named_first(inputs: dict[str, Value]) -> dict[str, Value]:
    first = ("name", "location", "resource_group_name")
    return {key: inputs[key] for key in first} | inputs


def _private(
    zone: LandingZone, entry: LandingZoneEntry, type_: str, part: str, dns_zone: str
) -> dict[str, Value]:
    """Return the inputs of a service that is reached through a private endpoint only."""
    endpoint: Value = {
        "name": zone.name(f"{entry.key}/private_endpoint/{part}"),
        "network_interface_name": zone.name(f"{entry.key}/network_interface/{part}"),
        "subnet_id": Ref("spoke_network", "subnet_ids", ("private-endpoints",)),
        "private_dns_zone_id": dns_zone_ref(dns_zone),
    }
    return {
        "name": zone.name(f"{entry.key}/{type_}"),
        "location": parts.LOCATION,
        "resource_group_name": GROUP,
        "private_endpoint": endpoint,
        "log_analytics_workspace_id": parts.WORKSPACE,
        "tags": parts.TAGS,
    }


def _cluster(zone: LandingZone, entry: LandingZoneEntry) -> ModuleCall:
    inputs = {
        "name": zone.name(f"{entry.key}/kubernetes_cluster"),
        "location": parts.LOCATION,
        "resource_group_name": GROUP,
        "node_resource_group": zone.name(f"{entry.key}/resource_group/nodes"),
        "dns_prefix": zone.name(f"{entry.key}/kubernetes_cluster"),
        "kubernetes_version": entry.aks.kubernetes_version,
        "sku_tier": entry.aks.sku_tier,
        **_cluster_identity(zone),
        **_cluster_network(zone, entry),
        **_pools(hub_of(zone.file, entry).zones, entry.aks),
        **_operation(zone, entry),
        "tags": parts.TAGS,
    }
    return ModuleCall("cluster", "kubernetes_cluster", inputs, depends_on=_before(zone))


def _before(zone: LandingZone) -> tuple[str, ...]:
    """Roles, peering and egress have to be there before the first node starts."""
    egress = ("nat_gateway",) if zone.file.network.egress == "nat_gateway" else ()
    return ("cluster_roles", join(zone), "dns_links", *egress)


def _cluster_identity(zone: LandingZone) -> dict[str, Value]:
    kubelet: Value = {
        "id": Ref("cluster_identities", "ids", ("kubelet",)),
        "client_id": Ref("cluster_identities", "client_ids", ("kubelet",)),
        "object_id": Ref("cluster_identities", "principal_ids", ("kubelet",)),
    }
    return {
        "tenant_id": zone.file.tenant_id,
        "admin_group_object_ids": [Ref("entra_groups", "object_ids", ("aks-admins",))],
        "control_plane_identity_id": Ref("cluster_identities", "ids", ("control-plane",)),
        "kubelet_identity": kubelet,
    }


def _outbound_type(zone: LandingZone) -> str:
    """Return how nodes leave; a virtual hub sends the route itself, and AKS asks for no table."""
    if zone.file.network.egress == "nat_gateway":
        return "userAssignedNATGateway"
    return "userDefinedRouting" if routed(zone) else "none"


def _cluster_network(zone: LandingZone, entry: LandingZoneEntry) -> dict[str, Value]:
    network = entry.aks.network
    overlay = network.pod_mode == "overlay"
    inner: dict[str, Value] = {"pod_cidr": str(network.pod_cidr)} if overlay else {}
    inner |= {
        "service_cidr": str(network.service_cidr),
        "dns_service_ip": str(network.service_cidr.network_address + 10),
        "outbound_type": _outbound_type(zone),
    }
    subnets: dict[str, Value] = {"node_subnet_id": Ref("spoke_network", "subnet_ids", ("nodes",))}
    if not overlay:
        subnets["pod_subnet_id"] = Ref("spoke_network", "subnet_ids", ("pods",))
    dns_zone = f"privatelink.{region_of(zone.file, entry)}.azmk8s.io"
    return {
        "private_dns_zone_id": dns_zone_ref(dns_zone),
        **subnets,
        "network": inner,
    }


def _pools(available: tuple[str, ...], aks: Aks) -> dict[str, Value]:
    system = {
        "name": "system",
        **_pool(available, aks.system_pool),
        "temporary_name": _temporary("system"),
    }
    users: Value = {
        name: {
            **_pool(available, pool),
            "temporary_name": _temporary(name),
            **({"labels": dict(pool.labels)} if pool.labels else {}),
            **({"taints": pool.taints} if pool.taints else {}),
        }
        for name, pool in aks.user_pools.items()
    }
    return {"system_pool": system, "user_pools": users}


def _temporary(pool: str) -> str:
    """Return a pool's name while its nodes are replaced: unique, at most 12 characters."""
    return f"t{pool[:6]}{stable_hash(pool)}"


def _pool(available: tuple[str, ...], pool: SystemPool | UserPool) -> dict[str, Value]:
    zones = available if pool.zones is None else pool.zones
    return {
        "vm_size": pool.vm_size,
        "zones": zones,
        "min_count": pool.min_count,
        "max_count": pool.max_count,
        "max_pods": pool.max_pods,
        "max_surge": pool.max_surge,
        "os_sku": pool.os_sku,
        "os_disk_type": pool.os_disk_type,
        **({"os_disk_size_gb": pool.os_disk_size_gb} if pool.os_disk_size_gb else {}),
        "host_encryption_enabled": pool.host_encryption,
    }


def _operation(zone: LandingZone, entry: LandingZoneEntry) -> dict[str, Value]:
    aks = entry.aks
    scaler: Value = {
        "keda_enabled": aks.keda,
        "vertical_pod_autoscaler_enabled": aks.vertical_pod_autoscaler,
    }
    return {
        "maintenance_window_auto_upgrade": _window(aks.maintenance.cluster),
        "maintenance_window_node_os": _window(aks.maintenance.nodes),
        "ingress": aks.ingress,
        "run_command_enabled": aks.run_command,
        "advanced_networking": True,
        "cost_analysis_enabled": aks.sku_tier != "Free",
        "workload_autoscaler": scaler,
        "data_collection_rule_name": zone.name(
            f"{entry.key}/monitor_data_collection_rule/insights"
        ),
        **_away(zone, entry, "data_collection_rule_location"),
        "log_analytics_workspace_id": parts.WORKSPACE,
    }


def _away(zone: LandingZone, entry: LandingZoneEntry, key: str) -> dict[str, Value]:
    """Return the workspaces' region for a cluster of another: what sends to them has to be there.

    Source: "Data collection rules in Azure Monitor", "Azure Monitor workspace", regions.
    """
    return {key: zone.file.region} if entry.region == "secondary" else {}


def _window(window: MaintenanceWindow) -> dict[str, Value]:
    return {
        "day_of_week": window.day,
        "start_time": window.start,
        "duration": window.hours,
        "utc_offset": window.utc_offset,
    }


def _metrics(zone: LandingZone, entry: LandingZoneEntry) -> ModuleCall:
    inputs: dict[str, Value] = {
        "cluster_id": Ref("cluster", "id"),
        "cluster_name": Ref("cluster", "name"),
        "location": parts.LOCATION,
        **_away(zone, entry, "location"),
        "resource_group_name": GROUP,
        "monitor_workspace_id": ids.monitor_workspace(zone),
        "data_collection_endpoint_name": zone.name(f"{entry.key}/monitor_data_collection_endpoint"),
        "data_collection_rule_name": zone.name(f"{entry.key}/monitor_data_collection_rule/metrics"),
        "alert_rule_group_name": zone.name(f"{entry.key}/monitor_alert_prometheus_rule_group"),
        "action_group_id": ids.action_group(zone),
        "tags": parts.TAGS,
    }
    return ModuleCall("managed_prometheus", "managed_prometheus", inputs)
