"""The pod of a workload, with each of its options turned."""

from __future__ import annotations

import pytest

from cluster_cases import (
    DIGEST,
    REGISTRY,
    bundles,
    container,
    objects,
    one,
    pod,
    team,
    with_teams,
    workload,
)
from strategies import Json, small


def test_a_pod_has_all_six_fields_of_a_tight_security_context() -> None:
    found = one()
    assert pod(found)["automountServiceAccountToken"] is False
    assert container(found)["securityContext"] == {
        "runAsNonRoot": True,
        "allowPrivilegeEscalation": False,
        "privileged": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    assert pod(found)["securityContext"]["runAsUser"] == 10001


def test_probes_ask_on_different_paths_and_wait_for_the_start() -> None:
    found = container(one(max_start_seconds=300))
    paths = [
        found[probe]["httpGet"]["path"]
        for probe in ("startupProbe", "livenessProbe", "readinessProbe")
    ]
    assert paths == ["/healthz/startup", "/healthz/live", "/healthz/ready"]
    assert found["startupProbe"]["failureThreshold"] * found["startupProbe"]["periodSeconds"] >= 300
    assert "initialDelaySeconds" not in found["livenessProbe"]


def test_probes_may_be_elsewhere() -> None:
    ports = [{"name": "http", "port": 8080}, {"name": "admin", "port": 9000}]
    probes = {
        "port": "admin",
        "liveness": "/l",
        "readiness": "/r",
        "period_seconds": 5,
        "timeout_seconds": 3,
    }
    found = container(one(ports=ports, probes=probes))
    assert found["livenessProbe"] == {
        "httpGet": {"path": "/l", "port": "admin"},
        "periodSeconds": 5,
        "timeoutSeconds": 3,
        "failureThreshold": 3,
    }


def test_a_worker_without_ports_has_neither_probes_nor_service() -> None:
    found = one(ports=[])
    assert "livenessProbe" not in container(found)
    assert ("Service", "shop", "api") not in found


@pytest.mark.parametrize(("longest", "grace"), [(5, 30), (120, 130)])
def test_a_pod_ends_gently(longest: int, grace: int) -> None:
    found = one(longest_request_seconds=longest)
    assert container(found)["lifecycle"] == {"preStop": {"sleep": {"seconds": 5}}}
    assert pod(found)["terminationGracePeriodSeconds"] == grace


def test_memory_is_limited_to_what_is_requested_and_cpu_is_not() -> None:
    found = container(one(cpu="2", memory_mib=1536, replicas=1))
    assert found["resources"] == {
        "requests": {"cpu": "2", "memory": "1536Mi"},
        "limits": {"memory": "1536Mi"},
    }


@pytest.mark.parametrize(
    ("image", "policy", "version"),
    [
        (f"{REGISTRY}/api:1.2@{DIGEST}", "IfNotPresent", "1.2"),
        (f"{REGISTRY}/api:1.2", "Always", "1.2"),
        (f"{REGISTRY}/api@{DIGEST}", "IfNotPresent", None),
    ],
)
def test_an_image_is_pulled_each_time_unless_its_digest_is_known(
    image: str, policy: str, version: str | None
) -> None:
    found = one(image=image)
    assert container(found)["imagePullPolicy"] == policy
    labels = found["Deployment", "shop", "api"]["metadata"]["labels"]
    assert labels.get("app.kubernetes.io/version") == version


def test_pods_are_spread_over_zones_and_nodes() -> None:
    keys = [rule["topologyKey"] for rule in pod(one())["topologySpreadConstraints"]]
    assert keys == ["topology.kubernetes.io/zone", "kubernetes.io/hostname"]


def test_commands_and_variables_stand_in_the_container() -> None:
    found = container(one(command=["/bin/api"], args=["--port", "8080"], environment={"A": "on"}))
    assert (found["command"], found["args"]) == (["/bin/api"], ["--port", "8080"])
    assert found["env"] == [{"name": "A", "value": "on"}]


def placed(pools: Json, **more: object) -> Json:
    file = with_teams(team("shop", workload("api", **more)), aks={"user_pools": pools})
    return pod(objects(file))


def test_a_pod_runs_on_linux_of_its_architecture() -> None:
    assert pod(one())["nodeSelector"] == {
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
    }
    arm = {"arm": {"vm_size": "Standard_D4pds_v5"}}
    assert placed(arm, arch="arm64")["nodeSelector"]["kubernetes.io/arch"] == "arm64"


def test_a_pool_that_is_asked_for_is_required_and_its_taints_tolerated() -> None:
    found = placed({"batch": {"taints": ["workload=batch:NoSchedule"]}}, pool="batch")
    (term,) = found["affinity"]["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"][
        "nodeSelectorTerms"
    ]
    assert term["matchExpressions"] == [
        {"key": "kubernetes.azure.com/agentpool", "operator": "In", "values": ["batch"]}
    ]
    assert found["tolerations"] == [
        {"key": "workload", "operator": "Equal", "value": "batch", "effect": "NoSchedule"}
    ]


def test_a_pool_made_in_each_zone_is_required_by_each_of_its_names() -> None:
    found = placed({"db": {"per_zone": True, "min_count": 1}}, pool="db")
    (term,) = found["affinity"]["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"][
        "nodeSelectorTerms"
    ]
    assert term["matchExpressions"][0]["values"] == ["db1", "db2", "db3"]


def test_interruptible_pods_like_spot_nodes_and_fall_back() -> None:
    found = pod(one(interruptible=True))
    affinity = found["affinity"]["nodeAffinity"]
    assert list(affinity) == ["preferredDuringSchedulingIgnoredDuringExecution"]
    assert found["tolerations"] == [
        {
            "key": "kubernetes.azure.com/scalesetpriority",
            "operator": "Equal",
            "value": "spot",
            "effect": "NoSchedule",
        }
    ]


def test_gpus_are_asked_for_and_their_taint_tolerated() -> None:
    found = placed({"gpu": {"vm_size": "Standard_NC24ads_A100_v4", "min_count": 0}}, gpus=1)
    assert found["containers"][0]["resources"]["limits"]["nvidia.com/gpu"] == 1
    assert [one["key"] for one in found["tolerations"]] == ["sku"]


def windows(**more: object) -> Json:
    pools = {"win": {"os_sku": "Windows2022"}, "user": {}}
    network = {"data_plane": "azure", "policy": "calico"}
    aks = {"user_pools": pools, "network": network}
    return pod(objects(with_teams(team("shop", workload("api", os="windows", **more)), aks=aks)))


def test_windows_pods_run_as_container_user_where_their_image_fits() -> None:
    found = windows()
    assert found["securityContext"]["windowsOptions"] == {
        "runAsUserName": "ContainerUser",
        "hostProcess": False,
    }
    assert found["nodeSelector"]["kubernetes.azure.com/os-sku"] == "Windows2022"
    assert [one["key"] for one in found["tolerations"]] == ["os"]
    assert found["terminationGracePeriodSeconds"] >= 60
    assert "readOnlyRootFilesystem" not in found["containers"][0]["securityContext"]
    assert "volumes" not in found


def test_without_cilium_the_denial_of_the_metadata_service_is_each_namespaces_own() -> None:
    network = {"data_plane": "azure", "policy": "calico"}
    aks = {"network": network, "user_pools": {"win": {"os_sku": "Windows2022"}, "user": {}}}
    assert "metadata_service" not in bundles(with_teams(aks=aks))
    assert "metadata_service" in bundles(small())
