"""The way in: which subnets, which way out, and what stands there for each choice."""

from __future__ import annotations

from typing import Any

import pytest

from landsmith.calls.model import ModuleCall, Ref
from landsmith.compose.roots import compose
from landsmith.landing_zone.landing_zone import LandingZone
from landsmith.render.repository import repository
from strategies import DEVOPS, SELF_HOSTED, SSH_KEY, entry, with_all, zone

Change = tuple[str, Any]

HUB = "30-connectivity"
JUMP_HOST = ("network.management", {"jump_host": {"ssh_public_key": SSH_KEY}})
PREMIUM = ("network.egress", "firewall_premium")
WAN = ("network.topology", "virtual_wan")
ADDRESS = ("state.allowed_ip_addresses", ["203.0.113.20"])
RESOLVER = ("network.dns_resolver", {"enabled": True})
NO_PROXY: list[list[Change]] = [
    [],
    [("network.egress", "firewall_basic")],
    [PREMIUM, WAN, RESOLVER],
]
SECOND: list[Change] = [
    ("secondary_region", {"region": "northeurope", "supernets": ["10.80.0.0/16"]}),
    ("landing_zones.1", entry("pay", 5, region="secondary")),
]


def found(*changes: Change) -> LandingZone:
    return zone(with_all(*changes))


def calls(*changes: Change, root: str = HUB) -> dict[str, ModuleCall]:
    (one,) = [one for one in compose(found(*changes)) if one.name == root]
    return {call.name: call for call in one.calls}


def described(of: ModuleCall, *path: str) -> Any:  # noqa: ANN401
    value: Any = of.inputs
    for step in path:
        value = value[step]
    return value


def readme(*changes: Change) -> str:
    made = found(*changes)
    text = repository(made, compose(made), "")["README.md"]
    return " ".join(text.decode().split())


def test_without_a_management_subnet_the_hub_has_nothing_of_it() -> None:
    made = calls()
    assert not {"management_nat_gateway", "management_routes", "state_endpoint", "jump_host"} & {
        *made
    }
    assert "management" not in described(made["hub_network"], "subnets")
    assert "## The way in" not in readme()


@pytest.mark.parametrize("more", NO_PROXY)
def test_where_no_firewall_of_the_hub_network_knows_names_it_leaves_by_nat(
    more: list[Change],
) -> None:
    made = calls(SELF_HOSTED, *more)
    assert described(made["management_nat_gateway"], "subnet_ids") == {
        part: Ref("hub_network", "subnet_ids", (part,)) for part in ("management", "runners")
    }
    for part in ("management", "runners"):
        subnet = described(made["hub_network"], "subnets", part)
        assert "route_table_id" not in subnet
        assert subnet["network_security_group_name"] == f"nsg-hub-{part}-prod-we-001"


def test_else_it_leaves_by_the_firewall_which_lets_out_what_is_needed() -> None:
    made = calls(SELF_HOSTED, PREMIUM)
    assert "management_nat_gateway" not in made
    assert described(made["management_routes"], "routes", "default") == {
        "address_prefix": "0.0.0.0/0",
        "next_hop_type": "VirtualAppliance",
        "next_hop_in_ip_address": "10.64.0.4",
    }
    for part in ("management", "runners"):
        subnet = described(made["hub_network"], "subnets", part)
        assert subnet["route_table_id"] == Ref("management_routes", "id")
    ranges = found(SELF_HOSTED, PREMIUM).addresses
    both = [str(ranges["hub/management"]), str(ranges["hub/runners"])]
    rules = described(made["firewall"], "extra_application_rules")
    assert rules["management-azure"]["source_addresses"] == both
    assert rules["runners"]["source_addresses"] == both[1:]
    assert "github.com" in rules["runners"]["destination_fqdns"]
    assert "management" not in described(made["firewall"], "extra_network_rules")


def test_a_jump_host_alone_needs_no_hosts_of_pipelines() -> None:
    made = calls(JUMP_HOST, PREMIUM)
    assert "runners" not in described(made["firewall"], "extra_application_rules")
    assert "runners" not in described(made["hub_network"], "subnets")
    assert "state_endpoint" not in made
    assert made["jump_host"].depends_on == ("firewall",)
    assert described(made["jump_host"], "ssh_public_key") == SSH_KEY


def test_both_regions_firewalls_let_administrators_into_the_second_regions_spokes() -> None:
    made = calls(SELF_HOSTED, PREMIUM, *SECOND)
    ranges = found(SELF_HOSTED, PREMIUM, *SECOND).addresses
    for call in ("firewall", "secondary_firewall"):
        rule = described(made[call], "extra_network_rules", "management")
        assert rule["source_addresses"] == [
            str(ranges["hub/management"]),
            str(ranges["hub/runners"]),
        ]
        assert rule["destination_addresses"] == [str(ranges["pay-prod"])]
    theirs = made["secondary_firewall"].inputs.get("extra_application_rules", {})
    assert not {"management-azure", "management-sign-in", "runners"} & {*theirs}


@pytest.mark.parametrize(
    ("changes", "delegation"),
    [
        ([SELF_HOSTED], None),
        (
            [("region", "swedencentral"), ("network.management", {"runners": "injected"})],
            "GitHub.Network/networkSettings",
        ),
        (
            [("identity.pipeline", DEVOPS), ("network.management", {"runners": "injected"})],
            "Microsoft.DevOpsInfrastructure/pools",
        ),
    ],
)
def test_the_subnet_is_theirs_who_put_machines_into_it(
    changes: list[Change], delegation: str | None
) -> None:
    subnets = described(calls(*changes)["hub_network"], "subnets")
    assert subnets["runners"].get("delegation") == delegation
    assert "delegation" not in subnets["management"]


