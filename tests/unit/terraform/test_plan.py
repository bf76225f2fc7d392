from __future__ import annotations

import pytest

from landsmith.emulator.values import Value
from landsmith.errors import TerraformError
from landsmith.terraform.plan import SENSITIVE, UNKNOWN, merge, parse


def raw(**change: Value) -> Value:
    base = {
        "actions": ["create"],
        "before": None,
        "after": {"name": "a", "pool": [{"size": 1}], "key": "secret"},
        "after_unknown": {"id": True, "pool": [{"fqdn": True}]},
        "before_sensitive": False,
        "after_sensitive": {"key": True, "pool": [{}]},
    }
    resource = {
        "address": "module.m.azurerm_x.y[0]",
        "module_address": "module.m",
        "mode": "managed",
        "type": "azurerm_x",
        "name": "y",
        "index": 0,
        "provider_name": "registry.terraform.io/hashicorp/azurerm",
        "change": base | change,
    }
    call = {
        "resources": [
            {
                "address": "azurerm_x.y",
                "expressions": {
                    "name": {"constant_value": "a"},
                    "pool": [{"subnet_id": {"references": ["azurerm_subnet.s.id"]}}],
                },
            }
        ]
    }
    return {
        "terraform_version": "1.11.4",
        "resource_changes": [resource],
        "configuration": {"root_module": {"module_calls": {"m": {"module": call}}}},
    }


def test_unknown_and_sensitive_are_values() -> None:
    (change,) = parse(raw(), "root").changes
    assert change.after == {
        "name": "a",
        "pool": [{"size": 1, "fqdn": UNKNOWN}],
        "key": SENSITIVE,
        "id": UNKNOWN,
    }


def test_no_secret_is_left_anywhere() -> None:
    plan = parse(raw(before={"key": "secret"}, before_sensitive={"key": True}), "root")
    assert "secret" not in repr(plan.changes)


def test_get_follows_a_path() -> None:
    (change,) = parse(raw(), "root").changes
    assert change.get("pool.0.size") == 1
    assert change.get("pool.0.fqdn.deeper") is UNKNOWN
    assert change.get("pool.7.size", "none") == "none"


def test_a_mark_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(UNKNOWN)


def test_resources_are_what_will_exist() -> None:
    plan = parse(raw(), "root")
    assert [change.address for change in plan.resources("azurerm_x")] == ["module.m.azurerm_x.y[0]"]
    assert plan.resources("azurerm_z") == ()
    assert parse(raw(actions=["delete"], after=None), "root").resources() == ()


def test_references_are_by_configuration_address() -> None:
    plan = parse(raw(), "root")
    assert plan.references == {"module.m.azurerm_x.y": {"pool.subnet_id": ("azurerm_subnet.s.id",)}}


def test_the_digest_is_the_plans() -> None:
    assert parse(raw(), "root").digest == parse(raw(), "other").digest
    assert parse(raw(), "root").digest != parse(raw(actions=["update"]), "root").digest


def test_an_unknown_whole_stays_unknown() -> None:
    assert merge(None, True, {}) is UNKNOWN
    assert merge({"a": 1}, {}, True) is SENSITIVE
    assert merge(None, True, True) is SENSITIVE
    assert merge(None, False, True) is None


def test_what_is_no_plan_is_refused() -> None:
    with pytest.raises(TerraformError, match="is not one"):
        parse({"resource_changes": [{}]}, "root")
