"""The folder that a rehearsal is kept in, however it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from landsmith import api
from landsmith.errors import InputError


def test_a_relative_folder_is_meant_from_where_the_command_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with api.workdir(Path("kept")) as folder:
        assert folder == tmp_path.resolve() / "kept"
    assert folder.is_dir()
    with pytest.raises(InputError), api.workdir(Path("kept")):
        pass
