"""A part of the network that is taken away again destroys its own resources and no others."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from connectivity_cases import BGP, SECOND, SERVICES
from deployed import Deployed, changes, destroyed
from landsmith.policy.registry import rules
from landsmith.policy.rule import Context
from landsmith.policy.runner import run
from landsmith.terraform.plan import Plan
from strategies import SSH_KEY, Json, changed, site, with_all, zone

pytestmark = pytest.mark.skipif(
    not (shutil.which("terraform") or shutil.which("tofu")), reason="needs terraform or tofu"
)

HUB, SHOP = "30-connectivity", "50-shop-prod"
NETWORKS = ("00-state", "20-management", HUB, SHOP)
"""Roots with networks, the one that they log to, and the one whose account they reach."""

RULE = {
    "description": "The ERP system",
    "sources": ["10.64.0.0/16"],
    "destinations": ["10.0.0.0/16"],
    "ports": ["443"],
}
PEER = {"nva": {"asn": 65050, "address": "10.64.0.9"}}
VPN = {"sites": [BGP, site("essen", "10.0.128.0/18") | {"gateway_address": "203.0.113.11"}]}
WAY_IN = {"runners": "self_hosted", "jump_host": {"ssh_public_key": SSH_KEY}}
FILE = with_all(
    *SERVICES,
    ("network.hybrid.vpn", VPN),
    ("network.firewall", {"network_rules": {"erp": RULE, "crm": RULE}}),
    ("network.route_server", {"enabled": True, "peers": PEER}),
    ("secondary_region", SECOND),
    ("network.management", WAY_IN),
)
EAST = "privatelink.northeurope.azmk8s.io"


@dataclass(frozen=True)
class Applied:
    """The deployed file, and the plans that made it."""

    deployed: Deployed
    plans: dict[str, Plan]

    @cached_property
    def made(self) -> frozenset[str]:
        """Every address that was made, its root first."""
        return frozenset(
            f"{root}/{change.address}" for root, change in changes(self.plans, "create")
        )

    def whole(self, *calls: str) -> set[str]:
        """Return everything that module calls made: ``30-connectivity/bastion``."""
        starts = tuple("/module.".join(call.split("/")) + "." for call in calls)
        return {address for address in self.made if address.startswith(starts)}

    def whole_hub(self, prefix: str) -> set[str]:
        """Return everything that the calls of one hub made."""
        return {address for address in self.made if address.startswith(f"{HUB}/module.{prefix}")}


@pytest.fixture(scope="module")
def applied(tmp_path_factory: pytest.TempPathFactory) -> Applied:
    deployed = Deployed(tmp_path_factory.mktemp("applied"))
    return Applied(deployed, deployed.change(FILE, NETWORKS))


def without(*taken: tuple[str, Any]) -> Json:
    file = FILE
    for path, value in taken:
        file = changed(path, value, file)
    return file


def gone(applied: Applied, *taken: tuple[str, Any]) -> set[str]:
    return set(destroyed(applied.deployed.planned(without(*taken), (HUB, SHOP))))


def in_network(call: str, *resources: str) -> set[str]:
    return {f"{HUB}/module.{call}.{resource}" for resource in resources}


def guarded(call: str, subnet: str) -> set[str]:
    """Return a subnet with its network security group, and what that has."""
    rule = "azurerm_network_security_rule"
    return in_network(
        call,
        f'azurerm_subnet.this["{subnet}"]',
        f'azurerm_network_security_group.this["{subnet}"]',
        f'azurerm_monitor_diagnostic_setting.network_security_group["{subnet}"]',
        f'{rule}.allow_load_balancer_inbound["{subnet}"]',
        f'{rule}.deny_internet_inbound["{subnet}"]',
    )


def bastion_rules(applied: Applied) -> Iterator[str]:
    start = f"{HUB}/module.hub_network.azurerm_network_security_rule.bastion["
    return (address for address in applied.made if address.startswith(start))


def zone_links(zones: Iterable[str], hub: str) -> set[str]:
    resource = "azurerm_private_dns_zone_virtual_network_link.this"
    return in_network("private_dns_zones", *(f'{resource}["{zone}/{hub}"]' for zone in zones))


def test_the_way_in_takes_its_own_with_it(applied: Applied) -> None:
    calls = (f"{HUB}/{call}" for call in ("management_routes", "state_endpoint", "jump_host"))
    assert gone(applied, ("network.management", None)) == {
        *applied.whole(*calls),
        *guarded("hub_network", "management"),
        *guarded("hub_network", "runners"),
    }


def test_runners_leave_and_administrators_stay(applied: Applied) -> None:
    alone = {"jump_host": WAY_IN["jump_host"]}
    assert gone(applied, ("network.management", alone)) == {
        *applied.whole(f"{HUB}/state_endpoint"),
        *guarded("hub_network", "runners"),
    }


def test_bastion(applied: Applied) -> None:
    assert gone(applied, ("network.bastion", {})) == {
        *applied.whole(f"{HUB}/bastion"),
        *guarded("hub_network", "AzureBastionSubnet"),
        *bastion_rules(applied),
    }


def test_the_dns_resolver(applied: Applied) -> None:
    assert gone(applied, ("network.dns_resolver", {})) == {
        *applied.whole(f"{HUB}/dns_resolver", f"{HUB}/secondary_dns_resolver"),
        *(
            address
            for call in ("hub_network", "secondary_hub_network")
            for subnet in ("dns-inbound", "dns-outbound")
            for address in guarded(call, subnet)
        ),
    }


def test_flow_logs(applied: Applied) -> None:
    calls = (f"{HUB}/flow_logs", f"{HUB}/secondary_flow_logs", f"{SHOP}/flow_logs")
    assert gone(applied, ("network.flow_logs", {})) == applied.whole(*calls)


def test_the_ddos_plan(applied: Applied) -> None:
    plan = "azurerm_network_ddos_protection_plan.this"
    assert gone(applied, ("network.ddos", "none")) == in_network("ddos_protection_plan", plan)


def test_the_route_server(applied: Applied) -> None:
    assert gone(applied, ("network.route_server", {})) == {
        *applied.whole(f"{HUB}/route_server"),
        *in_network("hub_network", 'azurerm_subnet.this["RouteServerSubnet"]'),
    }


def test_a_vpn_site(applied: Applied) -> None:
    assert gone(applied, ("network.hybrid.vpn", {"sites": [BGP]})) == in_network(
        "vpn_gateway",
        'azurerm_local_network_gateway.this["essen"]',
        'azurerm_virtual_network_gateway_connection.this["essen"]',
    )


def test_a_rule_of_the_firewall_changes_its_collection(applied: Applied) -> None:
    left = {"network_rules": {"erp": RULE}}
    plans = applied.deployed.planned(without(("network.firewall", left)), (HUB, SHOP))
    assert destroyed(plans) == []
    assert {f"{root}/{change.address}" for root, change in changes(plans, "update")} == {
        address
        for call in ("firewall", "secondary_firewall")
        for address in in_network(call, "azurerm_firewall_policy_rule_collection_group.extra[0]")
    }


def test_the_last_rule_of_a_firewall_takes_its_collection_along(applied: Applied) -> None:
    """The first region's keeps the rules that let administrators and runners out."""
    group = "azurerm_firewall_policy_rule_collection_group.extra[0]"
    assert gone(applied, ("network.firewall", {})) == in_network("secondary_firewall", group)


