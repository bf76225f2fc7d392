"""What operates clusters: which calls a choice adds, with which inputs."""

from __future__ import annotations

from typing import Any

import pytest

from landsmith.calls.model import ModuleCall, Ref, Root
from landsmith.compose.monitoring.cluster import runbook_prefix
from landsmith.compose.roots import compose
from landsmith.resolve.cluster.alerts import cluster_alerts
from landsmith.resolve.platform.policies import policies
from operations_cases import CASES, DEVOPS, FAR, FRONT_DOOR, OPERATED
from strategies import DEVOPS as PIPELINE
from strategies import model, small, with_all, zone

ZONE = "landing_zones.0"
EVERYTHING = "operated with everything"
DEVOPS_REPOSITORY = "https://dev.azure.com/contoso/Claims%20Platform/_git/Claims%20Platform"


def root(name: str, file: Any) -> Root:  # noqa: ANN401
    """Return a root of a landing-zone file."""
    return next(one for one in compose(zone(file)) if one.name == name)


def call(name: str, file: Any = None, at: str = "50-shop-prod") -> ModuleCall:  # noqa: ANN401
    """Return a call of a root, by default of the landing zone with everything."""
    calls = root(at, file or CASES[EVERYTHING]).calls
    return next(one for one in calls if one.name == name)


def names(*changes: tuple[str, Any], at: str = "50-shop-prod") -> set[str]:
    """Return the calls of a root of the small file with some changes."""
    return {one.name for one in root(at, with_all(*changes)).calls}


@pytest.mark.parametrize(
    ("field", "value", "added"),
    [
        ("observability.grafana", {}, {"grafana", "grafana_roles"}),
        ("observability.tracing", {}, {"application_insights"}),
        ("backup", {}, {"backup_vault", "snapshot_resource_group", "cluster_backup"}),
        ("safeguards", {}, {"safeguards"}),
        ("gitops", {"url": "https://github.com/contoso/cluster"}, {"flux", "gitops"}),
        ("gitops", DEVOPS, {"flux", "flux_identity", "gitops"}),
        ("dapr", {}, {"dapr"}),
        ("events", OPERATED["events"], {"cluster_events"}),
    ],
)
def test_a_choice_adds_its_calls_and_no_other(field: str, value: object, added: set[str]) -> None:
    assert names((f"{ZONE}.{field}", value)) - names() == added


def test_health_alerts_can_be_left_to_somebody_else() -> None:
    off = (f"{ZONE}.observability.health_alerts", False)
    assert names() - names(off) == {"activity_log_alerts"}


def test_a_subscription_is_watched_once() -> None:
    shared = (f"{ZONE}.subscription", small()["subscriptions"]["management"])
    assert "activity_log_alerts" not in names(shared)


def test_series_are_recorded_unless_they_are_not_wanted() -> None:
    recording = "recording_rule_group_names"
    assert recording in call("managed_prometheus", small()).inputs
    off = with_all((f"{ZONE}.observability.recording_rules", False))
    assert recording not in call("managed_prometheus", off).inputs


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], "https://github.com/contoso/landing-zone/blob/main/docs/runbooks.md#"),
        (
            [
                (
                    "identity.pipeline",
                    PIPELINE | {"project": "Claims Platform"},
                )
            ],
            f"{DEVOPS_REPOSITORY}?path=/docs/runbooks.md&_a=preview&anchor=",
        ),
        (
            [(f"{ZONE}.observability.runbooks", "https://wiki.contoso.example/aks#")],
            "https://wiki.contoso.example/aks#",
        ),
    ],
)
def test_alerts_lead_to_the_runbooks(changes: list[tuple[str, Any]], expected: str) -> None:
    found = zone(with_all(*changes))
    assert runbook_prefix(found, found.file.landing_zones[0]) == expected
    prometheus = call("managed_prometheus", with_all(*changes))
    assert prometheus.inputs["runbook_url_prefix"] == expected


