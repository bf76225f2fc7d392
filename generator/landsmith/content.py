"""Finds the content that ships with Landsmith: blueprints, modules and policies.

In an installed package it lies under ``landsmith/_content``; in a checkout, at the top level.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from landsmith.errors import ContentError

_PACKAGE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """Return the folder that holds ``blueprints/``, ``modules/`` and ``policies/``.

    Raises:
        ContentError: neither the installed content nor a checkout is there.
    """
    for folder in (_PACKAGE / "_content", _PACKAGE.parent.parent):
        if (folder / "blueprints").is_dir():
            return folder
    raise ContentError(f"no blueprints beside {_PACKAGE}: install Landsmith again")


def path(*parts: str) -> Path:
    """Return the path of shipped content, such as ``path("modules", "terraform")``.

    Raises:
        ContentError: nothing is there.
    """
    found = root().joinpath(*parts)
    if not found.exists():
        raise ContentError(f"{'/'.join(parts)} is not part of this Landsmith")
    return found
