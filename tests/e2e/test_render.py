"""Rendering through the command line: what is written, what is refused, what a check says."""

import json
from pathlib import Path

import pytest

from command_line import EXAMPLE, landsmith

MAIN = "roots/20-management/main.tf"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    done = landsmith("render", EXAMPLE, "--out", tmp_path / "repository")
    assert (done.returncode, done.stderr) == (0, "")
    return tmp_path / "repository"


def test_a_second_rendering_changes_nothing(repository: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in repository.rglob("*") if path.is_file()}
    done = landsmith("render", EXAMPLE, "--out", repository, "--format", "json")
    actions = {file["action"] for file in json.loads(done.stdout)["files"]}
    assert (done.returncode, actions) == (0, {"identical"})
    after = {path: path.stat().st_mtime_ns for path in before}
    changed = {path.name for path in before if before[path] != after[path]}
    assert changed <= {"landsmith.lock.json"}


def test_the_example_that_is_committed_is_what_is_rendered(repository: Path) -> None:
    golden = EXAMPLE.parent / "rendered"
    files = [path.relative_to(golden) for path in golden.rglob("*") if path.is_file()]
    files = [path for path in files if path.parts[0] != "modules"]
    assert "landsmith.lock.json" in map(str, files)
    different = [
        str(path)
        for path in files
        if (repository / path).read_bytes() != (golden / path).read_bytes()
    ]
    assert different == []


def test_a_repository_renders_itself_again_from_its_own_landing_zone_file(repository: Path) -> None:
    done = landsmith("render", repository / "landing-zone.yaml", "--out", repository, "--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_file_edited_by_hand_is_a_conflict_with_its_diff(repository: Path) -> None:
    edited = repository / MAIN
    edited.write_text(edited.read_text() + "# by hand\n")
    done = landsmith("render", EXAMPLE, "--out", repository)
    assert done.returncode == 2
    assert MAIN in done.stderr
    assert "-# by hand" in done.stderr
    assert edited.read_text().endswith("# by hand\n")


def test_a_conflict_is_overwritten_when_it_is_accepted(repository: Path) -> None:
    edited = repository / MAIN
    text = edited.read_text()
    edited.write_text(text + "# by hand\n")
    done = landsmith("render", EXAMPLE, "--out", repository, "--accept", MAIN)
    assert done.returncode == 0, done.stderr
    assert edited.read_text() == text


def test_check_writes_nothing_and_says_what_is_stale(repository: Path, tmp_path: Path) -> None:
    source = tmp_path / "landing-zone.yaml"
    source.write_text(EXAMPLE.read_text().replace("retention_days: 365", "retention_days: 730"))
    before = (repository / MAIN).read_bytes()
    done = landsmith("render", source, "--out", repository, "--check")
    assert done.returncode == 2
    assert f"update    {MAIN}" in done.stdout
    assert (repository / MAIN).read_bytes() == before


def test_a_removed_landing_zone_takes_its_own_files_along_and_no_others(
    repository: Path, tmp_path: Path
) -> None:
    source = tmp_path / "landing-zone.yaml"
    source.write_text(EXAMPLE.read_text().replace("name: claims\n", "name: policies\n"))
    (repository / "roots/50-claims-prod/extra.tf").write_text("# the customer's own\n")
    done = landsmith("render", source, "--out", repository)
    assert done.returncode == 0, done.stderr
    assert not (repository / "roots/50-claims-prod/main.tf").exists()
    assert (repository / "roots/50-claims-prod/extra.tf").exists()
    assert (repository / "roots/50-policies-prod/main.tf").exists()


def test_init_writes_a_file_that_is_valid_and_never_overwrites(tmp_path: Path) -> None:
    out = tmp_path / "landing-zone.yaml"
    assert landsmith("init", out).returncode == 0
    assert landsmith("show", out).returncode == 0
    again = landsmith("init", out)
    assert (again.returncode, again.stderr) == (
        1,
        f"{out}: is there already\n    mend: name another file\n",
    )


def test_show_prints_the_same_landing_zone_as_text_and_as_json() -> None:
    shown = json.loads(landsmith("show", EXAMPLE, "--format", "json").stdout)
    text = landsmith("show", EXAMPLE).stdout
    assert shown["addresses"]["hub"] == "172.22.0.0/23"
    assert [value for value in shown["names"].values() if value not in text] == []


def test_schema_is_a_json_schema() -> None:
    assert json.loads(landsmith("schema").stdout)["title"] == "LandingZoneFile"


@pytest.mark.parametrize("arguments", [["nonsense"], ["render", "x.yaml"], ["show", "--nonsense"]])
def test_a_wrong_command_line_is_told_without_a_traceback(arguments: list[str]) -> None:
    done = landsmith(*arguments)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Usage" in done.stderr
