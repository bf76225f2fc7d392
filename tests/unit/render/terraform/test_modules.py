"""Vendoring takes what belongs to a module, and its digest can be repeated by hand."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from landsmith import content
from landsmith.errors import ContentError, RenderError
from landsmith.render.terraform import modules


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "modules/terraform/hub"
    for name in (*modules.REQUIRED, "extra.tf", ".hidden.tf", "notes.txt", "x.tftest.hcl"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(f"# {name}\r\n".encode())
    for name in (".terraform", "tests", "dir.tf"):
        (folder / name).mkdir()
        (folder / name / "main.tf").write_bytes(b"no")
    (folder / "link.tf").symlink_to(folder / "main.tf")
    monkeypatch.setattr(content, "path", lambda *parts: Path(tmp_path, *parts))
    return folder


@pytest.mark.usefixtures("shipped")
def test_what_belongs_is_copied() -> None:
    files = modules.vendor(["hub", "hub"])
    expected = sorted([*modules.REQUIRED, "extra.tf"])
    assert list(files) == [f"modules/hub/{name}" for name in expected]
    assert files["modules/hub/main.tf"] == b"# main.tf\n"


@pytest.mark.usefixtures("shipped")
def test_the_digest_can_be_repeated_with_sha256sum(tmp_path: Path) -> None:
    files = modules.vendor(["hub"])
    out = tmp_path / "out"
    for path, data in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)
    command = "LC_ALL=C; sha256sum modules/hub/* | sha256sum"
    done = subprocess.run(["sh", "-c", command], cwd=out, capture_output=True, check=True)
    assert modules.digests(files) == {"hub": done.stdout.decode().split()[0]}
    assert modules.digest(dict(reversed(files.items()))) == modules.digest(files)


def test_a_broken_module_is_refused(shipped: Path) -> None:
    (shipped / "main.tf").write_bytes(b"\xff")
    with pytest.raises(ContentError, match="is not UTF-8"):
        modules.vendor(["hub"])
    (shipped / "main.tf").unlink()
    with pytest.raises(ContentError, match=r"module hub has no main\.tf"):
        modules.vendor(["hub"])


@pytest.mark.parametrize("name", ["../x", "a-b", "", "A"])
def test_a_name_that_is_no_modules(name: str) -> None:
    with pytest.raises(RenderError, match="can't be the name of a module"):
        modules.vendor([name])
