"""Vendors the shipped Terraform modules into a customer's repository, byte for byte the same."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from landsmith import content
from landsmith.errors import ContentError, RenderError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

REQUIRED: Final = ("terraform.tf", "variables.tf", "main.tf", "outputs.tf", "README.md")

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def vendor(names: Iterable[str]) -> dict[str, bytes]:
    """Return the files of the modules ``names`` by path, ``modules/<name>/main.tf`` and so on.

    Raises:
        RenderError: a name can't be a module's.
        ContentError: a module or one of its files is missing, or a file is not UTF-8 text.

    """
    return {
        f"modules/{name}/{file.name}": _text(file)
        for name in sorted(set(names))
        for file in _files(name)
    }


def digest(files: Mapping[str, bytes]) -> str:
    """Return one sha256 over ``files``, in whatever order they come.

    It is the sha256 of what ``sha256sum`` prints for them, sorted by path, so that an auditor can
    repeat it: ``LC_ALL=C sha256sum modules/aks_cluster/* | sha256sum``.
    """
    lines = (f"{sha256(data).hexdigest()}  {path}\n" for path, data in sorted(files.items()))
    return sha256("".join(lines).encode()).hexdigest()


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the digest of each module that is vendored in ``files``, by name."""
    modules: dict[str, dict[str, bytes]] = {}
    for path, data in sorted(files.items()):
        match path.split("/"):
            case ["modules", name, _]:
                modules.setdefault(name, {})[path] = data
    return {name: digest(module) for name, module in modules.items()}


def _files(name: str) -> list[Path]:
    """Return the files that make up a module: never hidden ones, links, folders or tests."""
    if not _NAME.fullmatch(name):
        raise RenderError(f"{name!a} can't be the name of a module")
    folder = content.path("modules", "terraform", name)
    found = {f.name: f for f in sorted(folder.iterdir()) if f.is_file() and not f.is_symlink()}
    if missing := [file for file in REQUIRED if file not in found]:
        raise ContentError(f"module {name} has no {missing[0]}")
    return [file for base, file in found.items() if _belongs(base)]


def _belongs(base: str) -> bool:
    return base in REQUIRED or (base.endswith(".tf") and not base.startswith("."))


def _text(file: Path) -> bytes:
    try:
        text = file.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise ContentError(f"{file} is not UTF-8: {error}") from error
    return text.replace("\r\n", "\n").encode()
