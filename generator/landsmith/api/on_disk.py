"""Reads a rendered repository as it stands on disk: all that would be deployed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from landsmith.errors import InputError, Place, Problem, RenderError
from landsmith.reading import read_bytes
from landsmith.render.output.paths import check_path

CONFIGURATION: Final = (".tf", ".tf.json")
"""How the names of files end that terraform reads a root from."""

_PARTS: Final = ("roots", "modules", "cluster")
_TOFU: Final = (".tofu", ".tofu.json")
_READ: Final = (*CONFIGURATION, ".tfvars", ".tfvars.json", ".yaml", ".yml", ".json")
_KEPT: Final = ("*.tfstate", "*.tfstate.*", "*.tfplan", "*.tfplan.gate.json", ".terraform.lock.hcl")
"""What terraform and we leave in a root."""


def on_disk(folder: Path) -> dict[str, bytes]:
    """Return every file that terraform or Kustomize could take in, by relative posix path.

    Raises:
        InputError: some can't be read or judged; all of them, each with its place and mend.
    """
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in _paths(folder):
        name = path.relative_to(folder).as_posix()
        try:
            if _fits(name):
                files[name] = _content(path)
        except (OSError, ValueError, RenderError) as error:
            problems.append(Problem(Place(str(path)), "", _said(error), _mend(path.name)))
    if problems:
        raise InputError(problems)
    return files


def _paths(folder: Path) -> Iterator[Path]:
    for part in _PARTS:
        for path in sorted((folder / part).rglob("*")):
            kept = ".terraform" in path.parts or any(path.match(pattern) for pattern in _KEPT)
            if not kept and not path.is_dir():
                yield path


def _fits(name: str) -> bool:
    """Tell whether a file is taken; one with a name that no system minds, or that is read."""
    if name.endswith(_TOFU):
        raise ValueError("is read by OpenTofu alone, and not judged")
    try:
        check_path(name)
    except RenderError:
        if name.endswith(_READ):
            raise
        return False
    return True


def _content(path: Path) -> bytes:
    data = read_bytes(path)
    if path.name.endswith(_READ):
        data.decode()
    return data


def _said(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"can't be read: {error.strerror or error}"
    return f"is not UTF-8: {error}" if isinstance(error, UnicodeDecodeError) else str(error)


def _mend(name: str) -> str:
    if name.endswith(_TOFU):
        return f"name it {name.replace('.tofu', '.tf')}"
    return "put a file of plain UTF-8 text with a plain name there, or take it away"
