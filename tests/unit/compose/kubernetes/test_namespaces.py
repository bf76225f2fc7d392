"""A team's namespace: quota, limits, network policies, and its role in Azure."""

from __future__ import annotations

from typing import Any

import pytest

from cluster_cases import (
    objects,
    one,
    team,
    with_teams,
    workload,
)
from landsmith.calls.model import Ref
from landsmith.compose.kubernetes.tree import compose_clusters
from landsmith.compose.roots import compose
from strategies import Json, small, zone


def test_a_landing_zone_without_teams_has_a_guarded_namespace_of_its_name() -> None:
    found = objects(small())
    assert {key for key in found if key[1] == "shop"} == {
        ("ResourceQuota", "shop", "quota"),
        ("LimitRange", "shop", "limits"),
        ("NetworkPolicy", "shop", "default-deny"),
        ("NetworkPolicy", "shop", "allow-dns"),
    }
    assert found["Namespace", "", "shop"]["metadata"]["labels"] == {
        "team": "shop",
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/audit": "restricted",
        "pod-security.kubernetes.io/warn": "restricted",
    }


@pytest.mark.parametrize(
    ("more", "level"),
    [
        ({}, "restricted"),
        ({"platform": True}, "privileged"),
        ({"pod_security": "baseline"}, "baseline"),
    ],
)
def test_a_namespace_enforces_its_standard(more: Json, level: str) -> None:
    found = objects(with_teams(team("shop", **more)))
    labels = found["Namespace", "", "shop"]["metadata"]["labels"]
    assert labels["pod-security.kubernetes.io/enforce"] == level
    assert labels["pod-security.kubernetes.io/warn"] == "restricted"


def test_a_quota_is_what_the_team_asked_for() -> None:
    quota = {"cpu": 4, "memory_gib": 8, "pods": 7, "volumes": 3, "storage_gib": 50}
    found = objects(with_teams(team("shop", quota=quota)))
    assert found["ResourceQuota", "shop", "quota"]["spec"]["hard"] == {
        "requests.cpu": "4",
        "requests.memory": "8Gi",
        "limits.memory": "8Gi",
        "pods": "7",
        "persistentvolumeclaims": "3",
        "requests.storage": "50Gi",
        "services.loadbalancers": "0",
        "services.nodeports": "0",
    }


def test_no_container_may_have_more_than_the_smallest_node_leaves() -> None:
    (limit,) = objects(small())["LimitRange", "shop", "limits"]["spec"]["limits"]
    assert limit == {
        "type": "Container",
        "defaultRequest": {"cpu": "100m", "memory": "256Mi"},
        "default": {"cpu": "3860m", "memory": "256Mi"},
        "max": {"cpu": "3860m", "memory": "14034Mi"},
        "min": {"cpu": "1m", "memory": "4Mi"},
    }


def test_every_folder_labels_its_objects_with_whose_they_are() -> None:
    file = with_teams(team("shop", owner="Shop <s@x.example>", cost_center="77"))
    (tree,) = compose_clusters(zone(file))
    folders = {folder.path: folder.labels for folder in tree.folders}
    assert folders["tenants/shop"] == {
        "app.kubernetes.io/part-of": "shop",
        "app.kubernetes.io/instance": "shop-prod",
        "app.kubernetes.io/managed-by": "landsmith",
        "owner": "Shop-s.at.x.example",
        "cost-center": "77",
        "data-classification": "internal",
        "environment": "prod",
    }
    assert folders["infrastructure"]["owner"] == "platform.at.contoso.example"


def test_everything_is_denied_but_dns() -> None:
    found = objects(small())
    assert found["NetworkPolicy", "shop", "default-deny"]["spec"] == {
        "podSelector": {},
        "policyTypes": ["Ingress", "Egress"],
    }
    (rule,) = found["NetworkPolicy", "shop", "allow-dns"]["spec"]["egress"]
    assert [(port["port"], port["protocol"]) for port in rule["ports"]] == [
        (53, "UDP"),
        (53, "TCP"),
    ]
    (peer,) = rule["to"]
    assert peer["podSelector"] == {"matchLabels": {"k8s-app": "kube-dns"}}


def test_a_connection_to_a_workload_is_opened_at_both_ends() -> None:
    connection = {"kind": "workload", "team": "data", "workload": "store", "port": "sql"}
    store = workload("store", ports=[{"name": "sql", "port": 5432}])
    found = objects(
        with_teams(team("shop", workload("api", connections=[connection])), team("data", store))
    )
    out = found["NetworkPolicy", "shop", "api.to.data.store.sql"]["spec"]
    into = found["NetworkPolicy", "data", "store.from.shop.api.sql"]["spec"]
    assert out["podSelector"] == {"matchLabels": {"app.kubernetes.io/name": "api"}}
    assert out["egress"] == [{"to": [peer("data", "store")], "ports": [port(5432)]}]
    assert into["podSelector"] == {"matchLabels": {"app.kubernetes.io/name": "store"}}
    assert into["ingress"] == [{"from": [peer("shop", "api")], "ports": [port(5432)]}]