def test_groups_and_grafana_itself_have_their_roles() -> None:
    assignments: Any = call("grafana_roles").inputs["assignments"]
    told = {key: (one["role_definition_name"], one["scope"]) for key, one in assignments.items()}
    assert told["admins"] == ("Grafana Admin", Ref("grafana", "id"))
    assert told["readers"] == ("Grafana Viewer", Ref("grafana", "id"))
    role, scope = told["metrics"]
    assert role == "Monitoring Data Reader"
    assert "/Microsoft.Monitor/accounts/" in str(scope)


def test_grafana_spans_zones_where_there_are_some() -> None:
    here = with_all((f"{ZONE}.observability.grafana", {}))
    assert call("grafana", here).inputs["zone_redundancy_enabled"] is True
    without = with_all(
        ("region", "ukwest"),
        ("state.replication", "GRS"),
        (f"{ZONE}.observability.grafana", {}),
    )
    assert call("grafana", without).inputs["zone_redundancy_enabled"] is False


def test_the_hub_resolves_grafana_only_where_there_is_one() -> None:
    dns = "privatelink.grafana.azure.com"
    before: Any = call("private_dns_zones", small(), "30-connectivity").inputs["zones"]
    after: Any = call("private_dns_zones", at="30-connectivity").inputs["zones"]
    assert dns not in before
    assert dns in after


def test_nodes_have_thresholds_of_their_own_and_the_way_out_is_watched() -> None:
    file = model(with_all((f"{ZONE}.observability.node_thresholds", {"cpu": 80})))
    found = {alert.part: alert for alert in cluster_alerts(file, file.landing_zones[0])}
    assert found["node-cpu"].threshold == 80
    assert found["node-cpu"].description == "Nodes use more than 80 % of their processors."
    assert found["node-memory"].threshold == 95
    assert found["pods-unschedulable"].metric == "cluster_autoscaler_unschedulable_pods_count"
    assert found["nat-failed-connections"].values == ("Failed",)
    assert found["nat-dropped-packets"].metric == "PacketDropCount"


@pytest.mark.parametrize("aks", [{"mode": "automatic"}, {"node_provisioning": "auto"}])
def test_nodes_that_aks_provisions_have_no_autoscaler_to_watch(aks: dict[str, str]) -> None:
    file = model(with_all((f"{ZONE}.aks", aks)))
    parts = [alert.part for alert in cluster_alerts(file, file.landing_zones[0])]
    assert "pods-unschedulable" not in parts


def test_a_firewall_takes_the_place_of_the_alerts_on_the_nat_gateway() -> None:
    file = model(with_all(("network.egress", "firewall_basic")))
    parts = [alert.part for alert in cluster_alerts(file, file.landing_zones[0])]
    assert not [part for part in parts if part.startswith("nat-")]


def test_nodes_of_a_load_balancer_have_their_ports_watched() -> None:
    shared = {"outbound_ips": 4, "ports_per_node": 2000}
    changes = ("network.egress", "load_balancer"), (f"{ZONE}.aks.network.load_balancer", shared)
    file = model(with_all(*changes))
    found = {alert.part: alert for alert in cluster_alerts(file, file.landing_zones[0])}
    assert found["snat-ports"].threshold == 1600
    assert found["snat-failed-connections"].metric == "SnatConnectionCount"
    alerts: Any = call(
        "metric_alerts", with_all(*changes, ("monitoring.metric_alerts", True))
    ).inputs["alerts"]
    (scope,) = alerts["snat-ports"]["scopes"]
    assert scope.endswith("/Microsoft.Network/loadBalancers/kubernetes")
    assert "/resourceGroups/rg-shop-nodes-" in scope


def test_defender_gates_vulnerable_images() -> None:
    inputs: Any = call("defender_for_cloud").inputs["plans"]
    containers = inputs["Containers"]
    assert set(containers["extensions"]) == {
        "AgentlessDiscoveryForKubernetes",
        "AgentlessVmScanning",
        "ContainerIntegrityContribution",
        "ContainerRegistriesVulnerabilityAssessments",
        "ContainerSensor",
    }
    gating = containers["extension_properties"]["ContainerSensor"]
    assert gating == {"SecurityGatingEnabled": "True"}


