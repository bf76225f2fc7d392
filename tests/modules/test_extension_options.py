"""What extensions of clusters ask of others: the firewall, the ingress subnet and Defender."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from landsmith.calls.model import Value
from landsmith.terraform.binary import TerraformFailedError
from landsmith.terraform.plan import Plan
from modules.harness import addresses, plan, values
from modules.test_connectivity import CLUSTERS
from modules.test_connectivity import FIREWALL as PREMIUM
from modules.test_hub_options import BASIC
from modules.test_management import CONTACT
from modules.test_network import SUBNET, VNET

NAMES = ["dev.azure.com", "*.data.mcr.microsoft.com"]
FIREWALLS: dict[str, Mapping[str, Value]] = {
    "firewall": {**PREMIUM, **CLUSTERS},
    "firewall_basic": {
        **BASIC,
        "source_address_prefixes": ["10.20.0.0/16"],
        "regions": ["westeurope"],
    },
}


def rules(found: Plan) -> dict[str, dict[str, Any]]:
    """Return the application rules of a firewall by name."""
    return {
        rule["name"]: rule
        for resource in addresses(found)
        if resource.startswith("azurerm_firewall_policy_rule_collection_group")
        for group in [dict(values(found, resource))]
        for collection in group["application_rule_collection"]  # type: ignore[union-attr]
        for rule in collection["rule"]  # type: ignore[index,call-overload]
    }


@pytest.mark.parametrize("module", FIREWALLS)
def test_a_firewall_lets_extensions_through_where_there_are_some(module: str) -> None:
    rule = rules(plan(module, {**FIREWALLS[module], "extension_fqdns": NAMES}))[
        "kubernetes-extensions"
    ]
    assert rule["destination_fqdns"] == NAMES
    assert [(one["type"], one["port"]) for one in rule["protocols"]] == [("Https", 443)]
    assert "kubernetes-extensions" not in rules(plan(module, FIREWALLS[module]))


@pytest.mark.parametrize("module", FIREWALLS)
def test_a_firewall_refuses_what_is_no_host_name(module: str) -> None:
    with pytest.raises(TerraformFailedError) as refused:
        plan(module, {**FIREWALLS[module], "extension_fqdns": ["https://dev.azure.com"]})
    assert "Expected host names in lower case" in " ".join(str(refused.value).split())


@pytest.mark.parametrize("published", [True, False])
def test_a_subnet_whose_load_balancers_are_published(published: bool) -> None:
    subnet = {**SUBNET, "private_link_services": published}
    found = plan("virtual_network", {**VNET, "subnets": {"x": subnet}})
    planned = values(found, 'azurerm_subnet.this["x"]')
    assert planned["private_link_service_network_policies_enabled"] is not published


def test_defender_refuses_an_extension_that_containers_have_not() -> None:
    plans = {"Containers": {"tier": "Standard", "extensions": ["SensitiveDataDiscovery"]}}
    with pytest.raises(TerraformFailedError) as refused:
        plan("defender_for_cloud", {"plans": plans, "contact": CONTACT})
    assert "Expected extensions of Containers: AgentlessDiscoveryForKubernetes" in " ".join(
        str(refused.value).split()
    )