def test_the_second_region(applied: Applied) -> None:
    assert gone(applied, ("secondary_region", None)) == second_region(applied)


def second_region(applied: Applied) -> set[str]:
    """Return the second hub, what joins it to the first, and its region's private DNS zone."""
    zones = (
        EAST,
        "privatelink.westeurope.azmk8s.io",
        "privatelink.azurecr.io",
        "privatelink.blob.core.windows.net",
        "privatelink.vaultcore.azure.net",
    )
    link = f'azurerm_private_dns_zone_virtual_network_link.this["{EAST}"]'
    return {
        *applied.whole_hub("secondary_"),
        *applied.whole(f"{HUB}/global_peering"),
        *in_network("hub_network", "azurerm_route_table.this[0]"),
        *in_network("private_dns_zones", f'azurerm_private_dns_zone.this["{EAST}"]'),
        *zone_links(zones, "hub-secondary"),
        *zone_links([EAST], "hub"),
        f"{SHOP}/module.dns_links.{link}",
    }


def test_forced_tunnelling(tmp_path: Path) -> None:
    """Azure gives a firewall its management address at its birth: the firewall is made anew."""
    deployed = Deployed(tmp_path)
    file = with_all(
        ("network.egress", "firewall_premium"),
        ("network.hybrid", {"kind": "vpn", "sites": [BGP]}),
        ("network.forced_tunnelling", True),
    )
    deployed.change(file, NETWORKS)
    plans = deployed.planned(changed("network.forced_tunnelling", False, file), (HUB, SHOP))
    assert set(destroyed(plans)) == {
        *in_network(
            "firewall",
            "azurerm_firewall.this",
            "azurerm_monitor_diagnostic_setting.firewall[0]",
            'azurerm_public_ip.this["pip-hub-firewall-management-prod-we-001"]',
            "azurerm_monitor_diagnostic_setting"
            '.public_ip["pip-hub-firewall-management-prod-we-001"]',
        ),
        *in_network("hub_network", 'azurerm_subnet.this["AzureFirewallManagementSubnet"]'),
    }


