from __future__ import annotations

from typing import Any

from landsmith.evidence.redaction import redact_plan, redact_state, secrets

HIDDEN = "s3cret-value"


def plan() -> dict[str, Any]:
    return {
        "terraform_version": "1.11.4",
        "variables": {"password": {"value": HIDDEN}, "size": {"value": "large"}},
        "planned_values": {
            "outputs": {"token": {"value": HIDDEN, "sensitive": True}},
            "root_module": {
                "resources": [
                    {"values": {"key": "abc", "name": "x"}, "sensitive_values": {"key": True}}
                ]
            },
        },
        "resource_changes": [
            {
                "address": "a.b",
                "change": {
                    "before": {"password": "older-secret"},
                    "before_sensitive": {"password": True},
                    "after": {"password": HIDDEN, "list": [{"k": "ab"}, {"k": "cd"}], "none": None},
                    "after_sensitive": {"password": True, "list": [{"k": True}], "none": True},
                },
            }
        ],
        "output_changes": {"token": {"before": None, "after": HIDDEN, "after_sensitive": True}},
        "configuration": {
            "root_module": {
                "variables": {"password": {"sensitive": True}, "size": {}},
                "module_calls": {"m": {"expressions": {"p": {"constant_value": HIDDEN}}}},
                "text": f"https://user:{HIDDEN}@host",
            }
        },
    }


def test_what_a_plan_marks_is_taken_out_wherever_it_stands() -> None:
    clean = redact_plan(plan())
    assert HIDDEN not in str(clean)
    assert "older-secret" not in str(clean)
    after = clean["resource_changes"][0]["change"]["after"]
    assert after["list"] == [{"k": "(sensitive)"}, {"k": "cd"}]
    assert after["none"] is None
    assert clean["variables"] == {"password": {"value": "(sensitive)"}, "size": {"value": "large"}}
    values = clean["planned_values"]["root_module"]["resources"][0]["values"]
    assert values == {"key": "(sensitive)", "name": "x"}
    assert clean["configuration"]["root_module"]["variables"]["password"] == {"sensitive": True}


def test_the_plan_given_stays_as_it_is() -> None:
    raw = plan()
    redact_plan(raw)
    assert raw == plan()


def test_a_state_loses_the_secrets_of_its_plan() -> None:
    applied = {"a.b": {"copy": HIDDEN, "name": "x"}}
    assert redact_state(applied, secrets(plan())) == {"a.b": {"copy": "(sensitive)", "name": "x"}}


def test_a_virtual_wans_keys_are_taken_out_though_the_provider_does_not_mark_them() -> None:
    link = {"name": "berlin", "shared_key": HIDDEN}
    raw: dict[str, Any] = {
        "resource_changes": [{"change": {"before": None, "after": {"vpn_link": [link]}}}],
        "prior_state": {
            "values": {"root_module": {"resources": [{"values": {"vpn_link": [link]}}]}}
        },
    }
    clean = redact_plan(raw)
    assert HIDDEN not in str(clean)
    after = clean["resource_changes"][0]["change"]["after"]
    assert after["vpn_link"] == [{"name": "berlin", "shared_key": "(sensitive)"}]
    applied = {"a.b": {"vpn_link": [link], "shared_key": None}}
    assert redact_state(applied) == {"a.b": {"vpn_link": after["vpn_link"], "shared_key": None}}
