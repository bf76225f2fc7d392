"""Every wish of a team that its cluster can't grant is refused at its field, with a mend."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from cluster_cases import DIGEST, rich, team, with_teams, workload
from landsmith.resolve.checks.teams import check_teams
from strategies import Json, changed, model

ZONE = ("landing_zones", 0)
TEAM = (*ZONE, "teams", 0)
LOAD = (*TEAM, "workloads", 0)
IDENTITY = {"api": {"namespace": "shop", "service_account": "api"}}


def one(**more: object) -> Json:
    return with_teams(team("shop", workload("api", **more)))


def volume(storage: str) -> Json:
    return {"name": "data", "mount_path": "/data", "size_gib": 10, "storage": storage}


def to(**connection: object) -> Json:
    return one(connections=[connection])


def ports(*pairs: tuple[str, int]) -> list[Json]:
    return [{"name": name, "port": port} for name, port in pairs]


CASES: dict[str, tuple[Json, tuple[Any, ...], str]] = {
    "a namespace of the cluster's own": (
        with_teams(team("kube-system")),
        (*TEAM, "name"),
        "the namespace kube-system is the cluster's own",
    ),
    "a prefix of the cluster's own": (
        with_teams(team("kube-x")),
        (*TEAM, "name"),
        "the namespace kube-x is the cluster's own",
    ),
    "the landing zone's own name is taken": (
        changed("landing_zones.0.name", "default", with_teams()),
        (*ZONE, "name"),
        "the namespace default is the cluster's own",
    ),
    "headroom's namespace": (
        with_teams(team("headroom"), headroom={}),
        (*TEAM, "name"),
        "the namespace headroom is the cluster's own",
    ),
    "one name for two teams": (
        with_teams(team("a1"), team("a1")),
        (*ZONE, "teams", 1, "name"),
        "a1 names two teams",
    ),
    "quotas beyond the pools": (
        with_teams(team("shop", quota={"cpu": 30})),
        (*ZONE, "teams"),
        "the quotas come to 30 cores and 68 GiB",
    ),
    "a container larger than a node": (
        with_teams(team("shop", largest_container={"cpu": 4})),
        (*TEAM, "largest_container"),
        "more than the smallest node leaves, 3.86 cores",
    ),
    "a container larger than the quota": (
        with_teams(team("shop", quota={"cpu": 1}, largest_container={"cpu": 2})),
        (*TEAM, "largest_container"),
        "more than the team's quota",
    ),
    "privileged without being the platform": (
        with_teams(team("shop", pod_security="privileged")),
        (*TEAM, "pod_security"),
        "only namespaces of the platform may be privileged",
    ),
    "one name for two workloads": (
        with_teams(team("shop", workload("api"), workload("api"))),
        (*TEAM, "workloads", 1, "name"),
        "api names two workloads of shop",
    ),
    "a service account of an identity": (
        with_teams(team("shop", workload("api")), identities=IDENTITY),
        (*LOAD, "name"),
        "the service account api belongs to an identity",
    ),
    "workloads beyond the quota": (
        with_teams(
            team("shop", workload("api", cpu="1"), workload("web", cpu="1"), quota={"cpu": 5})
        ),
        (*TEAM, "quota"),
        "the workloads ask for 6 cores",
    ),
    "an image without tag": (
        one(image="cr.azurecr.io/api"),
        (*LOAD, "image"),
        "the image needs a tag",
    ),
    "an image of latest": (
        one(image="cr.azurecr.io:443/api:latest"),
        (*LOAD, "image"),
        "the image needs a tag",
    ),
    "a schedule of a Deployment": (
        one(schedule="0 3 * * *"),
        (*LOAD, "schedule"),
        "a CronJob has a schedule",
    ),
    "a CronJob without schedule": (
        one(kind="CronJob"),
        (*LOAD, "schedule"),
        "a CronJob has a schedule",
    ),
    "a scaled singleton": (
        one(singleton=True, scaling={"kind": "cpu", "max_replicas": 3}),
        (*LOAD, "scaling"),
        "a singleton is not scaled",
    ),
    "a scaled DaemonSet": (
        one(kind="DaemonSet", scaling={"kind": "cpu", "max_replicas": 3}),
        (*LOAD, "scaling"),
        "a DaemonSet is not scaled",
    ),
    "replicas of a DaemonSet": (
        one(kind="DaemonSet", replicas=2),
        (*LOAD, "replicas"),
        "a DaemonSet has a pod on each node",
    ),
    "two of a singleton": (
        one(singleton=True, replicas=2),
        (*LOAD, "replicas"),
        "a singleton has one replica",
    ),
    "fewest beyond most": (
        one(replicas=5, scaling={"kind": "cpu", "max_replicas": 3}),
        (*LOAD, "replicas"),
        "5 is more than the most, 3",
    ),
    "fewest events beyond most": (
        one(
            scaling={
                "kind": "events",
                "min_replicas": 5,
                "max_replicas": 3,
                "triggers": [{"type": "kafka", "metadata": {"a": "b"}}],
            }
        ),
        (*LOAD, "scaling", "min_replicas"),
        "5 is more than max_replicas",
    ),
    "events without the add-on": (
        one(
            scaling={
                "kind": "events",
                "max_replicas": 3,
                "triggers": [{"type": "kafka", "metadata": {"a": "b"}}],
            }
        ),
        (*LOAD, "scaling"),
        "KEDA",
    ),
    "one name for two ports": (
        one(ports=ports(("http", 8080), ("http", 8081))),
        (*LOAD, "ports", 1),
        "http or its number is there already",
    ),
    "one number for two ports": (
        one(ports=ports(("http", 8080), ("admin", 8080))),
        (*LOAD, "ports", 1),
        "admin or its number is there already",
    ),
    "probes on no port": (
        one(probes={"port": "htp"}),
        (*LOAD, "probes", "port"),
        "the workload has no port htp",
    ),
    "probes without a port": (one(ports=[], probes={}), (*LOAD, "probes"), "no TCP port is there"),
    "one path for two probes": (
        one(probes={"liveness": "/x", "readiness": "/x"}),
        (*LOAD, "probes", "readiness"),
        "answer different questions",
    ),
    "metrics on no port": (
        one(metrics_port="prom"),
        (*LOAD, "metrics_port"),
        "the workload has no port prom",
    ),
    "names without a port": (
        with_teams(
            team("shop", workload("api", ports=[], hostnames=["a.example"])),
            ingress={"kind": "app_routing_internal"},
        ),
        (*LOAD, "hostnames"),
        "nothing listens for these names",
    ),
    "names without an ingress": (
        one(hostnames=["a.example"]),
        (*LOAD, "hostnames"),
        "no ingress that routes by host name",
    ),
    "a name of two workloads": (
        with_teams(
            team(
                "shop",
                workload("api", hostnames=["a.example"]),
                workload("web", hostnames=["a.example"]),
            ),
            ingress={"kind": "app_routing_internal"},
        ),
        (*TEAM, "workloads", 1, "hostnames", 0),
        "a.example is shop/api's already",
    ),
    "secrets without identity": (
        one(secrets=["password"]),
        (*LOAD, "secrets"),
        "secrets are read from the vault as an identity",
    ),
    "an identity that is not there": (
        one(identity="api"),
        (*LOAD, "identity"),
        "there is no identity api",
    ),
    "an identity of another namespace": (
        with_teams(team("data", workload("x", identity="api")), identities=IDENTITY),
        (*LOAD, "identity"),
        "api is trusted in the namespace shop, not in data",
    ),
    "a volume without driver": (
        one(kind="StatefulSet", volumes=[volume("blob")]),
        (*LOAD, "volumes", 0, "storage"),
        "no driver or pool for blob",
    ),
    "an ultra disk without pool": (
        one(kind="StatefulSet", volumes=[volume("disk_ultra")]),
        (*LOAD, "volumes", 0, "storage"),
        "no driver or pool for disk_ultra",
    ),
    "a disk for several pods": (
        one(volumes=[volume("disk")]),
        (*LOAD, "volumes", 0, "storage"),
        "a disk is on one node",
    ),
    "a team that is not there": (
        to(kind="workload", team="sho", workload="api"),
        (*LOAD, "connections", 0, "team"),
        "there is no team sho",
    ),
    "a workload that is not there": (
        to(kind="workload", workload="apy"),
        (*LOAD, "connections", 0, "workload"),
        "shop has no workload apy",
    ),
    "a port that is not there": (
        to(kind="workload", workload="api", port="htp"),
        (*LOAD, "connections", 0, "port"),
        "the workload has no port htp",
    ),
    "a connection twice": (
        one(connections=[{"kind": "network", "name": "x", "ranges": ["10.0.0.0/8"]}] * 2),
        (*LOAD, "connections", 1),
        "this connection is there already",
    ),
    "a connection twice, once with its team": (
        with_teams(
            team(
                "shop",
                workload(
                    "api",
                    connections=[
                        {"kind": "workload", "workload": "api"},
                        {"kind": "workload", "team": "shop", "workload": "api"},
                    ],
                ),
            )
        ),
        (*LOAD, "connections", 1),
        "this connection is there already",
    ),
    "a host without the services": (
        changed(
            "landing_zones.0.aks",
            {"network": {"container_networking_services": False}},
            to(kind="host", name="x", hosts=["a.example"]),
        ),
        (*LOAD, "connections", 0, "hosts"),
        "rules by host name, as for a.example, need Cilium",
    ),
    "a secret twice": (
        with_teams(
            team("shop", workload("api", identity="api", secrets=["a", "a"])), identities=IDENTITY
        ),
        (*LOAD, "secrets"),
        "something is there twice",
    ),
    "Windows without a pool": (
        one(os="windows"),
        (*LOAD, "os"),
        "no pool has nodes of windows/amd64",
    ),
    "Arm without a pool": (one(arch="arm64"), (*LOAD, "os"), "no pool has nodes of linux/arm64"),
    "GPUs without a pool": (
        one(gpus=1),
        (*LOAD, "os"),
        "no pool has nodes of linux/amd64 with GPUs",
    ),
    "a pool that is not there": (
        one(pool="gpu"),
        (*LOAD, "pool"),
        "no pool gpu has nodes of linux/amd64",
    ),
    "a pod larger than a node": (
        one(cpu="4", replicas=1),
        (*LOAD, "memory_mib"),
        "no node of user has room for one pod",
    ),
    "a pod that ends slower than a drain": (
        changed(
            "landing_zones.0.aks",
            {"user_pools": {"user": {"drain_timeout_minutes": 1}}},
            one(longest_request_seconds=60),
        ),
        (*LOAD, "longest_request_seconds"),
        "may take 70 seconds to end",
    ),
    "a critical workload on spot": (
        one(interruptible=True, priority="critical"),
        (*LOAD, "interruptible"),
        "spot nodes go when Azure needs them",
    ),
    "a pod larger than the team's largest": (
        with_teams(
            team("shop", workload("api", memory_mib=2048), largest_container={"memory_gib": 1})
        ),
        (*LOAD, "memory_mib"),
        "more than one container of the team may have",
    ),
    "replicas beyond the quota": (
        with_teams(
            team(
                "shop",
                workload("api", cpu="1", scaling={"kind": "cpu", "max_replicas": 9}),
                quota={"cpu": 5},
            )
        ),
        (*LOAD, "memory_mib"),
        "9 pods ask for more than the team's quota",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_wish_that_can_not_be_granted_is_refused(case: tuple[Json, tuple[Any, ...], str]) -> None:
    file, loc, words = case
    found = list(check_teams(model(file)))
    assert any(problem.loc == loc and words in problem.message for problem in found), found
    assert all(problem.mend for problem in found)


def test_a_file_that_uses_everything_is_accepted() -> None:
    assert list(check_teams(model(rich()))) == []


def test_a_file_without_teams_is_accepted() -> None:
    assert list(check_teams(model(with_teams()))) == []


def test_the_quotas_may_exceed_the_pools_by_half() -> None:
    file = with_teams(team("one", quota={"cpu": 14}), team("two", quota={"cpu": 14}))
    assert list(check_teams(model(file))) == []


@pytest.mark.parametrize(
    "image", ["cr.azurecr.io/a/b:1", f"cr.azurecr.io/a@{DIGEST}", "mcr.microsoft.com/x:y"]
)
def test_an_image_with_a_version_is_accepted(image: str) -> None:
    assert list(check_teams(model(one(image=image)))) == []


def test_where_aks_makes_the_nodes_no_pool_is_asked_for() -> None:
    file = copy.deepcopy(one(cpu="8", os="windows"))
    file["landing_zones"][0]["aks"] = {"node_provisioning": "auto"}
    assert list(check_teams(model(file))) == []
