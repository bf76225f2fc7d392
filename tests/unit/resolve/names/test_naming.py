"""Names: every type's pattern and length, stable hashes, and collisions."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from landsmith.blueprint.base import FieldProblems
from landsmith.blueprint.offers.name_rules import RULES
from landsmith.landing_zone.name import Name, Namer, stable_hash
from landsmith.resolve.names import naming
from strategies import changed, entry, small, uuid, with_all, zone

SHOP = Namer("shop-prod", "shop", "prod", "we", "sub", "tenant", ("landing_zones", 0, "name"))
LONG = replace(SHOP, name="a-workload-of-24-letters", environment="preprod", region_code="scus")

NAMES = {
    "azurerm_resource_group": "rg-shop-prod-we-001",
    "azurerm_management_group": "mg-shop-prod-we-001",
    "azuread_group": "sg-shop-prod-we-001",
    "azurerm_virtual_network": "vnet-shop-prod-we-001",
    "azurerm_subnet": "snet-shop-prod-we-001",
    "azurerm_network_security_group": "nsg-shop-prod-we-001",
    "azurerm_route_table": "rt-shop-prod-we-001",
    "azurerm_virtual_network_peering": "peer-shop-prod-we-001",
    "azurerm_public_ip": "pip-shop-prod-we-001",
    "azurerm_linux_virtual_machine": "vm-shop-prod-we-001",
    "azurerm_nat_gateway": "ng-shop-prod-we-001",
    "azurerm_virtual_network_gateway": "vgw-shop-prod-we-001",
    "azurerm_local_network_gateway": "lgw-shop-prod-we-001",
    "azurerm_virtual_network_gateway_connection": "con-shop-prod-we-001",
    "azurerm_firewall": "afw-shop-prod-we-001",
    "azurerm_firewall_policy": "afwp-shop-prod-we-001",
    "azurerm_application_gateway": "agw-shop-prod-we-001",
    "azurerm_web_application_firewall_policy": "waf-shop-prod-we-001",
    "azurerm_application_load_balancer": "agc-shop-prod-we-001",
    "azurerm_application_load_balancer_frontend": "fe-shop-prod-we-001",
    "azurerm_application_load_balancer_security_policy": "sp-shop-prod-we-001",
    "azurerm_application_load_balancer_subnet_association": "as-shop-prod-we-001",
    "azurerm_bastion_host": "bas-shop-prod-we-001",
    "azurerm_network_ddos_protection_plan": "ddos-shop-prod-we-001",
    "azurerm_route_server": "rtserv-shop-prod-we-001",
    "azurerm_express_route_circuit": "erc-shop-prod-we-001",
    "azurerm_express_route_gateway": "ergw-shop-prod-we-001",
    "azurerm_express_route_connection": "con-shop-prod-we-001",
    "azurerm_virtual_wan": "vwan-shop-prod-we-001",
    "azurerm_virtual_hub": "vhub-shop-prod-we-001",
    "azurerm_virtual_hub_connection": "con-shop-prod-we-001",
    "azurerm_virtual_hub_routing_intent": "rint-shop-prod-we-001",
    "azurerm_vpn_gateway": "vpng-shop-prod-we-001",
    "azurerm_vpn_site": "vst-shop-prod-we-001",
    "azurerm_vpn_gateway_connection": "vcn-shop-prod-we-001",
    "azurerm_private_dns_resolver": "dnspr-shop-prod-we-001",
    "azurerm_private_dns_resolver_inbound_endpoint": "in-shop-prod-we-001",
    "azurerm_private_dns_resolver_outbound_endpoint": "out-shop-prod-we-001",
    "azurerm_private_dns_resolver_dns_forwarding_ruleset": "dnsfrs-shop-prod-we-001",
    "azurerm_private_dns_resolver_virtual_network_link": "link-shop-prod-we-001",
    "azurerm_network_watcher_flow_log": "fl-shop-prod-we-001",
    "azurerm_private_endpoint": "pep-shop-prod-we-001",
    "azurerm_proximity_placement_group": "ppg-shop-prod-we-001",
    "azurerm_dedicated_host_group": "hg-shop-prod-we-001",
    "azurerm_dedicated_host": "host-shop-prod-we-001",
    "azurerm_network_interface": "nic-shop-prod-we-001",
    "azurerm_private_dns_zone_virtual_network_link": "link-shop-prod-we-001",
    "azurerm_user_assigned_identity": "id-shop-prod-we-001",
    "azurerm_log_analytics_workspace": "log-shop-prod-we-001",
    "azurerm_monitor_workspace": "amw-shop-prod-we-001",
    "azurerm_monitor_action_group": "ag-shop-prod-we-001",
    "azurerm_monitor_activity_log_alert": "ala-shop-prod-we-001",
    "azurerm_monitor_data_collection_rule": "dcr-shop-prod-we-001",
    "azurerm_monitor_data_collection_endpoint": "dce-shop-prod-we-001",
    "azurerm_monitor_alert_prometheus_rule_group": "prg-shop-prod-we-001",
    "azurerm_consumption_budget_subscription": "budget-shop-prod-we-001",
    "azurerm_management_lock": "lock-shop-prod-we-001",
    "azurerm_consumption_budget_management_group": "budget-shop-prod-we-001",
    "azurerm_consumption_budget_resource_group": "budget-shop-prod-we-001",
    "azurerm_data_protection_backup_vault": "bvault-shop-prod-we-001",
    "azurerm_data_protection_backup_policy_kubernetes_cluster": "bkpol-shop-prod-we-001",
    "azurerm_data_protection_backup_instance_kubernetes_cluster": "bkinst-shop-prod-we-001",
    "azurerm_dashboard_grafana": "amg-shop-prod-we-HASH",
    "azurerm_application_insights": "appi-shop-prod-we-001",
    "azurerm_eventgrid_system_topic": "egst-shop-prod-we-001",
    "azurerm_eventgrid_system_topic_event_subscription": "evgs-shop-prod-we-001",
    "azurerm_cdn_frontdoor_profile": "afd-shop-prod-we-001",
    "azurerm_cdn_frontdoor_endpoint": "fde-shop-prod-we-001",
    "azurerm_cdn_frontdoor_firewall_policy": "fdfpshopprodwe001",
    "azurerm_traffic_manager_profile": "traf-shop-prod-we-HASH",
    "azurerm_kubernetes_fleet_manager": "fleet-shop-prod-we-001",
    "azurerm_arc_kubernetes_cluster": "arck-shop-prod-we-001",
    "azurerm_monitor_metric_alert": "ma-shop-prod-we-001",
    "azurerm_storage_account": "stshopprodweHASH",
    "azurerm_container_registry": "crshopprodweHASH",
    "azurerm_key_vault": "kv-shop-prod-we-HASH",
    "azurerm_key_vault_key": "key-shop-prod-we-001",
    "azurerm_disk_encryption_set": "des-shop-prod-we-001",
    "azurerm_kubernetes_cluster": "aks-shop-prod-we-001",
    "azurerm_kubernetes_automatic_cluster": "aks-shop-prod-we-001",
}


def test_every_type_has_an_expected_name() -> None:
    assert NAMES.keys() == RULES.keys()


@pytest.mark.parametrize("type_", RULES)
def test_a_name_has_its_pattern(type_: str) -> None:
    digest = stable_hash("tenant", "sub", type_, "shop", "prod")
    name = SHOP.named(type_)
    assert name.value == NAMES[type_].replace("HASH", digest)
    assert naming.check([name]) == []


@pytest.mark.parametrize("type_", RULES)
def test_a_rule_refuses_what_is_too_long_too_short_or_misspelt(type_: str) -> None:
    rule = RULES[type_]
    name = SHOP.named(type_)
    noun = type_.split("_", 1)[1].replace("_", " ")
    for length in {rule.shortest - 1, rule.longest + 1}:
        (problem,) = naming.check([replace(name, value="a" * length)])
        assert problem.loc == ("landing_zones", 0, "name")
        assert problem.message == (
            f"makes the {noun} name {'a' * length!r}, {length} characters; "
            f"Azure allows {rule.shortest} to {rule.longest}"
        )
        assert problem.mend == "choose a shorter name"
    (problem,) = naming.check([replace(name, value="a b c")])
    assert problem.message == f"makes the {noun} name 'a b c', which Azure does not allow"
    assert problem.mend == "use lower-case letters, digits and single hyphens"
    assert naming.check([replace(name, value="a" * rule.longest)]) == []


def test_hashes_are_the_same_for_ever() -> None:
    assert stable_hash("a", "b") == "pympo"
    assert stable_hash("tenant", "sub", "azurerm_key_vault", "shop", "prod") == "hqj5g"
    names = zone(small()).names
    assert names["tfstate/storage_account"].value == "sttfstateprodwefapls"
    assert names["shop-prod/container_registry"].value == "crshopprodwemxw6c"
    assert names["shop-prod/key_vault"].value == "kv-shop-prod-we-qvnno"


def test_hashes_don_t_run_their_parts_together() -> None:
    assert stable_hash("ab", "c") != stable_hash("a", "bc")


@pytest.mark.parametrize(
    "path", ["tenant_id", "landing_zones.0.subscription", "landing_zones.0.environment"]
)
def test_a_global_name_is_another_for_another_customer_subscription_or_environment(
    path: str,
) -> None:
    other = {"landing_zones.0.environment": "test"}.get(path, uuid(77))
    names = zone(small()).names
    others = zone(changed(path, other)).names
    key = "shop-prod" if "environment" not in path else "shop-test"
    assert names["shop-prod/key_vault"].value[-5:] != others[f"{key}/key_vault"].value[-5:]


def test_global_names_give_up_letters_of_the_workload() -> None:
    assert LONG.named("azurerm_storage_account").value == "staworklpreprodscusutc4w"
    assert LONG.named("azurerm_key_vault").value == "kv-a-preprod-scus-s6rvh"
    assert (
        LONG.named("azurerm_container_registry").value == "craworkloadof24letterspreprodscusesls5"
    )


def test_workloads_that_are_cut_to_the_same_letters_keep_apart() -> None:
    near = [replace(LONG, name=f"a-workload-{ending}") for ending in ("one", "two")]
    values = [workload.named("azurerm_key_vault").value for workload in near]
    assert [value[:-5] for value in values] == ["kv-a-preprod-scus-"] * 2
    assert len(set(values)) == 2


def test_a_part_tells_two_of_one_type_apart() -> None:
    name = SHOP.named("azurerm_subnet", part="nodes", detail="vnet-x")
    assert (name.key, name.value) == ("shop-prod/subnet/nodes", "snet-shop-nodes-prod-we-001")
    assert name.container == "sub/vnet-x"


def test_where_a_name_must_be_unique() -> None:
    containers = {type_: SHOP.named(type_, detail="there").container for type_ in RULES}
    assert containers["azurerm_key_vault"] == "global"
    assert containers["azurerm_management_group"] == "tenant"
    assert containers["azurerm_virtual_network"] == "sub/there"
    assert SHOP.named("azurerm_resource_group").container == "sub"


def test_a_collision_is_refused_at_the_later_name_whatever_its_case() -> None:
    first = Name("hub/key_vault", "azurerm_key_vault", "global", "kv-one", ("customer", "code"))
    second = Name(
        "x/key_vault", "azurerm_key_vault", "global", "KV-One", ("landing_zones", 1, "name")
    )
    elsewhere = replace(second, container="other")
    assert naming.check([first, elsewhere]) == []
    (problem,) = naming.check([first, second])
    assert problem.loc == ("landing_zones", 1, "name")
    assert problem.message == "makes the key vault name 'KV-One', which hub/key_vault has already"
    assert problem.mend == "choose another name or environment"


@pytest.mark.parametrize("subscription", [uuid(3), uuid(44)], ids=["the hub's", "its own"])
def test_a_landing_zone_called_hub_takes_the_name_of_the_hubs_dns_link(subscription: str) -> None:
    file = with_all(("landing_zones.0.name", "hub"), ("landing_zones.0.subscription", subscription))
    with pytest.raises(FieldProblems) as caught:
        zone(file)
    problem = caught.value.problems[0]
    assert problem.loc == ("landing_zones", 0, "name")
    assert problem.message == (
        "makes the private dns zone virtual network link name 'link-hub-prod-we-001', "
        "which hub/private_dns_zone_virtual_network_link has already"
    )


def test_a_name_that_is_too_long_is_refused_at_the_landing_zone() -> None:
    file = with_all(
        ("region", "southcentralus"),
        ("landing_zones.0", entry("a-workload-of-24-letters", 4, environment="preprod")),
    )
    with pytest.raises(FieldProblems) as caught:
        zone(file)
    (problem,) = caught.value.problems
    assert problem == (
        ("landing_zones", 0, "name"),
        (
            "makes the monitor data collection endpoint name "
            "'dce-a-workload-of-24-letters-preprod-scus-001', 45 characters; Azure allows 3 to 44"
        ),
        "choose a shorter name",
    )


def test_every_name_of_a_landing_zone_has_a_key_of_its_own() -> None:
    file = changed("landing_zones.1", entry("shop", 5, environment="test"))
    file = changed("network.egress", "firewall_basic", file)
    names = zone(file).names
    assert all(key == name.key for key, name in names.items())
    assert all(re.fullmatch(RULES[name.type].pattern, name.value) for name in names.values())


def test_no_name_is_promised_for_what_is_not_built() -> None:
    nat = set(zone(small()).names)
    firewall = set(zone(changed("network.egress", "firewall_basic")).names)
    assert nat - firewall == {"shop-prod/nat_gateway", "shop-prod/public_ip/nat"}
    assert firewall - nat == {
        "hub/firewall",
        "hub/firewall_policy/basic",
        "hub/public_ip/firewall",
        "hub/public_ip/firewall-management",
        "hub/route_table/gateway",
        "shop-prod/route_table",
    }
