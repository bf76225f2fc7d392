"""Reads the Kubernetes objects of a rendered repository, each with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import yaml

from landsmith.errors import Place, PolicyError
from landsmith.scanners import kustomize

Json: TypeAlias = dict[str, Any]

_KUSTOMIZE: Final = "kustomize.config.k8s.io/"
_FOLDER: Final = "cluster/"
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Object:
    """One object of a cluster; ``root`` is its cluster's folder."""

    root: str
    place: Place
    end: int
    data: Json

    @property
    def kind(self) -> str:
        """Its kind."""
        return str(self.data["kind"])

    @property
    def address(self) -> str:
        """Kind, namespace and name: ``Deployment/shop/api``; without a namespace two of them."""
        metadata = self.data.get("metadata") or {}
        parts = (self.kind, metadata.get("namespace"), metadata.get("name"))
        return "/".join(str(part) for part in parts if part)


def objects(tree: Mapping[str, bytes]) -> tuple[Object, ...]:
    """Return every Kubernetes object of a repository but Kustomize's own; lists are taken apart.

    Raises:
        PolicyError: a file is not YAML, holds something that is no object, or lets Kustomize take
            in or change what isn't judged.
    """
    files = {path: data for path, data in tree.items() if path.startswith(_FOLDER)}
    read = {path for path in files if path.endswith(kustomize.SUFFIXES)}
    for path in filter(kustomize.is_kustomization, files):
        for _, value in _values(path, files[path]):
            read |= {*kustomize.taken(path, value, files)}
    read = {path for path in read if not kustomize.is_kustomization(path)}
    found = (one for path in sorted(read) for one in _documents(path, files[path]))
    return tuple(one for one in found if not one.data["apiVersion"].startswith(_KUSTOMIZE))


def _documents(path: str, data: bytes) -> Iterator[Object]:
    root = "/".join(path.split("/")[:2])
    for (line, end), value in _values(path, data):
        place = Place(path, line)
        for item in _items(_object(value, place), place):
            yield Object(root, place, end, item)


def _items(value: Json, place: Place) -> Iterator[Json]:
    """Yield the objects of a list such as kubectl writes; an object is its own only one."""
    items = value.get("items")
    if value["kind"].endswith("List") and isinstance(items, list):
        for item in items:
            yield from _items(_object(item, place), place)
    else:
        yield value


def _values(path: str, data: bytes) -> Iterator[tuple[tuple[int, int], object]]:
    """Yield each document of a file that isn't empty, with its first and last line."""
    loader = _LOADER(data)
    try:
        while loader.check_node():
            node: Any = loader.get_node()
            value = loader.construct_document(node)
            if value is not None:
                yield (node.start_mark.line + 1, node.end_mark.line), value
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise PolicyError(f"{path} is not YAML: {error}; mend the file") from error
    finally:
        loader.dispose()


def _object(value: object, place: Place) -> Json:
    if isinstance(value, dict) and all(isinstance(value.get(k), str) for k in _NEEDED):
        return value
    raise PolicyError(f"{place}: expected a Kubernetes object with apiVersion and kind")


_NEEDED: Final = ("apiVersion", "kind")
