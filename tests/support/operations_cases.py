"""Landing-zone files whose clusters are operated with everything there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from strategies import entry, uuid, with_all

if TYPE_CHECKING:
    from strategies import Json

GROUP = f"/subscriptions/{uuid(4)}/resourceGroups/rg-ops/providers"
QUEUE: Json = {
    "kind": "storage_queue",
    "storage_account_id": f"{GROUP}/Microsoft.Storage/storageAccounts/stevents",
    "queue": "cluster-events",
}
HUB: Json = {
    "kind": "event_hub",
    "event_hub_id": f"{GROUP}/Microsoft.EventHub/namespaces/evhns-x/eventhubs/clusters",
}
HOOK: Json = {
    "kind": "webhook",
    "url": "https://hooks.contoso.example/aks",
    "application_id": uuid(9),
}
DEVOPS: Json = {
    "url": "https://dev.azure.com/contoso/shop/_git/cluster",
    "tag": "v1.2.3",
    "sign_in": "workload_identity",
}
OPERATED: Json = {
    "observability": {"alerts": "complete", "grafana": {}, "tracing": {"daily_cap_gb": 5}},
    "backup": {"rpo_hours": 6, "excluded_namespaces": ["scratch"]},
    "safeguards": {"level": "Enforce", "pod_security": "Restricted"},
    "gitops": DEVOPS,
    "dapr": {"version": "1.14.4"},
    "events": {"target": QUEUE},
}
FRONT_DOOR: Json = {
    "kind": "front_door",
    "host_names": ["shop.contoso.example"],
    "origins": [
        {"landing_zone": "shop-prod", "host_name": "shop.contoso.example"},
        {"landing_zone": "pay-test", "host_name": "shop.contoso.example", "priority": 2},
    ],
}
TRAFFIC_MANAGER: Json = {
    "kind": "traffic_manager",
    "routing": "Priority",
    "endpoints": [
        {"landing_zone": "shop-prod", "target": "we.contoso.example"},
        {"landing_zone": "pay-test", "target": "ne.contoso.example", "priority": 2},
    ],
}
AGENT = (
    "MIIBCgKCAQEAqck5leZTF2wNYINzwq7wn4+eGqopL6ElO+VwflW7OoQFjbQG9E4z7sbj51t8wGHYc+Qc"
    "Dhn7J5CfC7rWKJu4usdL7gyc/nxJajHsmzAfpdCge7W5ewQDxpi8rzYfTm2SLBV9NGlP2QOGqf/KDVdU"
    "cLU4/a3O6lXszbXrxaso4Da4NQjdoPNeYQULmCetazfmi91S2HxtVolrCYoOXDmSsPaPOHssdfH6LgXp"
    "h83GAFpmxD163EnjAGzJPbqBhQtxo1sIqaa4684VvqnXdCzfyZ8IidT8m2fFGSPe+EV1oM6+teibgxed"
    "i6SnVKFerZGhU3QYGBSkHmNnUtJw4bCK0wIDAQAB"
)
"""Public half of an RSA key whose private half was thrown away."""

ARC: Json = {
    "plant": {"agent_certificate": AGENT},
    "depot-cork": {
        "agent_certificate": AGENT,
        "region": "northeurope",
        "connected": True,
        "gitops": {
            "url": "https://github.com/contoso/depots",
            "kustomizations": {
                "base": {"path": "base"},
                "cork": {"path": "depots/cork", "depends_on": ["base"], "prune": False},
            },
        },
    },
    "bakery": {"agent_certificate": AGENT, "connected": True},
}
FAR: list[tuple[str, Any]] = [
    ("secondary_region", {"region": "northeurope", "supernets": ["10.80.0.0/16"]}),
    ("landing_zones.1", entry("pay", 5, environment="test", region="secondary")),
    ("monitoring.metric_alerts", True),
    ("monitoring.defender", ["Containers"]),
]


def operated(at: int, **changes: object) -> list[tuple[str, Any]]:
    """Return the changes that operate a landing zone with everything, or with what is given."""
    chosen = {**OPERATED, **changes}
    return [(f"landing_zones.{at}.{field}", value) for field, value in chosen.items()]


CASES: dict[str, Json] = {
    "operated with everything": with_all(
        *FAR,
        *operated(0),
        ("global_entry", FRONT_DOOR),
        ("fleet", {}),
        ("arc_clusters", ARC),
    ),
    "operated in the second region": with_all(
        *FAR,
        *operated(1, gitops={"url": "https://github.com/contoso/cluster"}, events={"target": HUB}),
        ("global_entry", TRAFFIC_MANAGER),
        ("network.egress", "firewall_standard"),
    ),
    "operated behind a small firewall": with_all(
        *operated(0, events={"target": HOOK}), ("network.egress", "firewall_basic")
    ),
}
