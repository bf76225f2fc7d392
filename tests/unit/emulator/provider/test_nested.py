"""Ids that are computed: within a resource, and of data sources that never ask the cloud."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from landsmith.emulator import Cloud
from landsmith.emulator.facts import provider_facts
from landsmith.emulator.provider.fill import fill
from landsmith.emulator.provider.nested import SEGMENTS, nested_id
from landsmith.emulator.provider.provider import Provider, account_of
from landsmith.emulator.schema import empty
from landsmith.emulator.values import UNKNOWN

if TYPE_CHECKING:
    from landsmith.emulator.schema import Block
    from landsmith.emulator.values import Object

ACCOUNT = account_of({"subscription_id": "11111111-1111-1111-1111-111111111111"})
NETWORK = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network"
GATEWAY = f"{NETWORK}/applicationGateways/agw"
BILLING = "/providers/Microsoft.Billing/billingAccounts/1234567"


def planned(block: Block, given: Object) -> Object:
    """Return what a plan has of a block: unknown where Azure decides."""
    state: Object = empty(block)
    for name, attribute in block.attributes.items():
        state[name] = given.get(name, UNKNOWN if attribute.computed else None)
    for name, nested in block.blocks.items():
        state[name] = [planned(nested.block, item) for item in given.get(name, ())]
    return state


def filled(type_name: str, id_: str, **given: Any) -> Object:  # noqa: ANN401
    block = provider_facts("azurerm").resource(type_name).block
    return fill(type_name, block, planned(block, given), id_, ACCOUNT)


def test_what_a_gateway_holds_has_ids_within_it() -> None:
    rule = {"name": "r", "http_listener_name": "l", "backend_address_pool_name": "p"}
    path = {"name": "api", "paths": ["/api"], "backend_address_pool_name": "q"}
    state = filled(
        "azurerm_application_gateway",
        GATEWAY,
        gateway_ip_configuration=[{"name": "subnet"}],
        request_routing_rule=[rule],
        url_path_map=[{"name": "m", "path_rule": [path], "default_backend_address_pool_name": "p"}],
        redirect_configuration=[{"name": "up", "target_listener_name": "l"}],
    )
    assert state["gateway_ip_configuration"][0]["id"] == f"{GATEWAY}/gatewayIPConfigurations/subnet"
    (routing,) = state["request_routing_rule"]
    assert routing["id"] == f"{GATEWAY}/requestRoutingRules/r"
    assert routing["http_listener_id"] == f"{GATEWAY}/httpListeners/l"
    assert routing["backend_address_pool_id"] == f"{GATEWAY}/backendAddressPools/p"
    assert routing["rewrite_rule_set_id"] == ""
    (paths,) = state["url_path_map"]
    assert paths["path_rule"][0]["id"] == f"{GATEWAY}/urlPathMaps/m/pathRules/api"
    assert paths["default_backend_address_pool_id"] == f"{GATEWAY}/backendAddressPools/p"
    (redirect,) = state["redirect_configuration"]
    assert redirect["target_listener_id"] == f"{GATEWAY}/httpListeners/l"


def test_a_load_balancers_frontend_has_an_id_within_it() -> None:
    balancer = f"{NETWORK}/loadBalancers/lb"
    state = filled("azurerm_lb", balancer, frontend_ip_configuration=[{"name": "public"}])
    (frontend,) = state["frontend_ip_configuration"]
    assert frontend["id"] == f"{balancer}/frontendIPConfigurations/public"


def test_other_ids_are_left_to_others() -> None:
    assert nested_id("azurerm_lb", "/x", {}, "id") is None
    assert nested_id("azurerm_lb", "/x", {}, "frontend_ip_configuration.0.subnet_id") is None
    assert nested_id("azurerm_cosmosdb_account", "/x", {}, "geo_location.0.id") is None


@pytest.mark.parametrize("type_name", SEGMENTS)
def test_the_schema_has_each_block(type_name: str) -> None:
    block = provider_facts("azurerm").resource(type_name).block
    inner = {name for nested in block.blocks.values() for name in nested.block.blocks}
    assert {*SEGMENTS[type_name]} <= {*block.blocks, *block.attributes, *inner}


@pytest.mark.parametrize(
    ("source", "names", "id_"),
    [
        (
            "azurerm_billing_enrollment_account_scope",
            {"enrollment_account_name": "0123456"},
            f"{BILLING}/enrollmentAccounts/0123456",
        ),
        (
            "azurerm_billing_mca_account_scope",
            {"billing_profile_name": "PE2Q", "invoice_section_name": "PFG"},
            f"{BILLING}/billingProfiles/PE2Q/invoiceSections/PFG",
        ),
        (
            "azurerm_billing_mpa_account_scope",
            {"customer_name": "2281"},
            f"{BILLING}/customers/2281",
        ),
    ],
)
def test_a_billing_scope_computes_its_id(source: str, names: Object, id_: str) -> None:
    state = read(source, {"billing_account_name": "1234567"} | names)
    assert state["id"] == id_


def test_a_signature_needs_no_account_in_the_cloud() -> None:
    given = {"connection_string": "AccountName=st", "start": "2026-01-01", "expiry": "2027-01-01"}
    state = read("azurerm_storage_account_sas", given)
    assert state["sas"].startswith("?emulated-sas=")


def read(source: str, given: Object) -> Object:
    facts = provider_facts("azurerm")
    with Cloud(Path(":memory:")) as cloud:
        config = empty(facts.data_source(source).block) | given
        return Provider(facts, cloud).data(source, config, ACCOUNT)