def test_a_backup_stands_in_the_landing_zones_own_vault() -> None:
    backup = call("cluster_backup").inputs
    vault: Any = backup["vault"]
    assert vault["id"] == Ref("backup_vault", "id")
    policy: Any = backup["policy"]
    assert (policy["interval"], policy["retention_days"]) == ("PT6H", 30)
    account: Any = backup["storage_account"]
    assert account["replication_type"] == "ZRS"
    instance: Any = backup["instance"]
    assert instance["excluded_namespaces"] == ("scratch",)
    assert "included_namespaces" not in instance


def test_a_second_region_leaves_the_vault_as_it_is() -> None:
    """Another redundancy would replace the vault, and its backups with it."""
    assert call("backup_vault").inputs["redundancy"] == "ZoneRedundant"
    own = {"vault": {"redundancy": "GeoRedundant"}}
    chosen = call("backup_vault", with_all(*FAR, (f"{ZONE}.backup", own))).inputs
    assert chosen["redundancy"] == "GeoRedundant"


@pytest.mark.parametrize(
    ("field", "made"),
    [("backup", "cluster_backup"), ("dapr", "dapr"), ("gitops", "flux")],
)
def test_extensions_wait_for_the_pools_that_take_their_pods(field: str, made: str) -> None:
    chosen = {"gitops": {"url": "https://github.com/contoso/cluster", "branch": "main"}}
    own = (f"{ZONE}.{field}", chosen.get(field, {}))
    assert call(made, with_all(own)).depends_on == ("node_pools",)
    automatic = (f"{ZONE}.aks", {"mode": "automatic"})
    assert call(made, with_all(own, automatic)).depends_on == ()


@pytest.mark.parametrize(
    ("environment", "own", "made"),
    [
        ("prod", {}, True),
        ("preprod", {}, True),
        ("test", {}, False),
        ("dev", {}, False),
        ("dev", {"environments": ["dev"]}, True),
    ],
)
def test_development_and_test_share_a_grafana(
    environment: str, own: dict[str, object], made: bool
) -> None:
    chosen = (f"{ZONE}.observability", {"grafana": own})
    found = names((f"{ZONE}.environment", environment), chosen, at=f"50-shop-{environment}")
    assert ("grafana" in found) is made


def test_policy_asks_for_backup_where_a_landing_zone_has_it() -> None:
    chosen = ("policy.overrides", {"aks-backup": "audit"})
    having = {one.entry.key for one in policies(model(with_all(chosen, (f"{ZONE}.backup", {}))))}
    without = {one.entry.key for one in policies(model(with_all(chosen)))}
    assert having - without == {"aks-backup"}


@pytest.mark.parametrize(
    ("field", "value", "namespace"),
    [
        ("backup", {}, "dataprotection-microsoft"),
        ("dapr", {}, "dapr-system"),
        ("gitops", {"url": "https://github.com/contoso/cluster"}, "flux-system"),
    ],
)
def test_policy_leaves_out_the_namespaces_of_extensions(
    field: str, value: object, namespace: str
) -> None:
    def excluded(*changes: tuple[str, Any]) -> Any:  # noqa: ANN401
        return root("50-shop-prod", with_all(*changes)).locals["excluded_namespaces"]

    assert namespace not in excluded()
    assert namespace in excluded((f"{ZONE}.{field}", value))
    twice = excluded((f"{ZONE}.{field}", value), ("policy.excluded_namespaces", [namespace]))
    assert twice.count(namespace) == 1


def test_safeguards_leave_out_what_policy_leaves_out() -> None:
    own = {"level": "Warn", "excluded_namespaces": ["legacy", "kube-system"]}
    inputs = call("safeguards", with_all((f"{ZONE}.safeguards", own))).inputs
    excluded: Any = inputs["excluded_namespaces"]
    assert {"legacy", "kube-system", "gatekeeper-system"} <= set(excluded)
    assert len(excluded) == len(set(excluded))


def test_flux_applies_what_is_rendered_for_the_cluster_in_order() -> None:
    gitops = call("gitops")
    assert gitops.depends_on == ("flux",)
    assert gitops.inputs["kustomizations"] == {
        "infrastructure": {"path": "cluster/shop-prod/infrastructure"},
        "tenants": {"path": "cluster/shop-prod/tenants", "depends_on": ["infrastructure"]},
    }
    repository: Any = gitops.inputs["git_repository"]
    assert (repository["reference_type"], repository["reference_value"]) == ("tag", "v1.2.3")
    assert repository["provider"] == "Azure"
    settings: Any = call("flux").inputs["settings"]
    assert settings["workloadIdentity.azureClientId"] == Ref(
        "flux_identity", "client_ids", ("flux",)
    )


