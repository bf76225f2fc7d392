"""Controllers and what goes with them: scaling, storage, identities, routes."""

from __future__ import annotations

from typing import Any

import pytest

from cluster_cases import (
    bundles,
    container,
    objects,
    one,
    pod,
    rich,
    team,
    with_teams,
    workload,
)
from strategies import Json, changed, small, zone


def test_a_deployment_replaces_pods_without_a_gap() -> None:
    spec = one()["Deployment", "shop", "api"]["spec"]
    assert spec["replicas"] == 3
    assert spec["minReadySeconds"] > 0
    assert spec["strategy"] == {
        "type": "RollingUpdate",
        "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": 0},
    }


def test_a_disruption_takes_one_pod_at_a_time() -> None:
    assert one()["PodDisruptionBudget", "shop", "api"]["spec"] == {
        "maxUnavailable": 1,
        "unhealthyPodEvictionPolicy": "AlwaysAllow",
        "selector": {"matchLabels": {"app.kubernetes.io/name": "api"}},
    }


def test_a_singleton_is_never_there_twice_and_never_holds_a_node() -> None:
    found = one(singleton=True)
    spec = found["Deployment", "shop", "api"]["spec"]
    assert (spec["replicas"], spec["strategy"]) == (1, {"type": "Recreate"})
    assert ("PodDisruptionBudget", "shop", "api") not in found


def test_load_sets_the_replicas() -> None:
    found = one(scaling={"kind": "cpu", "max_replicas": 9, "cpu_percent": 50})
    assert "replicas" not in found["Deployment", "shop", "api"]["spec"]
    spec = found["HorizontalPodAutoscaler", "shop", "api"]["spec"]
    assert (spec["minReplicas"], spec["maxReplicas"]) == (3, 9)
    assert spec["metrics"][0]["resource"]["target"]["averageUtilization"] == 50


def test_events_set_the_replicas_as_the_workloads_identity() -> None:
    found = objects(rich())
    spec = found["ScaledObject", "data", "importer"]["spec"]
    assert "replicas" not in found["Deployment", "data", "importer"]["spec"]
    assert spec["triggers"] == [
        {
            "type": "azure-queue",
            "metadata": {"queueName": "orders"},
            "authenticationRef": {"name": "importer"},
        }
    ]
    identity = found["TriggerAuthentication", "data", "importer"]["spec"]["podIdentity"]
    assert identity["identityId"].name == "identity_importer_client_id"


def test_a_stateful_set_has_claims_of_its_own() -> None:
    volume = {"name": "db", "mount_path": "/data", "size_gib": 64}
    found = one(kind="StatefulSet", volumes=[volume])
    spec = found["StatefulSet", "shop", "api"]["spec"]
    (claim,) = spec["volumeClaimTemplates"]
    assert claim["spec"] == {
        "accessModes": ["ReadWriteOnce"],
        "storageClassName": "disk-premium",
        "resources": {"requests": {"storage": "64Gi"}},
    }
    assert spec["serviceName"] == "api"
    assert found["Service", "shop", "api"]["spec"]["clusterIP"] == "None"
    mounts = container(found, "StatefulSet")["volumeMounts"]
    assert {"name": "data-db", "mountPath": "/data"} in mounts


@pytest.mark.parametrize(
    ("more", "storage", "mode"),
    [({}, "files", "ReadWriteMany"), ({"singleton": True}, "disk", "ReadWriteOnce")],
)
def test_a_deployment_claims_what_its_pods_share(more: Json, storage: str, mode: str) -> None:
    volume = {"name": "x", "mount_path": "/data", "size_gib": 100, "storage": storage}
    found = one(volumes=[volume], **more)
    assert found["PersistentVolumeClaim", "shop", "api-x"]["spec"]["accessModes"] == [mode]
    assert {"name": "data-x", "persistentVolumeClaim": {"claimName": "api-x"}} in pod(found)[
        "volumes"
    ]


def test_a_daemon_set_has_neither_replicas_nor_budget() -> None:
    found = one(kind="DaemonSet")
    spec = found["DaemonSet", "shop", "api"]["spec"]
    assert "replicas" not in spec
    assert spec["updateStrategy"]["type"] == "RollingUpdate"
    assert ("PodDisruptionBudget", "shop", "api") not in found


