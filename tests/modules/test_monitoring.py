"""What watches a cluster: what Prometheus, Grafana and Application Insights plan and refuse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from landsmith.calls.model import Value
from landsmith.render.docs.runbook_texts import PROMETHEUS as RUNBOOKS
from landsmith.terraform.binary import TerraformFailedError
from landsmith.terraform.plan import Plan
from modules.harness import SUBSCRIPTION, addresses, plan, values

GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-shop/providers"
METRICS = f"{GROUP}/Microsoft.Monitor/accounts/amw-x"
CLUSTER_ID = f"{GROUP}/Microsoft.ContainerService/managedClusters/aks-x"
ACTION_GROUP = f"{GROUP}/Microsoft.Insights/actionGroups/ag-x"
WORKSPACE = f"{GROUP}/Microsoft.OperationalInsights/workspaces/log-x"
NETWORK = f"{GROUP}/Microsoft.Network"
HERE: Mapping[str, Value] = {
    "location": "westeurope",
    "resource_group_name": "rg-shop",
    "tags": {"owner": "shop"},
}
ALERTED = {"pod": "prg-pod", "node": "prg-node", "cluster": "prg-cluster"}
RECORDED = {"node": "prg-node-recording", "kubernetes": "prg-kubernetes-recording"}
PROMETHEUS: Mapping[str, Value] = {
    **HERE,
    "cluster_id": CLUSTER_ID,
    "cluster_name": "aks-x",
    "monitor_workspace_id": METRICS,
    "data_collection_endpoint_name": "dce-x",
    "data_collection_rule_name": "dcr-metrics",
    "alert_rule_group_names": ALERTED,
    "runbook_url_prefix": "https://wiki.example.com/runbooks.md#",
    "action_group_id": ACTION_GROUP,
}
GRAFANA: Mapping[str, Value] = {
    **HERE,
    "name": "amg-shop",
    "major_version": "12",
    "zone_redundancy_enabled": True,
    "monitor_workspace_id": METRICS,
    "private_endpoint": {
        "name": "pep-grafana",
        "subnet_id": f"{NETWORK}/virtualNetworks/vnet-x/subnets/snet-endpoints",
        "private_dns_zone_id": f"{NETWORK}/privateDnsZones/privatelink.grafana.azure.com",
        "network_interface_name": "nic-grafana",
    },
    "log_analytics_workspace_id": WORKSPACE,
}
INSIGHTS: Mapping[str, Value] = {
    **HERE,
    "name": "appi-shop",
    "log_analytics_workspace_id": WORKSPACE,
}
GROUPS = "azurerm_monitor_alert_prometheus_rule_group"


def prometheus(**changes: Value) -> Plan:
    """Return the plan of the metrics of a cluster with some other inputs."""
    return plan("managed_prometheus", {**PROMETHEUS, **changes})


def alerts(found: Plan) -> dict[str, dict[str, Any]]:
    """Return the planned alerts by name, each with the level of its group."""
    return {
        rule["alert"]: {**rule, "level": level}
        for level in ALERTED
        for rule in rules(found, f'alerts["{level}"]')
    }


def rules(found: Plan, group: str) -> list[dict[str, Any]]:
    """Return the rules of a group."""
    planned: Any = values(found, f"{GROUPS}.{group}")["rule"]
    return list(planned)


def block(found: Plan, resource: str, name: str) -> dict[str, Any]:
    """Return the one nested block of a name."""
    (only,) = values(found, resource)[name]  # type: ignore[union-attr]
    return dict(only)  # type: ignore[arg-type]


def test_metrics_of_a_cluster_go_to_the_workspace() -> None:
    found = prometheus()
    assert addresses(found) == [
        *(f'{GROUPS}.alerts["{level}"]' for level in sorted(ALERTED)),
        "azurerm_monitor_data_collection_endpoint.this",
        "azurerm_monitor_data_collection_rule.this",
        "azurerm_monitor_data_collection_rule_association.cluster",
    ]
    endpoint = values(found, "azurerm_monitor_data_collection_endpoint.this")
    assert (endpoint["name"], endpoint["kind"], endpoint["location"]) == (
        "dce-x",
        "Linux",
        "westeurope",
    )
    rule = "azurerm_monitor_data_collection_rule.this"
    (forwarder,) = block(found, rule, "data_sources")["prometheus_forwarder"]
    assert forwarder["streams"] == ["Microsoft-PrometheusMetrics"]
    (account,) = block(found, rule, "destinations")["monitor_account"]
    assert account["monitor_account_id"] == METRICS
    assert block(found, rule, "data_flow")["destinations"] == ["monitor-workspace"]
    association = values(found, "azurerm_monitor_data_collection_rule_association.cluster")
    assert (association["name"], association["target_resource_id"]) == ("MSProm-aks-x", CLUSTER_ID)


@pytest.mark.parametrize("level", ALERTED)
def test_alerts_are_about_one_cluster(level: str) -> None:
    group = values(prometheus(), f'{GROUPS}.alerts["{level}"]')
    assert group["name"] == ALERTED[level]
    assert group["cluster_name"] == "aks-x"
    assert group["scopes"] == [METRICS, CLUSTER_ID]
    assert group["rule_group_enabled"] is True
    assert group["interval"] == "PT1M"
    assert group["description"] == f"Alerts on aks-x, at the level {level}."


@pytest.mark.parametrize("chosen", ["essential", "complete"])
def test_every_alert_is_told_with_its_runbook(chosen: str) -> None:
    found = alerts(prometheus(alerts=chosen))
    for name, rule in found.items():
        assert rule["enabled"] is True
        assert rule["severity"] in (1, 2, 3, 4), name
        assert str(rule["for"]).startswith("PT"), name
        assert rule["annotations"]["description"], name
        url = f"https://wiki.example.com/runbooks.md#{name.lower()}"
        assert rule["annotations"]["runbook_url"] == url
        assert [one["action_group_id"] for one in rule["action"]] == [ACTION_GROUP]
        assert rule["alert_resolution"] == [{"auto_resolved": True, "time_to_resolve": "PT10M"}]


@pytest.mark.parametrize("chosen", ["essential", "complete"])
def test_there_is_a_runbook_for_every_alert_and_no_other(chosen: str) -> None:
    found = {name: rule["level"] for name, rule in alerts(prometheus(alerts=chosen)).items()}
    written = {
        book.alert: book.level for book in RUNBOOKS if book.essential or chosen == "complete"
    }
    assert found == written


@pytest.mark.parametrize(
    ("alert", "severity", "metric"),
    [
        ("NodeNotReady", 1, "kube_node_status_condition{condition='Ready', status='true'}) == 0"),
        ("ContainerOutOfMemory", 3, "last_terminated_reason{reason='OOMKilled'}) == 1 and "),
        ("PodCrashLooping", 2, "waiting_reason{reason='CrashLoopBackOff'}[5m])) == 1"),
        ("PodPending", 2, "kube_pod_status_phase{phase=~'Pending|Unknown'}) == 1"),
        ("PersistentVolumeNearlyFull", 2, "kubelet_volume_stats_capacity_bytes) < 0.1"),
        (
            "HorizontalPodAutoscalerAtMaximum",
            3,
            "_status_current_replicas >= kube_horizontalpodautoscaler_spec_max_replicas and ",
        ),
        ("NamespaceQuotaNearlyUsed", 3, "(kube_resourcequota{type='hard'}) > 0) > 0.9"),
    ],
)
def test_what_an_essential_alert_looks_at(alert: str, severity: int, metric: str) -> None:
    rule = alerts(prometheus())[alert]
    assert metric in rule["expression"]
    assert rule["severity"] == severity


@pytest.mark.parametrize(
    ("group", "series"),
    [
        ("node", "instance:node_cpu_utilisation:rate5m"),
        ("node", "instance:node_memory_utilisation:ratio"),
        (
            "kubernetes",
            "node_namespace_pod_container:container_cpu_usage_seconds_total:sum_irate",
        ),
        ("kubernetes", "namespace_cpu:kube_pod_container_resource_requests:sum"),
        ("kubernetes", "namespace_workload_pod:kube_pod_owner:relabel"),
    ],
)
def test_dashboards_find_their_series(group: str, series: str) -> None:
    found = prometheus(recording_rule_group_names=RECORDED)
    planned = values(found, f'{GROUPS}.recording["{group}"]')
    assert planned["name"] == RECORDED[group]
    assert planned["scopes"] == [METRICS, CLUSTER_ID]
    assert series in [rule["record"] for rule in rules(found, f'recording["{group}"]')]


def test_groups_have_no_more_rules_than_azure_takes() -> None:
    found = prometheus(alerts="complete", recording_rule_group_names=RECORDED)
    for group in ("alerts", "recording"):
        for level in ALERTED if group == "alerts" else RECORDED:
            assert len(rules(found, f'{group}["{level}"]')) <= 20


def test_a_workload_is_told_by_its_kind() -> None:
    found = rules(prometheus(recording_rule_group_names=RECORDED), 'recording["kubernetes"]')
    owners = [rule for rule in found if rule["record"].startswith("namespace_workload_pod")]
    assert [rule["labels"]["workload_type"] for rule in owners] == [
        "deployment",
        "daemonset",
        "statefulset",
        "job",
    ]


def test_grafana_is_private_and_has_no_keys() -> None:
    found = plan("managed_grafana", GRAFANA)
    grafana = values(found, "azurerm_dashboard_grafana.this")
    assert grafana["sku"] == "Standard"
    assert grafana["grafana_major_version"] == "12"
    assert grafana["zone_redundancy_enabled"] is True
    assert grafana["api_key_enabled"] is False
    assert grafana["public_network_access_enabled"] is False
    assert block(found, "azurerm_dashboard_grafana.this", "identity")["type"] == "SystemAssigned"
    shown = block(found, "azurerm_dashboard_grafana.this", "azure_monitor_workspace_integrations")
    assert shown["resource_id"] == METRICS
    endpoint = "azurerm_private_endpoint.grafana"
    connection = block(found, endpoint, "private_service_connection")
    assert connection["subresource_names"] == ["grafana"]
    assert values(found, endpoint)["custom_network_interface_name"] == "nic-grafana"
    setting = values(found, "azurerm_monitor_diagnostic_setting.grafana[0]")
    assert setting["log_analytics_workspace_id"] == WORKSPACE


def test_grafana_whose_diagnostic_settings_a_policy_sets() -> None:
    found = plan("managed_grafana", {**GRAFANA, "diagnostic_settings": False})
    assert not [one for one in addresses(found) if "diagnostic_setting" in one]


def test_traces_go_to_the_workspace_and_come_in_with_entra_only() -> None:
    found = plan("application_insights", {**INSIGHTS, "sampling_percentage": 50, "daily_cap_gb": 5})
    insights = values(found, "azurerm_application_insights.this")
    assert insights["workspace_id"] == WORKSPACE
    assert insights["local_authentication_enabled"] is False
    assert (insights["sampling_percentage"], insights["daily_data_cap_in_gb"]) == (50, 5)


DIFFER = "The names of all Prometheus rule groups differ"
REFUSED: list[tuple[str, Mapping[str, Value], Mapping[str, Value], str]] = [
    *(
        ("managed_prometheus", PROMETHEUS, bad, message)
        for bad, message in (
            ({"data_collection_endpoint_name": "-a"}, "endpoint has 3 to 44 letters"),
            ({"data_collection_rule_name": "x" * 65}, "rule has 1 to 64 characters"),
            ({"alerts": "none"}, "The alerts are essential or complete"),
            (
                {"alert_rule_group_names": {**ALERTED, "pod": ""}},
                "rule group has 1 to 260 characters",
            ),
            (
                {"alert_rule_group_names": {**ALERTED, "pod": "prg-node"}},
                "The names of the three Prometheus rule groups differ",
            ),
            (
                {"recording_rule_group_names": {**RECORDED, "node": ""}},
                "rule group has 1 to 260 characters",
            ),
            ({"recording_rule_group_names": {**RECORDED, "node": "prg-pod"}}, DIFFER),
            ({"runbook_url_prefix": "http://wiki"}, "runbooks starts with https://"),
        )
    ),
    ("managed_grafana", GRAFANA, {"name": "1-grafana"}, "has 2 to 23 letters, digits and hyphens"),
    ("managed_grafana", GRAFANA, {"major_version": "11"}, "Expected the major version 12 or 13"),
    ("application_insights", INSIGHTS, {"name": ""}, "has 1 to 260 characters"),
    ("application_insights", INSIGHTS, {"sampling_percentage": 0}, "a share from 1 to 100"),
    ("application_insights", INSIGHTS, {"daily_cap_gb": 0}, "Expected 1 to 1000 GB a day"),
]


@pytest.mark.parametrize(("module", "good", "bad", "message"), REFUSED)
def test_what_a_module_refuses(
    module: str, good: Mapping[str, Value], bad: Mapping[str, Value], message: str
) -> None:
    with pytest.raises(TerraformFailedError) as refused:
        plan(module, {**good, **bad})
    assert message in " ".join(str(refused.value).split())