def peer(namespace: str, name: str) -> Json:
    return {
        "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": namespace}},
        "podSelector": {"matchLabels": {"app.kubernetes.io/name": name}},
    }


def port(number: int) -> Json:
    return {"port": number, "protocol": "TCP"}


@pytest.mark.parametrize(
    ("network", "block"),
    [
        ("10.0.0.0/16", {"cidr": "10.0.0.0/16"}),
        ("0.0.0.0/0", {"cidr": "0.0.0.0/0", "except": ["169.254.169.254/32"]}),
        ("168.0.0.0/6", {"cidr": "168.0.0.0/6", "except": ["169.254.169.254/32"]}),
    ],
)
def test_addresses_never_take_in_the_metadata_service(network: str, block: Json) -> None:
    found = one(
        connections=[{"kind": "network", "name": "erp", "ranges": [network], "ports": [8443]}]
    )
    rule = found["NetworkPolicy", "shop", "api.to.erp"]["spec"]["egress"]
    assert rule == [{"to": [{"ipBlock": block}], "ports": [port(8443)]}]


def test_hosts_are_named_to_cilium() -> None:
    found = one(
        connections=[{"kind": "host", "name": "pay", "hosts": ["a.example"], "ports": [8443]}]
    )
    asked, allowed = found["CiliumNetworkPolicy", "shop", "api.to.pay"]["spec"]["egress"]
    assert asked["toPorts"][0]["rules"] == {"dns": [{"matchName": "a.example"}]}
    assert allowed == {
        "toFQDNs": [{"matchName": "a.example"}],
        "toPorts": [{"ports": [{"port": "8443", "protocol": "TCP"}]}],
    }


def test_prometheus_is_let_in_where_there_are_metrics() -> None:
    found = one(metrics_port="http")
    (rule,) = found["NetworkPolicy", "shop", "api.from.metrics"]["spec"]["ingress"]
    assert rule["from"][0]["podSelector"] == {"matchLabels": {"rsName": "ama-metrics"}}
    monitor = found["PodMonitor", "shop", "api"]
    assert monitor["apiVersion"] == "azmonitoring.coreos.com/v1"
    assert monitor["spec"]["podMetricsEndpoints"] == [{"port": "http", "interval": "30s"}]


def calls(file: Json) -> dict[str, Any]:
    roots = compose(zone(file))
    (root,) = [root for root in roots if root.name == "50-shop-prod"]
    return {call.name: call.inputs for call in root.calls}


GROUP = "00000000-0000-4000-8000-000000000099"
NAMESPACES = (
    "/subscriptions/00000000-0000-4000-8000-000000000004/resourceGroups/rg-shop-aks-prod-we-001"
    "/providers/Microsoft.ContainerService/managedClusters/aks-shop-prod-we-001/namespaces"
)


def test_without_teams_nobody_has_a_role_on_a_namespace() -> None:
    found = calls(small())
    assert "team_access" not in found
    assert sorted(found["entra_groups"]["groups"]) == ["aks-admins", "aks-readers"]


def test_a_team_has_a_role_on_its_own_namespace_only() -> None:
    found = calls(with_teams(team("shop"), team("data", access="writer", group_object_id=GROUP)))
    assignments = found["team_access"]["assignments"]
    assert {
        key: (one["scope"], one["role_definition_name"]) for key, one in assignments.items()
    } == {
        "shop-namespace": (f"{NAMESPACES}/shop", "Azure Kubernetes Service RBAC Reader"),
        "shop-cluster-user": (Ref("cluster", "id"), "Azure Kubernetes Service Cluster User Role"),
        "data-namespace": (f"{NAMESPACES}/data", "Azure Kubernetes Service RBAC Writer"),
        "data-cluster-user": (Ref("cluster", "id"), "Azure Kubernetes Service Cluster User Role"),
    }
    assert assignments["shop-namespace"]["principal_id"] == Ref(
        "entra_groups", "object_ids", ("team-shop",)
    )
    assert assignments["data-namespace"]["principal_id"] == GROUP


def test_a_group_is_made_for_a_team_that_brings_none() -> None:
    found = calls(with_teams(team("shop"), team("data", group_object_id=GROUP)))
    groups = found["entra_groups"]["groups"]
    assert "team-data" not in groups
    assert groups["team-shop"]["display_name"] == "sg-cts-shop-prod-team-shop"


def test_policy_leaves_out_what_breaks_rules_for_workloads_by_nature() -> None:
    file = with_teams(team("shop"), team("agents", platform=True), headroom={})
    (root,) = [root for root in compose(zone(file)) if root.name == "50-shop-prod"]
    left_out = root.locals["excluded_namespaces"]
    assert {"agents", "headroom"} <= set(left_out)
    assert "shop" not in left_out
