"""What every plan of a module is held against finds what doesn't settle."""

from __future__ import annotations

import pytest

from emulator_azure import complete
from landsmith.emulator.facts import provider_facts
from landsmith.emulator.provider.planning import plan
from landsmith.emulator.values import UNKNOWN, Object
from landsmith.terraform.plan import Plan, ResourceChange
from settling import unsettled

ACCOUNT: Object = {"account_tier": "Standard", "account_replication_type": "LRS"}
FREEZE = {"start": "2026-12-20T00:00:00Z", "end": "2027-01-06T23:59:59Z"}
WINDOW = {"frequency": "Weekly", "interval": 1, "duration": 4, "not_allowed": [FREEZE]}


def made(kind: str, given: Object) -> Plan:
    """Return the plan that creates a resource."""
    kind = f"azurerm_{kind}"
    facts = provider_facts("azurerm")
    config = complete(facts.resource(kind).block, given)
    after = plan(facts.resource(kind).block, facts.of(kind), None, config, config).state or {}
    shown = {name: None if value is UNKNOWN else value for name, value in after.items()}
    told = ("managed", kind, "this", None, "azurerm", ("create",), None, shown)
    return Plan("root", (ResourceChange(f"{kind}.this", "", *told),), {}, "", "")


def rules(action: str) -> Object:
    return ACCOUNT | {"network_rules": [{"default_action": action, "bypass": ["AzureServices"]}]}


@pytest.mark.parametrize(
    ("kind", "after", "words"),
    [
        ("storage_account", rules("Allow"), "network_rules is read back as"),
        (
            "kubernetes_cluster",
            {"dns_prefix": "aks", "maintenance_window_node_os": [WINDOW]},
            "maintenance_window_node_os is read back as",
        ),
        ("monitor_diagnostic_setting", {}, "at least one log or metric has to be enabled"),
    ],
)
def test_what_does_not_settle_is_found(kind: str, after: Object, words: str) -> None:
    (found,) = unsettled(made(kind, after))
    assert words in found


def test_what_settles_is_not() -> None:
    assert unsettled(made("storage_account", rules("Deny"))) == []
