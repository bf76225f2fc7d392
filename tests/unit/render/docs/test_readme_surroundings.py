"""The README tells what gateways and the customer's keys ask of people."""

from __future__ import annotations

from typing import Any

from landsmith.compose.roots import compose
from landsmith.render.repository import repository
from strategies import uuid, with_all, zone
from surrounding_cases import GATEWAY, INGRESSES, surrounded

INGRESS = "landing_zones.0.ingress"


def readme(*changes: tuple[str, Any]) -> str:
    """Return the README of a small landing zone with some changes."""
    found = zone(with_all(*changes))
    return repository(found, compose(found), "")["README.md"].decode()


def test_without_gateways_and_keys_nothing_is_said() -> None:
    told = readme()
    assert "gateway without" not in told
    assert "## Application gateways" not in told
    assert "## Encryption keys" not in told
    assert "ServiceNetworking" not in told


def test_a_private_gateway_needs_a_feature_and_an_address() -> None:
    told = readme((INGRESS, GATEWAY))
    feature = "--name EnableApplicationGatewayNetworkIsolation"
    assert "4. Allow application gateways without a public address" in told
    assert f"{feature} --subscription {uuid(4)}" in told
    assert "| shop-prod | `shop` | `kv-given` | `10.64.3.94` |" in told
    assert "comes from the same root" not in told


def test_without_encryption_at_host_the_steps_count_on() -> None:
    off = {"host_encryption": False}
    pools = ("landing_zones.0.aks", {"system_pool": off, "user_pools": {"user": off}})
    assert "3. Allow application gateways without a public address" in readme(
        (INGRESS, GATEWAY), pools
    )


def test_a_certificate_in_the_landing_zones_own_vault_takes_two_steps() -> None:
    told = readme((INGRESS, GATEWAY | {"certificate": {"name": "shop"}}))
    vault = zone(with_all()).name("shop-prod/key_vault")
    assert f"The vault `{vault}` comes from the same root: apply" in told
    assert "`50-shop-prod` with `ingress: {kind: none}` first, and import the certificate." in told


def test_a_public_gateway_needs_no_feature() -> None:
    online = [("landing_zones.0.archetype", "online"), ("management_groups.hierarchy", "alz")]
    told = readme((INGRESS, INGRESSES["public"]), *online)
    assert "EnableApplicationGatewayNetworkIsolation" not in told
    assert "## Application gateways" in told


def test_a_gateway_for_containers_needs_its_resource_providers() -> None:
    online = [("landing_zones.0.archetype", "online"), ("management_groups.hierarchy", "alz")]
    told = readme((INGRESS, INGRESSES["containers"]), *online)
    assert "NetworkFunction" in told
    assert "ServiceNetworking" in told
    assert "## Application gateways" not in told


def test_keys_say_who_has_to_reach_their_vault() -> None:
    found = zone(surrounded("private"))
    told = repository(found, compose(found), "")["README.md"].decode()
    assert f"Terraform makes the keys in `{found.name('shop-prod/key_vault/keys')}`" in told