def test_a_job_is_made_anew_when_it_changes() -> None:
    job = one(kind="Job", ports=[], replicas=4)["Job", "shop", "api"]
    assert job["metadata"]["annotations"] == {"kustomize.toolkit.fluxcd.io/force": "enabled"}
    assert (job["spec"]["parallelism"], job["spec"]["completions"]) == (4, 4)
    assert job["spec"]["template"]["spec"]["restartPolicy"] == "OnFailure"


def test_a_cron_job_runs_in_utc_and_never_beside_itself() -> None:
    spec = one(kind="CronJob", ports=[], schedule="0 3 * * *")["CronJob", "shop", "api"]["spec"]
    assert (spec["schedule"], spec["timeZone"]) == ("0 3 * * *", "Etc/UTC")
    assert spec["concurrencyPolicy"] == "Forbid"


@pytest.mark.parametrize("priority", ["critical", "standard", "batch"])
def test_priorities_are_the_clusters_own(priority: str) -> None:
    assert pod(one(priority=priority))["priorityClassName"] == f"workload-{priority}"


def test_an_identity_is_a_service_account_that_entra_trusts() -> None:
    found = objects(rich())
    account = found["ServiceAccount", "shop", "api"]
    client = account["metadata"]["annotations"]["azure.workload.identity/client-id"]
    assert client.name == "identity_shop_api_client_id"
    template = found["Deployment", "shop", "api"]["spec"]["template"]
    assert template["metadata"]["labels"]["azure.workload.identity/use"] == "true"
    assert template["spec"]["serviceAccountName"] == "api"
    entra = found["CiliumNetworkPolicy", "shop", "api.to.entra.sign-in"]["spec"]["egress"][1]
    assert entra["toFQDNs"] == [{"matchName": "login.microsoftonline.com"}]


def test_other_workloads_have_service_accounts_without_a_token() -> None:
    account = one()["ServiceAccount", "shop", "api"]
    assert account["automountServiceAccountToken"] is False
    assert "annotations" not in account["metadata"]


def test_secrets_are_mounted_from_the_vault_and_never_written() -> None:
    found = objects(rich())
    parameters = found["SecretProviderClass", "shop", "api"]["spec"]["parameters"]
    assert parameters["clientID"].name == "identity_shop_api_client_id"
    assert "objectName: database-password" in parameters["objects"]
    mounted = [one for one in pod(found)["volumes"] if one["name"] == "secrets"]
    assert mounted[0]["csi"]["volumeAttributes"] == {"secretProviderClass": "api"}
    assert not any(kind == "Secret" for kind, _, _ in found)


def routed(kind: str) -> Json:
    loaded = workload("api", hostnames=["shop.contoso.com"])
    return online(with_teams(team("shop", loaded), ingress={"kind": kind}))


def online(file: Json) -> Json:
    grown = changed("management_groups", {"hierarchy": "alz"}, file)
    return changed("landing_zones.0.archetype", "online", grown)


def test_nginx_serves_host_names_over_https() -> None:
    found = objects(routed("app_routing_internal"))
    ingress = found["Ingress", "shop", "api"]
    assert ingress["metadata"]["annotations"]["kubernetes.io/ingress.allow-http"] == "false"
    assert ingress["spec"]["tls"] == [{"hosts": ["shop.contoso.com"], "secretName": "api-tls"}]
    policy = found["NetworkPolicy", "shop", "api.from.ingress"]["spec"]["ingress"]
    assert policy[0]["from"][0]["podSelector"] == {"matchLabels": {"app": "nginx"}}


