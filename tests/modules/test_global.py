"""What stands above the regions: what Front Door, Traffic Manager and a fleet plan and refuse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from landsmith.terraform.binary import TerraformFailedError
from landsmith.terraform.plan import Plan
from modules.harness import OTHER_SUBSCRIPTION, SUBSCRIPTION, addresses, plan, values

GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups"
WORKSPACE = f"{GROUP}/rg-x/providers/Microsoft.OperationalInsights/workspaces/log-x"
SERVICES = f"{GROUP}/rg-nodes/providers/Microsoft.Network/privateLinkServices"
CLUSTERS = "providers/Microsoft.ContainerService/managedClusters"
TAGS = {"owner": "platform"}

NEAR = {
    "host_name": "shop.example.com",
    "private_link_service_id": f"{SERVICES}/pls-near",
    "private_link_location": "westeurope",
}
FAR = {
    **NEAR,
    "private_link_service_id": f"{SERVICES}/pls-far",
    "private_link_location": "germanywestcentral",
    "priority": 2,
}
FRONT_DOOR: Mapping[str, Any] = {
    "name": "afd-global",
    "endpoint_name": "fde-global",
    "firewall_policy_name": "fdfpglobal",
    "resource_group_name": "rg-global",
    "origins": {"near": NEAR, "far": FAR},
    "probe": {"path": "/healthz", "interval_seconds": 30},
    "requests_per_minute": 500,
    "log_analytics_workspace_id": WORKSPACE,
    "tags": TAGS,
}
TRAFFIC: Mapping[str, Any] = {
    "name": "traf-global",
    "resource_group_name": "rg-global",
    "routing": "Priority",
    "ttl_seconds": 60,
    "probe": {"path": "/healthz", "port": 443},
    "endpoints": {
        "near": {"target": "near.example.com", "location": "westeurope"},
        "far": {"target": "far.example.com", "location": "germanywestcentral", "priority": 2},
    },
    "log_analytics_workspace_id": WORKSPACE,
    "tags": TAGS,
}
FLEET: Mapping[str, Any] = {
    "name": "fleet-global",
    "location": "westeurope",
    "resource_group_name": "rg-global",
    "members": {
        "shop-test": {"cluster_id": f"{GROUP}/rg-a/{CLUSTERS}/aks-test", "group": "test"},
        "shop-prod": {
            "cluster_id": f"/subscriptions/{OTHER_SUBSCRIPTION}/resourceGroups/rg-b/{CLUSTERS}/aks",
            "group": "prod",
        },
    },
    "strategy": {
        "name": "by-environment",
        "stages": [
            {"name": "test", "groups": ["test"], "wait_seconds": 86400},
            {"name": "prod", "groups": ["prod"]},
        ],
    },
    "tags": TAGS,
}


def block(found: Plan, resource: str, name: str) -> dict[str, Any]:
    """Return the one nested block of a name."""
    (only,) = values(found, resource)[name]  # type: ignore[union-attr]
    return dict(only)  # type: ignore[arg-type]


def test_front_door_reaches_its_origins_by_private_link() -> None:
    found = plan("front_door", FRONT_DOOR)
    assert values(found, "azurerm_cdn_frontdoor_profile.this")["sku_name"] == (
        "Premium_AzureFrontDoor"
    )
    for key, given in (("near", NEAR), ("far", FAR)):
        origin = f'azurerm_cdn_frontdoor_origin.this["{key}"]'
        assert values(found, origin)["certificate_name_check_enabled"] is True
        assert values(found, origin)["origin_host_header"] == "shop.example.com"
        assert values(found, origin)["priority"] == given.get("priority", 1)
        link = block(found, origin, "private_link")
        assert link["private_link_target_id"] == given["private_link_service_id"]
        assert link["location"] == given["private_link_location"]


def test_front_door_asks_origins_for_their_health() -> None:
    probe = block(
        plan("front_door", FRONT_DOOR), "azurerm_cdn_frontdoor_origin_group.this", "health_probe"
    )
    assert (probe["protocol"], probe["path"], probe["interval_in_seconds"]) == (
        "Https",
        "/healthz",
        30,
    )


def test_front_doors_firewall_prevents_and_guards_every_name() -> None:
    found = plan("front_door", {**FRONT_DOOR, "host_names": ["shop.example.com"]})
    firewall: Any = values(found, "azurerm_cdn_frontdoor_firewall_policy.this")
    assert (firewall["mode"], firewall["enabled"]) == ("Prevention", True)
    assert [
        (rule["type"], rule["version"], rule["action"]) for rule in firewall["managed_rule"]
    ] == [
        ("Microsoft_DefaultRuleSet", "2.1", "Block"),
        ("Microsoft_BotManagerRuleSet", "1.1", "Block"),
    ]
    (limit,) = firewall["custom_rule"]
    assert (limit["type"], limit["rate_limit_threshold"]) == ("RateLimitRule", 500)
    policy = block(found, "azurerm_cdn_frontdoor_security_policy.this", "security_policies")
    (association,) = policy["firewall"][0]["association"]
    assert association["patterns_to_match"] == ["/*"]
    assert len(association["domain"]) == len(["the default name", "shop.example.com"])


def test_front_door_sends_on_https_only() -> None:
    found = plan("front_door", {**FRONT_DOOR, "host_names": ["shop.example.com"]})
    route = values(found, "azurerm_cdn_frontdoor_route.this")
    assert route["forwarding_protocol"] == "HttpsOnly"
    assert route["https_redirect_enabled"] is True
    assert route["link_to_default_domain"] is False
    domain = 'azurerm_cdn_frontdoor_custom_domain.this["shop.example.com"]'
    assert values(found, domain)["name"] == "shop-example-com"
    assert block(found, domain, "tls")["minimum_version"] == "TLS12"


def test_front_door_without_names_has_its_default_name() -> None:
    route = values(plan("front_door", FRONT_DOOR), "azurerm_cdn_frontdoor_route.this")
    assert route["link_to_default_domain"] is True


@pytest.mark.parametrize(
    ("module", "inputs"), [("front_door", FRONT_DOOR), ("traffic_manager", TRAFFIC)]
)
def test_diagnostic_settings_can_be_a_policys(module: str, inputs: Mapping[str, Any]) -> None:
    logged = addresses(plan(module, inputs))
    assert [one for one in logged if "diagnostic_setting" in one]
    bare = addresses(plan(module, {**inputs, "diagnostic_settings": False}))
    assert not [one for one in bare if "diagnostic_setting" in one]


def test_traffic_manager_asks_endpoints_over_https() -> None:
    found = plan("traffic_manager", TRAFFIC)
    profile = "azurerm_traffic_manager_profile.this"
    assert values(found, profile)["traffic_routing_method"] == "Priority"
    probe = block(found, profile, "monitor_config")
    assert (probe["protocol"], probe["port"], probe["path"]) == ("HTTPS", 443, "/healthz")
    assert block(found, profile, "dns_config")["relative_name"] == "traf-global"
    far = values(found, 'azurerm_traffic_manager_external_endpoint.this["far"]')
    assert (far["target"], far["endpoint_location"], far["priority"]) == (
        "far.example.com",
        "germanywestcentral",
        2,
    )


def test_users_of_a_region_have_their_endpoint() -> None:
    endpoints = {
        "near": {"target": "a.example.com", "location": "westeurope", "geo_mappings": ["GEO-EU"]},
        "far": {"target": "b.example.com", "location": "eastus", "geo_mappings": ["WORLD"]},
    }
    found = plan("traffic_manager", {**TRAFFIC, "routing": "Geographic", "endpoints": endpoints})
    near = values(found, 'azurerm_traffic_manager_external_endpoint.this["near"]')
    assert near["geo_mappings"] == ["GEO-EU"]


def test_a_fleet_upgrades_its_groups_in_order() -> None:
    found = plan("kubernetes_fleet", FLEET)
    for name, member in FLEET["members"].items():
        planned = values(found, f'azurerm_kubernetes_fleet_member.this["{name}"]')
        assert planned["kubernetes_cluster_id"] == member["cluster_id"]
        assert planned["group"] == member["group"]
    strategy: Any = values(found, "azurerm_kubernetes_fleet_update_strategy.this")
    assert [
        (stage["name"], [group["name"] for group in stage["group"]]) for stage in strategy["stage"]
    ] == [("test", ["test"]), ("prod", ["prod"])]
    assert [stage["after_stage_wait_in_seconds"] for stage in strategy["stage"]] == [86400, None]


STRATEGY = FLEET["strategy"]
REFUSED: list[tuple[str, Mapping[str, Any], Mapping[str, Any], str]] = [
    *(
        ("front_door", FRONT_DOOR, bad, message)
        for bad, message in (
            ({"name": "a"}, "a profile has 2 to 90 letters"),
            ({"endpoint_name": "a"}, "an endpoint has 2 to 46 letters"),
            ({"firewall_policy_name": "fd-fp"}, "1 to 128 letters and digits"),
            ({"origins": {"near": NEAR}}, "Expected two origins or more"),
            ({"origins": {"near": NEAR, "far": {**FAR, "priority": 6}}}, "priorities from 1 to 5"),
            ({"origins": {"near": NEAR, "f.r": FAR}}, "keys of letters, digits and hyphens"),
            ({"host_names": ["Shop.example.com"]}, "Expected host names in lower case"),
            ({"host_names": ["a.b.com", "a-b.com"]}, "differ in more than dots and hyphens"),
            ({"probe": {"path": "x", "interval_seconds": 30}}, "a path that starts with /"),
            ({"probe": {"path": "/", "interval_seconds": 0}}, "Expected 1 to 255 seconds"),
            ({"requests_per_minute": 1}, "Expected 10 requests or more"),
        )
    ),
    *(
        ("traffic_manager", TRAFFIC, bad, message)
        for bad, message in (
            ({"name": "-"}, "a profile has 1 to 63 letters"),
            ({"routing": "Subnet"}, "Performance, Priority, Weighted or Geographic"),
            ({"routing": "Geographic"}, "Expected geo_mappings of each endpoint"),
            ({"ttl_seconds": -1}, "Expected 0 to 2147483647 seconds"),
            ({"probe": {"path": "x", "port": 443}}, "a path that starts with /"),
            ({"probe": {"path": "/", "port": 0}}, "Expected a port from 1 to 65535"),
            ({"endpoints": {"near": TRAFFIC["endpoints"]["near"]}}, "two endpoints or more"),
            (
                {
                    "endpoints": {
                        "a": TRAFFIC["endpoints"]["near"],
                        "b": TRAFFIC["endpoints"]["near"],
                    }
                },
                "another priority of each endpoint",
            ),
        )
    ),
    *(
        ("kubernetes_fleet", FLEET, bad, message)
        for bad, message in (
            ({"name": "Fleet"}, "a fleet has 1 to 63 lower-case letters"),
            ({"members": {"a": FLEET["members"]["shop-prod"]}}, "Expected two members or more"),
            (
                {"members": {**FLEET["members"], "A": FLEET["members"]["shop-prod"]}},
                "a member has 1 to 50 lower-case letters",
            ),
            ({"strategy": {**STRATEGY, "stages": []}}, "Expected at least one stage"),
            (
                {"strategy": {**STRATEGY, "stages": [{"name": "x", "groups": ["qa"]}]}},
                "Expected groups that have members",
            ),
        )
    ),
]


@pytest.mark.parametrize(("module", "good", "bad", "message"), REFUSED)
def test_what_a_module_refuses(
    module: str, good: Mapping[str, Any], bad: Mapping[str, Any], message: str
) -> None:
    with pytest.raises(TerraformFailedError) as refused:
        plan(module, {**good, **bad})
    assert message in " ".join(str(refused.value).split())
