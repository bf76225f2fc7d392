"""A cluster's folders: paths, kustomizations, bundles, and Flux's variables."""

from __future__ import annotations

import pytest
import yaml

from landsmith import content
from landsmith.compose.kubernetes.model import ClusterTree, Folder, Manifest, Substitution
from landsmith.compose.kubernetes.tree import compose_clusters
from landsmith.errors import ContentError, RenderError
from landsmith.render.kubernetes.manifests import (
    bundle,
    bundle_digests,
    digests,
    document,
    render_clusters,
)
from landsmith.resolve.cluster.teams import PLATFORM_NAMESPACES
from strategies import small, zone

CONFIG = Manifest("v1", "ConfigMap", "a", "shop", {"data": {"k": "v"}})


def tree(*folders: Folder) -> ClusterTree:
    return ClusterTree("shop-prod", folders)


def pod_labels() -> list[dict[str, object]]:
    kinds = ("Deployment", "StatefulSet", "DaemonSet", "Job")
    in_pods = dict.fromkeys(kinds, "spec/template/metadata/labels")
    in_pods["CronJob"] = "spec/jobTemplate/spec/template/metadata/labels"
    return [{"kind": kind, "path": path, "create": True} for kind, path in in_pods.items()]


def test_each_folder_has_a_kustomization_that_names_all_that_is_in_it() -> None:
    folder = Folder("tenants/shop", {"config": (CONFIG,)}, ("child",), labels={"owner": "x"})
    found = render_clusters([tree(folder)])
    assert sorted(found) == [
        "cluster/shop-prod/tenants/shop/config.yaml",
        "cluster/shop-prod/tenants/shop/kustomization.yaml",
    ]
    assert yaml.safe_load(found["cluster/shop-prod/tenants/shop/kustomization.yaml"]) == {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "labels": [{"pairs": {"owner": "x"}, "fields": pod_labels()}],
        "resources": ["config.yaml", "child"],
    }


def test_the_bundles_of_a_repository_have_the_digests_that_its_lock_names() -> None:
    trees = compose_clusters(zone(small()))
    assert digests(render_clusters(trees)) == bundle_digests(trees)


def test_a_bundle_is_a_folder_as_it_is_shipped() -> None:
    trees = [tree(Folder("infrastructure", bundles=("default_namespace",)))]
    found = render_clusters(trees)
    at = "cluster/shop-prod/infrastructure"
    assert yaml.safe_load(found[f"{at}/kustomization.yaml"])["resources"] == ["default-namespace"]
    assert {
        path.removeprefix(f"{at}/default-namespace/"): data
        for path, data in found.items()
        if path.startswith(f"{at}/default-namespace/")
    } == bundle("default_namespace")
    assert list(bundle_digests(trees)) == ["kubernetes/default_namespace"]


def shipped() -> list[str]:
    return sorted(path.name for path in content.path("modules", "kubernetes").iterdir())


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_bundle_names_all_its_files(name: str) -> None:
    files = bundle(name)
    named = yaml.safe_load(files.pop("kustomization.yaml"))["resources"]
    assert sorted(named) == sorted(files)


def test_the_metadata_service_is_denied_outside_platform_namespaces_only() -> None:
    (policy,) = yaml.safe_load_all(bundle("metadata_service")["deny.yaml"])
    (left_out,) = policy["spec"]["endpointSelector"]["matchExpressions"]
    mesh = {"aks-istio-egress", "aks-istio-ingress", "aks-istio-system"}
    no_pods = {"default", "kube-node-lease", "kube-public"}
    assert left_out["operator"] == "NotIn"
    assert set(left_out["values"]) == {*PLATFORM_NAMESPACES, *mesh} - no_pods
    assert policy["spec"]["egressDeny"] == [{"toCIDR": ["169.254.169.254/32"]}]
    assert policy["spec"]["enableDefaultDeny"] == {"egress": False, "ingress": False}


def test_an_unknown_bundle_is_refused() -> None:
    with pytest.raises(ContentError):
        bundle("nothing")
    with pytest.raises(RenderError, match="name of a bundle"):
        bundle("../terraform")


def test_an_object_that_is_there_twice_is_refused() -> None:
    with pytest.raises(RenderError, match="ConfigMap shop/a is there twice"):
        render_clusters([tree(Folder("x", {"one": (CONFIG,)}), Folder("y", {"two": (CONFIG,)}))])


@pytest.mark.parametrize("path", ["..", "a/../b", "A", "a b"])
def test_a_folder_that_is_no_folder_is_refused(path: str) -> None:
    with pytest.raises(RenderError, match="name of a folder"):
        render_clusters([tree(Folder(path))])


def test_text_that_flux_could_take_for_a_variable_is_kept_from_it() -> None:
    made = document(Manifest("v1", "ConfigMap", "a", "b", {"data": {"k": "${HOME}"}}))
    assert made["metadata"] == {
        "name": "a",
        "namespace": "b",
        "annotations": {"kustomize.toolkit.fluxcd.io/substitute": "disabled"},
    }


def test_a_variable_beside_such_text_is_refused() -> None:
    body = {"data": {"a": "${HOME}", "b": Substitution("client")}}
    with pytest.raises(RenderError, match="beside a variable"):
        document(Manifest("v1", "ConfigMap", "a", "b", body))
