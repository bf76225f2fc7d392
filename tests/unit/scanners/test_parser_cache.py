"""Nobody else's code is run: the parser's grammar is read from nowhere but a private folder."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from landsmith.scanners import parser_cache

if TYPE_CHECKING:
    from pathlib import Path

SPY = """
import builtins, sys
opened = []
real = open
def spy(file, *rest, **options):
    opened.append(str(file))
    return real(file, *rest, **options)
builtins.open = spy
from lark.utils import FS
FS.open = staticmethod(spy)
{work}
print("\\n".join(name for name in opened if ".lark_" in name))
"""

WORK = {
    "plans": "from landsmith.scanners.checkov_run import engine; engine()",
    "manifests": "from landsmith.scanners.checkov_manifests import engine; engine()",
    "explain": "from landsmith import api; api.explain('CKV_AZURE_59')",
}


@pytest.mark.parametrize("work", WORK)
def test_the_shared_temporary_folder_is_never_read(work: str, tmp_path: Path) -> None:
    code = SPY.format(work=WORK[work])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    read = done.stdout.split()
    assert read
    assert not [name for name in read if os.path.dirname(name) == str(tmp_path)]  # noqa: PTH120
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_others_write_into_is_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    open_to_all = tmp_path / "grammar"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    monkeypatch.setattr(parser_cache, "BESIDE", open_to_all)
    found = parser_cache.folder.__wrapped__()
    assert found != open_to_all
    assert found.stat().st_mode & 0o077 == 0


def test_a_link_to_elsewhere_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o777)
    (tmp_path / "grammar").symlink_to(tmp_path / "elsewhere")
    monkeypatch.setattr(parser_cache, "BESIDE", tmp_path / "grammar")
    assert parser_cache.folder.__wrapped__() != tmp_path / "grammar"
