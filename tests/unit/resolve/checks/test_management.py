"""Who would stand before a closed door is told, at the field, what opens it."""

# ruff: noqa: E501 - a table is easier to read with one case on a line

from __future__ import annotations

import base64
from typing import Any

import pytest

from landsmith.blueprint.base import FieldProblems
from landsmith.blueprint.network.management import Management
from landsmith.resolve.checks import dns, management
from strategies import DEVOPS, SELF_HOSTED, SSH_KEY, entry, model, with_all

Change = tuple[str, Any]

SHOP = "landing_zones.0"
ENCRYPTION = ("landing_zones", 0, "encryption")
KEYS = (f"{SHOP}.encryption", {"disks": "customer_key", "rotation_days": None})
SECOND = ("secondary_region", {"region": "northeurope", "supernets": ["10.80.0.0/16"]})
AWAY = (SHOP, entry("shop", 4, region="secondary"))
RESOLVER = ("network.dns_resolver", {"enabled": True})
JUMP_HOST = ("network.management", {"jump_host": {"ssh_public_key": SSH_KEY}})
ALONE = ("network.hybrid", {"kind": "equivalent", "description": "x", "reason": "x"})
WAN = [("network.topology", "virtual_wan"), ("network.egress", "firewall_premium")]
SWEDEN = ("region", "swedencentral")


def runs(where: str) -> Change:
    return ("network.management", {"runners": where})


def servers(*addresses: str) -> Change:
    return ("network.dns_servers", list(addresses))


REFUSED: dict[str, tuple[list[Change], tuple[Any, ...], str]] = {
    "keys without a management subnet": ([KEYS], ENCRYPTION, "hosted runners reach no private vault to make the customer's keys in"),
    "keys with hosted runners": ([KEYS, runs("hosted")], ENCRYPTION, "hosted runners reach no private vault to make the customer's keys in"),
    "keys of etcd with hosted runners": ([(f"{SHOP}.encryption", {"etcd": "customer_key"}), (f"{SHOP}.aks.network.api_server.access", "vnet_integration")], ENCRYPTION, "hosted runners reach no private vault to make the customer's keys in"),
    "keys in the second region": ([AWAY, KEYS, SECOND, SELF_HOSTED], ENCRYPTION, "runners in the first region's hub don't reach the second region's vaults"),
    "keys behind two Basic firewalls": ([AWAY, KEYS, SECOND, SELF_HOSTED, ("network.egress", "firewall_basic")], ENCRYPTION, "runners in the first region's hub don't reach the second region's vaults"),
    "GitHub's runners where it has none": ([runs("injected")], ("network", "management", "runners"), "GitHub puts no runners into networks in westeurope"),
    "runners on premises without names": ([runs("on_premises")], ("network", "management", "runners"), "runners on premises have no resolver for the private names in Azure"),
    "a virtual hub that finds no private names": ([*WAN, SELF_HOSTED], ("network", "management"), "the firewall of a virtual hub finds no private names without a resolver"),
    "a public DNS server": ([servers("10.64.0.9", "8.8.8.8")], ("network", "dns_servers", 1), "8.8.8.8 is public, and knows none of the private names in Azure"),
    "a public DNS server beside a resolver": ([servers("1.1.1.1"), RESOLVER], ("network", "dns_servers", 0), "1.1.1.1 is public, and knows none of the private names in Azure"),
    "a DNS server on premises": ([servers("10.0.0.4")], ("network", "dns_servers", 0), "10.0.0.4 lies outside the supernets, and has no resolver to forward to"),
    "a DNS server in nobody's range": ([servers("192.168.7.7")], ("network", "dns_servers", 0), "192.168.7.7 lies outside the supernets, and has no resolver to forward to"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_and_why(case: str) -> None:
    changes, loc, message = REFUSED[case]
    file = model(with_all(*changes))
    (problem,) = [*management.check(file), *dns.check(file)]
    assert (problem.loc, problem.message) == (loc, message)
    assert problem.mend


ACCEPTED: dict[str, list[Change]] = {
    "keys with agents in the hub": [KEYS, SELF_HOSTED],
    "keys with agents on premises": [KEYS, runs("on_premises"), RESOLVER],
    "keys with machines that Azure DevOps puts there": [KEYS, runs("injected"), ("identity.pipeline", DEVOPS)],
    "keys with machines that GitHub puts there": [SWEDEN, KEYS, runs("injected")],
    "keys in the second region behind firewalls": [AWAY, KEYS, SECOND, SELF_HOSTED, ("network.egress", "firewall_standard")],
    "keys in the second region made from a site": [AWAY, KEYS, SECOND, runs("on_premises"), RESOLVER],
    "a jump host behind a gateway": [JUMP_HOST],
    "a jump host behind an appliance": [ALONE, JUMP_HOST],
    "a virtual hub with a resolver": [*WAN, SELF_HOSTED, RESOLVER],
    "a virtual hub that asks a server beside it": [*WAN, SELF_HOSTED, servers("10.64.0.9")],
    "a DNS server in the hub": [servers("10.64.0.9")],
    "a DNS server in the second region's hub": [servers("10.80.0.9"), SECOND],
    "DNS servers on premises that forward to the resolver": [servers("10.0.0.4", "10.0.0.5"), RESOLVER],
    "Azure's own DNS server": [servers("168.63.129.16")],
}  # fmt: skip


@pytest.mark.parametrize("case", ACCEPTED)
def test_what_opens_the_door_is_accepted(case: str) -> None:
    file = model(with_all(*ACCEPTED[case]))
    assert [*management.check(file), *dns.check(file)] == []


KEY_TYPE, BODY, _ = SSH_KEY.split()


def rsa(bits: int) -> str:
    """Return what has the form of an RSA key of so many bits."""
    parts = (b"ssh-rsa", b"\x01\x00\x01", b"\x00\x80" + bytes(bits // 8 - 1))
    body = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return f"ssh-rsa {base64.b64encode(body).decode()}"


@pytest.mark.parametrize(
    "key",
    [
        BODY,
        f"{KEY_TYPE} {BODY[:-4]}",
        f"ssh-rsa {BODY}",
        rsa(1024),
        f"{KEY_TYPE} AAAA",
        f"{KEY_TYPE} {BODY}\n",
        f"{KEY_TYPE} {BODY} platform\nssh-rsa AAAA",
        "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY=",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
    ],
)
def test_only_a_public_key_is_taken(key: str) -> None:
    with pytest.raises((ValueError, FieldProblems)):
        Management.model_validate({"jump_host": {"ssh_public_key": key}})


@pytest.mark.parametrize("key", [SSH_KEY, f"{KEY_TYPE} {BODY}", rsa(2048), rsa(4096)])
def test_a_public_key_is_taken_as_it_is(key: str) -> None:
    host = Management.model_validate({"jump_host": {"ssh_public_key": key}}).jump_host
    assert host is not None
    assert host.ssh_public_key == key
