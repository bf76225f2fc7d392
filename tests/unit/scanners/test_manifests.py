"""Manifests are held against the schema of their cluster and judged by Checkov, offline."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from cluster_cases import rich
from landsmith import api, content
from landsmith.errors import Place, PolicyError
from landsmith.policy.finding import Finding
from landsmith.render.kubernetes.manifests import bundle
from landsmith.scanners import checkov, kubernetes_schema, manifests
from landsmith.scanners.checkov import Skip
from landsmith.scanners.checkov_manifests import LINUX_ONLY
from strategies import Json, text

if TYPE_CHECKING:
    from pathlib import Path

CLUSTER = "cluster/shop-prod"
FILE = f"{CLUSTER}/tenants/shop/api.yaml"
VERSIONS = {CLUSTER: "1.35"}


def config(**more: object) -> Json:
    metadata = {"name": "a", "namespace": "shop"}
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, **more}


def deployment(**container: object) -> Json:
    labels = {"app.kubernetes.io/name": "api"}
    spec = {"containers": [{"name": "api", "image": "api", **container}]}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "api", "namespace": "shop"},
        "spec": {
            "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": labels}, "spec": spec},
        },
    }


def read(*documents: Json, path: str = FILE) -> tuple[manifests.Object, ...]:
    return manifests.objects({path: yaml.safe_dump_all(documents, sort_keys=False).encode()})


def judged(*documents: Json, versions: dict[str, str] | None = None) -> list[Finding]:
    return list(kubernetes_schema.judge(read(*documents), versions or VERSIONS))


# Reading.


def test_each_object_has_its_line_and_its_cluster() -> None:
    first, second = read(config(), deployment())
    assert (first.address, first.root) == ("ConfigMap/shop/a", CLUSTER)
    assert (second.address, second.place) == ("Deployment/shop/api", Place(FILE, 7))


def test_what_belongs_to_kustomize_or_to_no_cluster_is_left_out() -> None:
    kustomization = {"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization"}
    assert read(kustomization) == ()
    assert read(config(), path="docs/example.yaml") == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a: [", "is not YAML"),
        (b"- 1", "expected a Kubernetes object"),
        (b"kind: 1", "expected a"),
    ],
)
def test_a_file_that_holds_no_objects_is_told_of(data: bytes, words: str) -> None:
    with pytest.raises(PolicyError, match=words):
        manifests.objects({FILE: data})


def test_an_empty_document_is_no_object() -> None:
    assert manifests.objects({FILE: b"---\n---\n"}) == ()


# Schemas.


def test_an_object_that_keeps_to_its_schema_passes() -> None:
    (found,) = judged(config(data={"k": "v"}))
    assert (found.status, found.rule, found.scanner) == ("pass", "kubernetes-schema", "kubernetes")


@pytest.mark.parametrize(
    ("document", "attribute"),
    [
        (deployment(imagePullPolice="Always"), "spec.template.spec.containers.0"),
        (config(data={"k": 1}), "data.k"),
        ({**deployment(), "spec": {}}, "spec"),
        (config(dta={}), ""),
    ],
)
def test_an_object_that_breaks_its_schema_fails_at_its_field(
    document: Json, attribute: str
) -> None:
    (found,) = judged(document)
    assert (found.status, found.severity, found.attribute) == ("fail", "high", attribute)
    assert found.place == Place(FILE, 1)
    assert found.message.startswith("Kubernetes 1.35 takes it for wrong: ")


def test_definitions_that_come_with_add_ons_are_left_to_the_cluster() -> None:
    (found,) = judged({**config(), "apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject"})
    assert (found.status, found.failed) == ("not_applicable", False)
    assert "KEDA" in found.message


def test_a_kind_that_nobody_knows_is_unknown() -> None:
    (found,) = judged({**config(), "apiVersion": "example.com/v1", "kind": "Thing"})
    assert found.status == "unknown"


def test_a_version_that_is_gone_is_unknown() -> None:
    (found,) = judged({**config(), "apiVersion": "policy/v1beta1", "kind": "PodDisruptionBudget"})
    assert found.status == "unknown"


def test_a_cluster_newer_than_the_schemas_takes_the_newest() -> None:
    (found,) = judged(config(), versions={CLUSTER: "1.99"})
    assert found.status == "pass"


def test_a_folder_of_no_cluster_is_held_against_the_oldest() -> None:
    found = read(config(), path="cluster/shared/a.yaml")
    (one,) = kubernetes_schema.judge(found, {"cluster/a": "1.36", "cluster/b": "1.34"})
    assert (one.root, one.status) == ("cluster/shared", "pass")
    assert one.message == "keeps to the schema of Kubernetes 1.34"


@pytest.mark.parametrize(
    "name", sorted(path.name for path in content.path("modules", "kubernetes").iterdir())
)
def test_every_shipped_bundle_keeps_to_its_schema(name: str) -> None:
    files = {f"{CLUSTER}/{file}": data for file, data in bundle(name).items()}
    found = kubernetes_schema.judge(manifests.objects(files), VERSIONS)
    assert found
    assert {one.status for one in found} <= {"pass", "not_applicable"}


# Checkov.


def checked(*documents: Json, skips: tuple[Skip, ...] = ()) -> dict[tuple[str, str], str]:
    report = checkov.scan_manifests(read(*documents), skips)
    return {(one.rule, one.address): one.status for one in report.findings}


def test_a_careless_pod_is_found() -> None:
    found = checked(deployment(securityContext={"privileged": True}))
    for rule in ("CKV_K8S_8", "CKV_K8S_9", "CKV_K8S_13", "CKV_K8S_16", "CKV_K8S_20", "CKV_K8S_43"):
        assert found[rule, "Deployment/shop/api"] == "fail", rule


def test_a_pod_without_network_policy_is_found_and_one_with_it_is_not() -> None:
    rule = ("CKV2_K8S_6", "Deployment/shop/api")
    policy = {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": "deny", "namespace": "shop"},
        "spec": {"podSelector": {}, "policyTypes": ["Ingress"]},
    }
    assert checked(deployment())[rule] == "fail"
    assert checked(deployment(), policy)[rule] == "pass"


def windows(document: Json) -> Json:
    document["spec"]["template"]["spec"]["os"] = {"name": "windows"}
    return document


def test_fields_of_linux_are_not_asked_of_windows() -> None:
    found = checked(windows(deployment()))
    for rule in sorted(LINUX_ONLY):
        assert found[rule, "Deployment/shop/api"] == "not_applicable", rule
    assert found["CKV_K8S_8", "Deployment/shop/api"] == "fail"


def test_fields_of_linux_are_asked_of_linux() -> None:
    found = checked(deployment())
    assert {found[rule, "Deployment/shop/api"] for rule in LINUX_ONLY} == {"fail"}


def test_an_annotation_is_no_way_around_a_check() -> None:
    document = deployment()
    document["metadata"]["annotations"] = {"checkov.io/skip1": "CKV_K8S_8=because"}
    assert checked(document)["CKV_K8S_8", "Deployment/shop/api"] == "fail"


def test_a_skip_has_a_reason_and_stands_in_the_inventory() -> None:
    skip = Skip(check="CKV_K8S_8", reason="No probes here.", address="*/Deployment/shop/*")
    report = checkov.scan_manifests(read(deployment()), (skip,))
    assert "CKV_K8S_8" not in {one.rule for one in report.findings}
    (left_out,) = report.skipped
    assert (left_out.reason, left_out.finding.place) == ("No probes here.", Place(FILE, 1))
    assert "CKV_K8S_8" in {run.check for run in report.inventory}


def test_a_check_that_crashes_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from checkov.kubernetes.checks.resource.k8s.LivenessProbe import check

    def crash(**_: object) -> object:
        raise ZeroDivisionError("no")

    monkeypatch.setattr(check, "run", crash)
    assert checked(deployment())["CKV_K8S_8", "Deployment/shop/api"] == "error"


def test_nothing_is_found_in_what_is_rendered(tmp_path: Path) -> None:
    file = tmp_path / "landing-zone.yaml"
    file.write_text(text(rich()), encoding="utf-8")
    found = manifests.objects(api.build(file).tree)
    schema = kubernetes_schema.judge(found, VERSIONS)
    report = checkov.scan_manifests(found)
    assert {one.status for one in schema} == {"pass", "not_applicable"}
    assert {one.status for one in report.findings} == {"pass"}


def test_a_check_of_manifests_is_explained() -> None:
    assert "Liveness Probe" in checkov.explain("CKV_K8S_8")


def test_reports_of_plans_and_manifests_are_one() -> None:
    empty = checkov.scan({})
    own = checkov.scan_manifests(read(deployment()))
    assert checkov.joined(empty, own).findings == own.findings


def test_schemas_are_imported_late() -> None:
    code = (
        "import sys, landsmith.scanners.kubernetes_schema, landsmith.scanners.checkov_manifests;"
        "assert not {'kubernetes_validate', 'jsonschema', 'checkov'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