def test_what_is_taken_away_goes_from_the_last_root_to_the_first(applied: Applied) -> None:
    """Azure deletes no plan that a network names, and no DNS zone that a network is linked to.

    The last test: the others plan against what this one takes away.
    """
    taken = (("secondary_region", None), ("network.ddos", "none"))
    plans = applied.deployed.shrink(without(*taken), (HUB, SHOP))
    plan = in_network("ddos_protection_plan", "azurerm_network_ddos_protection_plan.this")
    assert set(destroyed(plans)) == second_region(applied) | plan
    left = applied.deployed.planned(without(*taken), (HUB, SHOP))
    assert not list(changes(left, "create", "update", "delete"))


EGRESS = {
    ("nat_gateway", "firewall_premium"): {
        f"{SHOP}/module.nat_gateway.azurerm_nat_gateway.this",
        f"{SHOP}/module.nat_gateway.azurerm_nat_gateway_public_ip_association.this",
        f"{SHOP}/module.nat_gateway.azurerm_public_ip.this",
        f'{SHOP}/module.nat_gateway.azurerm_subnet_nat_gateway_association.this["nodes"]',
    },
    ("firewall_basic", "firewall_premium"): {
        *in_network(
            "firewall",
            "azurerm_firewall.this",
            "azurerm_firewall_policy.this",
            "azurerm_firewall_policy_rule_collection_group.aks_egress[0]",
            "azurerm_firewall_policy_rule_collection_group.extra[0]",
            "azurerm_monitor_diagnostic_setting.firewall[0]",
            'azurerm_public_ip.this["pip-hub-firewall-management-prod-we-001"]',
            "azurerm_monitor_diagnostic_setting"
            '.public_ip["pip-hub-firewall-management-prod-we-001"]',
        ),
        *in_network("hub_network", 'azurerm_subnet.this["AzureFirewallManagementSubnet"]'),
    },
    ("firewall_standard", "firewall_premium"): in_network(
        "firewall",
        "azurerm_firewall_policy.this",
        "azurerm_firewall_policy_rule_collection_group.aks_egress[0]",
        "azurerm_firewall_policy_rule_collection_group.extra[0]",
    ),
}


@pytest.mark.parametrize(("before", "after"), EGRESS)
def test_growing_the_egress_is_told_as_a_cut_over_and_can_be_applied(
    before: str, after: str, tmp_path: Path
) -> None:
    deployed = Deployed(tmp_path)
    deployed.change(changed("network.egress", before), NETWORKS)
    file = changed("network.egress", after)
    plans = deployed.change(file, (HUB, SHOP))
    assert set(destroyed(plans)) == EGRESS[before, after]
    (rule,) = [one for one in rules() if one.id == "change-destroys-nothing"]
    told = [finding.message for finding in run([rule], Context(zone(file), plans))]
    assert any("cut-over" in message for message in told) != (before == "firewall_standard")


def test_a_firewall_lets_go_of_addresses_before_they_are_deleted(tmp_path: Path) -> None:
    deployed = Deployed(tmp_path)
    file = changed("network.egress", "firewall_standard")
    deployed.change(changed("network.firewall", {"public_ip_count": 3}, file), NETWORKS)
    less = changed("network.firewall", {"public_ip_count": 2}, file)
    plans = deployed.change(less, (HUB,))
    name = "pip-hub-firewall-3-prod-we-001"
    assert set(destroyed(plans)) == in_network(
        "firewall",
        f'azurerm_public_ip.this["{name}"]',
        f'azurerm_monitor_diagnostic_setting.public_ip["{name}"]',
    )
