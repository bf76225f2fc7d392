"""Which files Kustomize takes in, and what it would do to them that nobody judged."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any, Final

from landsmith.errors import Place, PolicyError, Problem

NAMES: Final = ("kustomization.yaml", "kustomization.yml", "Kustomization")
"""The names Kustomize looks for; source: its reference, "kustomization file"."""

SUFFIXES: Final = (".yaml", ".yml", ".json")
_PLAIN: Final = frozenset({"apiVersion", "kind", "metadata", "resources", "labels"})
_MEND: Final = "write out the objects that it makes, and list their files under resources"


def is_kustomization(path: str) -> bool:
    """Tell whether Kustomize reads a file as its own."""
    return path.rpartition("/")[2] in NAMES


def taken(path: str, data: object, tree: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the files that a kustomization takes in.

    Raises:
        PolicyError: it changes or makes objects, or takes in what isn't in the repository.
    """
    if not isinstance(data, dict):
        raise _error(path, "", "expected a kustomization", _MEND)
    if data.get("kind", "Kustomization") != "Kustomization":
        raise _error(path, "kind", "is not a Kustomization, and not judged", _MEND)
    for key in sorted(map(str, data.keys() - _PLAIN)):
        raise _error(path, key, "changes or makes objects after they were judged", _MEND)
    for item in _listed(path, data.get("resources")):
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), item))
        if found in tree:
            yield found
        elif not any(f"{found}/{name}" in tree for name in NAMES):
            mend = "bring it into the repository"
            raise _error(path, f"resources: {item}", "is not among the cluster's files", mend)


def _listed(path: str, value: Any) -> list[str]:  # noqa: ANN401
    items = value or []
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise _error(path, "resources", "must be a list of paths", _MEND)
    return items


def _error(path: str, field: str, message: str, mend: str) -> PolicyError:
    return PolicyError(str(Problem(Place(path), field, message, mend)))
