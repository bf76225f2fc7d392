"""The wheel holds everything that is needed at run time, and nothing that was left lying about."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from landsmith import content

CHECKOUT = content.root()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_content_and_facts_are_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "landsmith/py.typed",
        "landsmith/_content/blueprints/start-small.yaml",
        "landsmith/_content/blueprints/starters/start-small.yaml",
        "landsmith/_content/modules/terraform/kubernetes_cluster/main.tf",
        "landsmith/_content/policies/checkov.yaml",
        "landsmith/_content/policies/frameworks/kubernetes-specialization/module-a.yaml",
        "landsmith/emulator/facts/azurerm-5.2.0.schema.json.gz",
        "landsmith/render/templates/main.tf.j2",
    } <= names


def test_nothing_else_is_in_the_wheel(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    strange = [
        name
        for name in names
        if not name.startswith(("landsmith/", "landsmith-")) or "/.terraform" in name
    ]
    assert strange == []


def test_the_wheel_renders_what_the_checkout_renders(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    example = CHECKOUT / "examples" / "baltic-mutual" / "landing-zone.yaml"
    code = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\n"
        "from pathlib import Path\n"
        "from landsmith import api, content\n"
        f"assert content.root().is_relative_to({str(installed)!r}), content.root()\n"
        f"api.render(Path({str(example)!r}), Path({str(tmp_path / 'out')!r}))\n"
    )
    command = [sys.executable, "-c", code]
    subprocess.run(command, check=True, env={"PATH": os.environ["PATH"]}, cwd=tmp_path)
    golden = example.parent / "rendered"
    files = [path for path in (golden / "roots").rglob("*.tf") if ".terraform" not in path.parts]
    different = [
        path.name
        for path in files
        if (tmp_path / "out" / path.relative_to(golden)).read_bytes() != path.read_bytes()
    ]
    assert files
    assert different == []