def test_flux_applies_a_choice_of_folders() -> None:
    own = {
        "url": "https://github.com/contoso/cluster",
        "kustomizations": {
            "base": {"path": "base", "prune": False},
            "apps": {"path": "apps", "depends_on": ["base"]},
        },
    }
    gitops = call("gitops", with_all((f"{ZONE}.gitops", own))).inputs
    assert gitops["kustomizations"] == {
        "base": {"path": "base", "prune": False},
        "apps": {"path": "apps", "depends_on": ("base",)},
    }
    repository: Any = gitops["git_repository"]
    assert (repository["reference_type"], repository["reference_value"]) == ("branch", "main")
    assert "provider" not in repository


@pytest.mark.parametrize("egress", ["firewall_basic", "firewall_standard", "firewall_premium"])
def test_the_firewall_lets_extensions_and_git_through(egress: str) -> None:
    changes = (f"{ZONE}.gitops", DEVOPS), ("network.egress", egress)
    names_: Any = call("firewall", with_all(*changes), "30-connectivity").inputs["extension_fqdns"]
    assert {"dev.azure.com", "westeurope.dp.kubernetesconfiguration.azure.com"} <= set(names_)
    bare = call("firewall", with_all(("network.egress", egress)), "30-connectivity").inputs
    assert "extension_fqdns" not in bare


def test_the_firewall_lets_traces_through() -> None:
    changes = (f"{ZONE}.observability.tracing", {}), ("network.egress", "firewall_basic")
    names_: Any = call("firewall", with_all(*changes), "30-connectivity").inputs["extension_fqdns"]
    assert names_ == ["*.in.applicationinsights.azure.com", "*.livediagnostics.monitor.azure.com"]


def test_front_door_reaches_the_load_balancers_of_both_regions() -> None:
    front = call("front_door", at="70-global").inputs
    origins: Any = front["origins"]
    assert origins["shop-prod"]["private_link_location"] == "westeurope"
    assert origins["pay-test"]["private_link_location"] == "northeurope"
    service = "/providers/Microsoft.Network/privateLinkServices/pls-ingress"
    assert origins["shop-prod"]["private_link_service_id"].endswith(service)
    subnets: Any = call("spoke_network").inputs["subnets"]
    assert subnets["ingress"]["private_link_services"] is True


def test_what_is_global_comes_after_every_landing_zone() -> None:
    found = root("70-global", CASES[EVERYTHING])
    assert found.after == ("50-shop-prod", "50-pay-test")
    assert [output.name for output in found.outputs] == ["host_name", "validation_tokens"]
    assert "70-global" not in [one.name for one in compose(zone(small()))]


def test_a_fleet_upgrades_production_last() -> None:
    strategy: Any = call("fleet", at="70-global").inputs["strategy"]
    assert strategy["stages"] == [
        {"name": "test", "groups": ["test"], "wait_seconds": 24 * 3600},
        {"name": "prod", "groups": ["prod"]},
    ]


def test_traffic_manager_leads_to_both_regions() -> None:
    file = CASES["operated in the second region"]
    endpoints: Any = call("traffic_manager", file, "70-global").inputs["endpoints"]
    assert endpoints["pay-test"]["location"] == "northeurope"
    assert endpoints["pay-test"]["priority"] == 2


def test_policies_of_the_customer_can_set_all_diagnostic_settings() -> None:
    by_policy = with_all(
        *FAR,
        *((f"{ZONE}.{field}", value) for field, value in OPERATED.items()),
        ("global_entry", FRONT_DOOR),
        ("monitoring.diagnostics", "policy"),
    )
    for name, at in (
        ("grafana", "50-shop-prod"),
        ("cluster_backup", "50-shop-prod"),
        ("backup_vault", "50-shop-prod"),
        ("front_door", "70-global"),
    ):
        assert call(name, by_policy, at).inputs["diagnostic_settings"] is False