@pytest.mark.parametrize(
    ("where", "private"),
    [("hosted", False), ("self_hosted", True), ("injected", True), ("on_premises", True)],
)
def test_all_but_hosted_runners_reach_the_state_by_a_private_endpoint(
    where: str, private: bool
) -> None:
    changes = [
        ("region", "swedencentral"),
        RESOLVER,
        ("network.management", {"runners": where}),
    ]
    made = calls(*changes)
    assert ("state_endpoint" in made) == private
    (account,) = [
        call for call in calls(*changes, root="00-state").values() if call.module == "state_storage"
    ]
    assert account.inputs["allow_public_network"] is not private
    if private:
        target = str(described(made["state_endpoint"], "resource_id"))
        assert target.endswith(f"/storageAccounts/{account.inputs['name']}")
        assert made["state_endpoint"].depends_on == ("private_dns_zones",)


def test_platform_administrators_may_sign_in_to_the_jump_host_and_only_where_there_is_one() -> None:
    key = "platform-admins-jump-host"
    roles = described(calls(JUMP_HOST, root="10-governance")["role_assignments"], "assignments")
    assert roles[key]["role_definition_name"] == "Virtual Machine Administrator Login"
    none = described(calls(SELF_HOSTED, root="10-governance")["role_assignments"], "assignments")
    assert key not in none


def test_the_readme_says_how_to_get_in() -> None:
    page = readme(JUMP_HOST)
    assert "az ssh vm" in page
    assert "EncryptionAtHost" in page
    assert "az network bastion ssh" in readme(JUMP_HOST, ("network.bastion", {"sku": "Standard"}))
    assert "az ssh vm" not in readme(SELF_HOSTED)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([SELF_HOSTED], "Put the agents of contoso into `snet-hub-runners-prod-we-001`"),
        (
            [("region", "swedencentral"), ("network.management", {"runners": "injected"})],
            "--resource-type GitHub.Network/networkSettings",
        ),
        (
            [("identity.pipeline", DEVOPS), ("network.management", {"runners": "injected"})],
            "make a Managed DevOps Pool of contoso",
        ),
        (
            [RESOLVER, ("network.management", {"runners": "on_premises"})],
            "Agents on premises reach what is private by the hybrid connection",
        ),
    ],
)
def test_the_readme_says_where_runners_come_from(changes: list[Change], told: str) -> None:
    assert told in readme(*changes)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([ADDRESS], "list the public address from which you run this among them"),
        ([ADDRESS], "For machines in Azure's own westeurope listing has no effect"),
        ([SELF_HOSTED], "in `state.allowed_ip_addresses` until a runner has worked"),
        ([SELF_HOSTED, ADDRESS], "take `state.allowed_ip_addresses` out"),
    ],
)
def test_the_readme_says_who_reaches_the_state(changes: list[Change], told: str) -> None:
    assert told in readme(*changes)


def test_the_readme_says_nothing_of_addresses_where_the_state_is_open() -> None:
    assert "state.allowed_ip_addresses" not in readme().replace("| `state.allowed_ip", "")


def test_the_readme_names_the_roles_on_keys_of_whoever_applies_first() -> None:
    keys = ("landing_zones.0.encryption", {"disks": "customer_key", "rotation_days": None})
    assert "Key Vault Crypto Officer" in readme(keys, SELF_HOSTED)
    assert "Key Vault Crypto Officer" not in readme(SELF_HOSTED)


def test_the_readme_names_the_zones_to_forward_and_the_inbound_address() -> None:
    page = readme(RESOLVER, ("network.dns_servers", ["10.0.0.4"]))
    zones = "`azmk8s.io`, `azurecr.io`, `blob.core.windows.net`, `vault.azure.net`"
    assert f"Forward {zones} from your DNS servers" in page
    address = found(RESOLVER).addresses["hub/dns-inbound"].network_address + 4
    assert f"| westeurope | `{address}` |" in page


@pytest.mark.parametrize("egress", ["firewall_standard", "firewall_premium"])
def test_spokes_ask_the_firewall_which_asks_the_customers_servers(egress: str) -> None:
    changes = [("network.egress", egress), RESOLVER, ("network.dns_servers", ["10.0.0.4"])]
    assert described(calls(*changes)["firewall"], "dns_servers") == ["10.0.0.4"]
    spoke = calls(*changes, root="50-shop-prod")["spoke_network"]
    assert described(spoke, "dns_servers") == ["10.64.0.4"]


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ([], None),
        ([RESOLVER], ["10.64.0.68"]),
        ([RESOLVER, ("network.dns_servers", ["10.0.0.4"])], ["10.64.0.68", "10.0.0.4"]),
        ([("network.dns_servers", ["10.64.0.9"])], ["10.64.0.9"]),
    ],
)
def test_behind_a_virtual_hub_everyone_may_ask_for_names(
    changes: list[Change], asked: list[str] | None
) -> None:
    firewall = calls(PREMIUM, WAN, *changes)["firewall"]
    rules: Any = firewall.inputs.get("extra_network_rules", {})
    assert rules.get("dns-resolver", {}).get("destination_addresses") == asked


def test_the_readme_says_that_the_state_holds_vpn_keys_and_how_they_are_rotated() -> None:
    page = readme()
    assert "the state of `30-connectivity` holds them" in page
    assert "To rotate a key, set another by the same command" in page
    assert "does not hide those of a Virtual WAN" not in page
    assert "does not hide those of a Virtual WAN" in readme(PREMIUM, WAN)
    none = ("network.hybrid", {"kind": "equivalent", "description": "x", "reason": "x"})
    assert "holds them" not in readme(none)
