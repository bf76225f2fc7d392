"""What Kustomize would take in is read, and what it would change is refused."""

from __future__ import annotations

import pytest
import yaml

from landsmith.errors import PolicyError
from landsmith.scanners import manifests
from strategies import Json

HERE = "cluster/shop-prod"
POD = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}}


def tree(kustomization: Json, name: str = "kustomization.yaml", **files: Json) -> dict[str, bytes]:
    found = {f"{HERE}/{name}": yaml.safe_dump(kustomization).encode()}
    return found | {f"{HERE}/{path}": yaml.safe_dump(data).encode() for path, data in files.items()}


def read(files: dict[str, bytes]) -> list[tuple[str, str]]:
    return [(one.place.file.removeprefix(f"{HERE}/"), one.kind) for one in manifests.objects(files)]


@pytest.mark.parametrize("name", ["pod.yaml", "pod.yml", "pod.json"])
def test_objects_are_read_whatever_their_files_end_in(name: str) -> None:
    assert read({f"{HERE}/{name}": yaml.safe_dump(POD).encode()}) == [(name, "Pod")]


@pytest.mark.parametrize("name", ["kustomization.yaml", "kustomization.yml", "Kustomization"])
def test_a_file_that_is_taken_in_is_read_whatever_its_name(name: str) -> None:
    files = tree({"resources": ["pod.txt"]}, name, **{"pod.txt": POD, "other.txt": POD})
    assert read(files) == [("pod.txt", "Pod")]


def test_a_list_is_taken_apart() -> None:
    inner = {"apiVersion": "v1", "kind": "PodList", "items": [POD]}
    outer = {"apiVersion": "v1", "kind": "List", "items": [POD, inner]}
    assert read(tree({}, **{"all.yaml": outer})) == [("all.yaml", "Pod")] * 2


@pytest.mark.parametrize(
    "key",
    [
        *("patches", "patchesStrategicMerge", "patchesJson6902", "replacements", "transformers"),
        *("generators", "configMapGenerator", "secretGenerator", "helmCharts", "components"),
        *("images", "namespace", "namePrefix", "bases", "crds", "anything"),
    ],
)
def test_what_kustomize_would_make_of_them_is_refused(key: str) -> None:
    with pytest.raises(PolicyError, match=rf"kustomization\.yaml: {key}: .*\n.*mend: "):
        read(tree({key: []}))


@pytest.mark.parametrize(
    "item", ["https://example.com/pod.yaml", "github.com/x/y", "gone.yaml", "../../../etc", "."]
)
def test_what_is_not_in_the_repository_is_refused(item: str) -> None:
    files = tree({"resources": [item]}, "deep/kustomization.yaml")
    if item == ".":
        assert read(files) == []  # Kustomize itself refuses the circle
        return
    with pytest.raises(PolicyError, match=r"is not among the cluster's files\n.*mend: "):
        read(files)


@pytest.mark.parametrize("broken", [[], "x", {"resources": "x"}, {"resources": [1]}])
def test_what_is_no_kustomization_is_refused(broken: Json) -> None:
    with pytest.raises(PolicyError, match="mend: "):
        read(tree(broken))


def test_a_component_is_refused() -> None:
    with pytest.raises(PolicyError, match="is not a Kustomization"):
        read(tree({"kind": "Component"}))
