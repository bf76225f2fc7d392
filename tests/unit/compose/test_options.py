"""Each option changes exactly these module calls and inputs, and no others."""

# ruff: noqa: E501 - a table is easier to read with one input on a line

from __future__ import annotations

from typing import Any, TypeVar, cast

import pytest

from composed import GONE, calls, difference, flat
from landsmith.calls.model import Local, Ref
from landsmith.compose.roots import compose
from strategies import DEVOPS, changed, entry, site, small, uuid, with_all, zone

T = TypeVar("T")

EQUIVALENT = {"kind": "equivalent", "description": "SD-WAN", "reason": "A contract until 2029."}
PODS = Ref("spoke_network", "subnet_ids", ("pods",))
CONTROL_PLANE = Ref("cluster_identities", "principal_ids", ("control-plane",))


SHOP = "50-shop-prod"
HUB = "30-connectivity/hub_network"
VPN = "30-connectivity/vpn_gateway"

CASES: dict[str, tuple[list[tuple[str, Any]], dict[str, Any]]] = {
    "hybrid: equivalent": (
        [("network.hybrid", EQUIVALENT)],
        {
            VPN: GONE,
            **{f"10-governance/pipeline_roles.definitions.pipeline/plan.{key}": GONE for key in ("name", "description", "actions")},
            **{f"10-governance/role_assignments.assignments.plan-own.{key}": GONE for key in ("scope", "role_definition_name", "principal_id", "principal_type")},
            f"{HUB}.subnets.GatewaySubnet.name": GONE,
            f"{HUB}.subnets.GatewaySubnet.address_prefix": GONE,
            f"{HUB}.subnets.GatewaySubnet.default_outbound_access": GONE,
            f"{HUB}.subnets.shared.address_prefix": "10.64.0.0/26",
            f"{SHOP}/hub_peering.use_hub_gateway": False,
        },
    ),
    "hybrid: BGP instead of static routes": (
        [("network.hybrid.sites.0.bgp", {"asn": 65010, "peering_address": "10.0.0.1"})],
        {
            f"{VPN}.connections.berlin.bgp.asn": 65010,
            f"{VPN}.connections.berlin.bgp.peering_address": "10.0.0.1",
        },
    ),
    "hybrid: one gateway instance": (
        [("network.hybrid.active_active", False)],
        {f"{VPN}.active_active": False, f"{VPN}.public_ip_names": ["pip-hub-vpn-1-prod-we-001"]},
    ),
    "hybrid: size and number of the gateway": (
        [("network.hybrid.sku", "VpnGw2AZ"), ("network.hybrid.asn", 65001)],
        {f"{VPN}.sku": "VpnGw2AZ", f"{VPN}.bgp_asn": 65001},
    ),
    "hybrid: a second site": (
        [("network.hybrid.sites.1", site("rome", "10.0.128.0/18", "10.0.192.0/18") | {"gateway_address": "203.0.113.11"})],
        {
            f"{VPN}.connections.rome.name": "con-hub-rome-prod-we-001",
            f"{VPN}.connections.rome.local_network_gateway_name": "lgw-hub-rome-prod-we-001",
            f"{VPN}.connections.rome.gateway_address": "203.0.113.11",
            f"{VPN}.connections.rome.address_space": ["10.0.128.0/18", "10.0.192.0/18"],
        },
    ),
    "egress: firewall": (
        [("network.egress", "firewall_basic")],
        {
            "30-connectivity/firewall": "new",
            "30-connectivity/gateway_routes": "new",
            f"{HUB}.subnets.GatewaySubnet.route_table_id": Ref("gateway_routes", "id"),
            f"{SHOP}/nat_gateway": GONE,
            f"{HUB}.subnets.AzureFirewallSubnet.name": "AzureFirewallSubnet",
            f"{HUB}.subnets.AzureFirewallSubnet.address_prefix": "10.64.0.0/26",
            f"{HUB}.subnets.AzureFirewallSubnet.default_outbound_access": True,
            f"{HUB}.subnets.AzureFirewallManagementSubnet.name": "AzureFirewallManagementSubnet",
            f"{HUB}.subnets.AzureFirewallManagementSubnet.address_prefix": "10.64.0.64/26",
            f"{HUB}.subnets.AzureFirewallManagementSubnet.default_outbound_access": True,
            f"{HUB}.subnets.GatewaySubnet.address_prefix": "10.64.0.128/26",
            f"{HUB}.subnets.shared.address_prefix": "10.64.0.192/26",
            f"{SHOP}/spoke_network.subnets.nodes.routed": True,
            f"{SHOP}/spoke_network.subnets.private-endpoints.routed": True,
            f"{SHOP}/spoke_network.subnets.ingress.routed": True,
            f"{SHOP}/spoke_network.route_table.bgp_route_propagation_enabled": False,
            f"{SHOP}/spoke_network.route_table.name": "rt-shop-prod-we-001",
            f"{SHOP}/spoke_network.route_table.routes.default.address_prefix": "0.0.0.0/0",
            f"{SHOP}/spoke_network.route_table.routes.default.next_hop_type": "VirtualAppliance",
            f"{SHOP}/spoke_network.route_table.routes.default.next_hop_in_ip_address": "10.64.0.4",
            f"{SHOP}/cluster_roles.assignments.route-table.scope": Ref("spoke_network", "route_table_id"),
            f"{SHOP}/cluster_roles.assignments.route-table.role_definition_name": "Network Contributor",
            f"{SHOP}/cluster_roles.assignments.route-table.principal_id": CONTROL_PLANE,
            f"{SHOP}/cluster_roles.assignments.route-table.principal_type": "ServicePrincipal",
            f"{SHOP}/cluster.network.outbound_type": "userDefinedRouting",
        },
    ),
    "pods: addresses of the spoke": (
        [("landing_zones.0.aks.network.pod_mode", "pod_subnet")],
        {
            f"{SHOP}/spoke_network.address_space": ["10.64.16.0/20"],
            f"{SHOP}/spoke_network.subnets.pods.name": "snet-shop-pods-prod-we-001",
            f"{SHOP}/spoke_network.subnets.pods.address_prefix": "10.64.16.0/21",
            f"{SHOP}/spoke_network.subnets.pods.network_security_group_name": "nsg-shop-pods-prod-we-001",
            f"{SHOP}/spoke_network.subnets.pods.delegation": "Microsoft.ContainerService/managedClusters",
            f"{SHOP}/spoke_network.subnets.nodes.address_prefix": "10.64.24.0/27",
            f"{SHOP}/spoke_network.subnets.private-endpoints.address_prefix": "10.64.24.32/27",
            f"{SHOP}/spoke_network.subnets.ingress.address_prefix": "10.64.24.64/27",
            f"{SHOP}/nat_gateway.subnet_ids.pods": PODS,
            f"{SHOP}/cluster.network.pod_mode": "pod_subnet",
            f"{SHOP}/cluster.network.pod_cidr": GONE,
            f"{SHOP}/cluster.system_pool.pod_subnet_id": PODS,
            f"{SHOP}/node_pools.pools.user.pod_subnet_id": PODS,
        },
    ),
    "pods and services: ranges": (
        [("landing_zones.0.aks.network", {"pod_cidr": "10.244.0.0/16", "service_cidr": "172.21.0.0/20"})],
        {
            f"{SHOP}/cluster.network.pod_cidr": "10.244.0.0/16",
            f"{SHOP}/cluster.network.service_cidr": "172.21.0.0/20",
            f"{SHOP}/cluster.network.dns_service_ip": "172.21.0.10",
        },
    ),
    "parent management group": (
        [("management_groups.parent", "contoso-root")],
        {"10-governance/management_groups.parent_management_group_id": "/providers/Microsoft.Management/managementGroups/contoso-root"},
    ),
    "allowed regions": (
        [("policy.allowed_regions", ["westeurope", "northeurope"])],
        {
            "10-governance/platform_policies.assignments.allowed-locations.list_parameters.listOfAllowedLocations": ["westeurope", "northeurope"],
            "10-governance/platform_policies.assignments.allowed-rg-locations.list_parameters.listOfAllowedLocations": ["westeurope", "northeurope"],
        },
    ),
    "excluded namespaces": (
        [("policy.excluded_namespaces", ["flux-system"])],
        {f"{SHOP}/local.excluded_namespaces": ["app-routing-system", "kube-system", "gatekeeper-system", "azure-arc", "azure-extensions-usage-system", "flux-system"]},
    ),
    "DNS servers": (
        [("network.dns_servers", ["10.64.0.4", "10.64.0.5"])],
        {f"{HUB}.dns_servers": ["10.64.0.4", "10.64.0.5"], f"{SHOP}/spoke_network.dns_servers": ["10.64.0.4", "10.64.0.5"]},
    ),
    "size of the hub": (
        [("network.hub.prefix_length", 22)],
        {
            f"{HUB}.address_space": ["10.64.0.0/22"],
            f"{SHOP}/spoke_network.address_space": ["10.64.4.0/24"],
            f"{SHOP}/spoke_network.subnets.nodes.address_prefix": "10.64.4.0/27",
            f"{SHOP}/spoke_network.subnets.private-endpoints.address_prefix": "10.64.4.32/27",
            f"{SHOP}/spoke_network.subnets.ingress.address_prefix": "10.64.4.64/27",
        },
    ),
    "log retention": ([("monitoring.retention_days", 365)], {"20-management/log_analytics.retention_in_days": 365}),
    "state storage": (
        [("state", {"replication": "GZRS", "allowed_ip_addresses": ["203.0.113.20"]})],
        {
            "00-state/state_storage.replication_type": "GZRS",
            "00-state/state_storage.allow_public_network": False,
            "00-state/state_storage.allowed_ip_addresses": ["203.0.113.20"],
        },
    ),
    "cluster add-ons": (
        [("landing_zones.0.ingress", {"kind": "app_routing_internal"}), ("landing_zones.0.aks", {"run_command": True, "keda": True, "vertical_pod_autoscaler": True, "kubernetes_version": "1.34"})],
        {
            f"{SHOP}/cluster.ingress": "app_routing_internal",
            f"{SHOP}/cluster.run_command_enabled": True,
            f"{SHOP}/cluster.add_ons.keda": True,
            f"{SHOP}/cluster.add_ons.vertical_pod_autoscaler": True,
            f"{SHOP}/cluster.kubernetes_version": "1.34",
        },
    ),
    "cluster tier": (
        [("landing_zones.0.aks.sku_tier", "Free")],
        {f"{SHOP}/cluster.sku_tier": "Free", f"{SHOP}/cluster.cost_analysis_enabled": False},
    ),
    "a pool's labels, taints, disk and zones": (
        [("landing_zones.0.aks.user_pools.user", {"labels": {"a": "b"}, "taints": ["a=b:NoSchedule"], "os_disk_size_gb": 100, "zones": ["1"]})],
        {
            f"{SHOP}/node_pools.pools.user.labels.a": "b",
            f"{SHOP}/node_pools.pools.user.taints": ["a=b:NoSchedule"],
            f"{SHOP}/node_pools.pools.user.os_disk_size_gb": 100,
            f"{SHOP}/node_pools.pools.user.zones": ["1"],
        },
    ),
    "maintenance": (
        [("landing_zones.0.aks.maintenance.nodes", {"day": "Monday", "start": "22:30", "hours": 8, "utc_offset": "-05:00"})],
        {
            f"{SHOP}/cluster.maintenance_window_node_os.day_of_week": "Monday",
            f"{SHOP}/cluster.maintenance_window_node_os.start_time": "22:30",
            f"{SHOP}/cluster.maintenance_window_node_os.duration": 8,
            f"{SHOP}/cluster.maintenance_window_node_os.utc_offset": "-05:00",
        },
    ),
    "descriptions of groups": (
        [("landing_zones.0.admins", {"description": "Shop SRE"}), ("identity.groups.auditors", {"description": "Audit"})],
        {
            "10-governance/entra_groups.groups.auditors.description": "Audit",
            f"{SHOP}/entra_groups.groups.aks-admins.description": "Shop SRE",
        },
    ),
    "pipeline: another repository": (
        [("identity.pipeline.repository", "azure"), ("identity.pipeline.owner_id", 7), ("identity.pipeline.repository_id", 8)],
        {f"10-governance/pipeline_identities.identities.{stage}.federated_credentials.pipeline.subject": f"repo:contoso@7/azure@8:environment:{stage}" for stage in ("plan", "apply")}
        | {f"{SHOP}/managed_prometheus.runbook_url_prefix": "https://github.com/contoso/azure/blob/main/docs/runbooks.md#"},
    ),
    "pipeline: an older repository": (
        [("identity.pipeline", {"kind": "github", "organization": "contoso", "repository": "landing-zone", "subjects": "names"})],
        {f"10-governance/pipeline_identities.identities.{stage}.federated_credentials.pipeline.subject": f"repo:contoso/landing-zone:environment:{stage}" for stage in ("plan", "apply")},
    ),
    "pipeline: Azure DevOps": (
        [("identity.pipeline", DEVOPS)],
        {
            f"10-governance/pipeline_identities.identities.{stage}.federated_credentials.pipeline.{key}": value
            for stage in ("plan", "apply")
            for key, value in {
                "name": f"azure-devops-{stage}",
                "issuer": f"https://login.microsoftonline.com/{uuid(1)}/v2.0",
                "subject": DEVOPS[f"{stage}_subject"],
            }.items()
        }
        | {f"{SHOP}/managed_prometheus.runbook_url_prefix": "https://dev.azure.com/contoso/Landing%20Zone/_git/Landing%20Zone?path=/docs/runbooks.md&_a=preview&anchor="},
    ),
    "pipeline: older connections": (
        [("identity.pipeline", {"kind": "azure_devops", "organization": "contoso", "subjects": "names", "organization_id": uuid(9), "project": "Landing Zone"})],
        {
            f"10-governance/pipeline_identities.identities.{stage}.federated_credentials.pipeline.{key}": value
            for stage in ("plan", "apply")
            for key, value in {
                "name": f"azure-devops-{stage}",
                "issuer": f"https://vstoken.dev.azure.com/{uuid(9)}",
                "subject": f"sc://contoso/Landing Zone/landing-zone-{stage}",
            }.items()
        }
        | {f"{SHOP}/managed_prometheus.runbook_url_prefix": "https://dev.azure.com/contoso/Landing%20Zone/_git/Landing%20Zone?path=/docs/runbooks.md&_a=preview&anchor="},
    ),
    "a second contact": (
        [("monitoring.contacts.1", {"name": "duty", "email": "duty@contoso.example"})],
        {
            "20-management/action_group.email_receivers.duty": "duty@contoso.example",
            **{f"{root}/budget.contact_emails": ["platform@contoso.example", "duty@contoso.example"] for root in ("20-management", "30-connectivity", SHOP)},
        },
    ),
    "a landing zone's own tags": (
        [("landing_zones.0.owner", "Team Shop"), ("landing_zones.0.data_classification", "restricted")],
        {f"{SHOP}/local.tags.owner": "Team Shop", f"{SHOP}/local.tags.dataClassification": "restricted"},
    ),
    "a landing zone's budget": (
        [("landing_zones.0.budget", {"amount": 9, "start": "2030-12"})],
        {f"{SHOP}/budget.amount": 9, f"{SHOP}/budget.start_date": "2030-12-01T00:00:00Z"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("option", CASES)
def test_an_option_changes_this_and_nothing_else(option: str) -> None:
    changes, expected = CASES[option]
    found = difference(flat(small()), flat(with_all(*changes)))
    found.pop(f"{SHOP}/cluster.depends_on", None)
    assert found == expected


def test_a_further_tag_is_on_every_root() -> None:
    found = difference(flat(small()), flat(changed("tags.extra", {"unit": "Retail"})))
    roots = [root.name for root in compose(zone(small()))]
    assert found == {f"{root}/local.tags.unit": "Retail" for root in roots}


def test_the_effect_deny_enforces_what_can_be_enforced() -> None:
    found = difference(flat(small()), flat(changed("policy.effect", "deny")))
    assert calls(found) == {
        "10-governance/platform_policies",
        "10-governance/landing_zone_policies",
        f"{SHOP}/policies",
    }
    effects = {path for path in found if path.endswith(".parameters.effect")}
    assert {found[path] for path in effects} == {"Deny"}
    assert {path.split(".")[-1] for path in found.keys() - effects} == {"enforce"}
    assert {found[path] for path in found.keys() - effects} == {GONE}
    assert {path.split(".")[2] for path in found if path.startswith(SHOP)} == {
        "acr-admin", "acr-anonymous", "acr-public", "aks-host-encryption", "aks-local-auth",
        "aks-private", "allowed-images", "container-limits", "default-namespace", "ingress-https",
        "internal-lb", "kv-public", "kv-purge", "kv-rbac", "pod-security",
    }  # fmt: skip


def test_what_has_no_deny_stays_an_audit() -> None:
    before, after = flat(small()), flat(changed("policy.effect", "deny"))
    for name in ("aks-entra", "aks-version", "aks-logs", "no-naked-pods"):
        path = f"{SHOP}/policies.assignments.{name}.parameters.effect"
        assert before[path] == after[path]


def test_one_platform_subscription_has_one_budget() -> None:
    found = difference(flat(small()), flat(changed("subscriptions.connectivity", uuid(2))))
    assert found["30-connectivity/budget"] == GONE
    assert found[f"10-governance/management_groups.subscriptions.{uuid(3)}"] == GONE
    assert found["30-connectivity/provider azurerm.subscription_id"] == uuid(2)
    assert found[f"{SHOP}/provider azurerm.connectivity.subscription_id"] == uuid(2)
    hub = "/resourceGroups/rg-hub-prod-we-001/providers/Microsoft.Network/virtualNetworks/vnet-hub-prod-we-001"
    assert found[f"{SHOP}/hub_peering.hub.virtual_network_id"] == f"/subscriptions/{uuid(2)}{hub}"
    scope = "10-governance/role_assignments.assignments.network-admins-network-contributor.scope"
    assert found[scope] == f"/subscriptions/{uuid(2)}"


def test_a_landing_zone_in_a_platform_subscription_is_placed_with_the_platform() -> None:
    file = changed("landing_zones.0.subscription", uuid(2))
    found = difference(flat(small()), flat(file))
    placement = "10-governance/management_groups.subscriptions"
    assert found[f"{placement}.{uuid(4)}"] == GONE
    assert flat(file)[f"{placement}.{uuid(2)}"] == "mg-cts-platform"
    assert found[f"{SHOP}/provider azurerm.subscription_id"] == uuid(2)
    assert found[f"{SHOP}/budget.subscription_id"] == uuid(2)


def test_a_second_landing_zone_changes_only_where_subscriptions_are_placed() -> None:
    found = difference(flat(small()), flat(changed("landing_zones.1", entry("pay", 5))))
    old = {path: value for path, value in found.items() if not path.startswith("50-pay-prod/")}
    assert old == {
        f"10-governance/management_groups.subscriptions.{uuid(5)}": "mg-cts-landingzones"
    }
    new = {path for path in found if path.startswith("50-pay-prod/")}
    assert {found[path] for path in new} == {"new"}
    own = {call.split("/")[1] for call in calls(flat(small())) if call.startswith(SHOP)}
    assert {path.split("/")[1] for path in new} == own


def test_behind_a_firewall_a_second_landing_zone_may_leave_through_it() -> None:
    one = changed("network.egress", "firewall_basic")
    two = changed("landing_zones.1", entry("pay", 5), one)
    found = difference(flat(one), flat(two))
    sources = "30-connectivity/firewall.source_address_prefixes"
    assert found[sources] == ["10.64.2.0/24", "10.64.3.0/24"]


def test_a_region_without_zones_has_none_anywhere() -> None:
    zoned = flat(changed("state.replication", "GRS"))
    without = flat(with_all(("region", "ukwest"), ("state.replication", "GRS")))
    renamed = {_in_westeurope(path): _in_westeurope(value) for path, value in without.items()}
    assert difference(zoned, renamed) == {
        f"{VPN}.zones": [],
        f"{SHOP}/nat_gateway.zones": [],
        f"{SHOP}/registry.zone_redundancy_enabled": False,
        f"{SHOP}/cluster.system_pool.zones": [],
        f"{SHOP}/node_pools.pools.user.zones": [],
    }


def test_a_firewall_in_a_region_without_zones_has_none() -> None:
    file = with_all(
        ("region", "ukwest"), ("state.replication", "GRS"), ("network.egress", "firewall_basic")
    )
    assert flat(file)["30-connectivity/firewall.zones"] == []
    assert flat(changed("network.egress", "firewall_basic"))["30-connectivity/firewall.zones"] == ["1", "2", "3"]  # fmt: skip


def _in_westeurope(value: T) -> T:
    """Return a value as it would be in West Europe, where only its names differ."""
    moved: object = value
    if isinstance(value, str):
        moved = value.replace("ukwest", "westeurope").replace("ukw", "we")
    elif isinstance(value, list):
        moved = [_in_westeurope(item) for item in value]
    elif isinstance(value, Local):
        moved = Local(value.name, tuple(_in_westeurope(step) for step in value.path))
    return cast("T", moved)