def test_a_gateway_has_a_listener_for_each_name_and_its_teams_namespace() -> None:
    file = routed("application_gateway_for_containers")
    found = objects(file)
    (listener,) = found["Gateway", "gateway", "gateway"]["spec"]["listeners"]
    assert (listener["hostname"], listener["protocol"]) == ("shop.contoso.com", "HTTPS")
    assert listener["tls"]["certificateRefs"] == [{"name": "shop.contoso.com-tls"}]
    chosen = listener["allowedRoutes"]["namespaces"]["selector"]
    assert chosen == {"matchLabels": {"kubernetes.io/metadata.name": "shop"}}
    route = found["HTTPRoute", "shop", "api"]["spec"]
    assert route["hostnames"] == ["shop.contoso.com"]
    assert route["rules"] == [{"backendRefs": [{"name": "api", "port": 8080}]}]
    (rule,) = found["NetworkPolicy", "shop", "api.from.ingress"]["spec"]["ingress"]
    subnet = zone(file).addresses["shop-prod/gateway-for-containers"]
    assert rule["from"] == [{"ipBlock": {"cidr": str(subnet)}}]


@pytest.mark.parametrize(
    ("kind", "there"),
    [("none", False), ("app_routing_internal", True), ("application_gateway_for_containers", True)],
)
def test_host_names_are_controlled_where_there_is_an_ingress(kind: str, there: bool) -> None:
    file = online(with_teams(team("shop"), ingress={"kind": kind}))
    assert ("hostname_control" in bundles(file)) is there
    assert (("ConfigMap", "shop", "allowed-hostnames") in objects(file)) is there


def test_a_namespace_is_told_its_host_names() -> None:
    found = objects(routed("app_routing_internal"))
    data = found["ConfigMap", "shop", "allowed-hostnames"]["data"]
    assert data == {"hostnames": "shop.contoso.com"}


def classes(file: Json) -> dict[str, Any]:
    return {name: body for (kind, _, name), body in objects(file).items() if kind == "StorageClass"}


def test_disks_are_kept_in_three_zones_by_default() -> None:
    found = classes(small())
    assert sorted(found) == ["disk-premium", "disk-premium-v2", "files-premium"]
    default = found["disk-premium"]
    assert (
        default["metadata"]["annotations"]["storageclass.kubernetes.io/is-default-class"] == "true"
    )
    assert default["parameters"]["skuName"] == "Premium_ZRS"
    assert default["volumeBindingMode"] == "WaitForFirstConsumer"
    assert "costCenter=1000" in default["parameters"]["tags"]
    assert found["disk-premium-v2"]["volumeBindingMode"] == "WaitForFirstConsumer"
    assert found["files-premium"]["parameters"]["networkEndpointType"] == "privateEndpoint"


def test_without_zones_disks_are_kept_in_one_place() -> None:
    file = changed("state.replication", "GRS", changed("region", "ukwest", small()))
    found = classes(file)
    assert sorted(found) == ["disk-premium", "files-premium"]
    assert found["disk-premium"]["parameters"]["skuName"] == "Premium_LRS"


def test_ultra_disks_and_blobs_are_there_where_the_cluster_has_them() -> None:
    aks = {
        "storage": {"blobs": True},
        "user_pools": {"user": {"ultra_disks": True, "zones": ["1"]}},
    }
    found = classes(with_teams(aks=aks))
    assert found["disk-ultra"]["parameters"]["skuName"] == "UltraSSD_LRS"
    assert found["blob-premium"]["provisioner"] == "blob.csi.azure.com"


def test_drivers_that_are_off_have_no_class() -> None:
    aks = {"storage": {"disks": False, "files": False, "snapshots": False}}
    assert classes(with_teams(aks=aks)) == {}


def test_a_tag_that_would_break_the_drivers_list_is_made_plain() -> None:
    file = changed("tags.extra", {"unit": "a,b=c"}, small())
    assert "unit=a b c" in classes(file)["disk-premium"]["parameters"]["tags"]


def test_headroom_is_pods_that_give_way() -> None:
    found = objects(with_teams(headroom={"replicas": 2, "cpu": 1, "memory_gib": 2}))
    spec = pod(found, name="headroom", at="headroom")
    assert spec["priorityClassName"] == "headroom"
    assert spec["containers"][0]["resources"]["requests"] == {"cpu": "1", "memory": "2Gi"}
    hard = found["ResourceQuota", "headroom", "quota"]["spec"]["hard"]
    assert (hard["requests.cpu"], hard["requests.memory"]) == ("2", "4Gi")
